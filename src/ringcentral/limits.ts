/**
 * Rate limits: after a 429 no tab may send another request of the same group until the penalty is
 * over, since every request within the penalty starts it anew (guide, basics/rate-limits).
 */
import {asRecord, asTime} from './json.js';

/** RingCentral's usage plan groups. */
export type RateLimitGroup = 'light' | 'heavy';

const GROUPS = ['light', 'heavy'] as const satisfies readonly RateLimitGroup[];

/** The guide's penalty, used where the answer names none or CORS hides it. */
export const DEFAULT_PENALTY_MS = 60_000;

/** A longer penalty, stored or answered, can only come from a wrong clock. */
const MAX_PENALTY_MS = 15 * 60_000;

/** A stored penalty that begins later than this is damaged: each page would start it anew. */
const MAX_CLOCK_CHANGE_MS = 24 * 60 * 60_000;

interface Penalty {
  /** Epoch ms. */
  readonly from: number;
  /** ms */
  readonly length: number;
}

type Penalties = Readonly<Partial<Record<RateLimitGroup, Penalty>>>;

/**
 * The `Retry-After` header in ms, from seconds or an HTTP date (RFC 9110, 10.2.3); undefined where
 * it is absent or unreadable.
 */
export function readRetryAfter(headers: Headers | undefined, now: number): number | undefined {
  const retryAfter = headers?.get('retry-after')?.trim();
  if (!retryAfter) return undefined;
  const isSeconds = /^\d+(\.\d+)?$/.test(retryAfter);
  const delay = isSeconds ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(delay) ? Math.min(Math.max(delay, 0), MAX_PENALTY_MS) : undefined;
}

/** The penalties of one user and app. The caller stores them and shares them with other tabs. */
export class RateLimits {
  #penalties: Penalties = {};

  /** `onChange` gets all penalties whenever this tab met a new one. */
  constructor(
    private readonly now: () => number,
    private readonly onChange: (penalties: Penalties) => void,
  ) {}

  /** Epoch ms until which the group must not send; 0 = no limit. */
  until(group: RateLimitGroup): number {
    const now = this.now();
    let penalty = this.#penalties[group];
    if (!penalty) return 0;
    if (penalty.from > now) {
      // The clock was set back: the penalty must not become longer than it was when it began.
      penalty = {...penalty, from: now};
      this.#penalties = {...this.#penalties, [group]: penalty};
    }
    const until = penalty.from + penalty.length;
    return until > now ? until : 0;
  }

  /** Epoch ms at which the last penalty of all groups ends; null = no limit. */
  get last(): number | null {
    const lastUntil = Math.max(...GROUPS.map((group) => this.until(group)));
    return lastUntil > 0 ? lastUntil : null;
  }

  /** Starts a penalty after a 429; `length` in ms. A running penalty is never shortened. */
  penalise(group: RateLimitGroup, length = DEFAULT_PENALTY_MS): void {
    const isNew = this.adopt({[group]: {from: this.now(), length}});
    if (isNew) this.onChange(this.#penalties);
  }

  /**
   * Takes over penalties that another tab met or that were stored; data that cannot be read is
   * ignored. `true` = a penalty became longer.
   */
  adopt(penalties: unknown): boolean {
    let hasChanged = false;
    const now = this.now();
    for (const group of GROUPS) {
      const penalty = asRecord(asRecord(penalties)[group]);
      const from = asTime(penalty.from), length = asTime(penalty.length);
      if (from === undefined || length === undefined || length > MAX_PENALTY_MS) continue;
      if (from > now + MAX_CLOCK_CHANGE_MS) continue;
      // One that begins in the future is from before the clock was set back.
      const until = Math.min(from, now) + length;
      if (until <= Math.max(this.until(group), now)) continue;
      this.#penalties = {...this.#penalties, [group]: {from, length}};
      hasChanged = true;
    }
    return hasChanged;
  }
}
