/**
 * Rate limits: after a 429 no tab may send another request of the same group until the penalty is
 * over, since every request within the penalty starts it anew (guide, basics/rate-limits).
 */
import {asRecord, asTime} from './json.js';

/** RingCentral's usage plan groups. */
export type RateLimitGroup = 'light' | 'heavy' | 'auth';

const GROUPS = ['light', 'heavy', 'auth'] as const satisfies readonly RateLimitGroup[];
/** A limit of the others keeps no user from calling. */
const GROUPS_OF_CALLS = ['light', 'heavy'] as const satisfies readonly RateLimitGroup[];

/** The guide's penalty, used where the answer names none or CORS hides it. */
export const DEFAULT_PENALTY_MS = 60_000;

/** A longer penalty, stored or answered, is cut: it can only come from a wrong clock. */
export const MAX_PENALTY_MS = 24 * 60 * 60_000;

interface Penalty {
  /** Epoch ms. */
  readonly from: number;
  /** ms */
  readonly length: number;
}

type Penalties = Readonly<Partial<Record<RateLimitGroup, Penalty>>>;

/**
 * The `Retry-After` header in ms, from seconds or an HTTP date (RFC 9110, 10.2.3); undefined where
 * it is absent or names no time to come. A date may be over because the clock here is ahead.
 */
export function readRetryAfter(headers: Headers | undefined, now: number): number | undefined {
  const retryAfter = headers?.get('retry-after')?.trim() ?? '';
  const isSeconds = /^\d+(\.\d+)?$/.test(retryAfter);
  const delay = isSeconds ? Number(retryAfter) * 1000 : readHttpDate(retryAfter) - now;
  return delay > 0 ? Math.min(delay, MAX_PENALTY_MS) : undefined;
}

/** Epoch ms. `Date.parse` alone takes `-5` for a year. */
const readHttpDate = (text: string): number =>
  /^(mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;

/** The penalties of one user and app. The caller stores them and shares them with other tabs. */
export class RateLimits {
  readonly #now: () => number;
  readonly #onChange: (penalties: Penalties) => void;
  #penalties: Penalties = {};

  /** `onChange` gets all penalties whenever this tab met a new one. */
  constructor(now: () => number, onChange: (penalties: Penalties) => void) {
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Epoch ms until which the group must not send; 0 = no limit. */
  until(group: RateLimitGroup): number {
    const penalty = this.#penalties[group];
    if (!penalty) return 0;
    const {from, length} = this.#withoutFuture(penalty);
    if (from !== penalty.from) this.#replace(group, {from, length});
    return from + length > this.#now() ? from + length : 0;
  }

  /** Epoch ms at which the last penalty that concerns calls ends; null = no limit. */
  get last(): number | null {
    const lastUntil = Math.max(...GROUPS_OF_CALLS.map((group) => this.until(group)));
    return lastUntil > 0 ? lastUntil : null;
  }

  /** Starts a penalty after a 429; `length` in ms. A running penalty is never shortened. */
  penalize(group: RateLimitGroup, length = DEFAULT_PENALTY_MS): void {
    const isNew = this.adopt({[group]: {from: this.#now(), length}});
    if (isNew) this.#onChange(this.#penalties);
  }

  /** Ends the penalties that were to last until then: time has passed, whatever the clock says. */
  end(until: number): void {
    const now = this.#now();
    for (const group of GROUPS) {
      const {from, length} = this.#penalties[group] ?? {from: 0, length: 0};
      // It lasts on where the clock was set back.
      const wouldLast = from + length > now && from + length <= until;
      const ended = {from: now - length, length};
      if (wouldLast) this.#penalties = {...this.#penalties, [group]: ended};
    }
    this.#onChange(this.#penalties);
  }

  /**
   * Takes over penalties that another tab met or that were stored; data that cannot be read is
   * ignored. `true` = a penalty became longer.
   */
  adopt(penalties: unknown): boolean {
    let hasChanged = false;
    const now = this.#now();
    for (const group of GROUPS) {
      const record = asRecord(asRecord(penalties)[group]);
      const from = asTime(record.from);
      const length = asTime(record.length);
      if (from === undefined || length === undefined) continue;
      const stored = {from, length: Math.min(length, MAX_PENALTY_MS)};
      const penalty = this.#withoutFuture(stored);
      if (penalty.from + penalty.length <= Math.max(this.until(group), now)) continue;
      this.#penalties = {...this.#penalties, [group]: stored};
      hasChanged = true;
    }
    return hasChanged;
  }

  /** After the clock was set back, no penalty may become longer than it was when it began. */
  #withoutFuture({from, length}: Penalty): Penalty {
    return {from: Math.min(from, this.#now()), length};
  }

  /** Also for the other tabs, and for those to come: each would begin the penalty anew. */
  #replace(group: RateLimitGroup, penalty: Penalty): void {
    this.#penalties = {...this.#penalties, [group]: penalty};
    this.#onChange(this.#penalties);
  }
}
