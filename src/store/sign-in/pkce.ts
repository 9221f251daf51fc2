/** Our own sign-in: Authorization Code with PKCE, in a popup, or by leaving the page and coming back. */
import {type ApiRequest, unauthorizedResponse} from '../../ringcentral/platform.js';
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {refusalOf, type SignInErrorCode, signInErrorCode} from '../../ringcentral/sign-in-errors.js';
import {asRecord, parseJson} from '../../ringcentral/json.js';
import {REDIRECT_KEY_PREFIX, signInKeyPrefix} from '../keys.js';
import {TokenStore} from './tokens.js';
import {type SessionHost, type RestoredSession, type RestoreResult, type SignInStrategy, requestHeaders} from './strategy.js';
import {
  removeAnswerFromAddress, listenForAnswers, leavePageFor, navigatePopup, pageAddress, pageSearch, randomState,
  type RedirectRecord, isSameState,
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

export interface PkceOptions {
  readonly clientId: string;
  readonly server: string;
  /** Absolute, of the page's own origin. */
  readonly redirectUri: string;
}

export function pkceStrategy(desk: SessionHost, {clientId, server, redirectUri}: PkceOptions): SignInStrategy {
  const {environment, account} = desk;
  const prefix = signInKeyPrefix(clientId, server, account);
  const tokens = new TokenStore(environment, environment.storage(desk.options().storage ?? 'local'), prefix);
  let attempts: Attempt[] = [];
  let stopHearing: (() => void) | undefined;
  let timer: unknown;
  let disposed = false;
  /** The page is being left to sign in. */
  let leaving = false;

  let sdk: Promise<PkceSdk> | undefined;
  const load = (): Promise<PkceSdk> => sdk ??= import('../../ringcentral/sdk.js').then(
    ({createPkceSdk}) => createPkceSdk({server, clientId, redirectUri, tokens, appName: 'rc-click-to-call'}),
    (error: unknown) => { sdk = undefined; throw error; },
  );

  const tabs = environment.channel(prefix, (message) => {
    const {type, id} = (message ?? {}) as Partial<Word>;
    switch (type) {
      case 'signed-in':
        // The word may be here before the tokens are.
        if (tokens.isShared) void tokens.waitUntilVisible((now) => now?.id === id).then((came) => { if (came) joined(); });
        break;
      case 'signed-out':
        // With storage of its own, this tab has a session of its own to end.
        if (!tokens.isShared) void revoke();
        stopAttempts();
        desk.endSession('signed-out');
        break;
      case 'expired':
        if (tokens.isShared && (tokens.read()?.id ?? id) === id) desk.endSession('expired');
        break;
      default: // of another version: none of ours
    }
  });
  const tell = (type: Word['type'], id = tokens.read()?.id) => tabs.post({type, id} satisfies Word);

  function joined(): void {
    if (disposed) return;
    stopAttempts();
    void desk.restoreAgain();
  }

  // ---- requests

  let refused: string | undefined;

  async function send(request: ApiRequest): Promise<Response> {
    if (!tokens.isFresh) {
      try {
        if (!await tokens.renew(load)) return unauthorizedResponse();
      } catch {
        if (!tokens.isUsable) return unauthorizedResponse(); // `renew` will say why
      }
    }
    let loaded: PkceSdk;
    try { loaded = await load(); } catch { return unauthorizedResponse(); }
    const used = tokens.read()?.access_token;
    if (!used) return unauthorizedResponse();
    const response = await loaded.send(request, requestHeaders(desk.options()));
    if (response.status === 401) refused = used;
    return response;
  }

  async function renew(): Promise<boolean> {
    await load();
    return tokens.renew(load, refused);
  }

  async function revoke(): Promise<void> {
    const held = tokens.read();
    tokens.erase();
    if (!held) return;
    try {
      await (await load()).revoke(held.refresh_token ?? held.access_token);
    } catch { /* it is forgotten here, and ends by itself within the week */ }
  }

  // ---- signing in

  function entry(): RestoredSession | null {
    const held = tokens.read();
    if (!held) return null;
    const {user, at} = asRecord(tokens.recallUser());
    const remembered = isUser(user) && isTheirs(user, held.owner_id) ? {user: Object.freeze(user)} : {};
    return {
      ...remembered, ...(typeof at === 'number' && {confirmedAt: at}),
      ...(held.scope && {grantedScopes: held.scope}), ...(held.owner_id && {ownerId: String(held.owner_id)}),
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
    let loaded: PkceSdk;
    try { loaded = await load(); } catch { return 'sdk-load'; }
    try {
      await tokens.withRefreshLock(() => loaded.redeem(code, verifier, uri));
      return null;
    } catch (error) {
      const {response} = error as {response?: Response | null};
      return response ? signInErrorCode(await refusalOf(response)) : 'offline';
    }
  }

  async function finish(answer: URLSearchParams, verifier: string, uri: string): Promise<void> {
    desk.setSigningIn();
    const problem = await redeem(answer, verifier, uri);
    if (disposed) return;
    if (problem) return desk.setIdle(problem);
    stopAttempts();
    tell('signed-in');
    const now = entry();
    if (now) await desk.completeSignIn(now); else desk.setIdle('unknown');
  }

  function hear(answer: URLSearchParams, from: MessageEventSource | null): boolean {
    const state = answer.get('state') ?? '';
    attempts = attempts.filter(({at}) => at + PATIENCE > environment.now());
    const attempt = attempts.find((one) => one.state !== undefined && isSameState(one.state, state));
    const sender = from && attempts.find(({popup}) => popup === from);
    if (attempt && (!from || !attempt.popup || attempt.popup === from)) {
      attempts = attempts.filter((one) => one !== attempt); // one use, whatever comes of it
      void finish(answer, attempt.verifier ?? '', redirectUri).finally(attempt.finish);
      return true;
    }
    // Other windows of this site may bring other tabs' answers; only from our own popup it is a wrong one.
    if (sender) {
      attempts = attempts.filter((one) => one !== sender);
      desk.setIdle('state-mismatch');
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
    stopHearing ??= listenForAnswers(environment, hear);
    timer = environment.setTimeout(watch, attempts.some(({popup}) => popup && !popup.closed) ? LOOK : PATIENCE);
  }

  async function signInByPopup(popup: Window | null): Promise<void> {
    const open = attempts.find((one) => one.popup && !one.popup.closed);
    if (open) {
      if (popup !== open.popup) popup?.close();
      open.popup?.focus();
      return desk.setSigningIn('sign-in-open');
    }
    let finishAttempt = () => {};
    const finished = new Promise<void>((resolve) => { finishAttempt = resolve; });
    const attempt: Attempt = {at: environment.now(), popup, finish: finishAttempt, finished};
    attempts = [...attempts, attempt];
    watch();
    desk.setSigningIn();
    const drop = (problem?: SignInErrorCode) => {
      attempts = attempts.filter((one) => one !== attempt);
      popup?.close();
      watch();
      desk.setIdle(problem);
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
    if (!popup) return desk.setIdle('popup-blocked', url);
    if (popup.closed || !navigatePopup(popup, url)) return drop();
    await finished;
    // A window that was closed returns quietly to what was before.
    if (attempts.includes(attempt) && desk.state() === 'signing-in') desk.setIdle();
  }

  async function signInByRedirect(): Promise<void> {
    const session = environment.storage('session');
    if (session === environment.storage('memory')) return desk.setIdle('storage-blocked');
    desk.setSigningIn();
    try {
      const state = randomState();
      const {url, verifier} = (await load()).authorizeUrl(state, desk.options().language);
      if (disposed) return;
      const at = environment.now();
      const kept: RedirectRecord = {verifier, redirectUri, owner: prefix, returnTo: pageAddress(), at};
      session.set(REDIRECT_KEY_PREFIX + state, JSON.stringify(kept));
      leaving = true;
      leavePageFor(url);
    } catch {
      desk.setIdle('sdk-load');
    }
  }

  /** The answer to a sign-in that left the page; each is used once. */
  function redirectAnswer(): Answered | null {
    const session = environment.storage('session');
    let found: Answered | null = null;
    for (const key of session.keys().filter((name) => name.startsWith(REDIRECT_KEY_PREFIX))) {
      const kept = asRecord(parseJson(session.get(key))) as Partial<RedirectRecord>;
      if (kept.owner !== prefix || typeof kept.verifier !== 'string') continue;
      const here = pageSearch();
      const isHere = isSameState(REDIRECT_KEY_PREFIX + (here.get('state') ?? ''), key);
      if (!isHere && kept.search === undefined && Number(kept.at) + PATIENCE > environment.now()) continue;
      session.delete(key);
      if (isHere) removeAnswerFromAddress();
      if (Number(kept.at) + PATIENCE <= environment.now()) continue;
      const answer = isHere ? here : new URLSearchParams(kept.search);
      if (isSameState(REDIRECT_KEY_PREFIX + (answer.get('state') ?? ''), key)) found = {answer, kept: kept as RedirectRecord};
    }
    return found;
  }

  async function comeBack({answer, kept: {verifier, redirectUri: uri}}: Answered): Promise<RestoreResult> {
    desk.setSigningIn();
    const problem = await redeem(answer, verifier, uri);
    if (problem && tokens.isExpired) return {problem};
    if (!problem) tell('signed-in');
    return kept();
  }

  function kept(): RestoreResult {
    const now = entry();
    if (!now) return 'signed-out';
    if (!tokens.isExpired) return now;
    tokens.erase();
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
      if (desk.state() === 'error' && !tokens.isExpired) { // there is a session, which could not be looked at
        popup?.close();
        return desk.restoreAgain();
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
    forgetSession() {
      const id = tokens.read()?.id;
      tokens.erase();
      if (id) tell('expired', id);
    },
    rememberUser(user) {
      if (tokens.read()) tokens.rememberUser({user, at: environment.now()});
    },
    handleWake() {
      if (leaving && desk.state() === 'signing-in') {
        leaving = false; // the person came back by the browser's Back button, to the page as it was
        desk.setIdle();
      }
      if (!tokens.isShared) return;
      const state = desk.state();
      if (state === 'ready' && !tokens.read()) desk.endSession('signed-out');
      if ((state === 'signed-out' || state === 'expired') && !tokens.isExpired) void desk.restoreAgain();
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
  const {id, accountId, name, extensionNumber, country} = asRecord(value);
  const isTextOrAbsent = (part: unknown) => part === undefined || typeof part === 'string';
  return typeof id === 'string' && id !== '' && typeof accountId === 'string' &&
    [name, extensionNumber, country].every(isTextOrAbsent);
}
