/**
 * Rate limits: after a 429 nothing of that group may leave any tab until the penalty is over, since
 * every request inside it starts it anew (guide, basics/rate-limits).
 */

/** RingCentral's usage plan groups. */
export type RateLimitGroup = 'light' | 'heavy';

/** ms; what the guide names, where an answer does not say or CORS hides it. */
export const DEFAULT_PENALTY_MS = 60_000;

/** ms; a stored or answered penalty beyond this is a mistake of somebody's clock. */
const LONGEST_PENALTY = 15 * 60_000;

export interface Penalty {
  /** Epoch ms. */
  readonly from: number;
  /** ms */
  readonly length: number;
}

export type Penalties = Readonly<Partial<Record<RateLimitGroup, Penalty>>>;

/** `Retry-After` in ms: seconds or an HTTP date (RFC 9110, 10.2.3); undefined where absent or unreadable. */
export function readRetryAfter(headers: Headers | undefined, now: number): number | undefined {
  const text = headers?.get('retry-after')?.trim();
  if (!text) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_PENALTY) : undefined;
}

/** The penalties of one user and app. Where they are kept, and who else hears of them, is the caller's business. */
export class RateLimits {
  #penalties: Penalties = {};

  constructor(private readonly now: () => number, private readonly changed: (penalties: Penalties) => void) {}

  /** Epoch ms until which nothing of the group may be sent; 0 = free. */
  until(group: RateLimitGroup): number {
    const now = this.now();
    let penalty = this.#penalties[group];
    if (!penalty) return 0;
    // The clock was set back: the penalty cannot be longer than it was when it began.
    if (penalty.from > now) this.#penalties = {...this.#penalties, [group]: penalty = {...penalty, from: now}};
    const until = penalty.from + penalty.length;
    return until > now ? until : 0;
  }

  /** The last moment at which any group is still limited; null = all are free. */
  get last(): number | null {
    return Math.max(this.until('light'), this.until('heavy')) || null;
  }

  /** After a 429; `length` in ms. A penalty is only ever prolonged. */
  penalise(group: RateLimitGroup, length = DEFAULT_PENALTY_MS): void {
    if (this.adopt({[group]: {from: this.now(), length}})) this.changed(this.#penalties);
  }

  /** Takes over what another tab met, or what was stored, if it can be read; `true` = something was new. */
  adopt(others: unknown): boolean {
    let news = false;
    for (const group of ['light', 'heavy'] as const) {
      const {from, length} = (others as Penalties | null)?.[group] ?? {};
      if (typeof from !== 'number' || typeof length !== 'number' || !(length <= LONGEST_PENALTY)) continue;
      if (from + length <= Math.max(this.until(group), this.now())) continue;
      this.#penalties = {...this.#penalties, [group]: {from, length}};
      news = true;
    }
    return news;
  }
}
