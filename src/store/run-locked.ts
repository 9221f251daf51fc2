/** Web Locks: one thing at a time over all documents of the browser. */
import type {Environment} from './environment.js';

/** Where there are no locks, or they may not be used, there are no other tabs to wait for. */
export async function runLocked(
  {locks}: Environment, lockName: string, callback: () => void,
): Promise<void> {
  let hasRun = false;
  const runOnce = () => {
    if (!hasRun) callback();
    hasRun = true;
  };
  // Web Locks reject in a sandboxed frame.
  await locks?.request(lockName, runOnce).catch(() => {});
  runOnce();
}

/**
 * Holds a lock that no document holds. Resolves with what gives it back; null = it is taken. Where
 * there are no locks, only this document is known.
 */
export function holdIfFree(
  {locks}: Environment, lockName: string,
): Promise<(() => void) | null> {
  const holdHere = () => () => {};
  if (!locks) return Promise.resolve(holdHere());
  return new Promise((resolve) => {
    const holdIfGranted = (lock: Lock | null) => {
      if (!lock) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    };
    locks.request(lockName, {ifAvailable: true}, holdIfGranted)
      // Web Locks reject in a sandboxed frame, which has no other tabs.
      .catch(() => resolve(holdHere()));
  });
}
