/** Ways in whose session somebody else keeps: the host's SDK, a proxy, a token function. We never sign these out. */
import type {HostPlatform, HostSdk} from '../../ringcentral/platform.js';
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {hostTransport, platformOf, proxyTransport, tokenTransport} from '../../ringcentral/transports.js';
import {identityRequest} from '../../ringcentral/identity.js';
import {type SessionHost, type RestoreResult, type SignInStrategy, requestHeaders} from './strategy.js';

/** What all three have in common: nothing to keep, and signing in is the host's business. */
function guest(desk: SessionHost, server: string, restore: () => Promise<RestoreResult>): Omit<SignInStrategy, 'transport'> {
  return {
    server, restore, facts: {server, redirectUri: ''},
    async signIn(popup) {
      popup?.close();
      await desk.restoreAgain(); // the host may have signed in without telling
      if (desk.state() === 'signed-out' || desk.state() === 'expired') desk.setIdle('host-session');
    },
    signOut: () => Promise.resolve(),
    forgetSession() {},
    rememberUser() {},
    handleWake() {},
    dispose() {},
  };
}

export function hostSdkStrategy(desk: SessionHost, sdk: HostSdk, server: string): SignInStrategy {
  const platform = platformOf(sdk);
  const stop = follow(platform, desk);
  const {accountId, extensionId} = desk.options();
  return {
    ...guest(desk, server, async (): Promise<RestoreResult> => {
      try {
        return await platform.loggedIn?.() === false ? 'signed-out' : {};
      } catch {
        return 'signed-out';
      }
    }),
    transport: hostTransport(platform, () => requestHeaders(desk.options()), identityRequest(accountId, extensionId)),
    // Without events, looking again is the only way to learn of the host's sign-in.
    handleWake() {
      if (!platform.on && desk.state() === 'signed-out') void desk.restoreAgain();
    },
    dispose: stop,
  };
}

/** The host's own sign-in and sign-out; returns the unsubscribe. */
function follow(platform: HostPlatform, desk: SessionHost): () => void {
  const names = platform.events ?? {};
  const listeners: readonly (readonly [string, (error?: unknown) => void])[] = [
    [names.loginSuccess ?? 'loginSuccess', () => void desk.restoreAgain()],
    [names.logoutSuccess ?? 'logoutSuccess', () => desk.endSession('signed-out')],
    [names.refreshError ?? 'refreshError', (error) => {
      const {response} = (error ?? {}) as {response?: Response | null};
      // No network, or RingCentral's trouble: the session may still be good.
      const over = response ? response.status >= 400 && response.status < 404 : !(error instanceof TypeError);
      if (over && desk.state() === 'ready') desk.endSession('expired');
    }],
  ];
  if (!platform.on) return () => {};
  for (const [name, listener] of listeners) platform.on(name, listener);
  return () => {
    for (const [name, listener] of listeners) platform.off?.(name, listener);
  };
}

/** The base address of the backend has been checked by the keeper. */
export function proxyStrategy(desk: SessionHost, base: URL): SignInStrategy {
  const {accountId, extensionId} = desk.options();
  let sdk: Promise<Pick<PkceSdk, 'send'>> | undefined;
  const transport = proxyTransport(async (request) => {
    sdk ??= import('../../ringcentral/sdk.js').then(({createProxySdk}) => createProxySdk(base), (error: unknown) => {
      sdk = undefined;
      throw error;
    });
    return (await sdk).send(request, requestHeaders(desk.options()));
  }, identityRequest(accountId, extensionId));
  return {
    ...guest(desk, base.origin, () => Promise.resolve({})),
    transport,
    handleWake() {
      if (desk.state() === 'signed-out') void desk.restoreAgain();
    },
  };
}

export function accessTokenStrategy(desk: SessionHost, server: string): SignInStrategy {
  let last = '';
  const getAccessToken = async () => last = await desk.options().getAccessToken?.() ?? '';
  return {
    ...guest(desk, server, async (): Promise<RestoreResult> => {
      try {
        return await getAccessToken() ? {} : 'signed-out';
      } catch {
        return {problem: 'token-function'}; // what it threw may hold a token: it is not shown
      }
    }),
    transport: tokenTransport(getAccessToken, server, () => requestHeaders(desk.options())),
    async isSameSession({getAccessToken: next}) {
      try { return last !== '' && await next?.() === last; } catch { return false; }
    },
    handleWake() {
      if (desk.state() === 'signed-out' || desk.state() === 'error') void desk.restoreAgain();
    },
  };
}
