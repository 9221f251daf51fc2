/**
 * Calls a listener of the page or of an element. Its error is reported as uncaught, but must not stop
 * the other listeners, nor the next step of a call.
 */
export function callSafely<Args extends unknown[]>(
  listener: (...args: Args) => void, ...args: Args
): void {
  try {
    listener(...args);
  } catch (error) {
    queueMicrotask(() => { throw error; });
  }
}
