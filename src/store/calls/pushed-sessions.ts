/**
 * Tells calls what their telephony sessions say, and reads a session where notifications are not
 * enough.
 */
import {type FailedResult, limitDelay} from '../../ringcentral/api.js';
import type {Telephony} from '../../ringcentral/telephony.js';
import {
  hasAnswered, readTelephonySession, type TelephonySession,
} from '../../ringcentral/telephony-session.js';
import {rankOf} from '../call-phase.js';
import {SessionParties} from '../push/session-parties.js';
import {Retry} from '../retry.js';
import type {Call, CallAction} from '../types.js';
import {checkSoon} from './call-backoff.js';
import {applyStatus} from './call-progress.js';
import {type CallRecord, withActions, withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';
import {confirmedParty, initiatorOf, isSessionOf} from './session-match.js';
import {isUnexplained, readSessionStatus} from './session-status.js';

export class PushedSessions {
  readonly #work: CallWork;
  readonly #telephony: Telephony;
  readonly #possibleActions: readonly CallAction[];
  readonly #parties = new SessionParties();
  /** Ids of sessions that a request asks for at the moment. */
  readonly #requested = new Set<string>();
  /** Asks again for sessions of which no answer came. */
  readonly #retry: Retry;
  #mayRead = true;

  constructor(work: CallWork, telephony: Telephony, canMute: boolean) {
    this.#work = work;
    this.#telephony = telephony;
    this.#possibleActions = canMute ? ['hang-up', 'hold', 'mute'] : ['hang-up', 'hold'];
    this.#retry = new Retry(work.context.environment);
  }

  async handle(told: TelephonySession): Promise<void> {
    const callRecord = this.#work.callRecords.active().find(({call}) => isSessionOf(told, call));
    if (!callRecord) return this.#handleOther(told);
    const {call} = callRecord;
    const session = this.#parties.merge(told);
    if (!session) return;
    const ownLeg = initiatorOf(session);
    if (ownLeg) await this.#apply(call.key, session);
    if (ownLeg) this.#withdrawIfNotOurs(call.key, session);
    if (ownLeg && tellsOfCallee(told, session)) this.#pollRarely(call.key);
    // A page that was loaded during the call does not know the user's own leg yet. Once that is up,
    // the call can be controlled.
    if (!ownLeg || (hasAnswered(ownLeg) && !callRecord.actions)) await this.#read(call);
  }

  /** Reads what happened while nobody was told of it. */
  readAll(): void {
    for (const {call} of this.#work.callRecords.active()) {
      if (rankOf(call.phase) >= rankOf('ringing-callee')) void this.#read(call);
    }
  }

  handleWake(): void {
    this.#retry.wake();
  }

  /** Answers that are under way are ignored, and nothing is asked again. */
  stop(): void {
    this.#requested.clear();
    this.#retry.reset();
  }

  /** Some platforms may know a RingOut by another id than its session: a reason to ask. */
  #handleOther({origin}: TelephonySession): void {
    if (origin !== 'RingOut') return;
    for (const {call} of this.#work.callRecords.active()) {
      if (call.id && !call.telephonySessionId) checkSoon(this.#work, call.key);
    }
  }

  async #apply(callKey: string, session: TelephonySession): Promise<void> {
    const callRecord = this.#work.callRecords.getActive(callKey);
    if (!callRecord) return;
    const {call: {phase, voicemail}, isPushed} = callRecord;
    const {status, failure, endedBy, ...facts} = readSessionStatus(session);
    const isConnected = phase === 'connected';
    // Only RingOut knows whether the call was canceled, or both have talked.
    if (!isConnected && isUnexplained(status)) {
      // Push has told of the callee all the time, and of no answer.
      const isUnanswered = isPushed && status.calleeStatus !== 'Success';
      if (isUnanswered) this.#work.statusRequests.noteReading(callKey);
      return checkSoon(this.#work, callKey);
    }
    // Who hung up on whom is a question only where two people have talked.
    const hungUpBy = isConnected && !voicemail ? endedBy : undefined;
    const callPatch = {
      ...facts, telephonySessionId: session.id, ...(hungUpBy && {endedBy: hungUpBy}),
    };
    await applyStatus(this.#work, callKey, status, {callPatch, ...(failure && {failure})});
  }

  /** Push has proved itself on this very call. */
  #pollRarely(callKey: string): void {
    const {callRecords, statusBackoff, updatePolling} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord || callRecord.isPushed) return;
    callRecords.update(withChanges(callRecord, {}, {isPushed: true}));
    statusBackoff.start(callKey);
    updatePolling();
  }

  /** Reads the session of a call, and whether the call can be controlled. */
  async #read({id, key: callKey}: Call): Promise<void> {
    if (!id || !this.#mayRead || this.#requested.has(id)) return;
    const knownBefore = this.#parties.knownOf(id);
    this.#requested.add(id);
    const result = await this.#telephony.read(id);
    // Stopped in the meantime.
    if (!this.#requested.delete(id)) return;
    const callRecord = this.#work.callRecords.getActive(callKey);
    if (!callRecord) return;
    if (result.kind !== 'ok') return this.#handleFailure(callKey, result);
    const answer = readTelephonySession(result.body);
    if (!answer || !isSessionOf(answer, callRecord.call)) return checkSoon(this.#work, callKey);
    const session = this.#parties.merge(answer, knownBefore);
    if (session) await this.#apply(callKey, session);
    this.#offerActions(callKey, answer);
  }

  #handleFailure(callKey: string, result: FailedResult): void {
    checkSoon(this.#work, callKey);
    if (result.kind === 'client-error') {
      if (result.status === 403) this.#mayRead = false;
      return;
    }
    const delay = limitDelay(result, this.#work.context.environment.now());
    this.#retry.schedule(() => this.readAll(), delay);
  }

  /** Another party was added to the call, or it was transferred. */
  #withdrawIfNotOurs(callKey: string, session: TelephonySession): void {
    const callRecord = this.#work.callRecords.getActive(callKey);
    if (!callRecord || this.#isOurs(session, callRecord)) return;
    this.#work.callRecords.update(withActions(callRecord, undefined));
  }

  #offerActions(callKey: string, session: TelephonySession): void {
    const {callRecords, deniedActions} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord || !this.#isOurs(session, callRecord)) return;
    const actions = this.#possibleActions.filter((action) => !deniedActions.has(action));
    callRecords.update(withActions(callRecord, actions));
  }

  /** The user and the callee are alone in it. */
  #isOurs(session: TelephonySession, {call}: CallRecord): boolean {
    const extensionId = this.#work.context.session.get().user?.id;
    return confirmedParty(session, call, extensionId) !== null;
  }
}

/** Not every platform notifies of parties outside of the account. */
const tellsOfCallee = (told: TelephonySession, session: TelephonySession): boolean =>
  session.parties.some(({id, role}) =>
    role === 'Target' && told.parties.some((party) => party.id === id));
