import {apiError, toResponse} from '../errors.js';
import {jsonResponse, notFoundResponse} from '../exchange.js';
import {partyBody, sessionBody} from './bodies.js';
import {isChanged, legsAt} from './legs.js';
import {sessionsAt} from './sessions.js';

/**
 * Call control: reading and ending a telephony session, and holding or muting a party of it.
 *
 * @typedef {import('../exchange.js').Handler} Handler
 * @typedef {import('../exchange.js').RouteContext} RouteContext
 * @typedef {import('../facts.js').PartyChange} PartyChange
 * @typedef {import('../facts.js').TokenPair} TokenPair
 * @typedef {import('./sessions.js').Party} Party
 * @typedef {import('./sessions.js').Session} Session
 */

const forbiddenResponse = () => toResponse(apiError(403, 'CMN-408',
  'In order to call this API endpoint, user needs to have permission for requested resource'));

const incorrectStateResponse = () =>
  toResponse(apiError(409, 'TAS-101', 'Incorrect State'));

/**
 * @param {RouteContext} c
 * @param {TokenPair} tokens
 * @returns {{session: Session} | {response: Response}}
 */
function findSession(c, {user}) {
  const {facts, now, options} = c.env.simulator;
  const id = c.req.param('sessionId');
  const session = facts.calls.flatMap((call) => sessionsAt(call, now(), options))
    .find((one) => one.id === id);
  if (!session || session.isOver) return {response: notFoundResponse('telephonySessionId')};
  return session.call.owner === user.extensionId ? {session} : {response: forbiddenResponse()};
}

/**
 * @typedef {(c: RouteContext, tokens: TokenPair, session: Session) => Response | Promise<Response>}
 *   SessionHandler
 */

/** @type {(handler: SessionHandler) => Handler} */
const withSession = (handler) => (c, tokens) => {
  const found = findSession(c, tokens);
  return 'response' in found ? found.response : handler(c, tokens, found.session);
};

export const readSessionHandler = withSession((_c, {user}, session) =>
  jsonResponse(sessionBody(session, user)));

export const endSessionHandler = withSession((c, _tokens, {call}) => {
  call.hungUpAt = c.env.simulator.now();
  call.hungUpBy = 'api';
  return new Response(null, {status: 204});
});

/** @param {RouteContext} c @param {Session} session */
const findParty = (c, {parties}) => parties.find(({id}) => id === c.req.param('partyId'));

export const readPartyHandler = withSession((c, {user}, session) => {
  const party = findParty(c, session);
  return party ? jsonResponse(partyBody(party, session, user)) : notFoundResponse('partyId');
});

/**
 * Changes a party of the user.
 *
 * @param {RouteContext} c
 * @param {TokenPair} tokens
 * @param {Session} session
 * @param {{kind: PartyChange['kind'], on: boolean}} change
 */
function changeParty(c, {user}, session, {kind, on}) {
  const {now, options} = c.env.simulator;
  const party = findParty(c, session);
  if (!party) return notFoundResponse('partyId');
  if (!party.isOwn) return forbiddenResponse();
  const {call} = session;
  const {leg} = party;
  const isPossible = legsAt(call, now(), options).stage === 'connected'
    && (kind === 'mute' || isHoldPossible(session, party, on, now()));
  if (!isPossible) return incorrectStateResponse();
  call.changes = [...call.changes ?? [], {at: now(), leg, kind, on, where: 'api'}];
  const changed = sessionsAt(call, now(), options).find(({id}) => id === session.id) ?? session;
  const changedParty = findParty(c, changed) ?? party;
  return jsonResponse(partyBody(changedParty, changed, user));
}

/** A party that was put on hold on the phone cannot be taken back by a request. */
function isHoldPossible(
  /** @type {Session} */ {call},
  /** @type {Party} */ {leg, status},
  /** @type {boolean} */ on,
  /** @type {number} */ now,
) {
  if (on) return status.code === 'Answered';
  const isHeld = (/** @type {'api' | 'phone'} */ where) =>
    isChanged(call, {leg, kind: 'hold', where}, now);
  return isHeld('api') && !isHeld('phone');
}

/** @type {(on: boolean) => Handler} */
export const holdHandler = (on) => withSession((c, tokens, session) =>
  changeParty(c, tokens, session, {kind: 'hold', on}));

export const updatePartyHandler = withSession(async (c, tokens, session) => {
  const body = await c.req.json().catch(() => null);
  // The OpenAPI file wraps it in `party`; the guide does not.
  const muted = body?.party?.muted ?? body?.muted;
  if (typeof muted !== 'boolean') {
    const details = {parameterName: 'muted'};
    return toResponse(apiError(400, 'CMN-101', 'Parameter [muted] value is invalid', details));
  }
  return changeParty(c, tokens, session, {kind: 'mute', on: muted});
});
