/**
 * Whose telephony session it is. People have other calls, other apps place RingOuts for the same
 * person, and older platforms show a RingOut twice.
 */
import {
  hasAnswered, type Party, type TelephonySession,
} from '../../ringcentral/telephony-session.js';
import type {Call} from '../types.js';

/**
 * Whether it is the session of the call's RingOut. Numbers and times decide nothing: another
 * RingOut of the same user may have the same ones.
 */
export const isSessionOf = ({id, origin}: TelephonySession, call: Call): boolean =>
  id === call.id && origin === 'RingOut';

/** The leg of the user who asked for the call. */
export const initiatorOf = ({parties}: TelephonySession): Party | undefined =>
  parties.find(({role}) => role === 'Initiator');

/**
 * The user's own leg where a request has just confirmed that the session is that of the call, and
 * nobody else takes part in it; else null. Only then may anything be done to it.
 */
export function confirmedParty(
  session: TelephonySession, call: Call, extensionId: string | undefined,
): Party | null {
  if (!isSessionOf(session, call)) return null;
  const initiator = initiatorOf(session);
  if (!initiator || !hasAnswered(initiator)) return null;
  const isOwn = !initiator.extensionId || !extensionId || initiator.extensionId === extensionId;
  const isAmongTwo = session.parties.every((party) => !party.isInConference &&
    (party.role === 'Initiator' ? party === initiator : party.role === 'Target'));
  const targetCount = session.parties.filter(({role}) => role === 'Target').length;
  return isOwn && isAmongTwo && targetCount <= 1 ? initiator : null;
}
