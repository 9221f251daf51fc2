/**
 * Whose telephony session it is. People have other calls, other apps place RingOuts for the same
 * person, and older platforms show a RingOut twice.
 */
import type {Party, TelephonySession} from '../../ringcentral/telephony-session.js';
import type {Call} from '../types.js';

/**
 * `same`: the session of the RingOut. `alike`: hardly another one, which is good enough to read, and
 * never to act on.
 */
type SessionMatch = 'same' | 'alike' | null;

/** A RingOut's session begins when the platform takes the request for it. */
const START_TOLERANCE_MS = 10_000;
/** Numbers may be written in the national form. */
const COMPARED_DIGITS = 7;

/**
 * `seenAt`: epoch ms at which the session began, or was seen first. `isOnlyCall`: no other call of
 * this extension is active, so that it cannot be that one's session.
 */
export function matchSession(
  session: TelephonySession, call: Call,
  {seenAt, isOnlyCall}: {readonly seenAt: number; readonly isOnlyCall: boolean},
): SessionMatch {
  if (session.id === call.id) return session.origin === 'RingOut' ? 'same' : null;
  if (session.origin !== 'RingOut' || !isOnlyCall || !call.id) return null;
  const initiator = initiatorOf(session);
  // The platform calls both legs inbound, so the callee's number may stand on either side.
  const isToCallee =
    [initiator?.from, initiator?.to].some((number) => isSameNumber(number, call.to));
  const isInTime = Math.abs((session.createdAt ?? seenAt) - call.startedAt) <= START_TOLERANCE_MS;
  return isToCallee && isInTime ? 'alike' : null;
}

/** The leg of the user who asked for the call. */
export const initiatorOf = ({parties}: TelephonySession): Party | undefined =>
  parties.find(({role}) => role === 'Initiator');

function isSameNumber(number: string | undefined, e164: string): boolean {
  const digits = number?.replace(/\D/g, '').slice(-COMPARED_DIGITS) ?? '';
  return digits.length === COMPARED_DIGITS && e164.endsWith(digits);
}

/** The party has answered. */
export const isUp = (party: Party | undefined): boolean =>
  /^(?:answered|hold)$/i.test(party?.code ?? '');

/**
 * The user's own leg where a request has just confirmed that the session is that of the call, and
 * nobody else takes part in it; else null. Only then may anything be done to it.
 */
export function confirmedParty(
  session: TelephonySession, call: Call, extensionId: string | undefined,
): Party | null {
  if (session.id !== call.id || session.origin !== 'RingOut') return null;
  const initiator = initiatorOf(session);
  if (!initiator || !isUp(initiator)) return null;
  const isOwn = !initiator.extensionId || !extensionId || initiator.extensionId === extensionId;
  const isAmongTwo = session.parties.every((party) => !party.isInConference &&
    (party.role === 'Initiator' ? party === initiator : party.role === 'Target'));
  const targetCount = session.parties.filter(({role}) => role === 'Target').length;
  return isOwn && isAmongTwo && targetCount <= 1 ? initiator : null;
}
