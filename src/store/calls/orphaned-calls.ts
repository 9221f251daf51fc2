/** Calls without an id whose tab is gone: nothing tells whether they were placed. */
import {placingLockName} from '../keys.js';
import type {StoreOptions} from '../types.js';
import {placeTimeout} from './call-placing.js';
import {giveUpCall} from './call-progress.js';
import {type CallWork, isInBrowser} from './call-work.js';

/** Beyond the time-out of the POST, a call without an id belongs to a tab that is gone. */
const ORPHAN_GRACE_MS = 10_000;

/** ms after which a call without an id belongs to a tab that is gone. */
export const orphanAge = (options: StoreOptions): number =>
  placeTimeout(options) + ORPHAN_GRACE_MS;

/** Gives up the orphaned calls that were in storage when the page opened. */
export async function concludeOrphans(work: CallWork): Promise<void> {
  const {callRecords, keyPrefix, context: {environment: {locks}}} = work;
  const orphanedRecords = callRecords.active()
    .filter(({call}) => !call.id && !isInBrowser(call) && !work.isPlacing(call.key));
  if (orphanedRecords.length === 0 || !locks) return;
  const giveUpIfFree = async (lock: Lock | null) => {
    if (!lock) return; // another tab is still placing
    for (const {call} of orphanedRecords) {
      const currentId = callRecords.get(call.key)?.call.id;
      if (!currentId) await giveUpCall(work, call.key);
    }
  };
  await locks.request(placingLockName(keyPrefix), {ifAvailable: true}, giveUpIfFree)
    .catch(() => {}); // Web Locks reject in a sandboxed frame: the age of the call decides later
}
