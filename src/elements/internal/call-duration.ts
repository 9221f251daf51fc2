/** How long a call has been connected, and a duration as a clock shows it. */
import type {Call} from '../../store/types.js';

const MS_PER_SECOND = 1000;
const DAY_MS = 24 * 60 * 60 * MS_PER_SECOND;

/**
 * A duration in ms as a clock shows it: 00:12, 1:02:03. `locale`: BCP 47, for the digits. Not by
 * `Intl.DurationFormat`, which Chrome and Firefox lack in versions that we support.
 */
export function formatDuration(durationMs: number, locale = 'en'): string {
  const totalSeconds = Math.max(0, Math.floor(durationMs / MS_PER_SECOND));
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor(totalSeconds / 60) % 60;
  const seconds = totalSeconds % 60;
  const clockParts = [minutes, seconds].map((part) =>
    part.toLocaleString(locale, {minimumIntegerDigits: 2}));
  if (hours > 0) clockParts.unshift(hours.toLocaleString(locale));
  return clockParts.join(':');
}

/** Of a call in either direction. */
interface CallTimes extends Pick<Call, 'key'> {
  readonly connectedAt?: number | undefined;
  readonly endedAt?: number | undefined;
}

interface ConnectedTime {
  /** ms on the page's own clock, which cannot be set. */
  readonly since: number;
  /** ms; absent while the call is connected. */
  duration?: number;
}

/** By the keys of the calls that were connected while this page showed them. */
const connectedTimes = new Map<string, ConnectedTime>();

/**
 * How long a call has been connected, or was, in ms; undefined where it never was. A change of the
 * system clock during the call does not change it.
 */
export function connectedDuration(
  {key, connectedAt, endedAt}: CallTimes,
): number | undefined {
  if (connectedAt === undefined) return undefined;
  const isOver = endedAt !== undefined;
  const reportedDuration = Math.min(Math.max((endedAt ?? Date.now()) - connectedAt, 0), DAY_MS);
  if (isOver && !connectedTimes.has(key)) return reportedDuration;
  const uptime = performance.now();
  const time = connectedTimes.get(key) ?? {since: uptime - reportedDuration};
  connectedTimes.set(key, time);
  const duration = uptime - time.since;
  return isOver ? time.duration ??= duration : duration;
}
