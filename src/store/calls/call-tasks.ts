/** The next thing to do for the active calls, and when it is due. */
import {sendCancel} from './call-canceling.js';
import {giveUpCall} from './call-progress.js';
import type {CallRecord} from './call-record.js';
import {type CallWork, isInBrowser} from './call-work.js';
import {orphanAge} from './orphaned-calls.js';
import {readStatus} from './read-status.js';
import {
  HIDDEN_INTERVAL_MS, PUSHED_INTERVAL_MS, STATUS_REQUEST_SPACING_MS,
} from './status-requests.js';

/** A call whose end is still unknown after this time is given up. */
const CALL_MAX_AGE_MS = 24 * 60 * 60_000;

interface CallTask {
  readonly kind: 'read-status' | 'send-cancel' | 'give-up';
  readonly callKey: string;
  /** Epoch ms. */
  readonly dueAt: number;
}

/** ms between two successful status requests of one call. */
function statusInterval({call: {phase}, isPushed}: CallRecord, isVisible: boolean): number {
  if (isPushed) return PUSHED_INTERVAL_MS;
  if (phase === 'connected') return isVisible ? 5_000 : 30_000;
  return isVisible ? STATUS_REQUEST_SPACING_MS : HIDDEN_INTERVAL_MS;
}

/** The task that is due first; null = there is none. */
export function nextTask(work: CallWork): CallTask | null {
  let firstTask: CallTask | null = null;
  for (const callRecord of work.callRecords.active()) {
    for (const task of tasksFor(work, callRecord)) {
      if (!firstTask || task.dueAt < firstTask.dueAt) firstTask = task;
    }
  }
  return firstTask;
}

/** Does what `nextTask` tells. */
export async function runNextTask(work: CallWork): Promise<void> {
  const task = nextTask(work);
  switch (task?.kind) {
    case 'read-status': return readStatus(work, task.callKey);
    case 'send-cancel': return sendCancel(work, task.callKey);
    case 'give-up': return giveUpCall(work, task.callKey);
  }
}

function tasksFor(work: CallWork, callRecord: CallRecord): CallTask[] {
  const {call, cancel} = callRecord;
  const {callRecords, statusBackoff, limits, context: {environment, options}} = work;
  const {key: callKey, id, phase, startedAt, stale} = call;
  if (isInBrowser(call) || work.isPlacing(callKey) || callRecords.isConcluding(callKey)) return [];
  if (!id) {
    if (!statusBackoff.has(callKey)) statusBackoff.start(callKey);
    const orphanedAt = statusBackoff.readyAt(callKey, orphanAge(options));
    return [{kind: 'give-up', callKey, dueAt: orphanedAt}];
  }
  const tasks: CallTask[] = [];
  const giveUpAt = Math.min(startedAt, environment.now()) + CALL_MAX_AGE_MS;
  // A call whose status can be read is as old as it is: the clock may have been set ahead.
  if (stale) tasks.push({kind: 'give-up', callKey, dueAt: giveUpAt});
  if (!work.ringOut) return tasks;
  const interval = statusInterval(callRecord, environment.visible());
  const readAt = Math.max(statusBackoff.readyAt(callKey, interval), limits.until('light'));
  tasks.push({kind: 'read-status', callKey, dueAt: readAt});
  if (cancel === 'asked' && phase === 'canceling') {
    const cancelAt = Math.max(work.cancelBackoff.readyAt(callKey, 0), limits.until('heavy'));
    tasks.push({kind: 'send-cancel', callKey, dueAt: cancelAt});
  }
  return tasks;
}
