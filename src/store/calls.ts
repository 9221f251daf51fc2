/**
 * The calls of one extension, from the click to their one final phase, over all tabs and reloads: what is asked of the
 * platform, when, and what its answers mean. What is known lies in the ledger.
 */
import {type ApiResult} from '../ringcentral/api.js';
import {failureOf} from '../ringcentral/errors.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {type RingOutStatus, readRingOutId, readRingOutStatus, type RingOut, type RingOutRequest} from '../ringcentral/ring-out.js';
import {type CallPatch, type CancelProgress, withChanges, type CallRecord, mergeRecords, readCallRecord} from './call-record.js';
import {callError} from './call-error.js';
import {isFinal, nextPhase, type StatusAnswer} from './call-phase.js';
import {type StoreContext, freeze} from './context.js';
import {placingLockName} from './keys.js';
import {CallRecords, type CallRecordsOptions} from './call-records.js';
import {Backoff} from './backoff.js';
import {createPoller, type DueStatus, type Poller, statusInterval} from './polling.js';
import type {Call, Failure, Why} from './types.js';

/** ms after which a call whose end nobody learned is given up. */
const LONGEST = 24 * 60 * 60_000;
/** ms the platform may say that it cannot tell, before the call is given up. */
const DOUBT = 60_000;
/** ms during which a click in another tab counts as the same gesture. */
const ONE_GESTURE = 1_000;
/** ms beyond the POST's own time after which a call without an id belongs to a tab that is gone. */
const ORPHANED = 5_000;
/** ms that the tab in which "cancel" was clicked has for itself. */
const CANCEL_ELSEWHERE = 3_000;

export interface PlaceRequest extends RingOutRequest {
  readonly extension?: string | undefined;
  readonly name?: string | undefined;
}

export interface CallsOptions extends Omit<CallRecordsOptions, 'onChange'> {
  readonly limits: RateLimits;
  postStatusAsked(at: number): void;
  /** The platform answered that the session is over. */
  onSessionExpired(): void;
}

export class Calls {
  readonly #core: StoreContext;
  readonly #options: CallsOptions;
  readonly #poller: Poller;
  readonly #ledger: CallRecords;
  /** Calls that this document itself is placing, as last seen: signing out meanwhile erases the rest. */
  readonly #placing = new Map<string, Call>();
  /** Local to this tab: when a call is read, or given up, and cancelled next. */
  readonly #reading: Backoff;
  readonly #canceling: Backoff;
  #ringOut: RingOut | null = null;
  #asked = 0;
  #disposed = false;

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#core = options.core;
    this.#ledger = new CallRecords({...options, onChange: (call) => this.#changed(call)});
    this.#reading = new Backoff(this.#core.environment);
    this.#canceling = new Backoff(this.#core.environment);
    this.#poller = createPoller({
      environment: this.#core.environment,
      lockName: `${options.prefix}/poll`,
      due: () => this.#due()?.due ?? null,
      lastAsked: () => Math.max(this.#asked, Number(options.storage.get(this.#askedKey)) || 0),
      ask: () => this.#ask(),
    });
  }

  // ------------------------------------------------------------------ what others see

  /** The requests go this way from now on; null = nobody is signed in, calls go on unread. */
  connect(ringOut: RingOut | null): void {
    this.#ringOut = ringOut;
    if (ringOut) {
      this.#reading.clear();
      this.#canceling.clear();
    } else for (const entry of this.#ledger.active()) this.#ledger.update(withChanges(entry, {stale: true}));
    this.update();
  }

  /** Takes up what other pages left in storage. */
  resume(): void {
    this.#ledger.resume();
    void this.#concludeOrphans();
    this.update();
  }

  /** Places a call that has passed every check. Resolves when the platform has answered, or did not. */
  async place(request: PlaceRequest, timeout: number): Promise<Call> {
    const {environment} = this.#core;
    const key = newKey(environment.random);
    const {to, from, callerId, extension, name} = request;
    const call: Call = freeze({
      id: null, key, to,
      ...(extension && {extension}), ...(from && {from}), ...(callerId && {callerId}), ...(name && {name}),
      phase: 'placing', stale: false, startedAt: environment.now(),
    });
    this.#placing.set(key, call);
    this.#ledger.update(freeze({revision: 0, call}));
    try {
      const answer = !environment.online() ? null : await this.#ringOut?.place(request, timeout);
      await this.#placed(key, answer ?? {kind: 'silence', reason: 'network', refused: true});
      return this.#placing.get(key) ?? call;
    } finally {
      this.#placing.delete(key);
      this.update();
    }
  }

  async cancel(key: string): Promise<void> {
    const entry = this.#ledger.running(key);
    if (!entry || entry.call.phase === 'connected' || isCanceling(entry)) return;
    this.#ledger.update(withChanges(entry, {phase: 'canceling', cancelAt: this.#core.environment.now()}, {cancel: 'asked'}));
    this.#canceling.start(key, CANCEL_ELSEWHERE);
    if (entry.call.id) await this.#sendCancel(key);
    this.update();
  }

  dismiss(key: string): void {
    const entry = this.#ledger.get(key);
    if (entry && isFinal(entry.call.phase)) this.#ledger.update(withChanges(entry, {}, {dismissed: true}));
  }

  /** Another tab's copy of a call. */
  adoptRecord(value: unknown): void {
    const other = readCallRecord(value);
    if (!other) return;
    const mine = this.#ledger.get(other.call.key);
    if (!mine && isFinal(other.call.phase)) return;
    const entry = mine ? mergeRecords(mine, other) : other;
    if (entry === mine) return;
    if (entry.cancel === 'asked' && mine?.cancel !== 'asked') this.#canceling.start(entry.call.key, CANCEL_ELSEWHERE);
    // The other tab has just read it: our own next reading counts from now.
    this.#reading.start(entry.call.key);
    this.#ledger.set(entry, false);
    this.update();
  }

  /** Another tab has just asked; the spacing holds for all. */
  noteStatusAsked(at: number): void {
    if (at <= this.#core.environment.now()) this.#asked = Math.max(this.#asked, at);
  }

  /** A call that another tab, within the same second, or this one is placing just now. */
  isPlacingElsewhere(): boolean {
    const {environment, options} = this.#core;
    const now = environment.now(), longest = (options.timeout ?? 30_000) + ORPHANED;
    if (this.#options.storage.shared) for (const entry of this.#ledger.stored()) this.adoptRecord(entry);
    return this.#ledger.fromOtherTabs().some(({startedAt, phase, id}) => {
      const age = Math.abs(now - startedAt);
      return age < ONE_GESTURE || phase === 'placing' && id === null && age < longest;
    });
  }

  /** Something that decides when to read has changed: session, limits. */
  update(): void {
    if (!this.#disposed) this.#poller.update();
  }

  /** The person looks again, or the network is back: read at once. */
  wake(): void {
    for (const {call} of this.#ledger.active()) if (call.id) this.#reading.delete(call.key);
    this.#poller.update();
    this.#poller.wake();
  }

  /** On signing out: living calls are given up (they go on on the phone), and everything is erased. */
  async forget(): Promise<void> {
    this.#ringOut = null;
    for (const {call} of this.#ledger.active()) await this.#giveUp(call.key, 'session-expired');
    this.#ledger.erase();
    this.update();
  }

  dispose(): void {
    this.#disposed = true;
    this.#poller.dispose();
    this.#ledger.dispose();
  }

  // ------------------------------------------------------------------ placing

  async #placed(key: string, answer: ApiResult): Promise<void> {
    const id = answer.kind === 'ok' ? readRingOutId(answer.body) : null;
    if (id) {
      const entry = this.#ledger.running(key);
      if (!entry) return;
      this.#ledger.update(withChanges(entry, {id}));
      await this.#apply(key, readRingOutStatus((answer as {body: unknown}).body) ?? {});
      this.#reading.start(key);
      if (this.#ledger.get(key)?.cancel === 'asked') await this.#sendCancel(key);
      return;
    }
    if (answer.kind === 'silence' && answer.refused) return this.#fail(key, 'offline');
    if (answer.kind === 'refused' || answer.kind === 'limited' || answer.kind === 'signed-out') {
      if (answer.kind === 'signed-out') this.#options.onSessionExpired();
      const code = failureOf(answer);
      if (answer.kind === 'limited') return this.#fail(key, code, {retryAt: answer.until});
      return this.#fail(key, code, code === 'from-invalid' && !this.#placing.get(key)?.from ? {why: 'no-phone'} : {});
    }
    // Anything else says nothing of what the platform did with the request: the phone may be ringing.
    await this.#giveUp(key);
  }

  /** Nobody can say what became of it. */
  #giveUp(key: string, code: 'unconfirmed' | 'session-expired' = 'unconfirmed'): Promise<void> {
    return this.#conclude(key, {phase: 'unconfirmed', error: callError(code)});
  }

  #fail(key: string, code: Failure, more: {retryAt?: number; why?: Why} = {}): Promise<void> {
    return this.#conclude(key, {phase: 'failed', error: callError(code, more)});
  }

  /** Calls without an id whose tab is gone: nobody can say whether they were placed. */
  async #concludeOrphans(): Promise<void> {
    const {locks} = this.#core.environment;
    const orphans = this.#ledger.active().filter(({call}) => !call.id && !this.#placing.has(call.key));
    if (!orphans.length || !locks) return;
    const request = locks.request(placingLockName(this.#options.prefix), {ifAvailable: true}, async (lock) => {
      if (!lock) return; // a tab is still at it
      for (const {call} of orphans) {
        if (!this.#ledger.get(call.key)?.call.id) await this.#giveUp(call.key);
      }
    });
    await request.catch(() => {}); // where locks refuse, the call's age decides later
  }

  // ------------------------------------------------------------------ asking

  #due(): {due: DueStatus; what: 'read' | 'cancel' | 'give-up'} | null {
    const {environment, options} = this.#core, {limits} = this.#options;
    const now = environment.now(), visible = environment.visible();
    let first: {due: DueStatus; what: 'read' | 'cancel' | 'give-up'} | null = null;
    const offer = (what: 'read' | 'cancel' | 'give-up', key: string, at: number) => {
      if (!first || at < first.due.at) first = {due: {key, at}, what};
    };
    for (const {call, cancel} of this.#ledger.active()) {
      const {key, phase, startedAt} = call;
      if (this.#placing.has(key) || this.#ledger.isConcluding(key)) continue;
      if (!call.id) {
        if (!this.#reading.has(key)) this.#reading.start(key);
        offer('give-up', key, this.#reading.readyAt(key, (options.timeout ?? 30_000) + ORPHANED));
        continue;
      }
      offer('give-up', key, Math.min(startedAt, now) + LONGEST);
      if (!this.#ringOut || !environment.online()) continue;
      const interval = statusInterval(phase, visible);
      offer('read', key, Math.max(this.#reading.readyAt(key, interval), limits.until('light')));
      if (cancel === 'asked' && phase === 'canceling') {
        offer('cancel', key, Math.max(this.#canceling.readyAt(key, 0), limits.until('heavy')));
      }
    }
    return first;
  }

  async #ask(): Promise<void> {
    const next = this.#due();
    if (!next) return;
    const {due: {key}, what} = next;
    if (what === 'cancel') await this.#sendCancel(key);
    else if (what === 'read') await this.#read(key);
    else await this.#giveUp(key);
  }

  async #read(key: string): Promise<void> {
    const ringOut = this.#ringOut, id = this.#ledger.get(key)?.call.id;
    if (!ringOut || !id) return;
    const {environment} = this.#core;
    this.#asked = environment.now();
    this.#options.storage.set(this.#askedKey, String(this.#asked));
    this.#options.postStatusAsked(this.#asked);
    const answer = await ringOut.readStatus(id);
    if (this.#disposed) return;
    const reading = answer.kind === 'ok' ? readRingOutStatus(answer.body) : null;
    if (reading) {
      this.#reading.start(key);
      return this.#apply(key, reading);
    }
    if (answer.kind === 'refused' && answer.status === 404) return this.#apply(key, 'gone');
    const entry = this.#ledger.running(key);
    if (!entry) return;
    if (answer.kind === 'refused') {
      // A definite "no" to the question, not to the call.
      const since = entry.doubtfulSince ?? environment.now();
      if (environment.now() - since >= DOUBT) return this.#giveUp(key);
      this.#reading.backOff(key);
      this.#ledger.update(withChanges(entry, {stale: true}, {doubtfulSince: since}));
      return;
    }
    this.#ledger.update(withChanges(entry, {stale: true}));
    if (answer.kind === 'signed-out') this.#options.onSessionExpired();
    this.#reading.backOff(key, answer.kind === 'trouble' ? answer.retryIn : 0);
  }

  async #apply(key: string, answer: StatusAnswer): Promise<void> {
    const entry = this.#ledger.running(key);
    if (!entry) return;
    const now = this.#core.environment.now();
    const {phase, error, doubtful} = nextPhase(entry.call.phase, answer, isCanceling(entry));
    const reading: RingOutStatus = answer === 'gone' ? {} : answer;
    if (isFinal(phase)) {
      return this.#conclude(key, {...reading, phase, ...(error && {error: callError(error.code, {leg: error.leg})})});
    }
    const doubtfulSince = doubtful ? entry.doubtfulSince ?? now : undefined;
    if (doubtfulSince !== undefined && now - doubtfulSince >= DOUBT) {
      return this.#conclude(key, {...reading, phase: 'unconfirmed', error: callError('unconfirmed')});
    }
    const connectedAt = phase === 'connected' ? entry.call.connectedAt ?? now : entry.call.connectedAt;
    this.#ledger.update(withChanges(entry, {...reading, phase, stale: doubtful === true, connectedAt}, {doubtfulSince}));
  }

  // ------------------------------------------------------------------ canceling

  async #sendCancel(key: string): Promise<void> {
    const ringOut = this.#ringOut, id = this.#ledger.get(key)?.call.id;
    if (!ringOut || !id) return;
    const answer = await ringOut.cancel(id);
    if (this.#disposed) return;
    const entry = this.#ledger.running(key);
    if (!entry) return;
    const settle = (cancel: CancelProgress, call: CallPatch = {}) => this.#ledger.update(withChanges(entry, call, {cancel}));
    if (answer.kind === 'ok' || answer.kind === 'unreadable') {
      // A 204 proves nothing: the status has to say that the call is over.
      settle('sent');
      this.#reading.delete(key);
    } else if (answer.kind === 'refused' && answer.status === 404) {
      await this.#apply(key, 'gone');
    } else if (answer.kind === 'refused') {
      const {phase} = nextPhase('canceling', entry.call, false);
      settle('refused', {phase: phase === 'canceling' ? 'ringing-caller' : phase, cancelAt: undefined});
      this.#core.emit({type: 'call-error', error: callError(failureOf(answer)), call: this.#ledger.get(key)!.call});
    } else {
      if (answer.kind === 'signed-out') this.#options.onSessionExpired();
      this.#canceling.backOff(key, answer.kind === 'trouble' ? answer.retryIn : 0);
    }
    this.update();
  }

  /** To the one end of a call. */
  async #conclude(key: string, end: CallPatch & {phase: Call['phase']}): Promise<void> {
    await this.#ledger.conclude(key, end);
    this.update();
  }

  #changed(call: Call): void {
    if (this.#placing.has(call.key)) this.#placing.set(call.key, call);
    if (!isFinal(call.phase)) return;
    this.#reading.delete(call.key);
    this.#canceling.delete(call.key);
  }

  get #askedKey(): string { return `${this.#options.prefix}/asked`; }
}


const isCanceling = ({cancel}: CallRecord): boolean => cancel === 'asked' || cancel === 'sent';

function newKey(random: () => number): string {
  // Not by `Array.from`, of which old libraries on the page have versions of their own.
  return [0, 0, 0, 0].map(() => Math.floor(random() * 36 ** 5).toString(36).padStart(5, '0')).join('');
}

