/**
 * Rate limits for each user and app. A window starts with its first request. A request beyond the
 * limit starts a penalty, and every further request within the penalty restarts it.
 *
 * @typedef {'light' | 'medium' | 'heavy' | 'auth'} Group
 * @typedef {{since: number, count: number, penaltyUntil: number}} Meter Times in epoch ms.
 */

const WINDOW_MS = 60_000;

/**
 * A meter whose penalty starts now.
 *
 * @param {number} now Epoch ms.
 * @param {number} penaltyMs
 * @returns {Meter}
 */
export const penalizedMeter = (now, penaltyMs) =>
  ({since: now, count: 0, penaltyUntil: now + penaltyMs});

/**
 * Counts one request.
 *
 * @param {Meter | undefined} previousMeter
 * @param {number} now Epoch ms.
 * @param {number | null} limit Requests a minute; null = unlimited.
 * @param {number} penaltyMs
 * @returns {{meter: Meter, isLimited: boolean}}
 */
export function countRequest(previousMeter, now, limit, penaltyMs) {
  const freshMeter = {since: now, count: 0, penaltyUntil: 0};
  let meter = previousMeter ?? freshMeter;
  const isPenalized = meter.penaltyUntil > now;
  const isWindowOver = meter.penaltyUntil > 0 || now - meter.since >= WINDOW_MS;
  if (!isPenalized && isWindowOver) meter = freshMeter;
  const isOverLimit = limit !== null && meter.count >= limit;
  if (isPenalized || isOverLimit) {
    return {meter: {...meter, penaltyUntil: now + penaltyMs}, isLimited: true};
  }
  return {meter: {...meter, count: meter.count + 1}, isLimited: false};
}

/**
 * @param {Group} group
 * @param {Meter} meter
 * @param {number | null} limit Requests a minute; null = unlimited.
 * @param {number} now Epoch ms.
 * @returns {Record<string, string>}
 */
export function limitHeaders(group, meter, limit, now) {
  if (limit === null) return {};
  const isPenalized = meter.penaltyUntil > now;
  const remaining = isPenalized ? 0 : Math.max(0, limit - meter.count);
  const retryAfter = Math.ceil((meter.penaltyUntil - now) / 1000);
  return {
    'X-Rate-Limit-Group': group,
    'X-Rate-Limit-Limit': String(limit),
    'X-Rate-Limit-Remaining': String(remaining),
    'X-Rate-Limit-Window': String(WINDOW_MS / 1000),
    ...(isPenalized ? {'Retry-After': String(retryAfter)} : {}),
  };
}
