/**
 * The session of one account: how the user signed in, which user it is, and when the session ends.
 * A page sees one frozen `Session`; tokens never leave the layers below.
 */
import {type AnyPart, LazyPart} from '../loading/lazy-part.js';
import type {Writable} from './observable.js';
import {createApi} from '../ringcentral/api.js';
import {withoutUndefined} from '../ringcentral/json.js';
import type {Transport} from '../ringcentral/platform.js';
import {type SignInErrorCode, signInMessage} from '../ringcentral/sign-in-errors.js';
import {missingScopes, serverOrigin} from '../ringcentral/identity.js';
import {isPathId} from '../ringcentral/ring-out.js';
import {freeze} from './context.js';
import type {Environment} from './environment.js';
import {eraseStoredData, identityLimits, storageKind, storageScope} from './extension-storage.js';
import {type IdentityAnswer, requestIdentity} from './identity-request.js';
import {signInKeyPrefix} from './keys.js';
import {Pace} from './pace.js';
import {Retry} from './retry.js';
import {HOST_OPTIONS, SESSION_OPTIONS, signsInInWindow} from './session-options.js';
import {SessionRequests} from './session-requests.js';
import {eraseSignIn} from './sign-in/stored-sign-in.js';
import type {SessionHost, RestoredSession, SignInStrategy} from './sign-in/strategy.js';
import type {ConnectOptions, Session, SessionError, StorageKind, User} from './types.js';

/** The connection of a session that is ready: everything that API requests need of it. */
export interface ApiConnection {
  readonly transport: Transport;
  /** Storage scope: server, `|`, extension id. */
  readonly scope: string;
  /** For the request path; `~` = the signed-in one. */
  readonly accountId: string;
  readonly extensionId: string;
  readonly storage: StorageKind;
}

export interface SessionManager {
  /**
   * Applies new options (another SDK, client id …) and resolves when restoring is over. The same
   * options again do nothing. Never rejects: the session's state and error say what is wrong.
   */
  connect(options: ConnectOptions): Promise<void>;
  /** Whether the next `signIn` needs a window. */
  signInOpensWindow(): boolean;
  /**
   * `popup` is the blank window that was opened synchronously in the click, or null where the
   * browser blocked it; with `flow` `redirect` it is not used. Resolves when the sign-in is over,
   * whatever its outcome.
   */
  signIn(popup: Window | null): Promise<void>;
  signOut(): Promise<void>;
  /** Null unless the state is `ready`. */
  connection(): ApiConnection | null;
  /** Ends the session after the API answered over its connection that it is over. */
  expire(ended: ApiConnection): void;
  dispose(): void;
}

/** A remembered user is not looked up again within this time. */
const USER_MAX_AGE_MS = 15 * 60_000;

/** Each file is loaded only by pages that use one of its strategies. */
const externalPart = new LazyPart((_query) => import('./sign-in/external.js'));
const pkcePart = new LazyPart((_query) => import('./sign-in/pkce.js'));

interface StrategyLoader {
  readonly part: AnyPart;
  /** Call it when the part has loaded. */
  create(): SignInStrategy;
}

type SessionValues = Pick<Session, 'state'> & {
  readonly [K in 'user' | 'error' | 'signInUrl' | 'missingScopes']?: Session[K] | undefined;
};

export function createSessionManager({account, environment, state: session}: {
  account: string; environment: Environment; state: Writable<Session>;
}): SessionManager {
  let options: ConnectOptions = {};
  let strategy: SignInStrategy | null = null;
  let connection: ApiConnection | null = null;
  let restored: Promise<void> = Promise.resolve();
  /** For the strategy of these options; null where they name none, or a wrong one. */
  let loader: StrategyLoader | null = null;
  /** Until it has loaded. */
  let strategyPart: AnyPart | undefined;
  /** Counts the strategies that were requested, so that one which loads too late is dropped. */
  let strategyLoadId = 0;
  /** Counts what makes pending answers worthless: another strategy, a sign-out. */
  let sessionGeneration = 0;
  let connectRequests = 0;
  /** The stored tokens of sign-outs that came before the strategy had loaded. */
  const erasedTokens: string[] = [];
  /** What was to begin a session before a sign-out begins none after it. */
  let signOutCount = 0;
  let idleState: 'signed-out' | 'expired' = 'signed-out';
  const requests = new SessionRequests();
  const retry = new Retry(environment);
  const hostChanges = new Pace(environment);

  function publish({user = null, ...values}: SessionValues): void {
    const next: Session = freeze({...withoutUndefined(values), account, user});
    if (JSON.stringify(next) !== JSON.stringify(session.get())) session.set(next);
  }

  const sessionError = (code: SignInErrorCode) => describeError(code, strategy?.facts ?? options);

  const host: SessionHost = {
    environment, account,
    options: () => options,
    state: () => session.get().state,
    restoreAgain: (isQuiet) => restored = restore(isQuiet),
    restoreAfterWake: () => retry.runAfterWake(() => void host.restoreAgain()),
    completeSignIn: (newSession) => completeSignIn(newSession, ++sessionGeneration),
    endSession(endState) {
      if (session.get().state === 'signed-out' && endState === 'expired') return;
      // The message comes late, and another session has begun.
      if (strategy?.signInId?.() && requests.isReplaced) return void host.restoreAgain();
      endSession(endState);
    },
    setSigningIn: (problem) =>
      publish({state: 'signing-in', error: problem && sessionError(problem)}),
    setIdle: (problem, signInUrl) =>
      publish({state: idleState, error: problem && sessionError(problem), signInUrl}),
  };

  /** From here on the old session cannot be used, and its pending answers are ignored. */
  function invalidate(): void {
    sessionGeneration++;
    connection = null;
    requests.end();
    retry.reset();
  }

  function endSession(endState: 'signed-out' | 'expired'): void {
    const scope = connection?.scope;
    invalidate();
    idleState = endState;
    publish({state: endState});
    // On a shared computer, the next user must find nothing of the last one.
    if (endState === 'signed-out' && scope) eraseStoredData(environment, scope);
  }

  function beginRequests(from: SignInStrategy, signInId: string | undefined): void {
    requests.begin(from, signInId);
    if (!connection) return;
    connection = null;
    // Subscribers must not take the new connection for the old one.
    publish({state: 'restoring'});
  }

  /** `server`: as the platform names itself, where the strategy does not know. */
  function setReady(
    user: User | null, grantedScopes: string | undefined, server = strategy?.server ?? '',
  ): void {
    if (!strategy) return;
    const scope = storageScope(server, user);
    // It is another user's.
    if (connection && connection.scope !== scope) beginRequests(strategy, requests.signInId);
    // In an error, subscribers let go of the connection, and do not take up the same one again.
    if (session.get().state === 'error') connection = null;
    // An unknown user's choices could become another user's, so none are kept.
    const storage = user ? storageKind(options) : 'memory';
    const {transport} = requests;
    connection ??= freeze({transport, scope, storage, ...requestedExtension(options)});
    idleState = 'signed-out';
    publish({state: 'ready', user, missingScopes: lackingScopes(grantedScopes)});
  }

  async function restore(isQuiet = false): Promise<void> {
    if (!strategy) return;
    retry.stop();
    const generation = ++sessionGeneration;
    const sessionBefore = session.get();
    const restoring = strategy.restore();
    // A sign-in that comes back from its redirect publishes a state of its own.
    const isUntouched = session.get() === sessionBefore;
    // With no session, and no request to find one, the page must not look as if it were searching.
    const isSearching = restoring !== 'signed-out' && sessionBefore.state !== 'ready' && !isQuiet;
    if (isUntouched && isSearching) publish({state: 'restoring'});
    const result = await restoring;
    if (generation !== sessionGeneration) return;
    if (typeof result === 'string') return endSession(result);
    if ('problem' in result) {
      const {problem} = result;
      // The page's function failed, which does not mean that the user has left: calls are kept.
      if (problem === 'token-function') return failHost(() => void restore(true));
      endSession('signed-out');
      return host.setIdle(problem);
    }
    await completeSignIn(result, generation);
  }

  /** The page's own part, its function or SDK, failed. It may work soon. */
  function failHost(tryAgain: () => void): void {
    publish({state: 'error', error: sessionError('token-function')});
    retry.schedule(tryAgain);
  }

  async function completeSignIn(newSession: RestoredSession, generation: number): Promise<void> {
    const {user, grantedScopes, confirmedAt = 0, signInId} = newSession;
    if (strategy && !requests.isFor(signInId)) beginRequests(strategy, signInId);
    if (!user) return confirmUser(newSession, generation, tokenOwner(newSession, options));
    setReady(user, grantedScopes);
    if (!isRecent(confirmedAt, environment.now())) void confirmUser(newSession, generation, user);
  }

  /** Asks the platform which user is signed in; `knownUser` is the best answer until it replies. */
  async function confirmUser(
    newSession: RestoredSession, generation: number, knownUser: User | null,
  ): Promise<void> {
    if (!strategy || generation !== sessionGeneration) return;
    const limits = identityLimits(environment, options, strategy, knownUser);
    const api = createApi(requests.transport, limits, environment);
    const result = await requestIdentity(api, options, environment);
    if (generation !== sessionGeneration) return;
    if (requests.isReplaced) return void host.restoreAgain();
    if (result.kind !== 'retry-later') return applyIdentity(result, newSession, knownUser);
    if (knownUser) setReady(knownUser, newSession.grantedScopes);
    else publish({state: 'error', error: sessionError(result.problem)});
    retry.schedule(() => void confirmUser(newSession, generation, knownUser), result.delay);
  }

  function applyIdentity(
    result: IdentityAnswer, {grantedScopes, ownerId}: RestoredSession, knownUser: User | null,
  ): void {
    switch (result.kind) {
      case 'identified': {
        const {server, ...identifiedUser} = result.identity;
        const user = freeze(identifiedUser);
        retry.reset();
        strategy?.rememberUser(user);
        return setReady(user, grantedScopes, options.clientId ? undefined : server);
      }
      case 'session-over': {
        if (strategy?.forgetSession() === false) return void host.restoreAgain();
        const hadSession = session.get().state === 'ready' || Boolean(ownerId);
        return endSession(hadSession ? 'expired' : 'signed-out');
      }
      case 'not-permitted':
        return setReady(knownUser, grantedScopes);
    }
  }

  const stopWaking = environment.onWake(() => {
    strategy?.handleWake();
    if (requests.isReplaced) void host.restoreAgain();
    retry.wake();
  });

  /**
   * Resolves once the strategy has restored a session, or was replaced; never rejects.
   * `signOuts`: how often the user had signed out when the session was asked for.
   */
  async function startStrategy(next: StrategyLoader, signOuts = signOutCount): Promise<void> {
    const request = ++strategyLoadId;
    const isWanted = () => request === strategyLoadId && signOuts === signOutCount;
    loader = next;
    strategyPart = loader.part;
    await strategyPart.whenLoaded(() => {
      if (isWanted()) publish({state: 'error', error: sessionError('sdk-load')});
    });
    if (request !== strategyLoadId) return;
    strategyPart = undefined;
    strategy = createStrategy(next);
    if (!isWanted() && next.part !== pkcePart) return strategy?.signOut();
    // Tokens that are there now are of a session that has begun after the sign-out.
    for (const tokens of erasedTokens.splice(0)) void strategy?.revokeErased?.(tokens);
    return strategy ? restore() : failHost(() => void startStrategy(next));
  }

  /** What is missing is requested for a user who wants a session; what has thrown is used again. */
  async function prepareSignIn(signOuts: number): Promise<void> {
    await strategyPart?.loadNow().catch(() => undefined);
    if (!strategy && loader) restored = startStrategy(loader, signOuts);
    // A session that is being looked for may need no window.
    else if (session.get().state !== 'restoring') return;
    if (!strategyPart?.isMissing) return restored;
    if (signOuts === signOutCount) publish({state: 'error', error: sessionError('sdk-load')});
  }

  function meansSameSession(next: ConnectOptions): boolean {
    if (!hasSameWay(options, next)) return false;
    if (HOST_OPTIONS.every((name) => options[name] === next[name])) return true;
    // Whoever gives the tokens now is asked for the next one, without another strategy.
    if (isTokenSession(options) && isTokenSession(next)) return true;
    return strategy?.isSameSession?.(next) ?? false;
  }

  async function connect(next: ConnectOptions): Promise<void> {
    const request = ++connectRequests;
    if (meansSameSession(next)) {
      options = freeze({...next});
      await strategy?.handleNewOptions?.();
      return restored;
    }
    const signOuts = signOutCount;
    // A page may make its SDK anew whenever it is drawn, which it may be when a session starts.
    const turn = !strategyPart && isOtherSdk(options, next) && hostChanges.turn();
    if (turn) await turn;
    if (request !== connectRequests) return restored;
    options = freeze({...next});
    resetToSignedOut();
    const found = strategyLoader(host, next);
    if (!found) return publish({state: 'signed-out'});
    if (typeof found === 'string') return publish({state: 'error', error: sessionError(found)});
    // A page that shows "Sign in" keeps it until a strategy can look for a session.
    if (session.get().state !== 'signed-out') publish({state: 'restoring'});
    return restored = startStrategy(found, signOuts);
  }

  /** Ends the present strategy; one that is still loading comes too late. */
  function resetToSignedOut(): void {
    strategy?.dispose();
    strategy = loader = null;
    strategyLoadId++;
    strategyPart = undefined;
    erasedTokens.length = 0;
    restored = Promise.resolve();
    invalidate();
    idleState = 'signed-out';
  }

  return {
    connect,
    signInOpensWindow: () =>
      strategy ? strategy.opensWindow?.() === true : loader !== null && signsInInWindow(options),
    async signIn(popup) {
      const signOuts = signOutCount;
      await prepareSignIn(signOuts);
      if (signOuts !== signOutCount) return popup?.close();
      if (strategy && session.get().state !== 'ready') return strategy.signIn(popup);
      popup?.close();
      if (!loader && !session.get().error) host.setIdle('not-configured');
    },
    async signOut() {
      signOutCount++;
      // First, so that a page which is drawn anew does not begin another session.
      const ended = strategy?.signOut();
      // Only what is there now: another tab may begin a session before the strategy has loaded.
      if (strategyPart === pkcePart) erasedTokens.push(...eraseOwnSignIn(host));
      endSession('signed-out');
      hostChanges.stop();
      if (ended) return ended;
      await strategyPart?.loadNow().catch(() => undefined);
      if (strategy) return restored;
    },
    connection: () => connection,
    expire(ended) {
      if (ended !== connection) return; // it is the late answer of an earlier session
      const isOver = !requests.isReplaced && strategy?.forgetSession() !== false;
      return isOver ? endSession('expired') : void host.restoreAgain();
    },
    dispose() {
      connectRequests++;
      hostChanges.stop();
      resetToSignedOut();
      stopWaking();
    },
  };
}

/** Whether only the page's SDK and function may differ. */
const hasSameWay = (options: ConnectOptions, next: ConnectOptions): boolean =>
  SESSION_OPTIONS.every((name) => String(options[name]) === String(next[name]));

function describeError(
  code: SignInErrorCode, {server = '', redirectUri = ''}: Pick<ConnectOptions, 'server' | 'redirectUri'>,
): SessionError {
  const facts = freeze({server, redirectUri});
  return freeze({code, message: signInMessage(code, facts), facts});
}

function isRecent(confirmedAt: number, now: number): boolean {
  const age = now - confirmedAt;
  return age >= 0 && age < USER_MAX_AGE_MS;
}

/** The user whom the token names, until the platform has told more. */
function tokenOwner({ownerId}: RestoredSession, {extensionId = '~'}: ConnectOptions): User | null {
  return ownerId && extensionId === '~' ? freeze({id: ownerId, accountId: '~'}) : null;
}

/** Undefined where the token has all scopes, or does not name them. */
function lackingScopes(grantedScopes: string | undefined): readonly string[] | undefined {
  const scopes = missingScopes(grantedScopes);
  return scopes.length > 0 ? freeze(scopes) : undefined;
}

const requestedExtension = (
  {accountId = '~', extensionId = '~'}: ConnectOptions,
): Pick<ApiConnection, 'accountId' | 'extensionId'> => ({accountId, extensionId});

const isOtherSdk = (options: ConnectOptions, next: ConnectOptions): boolean =>
  Boolean(options.sdk && next.sdk) && hasSameWay(options, next);

const isTokenSession = ({sdk, getAccessToken}: ConnectOptions): boolean =>
  !sdk && Boolean(getAccessToken);

/** Erases all that our own sign-in has stored; returns its tokens, if there are any. */
function eraseOwnSignIn({environment, account, options}: SessionHost): readonly string[] {
  const {clientId = '', server, storage = 'local'} = options();
  const keyPrefix = signInKeyPrefix(clientId, serverOrigin(server) ?? '', account);
  const tokens = eraseSignIn(environment, storage, keyPrefix);
  return tokens === null ? [] : [tokens];
}

/** Null where the page's SDK throws. */
function createStrategy({create}: StrategyLoader): SignInStrategy | null {
  try {
    return create();
  } catch {
    return null;
  }
}

/** The loader for the strategy that the options name; null where they name none. */
function strategyLoader(
  host: SessionHost, options: ConnectOptions,
): StrategyLoader | SignInErrorCode | null {
  const {sdk, getAccessToken, proxy, clientId} = options;
  const server = serverOrigin(options.server);
  if (!server) return 'server-invalid';
  if (!hasUsableIds(options)) return 'not-configured';
  if (sdk) {
    return {
      part: externalPart, create: () => externalPart.part!.hostSdkStrategy(host, sdk, server),
    };
  }
  if (getAccessToken) {
    return {
      part: externalPart, create: () => externalPart.part!.accessTokenStrategy(host, server),
    };
  }
  if (proxy !== undefined) {
    const base = resolveUrl(proxy);
    if (!base) return 'server-invalid';
    return {part: externalPart, create: () => externalPart.part!.proxyStrategy(host, base)};
  }
  if (!clientId) return null;
  const redirectUrl = resolveUrl(options.redirectUri ?? 'rc-redirect.html');
  if (isFrameWithoutOrigin()) return 'answer-blocked';
  if (!redirectUrl || !isOwnOrigin(redirectUrl)) return 'redirect-foreign';
  const pkceOptions = {clientId, server, redirectUri: redirectUrl.href};
  return {part: pkcePart, create: () => pkcePart.part!.pkceStrategy(host, pkceOptions)};
}

/** Whether the page's ids can be parts of a path; else the console says which one is wrong. */
function hasUsableIds({accountId = '~', extensionId = '~'}: ConnectOptions): boolean {
  const ids = {'account-id': accountId, 'extension-id': extensionId};
  const wrong = Object.entries(ids).find(([, id]) => !isPathId(String(id)));
  if (wrong) console.error(`rc-click-to-call: ${wrong[0]}="${wrong[1]}" is no id of RingCentral, so nobody can sign in. Correct it, or leave it out.`);
  return !wrong;
}

/** Absolute, without a fragment; null where it is not a URL. */
function resolveUrl(url: string): URL | null {
  try {
    const resolved = new URL(url, globalThis.document?.baseURI);
    resolved.hash = '';
    return resolved;
  } catch {
    return null;
  }
}

/** A sandboxed frame, which never gets the answer, whatever the redirect URI is. */
function isFrameWithoutOrigin(): boolean {
  return globalThis.origin === 'null' && globalThis.parent !== globalThis.self;
}

/** Only a page of the same origin may get the code. */
function isOwnOrigin(url: URL): boolean {
  return url.origin === globalThis.origin && /^https?:$/.test(url.protocol);
}
