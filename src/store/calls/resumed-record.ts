/** A new page takes over the calls that another page left in storage. */
import {isFinal} from '../call-phase.js';
import {type CallRecord, withChanges} from './call-record.js';
import {type CallWork, isInBrowser} from './call-work.js';

/** A RingOut that no page has followed is stale until its status is read again. */
export function resumedRecord(
  {statusRequests, context: {environment}}: CallWork, callRecord: CallRecord,
): CallRecord {
  const {call} = callRecord;
  if (isFinal(call.phase) || isInBrowser(call)) return callRecord;
  // A call that began in the future would never be too old.
  const startedAt = Math.min(call.startedAt, environment.now());
  const stale = call.stale || !statusRequests.isFollowed(call);
  return withChanges(callRecord, {stale, startedAt}, {isPushed: undefined});
}
