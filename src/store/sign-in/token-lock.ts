/** Lets one tab at a time redeem a code or refresh the tokens of a sign-in. */
import type {Environment, KeyValue} from '../environment.js';
import {holdIfFree, POLL_INTERVAL_MS} from '../run-locked.js';

/** A tab without Web Locks may hold the refresh for this long. */
const LEASE_MS = 20_000;

export class TokenLock {
  readonly #environment: Environment;
  readonly #storage: KeyValue;
  readonly #prefix: string;
  readonly #leaseKey: string;
  #areLocksRefused = false;

  /** `prefix`: `signInKeyPrefix`. */
  constructor(environment: Environment, storage: KeyValue, prefix: string) {
    this.#environment = environment;
    this.#storage = storage;
    this.#prefix = prefix;
    this.#leaseKey = `${prefix}lease`;
  }

  /** The browser has Web Locks, and grants them to this page. */
  get hasLocks(): boolean {
    return this.#environment.locks !== null && !this.#areLocksRefused;
  }

  /** One tab at a time: by a Web Lock, or by a lease in storage where there are none. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const {locks} = this.#environment;
    if (!locks) return this.#withLease(work);
    let hasStarted = false;
    return locks.request(`${this.#prefix}refresh`, {mode: 'exclusive'}, () => {
      hasStarted = true;
      return work();
    }).catch((error: unknown) => {
      if (hasStarted) throw error;
      this.#areLocksRefused = true; // by the browser, in a sandboxed frame
      return this.#withLease(work);
    });
  }

  /**
   * Claims the exchange of one refresh token by a lock that outlasts the exchange: a lock's release
   * reaches another process before new values in localStorage do, so that a tab may come here with
   * a token that has just been exchanged. Resolves with the release; null = another tab has it.
   */
  claimExchange(tokensId: string): Promise<(() => void) | null> {
    return holdIfFree(this.#environment, `${this.#prefix}traded/${tokensId}`);
  }

  async #withLease<T>(work: () => Promise<T>): Promise<T> {
    const leaseId = String(this.#environment.random()).slice(2);
    while (!await this.#tryLease(leaseId)) await this.#randomDelay();
    try {
      return await work();
    } finally {
      if (this.#readLease().holder === leaseId) this.#storage.delete(this.#leaseKey);
    }
  }

  /** Takes the lease if it is free or has run out. */
  async #tryLease(leaseId: string): Promise<boolean> {
    const {holder, endsAt} = this.#readLease();
    const timeLeft = endsAt - this.#environment.now();
    // One with more time left is damaged, or from before the clock was set back.
    if (holder && timeLeft > 0 && timeLeft <= LEASE_MS) return false;
    this.#storage.set(this.#leaseKey, `${leaseId}|${this.#environment.now() + LEASE_MS}`);
    // Two tabs may have found it free: the last one to write has it.
    await this.#randomDelay();
    return this.#readLease().holder === leaseId;
  }

  #readLease(): {readonly holder: string | undefined; readonly endsAt: number} {
    const [holder, endsAt] = this.#storage.get(this.#leaseKey)?.split('|') ?? [];
    return {holder, endsAt: Number(endsAt)};
  }

  #randomDelay(): Promise<void> {
    const delayMs = POLL_INTERVAL_MS * (1 + this.#environment.random());
    return new Promise((resolve) => { this.#environment.setTimeout(resolve, delayMs); });
  }
}
