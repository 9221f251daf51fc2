import {toMs} from '../calls.js';
import {extensionUri, jsonResponse} from '../exchange.js';
import {stagesOf} from './legs.js';
import {FLICKER_S, changeCount} from './moments.js';
import {ownNumber, sessionsAt} from './sessions.js';

/**
 * Presence: which calls the user has. It says nothing of the callee's phone.
 *
 * @typedef {import('./sessions.js').Session} Session
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').User} User
 * @typedef {import('../options.js').Options} Options
 * @typedef {{calls: CallFacts[], now: number, options: Options}} View `now`: epoch ms.
 */

/** Presence tells of the latest calls only. */
const MAX_ACTIVE_CALLS = 7;

const SEQUENCE_START = 2000;

/** @param {CallFacts} call @param {number} now */
function isFlickering(call, now) {
  const at = stagesOf(call).find(({stage}) => stage !== 'caller')?.at;
  return at !== undefined && at <= now && now < at + toMs(call, FLICKER_S);
}

/** @param {Session} session @param {View} view */
function telephonyStatusOf({call, parties, isOver}, {now, options}) {
  if (isOver) return 'NoCall';
  if (options.presenceFlickers && isFlickering(call, now)) return 'NoCall';
  const codes = parties.map(({status}) => status.code);
  if (codes.includes('Hold')) return 'OnHold';
  const stage = stagesOf(call).findLast(({at}) => at <= now)?.stage;
  return stage === 'connected' ? 'CallConnected' : 'Ringing';
}

/** @param {Session} session @param {View} view */
function activeCall(session, view) {
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

/** The status of all calls together: the one that most concerns the user. */
function overallStatus(/** @type {readonly {telephonyStatus: string}[]} */ calls) {
  const statuses = calls.map(({telephonyStatus}) => telephonyStatus);
  return ['CallConnected', 'OnHold', 'Ringing'].find((status) => statuses.includes(status))
    ?? 'NoCall';
}

/**
 * @param {View} view `calls`: all of the user.
 * @param {ReadonlySet<string>} [lastIds] Ids of sessions to list once more, although they
 *   are over.
 */
export function presenceAt(view, lastIds = new Set()) {
  const {calls, now, options} = view;
  const activeCalls = calls.filter(({startedAt}) => startedAt <= now)
    .flatMap((call) => sessionsAt(call, now, options))
    .filter(({id, isOver}) => !isOver || lastIds.has(id))
    .map((session) => activeCall(session, view))
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
export const presenceSequence = ({calls, now, options}) => calls.reduce(
  (sum, call) => sum + changeCount(call, {since: 0, now}, options), SEQUENCE_START,
);

/** @type {import('../exchange.js').Handler} */
export const presenceHandler = (c, {user}) => {
  const {facts, now, options} = c.env.simulator;
  const calls = facts.calls.filter(({owner}) => owner === user.extensionId);
  const {activeCalls, totalActiveCalls, ...presence} = presenceAt({calls, now: now(), options});
  const uri = extensionUri(c, user);
  const isDetailed = c.req.query('detailedTelephonyState') === 'true';
  return jsonResponse({
    uri: `${uri}/presence`,
    extension: {id: Number(user.extensionId), uri, extensionNumber: user.extensionNumber},
    ...presence,
    ...(isDetailed ? {activeCalls, totalActiveCalls} : {}),
  });
};
