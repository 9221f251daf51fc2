import {takeFault} from '../faults.js';
import {Outbox} from './outbox.js';
import {RECOVERY_BUFFER_SIZE} from './push-session.js';
import {fateOf, sentAnswer} from './socket-faults.js';
import {answerSocketRequest} from './subscriptions.js';

/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../errors.js').Answer} Answer
 * @typedef {import('../faults.js').Fault} Fault
 * @typedef {import('./push-session.js').PushSession} PushSession
 *
 * @typedef {object} Transport What carries the frames of one connection.
 * @property {(text: string) => void} send
 * @property {(code: number, reason?: string) => void} close 1006 = it breaks, without a farewell.
 *
 * @typedef {object} ConnectionSetup
 * @property {SimulatorContext} simulator
 * @property {Fault[]} faults Used up in place.
 * @property {PushSession} session
 * @property {Transport} transport
 * @property {string} base Of the address of this world.
 * @property {(direction: 'in' | 'out', frame: unknown) => void} record
 * @property {() => void} onActivity The time of the next update may be another one.
 * @property {() => void} onClose
 */

const IDLE_TIMEOUT_MS = 30 * 60_000;
const ABSOLUTE_TIMEOUT_MS = 24 * 3_600_000;
const BROKEN = 1006;
const NORMAL = 1000;

/** The value of a frame; any other text as it is. @returns {any} */
function parseFrame(/** @type {string} */ text) {
  try { return JSON.parse(text); } catch { return text; }
}

/** One open socket: frames in and out, and its end. */
export class Connection {
  #setup;
  #outbox;
  #isOpen = true;
  /** Epoch ms. */
  #openedAt;
  /** Epoch ms. */
  #activeAt;

  /** @param {ConnectionSetup} setup @param {'Successful' | 'Failed'} [recoveryState] */
  constructor(setup, recoveryState) {
    this.#setup = setup;
    const {simulator, transport, record} = setup;
    this.#outbox = new Outbox(simulator, (text) => {
      record('out', JSON.parse(text));
      transport.send(text);
    });
    this.#openedAt = simulator.now();
    this.#activeAt = this.#openedAt;
    this.#sendDetails(recoveryState);
  }

  get isOpen() { return this.#isOpen; }
  get session() { return this.#setup.session; }

  /** @param {'Successful' | 'Failed'} [recoveryState] */
  #sendDetails(recoveryState) {
    const {simulator, session} = this.#setup;
    this.#send({type: 'ConnectionDetails', status: 200, wsc: session.wsc()}, {
      creationTime: new Date(this.#openedAt).toISOString(),
      ...(recoveryState ? {recoveryState} : {}),
      maxConnectionsPerSession: 50,
      recoveryBufferSize: RECOVERY_BUFFER_SIZE,
      recoveryTimeout: simulator.options.recoveryTimeout,
      idleTimeout: IDLE_TIMEOUT_MS / 1000,
      absoluteTimeout: ABSOLUTE_TIMEOUT_MS / 1000,
      maxActiveRequests: 10,
    });
  }

  /**
   * @param {Record<string, unknown>} meta
   * @param {unknown} [body]
   */
  #frame(meta, body) {
    const id = this.#setup.simulator.secret(24);
    const fullMeta = {messageId: id, ...meta, headers: {RCRequestId: id}};
    return JSON.stringify(body === undefined ? [fullMeta] : [fullMeta, body]);
  }

  /** @param {Record<string, unknown>} meta @param {unknown} [body] */
  #send(meta, body) {
    if (this.#isOpen) this.#outbox.send(this.#frame(meta, body));
  }

  /** A frame from the client. @param {string} text */
  receive(text) {
    const {onActivity, record, simulator} = this.#setup;
    if (!this.#isOpen) return;
    const frame = parseFrame(text);
    record('in', frame);
    this.#activeAt = simulator.now();
    this.#handle(frame);
    onActivity();
  }

  /** @param {any} frame */
  #handle(frame) {
    const [meta, body] = Array.isArray(frame) ? frame : [];
    if (meta?.type === 'Heartbeat') {
      return this.#send({type: 'Heartbeat', messageId: meta.messageId, status: 200});
    }
    if (meta?.type === 'ClientRequest') return this.#answer(meta, body);
    this.#send({type: 'Error', status: 400},
      {errorCode: 'CMN-103', message: 'The frame is malformed'});
  }

  /** @param {any} meta @param {any} body */
  #answer(meta, body) {
    const {faults, onActivity, simulator} = this.#setup;
    const method = String(meta.method).toUpperCase();
    const request = {method, path: String(meta.path), body};
    const fault = takeFault(faults, method, request.path);
    const answer = () => this.#answerWithFault(meta.messageId, request, fault);
    if (!fault?.delay) return answer();
    simulator.schedule(fault.delay, () => {
      answer();
      onActivity();
    });
  }

  /**
   * @param {unknown} messageId
   * @param {import('./subscriptions.js').SocketRequest} request
   * @param {import('../faults.js').TakenFault} [fault]
   */
  #answerWithFault(messageId, request, fault) {
    if (!this.#isOpen) return;
    const {isHandled, isAnswered, isBroken} = fateOf(fault);
    const real = isHandled ? this.#realAnswer(request) : null;
    if (isBroken) return this.close(BROKEN);
    if (!isAnswered) return;
    const {status, body} = sentAnswer(real, fault);
    const meta = {type: 'ClientRequest', messageId, status, wsc: this.session.wsc()};
    const text = this.#frame(meta, status === 204 ? undefined : body);
    const isCut = fault?.kind === 'truncated';
    if (isCut) this.#setup.transport.send(text.slice(0, text.length / 2));
    else this.#outbox.send(text);
  }

  /** @param {import('./subscriptions.js').SocketRequest} request @returns {Answer} */
  #realAnswer(request) {
    const {base, session, simulator} = this.#setup;
    const answer = answerSocketRequest(simulator, session, request, base);
    // A client has to take the newest token, from whatever frame it comes.
    if (answer.status === 200) session.renewToken();
    return answer;
  }

  /** Sends what has become due, and closes the socket when its time is over. */
  update() {
    const {session, simulator} = this.#setup;
    if (!this.#isOpen || simulator.options.pushSilent) return;
    const bodies = session.takeNotifications().slice(-RECOVERY_BUFFER_SIZE);
    for (const body of bodies) this.#notify(body);
    const now = simulator.now();
    if (now >= this.#openedAt + ABSOLUTE_TIMEOUT_MS) {
      this.#closeWith('WSG-903', 'Absolute timeout expired');
    } else if (now >= this.#activeAt + IDLE_TIMEOUT_MS) {
      this.#closeWith('WSG-902', 'Idle timeout expired');
    }
  }

  /** @param {Record<string, unknown>} body */
  #notify(body) {
    this.#activeAt = this.#setup.simulator.now();
    const meta = {type: 'ServerNotification', messageId: body.uuid, status: 200};
    this.#outbox.notify(this.#frame({...meta, wsc: this.session.wsc()}, body));
  }

  /** Epoch ms at which `update` is due. */
  nextUpdate() {
    const {session, simulator} = this.#setup;
    if (simulator.options.pushSilent) return Infinity;
    const timeout = Math.min(
      this.#activeAt + IDLE_TIMEOUT_MS, this.#openedAt + ABSOLUTE_TIMEOUT_MS,
    );
    return Math.min(session.nextMoment(), timeout);
  }

  /** @param {string} errorCode @param {string} message */
  #closeWith(errorCode, message) {
    this.#send({type: 'Error', status: 408}, {errorCode, message});
    this.close(NORMAL, message);
  }

  /** @param {number} [code] @param {string} [reason] */
  close(code = BROKEN, reason = '') {
    if (!this.#isOpen) return;
    this.lost();
    this.#setup.transport.close(code, reason);
  }

  /** The transport says that it is gone. */
  lost() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#outbox.close();
    this.session.lostAt = this.#setup.simulator.now();
    this.#setup.onClose();
  }
}
