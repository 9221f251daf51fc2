/**
 * Our own sign-in: Authorization Code with PKCE, in a popup, or by a redirect of the whole page.
 */
import {type ApiRequest, type Transport, unauthorizedResponse} from '../../ringcentral/platform.js';
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {loadSdkFor, sdkPart} from '../../ringcentral/sdk-part.js';
import {asRecord, parseJson, withoutUndefined} from '../../ringcentral/json.js';
import {signInKeyPrefix} from '../keys.js';
import {signsInInWindow} from '../session-options.js';
import {CodeRedeemer, revokeTokens} from './code-redeemer.js';
import {PopupSignIn} from './popup-sign-in.js';
import {type RedirectAnswer, RedirectSignIn} from './redirect-sign-in.js';
import {loadSdkNow, type SdkLoader} from './sign-in-attempt.js';
import {isAnswerAtPage, passAnswerOn} from './sign-in-window.js';
import type {TabMessage} from './stored-sign-in.js';
import {
  type SessionHost, type RestoredSession, type RestoreResult, type SignInStrategy, requestHeaders,
} from './strategy.js';
import {asStoredTokens, signInIdOf, TokenStore} from './tokens.js';
import type {User} from '../types.js';

interface PkceOptions {
  readonly clientId: string;
  readonly server: string;
  /** Absolute, of the page's own origin. */
  readonly redirectUri: string;
}

export function pkceStrategy(host: SessionHost, pkceOptions: PkceOptions): SignInStrategy {
  const {environment, account} = host;
  const {clientId, server, redirectUri} = pkceOptions;
  const prefix = signInKeyPrefix(clientId, server, account);
  const tokens = new TokenStore(environment, host.options().storage ?? 'local', prefix);
  const loadSdk = createSdkLoader(pkceOptions, tokens);
  const redeemer = new CodeRedeemer(tokens, loadSdk);
  const popupSignIn = new PopupSignIn(host, loadSdk, completeWith);
  const redirectSignIn = new RedirectSignIn(host, loadSdk, prefix, redirectUri);
  let isDisposed = false;

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
    stopSignIn();
    void host.restoreAgain();
  }

  function handleSignOutElsewhere(): void {
    cancelSignIn();
    // A tab with storage of its own has tokens of its own to revoke.
    if (!tokens.isShared) void revokeTokens(tokens.erase(), loadSdk);
    host.endSession('signed-out');
  }

  /** There is a session, and no window or page needs to ask for one. */
  function stopSignIn(): void {
    popupSignIn.stop();
    redirectSignIn.stop();
  }

  /** The user wants no session: what is under way must not begin one later. */
  function cancelSignIn(): void {
    stopSignIn();
    redirectSignIn.forgetAnswers();
    redeemer.cancel();
  }

  // ---- the answer

  async function completeWith(answer: URLSearchParams, verifier: string): Promise<void> {
    host.setSigningIn();
    const problem = await redeemer.redeem(answer, verifier, redirectUri);
    if (isDisposed || problem === 'canceled') return;
    if (problem) return host.setIdle(problem);
    stopSignIn();
    tellTabs('signed-in');
    const session = storedSession(tokens, host);
    if (session) await host.completeSignIn(session);
    else host.setIdle('unknown');
  }

  // ---- the redirect

  async function returnFromRedirect(redirectAnswer: RedirectAnswer): Promise<RestoreResult> {
    const {answer, record: {verifier, redirectUri: usedUri}, isLate} = redirectAnswer;
    host.setSigningIn();
    await redirectSignIn.whenRedeemable(redirectAnswer);
    const isOurs = !isDisposed && redirectSignIn.take(redirectAnswer);
    if (!isOurs) return restoreStoredSession(tokens, host);
    const problem = isLate ? 'code-invalid' : await redeemer.redeem(answer, verifier, usedUri);
    if (problem === 'canceled') return 'signed-out';
    if (problem && tokens.isExpired) return {problem};
    if (!problem) tellTabs('signed-in');
    return restoreStoredSession(tokens, host);
  }

  return {
    server,
    facts: {server, redirectUri},
    transport: createPkceTransport(host, tokens, loadSdk),
    restore() {
      const redirectAnswer = redirectSignIn.findAnswer();
      if (redirectAnswer) return returnFromRedirect(redirectAnswer);
      // A page that leaves to sign in knows its own answers; others' belong to the page.
      const isForOtherPage = host.options().flow !== 'redirect' && isAnswerAtPage(redirectUri);
      if (isForOtherPage) return passPageAnswerOn(redirectUri, tokens, host);
      return restoreStoredSession(tokens, host);
    },
    opensWindow: () => opensWindow(host, tokens),
    signIn(popup) {
      if (opensWindow(host, tokens)) return popupSignIn.signIn(popup);
      popup?.close();
      return hasSession(host, tokens) ? readAgain(host, loadSdk) : redirectSignIn.signIn();
    },
    async signOut() {
      cancelSignIn();
      const erased = tokens.erase();
      tellTabs('signed-out');
      await revokeTokens(erased, loadSdk);
    },
    revokeErased: (text) => revokeTokens(asStoredTokens(parseJson(text)), loadSdk),
    signInId: () => tokens.signInId,
    forgetSession() {
      if (!tokens.isRefused) return false;
      const erased = tokens.erase();
      if (erased) tellTabs('expired', erased.id);
      return true;
    },
    rememberUser(user) {
      if (tokens.readTokens()) tokens.rememberUser({user, at: environment.now()});
    },
    handleWake() {
      redirectSignIn.handleWake();
      if (!tokens.isShared) return;
      const isIdle = ['signed-out', 'expired'].includes(host.state());
      if (!isIdle || tokens.isExpired) return;
      stopSignIn();
      void host.restoreAgain();
    },
    dispose() {
      isDisposed = true;
      stopSignIn();
      tabs.close();
      tokens.dispose();
    },
  };
}

/** The session exists, but the platform could not be asked for its user. */
const hasSession = (host: SessionHost, tokens: TokenStore): boolean =>
  host.state() === 'error' && !tokens.isExpired;

const opensWindow = (host: SessionHost, tokens: TokenStore): boolean =>
  host.state() !== 'ready' && !hasSession(host, tokens) && signsInInWindow(host.options());

function readAgain(host: SessionHost, loadSdk: SdkLoader): Promise<void> {
  loadSdkNow(loadSdk).catch(() => {}); // the requests that follow use it
  return host.restoreAgain();
}

function createSdkLoader(pkceOptions: PkceOptions, tokens: TokenStore): SdkLoader {
  let sdk: PkceSdk | undefined;
  return async () => {
    const {createPkceSdk} = await sdkPart.load();
    return sdk ??= createPkceSdk({...pkceOptions, tokens, appName: 'rc-click-to-call'});
  };
}

/** Sends requests with a fresh access token. */
function createPkceTransport(host: SessionHost, tokens: TokenStore, loadSdk: SdkLoader): Transport {
  async function hasUsableToken(): Promise<boolean> {
    if (tokens.isFresh) return true;
    try {
      return await tokens.renew(loadSdk);
    } catch {
      return tokens.isUsable; // else `renew` finds the reason
    }
  }

  async function sendWithToken(request: ApiRequest, sdk: PkceSdk): Promise<Response> {
    const usedTokens = tokens.readTokens();
    if (!usedTokens) return unauthorizedResponse();
    request.onHandOver?.();
    const headers = requestHeaders(host.options());
    const response = await sdk.send(request, headers, usedTokens.access_token);
    if (response.status === 401) tokens.refuse(usedTokens);
    return response;
  }

  return {
    async send(request) {
      await loadSdkFor(request).catch(() => {}); // `renew` tells that it is missing
      if (!await hasUsableToken()) return unauthorizedResponse();
      const sdk = await loadSdk().catch(() => null);
      return sdk ? sendWithToken(request, sdk) : unauthorizedResponse();
    },
    renew: () => tokens.renew(loadSdk),
  };
}

/** An answer has come to a page that did not ask for it. */
async function passPageAnswerOn(
  redirectUri: string, tokens: TokenStore, host: SessionHost,
): Promise<RestoreResult> {
  const isTaken = await passAnswerOn(host.environment, redirectUri);
  const isRefused = !isTaken && tokens.isExpired;
  return isRefused ? {problem: 'code-invalid'} : restoreStoredSession(tokens, host);
}

function restoreStoredSession(tokens: TokenStore, host: SessionHost): RestoreResult {
  const session = storedSession(tokens, host);
  if (!session) return 'signed-out';
  if (!tokens.isExpired) return session;
  tokens.erase();
  return 'expired';
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
    signInId: signInIdOf(stored),
  });
}

/** Whether a remembered user owns the tokens, or is the extension that the page asks for. */
function isRequestedUser({id}: User, ownerId: string | undefined, host: SessionHost): boolean {
  const {extensionId = '~'} = host.options();
  if (extensionId !== '~') return extensionId === id;
  return ownerId === undefined || ownerId === id;
}

/** Whether a value from storage, which may be anything, has the shape of a user. */
function isUser(value: unknown): value is User {
  const {id, accountId, name, extensionNumber, country} = asRecord(value);
  if (typeof id !== 'string' || id === '' || typeof accountId !== 'string') return false;
  return [name, extensionNumber, country].every(isTextOrAbsent);
}

const isTextOrAbsent = (value: unknown): boolean =>
  value === undefined || typeof value === 'string';
