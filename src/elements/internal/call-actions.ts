/**
 * Hangs up, holds and mutes calls for the buttons of an element: one action on a call at a time, but
 * for hanging up, which waits for no other.
 */
import {callError, CallRejection} from '../../store/call-error.js';
import {isFinal} from '../../store/call-phase.js';
import type {Call, CallAction, CallError, Store} from '../../store/types.js';

/** The actions that have a button. */
export type ButtonAction = Exclude<CallAction, 'keypad'>;

/** "Hang up" comes last, where "Cancel" was and "Dismiss" will be. */
export const BUTTON_ACTIONS: readonly ButtonAction[] = ['hold', 'mute', 'hang-up'];

type Act = (store: Store, call: Call) => Promise<void>;

const ACTIONS: Readonly<Record<ButtonAction, Act>> = {
  'hang-up': (store, {key}) => store.hangUp(key),
  'hold': (store, {key, held}) => store.hold(key, !held),
  'mute': (store, {key, muted}) => store.mute(key, !muted),
};

interface CallActionsOptions {
  /** An action has begun, or is over. */
  readonly onBusyChange: () => void;
  readonly onNotDone: (call: Call, error: CallError, store: Store) => void;
}

export class CallActions {
  /** As `key action`. */
  readonly #busy = new Set<string>();

  constructor(private readonly options: CallActionsOptions) {}

  /** The action would be ignored, since one on this call is under way. */
  isBusy({key}: Call, action: ButtonAction): boolean {
    if (action === 'hang-up') return this.#busy.has(`${key} hang-up`);
    return BUTTON_ACTIONS.some((other) => this.#busy.has(`${key} ${other}`));
  }

  /** Resolves with whether RingCentral has done it. */
  async act(store: Store, call: Call, action: ButtonAction): Promise<boolean> {
    const {onBusyChange, onNotDone} = this.options;
    if (this.isBusy(call, action)) return false;
    const busyKey = `${call.key} ${action}`;
    this.#busy.add(busyKey);
    onBusyChange();
    try {
      await ACTIONS[action](store, call);
      return true;
    } catch (error) {
      // The error says nothing of a call that is over.
      const current = store.calls.get().find(({key}) => key === call.key);
      const isOver = !current || isFinal(current.phase);
      if (!isOver) onNotDone(call, CallRejection.is(error) ? error : callError('unknown'), store);
      return false;
    } finally {
      this.#busy.delete(busyKey);
      onBusyChange();
    }
  }
}
