import {forwardingNumbers, canRing} from '../lists.js';
import {legacyIdOf, mirroredIdOf, partyIdOf, sessionIdOf} from './ids.js';
import {inboundSessionsAt} from './inbound-sessions.js';
import {legsAt, stagesOf} from './legs.js';
import {hasMirror, mirrorLeadEnd} from './moments.js';

/**
 * The telephony sessions of a call.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../facts.js').User} User
 * @typedef {import('../options.js').Options} Options
 * @typedef {import('./legs.js').Leg} Leg
 * @typedef {import('./legs.js').Legs} Legs
 *
 * @typedef {object} Party
 * @property {string} id
 * @property {Leg} leg
 * @property {'Inbound' | 'Outbound'} direction
 * @property {import('../facts.js').CallEnd} from
 * @property {import('../facts.js').CallEnd} to
 * @property {'Initiator' | 'Target'} [ringOutRole]
 * @property {string} [extensionId] Absent where it belongs to no extension of the account.
 * @property {string} [deviceId] Of a browser that is the user's phone.
 * @property {boolean} isOwn Belongs to the user who owns the call.
 * @property {{code: string, reason?: string}} status
 * @property {boolean} muted
 * @property {number} since Epoch ms.
 * @property {number} [sequence] Of an inbound call.
 * @property {boolean} [missedCall]
 * @property {boolean} [queueCall]
 * @property {object} [uiCallInfo] The queue and the caller, as a phone shows them.
 *
 * @typedef {object} AnySession
 * @property {string} id
 * @property {string} legacyId
 * @property {'RingOut' | 'Call'} origin
 * @property {'Inbound' | 'Outbound'} direction As presence sees it.
 * @property {Party[]} parties Those that ended the call come first.
 * @property {boolean} isOver
 * @property {string} owner Extension id.
 * @property {number} startedAt Epoch ms.
 *
 * @typedef {AnySession & {call: CallFacts, inbound?: undefined}} PlacedSession
 * @typedef {AnySession & {inbound: InboundFacts, call?: undefined}} InboundSession
 * @typedef {PlacedSession | InboundSession} Session
 */

/** The phone of the user that rings. */
export function ownNumber(/** @type {CallFacts} */ call, /** @type {Options} */ options) {
  const phones = forwardingNumbers(options.forwardingNumbers).filter(canRing);
  return call.from ?? String(phones[0]?.phoneNumber ?? '');
}

/** When the callee's phone begins to ring, or the call where it never does. */
function calleeSince(/** @type {CallFacts} */ call) {
  return stagesOf(call).find(({stage}) => stage !== 'caller')?.at ?? call.startedAt;
}

/**
 * The ends of a call's line: the user's own phone, and the other one.
 *
 * @param {CallFacts} call
 * @param {Options} options
 */
function endsOf(call, options) {
  const own = {phoneNumber: ownNumber(call, options), extensionId: call.owner};
  const other = {phoneNumber: call.to};
  const shown = {phoneNumber: call.callerId ?? own.phoneNumber};
  return {own, other, shown};
}

/**
 * @param {CallFacts} call
 * @param {Legs} legs
 * @param {Pick<Party, 'id' | 'leg' | 'direction' | 'from' | 'to' | 'ringOutRole' | 'isOwn'>} fields
 * @returns {Party[]} None where that phone has not been rung.
 */
function partyOf(call, legs, fields) {
  const state = legs[fields.leg];
  if (!state) return [];
  const {muted, ...status} = state;
  const since = fields.leg === 'caller' ? call.startedAt : calleeSince(call);
  const owner = fields.isOwn ? {extensionId: call.owner} : {};
  const device = fields.isOwn && call.deviceId !== undefined ? {deviceId: call.deviceId} : {};
  return [{...fields, ...owner, ...device, status, muted, since}];
}

/** Parties that give a reason come first: they ended the call. */
const inOrderOfEnd = (/** @type {Party[]} */ parties) =>
  [...parties].sort((one, other) => Number(!one.status.reason) - Number(!other.status.reason));

/**
 * @param {CallFacts} call
 * @param {Legs} legs
 * @param {Options} options
 * @returns {Party[]} The two parties of a RingOut's session.
 */
function ringOutParties(call, legs, options) {
  const {own, other, shown} = endsOf(call, options);
  const isMirrored = call.sessions === 'mirrored';
  const id = sessionIdOf(call);
  // In one session both parties are inbound, and the initiator is called by the other number.
  const [from, to] = isMirrored ? [own, other] : [other, own];
  const parties = [
    ...partyOf(call, legs, {
      id: partyIdOf(id, 1), leg: 'caller', direction: isMirrored ? 'Outbound' : 'Inbound',
      from, to, ringOutRole: 'Initiator', isOwn: true,
    }),
    ...partyOf(call, legs, {
      id: partyIdOf(id, 2), leg: 'callee', direction: 'Inbound',
      from: shown, to: other, ringOutRole: 'Target', isOwn: false,
    }),
  ];
  return legs.isOver ? inOrderOfEnd(parties) : parties;
}

/**
 * The user's own leg as a session of its own.
 *
 * @param {CallFacts} call
 * @param {Legs} legs
 * @param {Options} options
 * @returns {PlacedSession}
 */
function mirroredSession(call, legs, options) {
  const {own, other} = endsOf(call, options);
  const id = mirroredIdOf(sessionIdOf(call));
  const parties = partyOf(call, legs, {
    id: partyIdOf(id, 2), leg: 'caller', direction: 'Inbound', from: other, to: own, isOwn: true,
  });
  const legacyId = legacyIdOf(call, true);
  return {
    id, legacyId, origin: options.mirrorOrigin, direction: 'Inbound', parties, isOver: legs.isOver,
    call, owner: call.owner, startedAt: call.startedAt,
  };
}

/**
 * The user's party of a call that is no RingOut.
 *
 * @param {CallFacts} call
 * @param {Legs} legs
 * @param {Options} options
 */
function directParties(call, legs, options) {
  const {own, other} = endsOf(call, options);
  const id = sessionIdOf(call);
  const shownLegs = call.deviceId === undefined ? legs : browserLegs(legs);
  return partyOf(call, shownLegs, {
    id: partyIdOf(id, 1), leg: 'caller', direction: 'Outbound', from: own, to: other, isOwn: true,
  });
}

/**
 * A browser is up from the beginning: what its party tells of is the callee's phone.
 *
 * @param {Legs} legs
 * @returns {Legs}
 */
function browserLegs(legs) {
  const {callee, isOver} = legs;
  const isRinging = callee?.code === 'Setup' || callee?.code === 'Proceeding';
  const hasEnded = isOver && callee?.reason !== undefined;
  return callee && (isRinging || hasEnded) ? {...legs, caller: callee} : legs;
}

/**
 * @param {CallFacts} call
 * @param {number} now Epoch ms.
 * @param {Options} options
 * @returns {PlacedSession[]}
 */
function sessionsAt(call, now, options) {
  const legs = legsAt(call, now, options);
  const {origin = 'RingOut'} = call;
  const parties = origin === 'Call'
    ? directParties(call, legs, options)
    : ringOutParties(call, legs, options);
  /** @type {PlacedSession} */
  const session = {
    id: sessionIdOf(call), legacyId: legacyIdOf(call), origin,
    direction: 'Outbound', parties, isOver: legs.isOver, call,
    owner: call.owner, startedAt: call.startedAt,
  };
  if (!hasMirror(call)) return [session];
  const mirror = mirroredSession(call, legs, options);
  if (!options.mirrorFirst) return [session, mirror];
  return now < mirrorLeadEnd(call, options) ? [mirror] : [mirror, session];
}

/**
 * The sessions of calls in both directions.
 *
 * @param {Pick<import('../facts.js').Facts, 'calls' | 'inbound'>} facts
 * @param {number} now Epoch ms.
 * @param {Options} options
 * @returns {Session[]}
 */
export const allSessionsAt = ({calls, inbound}, now, options) => [
  ...calls.flatMap((call) => sessionsAt(call, now, options)),
  ...inbound.flatMap((call) => inboundSessionsAt(call, now)),
];
