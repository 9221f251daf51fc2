/** When a status was last requested, by any tab: all of them keep the spacing between requests. */
import type {ExtensionContext} from '../extension-context.js';

/** Between two status requests of one extension, over all its calls and tabs. */
export const STATUS_REQUEST_SPACING_MS = 2_050;

export class StatusRequests {
  readonly #extension: ExtensionContext;
  readonly #storageKey: string;
  #lastAt = 0;

  constructor(extension: ExtensionContext) {
    this.#extension = extension;
    this.#storageKey = `${extension.keyPrefix}/asked`;
  }

  /** Epoch ms; 0 = never. */
  get lastAt(): number {
    const stored = this.#extension.storage.get(this.#storageKey);
    return Math.max(this.#lastAt, Number(stored) || 0);
  }

  /** Other tabs learn of it by a message or by storage. */
  record(): void {
    const {context: {environment}, storage, post} = this.#extension;
    this.#lastAt = environment.now();
    storage.set(this.#storageKey, String(this.#lastAt));
    post({asked: this.#lastAt});
  }

  /** Another tab has sent a request. `requestedAt`: epoch ms. */
  note(requestedAt: number): void {
    // A time in the future means that the clock was set back since.
    const isInPast = requestedAt <= this.#extension.context.environment.now();
    if (isInPast) this.#lastAt = Math.max(this.#lastAt, requestedAt);
  }
}
