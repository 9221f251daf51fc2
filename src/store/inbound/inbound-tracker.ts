/**
 * The course of each call to the user, from what the platform says of it. What may be the user's
 * own leg of a RingOut waits until that is known; what seems to be over for a moment waits, too.
 */
import {isOver, advanceRecord, createRecord, type InboundRecord} from './inbound-record.js';
import type {StoreContext} from '../context.js';
import type {InboundRecords} from './inbound-records.js';
import type {OwnLegs} from './own-legs.js';
import type {Sighting} from './sighting.js';

/** In a moment the platform may tell that the call is the user's own leg. */
const SETTLE_MS = 300;
/** A call that seems to be over may go on, and the user's own leg may be told of late. */
const DOUBT_MS = 3_000;
/** How often an unclear call is looked at again. */
const RECONSIDER_MS = 1_000;

interface Undecided {
  readonly sighting: Sighting;
  /** Epoch ms. */
  readonly seenAt: number;
  /** Since when it is not likely to be the user's own leg; null = it may be, or it is not. */
  readonly unlikelySince: number | null;
  /** It was told of ringing. */
  readonly hasRung: boolean;
}

interface InboundTrackerOptions {
  readonly records: InboundRecords;
  readonly ownLegs: OwnLegs;
  /** This tab knows what the user's phone does now. */
  isInformed(): boolean;
}

export class InboundTracker {
  readonly #context: StoreContext;
  readonly #records: InboundRecords;
  readonly #ownLegs: OwnLegs;
  readonly #isInformed: () => boolean;
  /** Calls that are not shown yet, by session. */
  readonly #undecided = new Map<string, Undecided>();
  /** Timers of calls that seem to be over, by session. */
  readonly #doubts = new Map<string, unknown>();
  /** How calls that are shown and not over were seen last, by session. */
  readonly #shown = new Map<string, Sighting>();
  #timer: unknown;

  constructor(context: StoreContext, {records, ownLegs, isInformed}: InboundTrackerOptions) {
    this.#context = context;
    this.#records = records;
    this.#ownLegs = ownLegs;
    this.#isInformed = isInformed;
  }

  see(sighting: Sighting): void {
    const {latest} = this.#records.ofSession(sighting.sessionId);
    if (latest && isRungAnew(latest, sighting)) this.#endAnswered(latest);
    else if (latest && !isOver(latest.inbound)) return this.#follow(latest, sighting);
    if (!latest || ringsAgain(latest, sighting)) this.#consider(sighting);
  }

  /** A line of this tab has sound: the platform has taken its answer. */
  seeSound(sessionId: string): void {
    if (!this.#records.ofSession(sessionId).latest) return;
    this.see({...seen(sessionId, 'answered'), isCarried: true});
  }

  /** `isOver`: it was hung up here, or its tab is gone. Else another phone may go on with it. */
  seeSilence(sessionId: string, isOver: boolean): void {
    if (!this.carriedSessionIds().includes(sessionId)) return;
    if (isOver) return this.see(seen(sessionId, 'ended'));
    this.see({...seen(sessionId, 'answered'), isCarried: false});
    this.see({...seen(sessionId, 'ended'), isTentative: true});
  }

  /** Sessions that a tab of this browser has answered, and not ended. */
  carriedSessionIds(): string[] {
    return this.#records.active()
      .filter(({isCarried}) => isCarried).map(({sessionId}) => sessionId);
  }

  /** Sessions that are not over, as far as is known, whether they are shown or not. */
  activeSessionIds(): string[] {
    return [...this.#records.active().map(({sessionId}) => sessionId), ...this.#undecided.keys()];
  }

  /** Calls that are not shown yet, and may be over by now. */
  forgetUndecided(): void {
    this.#undecided.clear();
  }

  /** The platform lists the user's calls, and this one is not among them. */
  seeGone(sessionId: string): void {
    this.#undecided.delete(sessionId);
    const {latest} = this.#records.ofSession(sessionId);
    if (latest && !isOver(latest.inbound)) this.#doubt(sessionId, 'ended');
  }

  /** Something has become known that may decide about calls that are not shown yet. */
  reconsider(): void {
    const {environment} = this.#context;
    environment.clearTimeout(this.#timer);
    this.#takeBackOwn();
    let nextMs = Infinity;
    for (const [sessionId, undecided] of this.#undecided) {
      const leftMs = this.#decide(sessionId, undecided);
      if (leftMs <= 0) this.#undecided.delete(sessionId);
      else nextMs = Math.min(nextMs, leftMs);
    }
    if (nextMs === Infinity) return;
    this.#timer = environment.setTimeout(() => this.reconsider(), nextMs);
  }

  dispose(): void {
    const {environment} = this.#context;
    environment.clearTimeout(this.#timer);
    for (const timer of this.#doubts.values()) environment.clearTimeout(timer);
    this.#doubts.clear();
    this.#undecided.clear();
    this.#shown.clear();
  }

  /** The other session of the user's own leg may be told of late. */
  #takeBackOwn(): void {
    const {calls, environment} = this.#context;
    for (const [sessionId, sighting] of this.#shown) {
      const {latest} = this.#records.ofSession(sessionId);
      const isLive = latest && !isOver(latest.inbound);
      const isOwn = isLive && this.#ownLegs.isSurelyOwn(sighting, calls.get());
      if (!isLive || isOwn) this.#shown.delete(sessionId);
      if (!isOwn) continue;
      this.#endDoubt(sessionId);
      this.#records.dismiss(latest.inbound.key);
      this.#records.report(advanceRecord(latest, seen(sessionId, 'ended'), environment.now()));
    }
  }

  /** A colleague has put somebody else through, whose call rings now. */
  #endAnswered(record: InboundRecord): void {
    const {sessionId} = record;
    this.#endDoubt(sessionId);
    this.#report(record, seen(sessionId, 'ended'));
  }

  #follow(record: InboundRecord, sighting: Sighting): void {
    const {sessionId, state, isTentative} = sighting;
    this.#shown.set(sessionId, sighting);
    this.#takeBackOwn();
    if (!this.#shown.has(sessionId)) return;
    if (isTentative) return this.#doubt(sessionId, state);
    this.#endDoubt(sessionId);
    this.#report(record, sighting);
  }

  #report(record: InboundRecord, sighting: Sighting): void {
    const next = advanceRecord(record, sighting, this.#context.environment.now());
    if (next !== record) this.#records.report(next);
  }

  /** The first doubt decides when the call is over. */
  #doubt(sessionId: string, state: Sighting['state']): void {
    if (this.#doubts.has(sessionId)) return;
    const end = () => {
      this.#doubts.delete(sessionId);
      const {latest} = this.#records.ofSession(sessionId);
      if (latest) this.#report(latest, seen(sessionId, state));
    };
    this.#doubts.set(sessionId, this.#context.environment.setTimeout(end, DOUBT_MS));
  }

  #endDoubt(sessionId: string): void {
    this.#context.environment.clearTimeout(this.#doubts.get(sessionId));
    this.#doubts.delete(sessionId);
  }

  #consider(sighting: Sighting): void {
    const {sessionId, state} = sighting;
    const before = this.#undecided.get(sessionId);
    const isLive = state === 'ringing' || state === 'answered';
    if (!isLive) return void this.#undecided.delete(sessionId);
    this.#undecided.set(sessionId, {
      sighting,
      seenAt: before?.seenAt ?? this.#context.environment.now(),
      unlikelySince: before?.unlikelySince ?? null,
      hasRung: before?.hasRung || state === 'ringing',
    });
    this.reconsider();
  }

  /** In how many ms the call is to be looked at again; 0 = it is decided. */
  #decide(sessionId: string, undecided: Undecided): number {
    const {sighting, seenAt, hasRung} = undecided;
    const {environment, calls} = this.#context;
    const now = environment.now();
    const verdict = this.#ownLegs.judge(sighting, calls.get());
    if (verdict === 'own') return 0;
    // The notification that it is the user's own leg may not get here.
    if (!this.#isInformed()) return RECONSIDER_MS;
    const unlikelySince = verdict === 'unlikely' ? undecided.unlikelySince ?? now : null;
    this.#undecided.set(sessionId, {...undecided, unlikelySince});
    if (verdict !== 'other' && unlikelySince === null) return RECONSIDER_MS;
    const leftMs = unlikelySince === null
      ? SETTLE_MS - Math.abs(now - seenAt)
      : DOUBT_MS - Math.abs(now - unlikelySince);
    if (leftMs <= 0) this.#show(sighting, hasRung);
    return leftMs;
  }

  #show(sighting: Sighting, hasRung: boolean): void {
    const {latest, count} = this.#records.ofSession(sighting.sessionId);
    // Another tab may have shown it meanwhile.
    if (latest && !isOver(latest.inbound)) return this.#report(latest, sighting);
    if (latest && !ringsAgain(latest, sighting)) return;
    const now = this.#context.environment.now();
    const first: Sighting = hasRung ? {...sighting, state: 'ringing'} : sighting;
    const record = createRecord(first, count, now);
    this.#shown.set(sighting.sessionId, sighting);
    this.#records.report(record);
    this.#report(record, sighting);
  }
}

const seen = (sessionId: string, state: Sighting['state']): Sighting =>
  ({sessionId, state, isTentative: false, caller: {}});

/** The user's phone rings again in a session that the user has answered before. */
const isRungAnew = (record: InboundRecord, sighting: Sighting): boolean =>
  record.inbound.phase === 'answered' && ringsAgain(record, sighting);

/** A queue may ring the same phone again in one session, at another end of the line. */
function ringsAgain({partyIds}: InboundRecord, {state, partyId}: Sighting): boolean {
  return state === 'ringing' && partyId !== undefined && !partyIds.includes(partyId);
}
