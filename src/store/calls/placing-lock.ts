/** Lets one tab at a time place a call, so that one gesture of the user places one call. */
import type {Environment} from '../environment.js';
import {placingLockName} from '../keys.js';
import {holdIfFree} from '../run-locked.js';

/** Clicks in two tabs within this time count as one gesture of the user. */
export const SAME_GESTURE_MS = 1_000;

export class PlacingLock {
  readonly #environment: Environment;
  /** Gives the Web Lock back; null = this document does not hold it. */
  #releaseLock: (() => void) | null = null;
  #acquiredAt = 0;
  #gestureTimer: unknown;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** False where another tab is placing a call, or did so within the same gesture. */
  async acquire(keyPrefix: string): Promise<boolean> {
    const lockName = placingLockName(keyPrefix);
    const releaseLock = this.#releaseLock ?? await holdIfFree(this.#environment, lockName);
    if (!releaseLock) return false;
    this.#releaseLock = releaseLock;
    this.#environment.clearTimeout(this.#gestureTimer);
    this.#acquiredAt = this.#environment.now();
    return true;
  }

  /** Frees the lock once the gesture is over, which may be later than the call was placed. */
  release(): void {
    const gestureLeftMs = this.#acquiredAt + SAME_GESTURE_MS - this.#environment.now();
    const isGestureOver = gestureLeftMs <= 0 || gestureLeftMs > SAME_GESTURE_MS;
    if (isGestureOver || !this.#releaseLock) {
      this.#releaseNow();
      return;
    }
    this.#gestureTimer = this.#environment.setTimeout(() => this.#releaseNow(), gestureLeftMs);
  }

  dispose(): void {
    this.#environment.clearTimeout(this.#gestureTimer);
    this.#releaseNow();
  }

  #releaseNow(): void {
    this.#releaseLock?.();
    this.#releaseLock = null;
  }
}
