/**
 * One record a call: the public `Call` and the state that pages do not see. Records are kept in
 * memory and in storage, and travel between tabs, so their shape never changes.
 */
import {asRecord, asText} from '../ringcentral/json.js';
import {isFinal, isPhase, rankOf} from './call-phase.js';
import type {Call} from './types.js';

/** How far canceling has come: the user clicked, the platform accepted, the platform refused. */
export type CancelProgress = 'asked' | 'sent' | 'refused';

export interface CallRecord {
  readonly call: Call;
  /** Grows with each change, so that the newer of two copies is known. */
  readonly revision: number;
  readonly cancel?: CancelProgress;
  /** Epoch ms since which the platform cannot say how the call is (`Invalid`, or a refusal). */
  readonly doubtfulSince?: number;
  /** The record stays for a while, so that a late copy does not bring the call back. */
  readonly dismissed?: true;
}

/** `undefined` removes a value. */
type Patch<T> = {readonly [Key in keyof T]?: T[Key] | undefined};

export type CallPatch = Patch<Call>;
type RecordPatch = Patch<Pick<CallRecord, 'cancel' | 'doubtfulSince' | 'dismissed'>>;

/** A copy with the changes; the same record where they change nothing. */
export function withChanges(
  callRecord: CallRecord, callPatch: CallPatch, recordPatch: RecordPatch = {},
): CallRecord {
  const call = applyPatch(callRecord.call, callPatch);
  const patchedRecord = applyPatch(callRecord, recordPatch);
  const isUnchanged = call === callRecord.call && patchedRecord === callRecord;
  if (isUnchanged) return callRecord;
  return Object.freeze({...patchedRecord, call, revision: callRecord.revision + 1});
}

function applyPatch<T extends object>(original: T, patch: Patch<T>): T {
  const patchedKeys = Object.keys(patch) as (keyof T)[];
  if (patchedKeys.every((key) => Object.is(original[key], patch[key]))) return original;
  const copy = {...original};
  for (const key of patchedKeys) {
    const value = patch[key];
    if (value === undefined) delete copy[key];
    else copy[key] = value;
  }
  return Object.freeze(copy);
}

const CANCEL_RANK = {asked: 1, sent: 2, refused: 3};

const cancelRankOf = ({cancel}: CallRecord): number => cancel ? CANCEL_RANK[cancel] : 0;

/** The copy that is further. A final phase stays; the user's cancel and dismissal are not lost. */
export function mergeRecords(ownRecord: CallRecord, otherRecord: CallRecord): CallRecord {
  if (isFinal(ownRecord.call.phase)) {
    return otherRecord.dismissed ? withChanges(ownRecord, {}, {dismissed: true}) : ownRecord;
  }
  const [further, behind] = isFurther(otherRecord, ownRecord)
    ? [otherRecord, ownRecord]
    : [ownRecord, otherRecord];
  const isCancelBehind = cancelRankOf(behind) > cancelRankOf(further);
  if (!isCancelBehind || isAfterRefusal(further, behind)) return further;
  return withChanges(further, {}, {cancel: behind.cancel});
}

function isFurther(callRecord: CallRecord, comparedRecord: CallRecord): boolean {
  const phaseRank = rankOf(callRecord.call.phase);
  const comparedRank = rankOf(comparedRecord.call.phase);
  const isSameRank = phaseRank === comparedRank || isAfterRefusal(callRecord, comparedRecord);
  if (!isSameRank) return phaseRank > comparedRank;
  return callRecord.revision > comparedRecord.revision;
}

/**
 * Whether RingCentral refused a cancel: the call then returns to the phase before, and the user may
 * cancel it again, so only the revision tells which copy is newer.
 */
function isAfterRefusal(...copies: CallRecord[]): boolean {
  const isRinging = copies.every(({call}) => rankOf(call.phase) < rankOf('connected'));
  return isRinging && copies.some(({cancel}) => cancel === 'refused');
}

const E164_PATTERN = /^\+\d{5,15}$/;

/** A record from storage or from another tab; null = not usable. */
export function readCallRecord(value: unknown): CallRecord | null {
  const callRecord = asRecord(value);
  const call = asRecord(callRecord.call);
  const isUsable = asText(call.key) !== undefined &&
    E164_PATTERN.test(String(call.to)) &&
    isPhase(call.phase) &&
    typeof call.startedAt === 'number' &&
    (call.id === null || asText(call.id) !== undefined) &&
    typeof callRecord.revision === 'number';
  if (!isUsable) return null;
  const frozenCall = Object.freeze({...call, stale: call.stale === true});
  return Object.freeze({...callRecord, call: frozenCall}) as unknown as CallRecord;
}

/** 20 characters a–z, 0–9. */
export function createCallKey(random: () => number): string {
  const randomPart = () => Math.floor(random() * 36 ** 5).toString(36).padStart(5, '0');
  // No `Array.from`: old libraries on the page replace it with versions of their own.
  return [0, 0, 0, 0].map(randomPart).join('');
}
