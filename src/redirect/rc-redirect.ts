/**
 * The page that RingCentral sends the user back to after a sign-in. It passes the answer on to the
 * page of the same origin that began the sign-in, and to no other: it holds no token, and the code
 * is worthless without the verifier, which only that page knows.
 */
import {ANSWER_CHANNEL, REDIRECT_KEY_PREFIX} from '../store/keys.js';
import type {
  AnswerMessage, RedirectRecord, TakenMessage,
} from '../store/sign-in/redirect-page.js';

/** Without a reply in this time, no page is waiting for the answer. */
const REPLY_TIMEOUT_MS = 3_000;

const {search, origin, pathname} = location;
const answer = new URLSearchParams(search);
const state = answer.get('state') ?? '';
const hasResult = answer.has('code') || answer.has('error');

// The code must stay neither in the address nor in the history.
history.replaceState(null, '', pathname);

if (!state || !hasResult) {
  showMessage('This page is where a sign-in to RingCentral comes back to. There is nothing to do here: close it.');
} else if (!returnToPage()) {
  passAnswerOn();
}

/** Where the whole page left to sign in: stores the answer for it, and goes back to its address. */
function returnToPage(): boolean {
  try {
    const key = REDIRECT_KEY_PREFIX + state;
    const record = JSON.parse(sessionStorage.getItem(key) ?? 'null') as RedirectRecord | null;
    if (!record || new URL(record.returnTo).origin !== origin) return false;
    sessionStorage.setItem(key, JSON.stringify({...record, search}));
    location.replace(record.returnTo);
    return true;
  } catch {
    return false; // storage is blocked, or holds no record of ours
  }
}

/** Where this page is a popup: sends the answer, and closes once a page has taken it. */
function passAnswerOn(): void {
  const message: AnswerMessage = {type: 'rc-answer', search};
  const replyTimer = setTimeout(() => {
    showMessage('No page is waiting for this sign-in: it was closed, or it has been answered already. Close this window and sign in again. If that page is inside another one, open it in a tab of its own.');
  }, REPLY_TIMEOUT_MS);

  function handleReply(reply: unknown): void {
    const {type, state: takenState} = (reply ?? {}) as Partial<TakenMessage>;
    if (type !== 'rc-taken' || takenState !== state) return;
    clearTimeout(replyTimer);
    showMessage('Done. You can close this window.');
    window.close();
  }

  // The opener gets a message where storage is partitioned (frames); the channel serves where a
  // Cross-Origin-Opener-Policy has cut the opener off. The second of them finds the answer taken.
  const opener = window.opener as Window | null;
  addEventListener('message', (event) => {
    if (event.origin === origin && event.source === opener) handleReply(event.data);
  });
  opener?.postMessage(message, origin);
  if (typeof BroadcastChannel === 'undefined') {
    sendByStorage(() => handleReply({type: 'rc-taken', state} satisfies TakenMessage));
    return;
  }
  const channel = new BroadcastChannel(ANSWER_CHANNEL);
  channel.onmessage = (event) => handleReply(event.data);
  channel.postMessage(message);
}

/** For browsers without channels; the page that takes the answer removes it from storage. */
function sendByStorage(onTaken: () => void): void {
  try {
    addEventListener('storage', ({key, newValue}) => {
      if (key === ANSWER_CHANNEL && newValue === null) onTaken();
    });
    addEventListener('pagehide', () => localStorage.removeItem(ANSWER_CHANNEL));
    localStorage.setItem(ANSWER_CHANNEL, search);
  } catch {
    // Storage is blocked; the opener has the message.
  }
}

function showMessage(text: string): void {
  const status = document.querySelector('[role=status]');
  if (status) status.textContent = text;
}
