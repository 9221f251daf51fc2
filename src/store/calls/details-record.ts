/**
 * The requests to RingCentral's call log for one call, their result, and when the next one is due.
 * Records are kept in storage and travel between tabs: what a name means never changes.
 */
import {asRecord, asText, asTime, asTrue, withoutUndefined} from '../../ringcentral/json.js';
import type {Call, CallDetails} from '../types.js';
import {isFinal} from '../call-phase.js';
import {readCallRecord} from './call-record.js';
import {sessionIdOf} from './session-id.js';

export interface DetailsRecord {
  /** As it ended: the user may have dismissed it since. */
  readonly call: Call;
  /** Epoch ms of each request, in any tab. */
  readonly askedAt: readonly number[];
  /** The last request has no answer yet. */
  readonly isOpen?: true;
  /** Epoch ms at which the last request was sent whose answer could be read. */
  readonly readAt?: number;
  readonly details?: CallDetails;
  /** There is a recording, which the platform has not kept. */
  readonly isRecordingShort?: true;
}

export const MAX_REQUESTS = 3;
/** Nothing is asked or kept for longer after the end of a call; a recording comes within ten. */
export const DETAILS_KEPT_MS = 12 * 60_000;
/** A request that has no answer by then was sent by a tab that is gone. */
const ANSWER_MAX_MS = 20_000;

const FIRST_REQUEST_MS = 5_000;
const SECOND_REQUEST_MS = 30_000;
/** A recording is there after about the length of its call. */
const RECORDING_MIN_MS = 30_000;
const RECORDING_MAX_MS = 10 * 60_000;
/** The platform keeps no recording that is shorter. */
const RECORDED_TALK_MIN_MS = 30_000;
/** Between two requests for one call, where the first one was late. */
const SPACING_MS = 20_000;

/** Nothing was asked for the call. */
export const emptyRecord = (call: Call): DetailsRecord => Object.freeze({call, askedAt: []});

/** 0: nothing is known; 1: the platform's record; 2: its recording as well. Each is told once. */
export function rankOfDetails({details}: Pick<DetailsRecord, 'details'>): 0 | 1 | 2 {
  if (!details) return 0;
  return details.recording ? 2 : 1;
}

/** A request is on its way, in any tab. `now`: epoch ms. */
export function isAwaited({isOpen, askedAt}: DetailsRecord, now: number): boolean {
  return isOpen === true && now - (askedAt.at(-1) ?? 0) < ANSWER_MAX_MS;
}

/** Epoch ms until which an answer may come. */
export const answerUntil = ({askedAt}: DetailsRecord): number =>
  (askedAt.at(-1) ?? 0) + ANSWER_MAX_MS;

/**
 * Epoch ms at which the call log is asked; null = it is not asked again. `endedAt`: of the call, by
 * the clock as it is now.
 */
export function nextRequestAt(record: DetailsRecord, endedAt: number): number | null {
  const {askedAt, details} = record;
  if (askedAt.length >= MAX_REQUESTS) return null;
  const earliestAt = (askedAt.at(-1) ?? -Infinity) + SPACING_MS;
  const recordingAt = endedAt + recordingDelay(record);
  if (details && !isRecordingAwaited(record, recordingAt)) return null;
  const delay = details ? undefined : [FIRST_REQUEST_MS, SECOND_REQUEST_MS][askedAt.length];
  return Math.max(delay === undefined ? recordingAt : endedAt + delay, earliestAt);
}

/** Once the recording would be there, one answer without it is enough. */
function isRecordingAwaited(record: DetailsRecord, recordingAt: number): boolean {
  const {details, readAt = 0, isRecordingShort} = record;
  if (details?.recording || isRecordingShort || readAt >= recordingAt) return false;
  return talkTime(record) >= RECORDED_TALK_MIN_MS;
}

/** ms of the talk, by the platform where it says so. */
function talkTime({call, details}: DetailsRecord): number {
  const {connectedAt, endedAt = 0} = call;
  const seen = connectedAt === undefined ? 0 : endedAt - connectedAt;
  const callee = details?.legs.filter(({leg}) => leg === 'callee') ?? [];
  return Math.max(seen, ...callee.map(({duration}) => duration * 1000));
}

/** ms after the end of the call. */
function recordingDelay({call, details}: DetailsRecord): number {
  const {startedAt, connectedAt = startedAt, endedAt = connectedAt} = call;
  const length = details ? details.duration * 1000 : endedAt - connectedAt;
  return Math.min(Math.max(length, RECORDING_MIN_MS), RECORDING_MAX_MS);
}

/** A copy without times that are yet to come: the clock was set back since. */
export function withoutFuture(record: DetailsRecord, now: number): DetailsRecord {
  const {askedAt, readAt} = record;
  if (askedAt.every((at) => at <= now)) return record;
  return Object.freeze({
    ...record,
    askedAt: Object.freeze(askedAt.map((at) => Math.min(at, now))),
    ...(readAt !== undefined && {readAt: Math.min(readAt, now)}),
  });
}

/** The knowledge of two tabs in one record. */
export function mergeDetails(own: DetailsRecord, other: DetailsRecord): DetailsRecord {
  const [further, behind] = isFurther(other, own) ? [other, own] : [own, other];
  const isBehindRicher = rankOfDetails(behind) > rankOfDetails(further);
  if (!isBehindRicher) return further;
  return Object.freeze(withoutUndefined({...further, details: behind.details}));
}

function isFurther(record: DetailsRecord, compared: DetailsRecord): boolean {
  const difference = record.askedAt.length - compared.askedAt.length;
  if (difference !== 0) return difference > 0;
  if (record.isOpen !== compared.isOpen) return !record.isOpen;
  return rankOfDetails(record) > rankOfDetails(compared);
}

/** A record from storage or from another tab; null = not usable. */
export function readDetailsRecord(value: unknown): DetailsRecord | null {
  const {call, askedAt, isOpen, readAt, details, isRecordingShort} = asRecord(value);
  const readCall = readCallRecord({call})?.call;
  const isPlaced = readCall && sessionIdOf(readCall) && isFinal(readCall.phase);
  const isUsable = isPlaced && Array.isArray(askedAt);
  if (!isUsable) return null;
  const times = askedAt.map(asTime).filter((at) => at !== undefined);
  return Object.freeze(withoutUndefined({
    call: readCall,
    askedAt: Object.freeze(times.slice(0, MAX_REQUESTS)),
    isOpen: asTrue(isOpen),
    readAt: asTime(readAt),
    details: readDetails(details),
    isRecordingShort: asTrue(isRecordingShort),
  }));
}

function readDetails(value: unknown): CallDetails | undefined {
  const {telephonySessionId, startedAt, duration, result, legs, recording} = asRecord(value);
  const sessionId = asText(telephonySessionId);
  const start = asTime(startedAt);
  const outcome = asText(result);
  const isUsable = sessionId && start !== undefined && outcome && isLength(duration);
  if (!isUsable) return undefined;
  return freezeDetails({
    telephonySessionId: sessionId, startedAt: start, duration, result: outcome,
    legs: Array.isArray(legs) ? legs.flatMap((leg) => readLeg(leg) ?? []) : [],
    ...readRecording(recording),
  });
}

function readLeg(value: unknown): CallDetails['legs'][number] | null {
  const {leg, result, duration} = asRecord(value);
  const outcome = asText(result);
  const isUsable = (leg === 'caller' || leg === 'callee') && outcome && isLength(duration);
  return isUsable ? {leg, result: outcome, duration} : null;
}

function readRecording(value: unknown): Pick<CallDetails, 'recording'> {
  const {id, contentUri} = asRecord(value);
  const recordingId = asText(id);
  const address = asText(contentUri);
  return recordingId && address ? {recording: {id: recordingId, contentUri: address}} : {};
}

const isLength = (value: unknown): value is number => asTime(value) !== undefined;

/** Frozen in depth. */
export function freezeDetails(details: CallDetails): CallDetails {
  const {legs, recording} = details;
  return Object.freeze({
    ...details,
    legs: Object.freeze(legs.map((leg) => Object.freeze({...leg}))),
    ...(recording && {recording: Object.freeze({...recording})}),
  });
}
