/**
 * Decides when the tab that leads polls the calls of an extension. At most one request leaves every
 * 2.05 s, so that all tabs together stay below 30 Light requests a minute.
 */
import {TabLead} from '../tab-lead.js';
import {nextTask, runNextTask} from './call-tasks.js';
import type {CallWork} from './call-work.js';
import {STATUS_REQUEST_SPACING_MS} from './status-requests.js';

/** However far away the next task is, the clock is looked at again after this time. */
const POLL_MAX_WAIT_MS = 15 * 60_000;

export class StatusPoller {
  readonly #work: CallWork;
  /** Held while any call is active. */
  readonly #lead: TabLead;
  #taskTimer: unknown;
  #isRunningTask = false;
  #isDisposed = false;

  constructor(work: CallWork) {
    this.#work = work;
    this.#lead = new TabLead(work.context.environment, `${work.keyPrefix}/poll`, {
      onChange: () => this.#scheduleNextTask(),
      isWanted: () => !this.#isDisposed && this.#nextDueAt !== null,
    });
  }

  /** Call it when a call was placed or is over, or when the session or a limit changed. */
  update(): void {
    if (this.#isDisposed) return;
    this.#lead.update();
    this.#scheduleNextTask();
  }

  /** Call it when the user returns to the tab, or the network is back. */
  handleWake(): void {
    this.#lead.handleWake();
    this.#scheduleNextTask();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#lead.withdraw();
    this.#stopTaskTimer();
  }

  /** Epoch ms of the next task; null = there is no active call, or nothing to do for one. */
  get #nextDueAt(): number | null {
    return nextTask(this.#work)?.dueAt ?? null;
  }

  #stopTaskTimer(): void {
    this.#work.context.environment.clearTimeout(this.#taskTimer);
    this.#taskTimer = undefined;
  }

  #scheduleNextTask(): void {
    this.#stopTaskTimer();
    if (!this.#lead.isHeld || this.#isRunningTask || this.#isDisposed) return;
    const {context: {environment}, statusRequests} = this.#work;
    const dueAt = this.#nextDueAt;
    if (dueAt === null) return;
    const onTimeout = () => {
      this.#taskTimer = undefined;
      void this.#runWhenDue();
    };
    const delay = pollDelay(dueAt, statusRequests.lastAt, environment.now());
    this.#taskTimer = environment.setTimeout(onTimeout, delay);
  }

  async #runWhenDue(): Promise<void> {
    const {context: {environment}, statusRequests} = this.#work;
    const dueAt = this.#nextDueAt;
    const isDue = dueAt !== null && this.#lead.isHeld && !this.#isRunningTask &&
      !isTooEarly(dueAt, statusRequests.lastAt, environment.now());
    if (!isDue) return this.#scheduleNextTask();
    this.#isRunningTask = true;
    try {
      await runNextTask(this.#work);
    } finally {
      this.#isRunningTask = false;
      this.#scheduleNextTask();
    }
  }
}

/** ms until a task may run. A clock that was set back does not put it off for long. */
function pollDelay(dueAt: number, lastRequestAt: number, now: number): number {
  const spacingLeft = lastRequestAt + STATUS_REQUEST_SPACING_MS - now;
  const boundedSpacing = Math.min(spacingLeft, STATUS_REQUEST_SPACING_MS);
  return Math.min(Math.max(dueAt - now, boundedSpacing, 0), POLL_MAX_WAIT_MS);
}

/**
 * True where the timer ran out too early: without locks another tab may have sent a request
 * meanwhile, the call that was more urgent is over, or the task is due after the longest wait. A
 * last request that is yet to come means a changed clock.
 */
function isTooEarly(dueAt: number, lastRequestAt: number, now: number): boolean {
  const spacingLeft = lastRequestAt + STATUS_REQUEST_SPACING_MS - now;
  const isTooSoon = spacingLeft > 0 && spacingLeft <= STATUS_REQUEST_SPACING_MS;
  return dueAt > now || isTooSoon;
}
