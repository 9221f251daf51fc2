/** How the platform sees a call to the user, whether a telephony session or presence tells of it. */
import {withoutUndefined} from '../../ringcentral/json.js';
import type {ActiveCall} from '../../ringcentral/presence.js';
import {type Party, partyState, type TelephonySession} from '../../ringcentral/telephony-session.js';
import {type CallerFacts, readCaller} from './caller.js';

/** `elsewhere`: a colleague or another device took it. */
export type SightedState =
  'ringing' | 'answered' | 'ended' | 'missed' | 'elsewhere' | 'declined';

export interface Sighting {
  /** The id of the telephony session. */
  readonly sessionId: string;
  /** See `ActiveCall`. */
  readonly legacyId?: string;
  /** The user's end of the line. A call that rings once more has another one. */
  readonly partyId?: string;
  readonly state: SightedState;
  /** The call may go on at another end of the line, of which we are told in a moment. */
  readonly isTentative: boolean;
  readonly caller: CallerFacts;
  /** A tab of this browser carries the call; false = it does so no more. */
  readonly isCarried?: boolean;
  /** Epoch ms, by the platform's clock. */
  readonly startedAt?: number;
}

/** Calls that the platform makes to the user, who has asked for them. */
const OWN_ORIGINS =
  /^(?:RingOut|RingMe|CallOut|Conference|GreetingsRecording|VerificationCall|TestCall)$/i;

/** Whether the user's own leg is called for the user. */
export const isOwnOrigin = (origin = ''): boolean => OWN_ORIGINS.test(origin);

const TAKEN_FOR_GOOD = /^(?:AgentAnswered|TakeOver)$/i;
/** By a colleague, or by another phone of the user, of which we are told at once. */
const TAKEN_REASONS = /^(?:Pickup|CallFlip|CallSwitch)$/i;
/** The call goes on somewhere, perhaps at another end of this user's. */
const MOVED_REASONS = /Transfer$|^(?:CallRedirected|CallerInputRedirect|CallPark|ParkLocation)$/i;
const DECLINED_REASON = /^Rejected$/i;
const MISSED_REASONS = /^(?:NoAnswer|Timeout|Cancelled|Voicemail)$/i;

/** Null where it is no call to the user, or the platform's word for its state is not known. */
export function sightSession(
  session: TelephonySession, extensionId: string | undefined,
): Sighting | null {
  const [best] = session.parties
    .filter(({direction, extensionId: owner}) =>
      direction === 'Inbound' && owner && (!extensionId || owner === extensionId))
    .flatMap((end) => {
      const seen = stateOf(end);
      return seen ? [{end, seen}] : [];
    })
    .reverse()
    .sort((one, other) => rankOfState(other.seen.state) - rankOfState(one.seen.state));
  if (!best) return null;
  const {id, from, to, isQueueCall, queueName} = best.end;
  return withoutUndefined({
    sessionId: session.id,
    legacyId: session.legacyId,
    partyId: id,
    ...best.seen,
    caller: readCaller({
      from: from.phoneNumber, fromName: from.name, to: to.phoneNumber, isQueueCall, queueName,
    }),
  });
}

/** The user may have several ends: the one that talks decides, then the one that rings. */
const rankOfState = (state: SightedState): number =>
  ['ringing', 'answered'].indexOf(state);

function stateOf(party: Party): Pick<Sighting, 'state' | 'isTentative'> | null {
  switch (partyState(party)) {
    case 'ringing': return {state: 'ringing', isTentative: false};
    case 'answered':
    case 'held':
    case 'parked': return {state: 'answered', isTentative: false};
    case 'mailbox': return {state: 'missed', isTentative: false};
    case 'gone': return endOf(party.reason ?? '', party.isMissed);
    default: return null;
  }
}

function endOf(reason: string, isMissed: boolean): Pick<Sighting, 'state' | 'isTentative'> {
  if (TAKEN_FOR_GOOD.test(reason)) return {state: 'elsewhere', isTentative: false};
  if (TAKEN_REASONS.test(reason)) return {state: 'elsewhere', isTentative: true};
  if (MOVED_REASONS.test(reason)) return {state: 'ended', isTentative: true};
  if (!isMissed && DECLINED_REASON.test(reason)) return {state: 'declined', isTentative: false};
  const isUnanswered = isMissed || MISSED_REASONS.test(reason);
  return {state: isUnanswered ? 'missed' : 'ended', isTentative: false};
}

/** Null where it is no call to the user, or where presence is between two states. */
export function sightActiveCall(activeCall: ActiveCall): Sighting | null {
  const {sessionId, legacyId, partyId, direction, startedAt} = activeCall;
  const state = stateOfPresence(activeCall);
  if (direction !== 'Inbound' || !state) return null;
  return withoutUndefined({
    sessionId,
    legacyId,
    partyId,
    state,
    isTentative: state === 'ended' && activeCall.termination !== 'final',
    caller: readCaller(activeCall),
    startedAt,
  });
}

/** Presence never says why a call is over. */
function stateOfPresence({status, termination}: ActiveCall): SightedState | null {
  switch (status) {
    case 'Ringing': return 'ringing';
    case 'CallConnected':
    case 'OnHold':
    case 'ParkedCall': return 'answered';
    case 'NoCall': return termination === 'intermediate' ? null : 'ended';
    default: return null;
  }
}

/** One of the user's devices is about to be connected: it may ring, and may be answered. */
export const isBetweenStates = ({direction, status, termination}: ActiveCall): boolean =>
  direction === 'Inbound' && status === 'NoCall' && termination === 'intermediate';
