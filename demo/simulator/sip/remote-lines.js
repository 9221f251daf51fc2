/**
 * Far ends at another place, to which messages go: another process, or the page of a Service Worker.
 *
 * @typedef {import('./audio.js').FarEnd} FarEnd
 * @typedef {import('./audio.js').Heard} Heard
 * @typedef {{resolve: (value: any) => void, reject: (error: Error) => void}} Waiting
 * @typedef {{onLost: () => void, heard: Heard}} Line
 *
 * @typedef {object} LineRequest
 * @property {string} id
 * @property {string} line
 * @property {'open' | 'answer' | 'offer' | 'accept' | 'play' | 'close'} method
 * @property {any} [value]
 *
 * @typedef {object} LineMessage An answer by its id, or news of a line.
 * @property {string} line
 * @property {string} [id]
 * @property {any} [result]
 * @property {string} [error]
 * @property {Heard} [heard]
 * @property {boolean} [isLost]
 */

const CLOSED = 'The line is closed.';

/** The lines of one place, and the requests that it has not answered. */
export class RemoteLines {
  /** @type {(request: LineRequest) => void} */ #send;
  /** @type {() => void} */ #onEmpty;
  /** @type {Map<string, Waiting>} */ #waiting = new Map();
  /** @type {Map<string, Line>} */ #lines = new Map();
  isOver = false;

  /** @param {(request: LineRequest) => void} send @param {() => void} [onEmpty] No line is left. */
  constructor(send, onEmpty = () => {}) {
    this.#send = send;
    this.#onEmpty = onEmpty;
  }

  /** @type {import('./audio.js').OpenFarEnd} */
  open = async (onLost) => {
    const id = crypto.randomUUID();
    /** @type {Line} */
    const line = {onLost, heard: {peak: 0, loudest: 0, digits: ''}};
    this.#lines.set(id, line);
    try {
      await this.#request(id, 'open');
    } catch (error) {
      this.#close(id);
      throw error;
    }
    return {
      answer: (sdp) => this.#request(id, 'answer', sdp),
      offer: () => this.#request(id, 'offer'),
      accept: (sdp) => this.#request(id, 'accept', sdp),
      play: (sound) => { this.#request(id, 'play', sound).catch(() => {}); },
      heard: () => line.heard,
      close: () => this.#close(id),
    };
  };

  /**
   * @param {string} line
   * @param {LineRequest['method']} method
   * @param {unknown} [value]
   * @returns {Promise<any>}
   */
  #request(line, method, value) {
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      if (this.isOver) return reject(new Error(CLOSED));
      this.#waiting.set(id, {resolve, reject});
      this.#send({id, line, method, value});
    });
  }

  /** @param {string} line */
  #close(line) {
    if (!this.#lines.delete(line)) return;
    this.#request(line, 'close').catch(() => {});
    if (!this.#lines.size) this.#onEmpty();
  }

  /** @param {LineMessage} message */
  receive({id = '', result, error, line, heard, isLost}) {
    const opened = this.#lines.get(line);
    if (opened && heard) opened.heard = heard;
    if (isLost) opened?.onLost();
    const {resolve, reject} = this.#waiting.get(id) ?? {};
    this.#waiting.delete(id);
    if (error === undefined) resolve?.(result);
    else reject?.(new Error(error));
  }

  /** The place is gone. */
  end() {
    this.isOver = true;
    for (const {reject} of this.#waiting.values()) reject(new Error(CLOSED));
    this.#waiting.clear();
    const lost = [...this.#lines.values()];
    this.#lines.clear();
    for (const {onLost} of lost) onLost();
  }
}
