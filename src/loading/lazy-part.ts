/**
 * Parts of the script that load when they are needed. One place decides when a part that did not
 * load is requested again, so that no page storms a server after a bad deploy: in 2, 4, 8 … 60 s,
 * when the network or the user comes back, and at once when the user has clicked.
 */
const FIRST_RETRY_PAUSE_MS = 2_000;
const MAX_RETRY_PAUSE_MS = 60_000;

/**
 * Firefox gives the same error again for as long as the page is open, whatever has become of the
 * file. Only another address makes it look.
 */
const REMEMBERED_ERROR = /^error loading dynamically imported module/;

/**
 * Imports the part. The files for script tags append the query to its address; a bundler's build
 * cannot, and ignores it.
 */
type ImportPart<Part> = (query: string) => Promise<Part>;

export class LazyPart<Part> {
  #part: Part | undefined;
  #loading: Promise<Part> | undefined;
  #whenLoaded: Promise<Part> | undefined;
  #error: Error | undefined;
  #failureCount = 0;
  /** By the clock of `performance`. */
  #pauseEnd = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<(part: Part) => void>();

  constructor(private readonly importPart: ImportPart<Part>) {}

  /** The part, once it has loaded. */
  get part(): Part | undefined {
    return this.#part;
  }

  /** Rejects where the part did not load, and, without a request, in the pause after that. */
  load(): Promise<Part> {
    if (this.#loading) return this.#loading;
    const isPaused = performance.now() < this.#pauseEnd;
    return isPaused ? Promise.reject(this.#error!) : this.#loading = this.#import();
  }

  /** Loads the part for a user who has clicked, also in a pause. */
  loadNow(): Promise<Part> {
    this.#pauseEnd = 0;
    return this.load();
  }

  /**
   * Resolves once the part is there, and requests it until then. Never rejects; `onFailure` is
   * called if the part does not load at once.
   */
  whenLoaded(onFailure?: (error: unknown) => void): Promise<Part> {
    this.#whenLoaded ??= new Promise((resolve) => this.onLoaded(resolve));
    this.load().catch((error: unknown) => {
      this.#retryLater();
      onFailure?.(error);
    });
    return this.#part === undefined ? this.#whenLoaded : Promise.resolve(this.#part);
  }

  /** Calls the listener when the part has loaded, whoever requested it; returns the unsubscribe. */
  onLoaded(listener: (part: Part) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #import(): Promise<Part> {
    const isRemembered = REMEMBERED_ERROR.test(this.#error?.message ?? '');
    try {
      const query = isRemembered ? `?retry=${this.#failureCount}` : '';
      this.#part = await this.importPart(query);
    } catch (error) {
      this.#handleFailure(error as Error);
      throw error;
    }
    this.#endRetries();
    for (const listener of this.#listeners) listener(this.#part);
    return this.#part;
  }

  #handleFailure(error: Error): void {
    const pause = Math.min(FIRST_RETRY_PAUSE_MS * 2 ** this.#failureCount++, MAX_RETRY_PAUSE_MS);
    // The pages of many users must not come back in the same moment.
    this.#pauseEnd = performance.now() + pause * (1 + Math.random() / 4);
    this.#error = error;
    this.#loading = undefined;
    if (this.#whenLoaded) this.#retryLater();
  }

  #retryLater(): void {
    this.#endRetries();
    if (this.#loading) return;
    this.#timer = setTimeout(this.#retry, this.#pauseEnd - performance.now());
    globalThis.addEventListener?.('online', this.#handleWake);
    globalThis.document?.addEventListener('visibilitychange', this.#handleWake);
  }

  #endRetries(): void {
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.('online', this.#handleWake);
    globalThis.document?.removeEventListener('visibilitychange', this.#handleWake);
  }

  readonly #retry = (): void => {
    // A page that nobody sees waits until somebody does.
    if (globalThis.document?.visibilityState === 'hidden') return;
    this.loadNow().catch(() => undefined);
  };

  /** The network or the user is back, and may go and come again within a second. */
  readonly #handleWake = (): void => {
    this.#pauseEnd = Math.min(this.#pauseEnd, performance.now() + FIRST_RETRY_PAUSE_MS);
    this.#retryLater();
  };
}

/** Any part, to be loaded. */
export type AnyPart = Pick<LazyPart<unknown>, 'load' | 'loadNow' | 'whenLoaded'>;
