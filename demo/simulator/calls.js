import {scenarioOf} from './scenarios.js';

/**
 * What is stored of a RingOut. Its status is not: it follows from these facts and the time.
 *
 * @typedef {object} CallFacts
 * @property {string} id
 * @property {string} owner Extension id.
 * @property {string} to E.164
 * @property {string} [from]
 * @property {string} [callerId]
 * @property {boolean} [playPrompt]
 * @property {number} startedAt Epoch ms.
 * @property {number} speed
 * @property {number} [canceledAt] Only where the cancel came in time.
 * @property {number} [hungUpAt]
 *
 * @typedef {{callStatus: string, callerStatus: string, calleeStatus: string}} Status
 */

/** Nobody talks for longer. */
const LONGEST = 24 * 3600;

/** @type {(call: string, caller: string, callee: string) => Status} */
const status = (callStatus, callerStatus, calleeStatus) => ({callStatus, callerStatus, calleeStatus});

/** @param {Status} was */
function hungUp(was) {
  if (was.callerStatus === 'InProgress') return status('CannotReach', 'Rejected', 'InProgress');
  if (was.calleeStatus === 'InProgress') return status('CannotReach', 'Finished', 'Rejected');
  return status('Success', 'Finished', 'Finished');
}

/**
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 */
function byTimeline(call, now) {
  const {timeline, endless} = scenarioOf(call.to);
  const seconds = (/** @type {number} */ at) => call.startedAt + at * 1000 / call.speed;
  const step = timeline.findLast(({at}) => seconds(at) <= now) ?? timeline[0];
  if (!step) throw new Error(`No call comes about with ${call.to}.`);
  const last = timeline.at(-1) === step;
  return {
    status: status(step.call, step.caller, step.callee),
    gone: step.gone ?? false,
    endedAt: last && !endless ? seconds(step.at) : null,
  };
}

/**
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {{keepEnded: number, cancelTakes: number}} options Seconds at speed 1.
 * @returns {Status | null} null: the platform knows no such call any more.
 */
export function statusAt(call, now, {keepEnded, cancelTakes}) {
  const seconds = (/** @type {number} */ n) => n * 1000 / call.speed;
  const frozenAt = Math.min(now, call.canceledAt ?? Infinity, call.hungUpAt ?? Infinity);
  const then = byTimeline(call, frozenAt);
  let {status: current, endedAt} = then;
  if (then.gone) return null;
  if (endedAt === null && call.hungUpAt !== undefined && call.hungUpAt <= now) {
    current = hungUp(current);
    endedAt = call.hungUpAt;
  } else if (endedAt === null && call.canceledAt !== undefined && call.canceledAt + seconds(cancelTakes) <= now) {
    current = status('CannotReach', 'Rejected', current.calleeStatus);
    endedAt = call.canceledAt + seconds(cancelTakes);
  }
  if (now >= (endedAt ?? call.startedAt + LONGEST * 1000) + seconds(keepEnded)) return null;
  return current;
}

/**
 * A cancel only works while the first leg is not established.
 *
 * @param {CallFacts} call
 * @param {number} now
 */
export function canCancel(call, now) {
  const {status: current, endedAt} = byTimeline(call, now);
  return endedAt === null && current.callerStatus === 'InProgress' && call.canceledAt === undefined && call.hungUpAt === undefined;
}

/**
 * @param {CallFacts} call
 * @param {number} now
 */
export const isOver = (call, now) => byTimeline(call, now).endedAt !== null || call.hungUpAt !== undefined;
