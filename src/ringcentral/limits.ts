/**
 * Rate limits: after a 429 nothing of that group may leave any tab until the penalty is over, since
 * every request inside it starts it anew (guide, basics/rate-limits).
 */

/** RingCentral's usage plan groups. */
export type Group = 'light' | 'heavy';

/** ms; what the guide names, where an answer does not say or CORS hides it. */
export const DEFAULT_PENALTY = 60_000;

/** ms; a stored or answered penalty beyond this is a mistake of somebody's clock. */
const LONGEST_PENALTY = 15 * 60_000;

/** Group → the moment (epoch ms) until which nothing is sent. */
export type Penalties = Readonly<Partial<Record<Group, number>>>;

/** `Retry-After` in ms: seconds or an HTTP date (RFC 9110, 10.2.3); undefined where absent or unreadable. */
export function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const text = headers?.get('retry-after')?.trim();
  if (!text) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_PENALTY) : undefined;
}

/** The penalties of one user and app. Where they are kept, and who else hears of them, is the caller's business. */
export class Limits {
  #penalties: Penalties = {};

  constructor(private readonly now: () => number, private readonly changed: (penalties: Penalties) => void) {}

  /** Epoch ms until which nothing of the group may be sent; 0 = free. */
  until(group: Group): number {
    const until = this.#penalties[group] ?? 0;
    const left = until - this.now();
    return left > 0 && left <= LONGEST_PENALTY ? until : 0;
  }

  /** The last moment at which any group is still limited; null = all are free. */
  get last(): number | null {
    return Math.max(this.until('light'), this.until('heavy')) || null;
  }

  get penalties(): Penalties {
    return this.#penalties;
  }

  /** After a 429. A penalty is only ever prolonged. */
  penalise(group: Group, ms = DEFAULT_PENALTY): void {
    if (this.adopt({[group]: this.now() + ms})) this.changed(this.#penalties);
  }

  /** Takes over what another tab met, or what was stored; `true` = something was new. Anything unreadable is ignored. */
  adopt(others: unknown): boolean {
    let news = false;
    for (const group of ['light', 'heavy'] as const) {
      const until = (others as Penalties | null)?.[group];
      if (typeof until !== 'number' || !(until > this.until(group))) continue;
      this.#penalties = {...this.#penalties, [group]: until};
      news = true;
    }
    return news;
  }
}
