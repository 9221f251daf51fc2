/**
 * Hangs up, holds and mutes calls for the buttons of an element: one action on a call at a time, but
 * for hanging up, which waits for no other.
 */
import {callError, CallRejection} from '../../store/call-error.js';
import type {Call, CallAction, CallError, Store} from '../../store/types.js';
import {isCallOver, type ControlledCall} from './controlled-call.js';

/** "Hang up" comes last, where "Cancel" was and "Dismiss" will be. */
export const BUTTON_ACTIONS: readonly CallAction[] = ['hold', 'mute', 'keypad', 'hang-up'];

/** The actions that a press on a button asks for; the keypad opens first. */
export type PressAction = Exclude<CallAction, 'keypad'>;

type Act = (store: Store, call: ControlledCall) => Promise<void>;

const ACTIONS: Readonly<Record<PressAction, Act>> = {
  'hang-up': (store, {key}) => store.hangUp(key),
  'hold': (store, {key, held}) => store.hold(key, !held),
  'mute': (store, {key, muted}) => store.mute(key, !muted),
};

interface CallActionsOptions<AnyCall> {
  /** An action has begun, or is over. */
  readonly onBusyChange: () => void;
  readonly onNotDone: (call: AnyCall, error: CallError, store: Store) => void;
}

export class CallActions<AnyCall extends ControlledCall = Call> {
  /** As `key action`. */
  readonly #busy = new Set<string>();

  constructor(private readonly options: CallActionsOptions<AnyCall>) {}

  /** The action would be ignored, since one on this call is under way. */
  isBusy({key}: ControlledCall, action: CallAction): boolean {
    if (action === 'keypad') return false;
    if (action === 'hang-up') return this.#busy.has(`${key} hang-up`);
    return BUTTON_ACTIONS.some((other) => this.#busy.has(`${key} ${other}`));
  }

  /** Resolves with whether RingCentral has done it. */
  async act(store: Store, call: AnyCall, action: PressAction): Promise<boolean> {
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
      const current = currentCall(store, call);
      const isGone = !current || isCallOver(current);
      if (!isGone) onNotDone(call, CallRejection.is(error) ? error : callError('unknown'), store);
      return false;
    } finally {
      this.#busy.delete(busyKey);
      onBusyChange();
    }
  }
}

const currentCall = (store: Store, {key}: ControlledCall): ControlledCall | undefined =>
  [...store.calls.get(), ...store.inbound.get()].find((call) => call.key === key);
