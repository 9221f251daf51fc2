/**
 * A fault that tests order: it happens to the next matching requests, and is then used up.
 *
 * @typedef {'status' | 'drop-before' | 'drop-after' | 'drop-body' | 'timeout' | 'timeout-after' | 'truncated'
 *   | 'wrong-types' | 'empty' | 'html' | 'delay'} FaultKind
 * `drop-before` and `timeout`: the request never reached anybody. `drop-after` and `timeout-after`: it did, and its
 * answer is lost. `drop-body`: the connection dies half-way through the body. `truncated`, `wrong-types`, `empty`: the
 * request is handled, its answer damaged. `status` and `html` answer instead of the platform. `delay` only waits.
 *
 * @typedef {object} Fault
 * @property {string} [method] Any but OPTIONS when absent.
 * @property {RegExp | string} [path] From `/restapi/` on; a string has to be contained. Any when absent.
 * @property {number} [times] 1 when absent.
 * @property {FaultKind} [kind] When absent: `status` where a status or body is given, else `delay`.
 * @property {number} [status]
 * @property {unknown} [body] Text as it is, anything else as JSON.
 * @property {Record<string, string>} [headers]
 * @property {number} [delay] ms
 * @property {boolean} [handled] Whether the platform does what was asked for all the same (`status`, `html`).
 */

/**
 * @param {Fault[]} faults Used up in place.
 * @param {string} method
 * @param {string} path
 * @returns {Fault & {kind: FaultKind} | undefined}
 */
export function takeFault(faults, method, path) {
  const index = faults.findIndex((fault) =>
    (fault.method ? fault.method.toUpperCase() === method : method !== 'OPTIONS')
    && (fault.path === undefined || (typeof fault.path === 'string' ? path.includes(fault.path) : new RegExp(fault.path).test(path))));
  const fault = faults[index];
  if (!fault) return undefined;
  fault.kind ??= fault.status === undefined && fault.body === undefined ? 'delay' : 'status';
  const left = (fault.times ?? 1) - 1;
  if (left > 0) faults[index] = {...fault, times: left};
  else faults.splice(index, 1);
  return /** @type {Fault & {kind: FaultKind}} */ (fault);
}

/** Every value of an object becomes one of another type. */
function wrongTypes(/** @type {unknown} */ value) {
  const other = (/** @type {unknown} */ one) => {
    if (typeof one === 'string') return {value: one};
    if (typeof one === 'number') return [one];
    if (Array.isArray(one)) return 'none';
    return 7;
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, other(one)]));
}

const HTML = '<!DOCTYPE html><html lang="en"><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';

/**
 * The answer that is given instead of the platform's own.
 *
 * @param {Fault} fault
 * @param {Response | null} real What the platform answered, where it was asked.
 * @returns {Promise<Response>}
 */
export async function damaged(fault, real) {
  const text = real ? await real.text() : '';
  const status = fault.status ?? (fault.kind === 'html' ? 502 : real?.status ?? 500);
  const given = typeof fault.body === 'string' ? fault.body : fault.body === undefined ? null : JSON.stringify(fault.body);
  const answer = (/** @type {string | ReadableStream | null} */ body, type = 'application/json') =>
    new Response([204, 205, 304].includes(status) ? null : body, {status, headers: {'content-type': type, ...fault.headers}});
  switch (fault.kind) {
    case 'truncated': return answer((given ?? text).slice(0, Math.floor((given ?? text).length / 2)));
    case 'wrong-types': return answer(given ?? JSON.stringify(wrongTypes(parsed(text))));
    case 'empty': return answer('');
    case 'html': return answer(given ?? HTML, 'text/html');
    case 'drop-body': {
      const whole = (given ?? text) || '{}';
      const broken = answer(dying(whole));
      // So that a client knows what it misses: some take the end of a connection for the end of a body.
      broken.headers.set('content-length', String(new TextEncoder().encode(whole).length));
      return broken;
    }
    default: return answer(given ?? '');
  }
}

/** @param {string} text */
function parsed(text) {
  try { return JSON.parse(text); } catch { return text; }
}

/** Half of the text, then nothing more. */
function dying(/** @type {string} */ text) {
  let sent = false;
  return new ReadableStream({
    async pull(controller) {
      if (sent) {
        // Servers look a chunk ahead before they send the headers.
        await new Promise((resolve) => setTimeout(resolve, 20));
        return controller.error(new TypeError('The connection was lost.'));
      }
      sent = true;
      controller.enqueue(new TextEncoder().encode(text.slice(0, Math.ceil(text.length / 2))));
    },
  }, {highWaterMark: 0});
}
