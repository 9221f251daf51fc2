import {apiError, toResponse} from '../errors.js';
import {jsonResponse, notFoundResponse} from '../exchange.js';
import {partyBody, sessionBody} from './bodies.js';
import {addStep} from './inbound-state.js';
import {isChanged, legsAt} from './legs.js';
import {allSessionsAt} from './sessions.js';

/**
 * Call control: reading and ending a telephony session, and holding or muting a party of it.
 *
 * @typedef {import('../exchange.js').Handler} Handler
 * @typedef {import('../exchange.js').RouteContext} RouteContext
 * @typedef {import('../facts.js').PartyChange} PartyChange
 * @typedef {import('../facts.js').TokenPair} TokenPair
 * @typedef {import('./sessions.js').Party} Party
 * @typedef {import('./sessions.js').PlacedSession} PlacedSession
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
  const session = allSessionsAt(facts, now(), options).find((one) => one.id === id);
  if (!session || session.isOver) return {response: notFoundResponse('telephonySessionId')};
  return session.owner === user.extensionId ? {session} : {response: forbiddenResponse()};
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

export const endSessionHandler = withSession((c, _tokens, {call, inbound}) => {
  const at = c.env.simulator.now();
  if (inbound) addStep(inbound, {at, kind: 'end'});
  else Object.assign(call, {hungUpAt: at, hungUpBy: 'api'});
  return new Response(null, {status: 204});
});

/** @param {RouteContext} c @param {Session} session */
const findParty = (c, {parties}) => parties.find(({id}) => id === c.req.param('partyId'));

export const readPartyHandler = withSession((c, {user}, session) => {
  const party = findParty(c, session);
  return party ? jsonResponse(partyBody(party, user)) : notFoundResponse('partyId');
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
  const {facts, now, options} = c.env.simulator;
  const party = findParty(c, session);
  if (!party) return notFoundResponse('partyId');
  if (!party.isOwn) return forbiddenResponse();
  const at = now();
  const isDone = session.inbound
    ? addStep(session.inbound, {at, kind: stepKindOf(kind, on)})
    : changeLeg(session, party, {at, kind, on}, options);
  if (!isDone) return incorrectStateResponse();
  const changed = allSessionsAt(facts, at, options).find(({id}) => id === session.id) ?? session;
  const changedParty = findParty(c, changed) ?? party;
  return jsonResponse(partyBody(changedParty, user));
}

/** @param {PartyChange['kind']} kind @param {boolean} on */
const stepKindOf = (kind, on) =>
  /** @type {import('../facts.js').InboundStepKind} */ (on ? kind : `un${kind}`);

/** Changes a leg of a call that the user placed. Returns whether that was possible. */
function changeLeg(
  /** @type {PlacedSession} */ session,
  /** @type {Party} */ party,
  /** @type {Pick<PartyChange, 'at' | 'kind' | 'on'>} */ {at, kind, on},
  /** @type {import('../options.js').Options} */ options,
) {
  const {call} = session;
  const isPossible = legsAt(call, at, options).stage === 'connected'
    && (kind === 'mute' || isHoldPossible(session, party, on, at));
  if (isPossible) {
    const change = {at, leg: party.leg, kind, on, where: /** @type {const} */ ('api')};
    call.changes = [...call.changes ?? [], change];
  }
  return isPossible;
}

/** A party that was put on hold on the phone cannot be taken back by a request. */
function isHoldPossible(
  /** @type {PlacedSession} */ {call},
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
