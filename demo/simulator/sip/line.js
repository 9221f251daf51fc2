import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/**
 * The other end of a line, in a process of its own.
 *
 * @typedef {import('./audio.js').Heard} Heard
 * @typedef {{resolve: (value: any) => void, reject: (error: Error) => void}} Waiting
 */

/** Platforms for which the package of the audio has a binary. */
const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];

/** Whether calls have sound here, once all packages are installed. */
export const canHaveAudio = PLATFORMS.includes(`${process.platform}-${process.arch}`);

const PROCESS = fileURLToPath(new URL('audio-process.js', import.meta.url));

/** Requests to a process, and their answers. @param {import('node:child_process').ChildProcess} child */
function createRequests(child) {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let count = 0;
  return {
    /** @param {string} method @param {unknown} [value] @returns {Promise<any>} */
    request(method, value) {
      const id = ++count;
      return new Promise((resolve, reject) => {
        waiting.set(id, {resolve, reject});
        if (child.connected) child.send({id, method, value});
        else reject(new Error('The line is closed.'));
      });
    },
    /** @param {{id: number, result?: unknown, error?: string}} answer */
    settle({id, result, error}) {
      const {resolve, reject} = waiting.get(id) ?? {};
      waiting.delete(id);
      if (error === undefined) resolve?.(result);
      else reject?.(new Error(error));
    },
    /** @param {string} reason */
    rejectAll(reason) {
      for (const {reject} of waiting.values()) reject(new Error(reason));
      waiting.clear();
    },
  };
}

/** @type {import('./audio.js').OpenFarEnd} */
export async function openLine(onLost) {
  const child = fork(PROCESS, {stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: []});
  const {rejectAll, request, settle} = createRequests(child);
  /** @type {Heard} */
  let heard = {peak: 0, loudest: 0, digits: ''};
  let isClosed = false;
  const closed = new Promise((resolve) => child.once('exit', resolve));

  await new Promise((resolve, reject) => {
    child.on('message', (/** @type {any} */ message) => {
      if (message.heard) heard = message.heard;
      if (message.ready) resolve(undefined);
      if (message.failed) reject(new Error(message.failed));
      if (message.lost && !isClosed) onLost();
      if (message.id) settle(message);
    });
    void closed.then(() => {
      reject(new Error('The process of the line has ended.'));
      rejectAll('The line is closed.');
      if (!isClosed) onLost();
    });
  }).catch((error) => {
    isClosed = true;
    child.kill('SIGKILL');
    throw error;
  });

  return {
    answer: (sdp) => request('answer', sdp),
    offer: () => request('offer'),
    accept: (sdp) => request('accept', sdp),
    play: (sound) => { request('play', sound).catch(() => {}); },
    heard: () => heard,
    close() {
      isClosed = true;
      child.kill('SIGKILL');
    },
  };
}
