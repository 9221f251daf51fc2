/**
 * Keeps room for calls: reading the call log is counted in the same group of requests as placing
 * and canceling them.
 */
import type {CallRecord} from './call-record.js';

/** RingCentral takes so many of them a minute. */
const HEAVY_LIMIT = 10;
/** So many have to be left before one is spent on reading. */
const HEAVY_RESERVE = 4;
/** So many are spent on reading at most: the others are there for calls that come all at once. */
const READ_LIMIT = 5;
/** A minute, and the time that a request of a call may wait for its access token. */
const COUNTED_MS = 90_000;
/** A tab that places or cancels a call says when it is done. If it was closed, nothing says so. */
const LOOK_AGAIN_MS = 2_000;

/** Epoch ms of the requests of the group that the known calls have caused, as far as is known. */
function heavyTimesOf(callRecords: readonly CallRecord[], now: number): number[] {
  return callRecords.flatMap(({call, cancel}) => {
    const {startedAt, cancelAt, endedAt = now} = call;
    // With a refusal, the time of the cancel is gone.
    return cancel ? [startedAt, cancelAt ?? endedAt] : [startedAt];
  });
}

/**
 * Epoch ms from which on the call log may be asked; the past = now. `askedAt`: the times at which
 * it was.
 */
export function budgetFreeAt(
  callRecords: readonly CallRecord[], askedAt: readonly number[], now: number,
): number {
  if (callRecords.some(isBusy)) return now + LOOK_AGAIN_MS;
  const all = [...heavyTimesOf(callRecords, now), ...askedAt];
  return Math.max(
    fewerThanAt(askedAt, READ_LIMIT, now),
    fewerThanAt(all, HEAVY_LIMIT - HEAVY_RESERVE + 1, now),
  );
}

/** Epoch ms at which fewer of the times count; 0 where that is so now. */
function fewerThanAt(times: readonly number[], limit: number, now: number): number {
  const surplus = times
    .filter((at) => now - at < COUNTED_MS)
    .sort((first, second) => second - first)[limit - 1];
  // A time to come means that the clock was set back.
  return surplus === undefined ? 0 : Math.min(surplus, now) + COUNTED_MS;
}

/** It is being placed or canceled. */
const isBusy = ({call: {phase}}: CallRecord): boolean =>
  phase === 'placing' || phase === 'canceling';
