/** How the record of a call changes when the call is over. */
import {isFinal} from '../call-phase.js';
import type {Call} from '../types.js';
import {type CallPatch, type CallRecord, withChanges} from './call-record.js';

/** Values that a call has once it is over. */
export type CallConclusion = CallPatch & {readonly phase: Call['phase']};

/** Values that mean nothing once the call is over. */
const NOT_WHEN_OVER: CallPatch = {
  can: undefined, held: undefined, muted: undefined, cancelFailed: undefined,
};

export function concludedRecord(
  callRecord: CallRecord, conclusion: CallConclusion, now: number,
): CallRecord {
  const {startedAt, connectedAt = startedAt} = callRecord.call;
  const endedAt = Math.max(now, connectedAt);
  const callPatch = {...conclusion, ...NOT_WHEN_OVER, stale: false, endedAt};
  const recordPatch = {doubtfulSince: undefined, isPushed: undefined, actions: undefined};
  return withChanges(callRecord, callPatch, recordPatch);
}

export const isActive = ({call}: CallRecord): boolean => !isFinal(call.phase);

/** The call is over or dismissed, and the stored record does not say so. */
export function isBehind(stored: CallRecord | null, {call, dismissed}: CallRecord): boolean {
  if (!stored) return false;
  const isEndMissing = isFinal(call.phase) && isActive(stored);
  return isEndMissing || (dismissed === true && !stored.dismissed);
}
