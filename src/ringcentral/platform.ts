/**
 * How requests reach RingCentral, whatever holds the session: our own SDK, the host's SDK, a proxy
 * or a token function. Paths, bodies and error codes of the API are known to this layer only.
 */

/** Production; the sandbox is `https://platform.devtest.ringcentral.com`. */
export const PRODUCTION_SERVER = 'https://platform.ringcentral.com';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PATCH';
  /** Starts with `/restapi/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON. */
  readonly body?: object;
  readonly signal?: AbortSignal;
  /**
   * Called right before the request is handed to what sends it (fetch, an SDK): from then on the
   * platform may have it. Throws where the sender has given up; then nothing may be handed over.
   */
  readonly onHandOver?: () => void;
}

/**
 * Carries one request to the platform and back. `send` resolves with every HTTP answer, whatever
 * its status, and rejects only where no answer came. It never sends a request twice.
 */
export interface Transport {
  /** A page's SDK without `patch` cannot mute. */
  readonly lacksPatch?: boolean;
  send(request: ApiRequest): Promise<Response>;
  /**
   * Renews the access token after a 401. `false` = the session is over; rejects where that cannot
   * be known right now.
   */
  renew(): Promise<boolean>;
}

/** The members that are used of an SDK which the host owns; no others are touched. */
export interface HostPlatform {
  get(url: string, query?: object, options?: object): Promise<Response>;
  post(url: string, body?: object, query?: object, options?: object): Promise<Response>;
  delete(url: string, body?: object, query?: object, options?: object): Promise<Response>;
  /** Without it, the page cannot mute. */
  patch?(url: string, body?: object, query?: object, options?: object): Promise<Response>;
  loggedIn?(): Promise<boolean>;
  on?(event: string, listener: (...args: unknown[]) => void): unknown;
  off?(event: string, listener: (...args: unknown[]) => void): unknown;
  readonly events?: Readonly<Record<string, string>>;
}

/** A host's SDK, or its platform. */
export type HostSdk = HostPlatform | {platform(): HostPlatform};

/**
 * The cache of each request. With any other one, Chrome lets a request wait for an earlier one to
 * the same address: the status of a call for a cancel that gets no answer.
 */
export const REQUEST_CACHE: RequestCache = 'no-store';

/** Whether the body of an answer is a web page: a captive portal or a proxy answered, not RingCentral. */
export const isWebPage = (body: string): boolean => /^\s*</.test(body);

/**
 * Stands for a 401 where the request was not sent for want of an access token; `Transport.renew`
 * then finds out why there is none.
 */
export const unauthorizedResponse = (): Response => new Response(null, {status: 401});
