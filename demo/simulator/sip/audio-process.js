// The process of all lines. Their package ends the process that loaded it with an error, so it has
// one of its own.
import {createLineHost} from './line-host.js';
import {openNodeFarEnd} from './node-audio.js';

const REPORT_MS = 40;

const handle = createLineHost(openNodeFarEnd, (message) => process.send?.(message), REPORT_MS);

process.on('message', (/** @type {import('./remote-lines.js').LineRequest} */ request) =>
  void handle(request));
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
