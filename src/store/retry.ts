/** The next attempt at what failed: later after each failure, sooner when the page wakes. */
import type {Environment} from './environment.js';

const FIRST_DELAY_MS = 2_000;
const MAX_DELAY_MS = 60_000;
/** All pages of an office wake in the same moment, when its network is back. */
const MAX_WAKE_DELAY_MS = 2_000;

export class Retry {
  readonly #environment: Environment;
  #timer: unknown;
  #count = 0;
  #pending: {readonly run: () => void; readonly earliestAt: number} | null = null;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** `delay` in ms; where the platform named none, the delay doubles with each retry. */
  schedule(run: () => void, delay?: number): void {
    const environment = this.#environment;
    // The tabs of one browser must not all ask at once.
    const jitter = 1 + environment.random() / 4;
    this.#startTimer(run, (delay ?? this.#nextDelay()) * jitter);
    if (delay === undefined) {
      this.#pending = {run, earliestAt: environment.now() + FIRST_DELAY_MS};
    }
  }

  /** The network may be back: retries soon, but never within a delay that the platform named. */
  wake(): void {
    const environment = this.#environment;
    if (!this.#pending || !environment.online() || !environment.visible()) return;
    const {run, earliestAt} = this.#pending;
    // After the clock was set back, the wait is no longer than it was when it began.
    const remainingMs = Math.min(earliestAt - environment.now(), FIRST_DELAY_MS);
    this.#startTimer(run, Math.max(remainingMs, 0) + this.#wakeDelay());
  }

  /** Runs what the page does once it wakes, in place of a retry. */
  runAfterWake(run: () => void): void {
    this.#startTimer(run, this.#wakeDelay());
  }

  #wakeDelay(): number {
    return this.#environment.random() * MAX_WAKE_DELAY_MS;
  }

  stop(): void {
    this.#environment.clearTimeout(this.#timer);
    this.#pending = null;
  }

  /** After a success, or for another session: the next failure is the first one. */
  reset(): void {
    this.stop();
    this.#count = 0;
  }

  #startTimer(run: () => void, ms: number): void {
    this.stop();
    this.#timer = this.#environment.setTimeout(() => {
      this.#pending = null;
      run();
    }, ms);
  }

  #nextDelay(): number {
    return Math.min(FIRST_DELAY_MS * 2 ** this.#count++, MAX_DELAY_MS);
  }
}
