/** Hangs up, holds and mutes calls for the buttons of an element: one action on a call at a time. */
import {callError, CallRejection} from '../../store/call-error.js';
import type {Call, CallAction, CallError, Store} from '../../store/types.js';

/** The actions that have a button. */
export type ButtonAction = Exclude<CallAction, 'keypad'>;

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
  readonly #busyKeys = new Set<string>();

  constructor(private readonly options: CallActionsOptions) {}

  /** An action on the call is under way: another one would be ignored. */
  isBusy({key}: Call): boolean {
    return this.#busyKeys.has(key);
  }

  /** Resolves with whether RingCentral has done it. */
  async act(store: Store, call: Call, action: ButtonAction): Promise<boolean> {
    const {onBusyChange, onNotDone} = this.options;
    if (this.isBusy(call)) return false;
    this.#busyKeys.add(call.key);
    onBusyChange();
    try {
      await ACTIONS[action](store, call);
      return true;
    } catch (error) {
      onNotDone(call, CallRejection.is(error) ? error : callError('unknown'), store);
      return false;
    } finally {
      this.#busyKeys.delete(call.key);
      onBusyChange();
    }
  }
}
