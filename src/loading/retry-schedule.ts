/**
 * When parts of the script that did not load are requested again: all at the same moments, since
 * several may lie in one file. In 2, 4, 8 … 60 s; sooner when the network or the user comes back.
 */
const FIRST_RETRY_PAUSE_MS = 2_000;
const MAX_RETRY_PAUSE_MS = 60_000;

/** Requests that are to be repeated, by those who made them. */
const waitingRetries = new Set<() => void>();
let pauseCount = 0;
/** By the clock of `performance`. */
let pauseEnd = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** A part has failed to load; it must not be requested again before `isPaused()` is false. */
export function startPause(): void {
  if (isPaused()) return;
  const pause = Math.min(FIRST_RETRY_PAUSE_MS * 2 ** pauseCount++, MAX_RETRY_PAUSE_MS);
  // The pages of many users must not come back in the same moment.
  pauseEnd = performance.now() + pause * (1 + Math.random() / 4);
}

export function isPaused(): boolean {
  return performance.now() < pauseEnd;
}

/** Calls `retry` once, after the pause. */
export function retryAfterPause(retry: () => void): void {
  waitingRetries.add(retry);
  // Adding the same listener again has no effect. They stay: with nothing to repeat, they do nothing.
  globalThis.addEventListener?.('online', shortenPause);
  globalThis.document?.addEventListener('visibilitychange', shortenPause);
  startTimer();
}

/** A part has loaded that had failed. */
export function endRetries(retry: () => void): void {
  waitingRetries.delete(retry);
  if (waitingRetries.size > 0) return;
  pauseCount = pauseEnd = 0;
  clearTimeout(timer);
}

function startTimer(): void {
  clearTimeout(timer);
  timer = setTimeout(retryAll, pauseEnd - performance.now());
}

function retryAll(): void {
  // A hidden page waits until the user comes back to it.
  if (globalThis.document?.hidden) return;
  pauseEnd = 0;
  for (const retry of waitingRetries) retry();
}

/**
 * The network or the user is back, and may go and come again within a second. All pages of an
 * office are back in the same moment, and must not ask in the same one.
 */
function shortenPause(): void {
  const pause = FIRST_RETRY_PAUSE_MS * (1 - Math.random() / 2);
  pauseEnd = Math.min(pauseEnd, performance.now() + pause);
  startTimer();
}
