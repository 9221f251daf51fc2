/** Keeps the rest of a double click from activating the button that has just taken the place. */
import type {CallAction} from '../../store/types.js';
import {ActivationGuard} from './activation-guard.js';
import {isCallOver, type ControlledCall} from './controlled-call.js';

interface HeldButton {
  readonly meaning: string;
  readonly guard: ActivationGuard;
}

/** The phase, and what RingCentral lets us do, decide which buttons a call has. */
const buttonKinds = ({phase, can = []}: ControlledCall): string => [phase, ...can].join(' ');

export class HeldButtons {
  /** By `key` for all buttons of a call, by `key action` for one that is on or off. */
  readonly #byButton = new Map<string, HeldButton>();

  /** The buttons of a call have just changed. */
  hold(call: ControlledCall): void {
    this.#set(call.key, buttonKinds(call)).hold();
  }

  /** Whether clicks on the buttons of a call, or on that of an action, are to be ignored. */
  areHeld(call: ControlledCall | undefined, action?: CallAction): boolean {
    return this.#heldGuards(call, action).length > 0;
  }

  /** The same for a click that can wait: if it is ignored, only one after a pause counts. */
  ignoreClick(call: ControlledCall, action?: CallAction): boolean {
    const guards = this.#heldGuards(call, action);
    for (const guard of guards) guard.hold();
    return guards.length > 0;
  }

  /** Holds the buttons that do something else now, and forgets the calls that are gone. */
  follow(calls: readonly ControlledCall[]): void {
    for (const call of calls) {
      // A page that has just been loaded shows calls that have long been over.
      const isOld = isCallOver(call) && !this.#byButton.has(call.key);
      if (isOld) this.#set(call.key, buttonKinds(call));
      this.#follow(call.key, buttonKinds(call));
      this.#follow(`${call.key} hold`, String(call.held === true));
      this.#follow(`${call.key} mute`, String(call.muted === true));
    }
    const keys = new Set(calls.map(({key}) => key));
    for (const button of this.#byButton.keys()) {
      if (!keys.has(button.replace(/ .*/, ''))) this.#byButton.delete(button);
    }
  }

  #heldGuards(
    call: ControlledCall | undefined, action: CallAction | undefined,
  ): readonly ActivationGuard[] {
    if (!call) return [];
    const buttons = [call.key, `${call.key} ${action}`];
    return buttons.flatMap((button) => this.#byButton.get(button)?.guard ?? [])
      .filter((guard) => guard.isHeld());
  }

  #follow(button: string, meaning: string): void {
    if (this.#byButton.get(button)?.meaning !== meaning) this.#set(button, meaning).hold();
  }

  #set(button: string, meaning: string): ActivationGuard {
    const guard = new ActivationGuard();
    this.#byButton.set(button, {meaning, guard});
    return guard;
  }
}
