/** Web Locks: one thing at a time over all documents of the browser. */
import type {Environment} from './environment.js';

/**
 * A value that another tab stored is readable here within this time: a lock, and also a message,
 * may come before it.
 */
export const STORAGE_DELAY_MS = 3_000;

/** Where there are no locks, or they may not be used, there are no other tabs to wait for. */
export async function runLocked(
  {locks}: Environment, lockName: string, callback: () => void | Promise<void>,
): Promise<void> {
  let hasRun = false;
  const runOnce = async () => {
    if (hasRun) return;
    hasRun = true;
    await callback();
  };
  // Web Locks reject in a sandboxed frame.
  await locks?.request(lockName, runOnce).catch(() => {});
  await runOnce();
}

/**
 * True in one document of those that do the same thing at the same time. The others may not be able
 * to read yet that it is done. `lockName`: of this thing alone.
 */
export async function isFirst(environment: Environment, lockName: string): Promise<boolean> {
  const release = await holdIfFree(environment, lockName);
  if (release) environment.setTimeout(release, STORAGE_DELAY_MS);
  return release !== null;
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
