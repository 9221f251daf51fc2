/**
 * The lazy chunk: @ringcentral/sdk, reduced to the requests of a sign-in. It stores nothing (the
 * caller's `TokenStorage` does) and sends nothing twice: the caller decides when to refresh, and
 * which tab does.
 */
import {SDK, type SendOptions} from '../vendor/ringcentral-sdk.js';
import {type ApiRequest, REQUEST_CACHE} from './platform.js';

/** Limits a request to the token endpoint, since other tabs wait for its end. */
const TOKEN_REQUEST_TIMEOUT_MS = 20_000;

/** The token endpoint's answer to a sign-in or a refresh. */
export interface OAuthTokens {
  readonly token_type?: string;
  readonly access_token: string;
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in?: string | number;
  readonly refresh_token_expires_in?: string | number;
  /** Space-separated, e.g. `ReadAccounts RingOut`. */
  readonly scope?: string;
  /** Id of the extension that signed in. */
  readonly owner_id?: string;
}

/** Where the SDK reads the tokens and leaves new ones. */
export interface TokenStorage {
  readTokens(): OAuthTokens | null;
  writeTokens(tokens: OAuthTokens): void;
}

type RequestHeaders = Readonly<Record<string, string>>;

export interface PkceSdk {
  /** The page to sign in at, and the PKCE verifier that redeems the code which comes back. */
  authorizeUrl(state: string, language?: string): {readonly url: string; readonly verifier: string};
  /**
   * Redeems a code; the tokens go to the storage. Rejects with the SDK's error, whose `response` is
   * the refusal.
   */
  redeem(code: string, verifier: string, redirectUri: string): Promise<void>;
  /** Exchanges the stored refresh token for new tokens, once. Rejects as `redeem` does. */
  refresh(): Promise<void>;
  /** Ends the session of an access or refresh token at RingCentral. */
  revoke(token: string): Promise<void>;
  /**
   * Sends a request with this access token, whichever is stored by then. Resolves with any answer of
   * the platform, rejects without one.
   */
  send(request: ApiRequest, headers: RequestHeaders, accessToken: string): Promise<Response>;
}

/** For a backend that holds the tokens. */
export interface ProxySdk {
  /** As of `PkceSdk`, without a token. */
  send(request: ApiRequest, headers: RequestHeaders): Promise<Response>;
}

interface PkceSdkOptions {
  readonly server: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly tokens: TokenStorage;
  /** Sent as `X-User-Agent`. */
  readonly appName?: string;
}

export function createPkceSdk(options: PkceSdkOptions): PkceSdk {
  const {clientId, tokens, ...sdkOptions} = options;
  const platform = new SDK({
    ...sdkOptions,
    clientId,
    cachePrefix: '',
    localStorage: tokenCache(tokens),
    refreshDelayMs: 0,
    // The SDK must never refresh by itself: its refresh knows nothing of other tabs.
    refreshHandicapMs: Number.NEGATIVE_INFINITY,
    // A tab that loses the race to refresh must not erase the winner's tokens.
    clearCacheOnRefreshError: false,
  }).platform();
  const send = platform.send.bind(platform);
  platform.send = (request: SendOptions) => send({
    ...request,
    // Without it, the SDK sends the single-use token again after a 401 of the token endpoint.
    retry: true,
    ...(request.skipAuthCheck && {signal: AbortSignal.timeout(TOKEN_REQUEST_TIMEOUT_MS)}),
  });
  return {
    authorizeUrl(state, language) {
      const loginUrl = platform.loginUrl({state, usePKCE: true, uiLocales: language});
      return {url: withoutEmptyParameters(loginUrl), verifier: platform.codeVerifier};
    },
    async redeem(code, verifier, redirectUri) {
      await platform.login({code, code_verifier: verifier, redirect_uri: redirectUri});
    },
    async refresh() {
      await platform.refresh();
    },
    async revoke(token) {
      await platform.send({
        method: 'POST', url: '/restapi/oauth/revoke', skipAuthCheck: true,
        headers: {'Content-Type': 'application/x-www-form-urlencoded'},
        body: {token, client_id: clientId},
      });
    },
    send(request, headers, accessToken) {
      const ownHeaders = {...headers, 'Client-Id': clientId, Authorization: `Bearer ${accessToken}`};
      // The SDK's own check would read the stored tokens, which may be another user's by now.
      const options = {...sendOptions(request, ownHeaders), retry: true, skipAuthCheck: true};
      return resolveErrorResponses(send(options), request.signal);
    },
  };
}

/**
 * For a backend that holds the tokens: requests go to `{base}/restapi/…`, with the page's cookies
 * and without a token.
 */
export function createProxySdk(base: URL): ProxySdk {
  const platform = new SDK({
    server: base.origin, urlPrefix: base.pathname.replace(/\/+$/, ''), authProxy: true, clientId: '',
    localStorage: tokenCache({readTokens: () => null, writeTokens() {}}),
  }).platform();
  return {
    send: (request, headers) =>
      resolveErrorResponses(
        platform.send({...sendOptions(request, headers), retry: true}),
        request.signal,
      ),
  };
}

const sendOptions = ({method, path, query, body, signal}: ApiRequest, headers: RequestHeaders) =>
  ({method, url: path, query, body, signal, cache: REQUEST_CACHE, headers: {...headers}});

/**
 * Resolves with the response, also an unsuccessful one, which the SDK throws. Rejects with the reason
 * of an abort, for which the SDK throws a TypeError.
 */
async function resolveErrorResponses(
  sending: Promise<Response>, signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    return await sending;
  } catch (error) {
    const {response} = error as {response?: Response | null};
    if (response) return response;
    signal?.throwIfAborted();
    throw error;
  }
}

/** The SDK writes every parameter, unused ones as `brand_id=&display=…`. */
function withoutEmptyParameters(address: string): string {
  const url = new URL(address);
  for (const [name, value] of [...url.searchParams]) {
    if (!value) url.searchParams.delete(name);
  }
  return url.href;
}

/** The SDK's cache, which holds nothing but the tokens. */
function tokenCache(tokens: TokenStorage) {
  return {
    getItem: () => JSON.stringify(tokens.readTokens()),
    setItem(_key: string, serializedTokens: string) {
      tokens.writeTokens(JSON.parse(serializedTokens) as OAuthTokens);
    },
    removeItem() {},
    keys: () => [],
  };
}
