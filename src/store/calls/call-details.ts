/**
 * Reads RingCentral's records of the calls that are over: in one tab for all, at most three times a
 * call, and never in the way of a call that is placed or canceled.
 */
import {Backoff} from '../backoff.js';
import {isFinal} from '../call-phase.js';
import type {ExtensionContext} from '../extension-context.js';
import type {ApiAccess} from '../session/api-connection.js';
import type {StoredRefusal} from '../stored-refusal.js';
import {TabLead} from '../tab-lead.js';
import type {Call, CallDetails} from '../types.js';
import type {CallWork} from './call-work.js';
import {DetailsPlan} from './details-plan.js';
import {answerUntil, DETAILS_KEPT_MS, isAwaited, MAX_REQUESTS} from './details-record.js';
import {DetailsRecords} from './details-records.js';
import {requestDetails, withAnswer} from './details-request.js';
import {DetailsWaiters} from './details-waiters.js';
import {sessionIdOf} from './session-id.js';
import {budgetFreeAt} from './heavy-budget.js';
import {adoptStored} from './other-tabs-calls.js';

/** Key of the wait after a request that could not be sent. */
const UNSENT = 'unsent';

export interface CallDetailsOptions extends ExtensionContext {
  readonly refusal: StoredRefusal;
}

export class CallDetailsTracker {
  readonly #work: CallWork;
  readonly #options: CallDetailsOptions;
  readonly #records: DetailsRecords;
  readonly #waiters = new DetailsWaiters();
  readonly #plan: DetailsPlan;
  readonly #lead: TabLead;
  readonly #backoff: Backoff;
  #access: ApiAccess | null = null;
  #timer: unknown;
  #isAsking = false;
  #isDisposed = false;

  constructor(work: CallWork, options: CallDetailsOptions) {
    const {context: {environment}, keyPrefix} = options;
    this.#work = work;
    this.#options = options;
    this.#records = new DetailsRecords(options);
    this.#plan = new DetailsPlan({
      work, records: this.#records, waiters: this.#waiters,
      wantsAll: () => this.#access?.connection.wantsCallDetails() === true,
    });
    this.#backoff = new Backoff(environment);
    this.#lead = new TabLead(environment, `${keyPrefix}/details`, {
      onChange: () => this.#schedule(),
      isWanted: () => this.#isNeeded,
    });
    this.#records.resume();
  }

  /** Null = no user is signed in for now. */
  connect(access: ApiAccess | null): void {
    this.#access = access;
    this.#backoff.clear();
    this.update();
  }

  /** See `CallDetailsReader`. */
  details(callKey: string): Promise<CallDetails | null> {
    const record = this.#records.get(callKey);
    const until = this.#now + DETAILS_KEPT_MS;
    const waiting = this.#waiters.add(callKey, until, record?.askedAt.length ?? 0);
    this.update();
    return waiting;
  }

  /** Call it when a call, the session, the page's options or a limit changed. */
  update(): void {
    if (this.#isDisposed) return;
    this.#waiters.settle((callKey) => this.#outcomeFor(callKey), this.#now);
    this.#lead.update();
    this.#schedule();
  }

  /** Takes over what another tab has asked and learned. */
  adopt(record: unknown): void {
    this.#records.adopt(record);
    this.update();
  }

  /** Another tab was refused. `refusedAt`: epoch ms. */
  adoptRefusal(refusedAt: unknown): void {
    // The tabs may have a storage of their own each.
    if (typeof refusedAt === 'number') this.#options.refusal.note(refusedAt);
    this.update();
  }

  /** The user returned to the tab, or the network is back. */
  handleWake(): void {
    this.#backoff.clear();
    this.#records.refresh();
    this.update();
    this.#lead.handleWake();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#lead.withdraw();
    this.#work.context.environment.clearTimeout(this.#timer);
    this.#records.dispose();
    this.#waiters.dispose();
  }

  get #now(): number {
    return this.#work.context.environment.now();
  }

  /** The app or the user may not read the call log. */
  get #isDenied(): boolean {
    return this.#access?.connection.mayReadCallLog === false || this.#options.refusal.isRefused;
  }

  get #maySend(): boolean {
    return !this.#isDisposed && this.#access !== null && !this.#isDenied;
  }

  get #isNeeded(): boolean {
    return this.#maySend && this.#plan.next !== null;
  }

  /** Undefined while it may still come. */
  #outcomeFor(callKey: string): CallDetails | null | undefined {
    const call = this.#plan.callOf(callKey);
    if (!call) return null;
    const record = this.#plan.recordOf(call);
    if (record.details) return record.details;
    if (this.#isDenied) return null;
    if (!isFinal(call.phase)) return undefined;
    if (!sessionIdOf(call)) return null;
    const isOnTheWay = isAwaited(record, this.#now) || this.#plan.dueAt(call) !== null;
    return isOnTheWay ? undefined : null;
  }

  #schedule(): void {
    const {environment} = this.#work.context;
    environment.clearTimeout(this.#timer);
    if (this.#isDisposed) return;
    const lookAt = Math.min(
      this.#requestAt,
      this.#waiters.lookAt((callKey) => this.#answerUntil(callKey)),
    );
    if (lookAt === Infinity) return;
    const delay = Math.min(Math.max(lookAt - this.#now, 0), DETAILS_KEPT_MS);
    this.#timer = environment.setTimeout(() => void this.#askIfDue(), delay);
  }

  /** Epoch ms of the next request; infinite = none from this tab, or none before something else. */
  get #requestAt(): number {
    const next = this.#lead.isHeld && this.#maySend ? this.#plan.next : null;
    return next ? Math.max(next.dueAt, this.#sendableAt) : Infinity;
  }

  get #sendableAt(): number {
    const {callRecords, limits, context: {environment}} = this.#work;
    if (this.#isAsking || !environment.online()) return Infinity;
    const askedAt = this.#records.all().flatMap((record) => record.askedAt);
    const freeAt = budgetFreeAt(callRecords.all(), askedAt, this.#now);
    return Math.max(freeAt, limits.until('heavy'), this.#backoff.readyAt(UNSENT, 0));
  }

  #answerUntil(callKey: string): number {
    const record = this.#records.get(callKey);
    return record && isAwaited(record, this.#now) ? answerUntil(record) : Infinity;
  }

  async #askIfDue(): Promise<void> {
    // The calls and requests of other tabs count as soon as they are stored.
    adoptStored(this.#work);
    this.#records.refresh();
    const call = this.#requestAt <= this.#now ? this.#plan.next?.call : undefined;
    if (call && this.#access) await this.#ask(call, this.#access);
    this.update();
  }

  async #ask(call: Call, access: ApiAccess): Promise<void> {
    const record = this.#plan.recordOf(call);
    const sentAt = this.#now;
    const isLast = record.askedAt.length === MAX_REQUESTS - 1 && !record.details;
    const others = isLast ? this.#work.callRecords.all().map((one) => one.call) : null;
    this.#isAsking = true;
    this.#records.save({...record, askedAt: [...record.askedAt, sentAt], isOpen: true});
    const answer = await requestDetails(access, call, others);
    this.#isAsking = false;
    if (this.#isDisposed) return;
    if (answer.kind === 'unsent') this.#backoff.backOff(UNSENT);
    await this.#records.learn(call.key, (asked) => withAnswer(asked, answer, sentAt));
    if (answer.kind === 'session-over') access.onSessionOver();
    if (answer.kind === 'denied' && !this.#isDisposed) this.#refuse();
  }

  /** For this user, in all tabs. It says nothing of calls, so users are not bothered with it. */
  #refuse(): void {
    const refusedAt = this.#now;
    this.#options.refusal.note(refusedAt);
    this.#options.post({'details-refused': refusedAt});
  }
}
