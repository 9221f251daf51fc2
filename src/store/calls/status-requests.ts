/** When a status was last requested, by any tab: all of them keep the spacing between requests. */
import type {Environment, KeyValue} from '../environment.js';

/** Between two status requests of one extension, over all its calls and tabs. */
export const STATUS_REQUEST_SPACING_MS = 2_050;

interface StatusRequestsOptions {
  readonly environment: Environment;
  readonly storage: KeyValue;
  readonly storageKey: string;
  /** Tells the other tabs. `requestedAt`: epoch ms. */
  post(requestedAt: number): void;
}

export class StatusRequests {
  readonly #options: StatusRequestsOptions;
  #lastAt = 0;

  constructor(options: StatusRequestsOptions) {
    this.#options = options;
  }

  /** Epoch ms; 0 = never. */
  get lastAt(): number {
    const {storage, storageKey} = this.#options;
    return Math.max(this.#lastAt, Number(storage.get(storageKey)) || 0);
  }

  /** Other tabs learn of it by a message or by storage. */
  record(): void {
    const {environment, storage, storageKey, post} = this.#options;
    this.#lastAt = environment.now();
    storage.set(storageKey, String(this.#lastAt));
    post(this.#lastAt);
  }

  /** Another tab has sent a request. `requestedAt`: epoch ms. */
  note(requestedAt: number): void {
    // A time in the future means that the clock was set back since.
    const isInPast = requestedAt <= this.#options.environment.now();
    if (isInPast) this.#lastAt = Math.max(this.#lastAt, requestedAt);
  }
}
