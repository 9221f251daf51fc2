/** The calls of the other tabs: takes them over, and keeps two tabs from placing one call twice. */
import {isFinal} from '../call-phase.js';
import type {Call} from '../types.js';
import {CANCEL_HEAD_START_MS} from './call-backoff.js';
import {mergeRecords, readCallRecord} from './call-record.js';
import type {CallWork} from './call-work.js';
import {orphanAge} from './orphaned-calls.js';
import {SAME_GESTURE_MS} from './placing-lock.js';

/** Takes over a copy of a call from another tab. */
export function adoptRecord(work: CallWork, value: unknown): void {
  const {callRecords} = work;
  const receivedRecord = readCallRecord(value);
  if (!receivedRecord) return;
  const {key: callKey, phase} = receivedRecord.call;
  const knownRecord = callRecords.get(callKey);
  if (!knownRecord && isFinal(phase)) return;
  const mergedRecord = knownRecord ? mergeRecords(knownRecord, receivedRecord) : receivedRecord;
  if (mergedRecord === knownRecord) return;
  const isNewCancel = mergedRecord.cancel === 'asked' && knownRecord?.cancel !== 'asked';
  if (isNewCancel) work.cancelBackoff.start(callKey, CANCEL_HEAD_START_MS);
  // The other tab has just read the status, so this tab waits a whole interval.
  work.statusBackoff.start(callKey);
  callRecords.set(mergedRecord, false);
  work.updatePolling();
}

/** After the sign-out, only the end of a call is of use that another tab carries. */
export function adoptEnd(work: CallWork, value: unknown): void {
  const call = readCallRecord(value)?.call;
  if (call && isFinal(call.phase) && work.callRecords.getActive(call.key)) adoptRecord(work, value);
}

/** Takes over what the other tabs have stored, since their messages may not reach this tab. */
export function adoptStored(work: CallWork): void {
  for (const storedRecord of work.callRecords.readStored()) adoptRecord(work, storedRecord);
}

/**
 * True while another tab places a call, or has placed one within the same gesture. True also for a
 * call to this number of which the user could not know in this tab, as it was only stored.
 */
export function isPlacingElsewhere(
  work: CallWork, {to, extension}: Pick<Call, 'to' | 'extension'>,
): boolean {
  const {callRecords, context: {environment, options}} = work;
  const knownKeys = callRecords.active().map(({call}) => call.key);
  adoptStored(work);
  return callRecords.fromOtherTabs().some((call) => {
    const age = Math.abs(environment.now() - call.startedAt);
    const isSameNumber = call.to === to && call.extension === extension;
    const isNews = !isFinal(call.phase) && !knownKeys.includes(call.key);
    if (age < SAME_GESTURE_MS || (isSameNumber && isNews)) return true;
    return call.phase === 'placing' && call.id === null && age < orphanAge(options);
  });
}
