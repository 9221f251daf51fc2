import {addStep, inboundStateAt} from '../telephony/inbound-state.js';
import {Dialog} from './dialog.js';
import {apiIds} from './outbound-dialog.js';
import {SIP_DOMAIN} from './provision.js';
import {RC_COMMANDS, RC_CONTENT_TYPE, formatRcMessage} from './rc-message.js';
import {headerOf, statusOf} from './sip-message.js';

/**
 * @typedef {import('./sip-message.js').SipMessage} SipMessage
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../facts.js').InboundStepKind} InboundStepKind
 * @typedef {import('../telephony/inbound-steps.js').InboundParty} InboundParty
 */

/** The address with which the platform sends messages about a call. */
const SERVER_ADDRESS = `#1271016@${SIP_DOMAIN}:5060`;

/** The steps that a phone takes while it rings, by the commands that say so. */
const STEPS = /** @type {Record<number, 'voicemail' | 'decline'>} */ ({
  [RC_COMMANDS.voicemail]: 'voicemail', [RC_COMMANDS.reject]: 'decline',
});

/** Reasons for which a call belongs to another phone. */
const TAKEN = ['Pickup', 'AgentAnswered', 'AgentDropped'];

/** The caller and the callee, as the platform's own message tells of them. @param {InboundParty} party */
const callDetails = ({from, to}) => ({
  SrvLvl: '-149699523', SrvLvlExt: '406', Phn: from.phoneNumber ?? '', Nm: from.name ?? '',
  ToPhn: to.phoneNumber ?? '', ToNm: to.name ?? '', RecUrl: '',
});

/** A call to the user that rings on a phone. */
export class InboundDialog extends Dialog {
  /** @type {InboundFacts} */ call;
  #partyIndex;
  /** @type {() => void} */ #stopRinging;
  /** Without its confirmation a phone can neither decline nor send to the voicemail. */
  #isConfirmed = false;

  /**
   * @param {ConstructorParameters<typeof Dialog>[0]} gateway
   * @param {ConstructorParameters<typeof Dialog>[1]} fields
   * @param {{call: InboundFacts, party: InboundParty, stopRinging: () => void}} what `party`: the
   *   one that rings. `stopRinging`: the phone may ring for this call again.
   */
  constructor(gateway, fields, {call, party, stopRinging}) {
    super(gateway, fields);
    this.call = call;
    this.#stopRinging = stopRinging;
    this.#partyIndex = party.index;
    const {phoneNumber = '', name} = party.from;
    const caller = phoneNumber || 'unknown';
    this.remote = `"${name ?? caller}" <sip:${caller}@${SIP_DOMAIN}>;tag=${fields.callId}`;
    this.local = `<sip:${this.account.username}@${SIP_DOMAIN}>`;
  }

  get sessionId() {
    return this.call.id;
  }

  /** The phone begins to ring. */
  async start() {
    await this.withAudio(async () => {
      const sdp = await this.farEnd?.offer() ?? '';
      const party = this.#party();
      if (this.isOver || party?.code !== 'Ringing') return this.finish();
      this.request('INVITE', {
        'Contact': `<sip:${SIP_DOMAIN};transport=wss>`,
        ...apiIds(this.call.id, this.#partyIndex),
        'P-rc': this.#rcMessage(RC_COMMANDS.incomingCall, callDetails(party)),
        'p-rc-api-call-info': `callAttributes=${this.call.queue === undefined ? 'reject,send-vm' : 'queue-call'}`,
        'Content-Type': 'application/sdp',
      }, sdp);
    });
  }

  /** @param {number} command @param {Record<string, string>} body */
  #rcMessage(command, body) {
    return formatRcMessage({
      SID: this.callId, Req: `{${this.callId}}`, From: SERVER_ADDRESS, To: this.account.username,
      Cmd: String(command),
    }, body);
  }

  /** The user's party that rings here. */
  #party() {
    const {parties} = inboundStateAt(this.call, this.gateway.now());
    return parties.find(({index}) => index === this.#partyIndex);
  }

  /** @param {InboundStepKind} kind @returns {boolean} Whether it was possible. */
  #take(kind) {
    const {deviceId} = this.account;
    const device = kind === 'answer' ? {deviceId} : {};
    return addStep(this.call, {at: this.gateway.now(), kind, ...device});
  }

  /** @override */
  audioFailed() {
    this.finish();
  }

  /** @override */
  audioLost() {
    if (this.state !== 'up') return;
    this.#take('hang-up');
    this.finish();
    this.gateway.changed();
  }

  /** @override @param {SipMessage} answer */
  receiveAnswer(answer) {
    const status = statusOf(answer);
    if (!headerOf(answer, 'cseq').endsWith('INVITE') || this.state !== 'ringing') return;
    if (status >= 300) return this.#decline('decline');
    if (status < 200) return;
    this.local = headerOf(answer, 'to');
    this.request('ACK');
    if (!this.#take('answer')) {
      this.request('BYE');
      return this.finish();
    }
    this.state = 'up';
    this.farEnd?.accept(answer.body).catch(() => this.audioLost());
    this.gateway.changed();
  }

  /** @override @param {number} command */
  receiveCommand(command) {
    if (command === RC_COMMANDS.receiveConfirm) this.#isConfirmed = true;
    const step = STEPS[command];
    if (step && this.#isConfirmed) this.#decline(step);
  }

  /** @param {'decline' | 'voicemail'} kind */
  #decline(kind) {
    if (this.state !== 'ringing') return;
    this.#take(kind);
    this.gateway.changed();
  }

  /** @override */
  receiveBye() {
    this.#take('hang-up');
    this.finish();
    this.gateway.changed();
  }

  /** @override */
  socketLost() {
    if (this.state !== 'ringing') return;
    this.#stopRinging();
    this.finish();
  }

  /** @override @param {boolean} held */
  phoneHolds(held) {
    this.#take(held ? 'hold' : 'unhold');
  }

  /** @override */
  update() {
    const party = this.#party();
    if (this.isOver || !party) return;
    if (this.state === 'ringing') {
      if (party.code !== 'Ringing') this.#cancel(party);
      return;
    }
    if (party.code !== 'Disconnected') {
      return this.farEnd?.play(party.code === 'Hold' ? 'silence' : 'talk');
    }
    this.request('BYE');
    this.finish();
  }

  /** @param {InboundParty} party */
  #cancel({code, reason = ''}) {
    const isTaken = code === 'Answered' || TAKEN.includes(reason);
    if (isTaken) {
      const body = {Cln: this.account.authorizationId};
      this.request('MESSAGE', {'Content-Type': RC_CONTENT_TYPE},
        this.#rcMessage(RC_COMMANDS.alreadyProcessed, body));
    }
    this.request('CANCEL');
    this.finish();
  }
}
