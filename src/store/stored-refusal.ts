/**
 * A refusal of the platform, or of the page's policy. All tabs remember it for a day; until then the
 * same thing is not requested again. Where `followSession` is called, the next sign-in ends it, too.
 */
import type {Environment, KeyValue} from './environment.js';
import type {SessionState} from './types.js';

const REFUSAL_MS = 24 * 60 * 60_000;

export class StoredRefusal {
  readonly #environment: Environment;
  readonly #storage: KeyValue;
  readonly #storageKey: string;
  #hasExpired = false;

  constructor(environment: Environment, storage: KeyValue, storageKey: string) {
    this.#environment = environment;
    this.#storage = storage;
    this.#storageKey = storageKey;
  }

  /** A refusal in the future means a changed clock, and does not count. */
  get isRefused(): boolean {
    const refusedAt = Number(this.#storage.get(this.#storageKey)) || Number.NaN;
    const age = this.#environment.now() - refusedAt;
    return age >= 0 && age < REFUSAL_MS;
  }

  /** `refusedAt`: epoch ms. */
  note(refusedAt: number): void {
    this.#storage.set(this.#storageKey, String(refusedAt));
  }

  /** The next sign-in may be allowed more. A page that is loaded again is no sign-in. */
  followSession(state: SessionState): void {
    if (state === 'ready' && this.#hasExpired) this.#storage.delete(this.#storageKey);
    this.#hasExpired = state !== 'ready' && (this.#hasExpired || state === 'expired');
  }
}
