/** Keeps the rest of a double click from activating the button that has just taken the place. */
import type {Call, Phase} from '../../store/types.js';
import {ActivationGuard} from '../internal/activation-guard.js';

/** The phase decides which buttons a call has. */
interface CallButtons {
  readonly phase: Phase;
  readonly guard: ActivationGuard;
}

export class HeldButtons {
  readonly #byCall = new Map<string, CallButtons>();

  /** The buttons of a call have just changed. */
  hold({key, phase}: Call): void {
    const guard = new ActivationGuard();
    guard.hold();
    this.#byCall.set(key, {phase, guard});
  }

  /** Whether clicks on the buttons of a call are to be ignored. */
  areHeld(call: Call | undefined): boolean {
    const buttons = call && this.#byCall.get(call.key);
    return buttons?.guard.isHeld() ?? false;
  }

  /** Holds the buttons of calls with a new phase, and forgets the calls that are gone. */
  follow(calls: readonly Call[]): void {
    for (const call of calls) {
      if (this.#byCall.get(call.key)?.phase !== call.phase) this.hold(call);
    }
    const keys = new Set(calls.map(({key}) => key));
    for (const key of this.#byCall.keys()) if (!keys.has(key)) this.#byCall.delete(key);
  }
}
