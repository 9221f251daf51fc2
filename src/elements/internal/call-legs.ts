/** The state of each leg of a call, as it is shown. */
import type {Call, Leg, Phase} from '../../store/types.js';
import {isBrowserCall} from './browser-call.js';

export type LegState =
  | 'waiting' | 'ringing' | 'calling' | 'answered' | 'connected' | 'ended'
  | 'busy' | 'no-answer' | 'canceled' | 'failed' | 'not-connected' | 'unknown';

type CallFacts = Pick<Call, 'phase' | 'error' | 'callerStatus' | 'calleeStatus' | 'via' | 'can'>;

/** Both legs by the phase, where no leg has a status that says more. */
const LEG_STATES: Readonly<Record<Exclude<Phase, 'failed'>, Readonly<Record<Leg, LegState>>>> = {
  'placing': {caller: 'waiting', callee: 'waiting'},
  'ringing-caller': {caller: 'ringing', callee: 'waiting'},
  'ringing-callee': {caller: 'answered', callee: 'ringing'},
  'connected': {caller: 'connected', callee: 'connected'},
  'canceling': {caller: 'ringing', callee: 'waiting'},
  'ended': {caller: 'ended', callee: 'ended'},
  'canceled': {caller: 'canceled', callee: 'canceled'},
  'unconfirmed': {caller: 'unknown', callee: 'unknown'},
};

/** The state to show for one leg of a call, never more than RingCentral has reported. */
export function legState(call: CallFacts, leg: Leg): LegState {
  if (isBrowserCall(call)) return browserLegState(call, leg);
  if (call.phase === 'failed') return failedLegState(call, leg);
  if (call.phase === 'canceling' && legStatus(call, leg) === 'Success') return 'answered';
  return LEG_STATES[call.phase][leg];
}

/** The browser's own leg is up once there is sound, which says nothing of the callee. */
function browserLegState(call: CallFacts, leg: Leg): LegState {
  const {phase, error, can = []} = call;
  const isCaller = leg === 'caller';
  switch (phase) {
    case 'ringing-callee':
      if (!isCaller) return 'calling';
      return can.length > 0 ? 'connected' : 'waiting';
    case 'canceling': return 'waiting';
    case 'failed':
      // Nothing rings any more, and nothing waits.
      if (!isCaller) return calleeLegState(call);
      return error?.leg === 'callee' ? 'ended' : 'not-connected';
    default: return LEG_STATES[phase][leg];
  }
}

function calleeLegState(call: CallFacts): LegState {
  const state = failedLegState(call, 'callee');
  return state === 'waiting' ? 'failed' : state;
}

function failedLegState(call: CallFacts, leg: Leg): LegState {
  const {error} = call;
  if (error?.leg === leg) {
    return error.code === 'busy' || error.code === 'no-answer' ? error.code : 'failed';
  }
  // The other party's phone rings only once the caller has answered.
  if (leg === 'callee' && error?.leg === 'caller') return 'waiting';
  switch (legStatus(call, leg)) {
    case 'Success': return 'answered';
    case 'Finished': return 'ended';
    default: return 'waiting';
  }
}

function legStatus({callerStatus, calleeStatus}: CallFacts, leg: Leg): string | undefined {
  return leg === 'caller' ? callerStatus : calleeStatus;
}
