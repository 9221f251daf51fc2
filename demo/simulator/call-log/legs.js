import {legsAt} from '../telephony/legs.js';
import {ownNumber} from '../telephony/sessions.js';
import {CONNECTED, IN_PROGRESS, VOICEMAIL, calleeResult, callerResult} from './results.js';
import {ownStates, spanOf} from './spans.js';

/**
 * The legs of calls, as the call log tells of them.
 *
 * @typedef {import('../facts.js').CallEnd} CallEnd
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../options.js').Options} Options
 * @typedef {import('./results.js').LegResult} LegResult
 *
 * @typedef {object} LogLeg
 * @property {string} legType
 * @property {LegResult} result
 * @property {CallEnd} from
 * @property {CallEnd} to
 * @property {number} startedAt Epoch ms.
 * @property {number} durationMs From the answer to the end; 0 where there was no answer.
 *
 * @typedef {object} View
 * @property {number} now Epoch ms.
 * @property {Options} options
 * @property {import('../facts.js').User} user Who asks.
 */

/** @param {number | undefined} answeredAt @param {number} endedAt @param {number} now */
const durationOf = (answeredAt, endedAt, now) =>
  Math.max(0, Math.min(endedAt, now) - (answeredAt ?? Infinity));

/**
 * The user's own phone and the number that they called.
 *
 * @param {CallFacts} call
 * @param {View} view
 */
export function endsOf(call, {options, user}) {
  const own = {phoneNumber: ownNumber(call, options), name: user.name, extensionId: call.owner};
  return {own, other: {phoneNumber: call.to}};
}

/**
 * The results of both phones, as they are at the end.
 *
 * @param {CallFacts} call
 * @param {View} view
 */
function endResults(call, {options}) {
  const {answeredAt, connectedAt, endedAt} = spanOf(call, options);
  const {caller, callee} = legsAt(call, endedAt, options);
  const isVoicemail = connectedAt !== undefined
    && legsAt(call, connectedAt, options).callee?.code === 'VoiceMail';
  const connected = isVoicemail ? VOICEMAIL : CONNECTED;
  return {
    caller: answeredAt === undefined ? callerResult(caller) : CONNECTED,
    callee: connectedAt === undefined ? callee && calleeResult(callee) : connected,
  };
}

/**
 * The legs of a RingOut, that of the user's own phone first. The other phone has none while it has
 * not been rung.
 *
 * @param {CallFacts} call
 * @param {View} view
 * @returns {LogLeg[]}
 */
export function ringOutLegs(call, view) {
  const {now, options} = view;
  const {startedAt, answeredAt, connectedAt, endedAt} = spanOf(call, options);
  const {own, other} = endsOf(call, view);
  const isOver = endedAt <= now;
  const results = endResults(call, view);
  const callerLeg = {
    legType: 'RingOutClientToCaller', result: isOver ? results.caller : IN_PROGRESS,
    from: other, to: own, startedAt, durationMs: durationOf(answeredAt, endedAt, now),
  };
  if (answeredAt === undefined || answeredAt > now || !results.callee) return [callerLeg];
  const shown = {...own, phoneNumber: call.callerId ?? own.phoneNumber};
  return [callerLeg, {
    legType: 'RingOutClientToSubscriber', result: isOver ? results.callee : IN_PROGRESS,
    from: shown, to: other, startedAt: answeredAt,
    durationMs: durationOf(connectedAt, endedAt, now),
  }];
}

/**
 * The one leg of a call that the user dialed on a phone.
 *
 * @param {CallFacts} call
 * @param {View} view
 * @returns {LogLeg[]}
 */
export function dialedLegs(call, view) {
  const {now, options} = view;
  const {startedAt, connectedAt, endedAt} = spanOf(call, options);
  const {own, other} = endsOf(call, view);
  const {caller, callee} = endResults(call, view);
  return [{
    legType: 'SipToPstnUnmetered', result: endedAt <= now ? callee ?? caller : IN_PROGRESS,
    from: own, to: other, startedAt, durationMs: durationOf(connectedAt, endedAt, now),
  }];
}

/** How a call to the user ended for them. @param {InboundFacts} call @returns {LegResult} */
function inboundResult(call) {
  const states = ownStates(call);
  if (states.some(({code}) => code === 'Answered')) return {result: 'Accepted'};
  if (states.some(({code}) => code === 'VoiceMail')) return VOICEMAIL;
  const {missed, reason = ''} = states.find(({code}) => code === 'Disconnected') ?? {missed: true};
  if (missed) return {result: 'Missed'};
  return {result: reason === 'Rejected' ? 'Declined' : 'Answered Elsewhere'};
}

/**
 * @param {InboundFacts} call
 * @param {import('./spans.js').CallSpan} span
 * @param {View} view
 * @returns {LogLeg[]}
 */
export const inboundLegs = (call, {startedAt, answeredAt, endedAt}, {now}) => [{
  legType: 'PstnToSip', result: endedAt <= now ? inboundResult(call) : IN_PROGRESS,
  from: call.from, to: call.to, startedAt, durationMs: durationOf(answeredAt, endedAt, now),
}];
