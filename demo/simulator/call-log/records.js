import {toMs} from '../calls.js';
import {legacyIdOf, mirroredIdOf, sessionIdOf} from '../telephony/ids.js';
import {hasMirror} from '../telephony/moments.js';
import {dialedLegs, endsOf, inboundLegs, ringOutLegs} from './legs.js';
import {inboundOutcome, outcomeOf} from './outcome.js';
import {inboundSpanOf, spanOf} from './spans.js';

/**
 * The records of the call log. They follow from the same facts as telephony sessions.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('./legs.js').LogLeg} LogLeg
 * @typedef {import('./legs.js').View} View
 * @typedef {import('./outcome.js').LogOutcome} LogOutcome
 * @typedef {import('./spans.js').CallSpan} CallSpan
 *
 * @typedef {object} LogRecord
 * @property {string} id
 * @property {string} sessionId
 * @property {string} telephonySessionId
 * @property {'Inbound' | 'Outbound'} direction
 * @property {string} action
 * @property {import('../facts.js').CallEnd} from
 * @property {import('../facts.js').CallEnd} to
 * @property {number} startedAt Epoch ms.
 * @property {number} durationMs
 * @property {import('./results.js').LegResult} result
 * @property {LogLeg[]} legs
 * @property {boolean} isFinished
 * @property {number} changedAt Epoch ms.
 * @property {{id: string}} [recording]
 * @property {boolean} [isRecordingShort] It was dropped.
 */

/** Seconds at speed 1 of a recording that is kept. */
const RECORDING_MIN_S = 30;

/** The letters of ids of records. */
const ID_BASE = 36;

/** @param {string} sessionId The legacy one. */
const recordIdOf = (sessionId) => `I${Number(sessionId).toString(ID_BASE)}-zUA`;

/**
 * When the record is final, and when its recording is there: after about as long as the talk took.
 *
 * @param {{speed: number}} call
 * @param {CallSpan} span
 * @param {LogOutcome} outcome
 */
function datesOf(call, {connectedAt, endedAt}, {delay, isRecorded}) {
  const finalAt = endedAt + toMs(call, delay);
  const talkMs = endedAt - (connectedAt ?? endedAt);
  const hasTalk = isRecorded && talkMs > 0;
  const isLong = talkMs >= toMs(call, RECORDING_MIN_S);
  return {
    finalAt,
    recordedAt: hasTalk && isLong ? Math.max(finalAt, endedAt + talkMs) : Infinity,
    isRecordingShort: hasTalk && !isLong,
  };
}

/**
 * The recording as its record lists it.
 *
 * @param {string} sessionId The legacy one.
 * @param {ReturnType<typeof datesOf>} dates
 * @param {number} now
 */
function recordingFields(sessionId, {finalAt, recordedAt, isRecordingShort}, now) {
  if (recordedAt <= now) return {recording: {id: sessionId.slice(2)}, changedAt: recordedAt};
  return {changedAt: Math.min(finalAt, now), ...(isRecordingShort ? {isRecordingShort} : {})};
}

/**
 * The record of a call, made from its legs.
 *
 * @param {Pick<LogRecord, 'sessionId' | 'telephonySessionId' | 'direction' | 'action' | 'from' | 'to'
 *   | 'startedAt' | 'legs'>} fields
 * @param {ReturnType<typeof datesOf>} dates
 * @param {number} now
 * @returns {LogRecord}
 */
function recordOf(fields, dates, now) {
  const {sessionId, legs} = fields;
  const isFinished = dates.finalAt <= now;
  const inProgress = {result: 'In Progress'};
  const shownLegs = isFinished ? legs : legs.map((leg) => ({...leg, result: inProgress}));
  const lastLeg = /** @type {LogLeg} */ (shownLegs.at(-1));
  const durationMs = Math.max(...legs.map((leg) => leg.durationMs));
  return {
    ...fields, id: recordIdOf(sessionId), legs: shownLegs, durationMs, result: lastLeg.result,
    isFinished, ...recordingFields(sessionId, dates, now),
  };
}

/**
 * Whether the call log lists a call.
 *
 * @param {LogOutcome} outcome
 * @param {number} startedAt
 * @param {{finalAt: number}} dates
 * @param {number} now
 */
function isListed({isMissing, isListedBefore}, startedAt, {finalAt}, now) {
  if (isMissing || startedAt > now) return false;
  return isListedBefore || finalAt <= now;
}

/**
 * The ring of the user's own phone, which older systems list as a call from the other party.
 *
 * @param {CallFacts} call
 * @param {LogRecord} record
 * @returns {LogRecord}
 */
function mirroredRecord(call, {legs, ...record}) {
  const [leg] = /** @type {[LogLeg]} */ (legs);
  const sessionId = legacyIdOf(call, true);
  const {recording, ...others} = record;
  return {
    ...others, id: recordIdOf(sessionId), sessionId,
    telephonySessionId: mirroredIdOf(sessionIdOf(call)), direction: 'Inbound', action: 'Phone Call',
    from: record.to, to: record.from, result: leg.result, durationMs: leg.durationMs,
    legs: [{...leg, legType: 'PstnToSip'}],
  };
}

/** @param {CallFacts} call @param {View} view @returns {LogRecord[]} */
function placedRecords(call, view) {
  const {now, options} = view;
  const outcome = outcomeOf(call, options);
  const span = spanOf(call, options);
  const dates = datesOf(call, span, outcome);
  if (!isListed(outcome, call.startedAt, dates, now)) return [];
  const isRingOut = call.origin !== 'Call';
  const legs = isRingOut ? ringOutLegs(call, view) : dialedLegs(call, view);
  const {own, other} = endsOf(call, view);
  const record = recordOf({
    sessionId: legacyIdOf(call), telephonySessionId: sessionIdOf(call), direction: 'Outbound',
    action: isRingOut ? 'RingOut Web' : 'VoIP Call', from: own, to: other,
    startedAt: call.startedAt, legs,
  }, dates, now);
  const shown = outcome.isOneLeg ? {...record, legs: legs.slice(0, 1)} : record;
  return hasMirror(call) ? [shown, mirroredRecord(call, record)] : [shown];
}

/** @param {InboundFacts} call @param {View} view @returns {LogRecord[]} */
function inboundRecords(call, view) {
  const {now, options} = view;
  const outcome = inboundOutcome(options);
  const span = inboundSpanOf(call);
  const dates = datesOf(call, span, outcome);
  if (!isListed(outcome, call.startedAt, dates, now)) return [];
  return [recordOf({
    sessionId: legacyIdOf(call), telephonySessionId: call.id, direction: 'Inbound',
    action: 'Phone Call', from: call.from, to: call.to, startedAt: call.startedAt,
    legs: inboundLegs(call, span, view),
  }, dates, now)];
}

/**
 * The user's records, newest first.
 *
 * @param {Pick<import('../facts.js').Facts, 'calls' | 'inbound'>} facts
 * @param {View} view
 */
export function recordsAt({calls, inbound}, view) {
  const isOwn = (/** @type {{owner: string}} */ {owner}) => owner === view.user.extensionId;
  return [
    ...calls.filter(isOwn).flatMap((call) => placedRecords(call, view)),
    ...inbound.filter(isOwn).flatMap((call) => inboundRecords(call, view)),
  ].sort((one, other) => other.startedAt - one.startedAt);
}
