/**
 * @typedef {Pick<import('./connection.js').Connection, 'receive' | 'lost'>} Connection
 *
 * @typedef {object} Gateway The platform's end of sockets.
 * @property {(url: URL, transport: import('./connection.js').Transport) => Connection | null} connect
 */

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/** A socket that talks to a gateway in the same page. */
class StandInSocket extends EventTarget {
  static CONNECTING = CONNECTING;
  static OPEN = OPEN;
  static CLOSED = CLOSED;
  /** @type {((event: any) => void) | null} */ onopen = null;
  /** @type {((event: any) => void) | null} */ onmessage = null;
  /** @type {((event: any) => void) | null} */ onerror = null;
  /** @type {((event: any) => void) | null} */ onclose = null;
  readyState = CONNECTING;
  /** @type {Gateway} */ #gateway;
  /** @type {Connection | null} */ #connection = null;

  /** @param {Gateway} gateway @param {string | URL} url @param {string} protocol */
  constructor(gateway, url, protocol) {
    super();
    this.#gateway = gateway;
    this.url = String(url);
    this.protocol = protocol;
    queueMicrotask(() => this.#open());
  }

  #open() {
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    /** A socket opens before its first frame comes. @type {string[] | null} */
    let early = [];
    this.#connection = this.#gateway.connect(new URL(this.url), {
      send: (text) => early ? void early.push(text) : this.#deliver(text),
      close: (code, reason = '') => this.#closed(code, reason),
    });
    if (!this.#connection) {
      this.#fire('error');
      return this.#closed(1006, '');
    }
    this.#fire('open');
    const frames = early;
    early = null;
    for (const text of frames) this.#deliver(text);
  }

  /** @param {string} text */
  #deliver(text) {
    queueMicrotask(() => {
      if (this.readyState === OPEN) this.#fire('message', {data: text});
    });
  }

  /** @param {string} text */
  send(text) {
    if (this.readyState === CONNECTING) {
      throw new DOMException('The socket is not open yet.', 'InvalidStateError');
    }
    queueMicrotask(() => this.#connection?.receive(text));
  }

  /** @param {number} [code] @param {string} [reason] */
  close(code = 1005, reason = '') {
    if (this.readyState === CLOSED) return;
    this.#connection?.lost();
    this.readyState = CLOSED;
    queueMicrotask(() => this.#fire('close', {code, reason, wasClean: true}));
  }

  /** @param {number} code @param {string} reason */
  #closed(code, reason) {
    // Frames that were sent before the end still arrive.
    queueMicrotask(() => {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      this.#fire('close', {code, reason, wasClean: code !== 1006});
    });
  }

  /** @param {string} type @param {Record<string, unknown>} [fields] */
  #fire(type, fields = {}) {
    const event = Object.assign(new Event(type), fields);
    /** @type {any} */ (this)[`on${type}`]?.(event);
    this.dispatchEvent(event);
  }
}

/**
 * A `WebSocket` for places where no socket can be opened.
 *
 * @param {Gateway} gateway
 * @returns {typeof WebSocket}
 */
export function createStandInSocket(gateway) {
  class SocketOfGateway extends StandInSocket {
    /** @param {string | URL} url @param {string} [protocol] */
    constructor(url, protocol = '') {
      super(gateway, url, protocol);
    }
  }
  return /** @type {typeof WebSocket} */ (/** @type {unknown} */ (SocketOfGateway));
}
