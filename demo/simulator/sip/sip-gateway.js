import {inboundMoments, inboundStateAt} from '../telephony/inbound-state.js';
import {ownPartyOf} from '../telephony/inbound-steps.js';
import {momentsOf} from '../telephony/moments.js';
import {callFacts, courseOf} from './call-request.js';
import {InboundDialog} from './inbound-dialog.js';
import {OutboundDialog} from './outbound-dialog.js';
import {Registrar} from './registrar.js';
import {SipConnection} from './sip-connection.js';
import {headerOf} from './sip-message.js';

/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../facts.js').SipAccount} SipAccount
 * @typedef {import('./audio.js').OpenFarEnd} OpenFarEnd
 * @typedef {import('./sip-message.js').SipMessage} SipMessage
 * @typedef {import('./sip-connection.js').SipTransport} SipTransport
 * @typedef {OutboundDialog | InboundDialog} AnyDialog
 *
 * @typedef {object} RecordedSip
 * @property {number} at Epoch ms.
 * @property {'in' | 'out'} direction As the platform sees it.
 * @property {string} text
 */

/** A server that runs for weeks must not grow without end. */
const MAX_RECORDED = 5000;
const MAX_NONCES = 200;

/** @type {OpenFarEnd} */
const openNone = () => Promise.reject(new Error('This phone has no other end of its line.'));

/** The registrar and proxy of one world. It knows no transport, and no audio. */
export class SipGateway {
  /** @type {SimulatorContext} */ #simulator;
  /** @type {() => void} */ #update;
  /** @type {Set<SipConnection>} */ #connections = new Set();
  /** @type {Map<string, AnyDialog>} */ #dialogs = new Map();
  /** Parties that rang on an instance. @type {Set<string>} */ #rung = new Set();
  /** @type {Set<string>} */ nonces = new Set();
  #downUntil = 0;
  #cancelTimer = () => {};
  /** The last messages, oldest first. @type {RecordedSip[]} */
  messages = [];

  /**
   * @param {SimulatorContext} simulator
   * @param {{openFarEnd?: OpenFarEnd, update: () => void}} world `openFarEnd`: absent where phones
   *   bring it. `update`: everything may have changed.
   */
  constructor(simulator, {openFarEnd = openNone, update}) {
    this.#simulator = simulator;
    this.openFarEnd = openFarEnd;
    this.#update = update;
    this.registrar = new Registrar(simulator);
  }

  get options() {
    return this.#simulator.options;
  }

  get accounts() {
    return this.#simulator.facts.sipAccounts;
  }

  now = () => this.#simulator.now();

  /** @param {number} ms */
  wait = (ms) => this.#simulator.wait(ms);

  newNonce() {
    const nonce = this.#simulator.secret(24);
    this.nonces.add(nonce);
    if (this.nonces.size > MAX_NONCES) this.nonces.delete([...this.nonces][0] ?? '');
    return nonce;
  }

  /** @param {'in' | 'out'} direction @param {string} text */
  record(direction, text) {
    this.messages.push({at: this.now(), direction, text});
    if (this.messages.length > MAX_RECORDED) this.messages.shift();
  }

  /** Whether a socket would be opened. */
  accepts = () => this.options.sockets && this.now() >= this.#downUntil;

  /** @param {SipTransport} transport */
  connect(transport) {
    const connection = new SipConnection(this, transport);
    this.#connections.add(connection);
    return connection;
  }

  /** @param {SipConnection} connection */
  connectionLost(connection) {
    this.#connections.delete(connection);
    this.registrar.connectionLost(connection);
    for (const dialog of [...this.#dialogs.values()]) {
      if (dialog.connection === connection) dialog.socketLost();
    }
    this.#plan();
  }

  /** A phone has registered: calls that lost their socket go on. @param {SipConnection} connection */
  registered(connection) {
    for (const dialog of this.#dialogs.values()) {
      const isSame = dialog.account.authorizationId === connection.account?.authorizationId;
      if (isSame && !dialog.connection.isOpen) dialog.connection = connection;
    }
    this.update();
  }

  /** @param {string} callId */
  dialogOf = (callId) => this.#dialogs.get(callId);

  /** @param {import('./dialog.js').Dialog} dialog */
  forget(dialog) {
    this.#dialogs.delete(dialog.callId);
  }

  /** A phone did something that the rest of the platform has to hear of. */
  changed = () => this.#update();

  /**
   * Places a call.
   *
   * @param {SipMessage} invite
   * @param {SipConnection} connection
   * @param {SipAccount} account
   */
  callOut(invite, connection, account) {
    const {delay, drop, failure} = courseOf(this.#simulator, invite);
    if (drop === 'before') return connection.close();
    const call = callFacts(this.#simulator, invite, account);
    const dialog = new OutboundDialog(this,
      {callId: headerOf(invite, 'call-id'), account, connection}, {call, invite});
    if (failure) return dialog.fail(failure);
    this.#dialogs.set(dialog.callId, dialog);
    this.#simulator.facts.calls.push(call);
    void dialog.start(delay);
    this.changed();
    if (drop === 'after') connection.close();
  }

  /** Rings the phones of a user who is called. @param {InboundFacts} call */
  #ringPhones(call) {
    if (this.now() < call.startedAt) return;
    const party = ownPartyOf(inboundStateAt(call, this.now()));
    if (party.code !== 'Ringing') return;
    for (const {account, connection, instanceId} of this.registrar.reachable(call.owner)) {
      const key = `${call.id} ${party.index} ${instanceId}`;
      if (this.#rung.has(key)) continue;
      this.#rung.add(key);
      const callId = this.#simulator.secret(20);
      const stopRinging = () => this.#rung.delete(key);
      const dialog = new InboundDialog(this, {callId, account, connection},
        {call, party, stopRinging});
      this.#dialogs.set(callId, dialog);
      void dialog.start();
    }
  }

  /** Tells the phones what has changed, and waits for the next change. */
  update() {
    for (const dialog of [...this.#dialogs.values()]) dialog.update();
    for (const call of this.#simulator.facts.inbound) this.#ringPhones(call);
    this.#plan();
  }

  #plan() {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    if (!this.#connections.size && !this.#dialogs.size) return;
    const {facts, options, schedule} = this.#simulator;
    const now = this.now();
    const placed = [...this.#dialogs.values()].flatMap((dialog) =>
      dialog instanceof OutboundDialog ? momentsOf(dialog.call, options) : []);
    const moments = [...placed, ...facts.inbound.flatMap(inboundMoments)];
    const next = Math.min(...moments.filter((at) => at > now));
    if (next === Infinity) return;
    this.#cancelTimer = schedule(Math.max(1, Math.ceil(next - now)), () => this.changed());
  }

  /** Calls that a phone has a part in, and what the other end heard. */
  calls = () => [...this.#dialogs.values()].map(({callId, farEnd, isHeld, sessionId, state}) =>
    ({callId, sessionId, state, isHeld, heard: farEnd?.heard() ?? null}));

  /** The registered phones, oldest first. */
  phones = () => this.registrar.live().map(({account, expiresAt, instanceId, lostAt}) => ({
    extensionId: account.user.extensionId, authorizationId: account.authorizationId,
    deviceId: account.deviceId, instanceId, expiresAt, lostAt,
  }));

  /**
   * Breaks all sockets. Calls go on.
   *
   * @param {{seconds?: number}} [how] `seconds`: for so long none can be opened.
   * @returns {number} How many there were.
   */
  dropAll({seconds = 0} = {}) {
    this.#downUntil = this.now() + seconds * 1000;
    const connections = [...this.#connections];
    for (const connection of connections) connection.close();
    return connections.length;
  }

  /** Forgets everything. */
  reset() {
    for (const dialog of [...this.#dialogs.values()]) dialog.finish();
    this.dropAll();
    this.registrar.clear();
    this.#rung.clear();
    this.nonces.clear();
    this.messages.length = 0;
    this.#cancelTimer();
  }
}
