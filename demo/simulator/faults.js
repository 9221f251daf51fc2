/**
 * A fault that a test orders. It happens to the next matching requests, and is then used up.
 *
 * @typedef {'status' | 'drop-before' | 'drop-after' | 'drop-body' | 'timeout' | 'timeout-after'
 *   | 'truncated' | 'wrong-types' | 'empty' | 'html' | 'delay'} FaultKind
 * `drop-before`, `timeout`: the platform never receives the request.
 * `drop-after`, `timeout-after`: the platform handles it, and the answer is lost.
 * `drop-body`: the connection breaks half-way through the body.
 * `truncated`, `wrong-types`, `empty`: the platform handles the request, and the answer is damaged.
 * `status`, `html`: this answer comes in place of the platform's.
 * `delay`: the answer is only late.
 *
 * @typedef {object} Fault
 * @property {string} [method] Any but OPTIONS when absent.
 * @property {RegExp | string} [path] From `/restapi/` on. A string matches as a part of the path;
 *   any path matches when absent.
 * @property {number} [times] 1 when absent.
 * @property {FaultKind} [kind] When absent: `status` if a status or a body is given, else `delay`.
 * @property {number} [status]
 * @property {unknown} [body] A string as it is, anything else as JSON.
 * @property {Record<string, string>} [headers]
 * @property {number} [delay] ms
 * @property {boolean} [handled] With `status` and `html`: the platform handles the request all the
 *   same.
 *
 * @typedef {Fault & {kind: FaultKind}} TakenFault
 */

const STATUSES_WITHOUT_BODY = [204, 205, 304];

/** Servers read one chunk ahead before they send the headers. */
const BREAK_DELAY_MS = 20;

const HTML = '<!DOCTYPE html><html lang="en"><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';

/**
 * @param {Fault} fault
 * @param {string} method
 * @param {string} path
 */
function isMatching(fault, method, path) {
  const isMethod = fault.method ? fault.method.toUpperCase() === method : method !== 'OPTIONS';
  if (!isMethod || fault.path === undefined) return isMethod;
  if (typeof fault.path === 'string') return path.includes(fault.path);
  return new RegExp(fault.path).test(path);
}

/** @param {Fault} fault @returns {FaultKind} */
function kindOf({kind, status, body}) {
  const isAnswer = status !== undefined || body !== undefined;
  return kind ?? (isAnswer ? 'status' : 'delay');
}

/**
 * @param {Fault[]} faults Used up in place.
 * @param {string} method
 * @param {string} path
 * @returns {TakenFault | undefined}
 */
export function takeFault(faults, method, path) {
  const index = faults.findIndex((fault) => isMatching(fault, method, path));
  const fault = faults[index];
  if (!fault) return undefined;
  const timesLeft = (fault.times ?? 1) - 1;
  if (timesLeft > 0) faults[index] = {...fault, times: timesLeft};
  else faults.splice(index, 1);
  return {...fault, kind: kindOf(fault)};
}

/** @param {unknown} value @returns {unknown} A value of another type. */
function withOtherType(value) {
  if (typeof value === 'string') return {value};
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return 'none';
  return 7;
}

/** Gives every property of a JSON object a value of another type. */
function withWrongTypes(/** @type {string} */ json) {
  const value = parseJson(json);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) return JSON.stringify([value]);
  const entries = Object.entries(value).map(([key, member]) => [key, withOtherType(member)]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** The value of a JSON text; any other text as it is. */
function parseJson(/** @type {string} */ text) {
  try { return JSON.parse(text); } catch { return text; }
}

/** The body that a fault brings along. */
function bodyText(/** @type {Fault} */ {body}) {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/**
 * @param {FaultKind} kind
 * @param {string | undefined} ownText The fault's body.
 * @param {string} realText The platform's body.
 */
function damagedText(kind, ownText, realText) {
  const text = ownText ?? realText;
  switch (kind) {
    case 'drop-body': return text || '{}';
    case 'truncated': return text.slice(0, Math.floor(text.length / 2));
    case 'wrong-types': return ownText ?? withWrongTypes(realText);
    case 'empty': return '';
    case 'html': return ownText ?? HTML;
    default: return ownText ?? '';
  }
}

/** @param {TakenFault} fault @param {Response | null} realResponse */
function statusOf({status, kind}, realResponse) {
  if (status !== undefined) return status;
  if (kind === 'html') return 502;
  return realResponse?.status ?? 500;
}

/**
 * The answer that comes in place of the platform's own.
 *
 * @param {TakenFault} fault
 * @param {Response | null} realResponse The platform's answer, if it handled the request.
 */
export async function damagedResponse(fault, realResponse) {
  const realText = realResponse ? await realResponse.text() : '';
  const text = damagedText(fault.kind, bodyText(fault), realText);
  const body = fault.kind === 'drop-body' ? breakingStream(text) : text;
  const status = statusOf(fault, realResponse);
  const contentType = fault.kind === 'html' ? 'text/html' : 'application/json';
  const response = new Response(STATUSES_WITHOUT_BODY.includes(status) ? null : body, {
    status, headers: {'content-type': contentType, ...fault.headers},
  });
  if (fault.kind === 'drop-body') {
    // Some clients take a closed connection for the end of a body; the length tells them apart.
    response.headers.set('content-length', String(new TextEncoder().encode(text).length));
  }
  return response;
}

/** Half of the text, then an error. */
function breakingStream(/** @type {string} */ text) {
  let isHalfSent = false;
  return new ReadableStream({
    async pull(controller) {
      if (isHalfSent) {
        await new Promise((resolve) => setTimeout(resolve, BREAK_DELAY_MS));
        return controller.error(new TypeError('The connection was lost.'));
      }
      isHalfSent = true;
      controller.enqueue(new TextEncoder().encode(text.slice(0, Math.ceil(text.length / 2))));
    },
  }, {highWaterMark: 0});
}
