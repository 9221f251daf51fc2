/**
 * The calls of one extension, from the click to the final phase, over all tabs and reloads: which
 * requests are sent, when, and what their results mean. `CallRecords` keeps what is known.
 */
import type {ApiResult} from '../ringcentral/api.js';
import {failureOf} from '../ringcentral/errors.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {
  isCancelAccepted, isRingOutGone, readRingOutId, readRingOutStatus,
  type RingOut, type RingOutRequest, type RingOutStatus,
} from '../ringcentral/ring-out.js';
import {Backoff} from './backoff.js';
import {callError} from './call-error.js';
import {isFinal, nextPhase, type StatusAnswer} from './call-phase.js';
import {
  type CallRecord, canBeCanceled, createCallKey, isCanceling, mergeRecords, readCallRecord,
  withChanges,
} from './call-record.js';
import {CancelWatch} from './cancel-watch.js';
import {type CallConclusion, CallRecords, type CallRecordsOptions} from './call-records.js';
import {freeze, type StoreContext} from './context.js';
import type {Environment} from './environment.js';
import {placingLockName} from './keys.js';
import {omitEmpty} from './omit-empty.js';
import {SAME_GESTURE_MS} from './placing-lock.js';
import {type CallTask, createStatusPoller, type StatusPoller, statusInterval} from './polling.js';
import {StatusRequests} from './status-requests.js';
import type {Call, Failure, RequestedNumbers, Why} from './types.js';
import {UnsentCalls} from './unsent-calls.js';

/** A call whose end is still unknown after this time is given up. */
const CALL_MAX_AGE_MS = 24 * 60 * 60_000;
/** A call is given up once the platform could not say for this long how it is. */
const DOUBT_MAX_MS = 60_000;
/** Default of `StoreOptions.timeout`. */
const PLACE_TIMEOUT_MS = 30_000;
/** Beyond the time-out of the POST, a call without an id belongs to a tab that is gone. */
const ORPHAN_GRACE_MS = 10_000;
/** The polling tab waits this long for the tab in which the user clicked "Cancel" to send it. */
const CANCEL_HEAD_START_MS = 3_000;

interface PlaceRequest extends RingOutRequest {
  readonly extension?: string | undefined;
  readonly name?: string | undefined;
  readonly requested?: RequestedNumbers | undefined;
}

interface CallsOptions extends Omit<CallRecordsOptions, 'onChange'> {
  readonly limits: RateLimits;
  /** Tells the other tabs that this one sends a status request. `requestedAt`: epoch ms. */
  postStatusAsked(requestedAt: number): void;
}

export class Calls {
  readonly #context: StoreContext;
  readonly #environment: Environment;
  readonly #options: CallsOptions;
  readonly #statusPoller: StatusPoller;
  readonly #statusRequests: StatusRequests;
  readonly #callRecords: CallRecords;
  /**
   * Calls that this document is placing, as last seen. `place` resolves with them even when the
   * user signs out meanwhile, which erases the records.
   */
  readonly #placingCalls = new Map<string, Call>();
  readonly #unsentCalls = new UnsentCalls();
  /** When this tab reads the status of a call again, or gives up a call without an id. */
  readonly #statusBackoff: Backoff;
  readonly #cancelBackoff: Backoff;
  readonly #cancelWatch: CancelWatch;
  #ringOut: RingOut | null = null;
  #isDisposed = false;

  constructor(options: CallsOptions) {
    const {context, keyPrefix, storage} = options;
    this.#options = options;
    this.#context = context;
    this.#environment = context.environment;
    this.#callRecords = new CallRecords({...options, onChange: (call) => this.#handleChange(call)});
    this.#statusBackoff = new Backoff(this.#environment);
    this.#cancelBackoff = new Backoff(this.#environment);
    this.#cancelWatch = new CancelWatch(this.#environment, (callKey) => {
      const callRecord = this.#callRecords.getActive(callKey);
      if (!callRecord || callRecord.call.cancelFailed) return;
      this.#reportCancel(withChanges(callRecord, {cancelFailed: true}), 'timeout');
    });
    this.#statusRequests = new StatusRequests({
      environment: this.#environment,
      storage,
      storageKey: `${keyPrefix}/asked`,
      post: (requestedAt) => options.postStatusAsked(requestedAt),
    });
    this.#statusPoller = createStatusPoller({
      environment: this.#environment,
      lockName: `${keyPrefix}/poll`,
      nextDueAt: () => this.#nextTask()?.dueAt ?? null,
      lastRequestAt: () => this.#statusRequests.lastAt,
      runNextTask: () => this.#runNextTask(),
    });
  }

  // ------------------------------------------------------------------ for the engine

  /** Sends all further requests this way. Null = no user is signed in: calls become stale. */
  connect(ringOut: RingOut | null): void {
    this.#ringOut = ringOut;
    if (ringOut) {
      this.#statusBackoff.clear();
      this.#cancelBackoff.clear();
    } else {
      for (const callRecord of this.#callRecords.active()) this.#markStale(callRecord);
    }
    this.updatePolling();
  }

  /** Takes over the calls that other pages left in storage. */
  resume(): void {
    this.#callRecords.resume();
    for (const {call} of this.#callRecords.active()) this.#cancelWatch.watch(call);
    void this.#concludeOrphans();
    this.updatePolling();
  }

  /** Places a call that has passed every check. Resolves once the platform has answered, or not. */
  async place(request: PlaceRequest): Promise<Call> {
    const {to, from, callerId, extension, name, requested} = request;
    const callKey = createCallKey(this.#environment.random);
    const call: Call = freeze({
      id: null, key: callKey, to, ...omitEmpty({extension, from, callerId, name, requested}),
      phase: 'placing', stale: false, startedAt: this.#environment.now(),
    });
    this.#placingCalls.set(callKey, call);
    this.#callRecords.update(freeze({revision: 0, call}));
    try {
      await this.#handlePlaceResult(callKey, await this.#sendPlace(callKey, request));
      return this.#placingCalls.get(callKey) ?? call;
    } finally {
      this.#placingCalls.delete(callKey);
      this.updatePolling();
    }
  }

  async cancel(callKey: string): Promise<void> {
    const callRecord = this.#callRecords.getActive(callKey);
    if (!callRecord || !canBeCanceled(callRecord)) return;
    const cancelAt = this.#environment.now();
    this.#cancelWatch.begin(callKey);
    const callPatch = {phase: 'canceling', cancelAt, cancelFailed: undefined} as const;
    this.#callRecords.update(withChanges(callRecord, callPatch, {cancel: 'asked'}));
    this.#cancelBackoff.start(callKey, CANCEL_HEAD_START_MS);
    if (callRecord.call.id) await this.#sendCancel(callKey);
    this.updatePolling();
  }

  dismiss(callKey: string): void {
    const callRecord = this.#callRecords.get(callKey);
    if (!callRecord || !isFinal(callRecord.call.phase)) return;
    this.#callRecords.update(withChanges(callRecord, {}, {dismissed: true}));
  }

  /** Takes over a copy of a call from another tab. */
  adoptRecord(value: unknown): void {
    const receivedRecord = readCallRecord(value);
    if (!receivedRecord) return;
    const {key: callKey, phase} = receivedRecord.call;
    const knownRecord = this.#callRecords.get(callKey);
    if (!knownRecord && isFinal(phase)) return;
    const mergedRecord = knownRecord ? mergeRecords(knownRecord, receivedRecord) : receivedRecord;
    if (mergedRecord === knownRecord) return;
    const isNewCancel = mergedRecord.cancel === 'asked' && knownRecord?.cancel !== 'asked';
    if (isNewCancel) this.#cancelBackoff.start(callKey, CANCEL_HEAD_START_MS);
    // The other tab has just read the status, so this tab waits a whole interval.
    this.#statusBackoff.start(callKey);
    this.#callRecords.set(mergedRecord, false);
    this.updatePolling();
  }

  /** Keeps the spacing to a status request of another tab. `requestedAt`: epoch ms. */
  noteStatusAsked(requestedAt: number): void {
    this.#statusRequests.note(requestedAt);
  }

  /**
   * True while another tab places a call, or has placed one within the same gesture. True also for
   * a call to this number of which the user could not know in this tab, as it was only stored.
   */
  isPlacingElsewhere({to, extension}: Pick<Call, 'to' | 'extension'>): boolean {
    const knownKeys = this.#callRecords.active().map(({call}) => call.key);
    this.#adoptStored();
    return this.#callRecords.fromOtherTabs().some((call) => {
      const age = Math.abs(this.#environment.now() - call.startedAt);
      const isSameNumber = call.to === to && call.extension === extension;
      const isNews = !isFinal(call.phase) && !knownKeys.includes(call.key);
      if (age < SAME_GESTURE_MS || (isSameNumber && isNews)) return true;
      return call.phase === 'placing' && call.id === null && age < this.#orphanAge;
    });
  }

  /** Call it when the session or a limit changed: both decide when a status is read. */
  updatePolling(): void {
    if (!this.#isDisposed) this.#statusPoller.update();
  }

  /** The user returned to the tab, or the network is back: reads every status at once. */
  handleWake(): void {
    this.#adoptStored();
    for (const {call} of this.#callRecords.active()) {
      if (call.id) this.#statusBackoff.delete(call.key);
    }
    this.#statusPoller.update();
    this.#statusPoller.handleWake();
  }

  /** Sign-out: gives up active calls, which continue on the phone, and erases all records. */
  async giveUpAndErase(): Promise<void> {
    this.#ringOut = null;
    for (const {call} of this.#callRecords.active()) {
      const isUnsent = this.#unsentCalls.stop(call.key, {kind: 'unauthorized'});
      const phase = isUnsent ? 'failed' : 'unconfirmed';
      await this.#concludeCall(call.key, {phase, error: callError('session-expired')});
    }
    this.#callRecords.erase();
    this.updatePolling();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#ringOut = null;
    this.#cancelWatch.dispose();
    this.#statusPoller.dispose();
    this.#callRecords.dispose();
  }

  // ------------------------------------------------------------------ placing

  #sendPlace(callKey: string, request: PlaceRequest): Promise<ApiResult> {
    return this.#unsentCalls.send(callKey, async (mayLeave) => {
      // With a VPN, a browser may say that there is no network although there is one.
      const ringOut = this.#ringOut;
      const obstacle = this.#environment.online() ? null : await ringOut?.whyUnreachable();
      if (obstacle) return obstacle;
      const isWanted = () => mayLeave() && this.#placingCalls.get(callKey)?.phase === 'placing';
      return ringOut?.place(request, this.#placeTimeout, isWanted) ??
        {kind: 'not-sent', isOffline: false};
    });
  }

  async #handlePlaceResult(callKey: string, apiResult: ApiResult): Promise<void> {
    switch (apiResult.kind) {
      case 'ok': {
        const ringOutId = readRingOutId(apiResult.body);
        if (!ringOutId) return this.#giveUpCall(callKey);
        return this.#startCall(callKey, ringOutId, apiResult.body);
      }
      case 'not-sent':
        return this.#placingCalls.get(callKey)?.phase === 'canceling'
          ? this.#concludeCall(callKey, {phase: 'canceled'})
          : this.#failCall(callKey, failureOf(apiResult), {why: apiResult.why});
      case 'rate-limited':
        return this.#failCall(callKey, failureOf(apiResult), {retryAt: apiResult.until});
      case 'unauthorized':
        return this.#failCall(callKey, failureOf(apiResult));
      case 'client-error': {
        const errorCode = failureOf(apiResult);
        const hasChosenPhone = Boolean(this.#placingCalls.get(callKey)?.from);
        const lacksPhone = errorCode === 'from-invalid' && !hasChosenPhone;
        return this.#failCall(callKey, errorCode, lacksPhone ? {why: 'no-phone'} : {});
      }
      default:
        // The platform may have placed the call: the phone may be ringing.
        return this.#giveUpCall(callKey);
    }
  }

  async #startCall(callKey: string, ringOutId: string, body: unknown): Promise<void> {
    const callRecord = this.#callRecords.getActive(callKey);
    if (!callRecord) return;
    this.#callRecords.update(withChanges(callRecord, {id: ringOutId}));
    await this.#applyStatus(callKey, readRingOutStatus(body) ?? {});
    this.#statusBackoff.start(callKey);
    const isCancelAsked = this.#callRecords.get(callKey)?.cancel === 'asked';
    if (isCancelAsked) await this.#sendCancel(callKey);
  }

  /** Concludes a call whose outcome cannot be known. */
  #giveUpCall(callKey: string, status: RingOutStatus = {}): Promise<void> {
    const error = callError('unconfirmed');
    return this.#concludeCall(callKey, {...status, phase: 'unconfirmed', error});
  }

  #failCall(
    callKey: string, errorCode: Failure, details: {retryAt?: number; why?: Why | undefined} = {},
  ): Promise<void> {
    return this.#concludeCall(callKey, {phase: 'failed', error: callError(errorCode, details)});
  }

  /** Gives up calls without an id whose tab is gone: nothing tells whether they were placed. */
  async #concludeOrphans(): Promise<void> {
    const {locks} = this.#environment;
    const orphanedRecords = this.#callRecords.active()
      .filter(({call}) => !call.id && !this.#placingCalls.has(call.key));
    if (orphanedRecords.length === 0 || !locks) return;
    const giveUpIfFree = async (lock: Lock | null) => {
      if (!lock) return; // another tab is still placing
      for (const {call} of orphanedRecords) {
        const currentId = this.#callRecords.get(call.key)?.call.id;
        if (!currentId) await this.#giveUpCall(call.key);
      }
    };
    const lockName = placingLockName(this.#options.keyPrefix);
    await locks.request(lockName, {ifAvailable: true}, giveUpIfFree)
      .catch(() => {}); // Web Locks reject in a sandboxed frame: the age of the call decides later
  }

  get #placeTimeout(): number { return this.#context.options.timeout ?? PLACE_TIMEOUT_MS; }

  /** ms after which a call without an id belongs to a tab that is gone. */
  get #orphanAge(): number { return this.#placeTimeout + ORPHAN_GRACE_MS; }

  // ------------------------------------------------------------------ polling

  #nextTask(): CallTask | null {
    let nextTask: CallTask | null = null;
    for (const callRecord of this.#callRecords.active()) {
      for (const task of this.#tasksFor(callRecord)) {
        if (!nextTask || task.dueAt < nextTask.dueAt) nextTask = task;
      }
    }
    return nextTask;
  }

  #tasksFor({call, cancel}: CallRecord): CallTask[] {
    const {key: callKey, id, phase, stale, startedAt} = call;
    const environment = this.#environment;
    const {limits} = this.#options;
    if (this.#placingCalls.has(callKey) || this.#callRecords.isConcluding(callKey)) return [];
    if (!id) {
      if (!this.#statusBackoff.has(callKey)) this.#statusBackoff.start(callKey);
      const orphanedAt = this.#statusBackoff.readyAt(callKey, this.#orphanAge);
      return [{kind: 'give-up', callKey, dueAt: orphanedAt}];
    }
    const tasks: CallTask[] = [];
    const giveUpAt = Math.min(startedAt, environment.now()) + CALL_MAX_AGE_MS;
    // A call whose status can be read is as old as it is: the clock may have been set ahead.
    if (stale) tasks.push({kind: 'give-up', callKey, dueAt: giveUpAt});
    if (!this.#ringOut) return tasks;
    const interval = statusInterval(phase, environment.visible());
    const readAt = Math.max(this.#statusBackoff.readyAt(callKey, interval), limits.until('light'));
    tasks.push({kind: 'read-status', callKey, dueAt: readAt});
    if (cancel === 'asked' && phase === 'canceling') {
      const cancelAt = Math.max(this.#cancelBackoff.readyAt(callKey, 0), limits.until('heavy'));
      tasks.push({kind: 'send-cancel', callKey, dueAt: cancelAt});
    }
    return tasks;
  }

  async #runNextTask(): Promise<void> {
    const task = this.#nextTask();
    switch (task?.kind) {
      case 'read-status': return this.#readStatus(task.callKey);
      case 'send-cancel': return this.#sendCancel(task.callKey);
      case 'give-up': return this.#giveUpCall(task.callKey);
    }
  }

  async #readStatus(callKey: string): Promise<void> {
    const ringOut = this.#ringOut;
    const ringOutId = this.#callRecords.get(callKey)?.call.id;
    if (!ringOut || !ringOutId) return;
    this.#statusRequests.record();
    const apiResult = await ringOut.readStatus(ringOutId);
    if (this.#isDisposed) return;
    const status = apiResult.kind === 'ok' ? readRingOutStatus(apiResult.body) : null;
    if (status) {
      this.#statusBackoff.start(callKey);
      return this.#applyStatus(callKey, status);
    }
    if (isRingOutGone(apiResult)) return this.#applyStatus(callKey, 'gone');
    const callRecord = this.#callRecords.getActive(callKey);
    if (!callRecord) return;
    if (apiResult.kind === 'client-error') return this.#handleRefusedStatus(callRecord);
    this.#markStale(callRecord);
    this.#backOffAfter(apiResult, this.#statusBackoff, callKey);
  }

  /** The platform refused the question, which says nothing about the call. */
  async #handleRefusedStatus(callRecord: CallRecord): Promise<void> {
    const {key: callKey} = callRecord.call;
    const now = this.#environment.now();
    const {doubtfulSince = now} = callRecord;
    if (now - doubtfulSince >= DOUBT_MAX_MS) return this.#giveUpCall(callKey);
    this.#statusBackoff.backOff(callKey);
    this.#callRecords.update(withChanges(callRecord, {stale: true}, {doubtfulSince}));
  }

  async #applyStatus(callKey: string, statusAnswer: StatusAnswer): Promise<void> {
    const callRecord = this.#callRecords.getActive(callKey);
    if (!callRecord) return;
    const now = this.#environment.now();
    const isCancelAsked = isCanceling(callRecord);
    const phaseOutcome = nextPhase(callRecord.call.phase, statusAnswer, isCancelAsked);
    const {phase, error, doubtful: isDoubtful = false} = phaseOutcome;
    const status: RingOutStatus = statusAnswer === 'gone' ? {} : statusAnswer;
    if (isFinal(phase)) {
      const finalError = error && callError(error.code, {leg: error.leg});
      return this.#concludeCall(callKey, {...status, phase, error: finalError});
    }
    const {doubtfulSince = now} = callRecord;
    const isGivenUp = isDoubtful && now - doubtfulSince >= DOUBT_MAX_MS;
    if (isGivenUp) return this.#giveUpCall(callKey, status);
    let {connectedAt, cancelFailed} = callRecord.call;
    if (phase === 'connected') {
      // A clock that was set back must not let a call connect before it began.
      connectedAt ??= Math.max(now, callRecord.call.startedAt);
      cancelFailed = undefined;
    }
    const callPatch = {...status, phase, stale: isDoubtful, connectedAt, cancelFailed};
    const recordPatch = {doubtfulSince: isDoubtful ? doubtfulSince : undefined};
    this.#callRecords.update(withChanges(callRecord, callPatch, recordPatch));
  }

  // ------------------------------------------------------------------ canceling

  async #sendCancel(callKey: string): Promise<void> {
    const ringOut = this.#ringOut;
    const ringOutId = this.#callRecords.get(callKey)?.call.id;
    if (!ringOut || !ringOutId) return;
    const apiResult = await ringOut.cancel(ringOutId);
    const callRecord = this.#callRecords.getActive(callKey);
    if (!callRecord || this.#isDisposed) return;
    if (isCancelAccepted(apiResult)) {
      // A 204 proves nothing: the call is canceled only once its status says that it is over.
      this.#callRecords.update(withChanges(callRecord, {}, {cancel: 'sent'}));
      if (!callRecord.call.cancelFailed) this.#cancelWatch.begin(callKey);
      this.#statusBackoff.delete(callKey);
      return this.updatePolling();
    }
    if (isRingOutGone(apiResult)) await this.#applyStatus(callKey, 'gone');
    else if (apiResult.kind !== 'client-error') {
      this.#backOffAfter(apiResult, this.#cancelBackoff, callKey);
    } else this.#handleDeniedCancel(callRecord, failureOf(apiResult));
    this.updatePolling();
  }

  /** The call goes on in the phase that its last status tells. */
  #handleDeniedCancel(callRecord: CallRecord, code: Failure): void {
    const {phase: toldPhase} = nextPhase('canceling', callRecord.call, false);
    const phase = toldPhase === 'canceling' ? 'ringing-caller' : toldPhase;
    const callPatch = {phase, cancelAt: undefined, cancelFailed: true} as const;
    this.#reportCancel(withChanges(callRecord, callPatch, {cancel: 'refused'}), code);
  }

  #reportCancel(callRecord: CallRecord, code: Failure): void {
    this.#callRecords.update(callRecord);
    this.#context.emit({type: 'call-error', error: callError(code), call: callRecord.call});
  }

  // ------------------------------------------------------------------ helpers

  /** Their messages may not reach this tab. */
  #adoptStored(): void {
    for (const storedRecord of this.#callRecords.readStored()) this.adoptRecord(storedRecord);
  }

  #backOffAfter(apiResult: ApiResult, backoff: Backoff, callKey: string): void {
    backoff.backOff(callKey, 'retryIn' in apiResult ? apiResult.retryIn : 0);
  }

  #markStale(callRecord: CallRecord): void {
    this.#callRecords.update(withChanges(callRecord, {stale: true}));
  }

  async #concludeCall(callKey: string, conclusion: CallConclusion): Promise<void> {
    await this.#callRecords.conclude(callKey, conclusion);
    this.updatePolling();
  }

  #handleChange(call: Call): void {
    const {key: callKey, phase} = call;
    if (this.#placingCalls.has(callKey)) this.#placingCalls.set(callKey, call);
    if (phase === 'canceling') this.#unsentCalls.stop(callKey, {kind: 'not-sent', isOffline: false});
    this.#cancelWatch.watch(call);
    if (!isFinal(phase)) return;
    this.#statusBackoff.delete(callKey);
    this.#cancelBackoff.delete(callKey);
  }
}
