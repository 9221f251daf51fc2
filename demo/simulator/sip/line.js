import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/**
 * Far ends in another process, which is there while a line is open.
 *
 * @typedef {import('./audio.js').FarEnd} FarEnd
 * @typedef {import('./audio.js').Heard} Heard
 * @typedef {{resolve: (value: any) => void, reject: (error: Error) => void}} Waiting
 *
 * @typedef {object} LineRequest
 * @property {number} id
 * @property {number} line
 * @property {'open' | 'answer' | 'offer' | 'accept' | 'play' | 'close'} method
 * @property {any} [value]
 *
 * @typedef {{onLost: () => void, heard: Heard}} Line
 */

/** Platforms for which the package of the audio has a binary. */
const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];

/** Whether calls have sound here, once all packages are installed. */
export const canHaveAudio = PLATFORMS.includes(`${process.platform}-${process.arch}`);

const PROCESS = fileURLToPath(new URL('audio-process.js', import.meta.url));

const CLOSED = 'The line is closed.';

/** The process with its lines, and the requests that it has not answered. */
class AudioProcess {
  /** @type {import('node:child_process').ChildProcess} */ #child;
  /** @type {Map<number, Waiting>} */ #waiting = new Map();
  #requestCount = 0;
  /** @type {Map<number, Line>} */ lines = new Map();
  isOver = false;

  constructor() {
    this.#child = fork(PROCESS, {stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: []});
    this.#child.on('message', (/** @type {any} */ message) => this.#receive(message));
    this.#child.once('exit', () => this.#end());
    this.#child.once('error', () => this.#end());
  }

  /**
   * @param {number} line
   * @param {LineRequest['method']} method
   * @param {unknown} [value]
   * @returns {Promise<any>}
   */
  request(line, method, value) {
    const id = ++this.#requestCount;
    return new Promise((resolve, reject) => {
      if (this.isOver) return reject(new Error(CLOSED));
      this.#waiting.set(id, {resolve, reject});
      this.#child.send({id, line, method, value}, (error) => {
        if (error) this.#end();
      });
    });
  }

  /** @param {number} line */
  close(line) {
    if (!this.lines.delete(line)) return;
    if (this.lines.size) return void this.request(line, 'close').catch(() => {});
    this.isOver = true;
    this.#child.kill('SIGKILL');
  }

  /** @param {any} message */
  #receive({id, result, error, line, heard, isLost}) {
    const opened = this.lines.get(line);
    if (opened && heard) opened.heard = heard;
    if (isLost) opened?.onLost();
    const {resolve, reject} = this.#waiting.get(id) ?? {};
    this.#waiting.delete(id);
    if (error === undefined) resolve?.(result);
    else reject?.(new Error(error));
  }

  #end() {
    this.isOver = true;
    for (const {reject} of this.#waiting.values()) reject(new Error(CLOSED));
    this.#waiting.clear();
    const lost = [...this.lines.values()];
    this.lines.clear();
    for (const {onLost} of lost) onLost();
  }
}

/** Lines that share a process. @returns {import('./audio.js').OpenFarEnd} */
export function createLines() {
  /** @type {AudioProcess | null} */
  let shared = null;
  let lineCount = 0;

  return async (onLost) => {
    if (!shared || shared.isOver) shared = new AudioProcess();
    const audio = shared;
    const id = ++lineCount;
    /** @type {Line} */
    const line = {onLost, heard: {peak: 0, loudest: 0, digits: ''}};
    audio.lines.set(id, line);
    try {
      await audio.request(id, 'open');
    } catch (error) {
      audio.close(id);
      throw error;
    }
    return {
      answer: (sdp) => audio.request(id, 'answer', sdp),
      offer: () => audio.request(id, 'offer'),
      accept: (sdp) => audio.request(id, 'accept', sdp),
      play: (sound) => { audio.request(id, 'play', sound).catch(() => {}); },
      heard: () => line.heard,
      close: () => audio.close(id),
    };
  };
}
