// The process of all lines. Their package ends the process that loaded it with an error, so it has
// one of its own.
import {openNodeFarEnd} from './node-audio.js';

const REPORT_MS = 40;

/** @type {Map<number, import('./audio.js').FarEnd>} */
const lines = new Map();

/** @param {Record<string, unknown>} message */
const send = (message) => process.send?.(message);

/** @param {import('./line.js').LineRequest} request @returns {Promise<unknown>} */
async function handle({line, method, value}) {
  if (method === 'open') {
    lines.set(line, await openNodeFarEnd(() => send({line, isLost: true})));
    return;
  }
  const farEnd = lines.get(line);
  if (method === 'close') lines.delete(line);
  return farEnd?.[method](value);
}

process.on('message', async (/** @type {import('./line.js').LineRequest} */ request) => {
  const {id} = request;
  try {
    send({id, result: await handle(request)});
  } catch (error) {
    send({id, error: /** @type {Error} */ (error).message});
  }
});

process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

setInterval(() => {
  for (const [line, farEnd] of lines) send({line, heard: farEnd.heard()});
}, REPORT_MS);
