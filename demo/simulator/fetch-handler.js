import {corsHeaders, preflightResponse} from './cors.js';
import {damagedResponse, takeFault} from './faults.js';
import {createRoutes} from './routes.js';

/**
 * @typedef {import('./exchange.js').Exchange} Exchange
 * @typedef {import('./faults.js').Fault} Fault
 * @typedef {import('./faults.js').FaultKind} FaultKind
 * @typedef {import('./faults.js').TakenFault} TakenFault
 *
 * @typedef {object} RecordedRequest
 * @property {string} method
 * @property {string} path From `/restapi/` on.
 * @property {Record<string, string>} query
 * @property {any} body JSON or form fields as an object; null where the request has no body.
 * @property {Record<string, string>} headers Names in lower case.
 * @property {number} at Epoch ms.
 * @property {number | null} status Of the answer: null while it is pending, 0 where none was given.
 * @property {string} [fault] Kind of the fault that happened to the request.
 */

/** A server that runs for weeks must not grow without end. */
const MAX_RECORDED_REQUESTS = 20_000;

/** @type {readonly FaultKind[]} */
const LOST_REQUESTS = ['drop-before', 'timeout'];
/** @type {readonly FaultKind[]} */
const LOST_ANSWERS = ['drop-after', 'timeout-after'];

/** Resolves when the client gives up. */
const aborted = (/** @type {AbortSignal} */ signal) => new Promise((resolve) => {
  if (signal.aborted) resolve(undefined);
  else signal.addEventListener('abort', resolve, {once: true});
});

/** The body of a request as an object, or as text where it is neither a form nor JSON. */
async function readBody(/** @type {Request} */ request) {
  const text = await request.clone().text().catch(() => '');
  if (!text) return null;
  const isForm = request.headers.get('content-type')?.includes('urlencoded');
  if (isForm) return Object.fromEntries(new URLSearchParams(text));
  try { return JSON.parse(text); } catch { return text; }
}

/**
 * @param {Request} request
 * @param {string} path
 * @param {() => number} now
 * @returns {Promise<RecordedRequest>}
 */
const recordOf = async (request, path, now) => ({
  method: request.method,
  path,
  query: Object.fromEntries(new URL(request.url).searchParams),
  body: await readBody(request),
  headers: Object.fromEntries(request.headers),
  at: now(),
  status: null,
});

/** Whether the platform handles the request that this fault happens to. */
const reachesPlatform = (/** @type {TakenFault} */ {kind, handled}) =>
  Boolean(handled) || (kind !== 'status' && kind !== 'html');

/**
 * @param {import('./context.js').SimulatorContext} context
 * @param {Fault[]} faults Used up in place.
 * @param {RecordedRequest[]} requests Each request is added.
 * @param {() => void} [onHandled] Called after the platform handled a request.
 */
export function createFetchHandler(context, faults, requests, onHandled = () => {}) {
  const {options, prefix, now, secret, wait} = context;
  const routes = createRoutes(prefix);
  /**
   * @param {Request} request
   * @param {Exchange} exchange
   */
  async function handle(request, exchange) {
    const response = await routes.fetch(request, {exchange, simulator: context});
    onHandled();
    return exchange.isDropped ? null : response;
  }

  /**
   * @param {Request} request
   * @param {TakenFault} fault
   * @param {Exchange} exchange
   * @returns {Promise<Response | null>} null where the connection dies in place of an answer.
   */
  async function answerWithFault(request, fault, exchange) {
    const {kind, delay} = fault;
    if (delay) await wait(delay);
    if (kind === 'timeout') await aborted(request.signal);
    if (LOST_REQUESTS.includes(kind)) return null;

    const response = reachesPlatform(fault) ? await handle(request, exchange) : null;
    if (exchange.isDropped) return null;
    if (kind === 'timeout-after') await aborted(request.signal);
    if (LOST_ANSWERS.includes(kind)) return null;
    return kind === 'delay' ? response : damagedResponse(fault, response);
  }

  /**
   * Answers a request. Where the connection has to die instead, it returns `Response.error()`
   * (`type` "error"): a Service Worker can pass it to the page, and a server closes the socket.
   *
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async function fetch(request) {
    const path = new URL(request.url).pathname.slice(prefix.length);
    const fault = takeFault(faults, request.method, path);
    if (request.method === 'OPTIONS') {
      return fault ? damagedResponse(fault, null) : preflightResponse(request, options);
    }
    const recorded = await recordOf(request, path, now);
    requests.push(recorded);
    if (requests.length > MAX_RECORDED_REQUESTS) requests.shift();
    if (fault) recorded.fault = fault.kind;
    /** @type {Exchange} */
    const exchange = {headers: {}, isDropped: false};
    const response = fault
      ? await answerWithFault(request, fault, exchange)
      : await handle(request, exchange);
    recorded.status = response?.status ?? 0;
    if (!response) return Response.error();

    const headers = new Headers({
      ...exchange.headers, rcrequestid: secret(12), ...corsHeaders(request, options),
    });
    response.headers.forEach((value, name) => headers.set(name, value));
    return new Response(response.body, {status: response.status, headers});
  }

  /** Like `fetch` in a page: rejects where the connection dies, and when it is aborted. */
  async function network(
    /** @type {RequestInfo | URL} */ input,
    /** @type {RequestInit} */ init = {},
  ) {
    const request = new Request(input, init);
    const {signal} = request;
    signal.throwIfAborted();
    const abort = aborted(signal).then(() => signal.throwIfAborted());
    const response = /** @type {Response} */ (await Promise.race([fetch(request), abort]));
    if (response.type === 'error') throw new TypeError('The connection was lost.');
    return response;
  }

  return {fetch, network};
}
