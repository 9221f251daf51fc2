/** What the store keeps of a call beside what it shows: one entry a call, in memory, in storage and between tabs. */
import {asRecord, asText} from '../ringcentral/json.js';
import {isFinal, rankOf} from './call-phase.js';
import type {Call, Phase} from './types.js';

/** How far the person's wish to cancel has come. */
export type CancelProgress = 'asked' | 'sent' | 'refused';

export interface CallRecord {
  readonly call: Call;
  /** Grows with each change, so that the newer of two copies is known. */
  readonly revision: number;
  readonly cancel?: CancelProgress;
  /** Epoch ms since which the platform answers that it cannot say (`Invalid`, or a refusal to tell). */
  readonly doubtfulSince?: number;
  /** Kept for a while, so that a late copy does not bring the call back. */
  readonly dismissed?: true;
}

export type CallPatch = {readonly [K in keyof Call]?: Call[K] | undefined};
type EntryPatch = {readonly [K in 'cancel' | 'doubtfulSince' | 'dismissed']?: CallRecord[K] | undefined};

/** A copy with other values; the same entry where nothing would change. `undefined` takes a value away. */
export function withChanges(entry: CallRecord, call: CallPatch, rest: EntryPatch = {}): CallRecord {
  const nextCall = patched(entry.call, call);
  const next = patched(entry, rest);
  if (nextCall === entry.call && next === entry) return entry;
  return Object.freeze({...next, call: nextCall, revision: entry.revision + 1});
}

function patched<T extends object>(value: T, patch: {readonly [K in keyof T]?: T[K] | undefined}): T {
  const keys = Object.keys(patch) as (keyof T)[];
  if (keys.every((key) => Object.is(value[key], patch[key]))) return value;
  const copy = {...value};
  for (const key of keys) {
    if (patch[key] === undefined) delete copy[key];
    else copy[key] = patch[key];
  }
  return Object.freeze(copy);
}

const CANCEL_RANK = {asked: 1, sent: 2, refused: 3};

/** Of two copies of a call the one that is further; final stays final, a wish to cancel is not lost. */
export function mergeRecords(mine: CallRecord, other: CallRecord): CallRecord {
  if (isFinal(mine.call.phase)) return other.dismissed && !mine.dismissed ? withChanges(mine, {}, {dismissed: true}) : mine;
  const mineRank = rankOf(mine.call.phase), otherRank = rankOf(other.call.phase);
  const further = otherRank !== mineRank ? otherRank > mineRank : other.revision > mine.revision;
  const [first, second] = further ? [other, mine] : [mine, other];
  const cancelRank = ({cancel}: CallRecord) => cancel ? CANCEL_RANK[cancel] : 0;
  return cancelRank(second) > cancelRank(first) ? withChanges(first, {}, {cancel: second.cancel}) : first;
}

const PHASES: readonly Phase[] = [
  'placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling', 'ended', 'canceled', 'failed', 'unconfirmed',
];

/** An entry out of storage or another tab's message, whatever stands there; null = unusable. */
export function readCallRecord(value: unknown): CallRecord | null {
  const entry = asRecord(value), call = asRecord(entry.call);
  const usable = asText(call.key) && /^\+\d{5,15}$/.test(String(call.to)) && PHASES.includes(call.phase as Phase) &&
    typeof call.startedAt === 'number' && (call.id === null || asText(call.id)) && typeof entry.revision === 'number';
  if (!usable) return null;
  return Object.freeze({...entry, call: Object.freeze({...call, stale: call.stale === true})}) as unknown as CallRecord;
}
