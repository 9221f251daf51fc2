/** Decides which tab does some work for all tabs of an extension: it holds a Web Lock. */
import type {Environment} from './environment.js';

interface LeadUse {
  /** This tab has got the lead, has lost it, or has given it up. */
  onChange(): void;
  /** Whether there is something to lead for. */
  isWanted(): boolean;
}

export class TabLead {
  readonly #environment: Environment;
  readonly #lockName: string;
  readonly #use: LeadUse;
  #isHeld = false;
  /** Gives up the lead, or the place in the queue for it; null = this tab does not compete. */
  #withdrawCandidacy: (() => void) | null = null;

  constructor(environment: Environment, lockName: string, use: LeadUse) {
    this.#environment = environment;
    this.#lockName = lockName;
    this.#use = use;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** This tab leads, or waits in the queue. */
  get isCandidate(): boolean {
    return this.#withdrawCandidacy !== null;
  }

  /**
   * Call it when there may be something to lead for, or nothing any more. A visible tab takes the
   * lead; a hidden one waits for its turn.
   */
  update(): void {
    if (!this.#use.isWanted()) this.withdraw();
    else if (!this.isCandidate) this.compete(this.#environment.visible());
  }

  /** Call it when the user returns to the tab, which then takes over from a hidden one. */
  handleWake(): void {
    const environment = this.#environment;
    const mayTakeOver = !this.#isHeld && environment.locks !== null && environment.visible();
    if (mayTakeOver && this.#use.isWanted()) this.compete(true);
  }

  /** `steal`: takes over from the tab that leads, as from a hidden one, whose timers are slow. */
  compete(steal: boolean): void {
    this.#withdrawCandidacy?.();
    const {locks} = this.#environment;
    let releaseLock!: () => void;
    const untilReleased = new Promise<void>((resolve) => { releaseLock = resolve; });
    const queueAbort = new AbortController();
    const withdrawThisCandidacy = () => {
      this.#set(false);
      releaseLock();
      queueAbort.abort();
    };
    this.#withdrawCandidacy = withdrawThisCandidacy;
    if (!locks) return this.#set(true);

    const onLockGranted = () => {
      if (this.#withdrawCandidacy !== withdrawThisCandidacy) return;
      this.#set(true);
      return untilReleased;
    };
    const onLockFailed = (error: unknown) => {
      if (this.#withdrawCandidacy === withdrawThisCandidacy) this.#handleLockError(error);
    };
    const lockOptions = steal ? {steal: true} : {signal: queueAbort.signal};
    locks.request(this.#lockName, lockOptions, onLockGranted).catch(onLockFailed);
  }

  withdraw(): void {
    this.#withdrawCandidacy?.();
    this.#withdrawCandidacy = null;
  }

  #handleLockError(error: unknown): void {
    const isStolen = (error as Error | null)?.name === 'AbortError';
    // Web Locks reject in a sandboxed frame, which has no other tabs.
    if (!isStolen) return this.#set(true);
    this.#set(false);
    this.#withdrawCandidacy = null;
    if (this.#use.isWanted()) this.compete(false);
  }

  #set(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#use.onChange();
  }
}
