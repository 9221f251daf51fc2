/**
 * When a call's status is asked for again, and by which tab. One tab asks for all calls of the
 * account: it holds a Web Lock while any call is alive. At most one request every 2.05 s leaves, so
 * that all tabs together stay below 30 Light requests a minute.
 */
import type {Environment} from './environment.js';
import type {Phase} from './types.js';

/** ms between two status requests of an account, whichever calls they are for. */
export const STATUS_REQUEST_SPACING_MS = 2_050;

/** ms from one reading of a call to the next, while readings succeed. */
export function statusInterval(phase: Phase, visible: boolean): number {
  if (phase === 'connected') return visible ? 5_000 : 30_000;
  return visible ? STATUS_REQUEST_SPACING_MS : 10_000;
}

export interface DueStatus {
  readonly key: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface PollerOptions {
  readonly environment: Environment;
  readonly lockName: string;
  /** The call that is to be read first; null = none is alive, or none may be read just now. */
  due(): DueStatus | null;
  /** Epoch ms of the last status request of any tab. */
  lastAsked(): number;
  ask(key: string): Promise<void>;
}

export interface Poller {
  /** Something changed: a call was placed or is over, the session or a limit changed. */
  update(): void;
  /** The person looks, or the network is back. */
  wake(): void;
  dispose(): void;
}

export function createPoller({environment, lockName, due, lastAsked, ask}: PollerOptions): Poller {
  let timer: unknown;
  let asking = false;
  let disposed = false;
  /** Ends our turn, or our waiting for one. */
  let resign: (() => void) | null = null;
  let leads = false;

  const stopTimer = () => {
    environment.clearTimeout(timer);
    timer = undefined;
  };

  function schedule(): void {
    stopTimer();
    if (!leads || asking || disposed) return;
    const next = due();
    if (!next) return;
    const now = environment.now();
    // A clock that was set back must not put the next reading off for long.
    const spacing = Math.min(lastAsked() + STATUS_REQUEST_SPACING_MS - now, STATUS_REQUEST_SPACING_MS);
    const wait = Math.min(Math.max(next.at - now, spacing, 0), 15 * 60_000);
    timer = environment.setTimeout(() => {
      timer = undefined;
      void run();
    }, wait);
  }

  async function run(): Promise<void> {
    const next = due();
    if (!next || !leads || asking) return schedule();
    const now = environment.now();
    const spaced = lastAsked() + STATUS_REQUEST_SPACING_MS;
    // Another tab may have asked since (where there are no locks), or a call of more urgency ended.
    if ((next.at > now && next.at - now < 15 * 60_000) || (spaced > now && spaced - now <= STATUS_REQUEST_SPACING_MS)) return schedule();
    asking = true;
    try {
      await ask(next.key);
    } finally {
      asking = false;
      schedule();
    }
  }

  function lead(): void {
    leads = true;
    schedule();
  }

  /** `steal`: a tab that is looked at takes over from one that the browser slows down. */
  function compete(steal: boolean): void {
    const {locks} = environment;
    let finish!: () => void;
    const turn = new Promise<void>((resolve) => { finish = resolve; });
    const abort = new AbortController();
    const mine = () => {
      leads = false;
      stopTimer();
      finish();
      abort.abort();
    };
    resign = mine;
    if (!locks) return lead();
    locks.request(lockName, steal ? {steal: true} : {signal: abort.signal}, () => {
      if (resign !== mine) return;
      lead();
      return turn;
    }).catch((error: unknown) => {
      if (resign !== mine) return; // we stopped waiting
      if ((error as Error | null)?.name !== 'AbortError') return lead(); // a sandboxed frame's locks refuse
      // Another tab took over: queue up behind it.
      leads = false;
      stopTimer();
      resign = null;
      if (!disposed && due()) compete(false);
    });
  }

  function update(): void {
    if (disposed) return;
    if (!due()) {
      resign?.();
      resign = null;
    } else if (!resign) compete(environment.visible());
    schedule();
  }

  return {
    update,
    wake() {
      if (environment.visible() && !leads && !disposed && environment.locks && due()) {
        resign?.();
        compete(true);
      }
      schedule();
    },
    dispose() {
      disposed = true;
      resign?.();
      resign = null;
      stopTimer();
    },
  };
}
