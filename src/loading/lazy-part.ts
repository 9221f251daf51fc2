/** Parts of the script that load when they are needed. */
import {endRetries, isPaused, retryAfterPause, startPause} from './retry-schedule.js';

/**
 * Firefox gives the same error again for as long as the page is open, whatever has become of the
 * file. Only another address makes it look.
 */
const REMEMBERED_ERROR = /error loading dynamically imported module/;

/**
 * A server may accept a request and never answer it. After this time the part counts as missing;
 * if it comes later, it is used.
 */
const PART_TIMEOUT_MS = 10_000;

/** The part did not load: unlike a request, it says nothing of the network. */
export class LoadError extends Error {
  constructor(cause: unknown) {
    super(`A part of the script did not load. ${String(cause)}`, {cause});
  }
}

/**
 * Imports the part. The files for script tags append the query to its address; a bundler's build
 * cannot, and ignores it.
 */
type ImportPart<Part> = (query: string) => Promise<Part>;

export class LazyPart<Part> {
  #part: Part | undefined;
  #loading: Promise<Part> | undefined;
  #whenLoaded: Promise<Part> | undefined;
  #error: LoadError | undefined;
  #failureCount = 0;
  readonly #listeners = new Set<(part: Part) => void>();

  constructor(private readonly importPart: ImportPart<Part>) {}

  /** The part, once it has loaded. */
  get part(): Part | undefined {
    return this.#part;
  }

  /** It did not load when it was last requested. */
  get isMissing(): boolean {
    return this.#part === undefined && this.#error !== undefined;
  }

  /** Rejects where the part did not load, and, without a request, in the pause after that. */
  load(): Promise<Part> {
    if (this.#error && !this.#loading && isPaused()) return Promise.reject(this.#error);
    return this.loadNow();
  }

  /** Loads the part for a user who has clicked, also in a pause. */
  loadNow(): Promise<Part> {
    return this.#loading ??= this.#import();
  }

  /**
   * Resolves once the part is there, and requests it until then. Never rejects; `onFailure` is
   * called if the part does not load at once.
   */
  whenLoaded(onFailure?: (error: unknown) => void): Promise<Part> {
    this.#whenLoaded ??= new Promise((resolve) => this.onLoaded(resolve));
    this.load().catch((error: unknown) => {
      retryAfterPause(this.#retry);
      onFailure?.(error);
    });
    return this.#part === undefined ? this.#whenLoaded : Promise.resolve(this.#part);
  }

  /** The listener runs when the part has loaded, also for another caller; returns the unsubscribe. */
  onLoaded(listener: (part: Part) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #import(): Promise<Part> {
    const isRemembered = REMEMBERED_ERROR.test(this.#error?.message ?? '');
    const query = isRemembered ? `?retry=${this.#failureCount}` : '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Part>((resolve, reject) => {
        timer = setTimeout(reject, PART_TIMEOUT_MS, 'No answer in time.');
        // Also where it comes later.
        this.importPart(query).then((part) => resolve(this.#keep(part)), reject);
      });
    } catch (cause) {
      this.#loading = undefined;
      this.#error = new LoadError(cause);
      this.#failureCount++;
      startPause();
      if (this.#whenLoaded) retryAfterPause(this.#retry);
      throw this.#error;
    } finally {
      clearTimeout(timer);
    }
  }

  #keep(part: Part): Part {
    if (this.#part !== undefined) return this.#part;
    this.#part = part;
    if (this.#error) endRetries(this.#retry);
    this.#error = undefined;
    for (const listener of this.#listeners) listener(part);
    return part;
  }

  readonly #retry = (): void => {
    this.loadNow().catch(() => undefined);
  };
}

/** Any part, to be loaded. */
export type AnyPart = Pick<LazyPart<unknown>, 'isMissing' | 'load' | 'loadNow' | 'whenLoaded'>;
