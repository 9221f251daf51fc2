/**
 * Decides when the tab that leads polls the calls of an extension. At most one request leaves every
 * 2.05 s, so that all tabs together stay below 30 Light requests a minute.
 */
import type {Environment} from '../environment.js';
import type {Phase} from '../types.js';
import {PollLead} from './poll-lead.js';

/** Between two status requests of one extension, over all its calls and tabs. */
const STATUS_REQUEST_SPACING_MS = 2_050;

/** However far away the next task is, the clock is looked at again after this time. */
const POLL_MAX_WAIT_MS = 15 * 60_000;

/** ms between two successful status requests of one call. */
export function statusInterval(phase: Phase, isVisible: boolean): number {
  if (phase === 'connected') return isVisible ? 5_000 : 30_000;
  return isVisible ? STATUS_REQUEST_SPACING_MS : 10_000;
}

interface StatusPollerOptions {
  readonly environment: Environment;
  readonly lockName: string;
  /** Epoch ms of the next task; null = there is no active call, or nothing to do for one. */
  nextDueAt(): number | null;
  /** Epoch ms of the last status request of any tab. */
  lastRequestAt(): number;
  runNextTask(): Promise<void>;
}

export class StatusPoller {
  readonly #options: StatusPollerOptions;
  /** Held while any call is active. */
  readonly #lead: PollLead;
  #taskTimer: unknown;
  #isRunningTask = false;
  #isDisposed = false;

  constructor(options: StatusPollerOptions) {
    this.#options = options;
    const {environment, lockName} = options;
    this.#lead = new PollLead({
      environment,
      lockName,
      onStart: () => this.#scheduleNextTask(),
      onStop: () => this.#stopTaskTimer(),
      isWanted: () => !this.#isDisposed && this.#hasTask,
    });
  }

  /** Call it when a call was placed or is over, or when the session or a limit changed. */
  update(): void {
    if (this.#isDisposed) return;
    if (!this.#hasTask) this.#lead.withdraw();
    else if (!this.#lead.isCandidate) this.#lead.compete(this.#options.environment.visible());
    this.#scheduleNextTask();
  }

  /** Call it when the user returns to the tab, or the network is back. */
  handleWake(): void {
    if (this.#shouldTakeLead) this.#lead.compete(true);
    this.#scheduleNextTask();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#lead.withdraw();
    this.#stopTaskTimer();
  }

  get #hasTask(): boolean {
    return this.#options.nextDueAt() !== null;
  }

  get #shouldTakeLead(): boolean {
    const {environment} = this.#options;
    if (this.#lead.isHeld || this.#isDisposed || !environment.locks) return false;
    return environment.visible() && this.#hasTask;
  }

  #stopTaskTimer(): void {
    this.#options.environment.clearTimeout(this.#taskTimer);
    this.#taskTimer = undefined;
  }

  #scheduleNextTask(): void {
    this.#stopTaskTimer();
    if (!this.#lead.isHeld || this.#isRunningTask || this.#isDisposed) return;
    const {environment, nextDueAt, lastRequestAt} = this.#options;
    const dueAt = nextDueAt();
    if (dueAt === null) return;
    const onTimeout = () => {
      this.#taskTimer = undefined;
      void this.#runWhenDue();
    };
    const delay = pollDelay(dueAt, lastRequestAt(), environment.now());
    this.#taskTimer = environment.setTimeout(onTimeout, delay);
  }

  async #runWhenDue(): Promise<void> {
    const {environment, nextDueAt, lastRequestAt, runNextTask} = this.#options;
    const dueAt = nextDueAt();
    const isDue = dueAt !== null && this.#lead.isHeld && !this.#isRunningTask &&
      !isTooEarly(dueAt, lastRequestAt(), environment.now());
    if (!isDue) return this.#scheduleNextTask();
    this.#isRunningTask = true;
    try {
      await runNextTask();
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
