/**
 * Reads a telephony session as the statuses of a RingOut, so that one table (call-phase.ts) decides
 * the phase whatever the source, and beside them what RingOut's statuses cannot say.
 */
import {ownValue} from '../../ringcentral/own-value.js';
import type {RingOutStatus} from '../../ringcentral/ring-out.js';
import {
  hasAnswered, type Party, partyState, type TelephonySession,
} from '../../ringcentral/telephony-session.js';
import type {Failure, Leg} from '../types.js';

interface SessionStatus {
  readonly status: RingOutStatus;
  /** As the platform says; undefined where it does not. */
  readonly held?: boolean | undefined;
  readonly muted?: boolean | undefined;
  /** The leg that hung up. */
  readonly endedBy?: Leg;
  /** A mailbox answered in place of the callee. */
  readonly voicemail?: true;
  /** A reason that RingOut has no status for. */
  readonly failure?: {readonly code: Failure; readonly leg?: Leg};
}

/** Reasons by which a party is gone while its call goes on elsewhere. */
const CONTINUES_ELSEWHERE =
  /^(?:Pickup|CallSwitch|CallFlip|TakeOver|CallPark|ParkLocation|AgentAnswered|.*Transfer|CallRedirected)$/;

/** The status of a leg that ended by a reason, in RingOut's words. Any other reason: `Finished`. */
const LEG_STATUS_BY_REASON: Readonly<Record<string, string>> = {
  TargetBusy: 'Busy',
  NoAnswer: 'NoAnswer',
  Timeout: 'NoAnswer',
  // RingOut has one word for a call that the caller gave up, in both legs.
  Cancelled: 'Rejected',
  InternalError: 'GenericError',
  InvalidNumber: 'GenericError',
  InternationalDisabled: 'InternationalDisabled',
  DestinationBlocked: 'DestinationBlocked',
  NotEnoughFunds: 'NotEnoughFunds',
  NoSuchUser: 'NoSuchUser',
};

export function readSessionStatus({parties}: TelephonySession): SessionStatus {
  const caller = parties.find(({role}) => role === 'Initiator');
  const callee = parties.find(({role}) => role === 'Target');
  const callerStatus = caller && legStatus(caller, 'caller');
  const calleeStatus = callee && legStatus(callee, 'callee');
  const failure = invalidNumber(caller, 'caller') ?? invalidNumber(callee, 'callee');
  const endedBy = legThatHungUp(caller, callee);
  return {
    status: {...(callerStatus && {callerStatus}), ...(calleeStatus && {calleeStatus})},
    ...heldAndMuted(caller),
    ...(endedBy && {endedBy}),
    ...(isMailbox(callee) && {voicemail: true}),
    ...(failure && {failure}),
  };
}

/** Undefined where the platform's word for it is not known: it changes nothing. */
function legStatus(party: Party, leg: Leg): string | undefined {
  switch (partyState(party)) {
    case 'ringing': return 'InProgress';
    case 'answered':
    case 'held':
    case 'mailbox':
    case 'screened': return 'Success';
    case 'gone': return endStatus(party.reason ?? '', leg);
    default: return undefined;
  }
}

function endStatus(reason: string, leg: Leg): string | undefined {
  if (CONTINUES_ELSEWHERE.test(reason)) return undefined;
  // A callee who rejects a call has not canceled it.
  if (reason === 'Rejected') return leg === 'caller' ? 'Rejected' : 'NoAnswer';
  return ownValue(LEG_STATUS_BY_REASON, reason) ?? 'Finished';
}

const isGone = (party: Party | undefined): boolean =>
  partyState(party) === 'gone' && !CONTINUES_ELSEWHERE.test(party?.reason ?? '');

/** The leg that hung up has this reason; the other leg then has none. */
const hasHungUp = (party: Party | undefined): boolean =>
  isGone(party) && /^callfinished$/i.test(party?.reason ?? '');

/**
 * Null unless the reason of one leg alone says so: notifications may come in another order than
 * what they tell of.
 */
function legThatHungUp(caller: Party | undefined, callee: Party | undefined): Leg | null {
  const isCaller = hasHungUp(caller);
  if (isCaller === hasHungUp(callee)) return null;
  return isCaller ? 'caller' : 'callee';
}

/** A leg is over, and no leg has a reason that says how the call ended. */
export function isUnexplained({callerStatus, calleeStatus}: RingOutStatus): boolean {
  const statuses = [callerStatus, calleeStatus];
  return statuses.includes('Finished') &&
    statuses.every((status) => !status || /^(?:Finished|InProgress|Success)$/.test(status));
}

function isMailbox(callee: Party | undefined): boolean {
  const state = partyState(callee);
  return state === 'mailbox' || state === 'screened' || /^voicemail$/i.test(callee?.reason ?? '');
}

function invalidNumber(party: Party | undefined, leg: Leg): SessionStatus['failure'] {
  if (!isGone(party) || party?.reason !== 'InvalidNumber') return undefined;
  return {code: leg === 'caller' ? 'from-invalid' : 'to-invalid', leg};
}

/** How the user's own leg is, which is the one that can be held and muted from here. */
export function heldAndMuted(
  caller: Party | undefined,
): {readonly held?: boolean | undefined; readonly muted?: boolean | undefined} {
  if (isGone(caller)) return {held: undefined, muted: undefined};
  if (!hasAnswered(caller)) return {};
  const muted = caller?.isMuted;
  return {held: partyState(caller) === 'held', ...(muted !== undefined && {muted})};
}
