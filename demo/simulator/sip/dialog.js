import {formatAnswer, formatSipMessage} from './sip-message.js';
import {SIP_DOMAIN} from './provision.js';

/**
 * @typedef {import('./sip-message.js').SipMessage} SipMessage
 * @typedef {import('./sip-message.js').Headers} Headers
 * @typedef {import('./sip-connection.js').SipConnection} SipConnection
 * @typedef {import('./sip-gateway.js').SipGateway} SipGateway
 * @typedef {import('./audio.js').FarEnd} FarEnd
 * @typedef {import('../facts.js').SipAccount} SipAccount
 *
 * @typedef {'ringing' | 'up' | 'over'} DialogState
 *
 * @typedef {object} DialogFields
 * @property {string} callId
 * @property {SipAccount} account
 * @property {SipConnection} connection
 */

/** Numbers of requests, beyond those with which phones begin. */
const FIRST_SEQUENCE = 500_000;

/** A phone asks for a hold by an offer that only sends. */
const HOLD = /^a=(sendonly|inactive)\s*$/m;

/** The command in a body; none where the body is no such text. @param {string} json */
function commandOf(json) {
  try { return JSON.parse(json).request ?? {}; } catch { return {}; }
}

/**
 * A call between a registered phone and the platform. Media is asynchronous; all else happens at
 * once.
 */
export class Dialog {
  /** @type {SipGateway} */ gateway;
  /** @type {string} */ callId;
  /** @type {SipAccount} */ account;
  /** The phone's newest socket. @type {SipConnection} */ connection;
  /** @type {FarEnd | null} */ farEnd = null;
  /** @type {DialogState} */ state = 'ringing';
  /** The phone's address with its tag, and the other one. */
  local = '';
  remote = '';
  isHeld = false;
  #sequence = FIRST_SEQUENCE;
  #inviteNumber = 0;

  /** @param {SipGateway} gateway @param {DialogFields} fields */
  constructor(gateway, {callId, account, connection}) {
    this.gateway = gateway;
    this.callId = callId;
    this.account = account;
    this.connection = connection;
  }

  get isOver() {
    return this.state === 'over';
  }

  /** @param {string} method @param {Headers} [headers] @param {string} [body] */
  request(method, headers = {}, body = '') {
    const isAboutInvite = method === 'ACK' || method === 'CANCEL';
    const number = isAboutInvite ? this.#inviteNumber : ++this.#sequence;
    if (method === 'INVITE') this.#inviteNumber = number;
    this.connection.send(formatSipMessage(`${method} sip:${this.account.username}@${SIP_DOMAIN} SIP/2.0`, {
      'Via': `SIP/2.0/WSS ${SIP_DOMAIN};branch=z9hG4bK-${this.callId}-${number}`,
      'From': this.remote, 'To': this.local, 'Call-ID': this.callId,
      'CSeq': `${number} ${method}`, 'Max-Forwards': '70', ...headers,
    }, body));
  }

  /** @param {SipMessage} request @param {string} status @param {Headers} [headers] @param {string} [body] */
  answer(request, status, headers, body) {
    this.connection.send(formatAnswer(request, status, headers, body));
  }

  /** Opens the other end of the line. @param {() => Promise<unknown>} useIt */
  async withAudio(useIt) {
    try {
      this.farEnd = await this.connection.openFarEnd(() => this.audioLost());
      if (this.isOver) return this.farEnd.close();
      await useIt();
    } catch (error) {
      const {message} = /** @type {Error} */ (error);
      console.error(message);
      this.audioFailed(message);
    }
  }

  /** The phone offers other audio within the call. @param {SipMessage} request */
  async receiveOffer(request) {
    if (this.state !== 'up') return this.answer(request, '491 Request Pending');
    const held = HOLD.test(request.body);
    const sdp = await this.farEnd?.answer(request.body).catch(() => undefined);
    if (this.isOver) return;
    if (sdp === undefined) return this.answer(request, '488 Not Acceptable Here');
    this.answer(request, '200 OK', {'Content-Type': 'application/sdp'}, sdp);
    if (held === this.isHeld) return;
    this.isHeld = held;
    this.phoneHolds(held);
    this.gateway.changed();
  }

  /** A command over the call: recording, flip or park. @param {SipMessage} message */
  receiveInfo(message) {
    const {reqid, command} = commandOf(message.body);
    if (command === undefined) return;
    const response = {reqid, command, result: {code: 0, description: 'Succeeded'}};
    this.request('INFO', {'Content-Type': 'application/json;charset=utf-8'},
      JSON.stringify({response}));
  }

  /** The line has ended, for whatever reason. */
  finish() {
    this.state = 'over';
    this.farEnd?.close();
    this.gateway.forget(this);
  }

  /** @param {string} _message */
  audioFailed(_message) {}

  audioLost() {}

  /** @param {boolean} _held */
  phoneHolds(_held) {}

  /** @param {SipMessage} _answer */
  receiveAnswer(_answer) {}

  /** @param {number} _command */
  receiveCommand(_command) {}

  receiveBye() {}

  /** A call that is up goes on: its phone may come back over another socket. */
  socketLost() {}

  receiveCancel() {}

  /** The call may have changed. */
  update() {}
}
