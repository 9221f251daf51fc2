/** Takes calls from phase to phase, by the statuses that RingCentral tells, and ends them. */
import type {RingOutStatus} from '../../ringcentral/ring-out.js';
import {callError, lostError} from '../call-error.js';
import {isFinal, nextPhase, type PhaseOutcome, type StatusAnswer, statusesIn} from '../call-phase.js';
import type {Call, CallError, Failure, Leg, Why} from '../types.js';
import {
  availableActions, type CallPatch, type CallRecord, isCanceling, withActions, withChanges,
} from './call-record.js';
import type {CallConclusion} from './call-conclusion.js';
import {type CallWork, isInBrowser} from './call-work.js';

/** A call is given up once the platform could not say for this long how it is. */
export const DOUBT_MAX_MS = 60_000;

/** The facts of a telephony session that RingOut has no status for. */
interface SessionFacts {
  readonly callPatch: CallPatch;
  /** In place of the error that the statuses mean, where the call failed. */
  readonly failure?: PhaseOutcome['error'];
}

export async function applyStatus(
  work: CallWork, callKey: string, statusAnswer: StatusAnswer,
  {callPatch: facts, failure}: SessionFacts = {callPatch: {}},
): Promise<void> {
  const {callRecords, context: {environment}} = work;
  const callRecord = callRecords.getActive(callKey);
  if (!callRecord) return;
  const now = environment.now();
  const isCancelAsked = isCanceling(callRecord);
  const phaseOutcome = nextPhase(callRecord.call.phase, statusAnswer, isCancelAsked);
  const {phase, doubtful: isDoubtful = false} = phaseOutcome;
  const status = statusesIn(statusAnswer);
  if (typeof statusAnswer !== 'string' && !isDoubtful) work.statusRequests.noteReading(callKey);
  if (isFinal(phase)) {
    const finalError = finalErrorOf(phaseOutcome, failure);
    return concludeCall(work, callKey, {...status, ...facts, phase, error: finalError});
  }
  const {doubtfulSince = now} = callRecord;
  const isGivenUp = isDoubtful && now - doubtfulSince >= DOUBT_MAX_MS;
  if (isGivenUp) return giveUpCall(work, callKey, status);
  const talk = talkValues(callRecord.call, phase, now);
  const can = availableActions(callRecord.actions, {...callRecord.call, phase});
  const callPatch = {...status, ...facts, phase, can, stale: isDoubtful, ...talk};
  const recordPatch = {doubtfulSince: isDoubtful ? doubtfulSince : undefined};
  callRecords.update(withChanges(callRecord, callPatch, recordPatch));
}

/** RingCentral knows the call no longer. */
export function applyGone(work: CallWork, callKey: string): Promise<void> {
  const callRecord = work.callRecords.getActive(callKey);
  const isJustRead = callRecord && work.statusRequests.isJustRead(callRecord);
  return applyStatus(work, callKey, isJustRead ? 'gone' : 'lost');
}

function finalErrorOf(
  {phase, error}: PhaseOutcome, failure: SessionFacts['failure'],
): CallError | undefined {
  // No answer but `lost` means this phase.
  if (phase === 'unconfirmed') return lostError();
  const told = phase === 'failed' ? failure ?? error : error;
  return told && callError(told.code, {leg: told.leg});
}

/** The values of a call that change once both parties talk. */
function talkValues(
  {startedAt, connectedAt, cancelFailed}: Call, phase: Call['phase'], now: number,
): Pick<CallConclusion, 'connectedAt' | 'cancelFailed'> {
  if (phase !== 'connected') return {connectedAt, cancelFailed};
  // A clock that was set back must not let a call connect before it began.
  return {connectedAt: connectedAt ?? Math.max(now, startedAt), cancelFailed: undefined};
}

/** The status of the call cannot be read at the moment. */
export function markStale(work: CallWork, callRecord: CallRecord): void {
  work.callRecords.update(withChanges(callRecord, {stale: true}));
}

/** No request is sent for any RingOut, neither to follow it nor to act on it. */
export function markAllStale(work: CallWork): void {
  for (const callRecord of work.callRecords.active()) {
    if (!isInBrowser(callRecord.call)) markStale(work, withActions(callRecord, undefined));
  }
}

/** Concludes a call whose outcome cannot be known. */
export function giveUpCall(
  work: CallWork, callKey: string, status: RingOutStatus = {},
): Promise<void> {
  const call = work.callRecords.get(callKey)?.call;
  // A RingOut may still ring the user's phone; a call in a browser is over with its tab.
  const error = call && isInBrowser(call) ? lostError() : callError('unconfirmed');
  return concludeCall(work, callKey, {...status, phase: 'unconfirmed', error});
}

interface FailureDetails {
  /** Epoch ms. */
  readonly retryAt?: number | undefined;
  readonly why?: Why | undefined;
  readonly leg?: Leg | undefined;
}

export function failCall(
  work: CallWork, callKey: string, errorCode: Failure, details: FailureDetails = {},
): Promise<void> {
  return concludeCall(work, callKey, {phase: 'failed', error: callError(errorCode, details)});
}

export async function concludeCall(
  work: CallWork, callKey: string, conclusion: CallConclusion,
): Promise<void> {
  await work.callRecords.conclude(callKey, conclusion);
  work.updatePolling();
}
