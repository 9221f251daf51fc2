/** Our own sign-in: Authorization Code with PKCE, in a popup, or by leaving the page and coming back. */
import {type ApiRequest, notSent} from '../../ringcentral/platform.js';
import type {OwnSdk} from '../../ringcentral/sdk.js';
import {refusalOf, type SignInErrorCode, signInErrorCode} from '../../ringcentral/sign-in-errors.js';
import {record} from '../../ringcentral/api.js';
import {parseJson} from '../context.js';
import {TokenKeeper} from './tokens.js';
import {type Desk, type Entry, type Found, type Way, headersOf} from './strategy.js';
import {
  cleanAddress, hearAnswers, leaveFor, navigate, ownAddress, ownSearch, randomState, REDIRECT_PREFIX,
  type RedirectRecord, sameState,
} from './sign-in-window.js';
import type {User} from '../types.js';

/** One sign-in that is under way: its `state` and verifier are used once, or never. */
interface Attempt {
  readonly at: number;
  readonly popup: Window | null;
  state?: string;
  verifier?: string;
  /** It was answered, or its window was closed. */
  finish(): void;
  readonly finished: Promise<void>;
}

/** What came back from a sign-in that left the page. */
interface Answered {
  readonly answer: URLSearchParams;
  readonly kept: RedirectRecord;
}

/** What tabs tell each other; `id`: of the tokens that came or went. */
interface Word {
  readonly type: 'signed-in' | 'signed-out' | 'expired';
  readonly id: string | undefined;
}

/** ms that an answer may take: RingCentral's own pages give up earlier. */
const PATIENCE = 10 * 60_000;
/** ms between looks at whether the popup was closed; no event tells. */
const LOOK = 300;

export interface OwnOptions {
  readonly clientId: string;
  readonly server: string;
  /** Absolute, of the page's own origin. */
  readonly redirectUri: string;
}

export function ownWay(desk: Desk, {clientId, server, redirectUri}: OwnOptions): Way {
  const {environment, account} = desk;
  const prefix = `rc-click-to-call/1/session/${[clientId, server, account].map(encodeURIComponent).join('|')}/`;
  const tokens = new TokenKeeper(environment, environment.storage(desk.options().storage ?? 'local'), prefix);
  let attempts: Attempt[] = [];
  let stopHearing: (() => void) | undefined;
  let timer: unknown;
  let disposed = false;
  /** The page is being left to sign in. */
  let leaving = false;

  let sdk: Promise<OwnSdk> | undefined;
  const load = (): Promise<OwnSdk> => sdk ??= import('../../ringcentral/sdk.js').then(
    ({createOwnSdk}) => createOwnSdk({server, clientId, redirectUri, tokens, appName: 'rc-click-to-call'}),
    (error: unknown) => { sdk = undefined; throw error; },
  );

  const tabs = environment.channel(prefix, (message) => {
    const {type, id} = (message ?? {}) as Partial<Word>;
    switch (type) {
      case 'signed-in':
        // The word may be here before the tokens are.
        if (tokens.shared) void tokens.comes((now) => now?.id === id).then((came) => { if (came) joined(); });
        break;
      case 'signed-out':
        // With storage of its own, this tab has a session of its own to end.
        if (!tokens.shared) void revoke();
        stopAttempts();
        desk.left('signed-out');
        break;
      case 'expired':
        if (tokens.shared && (tokens.read()?.id ?? id) === id) desk.left('expired');
        break;
      default: // of another version: none of ours
    }
  });
  const tell = (type: Word['type'], id = tokens.read()?.id) => tabs.post({type, id} satisfies Word);

  function joined(): void {
    if (disposed) return;
    stopAttempts();
    void desk.again();
  }

  // ---- requests

  let refused: string | undefined;

  async function send(request: ApiRequest): Promise<Response> {
    if (!tokens.fresh) {
      try {
        if (!await tokens.renew(load)) return notSent();
      } catch {
        if (!tokens.usable) return notSent(); // `renew` will say why
      }
    }
    let loaded: OwnSdk;
    try { loaded = await load(); } catch { return notSent(); }
    const used = tokens.read()?.access_token;
    if (!used) return notSent();
    const response = await loaded.send(request, headersOf(desk.options()));
    if (response.status === 401) refused = used;
    return response;
  }

  async function renew(): Promise<boolean> {
    await load();
    return tokens.renew(load, refused);
  }

  async function revoke(): Promise<void> {
    const held = tokens.read();
    tokens.forget();
    if (!held) return;
    try {
      await (await load()).revoke(held.refresh_token ?? held.access_token);
    } catch { /* it is forgotten here, and ends by itself within the week */ }
  }

  // ---- signing in

  function entry(): Entry | null {
    const held = tokens.read();
    if (!held) return null;
    const {user, at} = record(tokens.recall());
    const remembered = isUser(user) && isTheirs(user, held.owner_id) ? {user: Object.freeze(user)} : {};
    return {
      ...remembered, ...(typeof at === 'number' && {at}),
      ...(held.scope && {granted: held.scope}), ...(held.owner_id && {ownerId: String(held.owner_id)}),
    };
  }

  /** What was remembered is of the one who holds the tokens, and of the extension that the page asks for. */
  function isTheirs({id}: User, ownerId: string | undefined): boolean {
    const {extensionId = '~'} = desk.options();
    return extensionId === '~' ? !ownerId || String(ownerId) === id : extensionId === id;
  }

  /** Redeems a code, at most once; what was there before stays if that fails. */
  async function redeem(answer: URLSearchParams, verifier: string, uri: string): Promise<SignInErrorCode | null> {
    const code = answer.get('code');
    const description = answer.get('error_description') ?? '';
    if (!code) {
      const error = answer.get('error');
      const platformCode = /\bOAU-\d+/.exec(description)?.[0];
      return signInErrorCode({...(error && {error}), ...(platformCode && {code: platformCode})});
    }
    let loaded: OwnSdk;
    try { loaded = await load(); } catch { return 'sdk-load'; }
    try {
      await tokens.exclusively(() => loaded.redeem(code, verifier, uri));
      return null;
    } catch (error) {
      const {response} = error as {response?: Response | null};
      return response ? signInErrorCode(await refusalOf(response)) : 'offline';
    }
  }

  async function finish(answer: URLSearchParams, verifier: string, uri: string): Promise<void> {
    desk.signingIn();
    const problem = await redeem(answer, verifier, uri);
    if (disposed) return;
    if (problem) return desk.rest(problem);
    stopAttempts();
    tell('signed-in');
    const now = entry();
    if (now) await desk.entered(now); else desk.rest('unknown');
  }

  function hear(answer: URLSearchParams, from: MessageEventSource | null): boolean {
    const state = answer.get('state') ?? '';
    attempts = attempts.filter(({at}) => at + PATIENCE > environment.now());
    const attempt = attempts.find((one) => one.state !== undefined && sameState(one.state, state));
    const sender = from && attempts.find(({popup}) => popup === from);
    if (attempt && (!from || !attempt.popup || attempt.popup === from)) {
      attempts = attempts.filter((one) => one !== attempt); // one use, whatever comes of it
      void finish(answer, attempt.verifier ?? '', redirectUri).finally(attempt.finish);
      return true;
    }
    // Other windows of this site may bring other tabs' answers; only from our own popup it is a wrong one.
    if (sender) {
      attempts = attempts.filter((one) => one !== sender);
      desk.rest('state-mismatch');
      sender.finish();
    }
    return false;
  }

  function stopAttempts(): void {
    for (const {popup, finish: end} of attempts) {
      popup?.close();
      end();
    }
    attempts = [];
    watch();
  }

  /** Looks after the popups, for as long as there is anything to wait for. */
  function watch(): void {
    environment.clearTimeout(timer);
    attempts = attempts.filter(({at}) => at + PATIENCE > environment.now());
    for (const attempt of attempts) {
      // Closed, or cut off by the site's Cross-Origin-Opener-Policy: its answer is still welcome.
      if (attempt.popup?.closed) attempt.finish();
    }
    if (!attempts.length) {
      stopHearing?.();
      stopHearing = undefined;
      return;
    }
    stopHearing ??= hearAnswers(environment, hear);
    timer = environment.setTimeout(watch, attempts.some(({popup}) => popup && !popup.closed) ? LOOK : PATIENCE);
  }

  async function signInByPopup(popup: Window | null): Promise<void> {
    const open = attempts.find((one) => one.popup && !one.popup.closed);
    if (open) {
      if (popup !== open.popup) popup?.close();
      open.popup?.focus();
      return desk.signingIn('sign-in-open');
    }
    let finishAttempt = () => {};
    const finished = new Promise<void>((resolve) => { finishAttempt = resolve; });
    const attempt: Attempt = {at: environment.now(), popup, finish: finishAttempt, finished};
    attempts = [...attempts, attempt];
    watch();
    desk.signingIn();
    const drop = (problem?: SignInErrorCode) => {
      attempts = attempts.filter((one) => one !== attempt);
      popup?.close();
      watch();
      desk.rest(problem);
    };
    let url: string;
    try {
      const state = randomState();
      const asked = (await load()).authorizeUrl(state, desk.options().language);
      ({url} = asked);
      Object.assign(attempt, {state, verifier: asked.verifier});
    } catch {
      return drop('sdk-load');
    }
    if (disposed || !attempts.includes(attempt)) return void popup?.close();
    if (!popup) return desk.rest('popup-blocked', url);
    if (popup.closed || !navigate(popup, url)) return drop();
    await finished;
    // A window that was closed returns quietly to what was before.
    if (attempts.includes(attempt) && desk.state() === 'signing-in') desk.rest();
  }

  async function signInByRedirect(): Promise<void> {
    const session = environment.storage('session');
    if (session === environment.storage('memory')) return desk.rest('storage-blocked');
    desk.signingIn();
    try {
      const state = randomState();
      const {url, verifier} = (await load()).authorizeUrl(state, desk.options().language);
      if (disposed) return;
      const at = environment.now();
      const kept: RedirectRecord = {verifier, redirectUri, owner: prefix, returnTo: ownAddress(), at};
      session.set(REDIRECT_PREFIX + state, JSON.stringify(kept));
      leaving = true;
      leaveFor(url);
    } catch {
      desk.rest('sdk-load');
    }
  }

  /** The answer to a sign-in that left the page; each is used once. */
  function redirectAnswer(): Answered | null {
    const session = environment.storage('session');
    let found: Answered | null = null;
    for (const key of session.keys().filter((name) => name.startsWith(REDIRECT_PREFIX))) {
      const kept = record(parseJson(session.get(key))) as Partial<RedirectRecord>;
      if (kept.owner !== prefix || typeof kept.verifier !== 'string') continue;
      const here = ownSearch();
      const isHere = sameState(REDIRECT_PREFIX + (here.get('state') ?? ''), key);
      if (!isHere && kept.search === undefined && Number(kept.at) + PATIENCE > environment.now()) continue;
      session.delete(key);
      if (isHere) cleanAddress();
      if (Number(kept.at) + PATIENCE <= environment.now()) continue;
      const answer = isHere ? here : new URLSearchParams(kept.search);
      if (sameState(REDIRECT_PREFIX + (answer.get('state') ?? ''), key)) found = {answer, kept: kept as RedirectRecord};
    }
    return found;
  }

  async function comeBack({answer, kept: {verifier, redirectUri: uri}}: Answered): Promise<Found> {
    desk.signingIn();
    const problem = await redeem(answer, verifier, uri);
    if (problem && tokens.dead) return {problem};
    if (!problem) tell('signed-in');
    return kept();
  }

  function kept(): Found {
    const now = entry();
    if (!now) return 'signed-out';
    if (!tokens.dead) return now;
    tokens.forget();
    return 'expired';
  }

  return {
    server,
    facts: {server, redirectUri},
    transport: {send, renew},
    restore() {
      const back = redirectAnswer();
      return back ? comeBack(back) : kept();
    },
    signIn(popup) {
      if (desk.state() === 'error' && !tokens.dead) { // there is a session, which could not be looked at
        popup?.close();
        return desk.again();
      }
      if (desk.options().flow !== 'redirect') return signInByPopup(popup);
      popup?.close();
      return signInByRedirect();
    },
    async signOut() {
      stopAttempts();
      const revoked = revoke();
      tell('signed-out');
      await revoked;
    },
    over() {
      const id = tokens.read()?.id;
      tokens.forget();
      if (id) tell('expired', id);
    },
    remember(user) {
      if (tokens.read()) tokens.remember({user, at: environment.now()});
    },
    wake() {
      if (leaving && desk.state() === 'signing-in') {
        leaving = false; // the person came back by the browser's Back button, to the page as it was
        desk.rest();
      }
      if (!tokens.shared) return;
      const state = desk.state();
      if (state === 'ready' && !tokens.read()) desk.left('signed-out');
      if ((state === 'signed-out' || state === 'expired') && !tokens.dead) void desk.again();
    },
    dispose() {
      disposed = true;
      stopAttempts();
      tabs.close();
    },
  };
}

/** Storage may hold anything: only what is shaped like a user is one. */
function isUser(value: unknown): value is User {
  const {id, accountId, name, extensionNumber, country} = record(value);
  const isTextOrAbsent = (part: unknown) => part === undefined || typeof part === 'string';
  return typeof id === 'string' && id !== '' && typeof accountId === 'string' &&
    [name, extensionNumber, country].every(isTextOrAbsent);
}
