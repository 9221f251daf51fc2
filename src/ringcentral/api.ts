/**
 * Sends one request to RingCentral: holds it back while its group is rate-limited, renews the
 * session once after a 401, gives up after a timeout and reads the body. Never throws: every
 * outcome is an `ApiResult`.
 */
import {LoadError} from '../loading/lazy-part.js';
import {asRecord, asText, firstRecord, withoutUndefined} from './json.js';
import {type RateLimitGroup, type RateLimits, readRetryAfter} from './limits.js';
import {type ApiRequest, isWebPage, type Transport} from './platform.js';

export type ApiResult =
  /** 2xx with a readable body, or 204 with `body: null`. */
  | {readonly kind: 'ok'; readonly body: unknown}
  /** The platform refused: 4xx other than 401, 408 and 429. */
  | {readonly kind: 'client-error'; readonly status: number; readonly refusal: ApiClientError}
  /** 429, or held back during a penalty: the group must not send before `until` (epoch ms). */
  | {readonly kind: 'rate-limited'; readonly until: number; readonly sent: boolean}
  /** 401, and the session could not be renewed. */
  | {readonly kind: 'unauthorized'}
  /** 5xx or any other status; `retryIn` (ms) where the platform named it. */
  | {readonly kind: 'server-error'; readonly status: number; readonly retryIn?: number}
  /**
   * No answer of the platform, although one came: a web page with any status, as captive portals
   * and proxies send it, or a 2xx whose body is empty, cut off or not JSON.
   */
  | {
    readonly kind: 'invalid-body'; readonly isEmpty?: boolean; readonly retryIn?: number;
    /** A web page that says nothing of a fault at a server: something else is on the way there. */
    readonly isIntercepted?: boolean;
  }
  /** No answer: the request timed out or the connection failed. The platform may have acted. */
  | {readonly kind: 'no-response'; readonly reason: 'timeout' | 'network'}
  /**
   * The platform did nothing: we never sent the request, because the access token did not come in
   * time, or RingCentral answered 401 before. `isOffline`: there was no network.
   */
  | {readonly kind: 'not-sent'; readonly isOffline: boolean; readonly why?: 'not-loaded'};

/** Every outcome but `ok`. */
export type FailedResult = Exclude<ApiResult, {kind: 'ok'}>;

/**
 * The fields of RingCentral's error body that code may branch on; its messages change and are
 * localized (guide, errors).
 */
export interface ApiClientError {
  readonly code?: string;
  /** The field that was not accepted, e.g. `from`. */
  readonly parameter?: string;
  /** The feature that is not available, e.g. `InternationalCalls`. */
  readonly feature?: string;
}

/** The part of `Environment` that requests need. */
interface ApiTimers {
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface Api {
  /** `timeout` in ms; 15,000. */
  request(group: RateLimitGroup, request: ApiRequest, timeout?: number): Promise<ApiResult>;
}

const REQUEST_TIMEOUT_MS = 15_000;

export function createApi(transport: Transport, limits: RateLimits, timers: ApiTimers): Api {
  /** `onRefused`: a 401 came, so the platform has done nothing. */
  async function exchange(
    group: RateLimitGroup, request: ApiRequest, onRefused: () => void,
  ): Promise<ApiResult> {
    for (let hasRenewed = false; ; hasRenewed = true) {
      const limitedUntil = limits.until(group);
      if (limitedUntil) return {kind: 'rate-limited', until: limitedUntil, sent: false};
      const response = await transport.send(request);
      const {status, headers} = response;
      if (status === 429) limits.penalize(group, readRetryAfter(headers, timers.now()));
      const result = await readResponse(response, timers.now());
      if (result.kind === 'rate-limited') return {...result, until: limits.until(group)};
      if (result.kind !== 'unauthorized' || hasRenewed) return result;
      onRefused();
      request.signal?.throwIfAborted();
      if (!await transport.renew()) return result;
    }
  }

  return {
    async request(group, request, timeout = REQUEST_TIMEOUT_MS) {
      const abortController = new AbortController();
      const {signal} = abortController;
      let isHandedOver = false;
      const onHandOver = () => {
        signal.throwIfAborted();
        request.onHandOver?.();
        isHandedOver = true;
      };
      let timer: unknown;
      // It covers the body and the renewal as well, since each of them can hang.
      const timedOut = new Promise<never>((_, reject) => {
        timer = timers.setTimeout(() => {
          const error = new DOMException('No answer came in time.', 'TimeoutError');
          reject(error);
          abortController.abort(error);
        }, timeout);
      });
      const ownRequest = {...request, signal, onHandOver};
      const answered = exchange(group, ownRequest, () => { isHandedOver = false; });
      try {
        return await Promise.race([answered, timedOut]);
      } catch (error) {
        if (!isHandedOver) return notSent(error);
        return {kind: 'no-response', reason: signal.aborted ? 'timeout' : 'network'};
      } finally {
        timers.clearTimeout(timer);
        answered.catch(() => {}); // after the timeout, the request may still fail
      }
    },
  };
}

function notSent(error: unknown): ApiResult {
  if (error instanceof LoadError) return {kind: 'not-sent', isOffline: false, why: 'not-loaded'};
  // Without a network, fetch() fails with a TypeError.
  return {kind: 'not-sent', isOffline: error instanceof TypeError};
}

/** Whether the platform itself answered, and be it with a refusal. */
export function isFromPlatform(result: ApiResult): boolean {
  switch (result.kind) {
    case 'ok': return result.body !== null;
    case 'rate-limited': return result.sent;
    case 'client-error':
    case 'unauthorized':
    case 'server-error': return true;
    case 'invalid-body':
    case 'no-response':
    case 'not-sent': return false;
  }
}

/** ms for which a rate limit lasts; undefined where it is not the reason. `now`: epoch ms. */
export const limitDelay = (result: ApiResult, now: number): number | undefined =>
  result.kind === 'rate-limited' ? result.until - now : undefined;

async function readResponse(response: Response, now: number): Promise<ApiResult> {
  const {status, headers} = response;
  if (status === 204) return {kind: 'ok', body: null};
  const text = await readText(response);
  const retryIn = readRetryAfter(headers, now);
  if (isWebPage(text)) {
    return withoutUndefined({kind: 'invalid-body', isIntercepted: status < 500 || status === 511, retryIn});
  }
  if (status === 401) return {kind: 'unauthorized'};
  if (status === 429) return {kind: 'rate-limited', until: now, sent: true};
  const body = parseBody(text);
  const statusClass = Math.floor(status / 100);
  if (statusClass === 2) {
    return body === undefined ? {kind: 'invalid-body', isEmpty: text === ''} : {kind: 'ok', body};
  }
  if (statusClass === 4 && status !== 408) {
    return {kind: 'client-error', status, refusal: readClientError(body)};
  }
  return withoutUndefined({kind: 'server-error', status, retryIn});
}

/** Rejects where the connection died within the body of a success; an error's body may be cut. */
async function readText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (response.status < 400) throw error;
    return '';
  }
}

/** `undefined` where the body is not JSON; unlike `parseJson`, `null` is a body. */
function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** RingCentral names the cause in the first of `errors`, or at the top of the body. */
function readClientError(body: unknown): ApiClientError {
  const topLevel = asRecord(body);
  const firstError = firstRecord(topLevel.errors);
  const readField = (key: string) => asText(firstError[key]) ?? asText(topLevel[key]);
  return withoutUndefined({
    code: readField('errorCode'),
    parameter: readField('parameterName'),
    feature: readField('feature') ?? readField('featureName'),
  });
}

/**
 * Whether RingCentral did what the request asked for; it may answer without a body. A network's own
 * page with status 200 is no answer of it.
 */
export const isDone = (result: ApiResult): boolean =>
  result.kind === 'ok' || (result.kind === 'invalid-body' && result.isEmpty === true);
