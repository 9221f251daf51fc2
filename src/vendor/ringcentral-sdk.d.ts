/**
 * The used part of @ringcentral/sdk 5.0.11, as `scripts/rollup.vendor.mjs` bundles it. The SDK's own
 * types need Node's.
 */
export interface SendOptions {
  method?: string;
  url?: string;
  query?: object | undefined;
  body?: object | undefined;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  cache?: RequestCache | undefined;
  /** Sends the request without Authorization and without checking the tokens. */
  skipAuthCheck?: boolean;
  /** "This is the second try": the SDK sends no other, whatever the answer. */
  retry?: boolean;
}

export interface Platform {
  send(options: SendOptions): Promise<Response>;
  loginUrl(options: {state: string; usePKCE: true; uiLocales?: string | undefined}): string;
  readonly codeVerifier: string;
  login(options: {code: string; code_verifier: string; redirect_uri: string}): Promise<Response>;
  refresh(): Promise<Response>;
}

export declare class SDK {
  constructor(options: {
    server: string;
    clientId: string;
    redirectUri?: string;
    appName?: string;
    cachePrefix?: string;
    localStorage: object;
    refreshDelayMs?: number;
    refreshHandicapMs?: number;
    clearCacheOnRefreshError?: boolean;
    authProxy?: boolean;
    urlPrefix?: string;
  });
  platform(): Platform;
}
