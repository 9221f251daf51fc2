import {RemoteLines} from '../sip/remote-lines.js';

/**
 * The Service Worker's end of its pages' sockets, and of the lines of pages that are phones.
 *
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./gateway.js').Gateway} Gateway
 * @typedef {import('../sip/sip-gateway.js').SipGateway} SipGateway
 * @typedef {import('../sip/remote-lines.js').LineMessage} LineMessage
 *
 * @typedef {object} ToWorker Without more than its id, a message is a sign of life.
 * @property {string} socket Id.
 * @property {string} [url] Opens the socket.
 * @property {string} [text] A frame.
 * @property {boolean} [isClosed]
 *
 * @typedef {Partial<ToWorker> & Partial<LineMessage>} FromPage Of a socket, or of a line.
 *
 * @typedef {object} ToPage Without a frame, the socket is closed.
 * @property {string} socket Id.
 * @property {string} [text] A frame.
 * @property {number} [code]
 * @property {string} [reason]
 *
 * @typedef {object} Page
 * @property {string} [id]
 * @property {(message: ToPage | import('../sip/remote-lines.js').LineRequest) => void} postMessage
 *
 * @typedef {object} Platform What sockets lead to, by their paths.
 * @property {(pathname: string) => Promise<Gateway | null>} gatewayOf
 * @property {(pathname: string) => Promise<SipGateway | null>} sipOf
 */

/** A page that is gone says nothing. */
const PAGE_LOST_AFTER_MS = 30_000;

const BROKEN = 1006;

/** Sockets and lines of the pages of one worker. */
export class WorkerEnd {
  /** @type {Platform} */ #platform;
  /** @type {() => number} */ #now;
  /** By id. @type {Map<string, {connection: Pick<Connection, 'receive' | 'lost'>, heardAt: number}>} */
  #sockets = new Map();
  /** By the id of the page. @type {Map<string | undefined, {lines: RemoteLines, heardAt: number}>} */
  #pages = new Map();
  #lastHandled = Promise.resolve();

  /** @param {Platform} platform @param {() => number} [now] */
  constructor(platform, now = Date.now) {
    this.#platform = platform;
    this.#now = now;
  }

  /** @param {FromPage} message @param {Page} page */
  receive(message, page) {
    // One after the other: a phone speaks at once, and its socket may open late.
    const handled = this.#lastHandled.then(() => this.#handle(message, page));
    this.#lastHandled = handled.catch(() => {});
    return handled;
  }

  /** @param {FromPage} message @param {Page} page */
  async #handle(message, page) {
    const {line, socket} = message;
    this.#loseSilent();
    const known = this.#pages.get(page.id);
    if (known) known.heardAt = this.#now();
    if (socket !== undefined) return this.#receiveOfSocket({...message, socket}, page);
    if (line !== undefined) known?.lines.receive({...message, line});
  }

  /** @param {ToWorker} message @param {Page} page */
  async #receiveOfSocket({socket, url, text, isClosed}, page) {
    if (url !== undefined) return this.#open(socket, new URL(url), page);
    const open = this.#sockets.get(socket);
    // The browser may have ended the worker, and with it the socket.
    if (!open) return isClosed ? undefined : page.postMessage({socket, code: BROKEN});
    open.heardAt = this.#now();
    if (text !== undefined) open.connection.receive(text);
    if (isClosed) this.#lose(socket);
  }

  /** @param {string} socket @param {URL} url @param {Page} page */
  async #open(socket, url, page) {
    const connection = await this.#connect(url, {
      send: (text) => page.postMessage({socket, text}),
      close: (/** @type {[code?: number, reason?: string]} */ ...[code = BROKEN, reason]) => {
        this.#sockets.delete(socket);
        page.postMessage({socket, code, ...(reason === undefined ? {} : {reason})});
      },
      openFarEnd: (onLost) => this.#linesOf(page).open(onLost),
    });
    if (connection) this.#sockets.set(socket, {connection, heardAt: this.#now()});
    else page.postMessage({socket, code: BROKEN});
  }

  /**
   * @param {URL} url
   * @param {Required<import('../sip/sip-connection.js').SipTransport> & {
   *   close: (code?: number, reason?: string) => void,
   * }} transport
   */
  async #connect(url, transport) {
    const gateway = await this.#platform.gatewayOf(url.pathname);
    if (gateway) return gateway.connect(url, transport);
    const sip = await this.#platform.sipOf(url.pathname);
    return sip?.accepts() ? sip.connect(transport) : null;
  }

  /** @param {Page} page */
  #linesOf(page) {
    const known = this.#pages.get(page.id);
    if (known) return known.lines;
    const lines = new RemoteLines((request) => page.postMessage(request));
    this.#pages.set(page.id, {lines, heardAt: this.#now()});
    return lines;
  }

  /** @param {string} socket */
  #lose(socket) {
    this.#sockets.get(socket)?.connection.lost();
    this.#sockets.delete(socket);
  }

  #loseSilent() {
    const limit = this.#now() - PAGE_LOST_AFTER_MS;
    for (const [socket, {heardAt}] of this.#sockets) if (heardAt < limit) this.#lose(socket);
    for (const [id, {lines, heardAt}] of this.#pages) {
      if (heardAt >= limit) continue;
      this.#pages.delete(id);
      lines.end();
    }
  }
}
