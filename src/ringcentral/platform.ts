/**
 * How requests reach RingCentral, whoever holds the session: our own SDK, the host's, a proxy or a
 * token function. This floor alone knows URLs, headers and HTTP codes.
 */

/** Production; the sandbox is `https://platform.devtest.ringcentral.com`. */
export const PRODUCTION_SERVER = 'https://platform.ringcentral.com';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From `/restapi/` on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/**
 * Carries one request to the platform and back. `send` resolves with every HTTP answer, whatever
 * its code, and rejects only where no answer came. It never sends anything twice.
 */
export interface Transport {
  send(request: ApiRequest): Promise<Response>;
  /** After a 401: makes the access token fresh. `false` = the session is over; rejects = cannot tell just now. */
  renew(): Promise<boolean>;
}

/** What is used of an SDK that the host owns; nothing else of it is touched. */
export interface HostPlatform {
  get(url: string, query?: object, options?: object): Promise<Response>;
  post(url: string, body?: object, query?: object, options?: object): Promise<Response>;
  delete(url: string, body?: object, query?: object, options?: object): Promise<Response>;
  loggedIn?(): Promise<boolean>;
  on?(event: string, listener: (...args: unknown[]) => void): unknown;
  off?(event: string, listener: (...args: unknown[]) => void): unknown;
  readonly events?: Readonly<Record<string, string>>;
}

/** A host's SDK, or its platform. */
export type HostSdk = HostPlatform | {platform(): HostPlatform};

/**
 * What stands for a 401 where no usable access token could be had: nothing was sent, and `renew` tells why not.
 */
export const unauthorizedResponse = (): Response => new Response(null, {status: 401});
