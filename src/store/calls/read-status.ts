/** Reads the status of a call, and says what the answer means for it. */
import {isAboutRingOut, isRingOutGone, readRingOutStatus} from '../../ringcentral/ring-out.js';
import {backOffAfter} from './call-backoff.js';
import {applyGone, applyStatus, DOUBT_MAX_MS, giveUpCall, markStale} from './call-progress.js';
import {type CallRecord, withChanges} from './call-record.js';
import type {Phase} from '../types.js';
import type {CallWork} from './call-work.js';

export async function readStatus(work: CallWork, callKey: string): Promise<void> {
  const {ringOut, callRecords, statusBackoff} = work;
  const ringOutId = callRecords.get(callKey)?.call.id;
  if (!ringOut || !ringOutId) return;
  work.statusRequests.record();
  const apiResult = await ringOut.readStatus(ringOutId);
  if (work.isDisposed) return;
  const isAnswer = apiResult.kind === 'ok' && isAboutRingOut(apiResult.body, ringOutId);
  const status = isAnswer ? readRingOutStatus(apiResult.body) : null;
  if (status) {
    statusBackoff.start(callKey);
    const phaseBefore = callRecords.get(callKey)?.call.phase;
    await applyStatus(work, callKey, status);
    return distrustPush(work, callKey, phaseBefore);
  }
  if (isRingOutGone(apiResult)) return applyGone(work, callKey);
  const callRecord = callRecords.getActive(callKey);
  if (!callRecord) return;
  if (apiResult.kind === 'client-error') return handleRefusal(work, callRecord);
  markStale(work, callRecord);
  backOffAfter(apiResult, statusBackoff, callKey);
}

/** A request told of a phase that push should have told of. */
function distrustPush(work: CallWork, callKey: string, phaseBefore: Phase | undefined): void {
  const callRecord = work.callRecords.getActive(callKey);
  if (!callRecord?.isPushed || callRecord.call.phase === phaseBefore) return;
  work.callRecords.update(withChanges(callRecord, {}, {isPushed: undefined}));
}

/** The platform refused the question, which says nothing about the call. */
async function handleRefusal(work: CallWork, callRecord: CallRecord): Promise<void> {
  const {key: callKey} = callRecord.call;
  const now = work.context.environment.now();
  const {doubtfulSince = now} = callRecord;
  if (now - doubtfulSince >= DOUBT_MAX_MS) return giveUpCall(work, callKey);
  work.statusBackoff.backOff(callKey);
  work.callRecords.update(withChanges(callRecord, {stale: true}, {doubtfulSince}));
}
