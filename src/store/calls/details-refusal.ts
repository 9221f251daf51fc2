/** The app or the user may not read the call log: it is not asked any more, in any tab. */
import type {Environment, KeyValue} from '../environment.js';

/** After a day, or another sign-in, it is asked once more. */
const REFUSAL_MS = 24 * 60 * 60_000;

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
    const age = this.#environment.now() - Number(this.#storage.get(this.#storageKey) ?? NaN);
    return age >= 0 && age < REFUSAL_MS;
  }

  /** `refusedAt`: epoch ms. */
  note(refusedAt: number): void {
    this.#storage.set(this.#storageKey, String(refusedAt));
  }
}
