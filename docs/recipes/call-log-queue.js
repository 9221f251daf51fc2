// Gives a CRM each call once, over tabs, reloads and crashes. It belongs on all pages that place calls, and on those
// that users open next. Facts wait in the storage until the CRM has them; a Web Lock lets one tab send at a time.
const PREFIX = 'call-log/'; // call-log/{user}/{key}/call, …/note, …/details, …/sent
const LOCK = 'call-log';
const SETTLE_MS = 100; // Data of another tab may arrive a moment after its lock is free.
const ANSWER_TIMEOUT_MS = 20_000;
const RETRY_MS = 30_000;
const MAX_RETRY_MS = 600_000;
const LOGGED_KEPT_MS = 2 * 3_600_000; // A recording comes late.
const UNSENT_KEPT_MS = 3 * 86_400_000; // A weekend.
/** Plays a recording to those who may hear it: they sign in to RingCentral there. */
const MEDIA_READER = 'https://ringcentral.github.io/ringcentral-media-reader/?media=';

/** Talk time, from RingCentral's record where it is there. */
function secondsOf({connectedAt, endedAt}, details) {
  const talked = details?.legs.find(({leg}) => leg === 'callee');
  return talked?.duration ?? (connectedAt ? Math.round((endedAt - connectedAt) / 1000) : 0);
}

const keep = (owner, key, part, value) =>
  localStorage.setItem(`${PREFIX}${owner}/${key}/${part}`, JSON.stringify({at: Date.now(), value}));

const forget = ({owner, key}) =>
  ['call', 'note', 'details', 'sent'].forEach((part) => localStorage.removeItem(`${PREFIX}${owner}/${key}/${part}`));

/** The stored facts of each call: [{owner, key, call, note, details, sent}], each part as {at, value}. */
function readAll() {
  const found = new Map();
  for (const name of Object.keys(localStorage)) {
    const [, owner, key, part] = name.startsWith(PREFIX) ? name.split('/') : [];
    if (!part) continue;
    const parts = found.get(`${owner}/${key}`) ?? {owner, key};
    parts[part] = JSON.parse(localStorage.getItem(name));
    found.set(`${owner}/${key}`, parts);
  }
  return [...found.values()];
}

const PARTS = ['call', 'note', 'details'];
const timesOf = (entry) => PARTS.map((part) => entry?.[part]?.at).join();

/** Whether more is kept of a call by now. */
function hasChanged(kept) {
  const now = readAll().find(({owner, key}) => owner === kept.owner && key === kept.key);
  return timesOf(now) !== timesOf(kept);
}

/**
 * `save(entry, signal)` creates the CRM's entry of a call, or updates it, and may return its id. It throws if that has
 * not worked. `entry`: {key, call, seconds, note, outcome, details, recording, revision, id, isUnsure}
 *   `id`: as it was returned before; `revision`: a number that grows, the same again for the same facts
 *   `isUnsure`: an earlier attempt had no answer, so the CRM may have the call
 */
export function logCalls(save) {
  let user = localStorage.getItem(`${PREFIX}user`) ?? '';
  let isSignedIn = false;
  let isGone = false; // The user has signed out.
  let waiting = '';
  let retryMs = RETRY_MS;
  let timer = 0;

  /** Whether the CRM has all that it should. */
  async function send({owner, key, ...parts}) {
    const [call, note, details, sent] = [parts.call, parts.note, parts.details, parts.sent].map((part) => part?.value);
    // A call without an id may not have taken place. The user says so by a note, or RingCentral by its record.
    const isDoubtful = call?.phase === 'unconfirmed' && call.id === null;
    if (!call || (isDoubtful && !note && !details)) return true;
    const facts = timesOf(parts);
    if (sent?.isDone && sent.facts === facts) return true;
    const revision = sent?.facts === facts ? sent.revision : Math.max(Date.now(), (sent?.revision ?? 0) + 1);
    const attempt = {...sent, facts, revision, isDone: false};
    keep(owner, key, 'sent', attempt); // before the request: a page that closes now leaves a trace
    const entry = {
      key, call, seconds: secondsOf(call, details), note: note?.note ?? '', outcome: note?.outcome ?? null, details,
      recording: details?.recording && MEDIA_READER + encodeURIComponent(details.recording.contentUri),
      revision, id: sent?.id, isUnsure: Boolean(sent) && !sent.wasSaved,
    };
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const tooLate = new Promise((_, reject) => { signal.onabort = () => reject(signal.reason); });
    try {
      const id = await Promise.race([save(entry, signal), tooLate]) ?? sent?.id;
      keep(owner, key, 'sent', {...attempt, id, isDone: true, wasSaved: true});
      return true;
    } catch (error) {
      console.warn('The call is not logged yet:', error);
      return false;
    }
  }

  /** Sends the calls of this user, not those of another. `isLast`: the user is gone; what the CRM has is erased. */
  const flush = (owner, isLast) => navigator.locks.request(LOCK, async () => {
    await new Promise((resolve) => { setTimeout(resolve, SETTLE_MS); });
    waiting = '';
    let isDone = true;
    for (const kept of readAll()) {
      const isOwn = kept.owner === owner;
      const isSent = isOwn && await send(kept);
      const age = Date.now() - Math.max(...[kept.call, kept.note, kept.details].map((part) => part?.at ?? 0));
      const isLogged = isSent && kept.call; // a note that is saved early waits for the end of its call
      const isOver = isLogged ? isLast || age > LOGGED_KEPT_MS : (isLast && isSent) || age > UNSENT_KEPT_MS;
      const isNews = isOver && hasChanged(kept); // heard while the CRM was answering
      if (isOver && !isNews) forget(kept);
      if ((isOwn && !isSent) || isNews) isDone = false;
    }
    clearTimeout(timer);
    if (!isDone && !isLast) timer = setTimeout(sendSoon, retryMs);
    retryMs = isDone ? RETRY_MS : Math.min(2 * retryMs, MAX_RETRY_MS);
  });

  function sendSoon() {
    if (waiting === `${user} ${isGone}`) return;
    waiting = `${user} ${isGone}`;
    void flush(user, isGone);
  }

  function hear(part, {call, primary}, facts) {
    if (!primary) return; // another tab does
    // The page of the next user may be the one that hears of an earlier user's note.
    const known = readAll().find(({key, ...parts}) => key === call.key && parts.call);
    const owner = known?.owner ?? user;
    // A call whose end was heard elsewhere may be logged already.
    if (call.endedAt && !known && part !== 'call') keep(owner, call.key, 'sent', {revision: 0});
    if (call.endedAt && !known) keep(owner, call.key, 'call', call);
    if (facts) keep(owner, call.key, part, facts);
    sendSoon();
  }
  document.addEventListener('rc-call-end', ({detail}) => hear('call', detail));
  document.addEventListener('rc-call-note', ({detail}) => hear('note', detail, {note: detail.note, outcome: detail.outcome}));
  document.addEventListener('rc-call-details', ({detail}) => hear('details', detail, detail.details));

  document.addEventListener('rc-session-change', ({detail}) => {
    if (detail.state === 'signed-out' && isSignedIn) {
      localStorage.removeItem(`${PREFIX}user`);
      isGone = true;
      sendSoon();
    }
    isSignedIn = detail.state === 'ready';
    if (!isSignedIn) return;
    isGone = false;
    user = detail.user.id;
    localStorage.setItem(`${PREFIX}user`, user);
    sendSoon();
  });
  addEventListener('online', () => isSignedIn && sendSoon());
}
