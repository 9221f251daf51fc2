/**
 * Knows the user's own legs: a RingOut rings the user's phone first, and older platforms show that
 * as a call from the callee. No source tells both apart by itself, so numbers, ids and the course
 * of the call decide together.
 */
import type {ActiveCall} from '../../ringcentral/presence.js';
import {partyState, type TelephonySession} from '../../ringcentral/telephony-session.js';
import {isFinal, rankOf} from '../call-phase.js';
import {sessionIdOf} from '../calls/session-id.js';
import {dropOldest} from '../drop-oldest.js';
import type {Call} from '../types.js';
import {isSameNumber} from './same-number.js';
import {isOwnOrigin, type Sighting} from './sighting.js';

/**
 * `own`: the user's own leg. `unclear`: it may be, and more is known once the user's phone is
 * answered. `unlikely`: it is not, unless the notifications are out of order.
 */
type Verdict = 'own' | 'unclear' | 'unlikely' | 'other';

const VERDICTS: readonly Verdict[] = ['own', 'unclear', 'unlikely', 'other'];

/** A call that the user makes, from this page or in another way. */
interface Dial {
  readonly legacyId?: string | undefined;
  /** The other party's. */
  readonly number: string;
  /** The user's own leg may still ring. */
  readonly isRinging: boolean;
  /** The user's own leg belongs to this very session. */
  readonly hasOwnLeg: boolean;
  /** Epoch ms; undefined while it goes on. */
  readonly endedAt?: number | undefined;
}

/** The ids of the two sessions of one call are that near. */
const LEGACY_ID_DISTANCE = 4000;
/** Notifications may come that much later than what they tell of. */
const LATE_MS = 5_000;
/** How long a dial that is over is remembered, for what comes late. */
const DIAL_KEPT_MS = 60_000;
const OWN_SESSIONS_KEPT = 100;

export class OwnLegs {
  /** Dials that the platform tells of, by session. */
  readonly #dials = new Map<string, Dial>();
  /** Sessions that are the user's own leg. */
  readonly #ownSessions = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes note of a session that the platform makes for the user. */
  noteSession({id, origin, legacyId, parties}: TelephonySession): void {
    if (!isOwnOrigin(origin)) return;
    this.#addOwn(id);
    // Not every notification names the role: the other party has no extension.
    const leg = parties.find(({role}) => role === 'Initiator') ??
      (this.#dials.has(id) ? parties.find(({extensionId}) => extensionId) : undefined);
    if (!leg) return;
    const isInbound = leg.direction === 'Inbound';
    const state = partyState(leg);
    this.#note(id, {
      legacyId,
      number: (isInbound ? leg.from : leg.to).phoneNumber ?? '',
      isRinging: state === 'ringing',
      hasOwnLeg: isInbound,
      endedAt: state === 'gone' ? this.#now() : undefined,
    });
  }

  /** `isComplete`: what is not among these calls is over. */
  noteActiveCalls(activeCalls: readonly ActiveCall[], isComplete: boolean): void {
    for (const {sessionId, legacyId, direction, status, termination, to} of activeCalls) {
      if (direction !== 'Outbound') continue;
      const isGone = status === 'NoCall' && termination !== 'intermediate';
      this.#note(sessionId, {
        legacyId, number: to ?? '', hasOwnLeg: false,
        isRinging: status === 'Ringing' || termination === 'intermediate',
        endedAt: isGone ? this.#now() : undefined,
      });
    }
    const listed = new Set(activeCalls.map(({sessionId}) => sessionId));
    for (const [id, dial] of this.#dials) {
      if (isComplete && !listed.has(id)) this.#note(id, {...dial, endedAt: this.#now()});
    }
  }

  /** `calls`: those that the user has made from here, in all tabs. */
  judge(sighting: Sighting, calls: readonly Call[]): Verdict {
    if (this.#isKnown(sighting, calls)) return 'own';
    const verdicts = this.#dialsTo(sighting, calls).map((dial) => compare(sighting, dial));
    const verdict = VERDICTS.find((one) => verdicts.includes(one)) ?? 'other';
    if (verdict === 'own') this.#addOwn(sighting.sessionId);
    return verdict;
  }

  /** Its ids say that it is the user's own leg, whatever it seemed to be before. */
  isSurelyOwn(sighting: Sighting, calls: readonly Call[]): boolean {
    if (this.#isKnown(sighting, calls)) return true;
    return this.#dialsTo(sighting, calls)
      .some((dial) => !dial.hasOwnLeg && distanceOf(sighting, dial) <= LEGACY_ID_DISTANCE);
  }

  #isKnown({sessionId}: Sighting, calls: readonly Call[]): boolean {
    return this.#ownSessions.has(sessionId) ||
      calls.some((call) => sessionIdOf(call) === sessionId);
  }

  #dialsTo({caller}: Sighting, calls: readonly Call[]): Dial[] {
    const number = caller.from ?? caller.extension ?? caller.fromName;
    // No phone of the user rings for a call in the browser.
    const inBrowser = calls.filter(({via}) => via === 'browser');
    const ownDials = calls.filter((call) => !inBrowser.includes(call))
      .map((call) => this.#dialOf(call));
    const toldDials = [...this.#dials]
      .flatMap(([id, dial]) => inBrowser.some((call) => sessionIdOf(call) === id) ? [] : [dial]);
    const isRecent = ({endedAt}: Dial): boolean =>
      endedAt === undefined || this.#now() - endedAt < LATE_MS;
    return [...ownDials, ...toldDials]
      .filter((dial) => isSameNumber(dial.number, number))
      .filter((dial) => isRecent(dial) || dial.legacyId);
  }

  /** With what the platform tells of the very call. */
  #dialOf(call: Call): Dial {
    const {id, to, phase, endedAt} = call;
    const told = this.#dials.get(id ?? '') ?? this.#likelyDialOf(call);
    return {
      number: to,
      legacyId: told?.legacyId,
      isRinging: phase === 'canceling' || rankOf(phase) < rankOf('ringing-callee'),
      hasOwnLeg: told?.hasOwnLeg ?? false,
      endedAt: isFinal(phase) ? endedAt : undefined,
    };
  }

  /**
   * Its session may have another id. Before that can have been told of, a dial to the number may be
   * that of another app.
   */
  #likelyDialOf({to, startedAt}: Call): Dial | undefined {
    if (this.#now() - startedAt < LATE_MS) return undefined;
    const [dial, ...others] = [...this.#dials.values()]
      .filter(({endedAt, number}) => endedAt === undefined && isSameNumber(number, to));
    return others.length > 0 ? undefined : dial;
  }

  #addOwn(sessionId: string): void {
    this.#ownSessions.add(sessionId);
    dropOldest(this.#ownSessions, OWN_SESSIONS_KEPT);
  }

  #note(sessionId: string, dial: Dial): void {
    const {number = '', legacyId, hasOwnLeg = false, endedAt} = this.#dials.get(sessionId) ?? {};
    const isOver = dial.endedAt !== undefined;
    this.#dials.set(sessionId, {
      number: dial.number || number,
      legacyId: dial.legacyId ?? legacyId,
      isRinging: dial.isRinging,
      hasOwnLeg: dial.hasOwnLeg || hasOwnLeg,
      endedAt: isOver ? endedAt ?? dial.endedAt : undefined,
    });
    this.#forgetOldDials();
  }

  #forgetOldDials(): void {
    const now = this.#now();
    for (const [id, {endedAt = now}] of this.#dials) {
      if (now - endedAt > DIAL_KEPT_MS) this.#dials.delete(id);
    }
  }
}

/** NaN where one of the ids is not known. */
const distanceOf = (sighting: Sighting, dial: Dial): number =>
  Math.abs(Number(sighting.legacyId) - Number(dial.legacyId));

function compare(sighting: Sighting, dial: Dial): Verdict {
  const {state} = sighting;
  if (dial.hasOwnLeg) return 'other';
  const distance = distanceOf(sighting, dial);
  if (!Number.isNaN(distance)) return distance <= LEGACY_ID_DISTANCE ? 'own' : 'other';
  // An answered one may be the leg of the dial for as long as that goes on.
  const mayBeOwn = state === 'answered' || dial.isRinging || dial.endedAt !== undefined;
  return mayBeOwn ? 'unclear' : 'unlikely';
}
