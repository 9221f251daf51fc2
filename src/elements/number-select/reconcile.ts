/** How the value of a number select and the account's choice come to agree: a pure function. */
import type {SessionState} from '../../store/types.js';

/** How a value came about: the page or the user set it, or it is only the default. */
export type ValueOrigin = 'set' | 'default';

export interface SelectValue {
  /** E.164 or `browser`; empty = RingCentral's default. */
  readonly value: string;
  /** Origin of a value that has not met the account's choice yet; null = it has. */
  readonly pendingOrigin: ValueOrigin | null;
}

export interface ReconcileFacts {
  /** Undefined until there is a store. */
  readonly session: SessionState | undefined;
  /** The account's choice, E.164 or `browser`; empty = RingCentral's default. */
  readonly choice: string;
  /** The number, or `browser`, that the page has written as the default; may be empty. */
  readonly defaultNumber: string;
}

interface Reconciled extends SelectValue {
  /** The choice that the account has from now on. */
  readonly choice: string;
}

/** The value to show and the choice to store: they are the same while a user is signed in. */
export function reconcile(current: SelectValue, facts: ReconcileFacts): Reconciled {
  const {session, choice, defaultNumber} = facts;
  const {value, pendingOrigin} = current;
  if (session === 'ready') {
    // A default yields to a choice that was made before.
    const isValueStronger = pendingOrigin === 'set' || (pendingOrigin === 'default' && !choice);
    const agreed = isValueStronger ? value : choice;
    return {value: agreed, pendingOrigin: null, choice: agreed};
  }
  // Shared computers: the next user finds nothing of the last one.
  const isLeftBehind = session === 'signed-out' && pendingOrigin === null;
  if (isLeftBehind) return {value: defaultNumber, pendingOrigin: 'default', choice};
  return {...current, choice};
}
