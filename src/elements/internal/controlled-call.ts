/** A call of the user, or one to them, as its buttons see it. */
import {isFinal} from '../../store/call-phase.js';
import type {Call, Inbound, InboundAction} from '../../store/types.js';

export interface ControlledCall {
  readonly key: string;
  readonly phase: Call['phase'] | Inbound['phase'];
  readonly stale?: boolean;
  /** The actions that work on it now. */
  readonly can?: readonly InboundAction[];
  readonly held?: boolean;
  readonly muted?: boolean;
}

export const isCallOver = ({phase}: Pick<ControlledCall, 'phase'>): boolean =>
  phase === 'missed' || isFinal(phase as Call['phase']);
