/**
 * Sends one request to RingCentral: holds it back while its group is rate-limited, renews the
 * session once after a 401, gives up after a timeout and reads the body. Never throws: every
 * outcome is an `ApiResult`.
 */
import {asRecord, asText, firstRecord, withoutUndefined} from './json.js';
import {
  DEFAULT_PENALTY_MS, type RateLimitGroup, type RateLimits, readRetryAfter,
} from './limits.js';
import type {ApiRequest, Transport} from './platform.js';

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
  /** 2xx whose body is empty, cut off or not JSON: a network's own page answers like this, too. */
  | {readonly kind: 'invalid-body'; readonly isEmpty?: boolean}
  /**
   * No answer: the request timed out or the connection failed. `refused`: only a 401 came before
   * that, so the platform did nothing.
   */
  | {readonly kind: 'no-response'; readonly reason: 'timeout' | 'network'; readonly refused?: true};

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
  /** The timeout covers the body as well, since a body can hang, too. */
  async function send(request: ApiRequest, timeoutMs: number): Promise<ApiResult | 401> {
    const abortController = new AbortController();
    let timer: unknown;
    const timedOut = new Promise<ApiResult>((resolve) => {
      timer = timers.setTimeout(() => {
        resolve({kind: 'no-response', reason: 'timeout'});
        abortController.abort();
      }, timeoutMs);
    });
    const answered = transport.send({...request, signal: abortController.signal})
      .then((response) => readResponse(response, timers.now()));
    try {
      return await Promise.race([answered, timedOut]);
    } catch {
      return {kind: 'no-response', reason: 'network'};
    } finally {
      timers.clearTimeout(timer);
      answered.catch(() => {}); // after the timeout, the request may still fail
    }
  }

  async function renewSession(): Promise<'renewed' | 'over' | 'unknown'> {
    try {
      return await transport.renew() ? 'renewed' : 'over';
    } catch {
      return 'unknown';
    }
  }

  return {
    async request(group, request, timeout = REQUEST_TIMEOUT_MS) {
      let hasRenewed = false;
      for (;;) {
        const limitedUntil = limits.until(group);
        if (limitedUntil) return {kind: 'rate-limited', until: limitedUntil, sent: false};
        const result = await send(request, timeout);
        if (result === 401) {
          const renewal = hasRenewed ? 'over' : await renewSession();
          if (renewal === 'over') return {kind: 'unauthorized'};
          if (renewal === 'unknown') return {kind: 'no-response', reason: 'network', refused: true};
          hasRenewed = true;
          continue;
        }
        if (result.kind !== 'rate-limited') return result;
        limits.penalise(group, result.until - timers.now());
        return {...result, until: limits.until(group)};
      }
    },
  };
}

async function readResponse(response: Response, now: number): Promise<ApiResult | 401> {
  const {status, headers} = response;
  if (status === 401) return 401;
  const retryIn = readRetryAfter(headers, now);
  if (status === 429) {
    return {kind: 'rate-limited', until: now + (retryIn ?? DEFAULT_PENALTY_MS), sent: true};
  }
  if (status === 204) return {kind: 'ok', body: null};
  const text = await readText(response);
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
