/**
 * Our own sign-in: Authorization Code with PKCE, in a popup, or by a redirect of the whole page.
 */
import {type ApiRequest, type Transport, unauthorizedResponse} from '../../ringcentral/platform.js';
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import {
  codeInDescription, refusalOf, type SignInErrorCode, signInErrorCode,
} from '../../ringcentral/sign-in-errors.js';
import {asRecord, parseJson, withoutUndefined} from '../../ringcentral/json.js';
import type {Environment} from '../environment.js';
import {REDIRECT_KEY_PREFIX, signInKeyPrefix} from '../keys.js';
import {TokenStore} from './tokens.js';
import {
  type SessionHost, type RestoredSession, type RestoreResult, type SignInStrategy, requestHeaders,
} from './strategy.js';
import {
  removeAnswerFromAddress, listenForAnswers, leavePageFor, navigatePopup, pageAddress, pageSearch,
  randomString, readRedirectRecord, type RedirectRecord, isSameState, stateOf,
  storeRedirectRecord,
} from './sign-in-window.js';
import type {User} from '../types.js';

/** A sign-in in a popup that is under way. Its `state` and verifier are used once, or never. */
interface SignInAttempt {
  readonly startedAt: number;
  readonly popup: Window | null;
  state?: string;
  verifier?: string;
  /** Resolves `finished`: the attempt was answered, or its popup was closed. */
  finish(): void;
  readonly finished: Promise<void>;
}

/** The answer to a sign-in that left the page, and the record that the page had stored for it. */
interface RedirectAnswer {
  readonly answer: URLSearchParams;
  readonly record: RedirectRecord;
}

/** From tab to tab; `id` names the tokens that were stored or erased. */
interface TabMessage {
  readonly type: 'signed-in' | 'signed-out' | 'expired';
  readonly id: string | undefined;
}

/** An answer is accepted within this time; RingCentral's own pages give up earlier. */
const SIGN_IN_TIMEOUT_MS = 10 * 60_000;
/** A closed popup fires no event, so that it is looked at in this interval. */
const POPUP_CHECK_INTERVAL_MS = 300;

interface PkceOptions {
  readonly clientId: string;
  readonly server: string;
  /** Absolute, of the page's own origin. */
  readonly redirectUri: string;
}

type SdkLoader = () => Promise<PkceSdk>;

export function pkceStrategy(host: SessionHost, pkceOptions: PkceOptions): SignInStrategy {
  const {environment, account} = host;
  const {clientId, server, redirectUri} = pkceOptions;
  const prefix = signInKeyPrefix(clientId, server, account);
  const tokens = new TokenStore(environment, host.options().storage ?? 'local', prefix);
  const loadSdk = createSdkLoader(pkceOptions, tokens);
  let attempts: SignInAttempt[] = [];
  let stopListening: (() => void) | undefined;
  let watchTimer: unknown;
  let isDisposed = false;
  let isLeavingPage = false;

  const tabs = environment.channel(prefix, (message) => {
    const {type, id} = (message ?? {}) as Partial<TabMessage>;
    if (type === 'signed-in') void joinSession(id);
    if (type === 'signed-out') handleSignOutElsewhere();
    if (type === 'expired' && tokens.isShared) {
      const isThisSession = (tokens.readTokens()?.id ?? id) === id;
      if (isThisSession) host.endSession('expired');
    }
  });

  function tellTabs(type: TabMessage['type'], id = tokens.readTokens()?.id): void {
    tabs.post({type, id} satisfies TabMessage);
  }

  /** Takes over the session that another tab began. */
  async function joinSession(tokensId: string | undefined): Promise<void> {
    if (!tokens.isShared) return;
    // The message may arrive before the tokens can be read.
    const areVisible = await tokens.waitUntilStored((stored) => stored?.id === tokensId);
    if (!areVisible || isDisposed) return;
    stopAttempts();
    void host.restoreAgain();
  }

  function handleSignOutElsewhere(): void {
    // A tab with storage of its own has tokens of its own to revoke.
    if (!tokens.isShared) void revokeTokens(tokens, loadSdk);
    stopAttempts();
    host.endSession('signed-out');
  }

  // ---- the answer

  async function completeWith(answer: URLSearchParams, verifier: string): Promise<void> {
    host.setSigningIn();
    const problem = await redeem({answer, verifier, redirectUri, tokens, loadSdk});
    if (isDisposed) return;
    if (problem) return host.setIdle(problem);
    stopAttempts();
    tellTabs('signed-in');
    const session = storedSession(tokens, host);
    if (session) await host.completeSignIn(session);
    else host.setIdle('unknown');
  }

  /** `true` = the answer belonged to an attempt of this page. */
  function handleAnswer(answer: URLSearchParams, source: MessageEventSource | null): boolean {
    const answerState = stateOf(answer);
    dropOldAttempts();
    const attempt = attempts.find(({state}) => {
      return state !== undefined && isSameState(state, answerState);
    });
    const isOtherPopup = source !== null && attempt?.popup && attempt.popup !== source;
    if (attempt && !isOtherPopup) {
      dropAttempt(attempt); // one use, whatever the outcome
      void completeWith(answer, attempt.verifier ?? '').finally(attempt.finish);
      return true;
    }
    // Other windows of this site may pass on other tabs' answers; only from our own popup is an
    // unknown answer a wrong one.
    const sender = source && attempts.find(({popup}) => popup === source);
    if (sender) {
      dropAttempt(sender);
      host.setIdle('state-mismatch');
      sender.finish();
    }
    return false;
  }

  // ---- the attempts

  function dropAttempt(attempt: SignInAttempt): void {
    attempts = attempts.filter((other) => other !== attempt);
  }

  function dropOldAttempts(): void {
    const now = environment.now();
    attempts = attempts.filter(({startedAt}) => startedAt + SIGN_IN_TIMEOUT_MS > now);
  }

  function stopAttempts(): void {
    for (const {popup, finish} of attempts) {
      popup?.close();
      finish();
    }
    attempts = [];
    watchOpenAttempts();
  }

  /** Listens for answers and looks after the popups for as long as an attempt is under way. */
  function watchOpenAttempts(): void {
    environment.clearTimeout(watchTimer);
    dropOldAttempts();
    if (attempts.length === 0) {
      stopListening?.();
      stopListening = undefined;
      return;
    }
    for (const attempt of attempts) {
      // Closed, or cut off by the site's Cross-Origin-Opener-Policy: its answer is still accepted.
      if (attempt.popup?.closed) attempt.finish();
    }
    stopListening ??= listenForAnswers(environment, handleAnswer);
    const delay = attempts.some(hasOpenPopup) ? POPUP_CHECK_INTERVAL_MS : SIGN_IN_TIMEOUT_MS;
    watchTimer = environment.setTimeout(watchOpenAttempts, delay);
  }

  /** The URL for the attempt's popup; null where the SDK could not be loaded. */
  async function authorizeAttempt(attempt: SignInAttempt): Promise<string | null> {
    try {
      const {state, url, verifier} = await authorize(host, loadSdk);
      Object.assign(attempt, {state, verifier});
      return url;
    } catch {
      return null;
    }
  }

  async function signInByPopup(popup: Window | null): Promise<void> {
    const openAttempt = attempts.find(hasOpenPopup);
    if (!openAttempt) return startAttempt(popup);
    if (popup !== openAttempt.popup) popup?.close();
    openAttempt.popup?.focus();
    host.setSigningIn('sign-in-open');
  }

  async function startAttempt(popup: Window | null): Promise<void> {
    const attempt = newAttempt(popup, environment.now());
    attempts = [...attempts, attempt];
    watchOpenAttempts();
    host.setSigningIn();

    function abandonAttempt(problem?: SignInErrorCode): void {
      dropAttempt(attempt);
      popup?.close();
      watchOpenAttempts();
      host.setIdle(problem);
    }

    const signInUrl = await authorizeAttempt(attempt);
    if (signInUrl === null) return abandonAttempt('sdk-load');
    const isStopped = isDisposed || !attempts.includes(attempt);
    if (isStopped) return popup?.close();
    if (!popup) return host.setIdle('popup-blocked', signInUrl);
    const isNavigated = !popup.closed && navigatePopup(popup, signInUrl);
    if (!isNavigated) return abandonAttempt();
    await attempt.finished;
    // The user closed the popup: back to the state before, without an error.
    const isUnanswered = attempts.includes(attempt);
    if (isUnanswered && host.state() === 'signing-in') host.setIdle();
  }

  // ---- the redirect

  async function signInByRedirect(): Promise<void> {
    host.setSigningIn();
    try {
      const {state, url, verifier} = await authorize(host, loadSdk);
      if (isDisposed) return;
      const record: RedirectRecord = {
        verifier, redirectUri, owner: prefix, returnTo: pageAddress(), at: environment.now(),
      };
      const isStored = storeRedirectRecord(environment, state, record);
      if (!isStored) return host.setIdle('storage-blocked');
      isLeavingPage = true;
      leavePageFor(url);
    } catch {
      host.setIdle('sdk-load');
    }
  }

  async function returnFromRedirect({answer, record}: RedirectAnswer): Promise<RestoreResult> {
    host.setSigningIn();
    const {verifier, redirectUri: usedRedirectUri} = record;
    const problem = await redeem({
      answer, verifier, redirectUri: usedRedirectUri, tokens, loadSdk,
    });
    if (problem && tokens.isExpired) return {problem};
    if (!problem) tellTabs('signed-in');
    return restoreStoredSession();
  }

  function restoreStoredSession(): RestoreResult {
    const session = storedSession(tokens, host);
    if (!session) return 'signed-out';
    if (!tokens.isExpired) return session;
    tokens.erase();
    return 'expired';
  }

  return {
    server,
    facts: {server, redirectUri},
    transport: createPkceTransport(host, tokens, loadSdk),
    restore() {
      const redirectAnswer = takeRedirectAnswer(environment, prefix);
      return redirectAnswer ? returnFromRedirect(redirectAnswer) : restoreStoredSession();
    },
    signIn(popup) {
      // The session exists, but the platform could not be asked for its user.
      const hasSession = host.state() === 'error' && !tokens.isExpired;
      const needsPopup = !hasSession && host.options().flow !== 'redirect';
      if (needsPopup) return signInByPopup(popup);
      popup?.close();
      return hasSession ? host.restoreAgain() : signInByRedirect();
    },
    async signOut() {
      stopAttempts();
      const revoked = revokeTokens(tokens, loadSdk);
      tellTabs('signed-out');
      await revoked;
    },
    forgetSession() {
      const tokensId = tokens.readTokens()?.id;
      tokens.erase();
      if (tokensId) tellTabs('expired', tokensId);
    },
    rememberUser(user) {
      if (tokens.readTokens()) tokens.rememberUser({user, at: environment.now()});
    },
    handleWake() {
      if (isLeavingPage && host.state() === 'signing-in') {
        isLeavingPage = false; // the user came back with the browser's Back button
        host.setIdle();
      }
      if (!tokens.isShared) return;
      const state = host.state();
      if (state === 'ready' && !tokens.readTokens()) host.endSession('signed-out');
      const isIdle = state === 'signed-out' || state === 'expired';
      if (isIdle && !tokens.isExpired) void host.restoreAgain();
    },
    dispose() {
      isDisposed = true;
      stopAttempts();
      tabs.close();
      tokens.dispose();
    },
  };
}

function createSdkLoader(pkceOptions: PkceOptions, tokens: TokenStore): SdkLoader {
  let sdk: PkceSdk | undefined;
  return async () => {
    const {createPkceSdk} = await sdkPart.load();
    return sdk ??= createPkceSdk({...pkceOptions, tokens, appName: 'rc-click-to-call'});
  };
}

/** What a new sign-in needs. The user has clicked, so the SDK is requested also in a pause. */
async function authorize(
  host: SessionHost, loadSdk: SdkLoader,
): Promise<{readonly state: string; readonly url: string; readonly verifier: string}> {
  await sdkPart.loadNow();
  const state = randomString();
  const sdk = await loadSdk();
  return {state, ...sdk.authorizeUrl(state, host.options().language)};
}

/** Sends requests with a fresh access token. */
function createPkceTransport(host: SessionHost, tokens: TokenStore, loadSdk: SdkLoader): Transport {
  let refusedToken: string | undefined;

  async function hasUsableToken(): Promise<boolean> {
    if (tokens.isFresh) return true;
    try {
      return await tokens.renew(loadSdk);
    } catch {
      return tokens.isUsable; // else `renew` finds the reason
    }
  }

  async function sendWithToken(request: ApiRequest, sdk: PkceSdk): Promise<Response> {
    const accessToken = tokens.readTokens()?.access_token;
    if (!accessToken) return unauthorizedResponse();
    request.onHandOver?.();
    const response = await sdk.send(request, requestHeaders(host.options()));
    if (response.status === 401) refusedToken = accessToken;
    return response;
  }

  return {
    async send(request) {
      if (!await hasUsableToken()) return unauthorizedResponse();
      const sdk = await loadSdk().catch(() => null);
      return sdk ? sendWithToken(request, sdk) : unauthorizedResponse();
    },
    async renew() {
      await loadSdk();
      return tokens.renew(loadSdk, refusedToken);
    },
  };
}

async function revokeTokens(tokens: TokenStore, loadSdk: SdkLoader): Promise<void> {
  const stored = tokens.readTokens();
  tokens.erase();
  if (!stored) return;
  try {
    const sdk = await loadSdk();
    await sdk.revoke(stored.refresh_token ?? stored.access_token);
  } catch {
    // The tokens are erased here, and expire within a week.
  }
}

interface RedeemOptions {
  readonly answer: URLSearchParams;
  readonly verifier: string;
  /** The redirect URI that the sign-in named. */
  readonly redirectUri: string;
  readonly tokens: TokenStore;
  readonly loadSdk: SdkLoader;
}

/** Redeems the answer's code, at most once. Null = signed in; a failure keeps older tokens. */
async function redeem(options: RedeemOptions): Promise<SignInErrorCode | null> {
  const {answer, verifier, redirectUri, tokens, loadSdk} = options;
  const code = answer.get('code');
  if (!code) return answerProblem(answer);
  const sdk = await loadSdk().catch(() => null);
  if (!sdk) return 'sdk-load';
  try {
    await tokens.withTokenLock(() => sdk.redeem(code, verifier, redirectUri));
    return null;
  } catch (error) {
    const {response} = error as {response?: Response | null};
    return response ? signInErrorCode(await refusalOf(response)) : 'offline';
  }
}

/** The reason that an answer without a code gives. */
function answerProblem(answer: URLSearchParams): SignInErrorCode {
  const error = answer.get('error') ?? undefined;
  const code = codeInDescription(answer.get('error_description'));
  return signInErrorCode(withoutUndefined({error, code}));
}

/** The session of the stored tokens; null where there are none. */
function storedSession(tokens: TokenStore, host: SessionHost): RestoredSession | null {
  const stored = tokens.readTokens();
  if (!stored) return null;
  const {user, at} = asRecord(tokens.recallUser());
  const ownerId = stored.owner_id ? String(stored.owner_id) : undefined;
  const isRemembered = isUser(user) && isRequestedUser(user, ownerId, host);
  return withoutUndefined({
    user: isRemembered ? Object.freeze(user) : undefined,
    confirmedAt: typeof at === 'number' ? at : undefined,
    grantedScopes: stored.scope || undefined,
    ownerId,
  });
}

/** Whether a remembered user owns the tokens, or is the extension that the page asks for. */
function isRequestedUser({id}: User, ownerId: string | undefined, host: SessionHost): boolean {
  const {extensionId = '~'} = host.options();
  if (extensionId !== '~') return extensionId === id;
  return ownerId === undefined || ownerId === id;
}

/** Takes a redirect's answer out of storage and the page's address, so that it is used once. */
function takeRedirectAnswer(environment: Environment, owner: string): RedirectAnswer | null {
  const session = environment.storage('session');
  let redirectAnswer: RedirectAnswer | null = null;
  for (const key of session.keys()) {
    if (!key.startsWith(REDIRECT_KEY_PREFIX)) continue;
    const record = readRedirectRecord(parseJson(session.get(key)));
    if (record?.owner !== owner) continue;
    const pageAnswer = pageSearch();
    const isInAddress = isAnswerTo(key, pageAnswer);
    const isAnswered = isInAddress || record.search !== undefined;
    const timeLeft = record.at + SIGN_IN_TIMEOUT_MS - environment.now();
    if (!isAnswered && timeLeft > 0) continue;
    session.delete(key);
    if (isInAddress) removeAnswerFromAddress();
    if (timeLeft <= 0) continue;
    const answer = isInAddress ? pageAnswer : new URLSearchParams(record.search);
    if (isAnswerTo(key, answer)) redirectAnswer = {answer, record};
  }
  return redirectAnswer;
}

/** `key`: storage key of a redirect record, which ends with its `state`. */
const isAnswerTo = (key: string, answer: URLSearchParams): boolean =>
  isSameState(REDIRECT_KEY_PREFIX + stateOf(answer), key);

const hasOpenPopup = ({popup}: SignInAttempt): boolean => popup !== null && !popup.closed;

function newAttempt(popup: Window | null, startedAt: number): SignInAttempt {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => { finish = resolve; });
  return {startedAt, popup, finish, finished};
}

/** Whether a value from storage, which may be anything, has the shape of a user. */
function isUser(value: unknown): value is User {
  const {id, accountId, name, extensionNumber, country} = asRecord(value);
  if (typeof id !== 'string' || id === '' || typeof accountId !== 'string') return false;
  return [name, extensionNumber, country].every(isTextOrAbsent);
}

const isTextOrAbsent = (value: unknown): boolean =>
  value === undefined || typeof value === 'string';
