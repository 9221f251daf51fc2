/** Web Locks between the tabs of a virtual browser. */

interface LockingTab {
  readonly alive: boolean;
}

export type LockCallback = (lock: object | null) => unknown;

export interface LockRequestOptions {
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
  readonly signal?: AbortSignal;
}

interface LockRequest {
  readonly tab: LockingTab;
  start(): void;
  fail(error: Error): void;
}

/** One exclusive Web Lock: tabs hold it, queue for it, steal it, and free it when they close. */
export class LockState {
  #heldRequest: LockRequest | null = null;
  readonly #queue: LockRequest[] = [];

  get isHeld(): boolean {
    return this.#heldRequest !== null;
  }

  request(tab: LockingTab, options: LockRequestOptions, callback: LockCallback): Promise<unknown> {
    const {ifAvailable, steal, signal} = options;
    if (!tab.alive) return new Promise(() => {});
    const isTaken = this.#heldRequest !== null || this.#queue.length > 0;
    if (ifAvailable && isTaken) return Promise.resolve().then(() => callback(null));
    return new Promise((resolve, reject) => {
      const request: LockRequest = {
        tab,
        start: () => {
          void (async () => {
            await Promise.resolve();
            try {
              const value: unknown = tab.alive ? await callback({}) : undefined;
              if (this.#heldRequest === request) resolve(value);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            } finally {
              if (this.#heldRequest === request) this.#startNext();
            }
          })();
        },
        fail: reject,
      };
      if (steal) {
        this.#heldRequest?.fail(new DOMException('The lock was stolen.', 'AbortError'));
        this.#heldRequest = request;
        return request.start();
      }
      signal?.addEventListener('abort', () => {
        const index = this.#queue.indexOf(request);
        if (index < 0) return;
        this.#queue.splice(index, 1);
        reject(new DOMException('The wait was given up.', 'AbortError'));
      });
      this.#queue.push(request);
      if (!this.#heldRequest) this.#startNext();
    });
  }

  /** A closed tab holds no lock and waits for none. */
  removeTab(tab: LockingTab): void {
    const remainingRequests = this.#queue.filter((request) => request.tab !== tab);
    this.#queue.splice(0, this.#queue.length, ...remainingRequests);
    if (this.#heldRequest?.tab === tab) this.#startNext();
  }

  #startNext(): void {
    this.#heldRequest = this.#queue.shift() ?? null;
    this.#heldRequest?.start();
  }
}
