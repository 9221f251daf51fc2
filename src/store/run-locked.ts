/** Runs one thing at a time over all documents of the browser. */
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
