/** The app or the user may not read the call log: it is not asked any more, in any tab. */
import type {Environment, KeyValue} from '../environment.js';
import {isRecentRefusal} from '../recent-refusal.js';

export class DetailsRefusal {
  readonly #environment: Environment;
  readonly #storage: KeyValue;
  readonly #storageKey: string;

  constructor(environment: Environment, storage: KeyValue, storageKey: string) {
    this.#environment = environment;
    this.#storage = storage;
    this.#storageKey = storageKey;
  }

  get isRefused(): boolean {
    return isRecentRefusal(this.#storage.get(this.#storageKey), this.#environment.now());
  }

  /** `refusedAt`: epoch ms. */
  note(refusedAt: number): void {
    this.#storage.set(this.#storageKey, String(refusedAt));
  }
}
