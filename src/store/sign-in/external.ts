/** Ways in whose session somebody else keeps: the host's SDK, a proxy, a token function. We never sign these out. */
import type {HostPlatform, HostSdk} from '../../ringcentral/platform.js';
import type {OwnSdk} from '../../ringcentral/sdk.js';
import {hostTransport, platformOf, proxyTransport, tokenTransport} from '../../ringcentral/transports.js';
import {whoRequest} from '../../ringcentral/identity.js';
import {type Desk, type Found, type Way, headersOf} from './strategy.js';

/** What all three have in common: nothing to keep, and signing in is the host's business. */
function guest(desk: Desk, server: string, restore: () => Promise<Found>): Omit<Way, 'transport'> {
  return {
    server, restore, facts: {server, redirectUri: ''},
    async signIn(popup) {
      popup?.close();
      await desk.again(); // the host may have signed in without telling
      if (desk.state() === 'signed-out' || desk.state() === 'expired') desk.rest('host-session');
    },
    signOut: () => Promise.resolve(),
    over() {},
    remember() {},
    wake() {},
    dispose() {},
  };
}

export function hostWay(desk: Desk, sdk: HostSdk, server: string): Way {
  const platform = platformOf(sdk);
  const stop = follow(platform, desk);
  const {accountId, extensionId} = desk.options();
  return {
    ...guest(desk, server, async (): Promise<Found> => {
      try {
        return await platform.loggedIn?.() === false ? 'signed-out' : {};
      } catch {
        return 'signed-out';
      }
    }),
    transport: hostTransport(platform, () => headersOf(desk.options()), whoRequest(accountId, extensionId)),
    // Without events, looking again is the only way to learn of the host's sign-in.
    wake() {
      if (!platform.on && desk.state() === 'signed-out') void desk.again();
    },
    dispose: stop,
  };
}

/** The host's own sign-in and sign-out; returns the unsubscribe. */
function follow(platform: HostPlatform, desk: Desk): () => void {
  const names = platform.events ?? {};
  const listeners: readonly (readonly [string, (error?: unknown) => void])[] = [
    [names.loginSuccess ?? 'loginSuccess', () => void desk.again()],
    [names.logoutSuccess ?? 'logoutSuccess', () => desk.left('signed-out')],
    [names.refreshError ?? 'refreshError', (error) => {
      const {response} = (error ?? {}) as {response?: Response | null};
      // No network, or RingCentral's trouble: the session may still be good.
      const over = response ? response.status >= 400 && response.status < 404 : !(error instanceof TypeError);
      if (over && desk.state() === 'ready') desk.left('expired');
    }],
  ];
  if (!platform.on) return () => {};
  for (const [name, listener] of listeners) platform.on(name, listener);
  return () => {
    for (const [name, listener] of listeners) platform.off?.(name, listener);
  };
}

/** The base address of the backend has been checked by the keeper. */
export function proxyWay(desk: Desk, base: URL): Way {
  const {accountId, extensionId} = desk.options();
  let sdk: Promise<Pick<OwnSdk, 'send'>> | undefined;
  const transport = proxyTransport(async (request) => {
    sdk ??= import('../../ringcentral/sdk.js').then(({createProxySdk}) => createProxySdk(base), (error: unknown) => {
      sdk = undefined;
      throw error;
    });
    return (await sdk).send(request, headersOf(desk.options()));
  }, whoRequest(accountId, extensionId));
  return {
    ...guest(desk, base.origin, () => Promise.resolve({})),
    transport,
    wake() {
      if (desk.state() === 'signed-out') void desk.again();
    },
  };
}

export function tokenWay(desk: Desk, server: string): Way {
  let last = '';
  const getAccessToken = async () => last = await desk.options().getAccessToken?.() ?? '';
  return {
    ...guest(desk, server, async (): Promise<Found> => {
      try {
        return await getAccessToken() ? {} : 'signed-out';
      } catch {
        return {problem: 'token-function'}; // what it threw may hold a token: it is not shown
      }
    }),
    transport: tokenTransport(getAccessToken, server, () => headersOf(desk.options())),
    async continues({getAccessToken: next}) {
      try { return last !== '' && await next?.() === last; } catch { return false; }
    },
    wake() {
      if (desk.state() === 'signed-out' || desk.state() === 'error') void desk.again();
    },
  };
}
