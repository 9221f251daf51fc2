import {apiError, toResponse} from './errors.js';
import {countRequest, limitHeaders, penalizedMeter} from './limits.js';

/**
 * Shared by the routes: types, addresses, answers and rate limits.
 *
 * @typedef {import('./context.js').SimulatorContext} SimulatorContext
 * @typedef {import('./facts.js').TokenPair} TokenPair
 * @typedef {import('./limits.js').Group} Group
 *
 * @typedef {object} Exchange What a route decides about one request, beside its answer.
 * @property {Record<string, string>} headers Of the answer.
 * @property {boolean} isDropped The connection dies in place of an answer.
 *
 * @typedef {{exchange: Exchange, simulator: SimulatorContext}} Bindings
 * @typedef {import('hono').Context<{Bindings: Bindings}>} RouteContext
 * @typedef {(c: RouteContext, tokens: TokenPair) => Response | Promise<Response>} Handler
 */

/** @param {RouteContext} c */
export const baseUri = (c) => new URL(c.req.url).origin + c.env.simulator.prefix;

/**
 * @param {RouteContext} c
 * @param {import('./facts.js').User} user
 */
export const extensionUri = (c, {accountId, extensionId}) =>
  `${baseUri(c)}/restapi/v1.0/account/${accountId}/extension/${extensionId}`;

/** @param {Record<string, unknown>} body */
export const jsonResponse = (body) => toResponse({status: 200, body});

/** @param {string} parameterName */
export const invalidParameterResponse = (parameterName) => {
  const message = `Parameter [${parameterName}] value is invalid`;
  return toResponse(apiError(400, 'CMN-101', message, {parameterName}));
};

/** @param {string} parameterName */
export const notFoundResponse = (parameterName) => {
  const message = `Resource for parameter [${parameterName}] is not found`;
  return toResponse(apiError(404, 'CMN-102', message, {parameterName}));
};

/**
 * Requests of the same user by the same app are counted together.
 *
 * @param {TokenPair} tokens
 */
export const meterOwner = ({clientId, user}) => `${clientId}:${user.extensionId}`;

/** @param {string} owner @param {Group} group */
const meterKey = (owner, group) => `${owner} ${group}`;

/**
 * Counts a request, and writes the headers of its limit.
 *
 * @param {Bindings} bindings
 * @param {string} owner
 * @param {Group} group
 * @returns {Response | null} An answer, if the limit is exceeded.
 */
export function limitResponse({exchange, simulator}, owner, group) {
  const {facts, options, now} = simulator;
  const key = meterKey(owner, group);
  const limit = options.limits[group];
  const {meter, isLimited} = countRequest(facts.meters[key], now(), limit, options.penalty);
  facts.meters[key] = meter;
  Object.assign(exchange.headers, limitHeaders(group, meter, limit, now()));
  return isLimited ? toResponse(apiError(429, 'CMN-301', 'Request rate exceeded')) : null;
}

/**
 * Starts a penalty, whether or not the limit is exceeded.
 *
 * @param {Bindings} bindings
 * @param {string} owner
 * @param {Group} group
 */
export function startPenalty({exchange, simulator}, owner, group) {
  const {facts, options, now} = simulator;
  const meter = penalizedMeter(now(), options.penalty);
  facts.meters[meterKey(owner, group)] = meter;
  const limit = options.limits[group] ?? 0;
  Object.assign(exchange.headers, limitHeaders(group, meter, limit, now()));
}
