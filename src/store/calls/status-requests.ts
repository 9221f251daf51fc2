/**
 * When a status was last requested, by any tab: all of them keep the spacing between requests, and
 * know how old the last reading of a call is.
 */
import type {ExtensionContext} from '../extension-context.js';
import type {Call} from '../types.js';
import type {CallRecord} from './call-record.js';

/** Between two status requests of one extension, over all its calls and tabs. */
export const STATUS_REQUEST_SPACING_MS = 2_050;

/** Between two requests of one call that rings, while no tab is visible. */
export const HIDDEN_INTERVAL_MS = 10_000;

/** Where the platform tells by push, a request only makes sure of it. */
export const PUSHED_INTERVAL_MS = 30_000;

/** How late an answer comes to a request that was due. */
const READING_DELAY_MS = 2_500;

/** Longer than any tab waits, also one whose timers run once a minute. */
const FOLLOWED_MAX_GAP_MS = 75_000;

export class StatusRequests {
  readonly #extension: ExtensionContext;
  readonly #storageKey: string;
  #lastAt = 0;
  /** Epoch ms of the last request that another tab has told of. */
  #elsewhereAt = 0;
  /** Epoch ms of the last reading in this tab, by the key of the call. */
  readonly #readAt = new Map<string, number>();

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
    if (!isInPast) return;
    this.#lastAt = Math.max(this.#lastAt, requestedAt);
    this.#elsewhereAt = Math.max(this.#elsewhereAt, requestedAt);
  }

  /** The platform has just told how the call is. */
  noteReading(callKey: string): void {
    this.#readAt.set(callKey, this.#extension.context.environment.now());
  }

  forget(callKey: string): void {
    this.#readAt.delete(callKey);
  }

  /**
   * No reading was left out. Other tabs read all calls, and tell where they cannot; a page before
   * this one has stored that it asked, but not whether an answer came.
   */
  isJustRead({call: {key: callKey, stale}, isPushed}: CallRecord): boolean {
    const readElsewhereAt = stale ? 0 : this.#elsewhereAt;
    const readAt = Math.max(this.#readAt.get(callKey) ?? 0, readElsewhereAt);
    // Not for ever where push tells: a computer that sleeps is not told either.
    const interval = isPushed ? PUSHED_INTERVAL_MS : HIDDEN_INTERVAL_MS;
    return this.#isWithin(interval + READING_DELAY_MS, readAt);
  }

  /** Some tab follows the calls, or has placed this one just now. */
  isFollowed({startedAt}: Call): boolean {
    return [startedAt, this.lastAt].some((time) => this.#isWithin(FOLLOWED_MAX_GAP_MS, time));
  }

  /** A time in the future means that the clock was set back since, so it tells nothing. */
  #isWithin(duration: number, time: number): boolean {
    const age = this.#extension.context.environment.now() - time;
    return age >= 0 && age <= duration;
  }
}
