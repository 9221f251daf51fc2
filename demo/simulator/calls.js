import {browserScenario} from './browser-scenarios.js';
import {scenarioNamed, scenarioOf} from './scenarios.js';

/**
 * The status of a RingOut follows from its facts, its scenario and the time.
 *
 * @typedef {import('./facts.js').CallFacts} CallFacts
 *
 * @typedef {object} RingOutStatus
 * @property {string} callStatus
 * @property {string} callerStatus
 * @property {string} calleeStatus
 */

/** A call of an endless scenario is over after a day. */
export const CALL_MAX_DURATION_MS = 24 * 3_600_000;

/**
 * The scenario of a call: that of its number, unless the user's own phone cannot be rung.
 *
 * @param {Pick<CallFacts, 'to' | 'deviceId' | 'isPhoneOffline'>} call
 */
export function scenarioOfCall({deviceId, isPhoneOffline, to}) {
  if (deviceId !== undefined) return browserScenario(scenarioOf(to));
  return isPhoneOffline ? scenarioNamed('phone-offline') : scenarioOf(to);
}

/** @type {(callStatus: string, callerStatus: string, calleeStatus: string) => RingOutStatus} */
const ringOutStatus = (callStatus, callerStatus, calleeStatus) =>
  ({callStatus, callerStatus, calleeStatus});

/**
 * @param {{speed: number}} call
 * @param {number} seconds At speed 1.
 */
export const toMs = (call, seconds) => seconds * 1000 / call.speed;

/** @param {RingOutStatus} lastStatus */
function statusAfterHangUp({callerStatus, calleeStatus}) {
  if (callerStatus === 'InProgress') return ringOutStatus('CannotReach', 'Rejected', 'InProgress');
  if (calleeStatus === 'InProgress') return ringOutStatus('CannotReach', 'Finished', 'Rejected');
  return ringOutStatus('Success', 'Finished', 'Finished');
}

/**
 * How far a call would be if it had been left to its scenario.
 *
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 */
function scenarioProgress(call, now) {
  const {timeline, endless} = scenarioOfCall(call);
  const stepTime = (/** @type {number} */ seconds) => call.startedAt + toMs(call, seconds);
  const step = timeline.findLast(({at}) => stepTime(at) <= now) ?? timeline[0];
  if (!step) throw new Error(`The scenario of ${call.to} places no call.`);
  const isOver = timeline.at(-1) === step && !endless;
  return {
    status: ringOutStatus(step.call, step.caller, step.callee),
    isForgotten: step.gone ?? false,
    endedAt: isOver ? stepTime(step.at) : null,
  };
}

/**
 * How far a call is whose scenario was interrupted by a hang-up or a cancel.
 *
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {RingOutStatus} lastStatus
 * @param {number} cancelDelayMs
 * @returns {{status: RingOutStatus, endedAt: number | null}}
 */
function interruptedProgress({canceledAt, hungUpAt}, now, lastStatus, cancelDelayMs) {
  if (hungUpAt !== undefined && hungUpAt <= now) {
    return {status: statusAfterHangUp(lastStatus), endedAt: hungUpAt};
  }
  if (canceledAt !== undefined && canceledAt + cancelDelayMs <= now) {
    const status = ringOutStatus('CannotReach', 'Rejected', lastStatus.calleeStatus);
    return {status, endedAt: canceledAt + cancelDelayMs};
  }
  return {status: lastStatus, endedAt: null};
}

/**
 * How far a call is, interrupted or not.
 *
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {{cancelTakes: number}} options Seconds at speed 1.
 */
export function progressAt(call, now, {cancelTakes}) {
  const interruptedAt = Math.min(call.canceledAt ?? Infinity, call.hungUpAt ?? Infinity);
  const progress = scenarioProgress(call, Math.min(now, interruptedAt));
  if (progress.endedAt !== null) return progress;
  const interrupted = interruptedProgress(call, now, progress.status, toMs(call, cancelTakes));
  return {...interrupted, isForgotten: false};
}

/**
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {{keepEnded: number, cancelTakes: number}} options Seconds at speed 1.
 * @returns {RingOutStatus | null} null once the platform has forgotten the call.
 */
export function statusAt(call, now, {keepEnded, cancelTakes}) {
  const {status, endedAt, isForgotten} = progressAt(call, now, {cancelTakes});
  if (isForgotten) return null;
  const forgottenAt = (endedAt ?? call.startedAt + CALL_MAX_DURATION_MS) + toMs(call, keepEnded);
  return now < forgottenAt ? status : null;
}

/**
 * The platform cancels a call only while the caller's phone is still ringing.
 *
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 */
export function canCancel(call, now) {
  if (call.canceledAt !== undefined || call.hungUpAt !== undefined) return false;
  const {status, endedAt} = scenarioProgress(call, now);
  return endedAt === null && status.callerStatus === 'InProgress';
}

/**
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {{cancelTakes: number}} options Seconds at speed 1.
 */
export const isOver = (call, now, options) => progressAt(call, now, options).endedAt !== null;
