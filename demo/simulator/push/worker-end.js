/**
 * The Service Worker's end of its pages' sockets.
 *
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./gateway.js').Gateway} Gateway
 *
 * @typedef {object} ToWorker Without more than its id, a message is a sign of life.
 * @property {string} socket Id.
 * @property {string} [url] Opens the socket.
 * @property {string} [text] A frame.
 * @property {boolean} [isClosed]
 *
 * @typedef {object} ToPage Without a frame, the socket is closed.
 * @property {string} socket Id.
 * @property {string} [text] A frame.
 * @property {number} [code]
 * @property {string} [reason]
 *
 * @typedef {{postMessage: (message: ToPage) => void}} Page
 */

/** A page that is gone says nothing. */
const PAGE_LOST_AFTER_MS = 30_000;

const BROKEN = 1006;

/** Sockets of the pages of one worker. */
export class WorkerEnd {
  /** @type {(pathname: string) => Promise<Gateway | null>} */ #gatewayOf;
  /** @type {() => number} */ #now;
  /** By id. @type {Map<string, {connection: Connection, heardAt: number}>} */
  #sockets = new Map();

  /** @param {(pathname: string) => Promise<Gateway | null>} gatewayOf @param {() => number} [now] */
  constructor(gatewayOf, now = Date.now) {
    this.#gatewayOf = gatewayOf;
    this.#now = now;
  }

  /** @param {ToWorker} message @param {Page} page */
  async receive(message, page) {
    const {socket, url, text, isClosed} = message;
    if (url !== undefined) return this.#open(socket, new URL(url), page);
    const open = this.#sockets.get(socket);
    // The browser may have ended the worker, and with it the socket.
    if (!open) return isClosed ? undefined : page.postMessage({socket, code: BROKEN});
    open.heardAt = this.#now();
    if (text !== undefined) open.connection.receive(text);
    if (isClosed) this.#lose(socket);
    this.#loseSilent();
  }

  /** @param {string} socket @param {URL} url @param {Page} page */
  async #open(socket, url, page) {
    const gateway = await this.#gatewayOf(url.pathname);
    const connection = gateway?.connect(url, {
      send: (text) => page.postMessage({socket, text}),
      close: (code, reason) => {
        this.#sockets.delete(socket);
        page.postMessage({socket, code, ...(reason === undefined ? {} : {reason})});
      },
    });
    if (connection) this.#sockets.set(socket, {connection, heardAt: this.#now()});
    else page.postMessage({socket, code: BROKEN});
  }

  /** @param {string} socket */
  #lose(socket) {
    this.#sockets.get(socket)?.connection.lost();
    this.#sockets.delete(socket);
  }

  #loseSilent() {
    const limit = this.#now() - PAGE_LOST_AFTER_MS;
    for (const [socket, {heardAt}] of this.#sockets) if (heardAt < limit) this.#lose(socket);
  }
}
