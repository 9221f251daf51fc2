/**
 * One request to RingCentral, from gate to answer: held back while its group is limited, repeated
 * once after a definite 401, given up after a time, its body read. Never throws: what came back, or
 * did not, is an `Answer`.
 */
import {asRecord, asText} from './json.js';
import {type RateLimitGroup, type RateLimits, readRetryAfter} from './limits.js';
import type {ApiRequest, Transport} from './platform.js';

export type ApiResult =
  /** 2xx with a body that could be read (or 204). */
  | {readonly kind: 'ok'; readonly body: unknown}
  /** The platform said no: 4xx other than 401 and 429. */
  | {readonly kind: 'refused'; readonly status: number; readonly refusal: ApiClientError}
  /** 429, or held back by us: nothing more of this group before `until` (epoch ms). */
  | {readonly kind: 'limited'; readonly until: number; readonly sent: boolean}
  /** 401 that no renewal mended. */
  | {readonly kind: 'signed-out'}
  /** 5xx or any other code; `retryIn` (ms) where the platform named it. */
  | {readonly kind: 'trouble'; readonly status: number; readonly retryIn?: number}
  /** 2xx whose body is cut off, not JSON or empty. */
  | {readonly kind: 'unreadable'}
  /** No answer: given up after a time, or the connection failed; `refused` = after a 401, so nothing was done. */
  | {readonly kind: 'silence'; readonly reason: 'timeout' | 'network'; readonly refused?: true};

/** RingCentral's error body, as far as it can be branched on; its messages change and are localized (guide, errors). */
export interface ApiClientError {
  readonly code?: string;
  /** The field that was not accepted, e.g. `from`. */
  readonly parameter?: string;
  /** The feature that is not available, e.g. `InternationalCalls`. */
  readonly feature?: string;
}

export interface ApiTimers {
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface Api {
  /** `timeout` in ms; 15,000. */
  request(group: RateLimitGroup, request: ApiRequest, timeout?: number): Promise<ApiResult>;
}

const TIMEOUT = Symbol('timeout');

export function createApi(transport: Transport, limits: RateLimits, timers: ApiTimers): Api {
  /** The answer, its body read within the time as well: a body can hang, too. */
  async function send(request: ApiRequest, timeout: number): Promise<ApiResult | 401> {
    const abort = new AbortController();
    let timer: unknown;
    const late = new Promise<typeof TIMEOUT>((resolve) => {
      timer = timers.setTimeout(() => { resolve(TIMEOUT); abort.abort(); }, timeout);
    });
    const answer = transport.send({...request, signal: abort.signal}).then((response) => read(response, timers.now()));
    try {
      const first = await Promise.race([answer, late]);
      return first === TIMEOUT ? {kind: 'silence', reason: 'timeout'} : first;
    } catch {
      return {kind: 'silence', reason: 'network'};
    } finally {
      timers.clearTimeout(timer);
      answer.catch(() => {}); // an answer that was given up may still fail
    }
  }

  /** `null` = cannot tell just now. */
  const renewed = async (): Promise<boolean | null> => {
    try { return await transport.renew(); } catch { return null; }
  };

  return {
    async request(group, request, timeout = 15_000) {
      for (let renewals = 0; ; renewals++) {
        const until = limits.until(group);
        if (until) return {kind: 'limited', until, sent: false};
        const answer = await send(request, timeout);
        if (answer === 401) {
          const renewal = renewals ? false : await renewed();
          if (renewal) continue;
          return renewal === null ? {kind: 'silence', reason: 'network', refused: true} : {kind: 'signed-out'};
        }
        if (answer.kind !== 'limited') return answer;
        limits.penalise(group, answer.until - timers.now());
        return {...answer, until: limits.until(group)};
      }
    },
  };
}

async function read(response: Response, now: number): Promise<ApiResult | 401> {
  const {status, headers} = response;
  if (status === 401) return 401;
  const wait = readRetryAfter(headers, now);
  if (status === 429) return {kind: 'limited', until: now + (wait ?? 60_000), sent: true};
  if (status === 204) return {kind: 'ok', body: null};
  const bodyText = await response.text().catch((error: unknown) => {
    if (status < 400) throw error; // the connection died within the body
    return '';
  });
  const body = parse(bodyText);
  if (status >= 200 && status < 300) return body === undefined ? {kind: 'unreadable'} : {kind: 'ok', body};
  if (status >= 400 && status < 500 && status !== 408) return {kind: 'refused', status, refusal: refusalOf(body)};
  return {kind: 'trouble', status, ...(wait !== undefined && {retryIn: wait})};
}

function parse(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

function refusalOf(body: unknown): ApiClientError {
  const top = asRecord(body);
  const first = asRecord(Array.isArray(top.errors) ? top.errors[0] : undefined);
  const pick = (key: string) => asText(first[key]) ?? asText(top[key]);
  const code = pick('errorCode'), parameter = pick('parameterName'), feature = pick('feature') ?? pick('featureName');
  return {...(code && {code}), ...(parameter && {parameter}), ...(feature && {feature})};
}
