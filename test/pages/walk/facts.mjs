// The truth: the calls as RingCentral has reported them to the page, however the page shows them.
import {statusAt} from '../../../demo/simulator/calls.js';
import {isTalking, Reality} from './reality.mjs';
import {isCancel, isPost} from './request-log.mjs';
import {ToldSessions} from './told-sessions.mjs';

/**
 * @typedef {'ringing-caller' | 'ringing-callee' | 'connected' | 'ended' | 'canceled' | 'failed' | 'gone'} ToldPhase
 *
 * @typedef {object} KnownCall A call that the page knows, or one that it was told is none.
 * @property {string | null} id null where RingCentral placed no call.
 * @property {string} to
 * @property {string} documentId The document that placed it.
 * @property {string | null} row The row whose button placed it; null = the panel or a script.
 * @property {{phase: ToldPhase, at: number, isJudged: boolean}[]} told Each phase once, oldest first.
 * @property {number} heardAt When RingCentral was last heard of it.
 * @property {{at: number, isDelivered: boolean, isRefused: boolean} | null} cancel
 */

/** After this time what has happened is on the page, and said. */
export const SETTLED_MS = 300;

const RINGING = ['ringing-caller', 'ringing-callee'];
const RANKS = {'ringing-caller': 1, 'ringing-callee': 2, 'connected': 3};
/** A phase that lasts no longer need not be told. */
const TOLD_AFTER_MS = 1_500;

const FINAL_RANK = 4;
/** How reality calls the phases of a call that is not over. */
const STAGES = {
  'ringing-caller': 'caller', 'ringing-callee': 'callee', 'connected': 'connected',
};

const rankOf = (phase) => RANKS[phase] ?? FINAL_RANK;

/** @returns {ToldPhase} */
function phaseOf({callStatus, callerStatus, calleeStatus}) {
  if (callStatus === 'InProgress') return callerStatus === 'InProgress' ? 'ringing-caller' : 'ringing-callee';
  if (callStatus === 'Success') return callerStatus === 'Finished' || calleeStatus === 'Finished' ? 'ended' : 'connected';
  // One side hung up, or the call was canceled: the platform does not tell which.
  return [callerStatus, calleeStatus].includes('Rejected') ? 'canceled' : 'failed';
}

export class Facts {
  /** @type {KnownCall[]} */
  calls = [];
  #read = 0;
  #readNotifications = 0;
  #open = [];
  #toldSessions = new ToldSessions();

  constructor(platform) {
    this.platform = platform;
    this.reality = new Reality(platform);
  }

  get now() { return this.platform.now; }

  /** Reads the answers that came since the last time. `row`: whose control was pressed meanwhile. */
  update(row) {
    const {log} = this.platform;
    for (const entry of log.slice(this.#read)) {
      if (isCancel(entry)) this.noteCancel(this.#callWith(entry.callId));
      this.#open.push(entry);
    }
    this.#read = log.length;
    const {notifications} = this.platform;
    const news = [
      ...this.#open.filter(({status}) => status !== null)
        .map((entry) => ({at: entry.answeredAt, take: () => this.#take(entry, row)})),
      ...notifications.slice(this.#readNotifications)
        .map((one) => ({at: one.at, take: () => this.#takeNotification(one)})),
    ];
    for (const {take} of news.sort((one, other) => one.at - other.at)) take();
    this.#open = this.#open.filter(({status}) => status === null);
    this.#readNotifications = notifications.length;
  }

  #callWith(id) { return this.calls.find((call) => call.id === id); }

  /** The person has asked to cancel this call; after a refusal, once more. */
  noteCancel(call) {
    if (call && (!call.cancel || call.cancel.isRefused)) call.cancel = {at: this.now, isDelivered: false, isRefused: false};
  }

  #take(entry, row) {
    if (isPost(entry)) return this.#takePlaced(entry, row);
    const call = this.#callWith(entry.callId);
    if (!call) return;
    if (entry.kind === 'session') this.#takeSession(call, entry);
    else if (entry.method === 'DELETE') this.#takeCancel(call, entry);
    else this.#takeStatus(call, entry);
  }

  #takeCancel(call, {status}) {
    this.noteCancel(call);
    if (status === 204) call.cancel.isDelivered = true;
    else call.cancel.isRefused = status >= 400;
  }

  #takeStatus(call, {status, json, answeredAt}) {
    if (status === 200 && json?.status) this.#tell(call, phaseOf(json.status), answeredAt);
    else if (status === 404) this.#tell(call, 'gone', answeredAt);
  }

  /** An answer only confirms whose session it is; the page need not show what it says. */
  #takeSession(call, {status, json, answeredAt: at}) {
    if (status === 200 && json?.parties) this.#toldSessions.tell(call.id, json.parties);
    else if (status === 404) this.#tell(call, this.#endOf(call, at), at, true);
  }

  #takeNotification({at, event, body}) {
    const call = this.#callWith(body.telephonySessionId);
    if (!call || !event.includes('/telephony/sessions')) return;
    this.#tellSession(call, body.parties, {at, sequence: body.sequence});
  }

  #tellSession(call, parties, {at, sequence}) {
    call.heardAt = Math.max(call.heardAt, at);
    const phase = this.#toldSessions.tell(call.id, parties, sequence);
    if (phase !== 'over') return phase && this.#tell(call, phase, at);
    // That a phone rings no more does not say why: a page asks for RingOut's status first.
    if (this.phase(call) === 'connected') this.#tell(call, this.#endOf(call, at), at, true);
  }

  /** How RingCentral's status says that the call ended. */
  #endOf({id}, at) {
    const {simulator} = this.platform;
    const call = simulator.facts.calls.find((one) => one.id === id);
    const status = statusAt(call, this.platform.epochAt(at), simulator.options);
    return status ? phaseOf(status) : 'gone';
  }

  #takePlaced({status, callId, to, documentId, json, answeredAt}, row) {
    const isPlaced = status === 200 && Boolean(callId);
    const call = {id: isPlaced ? callId : null, to, documentId, row, told: [], heardAt: answeredAt, cancel: null};
    this.calls.push(call);
    this.#tell(call, isPlaced ? phaseOf(json.status) : 'failed', answeredAt);
  }

  /** `byPush`: telephony sessions tell the end of a call in other words. */
  #tell(call, phase, at, byPush = false) {
    call.heardAt = Math.max(call.heardAt, at);
    const last = call.told.at(-1);
    if (last && rankOf(phase) <= rankOf(last.phase)) return;
    call.told.push({phase, at, byPush, isJudged: false});
  }

  phase(call) { return call.told.at(-1).phase; }

  isRinging(call) { return call.id !== null && RINGING.includes(this.phase(call)); }

  /**
   * Whether the pages may know more than the facts do, by an answer that need not be shown, or the
   * facts less than there is: one notification of two is yet to come.
   */
  isBehind(call) {
    if (!this.platform.hasPush || call.id === null) return false;
    const state = this.reality.stateOf(call);
    if (!state) return false;
    const phase = this.phase(call);
    if (state.isOver) return rankOf(phase) < FINAL_RANK;
    return STAGES[phase] !== state.stage;
  }

  /** Whether the call is over, which a page may know by the reason of a leg. */
  isEndAhead(call) {
    return this.isBehind(call) && this.reality.stateOf(call).isOver;
  }

  /** By push a page knows that it was the callee who did not want the call. */
  isRefusedByCallee({id}) {
    const call = this.platform.simulator.facts.calls.find((one) => one.id === id);
    return this.platform.hasPush && call?.hungUpBy === 'callee';
  }

  /** Since when a page could show this phase. */
  shownFrom(call, {phase, at}) {
    if (!this.platform.hasPush) return at;
    const isSo = (state) =>
      rankOf(phase) === FINAL_RANK ? state.isOver : state.stage === STAGES[phase];
    return Math.min(at, this.reality.firstTime(call, isSo) ?? at);
  }

  /** Whether the next phase followed at once, so that this one was hardly there. */
  isSuperseded(call, {phase, at}) {
    if (!this.platform.hasPush) return false;
    const next = call.told[call.told.findIndex((one) => one.phase === phase) + 1];
    return next ? next.at - at < TOLD_AFTER_MS : this.isBehind(call);
  }

  ringing(to) { return this.calls.filter((call) => call.to === to && this.isRinging(call)); }

  living(to) {
    return this.calls.filter((call) => call.to === to && (this.isRinging(call) || this.phase(call) === 'connected'));
  }

  /** A request that places a call to this number, and is not answered yet. */
  isPlacing(to) { return this.#open.some((entry) => isPost(entry) && entry.to === to); }

  /** Whether the phones really ring now, however they were reported to the page. */
  reallyRings({id}) {
    const status = this.platform.simulator.statusOf(id);
    return status !== null && RINGING.includes(phaseOf(status));
  }

  /** When the page was told that the call is connected, and when it could know. */
  connectedAt(call) {
    const told = call.told.find(({phase}) => phase === 'connected');
    if (told) return [told.at, this.shownFrom(call, told)];
    const from = this.platform.hasPush ? this.reality.firstTime(call, isTalking) : undefined;
    return from === undefined ? [] : [from];
  }
}
