// The process of one line: its package ends the process that loaded it, so it has one of its own.
import {openNodeFarEnd} from './node-audio.js';

const REPORT_MS = 40;

/** @param {Record<string, unknown>} message */
const send = (message) => process.send?.(message);

const end = () => process.kill(process.pid, 'SIGKILL');

process.once('disconnect', end);

try {
  const farEnd = await openNodeFarEnd(() => send({lost: true}));
  process.on('message', async (/** @type {any} */ {id, method, value}) => {
    try {
      const result = await farEnd[/** @type {'answer' | 'offer' | 'accept' | 'play'} */ (method)](value);
      send({id, result, heard: farEnd.heard()});
    } catch (error) {
      send({id, error: String(error)});
    }
  });
  setInterval(() => send({heard: farEnd.heard()}), REPORT_MS);
  send({ready: true});
} catch (error) {
  send({failed: /** @type {Error} */ (error).message});
}
