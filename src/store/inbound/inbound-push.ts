/** Learns by push who calls the user, and asks where something may have been missed. */
import type {ApiResult} from '../../ringcentral/api.js';
import {
  type ActiveCall, MAX_ACTIVE_CALLS, readActiveCalls, readPresence,
} from '../../ringcentral/presence.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession} from '../../ringcentral/telephony-session.js';
import {asRecord} from '../../ringcentral/json.js';
import type {PushSource} from '../push/extension-push.js';
import type {PushLead, PushListener, PushSubject} from '../push/push-lead.js';
import {SessionParties} from '../push/session-parties.js';
import {Retry} from '../retry.js';
import {TabLead} from '../tab-lead.js';
import {InboundRecords, type InboundRecordsOptions} from './inbound-records.js';
import {InboundTracker} from './inbound-tracker.js';
import {OwnLegs} from './own-legs.js';
import {isBetweenStates, sightActiveCall, sightSession} from './sighting.js';

/** No phone rings that long without a word of the platform, once the connection is gone. */
const UNHEARD_MS = 60_000;
/** Far more than a user has at the same time. */
const TOLD_SESSIONS_KEPT = 100;

interface InboundPushOptions extends InboundRecordsOptions {
  readonly source: PushSource;
  readonly lead: PushLead;
  isWatched(): boolean;
}

export class InboundPush implements PushListener {
  /** Null while nobody watches. */
  records: InboundRecords | null = null;
  readonly #options: InboundPushOptions;
  readonly #telephony: Telephony;
  readonly #ownLegs: OwnLegs;
  /** Asks again where no answer came. */
  readonly #retry: Retry;
  /** One of the tabs that watch takes the connection from tabs that only follow their calls. */
  readonly #watchLead: TabLead;
  #tracker: InboundTracker | null = null;
  #parties = new SessionParties();
  #subject: PushSubject | null = null;
  #lastSequence = 0;
  /** When a session was last told of, in epoch ms. */
  #toldAt = new Map<string, number>();
  #mayReadPresence = true;
  #mayReadSessions = true;
  #unheardTimer: unknown;
  #stopListening: (() => void) | undefined;

  constructor(options: InboundPushOptions) {
    const {context: {environment}, source: {api, connection}, keyPrefix, lead} = options;
    this.#options = options;
    this.#telephony = new Telephony(api, connection.accountId);
    this.#ownLegs = new OwnLegs(() => environment.now());
    this.#retry = new Retry(environment);
    this.#watchLead = new TabLead(environment, `${keyPrefix}/inbound-push`, {
      onChange: () => { if (this.#watchLead.isHeld) lead.takeOver(); },
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
    const tracker = this.#tracker = new InboundTracker(context, {
      records, ownLegs: this.#ownLegs, isConnected: () => this.#subject !== null,
    });
    this.#stopListening = context.calls.listen(() => tracker.reconsider());
    records.resume();
    this.#watchLead.compete(false);
    this.handleConnection(this.#subject);
  }

  pause(): void {
    this.#stopListening?.();
    this.#watchLead.withdraw();
    this.#retry.reset();
    this.#stopUnheardTimer();
    this.#tracker?.dispose();
    this.records?.dispose();
    this.records = this.#tracker = null;
    this.#toldAt.clear();
  }

  dispose(): void {
    this.pause();
  }

  handleWake(): void {
    this.#retry.wake();
  }

  handleEvent(subject: PushSubject, body: unknown): void {
    if (subject === 'sessions') return this.#handleSession(body);
    const {sequence = 0} = asRecord(body);
    const isOvertaken = typeof sequence === 'number' && sequence < this.#lastSequence;
    if (isOvertaken) return;
    this.#lastSequence = Number(sequence) || 0;
    this.#handleList(readActiveCalls(body), Infinity);
  }

  handleConnection(subject: PushSubject | null): void {
    const {environment} = this.#options.context;
    this.#subject = subject;
    if (subject) {
      this.#stopUnheardTimer();
      this.#lastSequence = 0;
      // An end of the line may have gone meanwhile, and is told of no more.
      this.#parties = new SessionParties();
      // Those that still ring are listed.
      if (this.#mayReadPresence) this.#tracker?.forgetUndecided();
      void this.#catchUp();
    } else if (this.records) {
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
    if (sighting) this.#tracker?.see(sighting);
    this.#tracker?.reconsider();
  }

  #noteTold(sessionId: string): void {
    this.#toldAt.set(sessionId, this.#options.context.environment.now());
    const [oldestId = ''] = this.#toldAt.keys();
    if (this.#toldAt.size > TOLD_SESSIONS_KEPT) this.#toldAt.delete(oldestId);
  }

  /** `askedAt`: what was told of since then may be newer than the list. */
  #handleList(activeCalls: readonly ActiveCall[] | null, askedAt: number): void {
    const tracker = this.#tracker;
    if (!activeCalls || !tracker) return;
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
  }

  /** Reads what has happened while nobody was told of it. */
  async #catchUp(): Promise<void> {
    const {records} = this;
    if (!records) return;
    const {context: {environment}, source: {api, connection}} = this.#options;
    if (this.#subject === 'sessions' && this.#mayReadSessions) {
      for (const {sessionId} of records.active()) await this.#readSession(sessionId);
    }
    const askedAt = environment.now();
    const result = this.#mayReadPresence ? await readPresence(api, connection) : null;
    const isCurrent = records === this.records && this.#subject !== null;
    if (!result || !isCurrent) return;
    if (result.kind === 'ok') return this.#handleAnswer(readActiveCalls(result.body), askedAt);
    if (result.kind === 'client-error') this.#mayReadPresence = false;
    else this.#askAgain(result);
  }

  #handleAnswer(activeCalls: readonly ActiveCall[] | null, askedAt: number): void {
    this.#handleList(activeCalls, askedAt);
    const isUnsettled = activeCalls?.some(isBetweenStates) === true;
    // Sessions do not tell again of a phone that rings.
    if (isUnsettled && this.#subject === 'sessions') this.#retry.schedule(() => void this.#catchUp());
    else this.#retry.reset();
  }

  async #readSession(sessionId: string): Promise<void> {
    const knownBefore = this.#parties.knownOf(sessionId);
    const result = await this.#telephony.read(sessionId);
    if (result.kind === 'client-error') {
      if (result.status === 404) this.#tracker?.seeGone(sessionId);
      else this.#mayReadSessions = false;
    }
    if (result.kind !== 'ok') return;
    const answer = readTelephonySession(result.body);
    const session = answer && this.#parties.merge(answer, knownBefore);
    const sighting = session && sightSession(session, this.#extensionId);
    if (sighting) this.#tracker?.see(sighting);
  }

  #askAgain(result: Exclude<ApiResult, {kind: 'ok' | 'client-error'}>): void {
    const {environment} = this.#options.context;
    const delay = result.kind === 'rate-limited' ? result.until - environment.now() : undefined;
    this.#retry.schedule(() => void this.#catchUp(), delay);
  }

  /** Nobody can tell any more how the phone stopped ringing. */
  #endUnheard(): void {
    this.#unheardTimer = undefined;
    this.#tracker?.forgetUndecided();
    if (!this.#watchLead.isHeld) return;
    for (const {inbound, sessionId} of this.records?.active() ?? []) {
      if (inbound.phase === 'ringing') this.#tracker?.seeGone(sessionId);
    }
  }

  #stopUnheardTimer(): void {
    this.#options.context.environment.clearTimeout(this.#unheardTimer);
    this.#unheardTimer = undefined;
  }

  get #extensionId(): string | undefined {
    const {context: {session}, source: {connection}} = this.#options;
    return connection.extensionId === '~' ? session.get().user?.id : connection.extensionId;
  }
}
