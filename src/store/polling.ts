/**
 * Decides which tab polls the calls of an extension, and when. The polling tab holds a Web Lock
 * while any call is active. At most one request leaves every 2.05 s, so that all tabs together
 * stay below 30 Light requests a minute.
 */
import type {Environment} from './environment.js';
import type {Phase} from './types.js';

/** Between two status requests of one extension, over all its calls and tabs. */
const STATUS_REQUEST_SPACING_MS = 2_050;

/** However far away the next task is, the clock is looked at again after this time. */
const POLL_MAX_WAIT_MS = 15 * 60_000;

/** ms between two successful status requests of one call. */
export function statusInterval(phase: Phase, isVisible: boolean): number {
  if (phase === 'connected') return isVisible ? 5_000 : 30_000;
  return isVisible ? STATUS_REQUEST_SPACING_MS : 10_000;
}

/** The next thing to do for a call. */
export interface CallTask {
  readonly kind: 'read-status' | 'send-cancel' | 'give-up';
  readonly callKey: string;
  /** Epoch ms. */
  readonly dueAt: number;
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

export interface StatusPoller {
  /** Call it when a call was placed or is over, or when the session or a limit changed. */
  update(): void;
  /** Call it when the user returns to the tab, or the network is back. */
  handleWake(): void;
  dispose(): void;
}

export function createStatusPoller(pollerOptions: StatusPollerOptions): StatusPoller {
  const {environment, lockName, nextDueAt, lastRequestAt, runNextTask} = pollerOptions;
  let taskTimer: unknown;
  let isRunningTask = false;
  let isDisposed = false;
  let isLeader = false;
  /** Gives up the lead, or the place in the queue for it; null = this tab does not compete. */
  let withdrawCandidacy: (() => void) | null = null;

  function stopTaskTimer(): void {
    environment.clearTimeout(taskTimer);
    taskTimer = undefined;
  }

  function scheduleNextTask(): void {
    stopTaskTimer();
    if (!isLeader || isRunningTask || isDisposed) return;
    const dueAt = nextDueAt();
    if (dueAt === null) return;
    const onTimeout = () => {
      taskTimer = undefined;
      void runWhenDue();
    };
    const delay = pollDelay(dueAt, lastRequestAt(), environment.now());
    taskTimer = environment.setTimeout(onTimeout, delay);
  }

  async function runWhenDue(): Promise<void> {
    const dueAt = nextDueAt();
    if (dueAt === null || !isLeader || isRunningTask) return scheduleNextTask();
    if (isTooEarly(dueAt, lastRequestAt(), environment.now())) return scheduleNextTask();
    isRunningTask = true;
    try {
      await runNextTask();
    } finally {
      isRunningTask = false;
      scheduleNextTask();
    }
  }

  function startLeading(): void {
    isLeader = true;
    scheduleNextTask();
  }

  function stopLeading(): void {
    isLeader = false;
    stopTaskTimer();
  }

  /** `steal`: a visible tab takes over from a hidden one, whose timers the browser slows down. */
  function competeForLead(steal: boolean): void {
    const {locks} = environment;
    let releaseLock!: () => void;
    const untilReleased = new Promise<void>((resolve) => { releaseLock = resolve; });
    const queueAbort = new AbortController();
    const withdrawThisCandidacy = () => {
      stopLeading();
      releaseLock();
      queueAbort.abort();
    };
    withdrawCandidacy = withdrawThisCandidacy;
    if (!locks) return startLeading();

    const onLockGranted = () => {
      if (withdrawCandidacy !== withdrawThisCandidacy) return;
      startLeading();
      return untilReleased;
    };
    const onLockFailed = (error: unknown) => {
      const wasWithdrawn = withdrawCandidacy !== withdrawThisCandidacy;
      if (wasWithdrawn) return;
      const isStolen = (error as Error | null)?.name === 'AbortError';
      // Web Locks reject in a sandboxed frame, which has no other tabs.
      if (!isStolen) return startLeading();
      stopLeading();
      withdrawCandidacy = null;
      const isPollingNeeded = !isDisposed && nextDueAt() !== null;
      if (isPollingNeeded) competeForLead(false);
    };
    const lockOptions = steal ? {steal: true} : {signal: queueAbort.signal};
    locks.request(lockName, lockOptions, onLockGranted).catch(onLockFailed);
  }

  function withdraw(): void {
    withdrawCandidacy?.();
    withdrawCandidacy = null;
  }

  function shouldTakeLead(): boolean {
    if (isLeader || isDisposed || !environment.locks) return false;
    return environment.visible() && nextDueAt() !== null;
  }

  return {
    update() {
      if (isDisposed) return;
      if (nextDueAt() === null) withdraw();
      else if (!withdrawCandidacy) competeForLead(environment.visible());
      scheduleNextTask();
    },
    handleWake() {
      if (shouldTakeLead()) {
        withdrawCandidacy?.();
        competeForLead(true);
      }
      scheduleNextTask();
    },
    dispose() {
      isDisposed = true;
      withdraw();
      stopTaskTimer();
    },
  };
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
