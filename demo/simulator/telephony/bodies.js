import {changeCount} from './moments.js';

/**
 * Telephony sessions as answers and notifications tell of them.
 *
 * @typedef {import('./sessions.js').Party} Party
 * @typedef {import('./sessions.js').Session} Session
 * @typedef {import('../facts.js').User} User
 * @typedef {import('../options.js').Options} Options
 */

const SERVER_ID = '10.62.29.33.TAM';

/** @param {Party} party @param {User} user */
const ownerFields = ({extensionId}, {accountId}) =>
  extensionId === undefined ? {} : {accountId, extensionId};

/** The ends of a party, with the browser at the user's own. @param {Party} party */
function endsWithDevice({deviceId, direction, from, to}) {
  if (deviceId === undefined) return {from, to};
  return direction === 'Outbound' ? {from: {...from, deviceId}, to} : {from, to: {...to, deviceId}};
}

/** A party of an answer. @param {Party} party @param {User} user */
export function partyBody(party, user) {
  const {id, direction, ringOutRole, status, muted} = party;
  const owner = ownerFields(party, user);
  return {
    id, direction, ...endsWithDevice(party), status, muted, standAlone: false, ...owner,
    ...(party.extensionId === undefined ? {} : {owner}), ...(ringOutRole ? {ringOutRole} : {}),
  };
}

/** The answer to a request for a session. @param {Session} session @param {User} user */
export const sessionBody = (session, user) => ({
  id: session.id,
  origin: {type: session.origin},
  creationTime: new Date(session.startedAt).toISOString(),
  parties: session.parties.map((party) => partyBody(party, user)),
});

/** A party of a notification. @param {Party} party @param {User} user */
function eventParty(party, user) {
  const {
    id, direction, from, to, ringOutRole, status, muted, missedCall = false, queueCall = false,
    uiCallInfo,
  } = party;
  return {
    id, direction, from, to, status, muted, standAlone: false, queueCall, missedCall,
    ...ownerFields(party, user),
    ...(ringOutRole ? {ringOutRole} : {}),
    ...(uiCallInfo ? {uiCallInfo} : {}),
  };
}

/** The sequence of a notification. It counts for this party alone. */
function sequenceOf(
  /** @type {Party} */ party,
  /** @type {Session} */ {call},
  /** @type {{now: number, options: Options}} */ {now, options},
) {
  return call ? changeCount(call, {since: party.since, now}, options) : party.sequence;
}

/**
 * The notification that one party changed.
 *
 * @param {Party} party
 * @param {Session} session
 * @param {{user: User, now: number, options: Options}} view
 */
export function sessionEventBody(party, session, {user, now, options}) {
  return {
    sequence: sequenceOf(party, session, {now, options}),
    sessionId: session.legacyId,
    telephonySessionId: session.id,
    serverId: SERVER_ID,
    eventTime: new Date(now).toISOString(),
    origin: {type: session.origin},
    parties: [eventParty(party, user)],
  };
}
