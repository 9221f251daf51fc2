/** How a call ends with its line. */
import type {CallConclusion} from '../calls/call-conclusion.js';
import type {LineEnd, PhoneProblem} from '../phone-port.js';
import type {Call} from '../types.js';

interface LineFacts {
  readonly hasSound: boolean;
  /** The user has canceled the call, or has hung up. */
  readonly isHungUp: boolean;
}

/** `unexplained`: the platform has ended the line, and its reason comes by push, if at all. */
type CallEnd =
  | {readonly kind: 'over'; readonly conclusion: CallConclusion}
  | {readonly kind: 'failed'; readonly problem: PhoneProblem}
  | {readonly kind: 'unexplained'}
  /** It may have been answered, and may go on. */
  | {readonly kind: 'unknown'};

export function callEndOf(call: Call, end: LineEnd, {hasSound, isHungUp}: LineFacts): CallEnd {
  const {phase, voicemail} = call;
  const isByUser = end.by === 'user' || isHungUp;
  if (phase === 'connected') {
    // Who hung up on whom is a question only where two people have talked.
    const hungUp = isByUser && !voicemail ? {endedBy: 'caller'} as const : {};
    return {kind: 'over', conclusion: {...OVER, ...hungUp}};
  }
  if (end.by === 'lost') return {kind: 'unknown'};
  if (isByUser) {
    // Without push, the two may have talked.
    const mayHaveTalked = hasSound && !call.calleeStatus;
    return {kind: 'over', conclusion: mayHaveTalked ? OVER : {phase: 'canceled'}};
  }
  if (end.by === 'failure') return {kind: 'failed', problem: end.problem};
  return {kind: 'unexplained'};
}

const OVER = {phase: 'ended'} as const;
