/** Learns by push who calls the user, and asks where something may have been missed. */
import {asRecord} from '../../ringcentral/json.js';
import {type ActiveCall, MAX_ACTIVE_CALLS, readActiveCalls} from '../../ringcentral/presence.js';
import {readTelephonySession, type TelephonySession} from '../../ringcentral/telephony-session.js';
import {dropOldest} from '../drop-oldest.js';
import type {PushLead, PushListener, PushSubject} from '../push/push-lead.js';
import {SessionParties} from '../push/session-parties.js';
import type {ApiAccess} from '../session/api-connection.js';
import {TabLead} from '../tab-lead.js';
import {InboundQuestions} from './inbound-questions.js';
import {InboundRecords, type InboundRecordsOptions} from './inbound-records.js';
import {InboundTracker} from './inbound-tracker.js';
import {OwnLegs} from './own-legs.js';
import {isBetweenStates, sightActiveCall, sightSession} from './sighting.js';

/** A page that has just been opened has a connection by then, unless it waits for a ticket. */
const START_WAIT_MS = 1_000;
/** A connection that was lost is back by then, as a rule. */
const RECONNECT_WAIT_MS = 4_000;
/** No phone rings that long without a word of the platform, once the connection is gone. */
const UNHEARD_MS = 60_000;
/** Far more than a user has at the same time. */
const TOLD_SESSIONS_KEPT = 100;

interface InboundPushOptions extends InboundRecordsOptions {
  readonly access: ApiAccess;
  readonly lead: PushLead;
  isWatched(): boolean;
}

export class InboundPush implements PushListener {
  /** Null while nobody watches. */
  records: InboundRecords | null = null;
  /** As `records`. */
  tracker: InboundTracker | null = null;
  readonly #options: InboundPushOptions;
  readonly #ownLegs: OwnLegs;
  readonly #questions: InboundQuestions;
  /** One of the tabs that watch takes the connection from tabs that only follow their calls. */
  readonly #watchLead: TabLead;
  #parties = new SessionParties();
  #subject: PushSubject | null = null;
  #lastSequence = 0;
  /** When a session was last told of, in epoch ms. */
  #toldAt = new Map<string, number>();
  /** It is known what the user's phone does now. */
  #isInformed = false;
  #unheardTimer: unknown;
  #stopListening: (() => void) | undefined;

  constructor(options: InboundPushOptions) {
    const {context: {environment}, access, keyPrefix, lead} = options;
    this.#options = options;
    this.#ownLegs = new OwnLegs(() => environment.now());
    this.#questions = new InboundQuestions({
      environment,
      access,
      sessionsToRead: () => this.#sessionsToRead(),
      expectSession: (sessionId) => this.#expectSession(sessionId),
      onSessionGone: (sessionId) => this.tracker?.seeGone(sessionId),
      onActiveCalls: (activeCalls, askedAt) => this.#handleList(activeCalls, askedAt),
      onUnconnectedAnswer: (isInformed) => { this.#isInformed = isInformed; },
    });
    this.#watchLead = new TabLead(environment, `${keyPrefix}/inbound-push`, {
      onChange: () => {
        if (!this.#watchLead.isHeld) return;
        lead.takeOver();
        if (!this.#subject) this.#questions.askUnconnected(START_WAIT_MS);
      },
      isWanted: () => this.isNeeded(),
    });
  }

  isNeeded(): boolean {
    return this.#options.isWatched();
  }

  resume(): void {
    if (this.records) return;
    const {context} = this.#options;
    const records = this.records = new InboundRecords(this.#options);
    const tracker = this.tracker = new InboundTracker(context, {
      records, ownLegs: this.#ownLegs, isInformed: () => this.#isInformed,
    });
    this.#stopListening = context.calls.listen(() => tracker.reconsider());
    records.resume();
    this.#watchLead.compete(false);
    this.handleConnection(this.#subject);
  }

  pause(): void {
    this.#stopListening?.();
    this.#watchLead.withdraw();
    this.#questions.stop();
    this.#stopUnheardTimer();
    this.tracker?.dispose();
    this.records?.dispose();
    this.records = this.tracker = null;
    this.#toldAt.clear();
  }

  dispose(): void {
    this.pause();
  }

  handleWake(): void {
    this.#questions.handleWake();
  }

  handleEvent(subject: PushSubject, body: unknown): void {
    if (subject === 'sessions') return this.#handleSession(body);
    const {sequence = 0} = asRecord(body);
    const isOvertaken = typeof sequence === 'number' && sequence < this.#lastSequence;
    if (isOvertaken) return;
    this.#lastSequence = Number(sequence) || 0;
    const activeCalls = readActiveCalls(body);
    if (activeCalls) this.#handleList(activeCalls, Infinity);
  }

  handleConnection(subject: PushSubject | null): void {
    const {environment} = this.#options.context;
    const hasLost = !subject && this.#subject !== null;
    this.#subject = subject;
    this.#isInformed = subject !== null;
    if (hasLost) this.#questions.stop();
    if (hasLost && this.#watchLead.isHeld) this.#questions.askUnconnected(RECONNECT_WAIT_MS);
    if (!this.records) return;
    if (subject) {
      this.#stopUnheardTimer();
      this.#lastSequence = 0;
      // An end of the line may have gone meanwhile, and is told of no more.
      this.#parties = new SessionParties();
      // Those that still ring are listed.
      if (this.#questions.mayReadPresence) this.tracker?.forgetUndecided();
      void this.#questions.catchUp();
    } else {
      this.#unheardTimer ??= environment.setTimeout(() => this.#endUnheard(), UNHEARD_MS);
    }
  }

  #handleSession(body: unknown): void {
    const told = readTelephonySession(body);
    const session = told && this.#parties.merge(told);
    if (!session) return;
    this.#noteTold(session.id);
    this.#ownLegs.noteSession(session);
    const sighting = sightSession(session, this.#extensionId);
    if (sighting) this.tracker?.see(sighting);
    this.tracker?.reconsider();
  }

  #noteTold(sessionId: string): void {
    this.#toldAt.set(sessionId, this.#options.context.environment.now());
    dropOldest(this.#toldAt, TOLD_SESSIONS_KEPT);
  }

  /**
   * `askedAt`: what was told of since then may be newer than the list. Returns whether the list is
   * between two states, of which sessions do not tell again.
   */
  #handleList(activeCalls: readonly ActiveCall[], askedAt: number): boolean {
    const tracker = this.tracker;
    if (!tracker) return false;
    const isComplete = activeCalls.length < MAX_ACTIVE_CALLS;
    this.#ownLegs.noteActiveCalls(activeCalls, isComplete);
    for (const activeCall of activeCalls) {
      const sighting = sightActiveCall(activeCall);
      if (sighting) tracker.see(sighting);
    }
    const listedIds = new Set(activeCalls.map(({sessionId}) => sessionId));
    for (const sessionId of tracker.activeSessionIds()) {
      const isOlder = (this.#toldAt.get(sessionId) ?? 0) < askedAt;
      if (isComplete && isOlder && !listedIds.has(sessionId)) tracker.seeGone(sessionId);
    }
    tracker.reconsider();
    return this.#subject === 'sessions' && activeCalls.some(isBetweenStates);
  }

  #sessionsToRead(): readonly string[] {
    if (this.#subject !== 'sessions') return [];
    return this.records?.active().map(({sessionId}) => sessionId) ?? [];
  }

  #expectSession(sessionId: string): (session: TelephonySession) => void {
    const knownBefore = this.#parties.knownOf(sessionId);
    return (answer) => {
      const session = this.#parties.merge(answer, knownBefore);
      const sighting = session && sightSession(session, this.#extensionId);
      if (sighting) this.tracker?.see(sighting);
    };
  }

  /** Nobody can tell any more how the phone stopped ringing. */
  #endUnheard(): void {
    this.#unheardTimer = undefined;
    this.tracker?.forgetUndecided();
    if (!this.#watchLead.isHeld) return;
    for (const {inbound, sessionId} of this.records?.active() ?? []) {
      if (inbound.phase === 'ringing') this.tracker?.seeGone(sessionId);
    }
  }

  #stopUnheardTimer(): void {
    this.#options.context.environment.clearTimeout(this.#unheardTimer);
    this.#unheardTimer = undefined;
  }

  get #extensionId(): string | undefined {
    const {context: {session}, access: {connection}} = this.#options;
    return connection.extensionId === '~' ? session.get().user?.id : connection.extensionId;
  }
}
