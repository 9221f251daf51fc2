/** Waits by key, each until it is over or begun anew, whatever becomes of the clock. */
import type {Environment} from './environment.js';

interface Pause {
  /** Epoch ms. */
  readonly from: number;
  /** ms; absent = what is usual when it is asked for. */
  readonly wait?: number;
  /** In a row. */
  readonly failures: number;
}

/** ms after the nth failure in a row: 2, 4, 8 … 60 s, a quarter more or less. */
export function backoffDelay(failures: number, random: number): number {
  return Math.min(1000 * 2 ** failures, 60_000) * (0.75 + random / 2);
}

export class Backoff {
  readonly #pauses = new Map<string, Pause>();

  constructor(private readonly environment: Environment) {}

  /** From now on: `wait` ms, or what is usual. */
  start(key: string, wait?: number, failures = 0): void {
    this.#pauses.set(key, {from: this.environment.now(), failures, ...(wait !== undefined && {wait})});
  }

  /** After one more failure; not sooner than `retryIn` (ms), which the platform asked for. */
  backOff(key: string, retryIn = 0): void {
    const failures = (this.#pauses.get(key)?.failures ?? 0) + 1;
    this.start(key, Math.max(backoffDelay(failures, this.environment.random()), retryIn), failures);
  }

  has(key: string): boolean {
    return this.#pauses.has(key);
  }

  /** Epoch ms at which the pause is over; without one, now. `usual`: ms. */
  readyAt(key: string, usual: number): number {
    const pause = this.#pauses.get(key), now = this.environment.now();
    if (!pause) return now;
    // The clock was set back: the pause begins anew.
    if (pause.from > now) this.#pauses.set(key, {...pause, from: now});
    return Math.min(pause.from, now) + (pause.wait ?? usual);
  }

  delete(key: string): void {
    this.#pauses.delete(key);
  }

  clear(): void {
    this.#pauses.clear();
  }
}
