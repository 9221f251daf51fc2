/** Reads the status of a call, and says what the answer means for it. */
import {isRingOutGone, readRingOutStatus} from '../../ringcentral/ring-out.js';
import {backOffAfter} from './call-backoff.js';
import {applyStatus, DOUBT_MAX_MS, giveUpCall, markStale} from './call-progress.js';
import {type CallRecord, withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';

export async function readStatus(work: CallWork, callKey: string): Promise<void> {
  const {ringOut, callRecords, statusBackoff} = work;
  const ringOutId = callRecords.get(callKey)?.call.id;
  if (!ringOut || !ringOutId) return;
  work.statusRequests.record();
  const apiResult = await ringOut.readStatus(ringOutId);
  if (work.isDisposed) return;
  const status = apiResult.kind === 'ok' ? readRingOutStatus(apiResult.body) : null;
  if (status) {
    statusBackoff.start(callKey);
    return applyStatus(work, callKey, status);
  }
  if (isRingOutGone(apiResult)) return applyStatus(work, callKey, 'gone');
  const callRecord = callRecords.getActive(callKey);
  if (!callRecord) return;
  if (apiResult.kind === 'client-error') return handleRefusal(work, callRecord);
  markStale(work, callRecord);
  backOffAfter(apiResult, statusBackoff, callKey);
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
