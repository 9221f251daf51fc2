/** The next thing to do for the active calls, and when it is due. */
import type {CallPlacing} from './call-placing.js';
import type {CallRecord} from './call-record.js';
import type {CallWork} from './call-work.js';
import {orphanAge} from './orphaned-calls.js';
import {statusInterval} from './polling.js';

/** A call whose end is still unknown after this time is given up. */
const CALL_MAX_AGE_MS = 24 * 60 * 60_000;

/** The next thing to do for a call. */
interface CallTask {
  readonly kind: 'read-status' | 'send-cancel' | 'give-up';
  readonly callKey: string;
  /** Epoch ms. */
  readonly dueAt: number;
}

export class CallTasks {
  readonly #work: CallWork;
  readonly #placing: CallPlacing;

  constructor(work: CallWork, placing: CallPlacing) {
    this.#work = work;
    this.#placing = placing;
  }

  /** The task that is due first; null = there is none. */
  next(): CallTask | null {
    let nextTask: CallTask | null = null;
    for (const callRecord of this.#work.callRecords.active()) {
      for (const task of this.#tasksFor(callRecord)) {
        if (!nextTask || task.dueAt < nextTask.dueAt) nextTask = task;
      }
    }
    return nextTask;
  }

  #tasksFor(callRecord: CallRecord): CallTask[] {
    const {callRecords, waits, context} = this.#work;
    const {key: callKey, id, startedAt, stale} = callRecord.call;
    if (this.#placing.isPlacing(callKey) || callRecords.isConcluding(callKey)) return [];
    if (!id) {
      if (!waits.status.has(callKey)) waits.status.start(callKey);
      const orphanedAt = waits.status.readyAt(callKey, orphanAge(context.options));
      return [{kind: 'give-up', callKey, dueAt: orphanedAt}];
    }
    const tasks = this.#requestsFor(callRecord);
    const giveUpAt = Math.min(startedAt, context.environment.now()) + CALL_MAX_AGE_MS;
    // A call whose status can be read is as old as it is: the clock may have been set ahead.
    return stale ? [{kind: 'give-up', callKey, dueAt: giveUpAt}, ...tasks] : tasks;
  }

  #requestsFor({call, cancel}: CallRecord): CallTask[] {
    const {ringOut, limits, waits, context: {environment}} = this.#work;
    const {key: callKey, phase} = call;
    if (!ringOut) return [];
    const interval = statusInterval(phase, environment.visible());
    const readAt = Math.max(waits.status.readyAt(callKey, interval), limits.until('light'));
    const readTask: CallTask = {kind: 'read-status', callKey, dueAt: readAt};
    const isCancelUnsent = cancel === 'asked' && phase === 'canceling';
    if (!isCancelUnsent) return [readTask];
    const cancelAt = Math.max(waits.cancel.readyAt(callKey, 0), limits.until('heavy'));
    return [readTask, {kind: 'send-cancel', callKey, dueAt: cancelAt}];
  }
}
