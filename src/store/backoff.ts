/** Waiting times by key. When the clock is set back, a wait starts over instead of growing. */
import type {Environment} from './environment.js';

interface PendingWait {
  /** Epoch ms. */
  readonly startedAt: number;
  /** ms; undefined = the default that `readyAt` is given. */
  readonly duration: number | undefined;
  /** Failures in a row. */
  readonly failureCount: number;
}

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;

/** ms after the nth failure in a row: 2, 4, 8 … 60 s, a quarter more or less. `random`: 0 to 1. */
function backoffDelay(failureCount: number, random: number): number {
  const jitterFactor = 0.75 + random / 2;
  return Math.min(BACKOFF_BASE_MS * 2 ** failureCount, BACKOFF_MAX_MS) * jitterFactor;
}

export class Backoff {
  readonly #environment: Environment;
  readonly #pendingWaits = new Map<string, PendingWait>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Starts a wait now. `duration` in ms; without it, `readyAt` decides. */
  start(key: string, duration?: number, failureCount = 0): void {
    this.#pendingWaits.set(key, {startedAt: this.#environment.now(), duration, failureCount});
  }

  /** Waits longer after each failure, and at least `retryAfter` (ms), which the platform named. */
  backOff(key: string, retryAfter = 0): void {
    const previousFailures = this.#pendingWaits.get(key)?.failureCount ?? 0;
    const failureCount = previousFailures + 1;
    const delay = backoffDelay(failureCount, this.#environment.random());
    this.start(key, Math.max(delay, retryAfter), failureCount);
  }

  has(key: string): boolean {
    return this.#pendingWaits.has(key);
  }

  /**
   * Epoch ms at which the wait is over; 0 where there is none, so that it comes before every wait
   * that is over. `defaultDuration` in ms.
   */
  readyAt(key: string, defaultDuration: number): number {
    const now = this.#environment.now();
    const pendingWait = this.#pendingWaits.get(key);
    if (!pendingWait) return 0;
    const {startedAt, duration = defaultDuration} = pendingWait;
    const isClockSetBack = startedAt > now;
    if (isClockSetBack) this.#pendingWaits.set(key, {...pendingWait, startedAt: now});
    return Math.min(startedAt, now) + duration;
  }

  delete(key: string): void {
    this.#pendingWaits.delete(key);
  }

  clear(): void {
    this.#pendingWaits.clear();
  }
}
