/** Spreads changes that a page may cause without end, as when it draws itself after each of them. */
import {Backoff} from './backoff.js';
import type {Environment} from './environment.js';

/** After a time without any change, the next one is let through at once again. */
const CALM_MS = 60_000;
const KEY = 'change';

export class Pace {
  readonly #environment: Environment;
  readonly #backoff: Backoff;
  #timer: unknown;
  #release: () => void = () => {};

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#backoff = new Backoff(environment);
  }

  /**
   * When the caller may make its change: null = now; else it resolves 2, 4, 8 … 60 s after the
   * change before. A caller that waits is superseded by the next one: it resolves at once, and must
   * see that itself.
   */
  turn(): Promise<void> | null {
    this.stop();
    const calmFor = this.#environment.now() - this.#backoff.readyAt(KEY, 0);
    if (calmFor > CALM_MS) this.#backoff.delete(KEY);
    if (calmFor < 0) return this.#wait(-calmFor);
    this.#backoff.backOff(KEY);
    return null;
  }

  stop(): void {
    this.#environment.clearTimeout(this.#timer);
    this.#release();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
      this.#timer = this.#environment.setTimeout(() => {
        this.#backoff.backOff(KEY);
        resolve();
      }, ms);
    });
  }
}
