/**
 * The place where far ends are, which messages reach.
 *
 * @typedef {import('./audio.js').FarEnd} FarEnd
 * @typedef {import('./remote-lines.js').LineRequest} LineRequest
 * @typedef {import('./remote-lines.js').LineMessage} LineMessage
 */

/**
 * @param {import('./audio.js').OpenFarEnd} openFarEnd
 * @param {(message: LineMessage) => void} send
 * @param {number} reportMs Between two messages of what a line hears.
 * @returns {(request: LineRequest) => Promise<void>} Takes a request, and sends its answer.
 */
export function createLineHost(openFarEnd, send, reportMs) {
  /** @type {Map<string, FarEnd>} */
  const lines = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function report() {
    for (const [line, farEnd] of lines) send({line, heard: farEnd.heard()});
  }

  /** @param {string} line */
  async function open(line) {
    lines.set(line, await openFarEnd(() => send({line, isLost: true})));
    timer ??= setInterval(report, reportMs);
  }

  /** @param {string} line */
  function close(line) {
    lines.get(line)?.close();
    lines.delete(line);
    if (lines.size) return;
    clearInterval(timer);
    timer = undefined;
  }

  /** @param {LineRequest} request @returns {unknown} */
  function handle({line, method, value}) {
    if (method === 'open') return open(line);
    if (method === 'close') return close(line);
    return lines.get(line)?.[method](value);
  }

  return async (request) => {
    const {id, line} = request;
    try {
      send({id, line, result: await handle(request)});
    } catch (error) {
      send({id, line, error: /** @type {Error} */ (error).message});
    }
  };
}
