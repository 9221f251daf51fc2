import {CALL_MAX_DURATION_MS, progressAt} from '../calls.js';
import {ownPartyOf} from '../telephony/inbound-steps.js';
import {inboundMoments, inboundStateAt} from '../telephony/inbound-state.js';
import {stagesOf} from '../telephony/legs.js';

/**
 * When a call began, was answered, and ended.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 *
 * @typedef {object} CallSpan Epoch ms.
 * @property {number} startedAt
 * @property {number} [answeredAt] By the user; absent where they did not answer.
 * @property {number} [connectedAt] Absent where the two never talked.
 * @property {number} endedAt In the future while the call lasts.
 */

/** @param {CallFacts} call @param {{cancelTakes: number}} options @returns {CallSpan} */
export function spanOf(call, options) {
  const {startedAt} = call;
  const endedAt = progressAt(call, Infinity, options).endedAt ?? startedAt + CALL_MAX_DURATION_MS;
  const stages = stagesOf(call).filter(({at}) => at < endedAt);
  const answeredAt = stages.find(({stage}) => stage !== 'caller')?.at;
  const connectedAt = stages.find(({stage}) => stage === 'connected')?.at;
  return {
    startedAt, endedAt, ...(answeredAt === undefined ? {} : {answeredAt}),
    ...(connectedAt === undefined ? {} : {connectedAt}),
  };
}

/**
 * The states of the user's own party of a call to them, oldest first.
 *
 * @param {InboundFacts} call
 */
export const ownStates = (call) => inboundMoments(call)
  .sort((one, other) => one - other)
  .map((at) => ({...ownPartyOf(inboundStateAt(call, at)), at}));

/** @param {InboundFacts} call @returns {CallSpan} */
export function inboundSpanOf(call) {
  const states = ownStates(call);
  const answeredAt = states.find(({code}) => code === 'Answered')?.at;
  const endedAt = states.find(({code}) => code === 'Disconnected')?.at ?? Infinity;
  return {
    startedAt: call.startedAt, endedAt,
    ...(answeredAt === undefined ? {} : {answeredAt, connectedAt: answeredAt}),
  };
}
