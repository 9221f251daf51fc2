import {toMs} from '../calls.js';
import {extensionUri, jsonResponse} from '../exchange.js';
import {inboundActiveCall} from './inbound-sessions.js';
import {inboundMoments} from './inbound-state.js';
import {stagesOf} from './legs.js';
import {FLICKER_S, changeCount} from './moments.js';
import {allSessionsAt, ownNumber} from './sessions.js';

/**
 * Presence: which calls the user has. It says nothing of the callee's phone.
 *
 * @typedef {import('./sessions.js').PlacedSession} PlacedSession
 * @typedef {import('./sessions.js').Session} Session
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').User} User
 * @typedef {import('../options.js').Options} Options
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {{
 *   calls: CallFacts[], inbound: InboundFacts[], now: number, options: Options,
 * }} View `now`: epoch ms.
 */

/** Presence tells of the latest calls only. */
const MAX_ACTIVE_CALLS = 7;

const SEQUENCE_START = 2000;

/** @param {CallFacts} call @param {number} now */
function isFlickering(call, now) {
  const at = stagesOf(call).find(({stage}) => stage !== 'caller')?.at;
  return at !== undefined && at <= now && now < at + toMs(call, FLICKER_S);
}

/** @param {PlacedSession} session @param {View} view */
function telephonyStatusOf({call, parties, isOver}, {now, options}) {
  if (isOver) return 'NoCall';
  if (options.presenceFlickers && isFlickering(call, now)) return 'NoCall';
  const codes = parties.map(({status}) => status.code);
  if (codes.includes('Hold')) return 'OnHold';
  const stage = stagesOf(call).findLast(({at}) => at <= now)?.stage;
  return stage === 'connected' ? 'CallConnected' : 'Ringing';
}

/** @param {PlacedSession} session @param {View} view */
function placedActiveCall(session, view) {
  const {call, id, legacyId, direction} = session;
  const party = session.parties.find(({isOwn}) => isOwn);
  const telephonyStatus = telephonyStatusOf(session, view);
  const own = ownNumber(call, view.options);
  const [from, to] = direction === 'Inbound' ? [call.to, own] : [own, call.to];
  return {
    id, direction, queueCall: false, from, to,
    telephonyStatus, startTime: new Date(call.startedAt).toISOString(),
    sessionId: legacyId, telephonySessionId: id, partyId: party?.id ?? '',
    ...(telephonyStatus === 'NoCall'
      ? {terminationType: session.isOver ? 'final' : 'intermediate'} : {}),
  };
}

/** @param {Session} session @param {View} view */
const activeCall = (session, view) => session.inbound
  ? inboundActiveCall(session, view) : placedActiveCall(session, view);

/** The status of all calls together: the one that most concerns the user. */
function overallStatus(/** @type {readonly {telephonyStatus: string}[]} */ calls) {
  const statuses = calls.map(({telephonyStatus}) => telephonyStatus);
  return ['CallConnected', 'OnHold', 'Ringing'].find((status) => statuses.includes(status))
    ?? 'NoCall';
}

/**
 * @param {View} view `calls` and `inbound`: all of the user.
 * @param {ReadonlySet<string>} [lastIds] Ids of sessions to list once more, although they
 *   are over.
 */
export function presenceAt(view, lastIds = new Set()) {
  const {calls, inbound, now, options} = view;
  const hasBegun = (/** @type {{startedAt: number}} */ {startedAt}) => startedAt <= now;
  const begun = {calls: calls.filter(hasBegun), inbound: inbound.filter(hasBegun)};
  const activeCalls = allSessionsAt(begun, now, options)
    .sort((one, other) => one.startedAt - other.startedAt)
    .map((session) => activeCall(session, view))
    .filter(({id, terminationType}) => terminationType !== 'final' || lastIds.has(id))
    .slice(-MAX_ACTIVE_CALLS);
  const telephonyStatus = overallStatus(activeCalls);
  const totalActiveCalls = activeCalls.filter((call) => call.telephonyStatus !== 'NoCall').length;
  return {
    telephonyStatus, activeCalls, totalActiveCalls,
    presenceStatus: telephonyStatus === 'NoCall' ? 'Available' : 'Busy',
    userStatus: 'Available',
    meetingStatus: 'Disconnected',
    dndStatus: 'TakeAllCalls',
    allowSeeMyPresence: true,
    ringOnMonitoredCall: false,
    pickUpCallsOnHold: false,
  };
}

/** The sequence of a presence notification. @param {View} view */
export function presenceSequence({calls, inbound, now, options}) {
  const counts = calls.map((call) => changeCount(call, {since: 0, now}, options));
  const moments = inbound.flatMap(inboundMoments).filter((at) => at <= now);
  return counts.reduce((sum, count) => sum + count, SEQUENCE_START + moments.length);
}

/** @type {import('../exchange.js').Handler} */
export const presenceHandler = (c, {user}) => {
  const {facts, now, options} = c.env.simulator;
  const isOwn = (/** @type {{owner: string}} */ {owner}) => owner === user.extensionId;
  const own = {calls: facts.calls.filter(isOwn), inbound: facts.inbound.filter(isOwn)};
  const {activeCalls, totalActiveCalls, ...presence} =
    presenceAt({...own, now: now(), options});
  const uri = extensionUri(c, user);
  const isDetailed = c.req.query('detailedTelephonyState') === 'true';
  return jsonResponse({
    uri: `${uri}/presence`,
    extension: {id: Number(user.extensionId), uri, extensionNumber: user.extensionNumber},
    ...presence,
    ...(isDetailed ? {activeCalls, totalActiveCalls} : {}),
  });
};
