/** Which strategy signs a user in, by the options of the page, and the part of the script it needs. */
import type {AnyPart, LazyPart} from '../../loading/lazy-part.js';
import {isPathId} from '../../ringcentral/api-path.js';
import {serverOrigin} from '../../ringcentral/identity.js';
import type {SignInErrorCode} from '../../ringcentral/sign-in-errors.js';
import type {ConnectOptions} from '../types.js';
import type {SessionHost, SignInStrategy} from './strategy.js';
import {externalPart, pkcePart} from './strategy-parts.js';

export interface StrategyLoader {
  readonly part: AnyPart;
  /** Call it when the part has loaded. */
  create(): SignInStrategy;
}

/** The loader of the strategy that the options name; null where they name none. */
export function strategyLoader(
  host: SessionHost, options: ConnectOptions,
): StrategyLoader | SignInErrorCode | null {
  const {sdk, getAccessToken, proxy, clientId} = options;
  const server = serverOrigin(options.server);
  if (!server) return 'server-invalid';
  if (!hasUsableIds(options)) return 'not-configured';
  if (sdk) {
    return loaderOf(externalPart, (external) => new external.HostSdkStrategy(host, sdk, server));
  }
  if (getAccessToken) {
    return loaderOf(externalPart, (external) => new external.AccessTokenStrategy(host, server));
  }
  if (proxy !== undefined) {
    const base = resolveUrl(proxy);
    if (!base) return 'server-invalid';
    return loaderOf(externalPart, (external) => new external.ProxyStrategy(host, base));
  }
  if (!clientId) return null;
  const redirectUrl = resolveUrl(options.redirectUri ?? 'rc-redirect.html');
  if (isFrameWithoutOrigin()) return 'answer-blocked';
  if (!redirectUrl || !isOwnOrigin(redirectUrl)) return 'redirect-foreign';
  const pkceOptions = {clientId, server, redirectUri: redirectUrl.href};
  return loaderOf(pkcePart, (pkce) => new pkce.PkceStrategy(host, pkceOptions));
}

const loaderOf = <Part>(
  part: LazyPart<Part>, create: (loadedPart: Part) => SignInStrategy,
): StrategyLoader => ({part, create: () => create(part.part!)});

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
