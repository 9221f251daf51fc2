/** Time as the page has it; tests bring their own. */
export interface PageTime {
  /** Ms, only ever compared with one another. */
  now(): number;
  /** Resolves in a later task: the browser has had the chance to draw and to take input. */
  pause(): Promise<void>;
  /** Calls `fn` after `ms`; returns what prevents it. */
  after(ms: number, fn: () => void): () => void;
}

const {scheduler} = globalThis as {scheduler?: {yield?(): Promise<void>}};

export const pageTime: PageTime = {
  now: () => performance.now(),
  pause: () => scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
