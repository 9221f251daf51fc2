/**
 * Hangs up, holds and mutes a call. Nothing is done before a request has confirmed that the session
 * is that of the call, and nothing is shown before the platform says that it is so.
 */
import {type ApiResult, type FailedResult, isDone} from '../../ringcentral/api.js';
import {failureOf} from '../../ringcentral/errors.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {type Party, readParty, readTelephonySession} from '../../ringcentral/telephony-session.js';
import {callError, CallRejection} from '../call-error.js';
import {isFinal} from '../call-phase.js';
import type {ApiAccess} from '../session/api-connection.js';
import type {CallAction, ErrorCode} from '../types.js';
import {checkSoon} from './call-backoff.js';
import {applyStatus} from './call-progress.js';
import {withActions, withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';
import {confirmedParty} from './session-match.js';
import {heldAndMuted} from './session-status.js';

/** The actions that RingCentral has a request for. */
export type ControlAction = Exclude<CallAction, 'keypad'>;

const ALL_ACTIONS: readonly CallAction[] = ['hang-up', 'hold', 'mute'];

export class CallControl {
  readonly #work: CallWork;
  readonly #telephony: Telephony;
  /** Requests under way: the same one again is not sent twice. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(work: CallWork, {api, connection}: ApiAccess) {
    this.#work = work;
    this.#telephony = new Telephony(api, connection.accountId);
  }

  /**
   * `isOn`: whether the user's leg is to be on hold, or muted. Rejects with a `CallRejection` where
   * the platform has not done it, or may not have.
   */
  act(callKey: string, action: ControlAction, isOn: boolean): Promise<void> {
    const requestKey = `${callKey} ${action} ${isOn}`;
    const underWay = this.#underWay.get(requestKey);
    if (underWay) return underWay;
    const acting = this.#actOnce(callKey, action, isOn)
      .finally(() => this.#underWay.delete(requestKey));
    this.#underWay.set(requestKey, acting);
    return acting;
  }

  async #actOnce(callKey: string, action: ControlAction, isOn: boolean): Promise<void> {
    const {call} = this.#work.callRecords.getActive(callKey) ?? {};
    if (!call?.id || !call.can?.includes(action)) return this.#reject(callKey, action, 'not-now');
    const confirmed = await this.#telephony.read(call.id);
    if (confirmed.kind !== 'ok') return this.#handleFailure(callKey, action, confirmed, true);
    const leg = this.#legOf(callKey, confirmed.body);
    if (!leg) return this.#withdraw(callKey, action);
    const sent = await this.#send(action, call.id, leg.id, isOn);
    if (sent.kind !== 'ok' && !isDone(sent)) return this.#handleFailure(callKey, action, sent, false);
    if (action === 'hang-up') this.#noteHangUp(callKey);
    else this.#noteLeg(callKey, sent);
    checkSoon(this.#work, callKey);
  }

  /** A call that was not connected yet is then canceled, and has not failed. */
  #noteHangUp(callKey: string): void {
    const {callRecords} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord || callRecord.call.phase === 'connected') return;
    callRecords.update(withChanges(callRecord, {}, {cancel: 'sent'}));
  }

  /** The answer says how the user's leg is now, which nothing else tells without push. */
  #noteLeg(callKey: string, result: ApiResult): void {
    const {callRecords} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    const party = result.kind === 'ok' ? readParty(result.body) : null;
    if (!callRecord || callRecord.isPushed || !party) return;
    callRecords.update(withChanges(callRecord, heldAndMuted(party)));
  }

  #send(
    action: ControlAction, sessionId: string, partyId: string, isOn: boolean,
  ): Promise<ApiResult> {
    switch (action) {
      case 'hang-up': return this.#telephony.hangUp(sessionId);
      case 'hold': return this.#telephony.hold(sessionId, partyId, isOn);
      case 'mute': return this.#telephony.mute(sessionId, partyId, isOn);
    }
  }

  /** `isRead`: it was the request that confirms whose session it is. */
  async #handleFailure(
    callKey: string, action: ControlAction, result: FailedResult, isRead: boolean,
  ): Promise<void> {
    const status = result.kind === 'client-error' ? result.status : undefined;
    if (status === 403) this.#deny(callKey, isRead ? ALL_ACTIONS : [action]);
    // A party may be gone while its call goes on.
    const isSessionGone = status === 404 && (isRead || action === 'hang-up');
    if (isSessionGone) await this.#conclude(callKey);
    // Nothing is left to hang up.
    if (isSessionGone && action === 'hang-up') return;
    const isNotNow = status === 404 || status === 409;
    return this.#reject(callKey, action, isNotNow ? 'not-now' : failureOf(result));
  }

  #legOf(callKey: string, body: unknown): Party | null {
    const {call} = this.#work.callRecords.getActive(callKey) ?? {};
    const session = readTelephonySession(body);
    const extensionId = this.#work.context.session.get().user?.id;
    return call && session ? confirmedParty(session, call, extensionId) : null;
  }

  /** The platform no longer knows the session: the call is over. */
  async #conclude(callKey: string): Promise<void> {
    const callRecord = this.#work.callRecords.getActive(callKey);
    // How a call ended that nobody saw connected is a question for RingOut.
    if (callRecord?.call.phase === 'connected') await applyStatus(this.#work, callKey, 'gone');
    checkSoon(this.#work, callKey);
  }

  /** The app or the user may not do it, which no other click changes. */
  #deny(callKey: string, denied: readonly CallAction[]): void {
    const {callRecords, deniedActions} = this.#work;
    for (const action of denied) deniedActions.add(action);
    const callRecord = callRecords.getActive(callKey);
    const actions = callRecord?.actions?.filter((action) => !deniedActions.has(action));
    if (callRecord) callRecords.update(withActions(callRecord, actions));
  }

  /** Somebody else takes part now, or the user's own leg is not up. */
  #withdraw(callKey: string, action: ControlAction): Promise<void> {
    const {callRecords} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (callRecord) callRecords.update(withActions(callRecord, undefined));
    return this.#reject(callKey, action, 'not-now');
  }

  /** Tells the user; the call itself is as it was. A call that is over counts as hung up. */
  #reject(callKey: string, action: ControlAction, code: ErrorCode): Promise<void> {
    const {callRecords, context} = this.#work;
    const {call = null} = callRecords.get(callKey) ?? {};
    const isOver = call !== null && isFinal(call.phase);
    if (isOver && action === 'hang-up') return Promise.resolve();
    const error = callError(code);
    if (!isOver) context.emit({type: 'call-error', error, call});
    checkSoon(this.#work, callKey);
    return Promise.reject(new CallRejection(error));
  }
}
