/**
 * The lazy chunk: @ringcentral/sdk behind the little that we ask of it. It keeps nothing itself (tokens are the
 * caller's `TokenStore`), and sends nothing twice: when to refresh, and who does it, is the caller's business.
 */
import {SDK, type SendOptions} from '../vendor/ringcentral-sdk.js';
import type {ApiRequest} from './platform.js';

/** ms for one request to the token endpoint; other tabs wait for it meanwhile. */
const TOKEN_TIMEOUT = 20_000;

/** What a sign-in or a refresh brought, as RingCentral's token endpoint answers. */
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

/** Where the SDK reads and leaves the tokens. */
export interface TokenStorage {
  read(): OAuthTokens | null;
  write(tokens: OAuthTokens): void;
}

export interface PkceSdk {
  /** Where to sign in, and the PKCE verifier that redeems the code which comes back. */
  authorizeUrl(state: string, language?: string): {readonly url: string; readonly verifier: string};
  /** Redeems a code; the tokens are written to the store. Rejects with the SDK's error (`.response` = a refusal). */
  redeem(code: string, verifier: string, redirectUri: string): Promise<void>;
  /** Trades the stored refresh token for new tokens, once. Rejects as `redeem` does. */
  refresh(): Promise<void>;
  /** Ends the session of an access or refresh token at RingCentral. */
  revoke(token: string): Promise<void>;
  /** Resolves with any answer of the platform, rejects without one. */
  send(request: ApiRequest, headers: Readonly<Record<string, string>>): Promise<Response>;
}

export interface PkceSdkOptions {
  readonly server: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly tokens: TokenStorage;
  /** Sent as `X-User-Agent`. */
  readonly appName?: string;
}

export function createPkceSdk({server, clientId, redirectUri, tokens, appName}: PkceSdkOptions): PkceSdk {
  const platform = new SDK({
    server, clientId, redirectUri, ...(appName && {appName}),
    cachePrefix: '',
    localStorage: cacheOf(tokens),
    refreshDelayMs: 0,
    // Never by itself: its refresh knows nothing of other tabs.
    refreshHandicapMs: Number.NEGATIVE_INFINITY,
    // Losing a race for the refresh must not wipe what the winner stored.
    clearCacheOnRefreshError: false,
  }).platform();
  // Without `retry` it answers a 401 of the token endpoint, too, by sending the single-use token again.
  const send = platform.send.bind(platform);
  platform.send = (options: SendOptions) => send({
    ...options, retry: true, ...(options.skipAuthCheck && {signal: AbortSignal.timeout(TOKEN_TIMEOUT)}),
  });
  return {
    authorizeUrl(state, language) {
      const url = withoutEmpty(platform.loginUrl({state, usePKCE: true, uiLocales: language}));
      return {url, verifier: platform.codeVerifier};
    },
    async redeem(code, verifier, redirect) {
      await platform.login({code, code_verifier: verifier, redirect_uri: redirect});
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
    send: (request, headers) => answerOf(platform.send(optionsOf(request, headers)), request.signal),
  };
}

/** A backend that holds the tokens: requests go to `{base}/restapi/…`, with the page's cookies and no token. */
export function createProxySdk(base: URL): Pick<PkceSdk, 'send'> {
  const platform = new SDK({
    server: base.origin, urlPrefix: base.pathname.replace(/\/+$/, ''), authProxy: true, clientId: '',
    localStorage: cacheOf({read: () => null, write() {}}),
  }).platform();
  return {
    send: (request, headers) => answerOf(platform.send({...optionsOf(request, headers), retry: true}), request.signal),
  };
}

const optionsOf = ({method, path, query, body, signal}: ApiRequest, headers: Readonly<Record<string, string>>) =>
  ({method, url: path, query, body, signal, headers: {...headers}});

/** The SDK throws answers that are no success, and makes a TypeError of an abort: undoes both. */
async function answerOf(sent: Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await sent;
  } catch (error) {
    const {response} = error as {response?: Response | null};
    if (response) return response;
    signal?.throwIfAborted();
    throw error;
  }
}

/** `brand_id=&display=…`: the SDK writes every parameter, also those that it was not given. */
function withoutEmpty(text: string): string {
  const url = new URL(text);
  for (const [key, value] of [...url.searchParams]) if (!value) url.searchParams.delete(key);
  return url.href;
}

/** The SDK's cache, which keeps one thing only. */
function cacheOf(tokens: TokenStorage) {
  return {
    getItem: () => JSON.stringify(tokens.read()),
    setItem(_key: string, text: string) {
      tokens.write(JSON.parse(text) as OAuthTokens);
    },
    removeItem() {},
    keys: () => [],
  };
}
