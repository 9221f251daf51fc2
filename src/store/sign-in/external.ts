/**
 * Strategies for a session that the host page owns: its SDK, a proxy, an access token function.
 * They never sign the user out of it.
 */
import {
  type ApiRequest, type HostPlatform, type HostSdk, unauthorizedResponse,
} from '../../ringcentral/platform.js';
import type {ProxySdk} from '../../ringcentral/sdk.js';
import {loadSdkFor, sdkPart} from '../../ringcentral/sdk-part.js';
import {
  hostTransport, isNoAnswer, isPlatformAnswer, platformOf, proxyTransport, tokenTransport,
} from '../../ringcentral/transports.js';
import {identityRequest} from '../../ringcentral/identity.js';
import {withoutUndefined} from '../../ringcentral/json.js';
import {Pace} from '../pace.js';
import {withinTime} from '../within-time.js';
import {
  type SessionHost, type RestoreResult, type SignInStrategy, requestHeaders,
} from './strategy.js';

/** The page's token function or SDK has no answer after this time. */
const HOST_TIMEOUT_MS = 10_000;

interface HostOwnedStrategy extends Omit<SignInStrategy, 'transport'> {
  /** The user has signed out here, though not of the host: only the user or the host can undo it. */
  isSignedOutHere(): boolean;
  /** The host has signed a user in. */
  handleHostSignIn(): void;
}

/** The shared members: these strategies store nothing, and the user signs in with the host page. */
function hostOwnedStrategy(
  host: SessionHost, server: string, restore: () => Promise<RestoreResult>,
): HostOwnedStrategy {
  let isSignedOutHere = false;
  return {
    server,
    facts: {server, redirectUri: ''},
    restore,
    async signIn(popup) {
      popup?.close();
      isSignedOutHere = false;
      await host.restoreAgain(); // without events, the host may have signed in unnoticed
      const state = host.state();
      if (state === 'signed-out' || state === 'expired') host.setIdle('host-session');
    },
    signOut() {
      isSignedOutHere = true;
      return Promise.resolve();
    },
    isSignedOutHere: () => isSignedOutHere,
    handleHostSignIn() {
      isSignedOutHere = false;
      void host.restoreAgain();
    },
    forgetSession: () => true,
    rememberUser() {},
    handleWake() {
      // Without events, only another look finds the host's sign-in.
      if (host.state() === 'signed-out' && !isSignedOutHere) host.restoreAfterWake();
    },
    dispose() {},
  };
}

export function hostSdkStrategy(
  host: SessionHost, sdk: HostSdk, server: string,
): SignInStrategy {
  const platform = platformOf(sdk);
  const {accountId, extensionId} = host.options();
  let signInCount = 0;
  /** Undefined after a sign-out that the SDK has told of. */
  let signInId: string | undefined = '0';

  const isLoggedOut = () => withinTime(
    host.environment, HOST_TIMEOUT_MS, async () => await platform.loggedIn?.() === false,
  );

  /** If the SDK cannot tell whether a user is signed in, RingCentral's answer does. */
  async function restore(): Promise<RestoreResult> {
    const session = withoutUndefined({signInId});
    return await isLoggedOut().catch(() => false) ? 'signed-out' : session;
  }

  const strategy = hostOwnedStrategy(host, server, restore);
  const stopFollowing = followHostSession(platform, host, {
    signIn() {
      signInId = String(++signInCount);
      strategy.handleHostSignIn();
    },
    signOut() {
      signInId = undefined;
      host.endSession('signed-out');
    },
  });

  return {
    ...strategy,
    signInId: () => signInId,
    transport: hostTransport(platform, {
      isLoggedOut,
      headers: () => requestHeaders(host.options()),
      probeRequest: identityRequest(accountId, extensionId),
    }),
    isSameSession: ({sdk: nextSdk}) =>
      nextSdk !== undefined && isSdkOf(platform, nextSdk, strategy.isSignedOutHere()),
    handleWake: stopFollowing ? () => {} : strategy.handleWake,
    dispose: () => stopFollowing?.(),
  };
}

/**
 * Whether an SDK has this platform: a component may wrap the same one anew when it is drawn.
 * `isLenient`: an object literal with other functions counts, too.
 */
function isSdkOf(platform: HostPlatform, sdk: HostSdk, isLenient: boolean): boolean {
  try {
    const other = platformOf(sdk);
    if (other === platform) return true;
    if (!isLiteral(platform) || !isLiteral(other)) return false;
    return isLenient || hasSameMembers(platform, other);
  } catch {
    return false;
  }
}

/** Instances of a class have state beside their functions. */
const isLiteral = (platform: HostPlatform): boolean =>
  Object.getPrototypeOf(platform) === Object.prototype;

/** Whether two object literals hold the same functions. */
function hasSameMembers(platform: HostPlatform, other: HostPlatform): boolean {
  const names = Object.keys({...platform, ...other}) as (keyof HostPlatform)[];
  return names.every((name) => platform[name] === other[name]);
}

/**
 * Follows the host's own sign-in and sign-out; returns the unsubscribe. Null where the SDK has no
 * events, or throws when it is asked for them.
 */
function followHostSession(
  platform: HostPlatform, host: SessionHost, on: {signIn(): void; signOut(): void},
): (() => void) | null {
  if (!platform.on) return null;
  const eventNames = platform.events ?? {};
  const listeners: readonly (readonly [string, (error?: unknown) => void])[] = [
    [eventNames.loginSuccess ?? 'loginSuccess', () => on.signIn()],
    [eventNames.logoutSuccess ?? 'logoutSuccess', () => on.signOut()],
    [eventNames.refreshError ?? 'refreshError', async (error) => {
      const isEnd = await isSessionEnd(error);
      if (isEnd && host.state() === 'ready') host.endSession('expired');
    }],
  ];
  const stopFollowing = () => {
    try {
      for (const [eventName, listener] of listeners) platform.off?.(eventName, listener);
    } catch {
      // Its late calls belong to a session that the page no longer uses.
    }
  };
  try {
    for (const [eventName, listener] of listeners) platform.on(eventName, listener);
    return stopFollowing;
  } catch {
    stopFollowing();
    return null;
  }
}

/**
 * Without a network, with a captive portal, or with a fault at RingCentral, the session may still
 * be valid.
 */
async function isSessionEnd(refreshError: unknown): Promise<boolean> {
  const {response} = (refreshError ?? {}) as {response?: Response | null};
  if (!response) return !isNoAnswer(refreshError);
  return response.status >= 400 && response.status < 404 && await isPlatformAnswer(response);
}

/** `base`: address of the backend, checked by the session manager. */
export function proxyStrategy(host: SessionHost, base: URL): SignInStrategy {
  const {accountId, extensionId} = host.options();
  /** A captive portal cannot answer for the page's own site, where that has https. */
  const isOwnBackend = base.origin === globalThis.origin && globalThis.isSecureContext;
  let sdk: ProxySdk | undefined;

  async function loadSdk(request: ApiRequest): Promise<ProxySdk> {
    const {createProxySdk} = await loadSdkFor(request);
    return sdk ??= createProxySdk(base);
  }

  const strategy = hostOwnedStrategy(host, base.origin, () => Promise.resolve({}));

  return {
    ...strategy,
    signIn(popup) {
      sdkPart.loadNow().catch(() => {}); // the requests that follow use it
      return strategy.signIn(popup);
    },
    transport: proxyTransport(
      async (request) => {
        const proxySdk = await loadSdk(request);
        request.onHandOver?.();
        const response = await proxySdk.send(request, requestHeaders(host.options()));
        // Servers write a web page below their own 401.
        const isOwnRefusal = response.status === 401 && isOwnBackend;
        return isOwnRefusal ? unauthorizedResponse() : response;
      },
      identityRequest(accountId, extensionId),
    ),
  };
}

export function accessTokenStrategy(host: SessionHost, server: string): SignInStrategy {
  const {environment} = host;
  /** Undefined until the function has answered, and after it failed. */
  let lastToken: string | undefined;
  let lookingAgain: Promise<void> | undefined;
  /** Of a function that was just asked; the next look takes it. */
  let newAnswer: Promise<string> | undefined;
  let isDisposed = false;
  let checkedFunction = host.options().getAccessToken;
  const tokenChanges = new Pace(environment);

  async function getAccessToken(): Promise<string> {
    lastToken = await requestToken(host);
    return lastToken;
  }

  async function restore(): Promise<RestoreResult> {
    const answer = newAnswer ?? requestToken(host);
    newAnswer = undefined;
    checkedFunction = host.options().getAccessToken;
    try {
      lastToken = await answer;
      return lastToken ? {} : 'signed-out';
    } catch {
      lastToken = undefined;
      return {problem: 'token-function'}; // the page's error may hold a token, so it is not shown
    }
  }

  const strategy = hostOwnedStrategy(host, server, restore);

  /** A page may make its function anew whenever it is drawn: most often it gives the same token. */
  async function checkNewFunction(): Promise<void> {
    const isNew = () => checkedFunction !== host.options().getAccessToken;
    while (isNew() && !strategy.isSignedOutHere()) {
      checkedFunction = host.options().getAccessToken;
      if (lastToken !== undefined) {
        newAnswer = requestToken(host);
        const newToken = await newAnswer.catch(() => undefined);
        if (newToken === lastToken) {
          newAnswer = undefined;
          continue;
        }
      }
      const turn = tokenChanges.turn();
      if (turn) {
        await turn;
        newAnswer = undefined; // it is old by now
      }
      if (isDisposed || strategy.isSignedOutHere()) return;
      await host.restoreAgain(true);
    }
  }

  return {
    ...strategy,
    transport: tokenTransport(getAccessToken, server, () => requestHeaders(host.options())),
    handleNewOptions() {
      lookingAgain ??= checkNewFunction().finally(() => { lookingAgain = undefined; });
      return lookingAgain;
    },
    dispose() {
      isDisposed = true;
      tokenChanges.stop();
    },
  };
}

/** Rejects where the function fails or gives nothing in time. An empty text or null = signed out. */
async function requestToken(host: SessionHost): Promise<string> {
  const {getAccessToken} = host.options();
  const askPage = () => getAccessToken?.();
  const value: unknown = await withinTime(host.environment, HOST_TIMEOUT_MS, askPage);
  if (value === null) return '';
  const token = typeof value === 'string' ? value.trim() : value;
  if (isAccessToken(token)) return token;
  throw new Error('The token function gave something else than an access token.');
}

/** A text that a header may hold; with another, `fetch` throws as it does without a network. */
const isAccessToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[!-~]*$/.test(value);
