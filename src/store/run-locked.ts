/** Web Locks: one thing at a time over all documents of the browser. */
import type {Environment} from './environment.js';

/**
 * A value that another tab stored is readable here within this time: a lock, and also a message,
 * may come before it.
 */
export const STORAGE_DELAY_MS = 3_000;

/** Storage is polled at this interval while another tab writes. */
export const POLL_INTERVAL_MS = 20;

/** Where there are no locks, or they may not be used, there are no other tabs to wait for. */
export async function runLocked(
  {locks}: Environment, lockName: string, callback: () => void | Promise<void>,
): Promise<void> {
  let run: Promise<void> | undefined;
  const runOnce = () => run ??= (async () => callback())();
  // Web Locks reject in a sandboxed frame.
  await locks?.request(lockName, runOnce).catch(() => {});
  await runOnce();
}

/**
 * Resolves with true in one of the documents that do the same thing at the same time; the others
 * may not be able to read yet that it is done. Where there are no locks, only this document is
 * known. `lockName`: names this one thing.
 */
export async function claimOnce(environment: Environment, lockName: string): Promise<boolean> {
  if (!environment.locks) return true;
  const release = await holdIfFree(environment, lockName);
  if (release) environment.setTimeout(release, STORAGE_DELAY_MS);
  return release !== null;
}

/** Waits until what another tab stored is readable here; false = it did not come. */
export async function untilStored(
  environment: Environment, isStored: () => boolean, timeoutMs = STORAGE_DELAY_MS,
): Promise<boolean> {
  let isOver = false;
  const timer = environment.setTimeout(() => { isOver = true; }, timeoutMs);
  while (!isOver && !isStored()) {
    await new Promise<void>((resolve) => { environment.setTimeout(resolve, POLL_INTERVAL_MS); });
  }
  environment.clearTimeout(timer);
  return isStored();
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
