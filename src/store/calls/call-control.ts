/**
 * Hangs up, holds and mutes a call. Nothing is done before a request has confirmed that the session
 * is that of the call, and nothing is shown before the platform says that it is so.
 */
import type {Api, ApiResult} from '../../ringcentral/api.js';
import {failureOf} from '../../ringcentral/errors.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession, type Party} from '../../ringcentral/telephony-session.js';
import {callError, CallRejection} from '../call-error.js';
import type {CallAction, ErrorCode} from '../types.js';
import {applyStatus} from './call-progress.js';
import {withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';
import {confirmedParty} from './session-match.js';

/** The actions that RingCentral has a request for. */
export type ControlAction = Exclude<CallAction, 'keypad'>;

export class CallControl {
  readonly #work: CallWork;
  readonly #telephony: Telephony;
  /** Requests under way: the same one again is not sent twice. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(work: CallWork, api: Api, accountId: string) {
    this.#work = work;
    this.#telephony = new Telephony(api, accountId);
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
    if (!call?.id || !call.can?.includes(action)) return this.#reject(callKey, 'not-now');
    const confirmed = await this.#telephony.read(call.id);
    if (confirmed.kind !== 'ok') return this.#handleFailure(callKey, confirmed);
    const leg = this.#legOf(callKey, confirmed.body);
    if (!leg) return this.#withdraw(callKey);
    const sent = await this.#send(action, call.id, leg.id, isOn);
    const isDone = sent.kind === 'ok' || sent.kind === 'invalid-body' && sent.isEmpty === true;
    if (!isDone) return this.#handleFailure(callKey, sent);
    this.#readSoon(callKey);
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

  async #handleFailure(callKey: string, result: Exclude<ApiResult, {kind: 'ok'}>): Promise<void> {
    const status = result.kind === 'client-error' ? result.status : undefined;
    if (status === 404) return this.#conclude(callKey);
    return this.#reject(callKey, status === 409 ? 'not-now' : failureOf(result));
  }

  #legOf(callKey: string, body: unknown): Party | null {
    const {call} = this.#work.callRecords.getActive(callKey) ?? {};
    const session = readTelephonySession(body);
    const extensionId = this.#work.context.session.get().user?.id;
    return call && session ? confirmedParty(session, call, extensionId) : null;
  }

  /** The platform no longer knows the session: the call is over. */
  async #conclude(callKey: string): Promise<void> {
    await applyStatus(this.#work, callKey, 'gone');
    this.#work.updatePolling();
  }

  /** Somebody else takes part now, or the user's own leg is not up. */
  #withdraw(callKey: string): Promise<never> {
    const {callRecords} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (callRecord) callRecords.update(withChanges(callRecord, {can: undefined}));
    return this.#reject(callKey, 'not-now');
  }

  /** Tells the user; the call itself is as it was. */
  #reject(callKey: string, code: ErrorCode): Promise<never> {
    const {callRecords, context} = this.#work;
    const error = callError(code);
    context.emit({type: 'call-error', error, call: callRecords.get(callKey)?.call ?? null});
    this.#readSoon(callKey);
    return Promise.reject(new CallRejection(error));
  }

  #readSoon(callKey: string): void {
    this.#work.statusBackoff.delete(callKey);
    this.#work.updatePolling();
  }
}
