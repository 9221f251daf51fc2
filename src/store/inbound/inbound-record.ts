/**
 * One record for each call to the user: the public `Inbound`, and what pages do not see. Records
 * are kept in storage and travel between tabs: what a name means never changes.
 */
import {isPathId} from '../../ringcentral/api-path.js';
import {
  asE164, asRecord, asText, asTime, asTrue, type JsonRecord, withoutUndefined,
} from '../../ringcentral/json.js';
import type {Inbound, InboundPhase} from '../types.js';
import type {Sighting} from './sighting.js';

export interface InboundRecord {
  readonly inbound: Inbound;
  /** The id of the telephony session. */
  readonly sessionId: string;
  /** The user's ends of the line, as far as they are known. */
  readonly partyIds: readonly string[];
  /** A tab of this browser has answered it, and has told of no end. */
  readonly isCarried?: boolean;
  /** Grows with each change, so that the newer of two copies is known. */
  readonly revision: number;
}

const RANKS: Readonly<Record<InboundPhase, number>> = {
  ringing: 0, answered: 1, ended: 2, missed: 2,
};

export const isOver = ({phase}: Inbound): boolean => RANKS[phase] === 2;

/** `round`: how often the session has rung before. */
export function createRecord(sighting: Sighting, round: number, now: number): InboundRecord {
  const {sessionId, partyId, state, caller, startedAt = now} = sighting;
  const isAnswered = state === 'answered';
  const inbound: Inbound = Object.freeze({
    // The same in all tabs, although two of them may learn of the call at once.
    key: round > 0 ? `${sessionId}~${round + 1}` : sessionId,
    ...caller,
    phase: isAnswered ? 'answered' : 'ringing',
    // The platform's clock, of the first ring.
    startedAt: round > 0 ? now : Math.min(startedAt, now),
    ...isAnswered && {answeredAt: now},
  });
  return Object.freeze({inbound, sessionId, partyIds: partyId ? [partyId] : [], revision: 1});
}

/** The record after a sighting; the same one where it says nothing new. */
export function advanceRecord(
  record: InboundRecord, sighting: Sighting, now: number,
): InboundRecord {
  const {inbound, partyIds} = record;
  const isCarried = sighting.isCarried ?? record.isCarried;
  if (isOver(inbound)) return record;
  const next: Inbound = Object.freeze(withoutUndefined({
    ...withCaller(inbound, sighting),
    ...withState(inbound, sighting, now),
  }));
  const {partyId} = sighting;
  const isKnownEnd = !partyId || partyIds.includes(partyId);
  const isUnchanged = JSON.stringify(next) === JSON.stringify(inbound) &&
    isKnownEnd && isCarried === record.isCarried;
  if (isUnchanged) return record;
  return Object.freeze({
    ...record, ...isCarried !== undefined && {isCarried},
    inbound: next, revision: record.revision + 1,
    partyIds: isKnownEnd ? partyIds : [...partyIds, partyId],
  });
}

/** After a transfer somebody else is at the other end. */
function withCaller(inbound: Inbound, {state, caller}: Sighting): Inbound {
  const {from, fromName, extension, to, queue} = caller;
  const isLive = state === 'ringing' || state === 'answered';
  if (!isLive) return inbound;
  const isNamed = Boolean(from ?? fromName ?? extension);
  return {
    ...inbound,
    ...isNamed && {from, fromName, extension},
    ...to && {to},
    ...queue && {queue},
  };
}

function withState(
  {phase, startedAt, answeredAt}: Inbound, {state}: Sighting, now: number,
): Partial<Inbound> {
  const isAnswered = phase === 'answered';
  const at = Math.max(now, answeredAt ?? startedAt);
  if (state === 'ringing') return {};
  if (state === 'answered') return isAnswered ? {} : {phase: 'answered', answeredAt: at};
  if (state === 'missed' && !isAnswered) return {phase: 'missed', endedAt: at};
  const isMarked = !isAnswered && (state === 'elsewhere' || state === 'declined');
  return {phase: 'ended', endedAt: at, ...isMarked && {[state]: true}};
}

/** The copy that is further. */
export function furtherRecord(own: InboundRecord, other: InboundRecord): InboundRecord {
  const difference = RANKS[other.inbound.phase] - RANKS[own.inbound.phase];
  if (difference !== 0) return difference > 0 ? other : own;
  return !isOver(own.inbound) && other.revision > own.revision ? other : own;
}

const isPhase = (value: unknown): value is InboundPhase =>
  typeof value === 'string' && Object.hasOwn(RANKS, value);

/** A record from storage or from another tab; null = not usable. */
export function readInboundRecord(value: unknown): InboundRecord | null {
  const {sessionId, partyIds, revision, isCarried, ...record} = asRecord(value);
  const inbound = readInbound(asRecord(record.inbound));
  if (!inbound || !isPathId(sessionId)) return null;
  return Object.freeze({
    inbound, sessionId,
    partyIds: Array.isArray(partyIds) ? partyIds.filter(isPathId) : [],
    revision: Number.isSafeInteger(revision) ? revision as number : 0,
    ...isCarried === true && {isCarried},
  });
}

function readInbound(inbound: JsonRecord): Inbound | null {
  const {phase} = inbound;
  const key = asText(inbound.key);
  const startedAt = asTime(inbound.startedAt);
  if (!key || startedAt === undefined || !isPhase(phase)) return null;
  const endedAt = RANKS[phase] === 2 ? asTime(inbound.endedAt) ?? startedAt : undefined;
  return Object.freeze(withoutUndefined({
    key,
    from: asE164(inbound.from),
    fromName: asText(inbound.fromName),
    extension: asText(inbound.extension),
    to: asE164(inbound.to),
    queue: typeof inbound.queue === 'string' ? inbound.queue : undefined,
    phase,
    elsewhere: asTrue(inbound.elsewhere),
    declined: asTrue(inbound.declined),
    startedAt,
    answeredAt: asTime(inbound.answeredAt),
    endedAt,
  }));
}
