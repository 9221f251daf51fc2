/** Cancels calls: asks RingCentral, and tells the user where that has no effect. */
import {failureOf} from '../../ringcentral/errors.js';
import {isCancelAccepted, isRingOutGone} from '../../ringcentral/ring-out.js';
import {callError} from '../call-error.js';
import {nextPhase} from '../call-phase.js';
import type {Call, Failure} from '../types.js';
import {type CallRecord, canBeCanceled, withChanges} from './call-record.js';
import {backOffAfter} from './call-waits.js';
import type {CallWork} from './call-work.js';
import {CancelWatch} from './cancel-watch.js';

export class CallCanceling {
  readonly #work: CallWork;
  readonly #cancelWatch: CancelWatch;

  constructor(work: CallWork) {
    this.#work = work;
    this.#cancelWatch = new CancelWatch(work.context.environment, (callKey) => {
      const callRecord = work.callRecords.getActive(callKey);
      if (!callRecord || callRecord.call.cancelFailed) return;
      this.#report(withChanges(callRecord, {cancelFailed: true}), 'timeout');
    });
  }

  /** The user cancels the call in this tab. */
  async cancel(callKey: string): Promise<void> {
    const {context, callRecords, waits, updatePolling} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord || !canBeCanceled(callRecord)) return;
    const cancelAt = context.environment.now();
    this.#cancelWatch.begin(callKey);
    const callPatch = {phase: 'canceling', cancelAt, cancelFailed: undefined} as const;
    callRecords.update(withChanges(callRecord, callPatch, {cancel: 'asked'}));
    waits.startCancel(callKey);
    if (callRecord.call.id) await this.send(callKey);
    updatePolling();
  }

  /** Sends the cancel of a call that has an id. */
  async send(callKey: string): Promise<void> {
    const {ringOut, callRecords, progress, waits, updatePolling} = this.#work;
    const ringOutId = callRecords.get(callKey)?.call.id;
    if (!ringOut || !ringOutId) return;
    const apiResult = await ringOut.cancel(ringOutId);
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord || this.#work.isDisposed) return;
    if (isCancelAccepted(apiResult)) {
      // A 204 proves nothing: the call is canceled only once its status says that it is over.
      callRecords.update(withChanges(callRecord, {}, {cancel: 'sent'}));
      if (!callRecord.call.cancelFailed) this.#cancelWatch.begin(callKey);
      waits.status.delete(callKey);
      return updatePolling();
    }
    if (isRingOutGone(apiResult)) await progress.applyStatus(callKey, 'gone');
    else if (apiResult.kind !== 'client-error') backOffAfter(apiResult, waits.cancel, callKey);
    else this.#handleDenial(callRecord, failureOf(apiResult));
    updatePolling();
  }

  /** Call it whenever the call has changed. */
  watch(call: Call): void {
    this.#cancelWatch.watch(call);
  }

  dispose(): void {
    this.#cancelWatch.dispose();
  }

  /** The call goes on in the phase that its last status tells. */
  #handleDenial(callRecord: CallRecord, code: Failure): void {
    const {phase: toldPhase} = nextPhase('canceling', callRecord.call, false);
    const phase = toldPhase === 'canceling' ? 'ringing-caller' : toldPhase;
    const callPatch = {phase, cancelAt: undefined, cancelFailed: true} as const;
    this.#report(withChanges(callRecord, callPatch, {cancel: 'refused'}), code);
  }

  #report(callRecord: CallRecord, code: Failure): void {
    const {context, callRecords} = this.#work;
    callRecords.update(callRecord);
    context.emit({type: 'call-error', error: callError(code), call: callRecord.call});
  }
}
