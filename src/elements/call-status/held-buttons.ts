/** Keeps the rest of a double click from activating the button that has just taken the place. */
import type {Call} from '../../store/types.js';
import {ActivationGuard} from '../internal/activation-guard.js';

interface CallButtons {
  readonly kinds: string;
  readonly guard: ActivationGuard;
}

/** The phase, and what RingCentral lets us do, decide which buttons a call has. */
const buttonKinds = ({phase, can = []}: Call): string => [phase, ...can].join(' ');

export class HeldButtons {
  readonly #byCall = new Map<string, CallButtons>();

  /** The buttons of a call have just changed. */
  hold(call: Call): void {
    const guard = new ActivationGuard();
    guard.hold();
    this.#byCall.set(call.key, {kinds: buttonKinds(call), guard});
  }

  /** Whether clicks on the buttons of a call are to be ignored. */
  areHeld(call: Call | undefined): boolean {
    const buttons = call && this.#byCall.get(call.key);
    return buttons?.guard.isHeld() ?? false;
  }

  /** Holds the buttons of calls that have others now, and forgets the calls that are gone. */
  follow(calls: readonly Call[]): void {
    for (const call of calls) {
      if (this.#byCall.get(call.key)?.kinds !== buttonKinds(call)) this.hold(call);
    }
    const keys = new Set(calls.map(({key}) => key));
    for (const key of this.#byCall.keys()) if (!keys.has(key)) this.#byCall.delete(key);
  }
}
