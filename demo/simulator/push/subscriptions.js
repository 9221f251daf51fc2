import {apiError} from '../errors.js';
import {limitResponse, meterOwner} from '../exchange.js';

/**
 * Requests for subscriptions, which come over the socket.
 *
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../errors.js').Answer} Answer
 * @typedef {import('./push-session.js').PushSession} PushSession
 * @typedef {import('./push-session.js').Subscription} Subscription
 *
 * @typedef {object} SocketRequest
 * @property {string} method
 * @property {string} path
 * @property {any} body
 */

const SUBSCRIPTION_PATH = /^\/restapi\/v1\.0\/subscription\/?([^/?]*)$/;

/** Subscriptions of sockets renew themselves. */
const LIFETIME_S = 900;

const notFound = () => apiError(404, 'CMN-102', 'Resource is not found');

/**
 * @param {Subscription} subscription
 * @param {string} base Of the address of this world.
 * @returns {Answer}
 */
function subscriptionAnswer({id, createdAt, filters}, base) {
  const {enabled, disabled} = filters;
  return {
    status: 200,
    body: {
      uri: `${base}/restapi/v1.0/subscription/${id}`,
      id,
      creationTime: new Date(createdAt).toISOString(),
      expirationTime: new Date(createdAt + LIFETIME_S * 1000).toISOString(),
      expiresIn: LIFETIME_S,
      status: 'Active',
      eventFilters: enabled.map(({event}) => event),
      ...(disabled.length ? {disabledFilters: disabled} : {}),
      deliveryMode: {transportType: 'WebSocket'},
    },
  };
}

const hasFilters = (/** @type {any} */ body) =>
  Array.isArray(body?.eventFilters) && body.eventFilters.length > 0
  && body.eventFilters.every((/** @type {unknown} */ filter) => typeof filter === 'string');

/**
 * @param {PushSession} session
 * @param {SocketRequest} request
 * @param {string} base
 * @returns {Answer}
 */
function subscribe(session, {method, body}, base) {
  const invalid = (/** @type {string} */ parameterName) => apiError(400, 'CMN-101',
    `Parameter [${parameterName}] value is invalid`, {parameterName});
  if (!hasFilters(body)) return invalid('eventFilters');
  const isSocket = body.deliveryMode?.transportType === 'WebSocket';
  if (method === 'POST' && !isSocket) return invalid('deliveryMode.transportType');
  const filters = session.readFilters(body.eventFilters);
  if (!filters.enabled.length) {
    const {reason = '', message = ''} = filters.disabled[0] ?? {};
    return apiError(403, reason, message);
  }
  const {subscription} = session;
  const isChange = method === 'PUT' && subscription;
  const newSubscription = session.subscribe(filters);
  if (isChange) Object.assign(newSubscription, {id: subscription.id});
  return subscriptionAnswer(newSubscription, base);
}

/**
 * @param {SimulatorContext} simulator
 * @param {PushSession} session
 * @param {SocketRequest} request
 * @param {string} base Of the address of this world.
 * @returns {Answer}
 */
export function answerSocketRequest(simulator, session, request, base) {
  const {method, path} = request;
  const id = SUBSCRIPTION_PATH.exec(path)?.[1];
  if (id === undefined || (id === '') !== (method === 'POST')) return notFound();
  const exchange = {headers: {}, isDropped: false};
  const owner = meterOwner(session.tokens);
  const isLimited = limitResponse({exchange, simulator}, owner, 'medium');
  if (isLimited) return {...apiError(429, 'CMN-301', 'Request rate exceeded'), ...exchange};
  return {...answerWithinLimit(session, request, {id, base}), headers: exchange.headers};
}

/**
 * @param {PushSession} session
 * @param {SocketRequest} request
 * @param {{id: string, base: string}} address
 * @returns {Answer}
 */
function answerWithinLimit(session, request, {id, base}) {
  if (request.method === 'POST') return subscribe(session, request, base);
  if (id !== session.subscription?.id) return notFound();
  if (request.method === 'PUT') return subscribe(session, request, base);
  if (request.method !== 'DELETE') return notFound();
  session.unsubscribe();
  return {status: 204, body: {}};
}
