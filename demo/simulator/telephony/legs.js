import {CALL_MAX_DURATION_MS, progressAt, scenarioOfCall, toMs} from '../calls.js';

/**
 * The two legs of a call as telephony sessions tell of them. They follow from the same timeline as
 * the RingOut's status, so the two never contradict each other.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../calls.js').RingOutStatus} RingOutStatus
 * @typedef {'caller' | 'callee'} Leg
 *
 * @typedef {object} LegState
 * @property {string} code Of the party's status.
 * @property {string} [reason]
 * @property {boolean} muted
 *
 * @typedef {object} Legs
 * @property {LegState} caller
 * @property {LegState | null} callee null where the callee's phone has not been rung.
 * @property {boolean} isOver
 *
 * @typedef {'caller' | 'callee' | 'connected'} Stage Whose phone rings, if any.
 * @typedef {{at: number, stage: Stage}} StageStart Epoch ms.
 */

/** Seconds at speed 1 for which a party is set up before it rings. */
const SETUP_S = 1;

/** @type {Record<string, string>} */
const REASONS = {
  Busy: 'TargetBusy',
  NoAnswer: 'NoAnswer',
  Rejected: 'Rejected',
  GenericError: 'InternalError',
  InternationalDisabled: 'InternationalDisabled',
  DestinationBlocked: 'DestinationBlocked',
  NotEnoughFunds: 'NotEnoughFunds',
  NoSuchUser: 'NoSuchUser',
};

/** @param {{caller: string, callee: string}} step @returns {Stage} */
function stageOf({caller, callee}) {
  if (caller === 'InProgress') return 'caller';
  return callee === 'Success' ? 'connected' : 'callee';
}

/**
 * The stages of a call that is left to its scenario, without its end. A status of `Invalid` says
 * nothing of the phones.
 *
 * @param {CallFacts} call
 * @returns {StageStart[]}
 */
export function stagesOf(call) {
  const {timeline, endless} = scenarioOfCall(call);
  const steps = endless ? timeline : timeline.slice(0, -1);
  return steps.filter(({caller}) => caller !== 'Invalid')
    .map((step) => ({at: call.startedAt + toMs(call, step.at), stage: stageOf(step)}));
}

/** When a party stops being set up and rings. */
export const ringsAt = (/** @type {CallFacts} */ call, /** @type {number} */ stageStart) =>
  stageStart + toMs(call, SETUP_S);

/** @param {string} [reason] @returns {LegState} */
const ended = (reason) =>
  ({code: 'Disconnected', ...(reason ? {reason} : {}), muted: false});

/**
 * @param {CallFacts} call
 * @param {Stage} stage In which one side hung up.
 * @returns {Omit<Legs, 'isOver'>}
 */
function hungUpLegs({hungUpBy = 'caller'}, stage) {
  if (stage === 'caller') {
    return {caller: ended(hungUpBy === 'caller' ? 'Rejected' : 'Cancelled'), callee: null};
  }
  const isCallee = hungUpBy === 'callee';
  if (stage === 'callee') {
    return isCallee
      ? {caller: ended(), callee: ended('Rejected')}
      : {caller: ended('CallFinished'), callee: ended('Cancelled')};
  }
  return isCallee
    ? {caller: ended(), callee: ended('CallFinished')}
    : {caller: ended('CallFinished'), callee: ended()};
}

/**
 * @param {CallFacts} call
 * @param {Stage} stage In which the scenario ended the call.
 * @param {RingOutStatus} status
 * @returns {Omit<Legs, 'isOver'>}
 */
function scenarioEndLegs(call, stage, {callStatus, callerStatus, calleeStatus}) {
  if (stage === 'connected') return hungUpLegs({...call, hungUpBy: 'callee'}, stage);
  if (stage === 'caller') return {caller: ended(REASONS[callerStatus]), callee: null};
  if (callerStatus === 'Finished') return hungUpLegs({...call, hungUpBy: 'caller'}, stage);
  const isPlatformAtFault = callStatus === 'NoAnsweringMachine';
  const reason = scenarioOfCall(call).reason ?? REASONS[calleeStatus];
  return {caller: ended(), callee: ended(isPlatformAtFault ? 'InternalError' : reason)};
}

/** Whether a phone is on hold or muted, by a request or by hand. */
export function isChanged(
  /** @type {CallFacts} */ {changes = []},
  /** @type {Pick<import('../facts.js').PartyChange, 'leg' | 'kind' | 'where'>} */ change,
  /** @type {number} */ now,
) {
  const last = changes.findLast(({at, leg, kind, where, unreported}) =>
    at <= now && !unreported
    && leg === change.leg && kind === change.kind && where === change.where);
  return last?.on ?? false;
}

/**
 * @param {CallFacts} call
 * @param {Leg} leg
 * @param {number} now Epoch ms.
 * @returns {LegState}
 */
function connectedLeg(call, leg, now) {
  const isOn = (/** @type {'hold' | 'mute'} */ kind) =>
    isChanged(call, {leg, kind, where: 'api'}, now)
    || isChanged(call, {leg, kind, where: 'phone'}, now);
  const muted = isOn('mute');
  if (isOn('hold')) return {code: 'Hold', muted};
  const isVoicemail = leg === 'callee' && scenarioOfCall(call).voicemail;
  return isVoicemail ? {code: 'VoiceMail', reason: 'Voicemail', muted} : {code: 'Answered', muted};
}

/**
 * @param {CallFacts} call
 * @param {StageStart} start Of the stage that lasts.
 * @param {number} now Epoch ms.
 * @returns {Omit<Legs, 'isOver'>}
 */
function activeLegs(call, {at, stage}, now) {
  const ringing = {code: now < ringsAt(call, at) ? 'Setup' : 'Proceeding', muted: false};
  if (stage === 'caller') return {caller: ringing, callee: null};
  if (stage === 'callee') return {caller: {code: 'Answered', muted: false}, callee: ringing};
  return {caller: connectedLeg(call, 'caller', now), callee: connectedLeg(call, 'callee', now)};
}

/**
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {{cancelTakes: number}} options
 * @returns {Legs & {stage: Stage}}
 */
export function legsAt(call, now, options) {
  const {status, endedAt} = progressAt(call, now, options);
  const stages = stagesOf(call);
  const interruptedAt = Math.min(
    call.hungUpAt ?? Infinity, call.canceledAt ?? Infinity, endedAt ?? Infinity,
  );
  const start = stages.findLast(({at}) => at <= Math.min(now, interruptedAt))
    ?? {at: call.startedAt, stage: /** @type {const} */ ('caller')};
  const {stage} = start;
  if (endedAt !== null) {
    const legs = endedLegs(call, stage, {endedAt, status});
    return {...legs, stage, isOver: true};
  }
  const isOver = now >= call.startedAt + CALL_MAX_DURATION_MS;
  const legs = isOver ? hungUpLegs(call, stage) : activeLegs(call, start, now);
  return {...legs, stage, isOver};
}

/**
 * @param {CallFacts} call
 * @param {Stage} stage In which the call ended.
 * @param {{endedAt: number, status: RingOutStatus}} end
 */
function endedLegs(call, stage, {endedAt, status}) {
  if (call.hungUpAt === endedAt) return hungUpLegs(call, stage);
  const isCanceled = call.canceledAt !== undefined && call.canceledAt <= endedAt;
  if (isCanceled) return {caller: ended('Cancelled'), callee: null};
  return scenarioEndLegs(call, stage, status);
}
