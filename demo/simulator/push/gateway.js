import {Connection} from './connection.js';
import {PushSession} from './push-session.js';
import {isTicketValid, useTicket} from './tickets.js';

/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('./connection.js').Transport} Transport
 *
 * @typedef {object} RecordedFrame
 * @property {number} at Epoch ms.
 * @property {number} socket Counted from 1 on.
 * @property {'in' | 'out'} direction As the platform sees it.
 * @property {any} frame
 */

/** A server that runs for weeks must not grow without end. */
const MAX_RECORDED_FRAMES = 5000;

/**
 * The platform's end of all sockets of one world. It knows no transport: a server of Node and a
 * stand-in in a page both drive it. While a socket is open, one timer waits for the next moment at
 * which something changes; otherwise there is none.
 */
export class Gateway {
  /** @type {SimulatorContext} */ #simulator;
  /** @type {import('../faults.js').Fault[]} */ #faults;
  /** @type {Set<Connection>} */ #connections = new Set();
  /** @type {Set<PushSession>} */ #sessions = new Set();
  #socketCount = 0;
  #cancelTimer = () => {};
  /** The last frames of all sockets, oldest first. @type {RecordedFrame[]} */
  frames = [];

  /** @param {SimulatorContext} simulator @param {import('../faults.js').Fault[]} faults */
  constructor(simulator, faults) {
    this.#simulator = simulator;
    this.#faults = faults;
  }

  /** Whether a connection to this address would be opened. @param {URL} url */
  accepts(url) {
    return isTicketValid(this.#simulator, url.searchParams.get('access_token') ?? '');
  }

  /**
   * Opens a connection.
   *
   * @param {URL} url
   * @param {Transport} transport
   * @returns {Connection | null} null where the ticket opens none.
   */
  connect(url, transport) {
    const tokens = useTicket(this.#simulator, url.searchParams.get('access_token') ?? '');
    if (!tokens) return null;
    const wanted = url.searchParams.get('wsc');
    const recovered = this.#recover(wanted, tokens);
    const session = recovered ?? new PushSession(this.#simulator, tokens);
    this.#sessions.add(session);
    const socket = ++this.#socketCount;
    const recoveryState = recovered ? 'Successful' : 'Failed';
    const base = `${url.origin.replace(/^ws/, 'http')}${this.#simulator.prefix}`;
    const connection = new Connection({
      simulator: this.#simulator, faults: this.#faults, session, transport, base,
      record: (direction, frame) => this.#record({at: this.#simulator.now(), socket, direction, frame}),
      onActivity: () => this.#plan(),
      onClose: () => this.#forget(connection),
    }, wanted === null ? undefined : recoveryState);
    this.#connections.add(connection);
    this.update();
    return connection;
  }

  /**
   * The session that a lost connection left behind. Its own socket, if still open, is closed.
   *
   * @param {string | null} token
   * @param {import('../facts.js').TokenPair} tokens
   */
  #recover(token, tokens) {
    const session = [...this.#sessions].find((one) => one.token === token);
    if (!session?.isRecoverableBy(tokens)) return null;
    for (const connection of this.#connections) {
      if (connection.session === session) connection.close();
    }
    session.lostAt = null;
    session.renewToken();
    return session;
  }

  /** @param {Connection} connection */
  #forget(connection) {
    this.#connections.delete(connection);
    this.#plan();
  }

  /** @param {RecordedFrame} frame */
  #record(frame) {
    this.frames.push(frame);
    if (this.frames.length > MAX_RECORDED_FRAMES) this.frames.shift();
  }

  /** Sends what has changed, and waits for the next change. */
  update() {
    for (const connection of [...this.#connections]) connection.update();
    this.#plan();
  }

  #plan() {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    const next = Math.min(...[...this.#connections].map((one) => one.nextUpdate()));
    if (next === Infinity) return;
    const ms = Math.max(1, Math.ceil(next - this.#simulator.now()));
    this.#cancelTimer = this.#simulator.schedule(ms, () => this.update());
  }

  /** The open sockets: their users and event filters. */
  sockets() {
    return [...this.#connections].map(({session}) => ({
      extensionId: session.tokens.user.extensionId,
      clientId: session.tokens.clientId,
      filters: session.subscription?.filters.enabled.map(({event}) => event) ?? [],
    }));
  }

  /**
   * Breaks all sockets.
   *
   * @param {{code?: number, forget?: boolean}} [how] `forget`: none can be recovered.
   * @returns {number} How many there were.
   */
  dropAll({code = 1006, forget = false} = {}) {
    const connections = [...this.#connections];
    for (const connection of connections) connection.close(code);
    if (forget) this.#sessions.clear();
    return connections.length;
  }

  /** Forgets everything. */
  reset() {
    this.dropAll({forget: true});
    this.frames.length = 0;
  }
}
