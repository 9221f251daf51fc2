/** What the platform, or the page's policy, has refused is asked for again after a day. */
const REFUSAL_MS = 24 * 60 * 60_000;

/** `refusedAt`: epoch ms, as it is stored. A refusal in the future means a changed clock. */
export function isRecentRefusal(refusedAt: string | null | undefined, now: number): boolean {
  const age = now - (Number(refusedAt) || Number.NaN);
  return age >= 0 && age < REFUSAL_MS;
}
