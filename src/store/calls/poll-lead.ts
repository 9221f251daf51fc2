/** Decides which tab leads: it polls for all tabs of an extension, and holds a Web Lock. */
import type {Environment} from '../environment.js';

interface PollLeadOptions {
  readonly environment: Environment;
  readonly lockName: string;
  /** This tab has got the lead. */
  onStart(): void;
  /** This tab has lost the lead, or given it up. */
  onStop(): void;
  /** Whether there is still something to lead for, after another tab has taken the lead. */
  isWanted(): boolean;
}

export class PollLead {
  readonly #options: PollLeadOptions;
  #isHeld = false;
  /** Gives up the lead, or the place in the queue for it; null = this tab does not compete. */
  #withdrawCandidacy: (() => void) | null = null;

  constructor(options: PollLeadOptions) {
    this.#options = options;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** This tab leads, or waits in the queue. */
  get isCandidate(): boolean {
    return this.#withdrawCandidacy !== null;
  }

  /** `steal`: a visible tab takes over from a hidden one, whose timers the browser slows down. */
  compete(steal: boolean): void {
    this.#withdrawCandidacy?.();
    const {environment: {locks}, lockName} = this.#options;
    let releaseLock!: () => void;
    const untilReleased = new Promise<void>((resolve) => { releaseLock = resolve; });
    const queueAbort = new AbortController();
    const withdrawThisCandidacy = () => {
      this.#stop();
      releaseLock();
      queueAbort.abort();
    };
    this.#withdrawCandidacy = withdrawThisCandidacy;
    if (!locks) return this.#start();

    const onLockGranted = () => {
      if (this.#withdrawCandidacy !== withdrawThisCandidacy) return;
      this.#start();
      return untilReleased;
    };
    const onLockFailed = (error: unknown) => {
      if (this.#withdrawCandidacy === withdrawThisCandidacy) this.#handleLockError(error);
    };
    const lockOptions = steal ? {steal: true} : {signal: queueAbort.signal};
    locks.request(lockName, lockOptions, onLockGranted).catch(onLockFailed);
  }

  withdraw(): void {
    this.#withdrawCandidacy?.();
    this.#withdrawCandidacy = null;
  }

  #handleLockError(error: unknown): void {
    const isStolen = (error as Error | null)?.name === 'AbortError';
    // Web Locks reject in a sandboxed frame, which has no other tabs.
    if (!isStolen) return this.#start();
    this.#stop();
    this.#withdrawCandidacy = null;
    if (this.#options.isWanted()) this.compete(false);
  }

  #start(): void {
    this.#isHeld = true;
    this.#options.onStart();
  }

  #stop(): void {
    this.#isHeld = false;
    this.#options.onStop();
  }
}
