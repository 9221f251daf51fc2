/** Cancels calls: asks RingCentral, and tells the user where that has no effect. */
import {failureOf} from '../../ringcentral/errors.js';
import {isDone} from '../../ringcentral/api.js';
import {isRingOutGone} from '../../ringcentral/ring-out.js';
import {callError} from '../call-error.js';
import {nextPhase} from '../call-phase.js';
import type {Failure} from '../types.js';
import {backOffAfter, CANCEL_HEAD_START_MS} from './call-backoff.js';
import {applyGone} from './call-progress.js';
import {type CallRecord, canBeCanceled, withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';

/** The user cancels the call in this tab. */
export async function cancelCall(work: CallWork, callKey: string): Promise<void> {
  const {callRecords} = work;
  const callRecord = callRecords.getActive(callKey);
  if (!callRecord || !canBeCanceled(callRecord)) return;
  const cancelAt = work.context.environment.now();
  work.cancelWatch.begin(callKey);
  const callPatch = {phase: 'canceling', cancelAt, cancelFailed: undefined} as const;
  callRecords.update(withChanges(callRecord, callPatch, {cancel: 'asked'}));
  work.cancelBackoff.start(callKey, CANCEL_HEAD_START_MS);
  if (callRecord.call.id) await sendCancel(work, callKey);
  work.updatePolling();
}

/** Sends the cancel of a call that has an id. */
export async function sendCancel(work: CallWork, callKey: string): Promise<void> {
  const {ringOut, callRecords} = work;
  const ringOutId = callRecords.get(callKey)?.call.id;
  if (!ringOut || !ringOutId) return;
  const apiResult = await ringOut.cancel(ringOutId);
  const callRecord = callRecords.getActive(callKey);
  if (!callRecord || work.isDisposed) return;
  if (isDone(apiResult)) {
    // A 204 proves nothing: the call is canceled only once its status says that it is over.
    callRecords.update(withChanges(callRecord, {}, {cancel: 'sent'}));
    if (!callRecord.call.cancelFailed) work.cancelWatch.begin(callKey);
    work.statusBackoff.delete(callKey);
    return work.updatePolling();
  }
  if (isRingOutGone(apiResult)) await applyGone(work, callKey);
  else if (apiResult.kind !== 'client-error') backOffAfter(apiResult, work.cancelBackoff, callKey);
  else handleDenial(work, callRecord, failureOf(apiResult));
  work.updatePolling();
}

/** The cancel of a call has had no effect for too long. */
export function reportNoEffect(work: CallWork, callKey: string): void {
  const callRecord = work.callRecords.getActive(callKey);
  if (!callRecord || callRecord.call.cancelFailed) return;
  report(work, withChanges(callRecord, {cancelFailed: true}), 'timeout');
}

/** The call goes on in the phase that its last status tells. */
function handleDenial(work: CallWork, callRecord: CallRecord, code: Failure): void {
  const {phase: toldPhase} = nextPhase('canceling', callRecord.call, false);
  const phase = toldPhase === 'canceling' ? 'ringing-caller' : toldPhase;
  const callPatch = {phase, cancelAt: undefined, cancelFailed: true} as const;
  report(work, withChanges(callRecord, callPatch, {cancel: 'refused'}), code);
}

function report(work: CallWork, callRecord: CallRecord, code: Failure): void {
  work.callRecords.update(callRecord);
  work.context.emit({type: 'call-error', error: callError(code), call: callRecord.call});
}
