/**
 * One record a call: the public `Call` and the state that pages do not see. Records are kept in
 * storage and travel between tabs, also to other versions: what a name means never changes.
 */
import {errorWords} from '../../i18n/en/errors.js';
import {isPathId} from '../../ringcentral/api-path.js';
import {
  asBoolean, asE164, asRecord, asText, asTime, asTrue, type JsonRecord, withoutUndefined,
} from '../../ringcentral/json.js';
import {callError} from '../call-error.js';
import {isFinal, isPhase, rankOf} from '../call-phase.js';
import type {
  Call, CallAction, CallError, ErrorCode, Failure, Leg, Phase, RequestedNumbers, Why,
} from '../types.js';

/** How far canceling has come: the user clicked, the platform accepted, the platform refused. */
export type CancelProgress = 'asked' | 'sent' | 'refused';

export interface CallRecord {
  readonly call: Call;
  /** Grows with each change, so that the newer of two copies is known. */
  readonly revision: number;
  readonly cancel?: CancelProgress;
  /** Epoch ms since which the platform cannot say how the call is (`Invalid`, or a refusal). */
  readonly doubtfulSince?: number;
  /** The platform tells of both legs by push, so that status requests are rare. */
  readonly isPushed?: true;
  /** The actions that the platform allows for the call; see `availableActions`. */
  readonly actions?: readonly CallAction[];
  /** The record stays for a while, so that a late copy does not bring the call back. */
  readonly dismissed?: true;
}

/** `undefined` removes a value. */
type Patch<T> = {readonly [Key in keyof T]?: T[Key] | undefined};

export type CallPatch = Patch<Call>;
export type RecordPatch = Patch<
  Pick<CallRecord, 'cancel' | 'doubtfulSince' | 'isPushed' | 'actions' | 'dismissed'>
>;

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

const ONLY_HANG_UP: readonly CallAction[] = Object.freeze(['hang-up'] as const);

/** The actions of a phase: another phone is held or muted once both parties talk. */
export function availableActions(
  actions: readonly CallAction[] | undefined, {phase, via}: Pick<Call, 'phase' | 'via'>,
): readonly CallAction[] | undefined {
  if (!actions || phase === 'connected' || via === 'browser') return actions;
  return actions.includes('hang-up') ? ONLY_HANG_UP : undefined;
}

/** A copy that offers the actions; with undefined or none, it offers nothing. */
export function withActions(
  callRecord: CallRecord, offered: readonly CallAction[] | undefined,
): CallRecord {
  const isSame = String(callRecord.actions) === String(offered);
  if (isSame) return callRecord;
  const actions = offered?.length ? Object.freeze([...offered]) : undefined;
  const can = availableActions(actions, callRecord.call);
  return withChanges(callRecord, {can}, {actions});
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

const readVia = (value: unknown): Call['via'] =>
  value === 'browser' || value === 'ring-out' ? value : undefined;

const isCancelProgress = (value: unknown): value is CancelProgress =>
  typeof value === 'string' && Object.hasOwn(CANCEL_RANK, value);

/** A record from storage or from another tab; null = not usable. */
export function readCallRecord(value: unknown): CallRecord | null {
  const callRecord = asRecord(value);
  const call = readCall(asRecord(callRecord.call));
  if (!call) return null;
  const {revision, cancel, doubtfulSince, isPushed, actions, dismissed} = callRecord;
  return Object.freeze(withoutUndefined({
    ...callRecord,
    call,
    revision: Number.isSafeInteger(revision) ? revision as number : 0,
    cancel: isCancelProgress(cancel) ? cancel : defaultCancel(call),
    doubtfulSince: asTime(doubtfulSince),
    isPushed: asTrue(isPushed),
    actions: readActions(actions),
    dismissed: asTrue(dismissed),
  }));
}

/** A call that is being canceled was asked to be. */
const defaultCancel = ({phase}: Call): CancelProgress | undefined =>
  phase === 'canceling' ? 'asked' : undefined;

type OptionalKey<T> = {[Key in keyof T]-?: undefined extends T[Key] ? Key : never}[keyof T];
/** How far the call is decides about these. */
type PhaseKey = 'connectedAt' | 'endedAt' | 'error';

/** How values are read that not every call has; one that is not usable is left out. */
const OPTIONAL_VALUES = {
  extension: asText, tones: asText, from: asText, callerId: asText, name: asText,
  callStatus: asText, callerStatus: asText, calleeStatus: asText,
  cancelAt: asTime, cancelFailed: asTrue, requested: readRequested,
  can: readActions, held: asBoolean, muted: asBoolean, telephonySessionId: asText,
  via: readVia, endedBy: readLeg, voicemail: asTrue,
} satisfies Record<Exclude<OptionalKey<Call>, PhaseKey>, (value: unknown) => unknown>;

function readCall(call: JsonRecord): Call | null {
  const {id, phase} = call;
  const startedAt = asTime(call.startedAt);
  const hasNumber = asText(call.key) !== undefined && asE164(call.to) !== undefined;
  if (!hasNumber || startedAt === undefined || !isPhase(phase)) return null;
  const endedAt = isFinal(phase) ? asTime(call.endedAt) : undefined;
  const isEndKnown = !isFinal(phase) || endedAt !== undefined;
  const hasId = isPathId(id) || (id === null && mayLackId(phase, call.via));
  if (!isEndKnown || !hasId) return null;
  const optionalValues = Object.entries(OPTIONAL_VALUES)
    .map(([name, read]) => [name, read(call[name])] as const);
  const wasConnected = rankOf(phase) >= rankOf('connected');
  return Object.freeze(withoutUndefined({
    ...call,
    ...Object.fromEntries(optionalValues),
    stale: call.stale === true,
    connectedAt: wasConnected ? asTime(call.connectedAt) : undefined,
    endedAt,
    error: readError(phase, call.error),
  })) as unknown as Call;
}

/** The platform gives the id with its answer to the request. RingOut gives none to a browser. */
const mayLackId = (phase: Phase, via: unknown): boolean =>
  via === 'browser' || phase === 'placing' || phase === 'canceling' || isFinal(phase);

/** `fallback`: for a code that this version has no words for. */
export function readCallError(value: unknown, fallback: Failure): CallError {
  const {code, why, leg, message, retryAt} = asRecord(value);
  if (!hasWords(code)) return callError(fallback);
  return callError(code as ErrorCode, {
    why: hasWords(why) ? why as Why : undefined,
    leg: readLeg(leg),
    retryAt: asTime(retryAt),
    reason: asText(message),
  });
}

/** `name`: a code, or a `why`. */
const hasWords = (name: unknown): boolean =>
  typeof name === 'string' && Object.hasOwn(errorWords, `error.${name}`);

/** A call has an error if it failed, or if its outcome is unknown. */
function readError(phase: Phase, error: unknown): CallError | undefined {
  if (phase === 'failed') return readCallError(error, 'unknown');
  return phase === 'unconfirmed' ? readCallError(error, 'unconfirmed') : undefined;
}

function readRequested(value: unknown): RequestedNumbers | undefined {
  const {from, callerId, playPrompt} = asRecord(value);
  const requested = withoutUndefined({
    from: asText(from),
    callerId: asText(callerId),
    playPrompt: asBoolean(playPrompt),
  });
  return Object.keys(requested).length > 0 ? Object.freeze(requested) : undefined;
}

function readLeg(value: unknown): Leg | undefined {
  return value === 'caller' || value === 'callee' ? value : undefined;
}

function readActions(value: unknown): readonly CallAction[] | undefined {
  const actions = Array.isArray(value) ? value.filter(isAction) : [];
  return actions.length > 0 ? Object.freeze(actions) : undefined;
}

const isAction = (value: unknown): value is CallAction =>
  typeof value === 'string' && ['hang-up', 'hold', 'mute', 'keypad'].includes(value);

/** 20 characters a–z, 0–9. */
export function createCallKey(random: () => number): string {
  const randomPart = () => Math.floor(random() * 36 ** 5).toString(36).padStart(5, '0');
  // No `Array.from`: old libraries on the page replace it with versions of their own.
  return [0, 0, 0, 0].map(randomPart).join('');
}

export const isCanceling = ({cancel}: CallRecord): boolean => cancel === 'asked' || cancel === 'sent';

export const canBeCanceled = (callRecord: CallRecord): boolean =>
  callRecord.call.phase !== 'connected' && !isCanceling(callRecord);
