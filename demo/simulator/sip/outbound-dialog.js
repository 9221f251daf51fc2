import {isOver} from '../calls.js';
import {legsAt} from '../telephony/legs.js';
import {partyIdOf} from '../telephony/ids.js';
import {Dialog} from './dialog.js';
import {headerOf} from './sip-message.js';

/**
 * @typedef {import('./sip-message.js').SipMessage} SipMessage
 * @typedef {import('../facts.js').CallFacts} CallFacts
 */

/** The ids of a session and of a party of it. @param {string} sessionId @param {number} index */
export const apiIds = (sessionId, index) =>
  ({'p-rc-api-ids': `party-id=${partyIdOf(sessionId, index)};session-id=${sessionId}`});

/** A call that the phone placed. The platform answers it before the callee does. */
export class OutboundDialog extends Dialog {
  /** @type {CallFacts} */ call;
  /** @type {SipMessage} */ #invite;

  /**
   * @param {ConstructorParameters<typeof Dialog>[0]} gateway
   * @param {ConstructorParameters<typeof Dialog>[1]} fields
   * @param {{call: CallFacts, invite: SipMessage}} what
   */
  constructor(gateway, fields, {call, invite}) {
    super(gateway, fields);
    this.call = call;
    this.#invite = invite;
    this.local = headerOf(invite, 'from');
    this.remote = `${headerOf(invite, 'to')};tag=simulator`;
  }

  get sessionId() {
    return this.call.id;
  }

  /** The call fails before it is one. @param {string} status */
  fail(status) {
    this.#answerInvite('183 Session Progress');
    this.#answerInvite(status);
    this.finish();
  }

  /** @param {number} delay ms by which the answer is late. */
  async start(delay) {
    this.#answerInvite('183 Session Progress');
    await this.withAudio(async () => {
      const sdp = await this.farEnd?.answer(this.#invite.body);
      if (delay) await this.gateway.wait(delay);
      if (this.isOver) return;
      this.state = 'up';
      this.#answerInvite('200 OK', {'Content-Type': 'application/sdp'}, sdp);
      this.update();
    });
  }

  /** @param {string} status @param {import('./sip-message.js').Headers} [headers] @param {string} [sdp] */
  #answerInvite(status, headers = {}, sdp = '') {
    this.answer(this.#invite, status, {...apiIds(this.call.id, 1), ...headers}, sdp);
  }

  /** The user hangs up. */
  #end() {
    this.call.hungUpAt ??= this.gateway.now();
    this.finish();
    this.gateway.changed();
  }

  /** @override @param {string} message */
  audioFailed(message) {
    this.#answerInvite('503 Service Unavailable', {Warning: `399 simulator "${message}"`});
    this.#end();
  }

  /** @override */
  audioLost() {
    if (!this.isOver) this.#end();
  }

  /** @override */
  receiveBye() {
    this.#end();
  }

  /** @override */
  receiveCancel() {
    if (this.state !== 'ringing') return;
    this.#answerInvite('487 Request Terminated');
    this.#end();
  }

  /** @override @param {boolean} on */
  phoneHolds(on) {
    const change = {at: this.gateway.now(), on, where: /** @type {const} */ ('phone')};
    this.call.changes = [
      ...this.call.changes ?? [], {...change, leg: 'caller', kind: 'hold'},
    ];
  }

  /** @override */
  update() {
    if (this.isOver) return;
    const {now, options} = this.gateway;
    if (isOver(this.call, now(), options)) {
      if (this.state === 'up') this.request('BYE');
      else this.#answerInvite('487 Request Terminated');
      return this.finish();
    }
    const {caller, stage} = legsAt(this.call, now(), options);
    const talk = caller.code === 'Hold' ? 'silence' : 'talk';
    this.farEnd?.play(stage === 'connected' ? talk : 'ring-back');
  }
}
