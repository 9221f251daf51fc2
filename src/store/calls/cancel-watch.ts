/** Notices a cancel that has no effect, whatever the reason: the user can still hang up. */
import type {Environment} from '../environment.js';
import type {Call} from '../types.js';

/**
 * A call that still rings this long after the user canceled it, or after RingCentral took that, has
 * to be hung up by hand.
 */
const CANCEL_TIMEOUT_MS = 5_000;
/** Other tabs wait for the one in which the user canceled, unless that is gone. */
const OTHER_TAB_TIMEOUT_MS = 2 * CANCEL_TIMEOUT_MS;

export class CancelWatch {
  readonly #environment: Environment;
  readonly #onNoEffect: (callKey: string) => void;
  /** By the key of the call. */
  readonly #timers = new Map<string, unknown>();

  constructor(environment: Environment, onNoEffect: (callKey: string) => void) {
    this.#environment = environment;
    this.#onNoEffect = onNoEffect;
  }

  /** Call it when the user cancels in this tab, and when RingCentral has taken that. */
  begin(callKey: string): void {
    this.#start(callKey, CANCEL_TIMEOUT_MS);
  }

  /** Call it whenever the call has changed. */
  watch({key: callKey, phase, cancelFailed, via}: Call): void {
    const isWaiting = phase === 'canceling' && !cancelFailed && via !== 'browser';
    if (!isWaiting) {
      this.#environment.clearTimeout(this.#timers.get(callKey));
      this.#timers.delete(callKey);
    } else if (!this.#timers.has(callKey)) {
      this.#start(callKey, OTHER_TAB_TIMEOUT_MS);
    }
  }

  #start(callKey: string, timeoutMs: number): void {
    this.#environment.clearTimeout(this.#timers.get(callKey));
    const onTimeout = () => this.#onNoEffect(callKey);
    this.#timers.set(callKey, this.#environment.setTimeout(onTimeout, timeoutMs));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) this.#environment.clearTimeout(timer);
  }
}
