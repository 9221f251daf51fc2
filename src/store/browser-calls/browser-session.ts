/** Reads the session of a call in the browser as that of a RingOut, whose two legs have roles. */
import {type Party, partyState, type TelephonySession} from '../../ringcentral/telephony-session.js';
import {readSessionStatus} from '../calls/session-status.js';

/**
 * Null where no party is the user's. `hasHungUp`: the user has hung up here, of which one party
 * alone does not tell.
 */
export function readBrowserSession(
  session: TelephonySession, extensionId: string | undefined, hasHungUp: boolean,
): ReturnType<typeof readSessionStatus> | null {
  const {parties} = session;
  const own = parties.find(({direction, extensionId: owner}) =>
    direction === 'Outbound' && (!owner || !extensionId || owner === extensionId));
  if (!own) return null;
  const [other, ...more] = parties.filter((party) => party !== own);
  const isAlone = !other || more.length > 0;
  // The user's own leg is up from the beginning: a party that rings tells of the callee.
  const tellsOfCallee = isAlone || partyState(own) === 'ringing';
  const caller = tellsOfCallee ? {...own, code: 'Answered', reason: ''} : own;
  const legs = [{...caller, role: 'Initiator'}, {...(isAlone ? own : other), role: 'Target'}];
  const {endedBy, ...status} = readSessionStatus({...session, parties: legs});
  if (!endedBy) return status;
  if (hasHungUp) return {...status, endedBy: 'caller'};
  return isAlone ? status : {...status, endedBy};
}

/** The user and one other party are alone in it: ending it ends no other user's call. */
export function isOnlyOurs({parties}: TelephonySession, extensionId: string | undefined): boolean {
  const present = parties.filter((party) => partyState(party) !== 'gone');
  const isOwn = ({extensionId: owner}: Party) => owner !== undefined && owner === extensionId;
  const isConference = parties.some(({isInConference}) => isInConference);
  return present.some(isOwn) && present.length <= 2 && !isConference;
}
