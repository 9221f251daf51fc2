/** The clock and the timers that number links use; tests bring their own. */
export interface PageTime {
  /** Milliseconds; only differences between two readings mean something. */
  now(): number;
  /** Resolves in a later task, so that the browser can paint and take input in between. */
  pause(): Promise<void>;
  /** Calls `callback` after `delayMs`; returns a function that cancels the call. */
  after(delayMs: number, callback: () => void): () => void;
}

const {scheduler} = globalThis as {scheduler?: {yield?(): Promise<void>}};

export const pageTime: PageTime = {
  now: () => performance.now(),
  pause: () => scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
