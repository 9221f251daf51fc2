import {CALL_MAX_DURATION_MS, toMs} from '../calls.js';
import {startRinging, takeStep} from './inbound-steps.js';

/**
 * A call to the user at any time. It follows from its steps.
 *
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../facts.js').InboundStep} InboundStep
 * @typedef {import('./inbound-steps.js').InboundParty} InboundParty
 */

/** Seconds at speed 1 for which a phone is set up before it rings. */
const SETUP_S = 0.5;

/** Seconds at speed 1 after which presence may flicker while a phone rings, and for how long. */
const FLICKER_AT_S = 2;
const FLICKER_S = 0.5;

/** The steps of a call; nobody talks for longer than a day. @param {InboundFacts} call */
const stepsOf = ({startedAt, steps}) => /** @type {InboundStep[]} */ ([
  ...steps, {at: startedAt + CALL_MAX_DURATION_MS, kind: 'caller-hang-up'},
]);

/**
 * @param {InboundFacts} call
 * @param {number} now Epoch ms, from the call's start on.
 */
export function inboundStateAt(call, now) {
  const state = startRinging(call);
  for (const step of stepsOf(call)) {
    if (step.at <= now) takeStep(state, step);
  }
  return state;
}

/**
 * Somebody acts on a call, whose scenario then goes no further. Returns whether that was possible.
 *
 * @param {InboundFacts} call
 * @param {InboundStep} step
 */
export function addStep(call, step) {
  const isDone = call.startedAt <= step.at && takeStep(inboundStateAt(call, step.at), step);
  if (isDone) call.steps = [...call.steps.filter(({at}) => at <= step.at), step];
  return isDone;
}

/** When a phone that is set up begins to ring. @param {InboundFacts} call @param {number} since */
const ringsAt = (call, since) => since + toMs(call, SETUP_S);

/** The status of a party as the platform tells it. */
export function partyStatus(
  /** @type {InboundFacts} */ call,
  /** @type {InboundParty} */ {code, reason, since, changes},
  /** @type {number} */ now,
) {
  const isSetUp = code === 'Ringing' && now < ringsAt(call, since);
  const ringingCode = isSetUp ? 'Setup' : 'Proceeding';
  const status = {code: code === 'Ringing' ? ringingCode : code, ...(reason ? {reason} : {})};
  // Each change counts twice, so that a phone that begins to ring has a number of its own.
  const sequence = 2 * changes + (code === 'Ringing' && isSetUp ? 1 : 2);
  return {status, sequence};
}

/** The time in which presence may flicker. */
const flickerOf = (/** @type {InboundFacts} */ call) => ({
  start: call.startedAt + toMs(call, FLICKER_AT_S),
  end: call.startedAt + toMs(call, FLICKER_AT_S + FLICKER_S),
});

/** Whether presence flickers now, if it does at all. */
export function isInboundFlickering(
  /** @type {InboundFacts} */ call,
  /** @type {number} */ now,
) {
  const {start, end} = flickerOf(call);
  return start <= now && now < end;
}

/**
 * The moments at which something about a call may change.
 *
 * @param {InboundFacts} call
 * @returns {number[]} Epoch ms, in no order.
 */
export function inboundMoments(call) {
  const {start, end} = flickerOf(call);
  const steps = stepsOf(call).flatMap(({at, kind}) =>
    kind === 'transfer' ? [at, ringsAt(call, at)] : [at]);
  return [call.startedAt, ringsAt(call, call.startedAt), start, end, ...steps];
}
