/**
 * Rate limits per user and app. A window starts with its first request; one request too many starts a penalty, and
 * every further one inside the penalty restarts it.
 *
 * @typedef {'light' | 'medium' | 'heavy' | 'auth'} Group
 * @typedef {{since: number, count: number, penaltyUntil: number}} Meter Epoch ms.
 */

const WINDOW = 60_000;

/**
 * Counts one request.
 *
 * @param {Meter | undefined} meter
 * @param {number} now
 * @param {number | null} limit Requests a minute; null = unlimited.
 * @param {number} penalty ms
 * @returns {{meter: Meter, refused: boolean}}
 */
export function count(meter, now, limit, penalty) {
  const fresh = {since: now, count: 0, penaltyUntil: 0};
  let current = meter ?? fresh;
  if (current.penaltyUntil > now) return {meter: {...current, penaltyUntil: now + penalty}, refused: true};
  if (current.penaltyUntil || now - current.since >= WINDOW) current = fresh;
  if (limit !== null && current.count >= limit) {
    return {meter: {...current, penaltyUntil: now + penalty}, refused: true};
  }
  return {meter: {...current, count: current.count + 1}, refused: false};
}

/**
 * @param {Group} group
 * @param {Meter} meter
 * @param {number | null} limit
 * @param {number} now
 * @returns {Record<string, string>}
 */
export function limitHeaders(group, meter, limit, now) {
  if (limit === null) return {};
  const punished = meter.penaltyUntil > now;
  return {
    'X-Rate-Limit-Group': group,
    'X-Rate-Limit-Limit': String(limit),
    'X-Rate-Limit-Remaining': String(punished ? 0 : Math.max(0, limit - meter.count)),
    'X-Rate-Limit-Window': String(WINDOW / 1000),
    ...(punished ? {'Retry-After': String(Math.ceil((meter.penaltyUntil - now) / 1000))} : {}),
  };
}
