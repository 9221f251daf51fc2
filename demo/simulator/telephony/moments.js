import {CALL_MAX_DURATION_MS, progressAt, toMs} from '../calls.js';
import {ringsAt, stagesOf} from './legs.js';

/**
 * The moments at which something about a call may change. Between two of them, nothing does.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {Pick<import('../options.js').Options,
 *   'cancelTakes' | 'mirrorFirst' | 'mirrorLead'>} TimeOptions
 */

/** Seconds at speed 1 for which presence may flicker. */
export const FLICKER_S = 0.5;

/** Whether the user's own leg is a second session. @param {CallFacts} call */
export const hasMirror = ({origin, sessions}) => origin !== 'Call' && sessions === 'mirrored';

/** When a RingOut's own session is known beside the mirrored one. */
export const mirrorLeadEnd = (
  /** @type {CallFacts} */ call,
  /** @type {TimeOptions} */ {mirrorLead},
) => call.startedAt + toMs(call, mirrorLead);

/**
 * @param {CallFacts} call
 * @param {TimeOptions} options
 * @returns {number[]} Epoch ms, each once, ascending. The last one is the end of the call.
 */
export function momentsOf(call, options) {
  const {startedAt, changes = []} = call;
  const end = progressAt(call, Infinity, options).endedAt ?? startedAt + CALL_MAX_DURATION_MS;
  const moments = [
    ...stagesOf(call).flatMap(({at}) => [at, at + toMs(call, FLICKER_S), ringsAt(call, at)]),
    ...changes.map(({at}) => at),
    ...(options.mirrorFirst && hasMirror(call) ? [mirrorLeadEnd(call, options)] : []),
  ].filter((at) => at < end);
  return [...new Set([...moments, end])].sort((one, other) => one - other);
}

/**
 * How often something may have changed since a moment. It grows with each change, also where two
 * happen at the same moment.
 *
 * @param {CallFacts} call
 * @param {{since: number, now: number}} span Epoch ms.
 * @param {TimeOptions} options
 */
export function changeCount(call, {since, now}, options) {
  const moments = momentsOf(call, options).filter((at) => since <= at && at <= now);
  const changes = (call.changes ?? []).filter(({at}) => at <= now);
  const isOver = progressAt(call, now, options).endedAt !== null;
  return moments.length + changes.length + Number(isOver);
}
