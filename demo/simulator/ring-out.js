import {readCallRequest} from './call-request.js';
import {canCancel, statusAt} from './calls.js';
import {isPhoneOffline} from './devices.js';
import {apiError, toResponse} from './errors.js';
import {
  extensionUri, jsonResponse, meterOwner, notFoundResponse, startPenalty,
} from './exchange.js';
import {scenarioOf} from './scenarios.js';
import {newBase64Id, newPrefixedId} from './telephony/ids.js';

/**
 * RingOut: placing a call, reading its status, canceling it.
 *
 * @typedef {import('./calls.js').RingOutStatus} RingOutStatus
 * @typedef {import('./exchange.js').Handler} Handler
 * @typedef {import('./exchange.js').RouteContext} RouteContext
 * @typedef {import('./facts.js').CallFacts} CallFacts
 * @typedef {import('./facts.js').TokenPair} TokenPair
 *
 * @typedef {'ring-out' | 'ringout'} Spelling Of the path; `ringout` is deprecated.
 */

/**
 * The call of a request, if the user placed one with this id and the platform still knows it.
 *
 * @param {RouteContext} c
 * @param {TokenPair} tokens
 * @returns {{call: CallFacts, status: RingOutStatus} | null}
 */
function findCall(c, {user}) {
  const {facts, now, options} = c.env.simulator;
  const id = c.req.param('id');
  const call = facts.calls.find((one) => 
    one.id === id && one.owner === user.extensionId && one.origin !== 'Call');
  const status = call && statusAt(call, now(), options);
  return call && status ? {call, status} : null;
}

/**
 * @param {RouteContext} c
 * @param {TokenPair} tokens
 * @param {{call: CallFacts, status: RingOutStatus}} found
 * @param {Spelling} spelling
 */
function callBody(c, tokens, {call, status}, spelling) {
  // The deprecated spelling answers a POST with an integer, a GET with a string.
  const isDeprecatedPost = spelling === 'ringout' && c.req.method === 'POST';
  const isNumeric = isDeprecatedPost || c.env.simulator.options.ids === 'number';
  return {
    id: isNumeric ? Number(call.id) : call.id,
    uri: `${extensionUri(c, tokens.user)}/${spelling}/${encodeURIComponent(call.id)}`,
    status,
  };
}

/**
 * @param {import('./context.js').SimulatorContext} simulator
 * @param {Spelling} spelling
 */
function newCallId(simulator, spelling) {
  const {ids} = simulator.options;
  if (hasNumericId(simulator, spelling)) return `1${simulator.digits(14)}`;
  // Lengths differ, so that some ids end in "=" and have to be percent-encoded.
  return ids === 'prefixed' ? newPrefixedId(simulator) : newBase64Id(simulator);
}

/**
 * @param {import('./context.js').SimulatorContext} simulator
 * @param {Spelling} spelling
 */
const hasNumericId = ({options}, spelling) =>
  spelling === 'ringout' || options.ids === 'number';

/**
 * The form of the call's telephony session. No session has a number as its id.
 *
 * @param {import('./context.js').SimulatorContext} simulator
 * @param {Spelling} spelling
 * @param {{to: string}} request
 * @returns {Pick<CallFacts, 'sessions' | 'sessionId'>}
 */
function sessionFacts(simulator, spelling, {to}) {
  const {sessionIds} = simulator.options;
  const {sessions = simulator.options.sessions} = scenarioOf(to);
  const isDifferent = sessionIds === 'different' || hasNumericId(simulator, spelling);
  return {
    ...(sessions === 'mirrored' ? {sessions} : {}),
    ...(isDifferent ? {sessionId: newPrefixedId(simulator)} : {}),
  };
}

/** @type {(spelling: Spelling) => Handler} */
export const placeHandler = (spelling) => async (c, tokens) => {
  const {exchange, simulator} = c.env;
  const {facts, now, options, wait} = simulator;
  const read = readCallRequest(await c.req.json().catch(() => null), options);
  if ('error' in read) return toResponse(read.error);
  const {post: outcome = {}} = scenarioOf(read.request.to);
  if (outcome.penalty) startPenalty(c.env, meterOwner(tokens), 'heavy');
  if (outcome.status) {
    const {status, code = '', message = ''} = outcome;
    return toResponse(apiError(status, code, message, outcome));
  }
  if (outcome.drop) exchange.isDropped = true;
  if (outcome.drop === 'before') return new Response(null);
  if (outcome.delay) await wait(outcome.delay * 1000 / options.speed);

  /** @type {CallFacts} */
  const call = {
    id: newCallId(simulator, spelling), owner: tokens.user.extensionId, ...read.request,
    startedAt: now(), speed: options.speed, ...sessionFacts(simulator, spelling, read.request),
    ...(isPhoneOffline(simulator, read.request.from) ? {isPhoneOffline: true} : {}),
  };
  facts.calls.push(call);
  const status = /** @type {RingOutStatus} */ (statusAt(call, now(), options));
  return jsonResponse(callBody(c, tokens, {call, status}, spelling));
};

/** @type {(spelling: Spelling) => Handler} */
export const statusHandler = (spelling) => (c, tokens) => {
  const found = findCall(c, tokens);
  return found
    ? jsonResponse(callBody(c, tokens, found, spelling))
    : notFoundResponse('ringoutId');
};

/** @type {Handler} */
export const cancelHandler = (c, tokens) => {
  const found = findCall(c, tokens);
  if (!found) return notFoundResponse('ringoutId');
  const now = c.env.simulator.now();
  if (canCancel(found.call, now)) found.call.canceledAt = now;
  return new Response(null, {status: 204});
};
