/** Whose record in the call log it is: people have other calls, and one RingOut may have two. */
import type {LoggedCall} from '../../ringcentral/call-log.js';
import {isSameNumber} from '../inbound/same-number.js';
import type {Call, CallDetails} from '../types.js';
import {freezeDetails} from './details-record.js';
import {sessionIdOf} from './session-id.js';

/** Between the click and the start that the platform has recorded. */
const START_TOLERANCE_MS = 10_000;

export interface FoundDetails {
  readonly details: CallDetails;
  readonly isRecordingShort: boolean;
}

/**
 * The record of a call by its telephony session; null where there is none that says how the call
 * went.
 */
export function findBySession(logged: readonly LoggedCall[], call: Call): FoundDetails | null {
  const id = sessionIdOf(call);
  const ofSession = logged.filter(({sessionId}) => id !== undefined && sessionId === id);
  // A call to the user, in the same session, is the user's own leg.
  const found = ofSession.find(isRingOut) ?? ofSession.find(isOutbound);
  return found ? toDetails(found) : null;
}

/**
 * The record of a call where none has its id: by number and time, if exactly one fits. `others`:
 * the further calls that are known.
 */
export function findByNumber(
  logged: readonly LoggedCall[], call: Call, others: readonly Call[],
): FoundDetails | null {
  const isOwnTime = (at: number, tolerance: number): boolean =>
    Math.abs(at - call.startedAt) <= tolerance;
  const isContested = others.some(({key, to, startedAt}) =>
    key !== call.key && isSameNumber(to, call.to) && isOwnTime(startedAt, 2 * START_TOLERANCE_MS));
  const isInBrowser = call.via === 'browser';
  const fitting = logged.filter((record) =>
    isRingOut(record) !== isInBrowser && isOutbound(record) &&
    isSameNumber(record.to, call.to) && isOwnTime(record.startedAt, START_TOLERANCE_MS));
  const [found, ...more] = fitting;
  if (!found || more.length > 0 || isContested) return null;
  const isOthers = others.some((other) =>
    other.key !== call.key && sessionIdOf(other) === found.sessionId);
  return isOthers ? null : toDetails(found);
}

const isRingOut = ({action}: LoggedCall): boolean => /^ringout/i.test(action ?? '');

const isOutbound = ({direction}: LoggedCall): boolean => direction === 'Outbound';

function toDetails(logged: LoggedCall): FoundDetails | null {
  const {sessionId, startedAt, duration, result, legs, recording} = logged;
  if (!logged.isComplete || !sessionId) return null;
  const details = freezeDetails({
    telephonySessionId: sessionId, startedAt, duration, result, legs, ...(recording && {recording}),
  });
  return {details, isRecordingShort: logged.isRecordingShort};
}
