/** The promises of `details(key)` that wait for an answer. */
import type {CallDetails} from '../types.js';

interface Waiter {
  readonly callKey: string;
  /** Epoch ms at which it is given up. */
  readonly until: number;
  /** How often the call log had been asked when the wait began. */
  readonly askedBefore: number;
  readonly resolve: (details: CallDetails | null) => void;
}

export class DetailsWaiters {
  readonly #waiters = new Set<Waiter>();
  #isDisposed = false;

  add(callKey: string, until: number, askedBefore: number): Promise<CallDetails | null> {
    if (this.#isDisposed) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiters.add({callKey, until, askedBefore, resolve});
    });
  }

  /** Somebody waits for a request for the call that is yet to be sent. */
  wants(callKey: string, askedCount: number): boolean {
    return [...this.#waiters].some((waiter) =>
      waiter.callKey === callKey && waiter.askedBefore >= askedCount);
  }

  /** `outcomeOf`: undefined while it may still come. `now`: epoch ms. */
  settle(outcomeOf: (callKey: string) => CallDetails | null | undefined, now: number): void {
    for (const waiter of [...this.#waiters]) {
      const outcome = outcomeOf(waiter.callKey);
      if (outcome === undefined && now < waiter.until) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(outcome ?? null);
    }
  }

  /** Epoch ms at which the next wait may be over. `answerUntil`: of a request that is on its way. */
  lookAt(answerUntil: (callKey: string) => number): number {
    const times = [...this.#waiters].map(({callKey, until}) =>
      Math.min(until, answerUntil(callKey)));
    return Math.min(Infinity, ...times);
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const {resolve} of this.#waiters) resolve(null);
    this.#waiters.clear();
  }
}
