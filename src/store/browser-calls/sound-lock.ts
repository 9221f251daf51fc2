/** The sound of this browser: one call has it at a time, over all tabs, by a Web Lock. */
import type {Environment} from '../environment.js';
import {holdIfFree} from '../run-locked.js';

export class SoundLock {
  readonly #environment: Environment;
  readonly #lockName: string;
  #release: (() => void) | null = null;
  #watch: AbortController | null = null;

  constructor(environment: Environment, lockName: string) {
    this.#environment = environment;
    this.#lockName = lockName;
  }

  get isHeld(): boolean {
    return this.#release !== null;
  }

  /** False where another call has it. Without locks, only this tab is known. */
  async reserve(): Promise<boolean> {
    if (this.#release) return false;
    const release = await holdIfFree(this.#environment, this.#lockName);
    // A second call of this tab, which does not get it, leaves it to the first.
    this.#release ??= release;
    return release !== null;
  }

  release(): void {
    this.#release?.();
    this.#release = null;
  }

  /** Calls back once no tab has it. */
  watch(onFree: () => void): void {
    const {locks} = this.#environment;
    if (!locks || this.#watch) return;
    const {signal} = this.#watch = new AbortController();
    const tellOnce = () => {
      if (this.#watch?.signal !== signal) return;
      this.#watch = null;
      onFree();
    };
    locks.request(this.#lockName, {signal}, tellOnce).catch(() => undefined);
  }

  unwatch(): void {
    this.#watch?.abort();
    this.#watch = null;
  }

  /** Runs it while no tab can have the sound. */
  runIfFree(run: () => Promise<void>, onTaken: () => void): void {
    const runWithLock = (lock: Lock | null) => lock ? run() : onTaken();
    this.#environment.locks?.request(this.#lockName, {ifAvailable: true}, runWithLock)
      .catch(() => undefined);
  }
}
