/**
 * Strategies for a session that the host page owns: its SDK, a proxy, an access token function.
 * They never sign the user out of it.
 */
import type {HostPlatform, HostSdk} from '../../ringcentral/platform.js';
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import {
  hostTransport, platformOf, proxyTransport, tokenTransport,
} from '../../ringcentral/transports.js';
import {identityRequest} from '../../ringcentral/identity.js';
import {
  type SessionHost, type RestoreResult, type SignInStrategy, requestHeaders,
} from './strategy.js';

/** The shared members: these strategies store nothing, and the user signs in with the host page. */
function hostOwnedStrategy(
  host: SessionHost, server: string, restore: () => Promise<RestoreResult>,
): Omit<SignInStrategy, 'transport'> {
  return {
    server,
    facts: {server, redirectUri: ''},
    restore,
    async signIn(popup) {
      popup?.close();
      await host.restoreAgain(); // without events, the host may have signed in unnoticed
      const state = host.state();
      if (state === 'signed-out' || state === 'expired') host.setIdle('host-session');
    },
    signOut: () => Promise.resolve(),
    forgetSession() {},
    rememberUser() {},
    handleWake() {},
    dispose() {},
  };
}

export function hostSdkStrategy(
  host: SessionHost, sdk: HostSdk, server: string,
): SignInStrategy {
  const platform = platformOf(sdk);
  const stopFollowing = followHostSession(platform, host);
  const {accountId, extensionId} = host.options();

  async function restore(): Promise<RestoreResult> {
    try {
      return await platform.loggedIn?.() === false ? 'signed-out' : {};
    } catch {
      return 'signed-out';
    }
  }

  return {
    ...hostOwnedStrategy(host, server, restore),
    transport: hostTransport(
      platform, () => requestHeaders(host.options()), identityRequest(accountId, extensionId),
    ),
    handleWake() {
      // Without events, only another look finds the host's sign-in.
      if (!platform.on && host.state() === 'signed-out') void host.restoreAgain();
    },
    dispose: stopFollowing,
  };
}

/** Follows the host's own sign-in and sign-out; returns the unsubscribe. */
function followHostSession(platform: HostPlatform, host: SessionHost): () => void {
  if (!platform.on) return () => {};
  const eventNames = platform.events ?? {};
  const listeners: readonly (readonly [string, (error?: unknown) => void])[] = [
    [eventNames.loginSuccess ?? 'loginSuccess', () => void host.restoreAgain()],
    [eventNames.logoutSuccess ?? 'logoutSuccess', () => host.endSession('signed-out')],
    [eventNames.refreshError ?? 'refreshError', (error) => {
      if (host.state() === 'ready' && isSessionEnd(error)) host.endSession('expired');
    }],
  ];
  for (const [eventName, listener] of listeners) platform.on(eventName, listener);
  return () => {
    for (const [eventName, listener] of listeners) platform.off?.(eventName, listener);
  };
}

/** Without a network, or with a fault at RingCentral, the session may still be valid. */
function isSessionEnd(refreshError: unknown): boolean {
  const {response} = (refreshError ?? {}) as {response?: Response | null};
  if (response) return response.status >= 400 && response.status < 404;
  return !(refreshError instanceof TypeError);
}

/** `base`: address of the backend, checked by the session manager. */
export function proxyStrategy(host: SessionHost, base: URL): SignInStrategy {
  const {accountId, extensionId} = host.options();
  let sdk: Pick<PkceSdk, 'send'> | undefined;

  async function loadSdk(): Promise<Pick<PkceSdk, 'send'>> {
    const {createProxySdk} = await sdkPart.load();
    return sdk ??= createProxySdk(base);
  }

  return {
    ...hostOwnedStrategy(host, base.origin, () => Promise.resolve({})),
    transport: proxyTransport(
      async (request) => (await loadSdk()).send(request, requestHeaders(host.options())),
      identityRequest(accountId, extensionId),
    ),
    handleWake() {
      if (host.state() === 'signed-out') void host.restoreAgain();
    },
  };
}

export function accessTokenStrategy(host: SessionHost, server: string): SignInStrategy {
  let lastToken = '';

  async function getAccessToken(): Promise<string> {
    lastToken = await host.options().getAccessToken?.() ?? '';
    return lastToken;
  }

  async function restore(): Promise<RestoreResult> {
    try {
      return await getAccessToken() ? {} : 'signed-out';
    } catch {
      return {problem: 'token-function'}; // the page's error may hold a token, so it is not shown
    }
  }

  return {
    ...hostOwnedStrategy(host, server, restore),
    transport: tokenTransport(getAccessToken, server, () => requestHeaders(host.options())),
    async isSameSession({getAccessToken: nextFunction}) {
      try {
        return lastToken !== '' && await nextFunction?.() === lastToken;
      } catch {
        return false;
      }
    },
    handleWake() {
      const state = host.state();
      if (state === 'signed-out' || state === 'error') void host.restoreAgain();
    },
  };
}
