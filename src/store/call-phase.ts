/**
 * What the platform's statuses mean for a call: one pure table. The facts are the guide's RingOut
 * charts and the spec's lists; both are open enums, so a value that nobody listed changes nothing.
 */
import type {RingOutStatus} from '../ringcentral/ring-out.js';
import type {Failure, Leg, Phase} from './types.js';

/** One answer to a status request: the statuses, or `gone` (404: the resource lives little longer than its call). */
export type StatusAnswer = RingOutStatus | 'gone';

export interface Outcome {
  readonly phase: Phase;
  readonly error?: {readonly code: Failure; readonly leg?: Leg};
  /** A leg reads `Invalid`: the platform itself cannot say. */
  readonly doubtful?: true;
}

const RANK: Readonly<Record<Phase, number>> = {
  'placing': 0, 'ringing-caller': 1, 'ringing-callee': 2, 'canceling': 2, 'connected': 3,
  'ended': 4, 'canceled': 4, 'failed': 4, 'unconfirmed': 4,
};

/** How far a phase is; equal ranks are alternatives. */
export const rankOf = (phase: Phase): number => RANK[phase];

export const isFinal = (phase: Phase): boolean => RANK[phase] === 4;

/** Values of a leg by which the call failed. */
const FAILURES: Readonly<Record<string, Failure>> = {
  Busy: 'busy',
  NoAnswer: 'no-answer',
  GenericError: 'unreachable',
  InternationalDisabled: 'calling-disabled',
  DestinationBlocked: 'destination-blocked',
  NotEnoughFunds: 'no-funds',
  NoSuchUser: 'no-such-user',
};

const failureOf = (status: string | undefined): Failure | undefined =>
  status !== undefined && Object.hasOwn(FAILURES, status) ? FAILURES[status] : undefined;

const isOver = (status: string | undefined): boolean => status === 'Finished' || status === 'NoSessionFound';

/**
 * The phase after an answer. Never backwards; a final phase stays.
 * `cancelAsked`: the person asked to cancel, and the platform did not refuse.
 */
export function nextPhase(phase: Phase, answer: StatusAnswer, cancelAsked = phase === 'canceling'): Outcome {
  if (isFinal(phase)) return {phase};
  const reading: RingOutStatus = answer === 'gone' ? {} : answer;
  const over = conclusion(phase, answer, reading, cancelAsked);
  if (over) return over;
  const next = alive(reading) ?? phase;
  const reached = RANK[next] > RANK[phase] || (phase === 'canceling' && !cancelAsked) ? next : phase;
  const shown = cancelAsked && reached !== 'connected' ? 'canceling' : reached;
  const doubtful = [reading.callStatus, reading.callerStatus, reading.calleeStatus].includes('Invalid');
  return {phase: shown, ...(doubtful && {doubtful})};
}

/** How the call is over, or null while it is not. What tells most comes first. */
function conclusion(phase: Phase, answer: StatusAnswer, reading: RingOutStatus, cancelAsked: boolean): Outcome | null {
  const {callStatus, callerStatus, calleeStatus} = reading;
  const failed = (code: Failure, leg?: Leg): Outcome => ({phase: 'failed', error: {code, ...(leg && {leg})}});
  const legs = [callerStatus, calleeStatus];
  const over = answer === 'gone' || legs.some(isOver) || isOver(callStatus);
  const [callFailure, callerFailure, calleeFailure] = [callStatus, callerStatus, calleeStatus].map(failureOf);
  const rejected = legs.includes('Rejected') || callStatus === 'Rejected';
  const serverFailed = callStatus === 'NoAnsweringMachine', unreached = callStatus === 'CannotReach';

  // Once the two talked, however a leg reads afterwards, the call was had and has ended. `Success` of the
  // whole call says that both answered, also where that moment fell between two requests.
  const talked = phase === 'connected' || (over && callStatus === 'Success');
  if (talked) {
    return over || rejected || callerFailure || calleeFailure || callFailure || serverFailed || unreached ? {phase: 'ended'} : null;
  }
  if (callerFailure) return failed(callerFailure, 'caller');
  if (calleeFailure) return failed(calleeFailure, 'callee');
  if (rejected) return {phase: 'canceled'};
  if (serverFailed) return failed('server-error');
  if (callFailure) return failed(callFailure);
  if (over) return cancelAsked ? {phase: 'canceled'} : failed('no-answer', overLeg(phase, reading));
  if (unreached) return failed('unreachable');
  return null;
}

/** The leg that was not answered, where the answer tells it; a caller who had answered is not blamed. */
function overLeg(phase: Phase, {callerStatus, calleeStatus}: RingOutStatus): Leg | undefined {
  if (isOver(callerStatus)) return RANK[phase] < RANK['ringing-callee'] ? 'caller' : undefined;
  return isOver(calleeStatus) ? 'callee' : undefined;
}

/** What a living call is doing; undefined where the values do not tell. */
function alive({callStatus, callerStatus, calleeStatus}: RingOutStatus): Phase | undefined {
  const untold = (status: string | undefined) => status === undefined || status === 'Success';
  if (callerStatus === 'Success' && calleeStatus === 'Success') return 'connected';
  if (callStatus === 'Success' && untold(callerStatus) && untold(calleeStatus)) return 'connected';
  if (callerStatus === 'Success' && calleeStatus === 'InProgress') return 'ringing-callee';
  if (callerStatus === 'InProgress') return 'ringing-caller';
  return undefined;
}
