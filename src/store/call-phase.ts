/**
 * Maps the platform's statuses to the phase of a call: one pure table. Its sources are the RingOut
 * charts of the guide and the lists of the spec. Both are open enums, so an unlisted value changes
 * nothing.
 */
import {ownValue} from '../ringcentral/own-value.js';
import type {RingOutStatus} from '../ringcentral/ring-out.js';
import type {Failure, Leg, Phase} from './types.js';

/**
 * One answer to a status request: the statuses, or `gone` for a 404, since the resource lives
 * little longer than its call. `lost`: a 404 so long after the last statuses that the call may have
 * been answered in between.
 */
export type StatusAnswer = RingOutStatus | 'gone' | 'lost';

export interface PhaseOutcome {
  readonly phase: Phase;
  readonly error?: {readonly code: Failure; readonly leg?: Leg};
  /** A status is `Invalid`: the platform itself cannot say how the call is. */
  readonly doubtful?: true;
}

const PHASE_RANK: Readonly<Record<Phase, number>> = {
  'placing': 0, 'ringing-caller': 1, 'ringing-callee': 2, 'canceling': 2, 'connected': 3,
  'ended': 4, 'canceled': 4, 'failed': 4, 'unconfirmed': 4,
};

/** How far a phase is; equal ranks are alternatives. */
export const rankOf = (phase: Phase): number => PHASE_RANK[phase];

export const isFinal = (phase: Phase): boolean => PHASE_RANK[phase] === 4;

export const isPhase = (value: unknown): value is Phase =>
  typeof value === 'string' && Object.hasOwn(PHASE_RANK, value);

/** Values of a leg by which the call failed. */
const FAILURE_BY_STATUS: Readonly<Record<string, Failure>> = {
  Busy: 'busy',
  NoAnswer: 'no-answer',
  GenericError: 'unreachable',
  InternationalDisabled: 'calling-disabled',
  DestinationBlocked: 'destination-blocked',
  NotEnoughFunds: 'no-funds',
  NoSuchUser: 'no-such-user',
};

const failureOfStatus = (status = ''): Failure | undefined => ownValue(FAILURE_BY_STATUS, status);

const isOver = (status: string | undefined): boolean =>
  status === 'Finished' || status === 'NoSessionFound';

export const statusesIn = (statusAnswer: StatusAnswer): RingOutStatus =>
  typeof statusAnswer === 'string' ? {} : statusAnswer;

/** The call is over. It may have been answered, or canceled, meanwhile. */
const LOST_OUTCOME: PhaseOutcome = {phase: 'unconfirmed', error: {code: 'unconfirmed'}};

/**
 * The phase after an answer. It never goes backwards; a final phase stays.
 * `cancelAsked`: the user clicked "Cancel", and the platform did not refuse.
 */
export function nextPhase(
  phase: Phase, statusAnswer: StatusAnswer, cancelAsked = phase === 'canceling',
): PhaseOutcome {
  if (isFinal(phase)) return {phase};
  const ringOutStatus = statusesIn(statusAnswer);
  const finalOutcome = finalOutcomeOf(phase, statusAnswer, cancelAsked);
  if (finalOutcome) return finalOutcome;
  const activePhase = activePhaseOf(ringOutStatus) ?? phase;
  const isFurther = PHASE_RANK[activePhase] > PHASE_RANK[phase];
  const isCancelRefused = phase === 'canceling' && !cancelAsked;
  const reachedPhase = isFurther || isCancelRefused ? activePhase : phase;
  const shownPhase = cancelAsked && reachedPhase !== 'connected' ? 'canceling' : reachedPhase;
  const {callStatus, callerStatus, calleeStatus} = ringOutStatus;
  const doubtful = [callStatus, callerStatus, calleeStatus].includes('Invalid');
  return {phase: shownPhase, ...(doubtful && {doubtful})};
}

/** The end of the call; null while it is active. */
function finalOutcomeOf(
  phase: Phase, statusAnswer: StatusAnswer, cancelAsked: boolean,
): PhaseOutcome | null {
  const ringOutStatus = statusesIn(statusAnswer);
  const {callStatus, callerStatus, calleeStatus} = ringOutStatus;
  const statuses = [callStatus, callerStatus, calleeStatus];
  const [callFailure, callerFailure, calleeFailure] = statuses.map(failureOfStatus);
  const callIsOver = typeof statusAnswer === 'string' || statuses.some(isOver);
  /** The first that applies is the end; the most telling status comes first. */
  const ends: readonly (readonly [applies: unknown, outcome: PhaseOutcome])[] = [
    [statusAnswer === 'lost', LOST_OUTCOME],
    [callerFailure, failed(callerFailure, 'caller')],
    [calleeFailure, failed(calleeFailure, 'callee')],
    [statuses.includes('Rejected'), {phase: 'canceled'}],
    [callStatus === 'NoAnsweringMachine', failed('server-error')],
    [callFailure, failed(callFailure)],
    [callIsOver && cancelAsked, {phase: 'canceled'}],
    [callIsOver, failed('no-answer', unansweredLeg(phase, ringOutStatus))],
    [callStatus === 'CannotReach', failed('unreachable')],
  ];
  const end = ends.find(([applies]) => applies);
  if (!end) return null;
  // Once both parties talked, the call has ended, however a leg reads afterwards. `Success` of the
  // whole call says that both answered, also when that moment fell between two requests.
  const hasTalked = phase === 'connected' || (callIsOver && callStatus === 'Success');
  return hasTalked ? {phase: 'ended'} : end[1];
}

const failed = (code: Failure = 'unknown', leg?: Leg): PhaseOutcome =>
  ({phase: 'failed', error: {code, ...(leg && {leg})}});

/** The leg that did not answer, if the statuses tell. A caller who answered is not blamed. */
function unansweredLeg(phase: Phase, {callerStatus, calleeStatus}: RingOutStatus): Leg | undefined {
  const callerHadAnswered = PHASE_RANK[phase] >= PHASE_RANK['ringing-callee'];
  if (isOver(callerStatus)) return callerHadAnswered ? undefined : 'caller';
  return isOver(calleeStatus) ? 'callee' : undefined;
}

/** The phase of a call that is not over; undefined if the statuses do not tell. */
function activePhaseOf({callStatus, callerStatus, calleeStatus}: RingOutStatus): Phase | undefined {
  const mayBeConnected = (legStatus: string | undefined) =>
    legStatus === undefined || legStatus === 'Success';
  if (callerStatus === 'Success' && calleeStatus === 'Success') return 'connected';
  const legsAllowConnected = mayBeConnected(callerStatus) && mayBeConnected(calleeStatus);
  if (callStatus === 'Success' && legsAllowConnected) return 'connected';
  if (callerStatus === 'Success' && calleeStatus === 'InProgress') return 'ringing-callee';
  if (callerStatus === 'InProgress') return 'ringing-caller';
  return undefined;
}
