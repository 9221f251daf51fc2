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

/** @param {Party} party @param {Session} session @param {User} user */
const ownerFields = ({isOwn}, {call}, {accountId}) =>
  isOwn ? {accountId, extensionId: call.owner} : {};

/** A party of an answer. @param {Party} party @param {Session} session @param {User} user */
export function partyBody(party, session, user) {
  const {id, direction, from, to, ringOutRole, status, muted} = party;
  const owner = ownerFields(party, session, user);
  return {
    id, direction, from, to, status, muted, standAlone: false, ...owner,
    ...(party.isOwn ? {owner} : {}), ...(ringOutRole ? {ringOutRole} : {}),
  };
}

/** The answer to a request for a session. @param {Session} session @param {User} user */
export const sessionBody = (session, user) => ({
  id: session.id,
  origin: {type: session.origin},
  creationTime: new Date(session.call.startedAt).toISOString(),
  parties: session.parties.map((party) => partyBody(party, session, user)),
});

/** A party of a notification. @param {Party} party @param {Session} session @param {User} user */
function eventParty(party, session, user) {
  const {id, direction, from, to, ringOutRole, status, muted} = party;
  return {
    id, direction, from, to, status, muted, standAlone: false, queueCall: false,
    missedCall: false, ...ownerFields(party, session, user),
    ...(ringOutRole ? {ringOutRole} : {}),
  };
}

/**
 * The notification that one party changed. Its sequence counts for this party alone.
 *
 * @param {Party} party
 * @param {Session} session
 * @param {{user: User, now: number, options: Options}} view
 */
export function sessionEventBody(party, session, {user, now, options}) {
  return {
    sequence: changeCount(session.call, {since: party.since, now}, options),
    sessionId: session.legacyId,
    telephonySessionId: session.id,
    serverId: SERVER_ID,
    eventTime: new Date(now).toISOString(),
    origin: {type: session.origin},
    parties: [eventParty(party, session, user)],
  };
}
