/**
 * The records of the known calls: kept in storage, shown by the store and sent to the other tabs.
 * A call is concluded under a lock, so that exactly one document ends it.
 */
import {isFinal} from '../call-phase.js';
import {freeze, type StoreContext} from '../context.js';
import type {Environment} from '../environment.js';
import type {ExtensionContext} from '../extension-context.js';
import {claimOnce, runLocked, untilStored} from '../run-locked.js';
import type {Call} from '../types.js';
import {type CallConclusion, concludedRecord, isActive, isBehind} from './call-conclusion.js';
import {type CallRecord, readCallRecord, withChanges} from './call-record.js';
import {RecordStorage} from './record-storage.js';

const FINISHED_CALL_SHOWN_MS = 10 * 60_000;

interface CallRecordsOptions extends ExtensionContext {
  /** A call is new or has changed, in this tab or in another. */
  onChange(call: Call): void;
  /** The user sees a finished call no longer: it was dismissed, or its time is over. */
  onGone(call: Call): void;
}

export class CallRecords {
  readonly #options: CallRecordsOptions;
  readonly #context: StoreContext;
  readonly #environment: Environment;
  readonly #storage: RecordStorage<CallRecord>;
  readonly #recordsByKey = new Map<string, CallRecord>();
  /** Conclusions that wait for their lock, by the key of their call. */
  readonly #conclusions = new Map<string, Promise<void>>();
  /** Keys of calls that this document placed. */
  readonly #ownKeys = new Set<string>();
  /** Timers that remove finished calls, by the key of the call. */
  readonly #removalTimers = new Map<string, unknown>();
  #isDisposed = false;

  constructor(options: CallRecordsOptions) {
    this.#options = options;
    this.#context = options.context;
    this.#environment = options.context.environment;
    this.#storage = new RecordStorage(options.storage, `${options.keyPrefix}/call/`, readCallRecord);
  }

  get(callKey: string): CallRecord | undefined {
    return this.#recordsByKey.get(callKey);
  }

  /** The record of a call that is not over. */
  getActive(callKey: string): CallRecord | undefined {
    const callRecord = this.get(callKey);
    return callRecord && isActive(callRecord) ? callRecord : undefined;
  }

  /** Dismissed ones included. */
  all(): CallRecord[] {
    return [...this.#recordsByKey.values()];
  }

  /** All calls that are not over. */
  active(): CallRecord[] {
    return this.all().filter(isActive);
  }

  fromOtherTabs(): Call[] {
    return this.all().map(({call}) => call).filter(({key}) => !this.#ownKeys.has(key));
  }

  /** Shows a finished call no longer, in all tabs. */
  dismiss(callKey: string): void {
    const callRecord = this.get(callKey);
    if (!callRecord || !isFinal(callRecord.call.phase)) return;
    this.update(withChanges(callRecord, {}, {dismissed: true}));
  }

  isConcluding(callKey: string): boolean {
    return this.#conclusions.has(callKey);
  }

  /** Whether the user still sees the call, as far as this tab knows or has stored. */
  isShown(callKey: string): boolean {
    const callRecords = [this.get(callKey), this.#storage.read(callKey)].filter(Boolean);
    const now = this.#environment.now();
    return callRecords.length > 0 && callRecords.every((callRecord) => isShownAt(callRecord!, now));
  }

  /** The stored records of all tabs; none where tabs do not share their storage. */
  readStored(): CallRecord[] {
    return this.#storage.readShared();
  }

  /** Takes over the records that other pages left in storage, as `resumed` gives them. */
  resume(resumed: (callRecord: CallRecord) => CallRecord): void {
    for (const stored of this.#storage.readAndClean()) this.#resumeRecord(resumed(stored));
    this.#publishCalls();
  }

  #resumeRecord(callRecord: CallRecord): void {
    const {key: callKey, phase, endedAt = 0} = callRecord.call;
    if (this.#recordsByKey.has(callKey)) return;
    const now = this.#environment.now();
    if (isLongOver(callRecord.call, now)) this.#storage.delete(callKey);
    else this.#recordsByKey.set(callKey, callRecord);
    if (!isFinal(phase)) return;
    this.#scheduleRemoval(callKey, FINISHED_CALL_SHOWN_MS - (now - endedAt));
  }

  /**
   * Saves a change that does not end the call. Where nothing changed, stores the call again if its
   * record was cleared or damaged.
   */
  update(callRecord: CallRecord): void {
    const {key: callKey, phase} = callRecord.call;
    const storedEnd = this.#storedEnd(callKey);
    // Another tab has ended the call, and its message is on the way.
    if (storedEnd && !isFinal(phase)) this.set(storedEnd, false);
    else if (callRecord !== this.#recordsByKey.get(callKey)) this.set(callRecord, true);
    else if (!this.#storage.read(callKey)) this.#storage.save(callRecord);
  }

  /**
   * `isOwnChange`: this document made the change, so it stores the record, sends it to the other
   * tabs, and is the primary document if the call ends with it.
   */
  set(callRecord: CallRecord, isOwnChange: boolean): void {
    const {call} = callRecord;
    const previousRecord = this.#recordsByKey.get(call.key);
    const previousCall = previousRecord?.call;
    if (isOwnChange && !previousCall) this.#ownKeys.add(call.key);
    this.#recordsByKey.set(call.key, callRecord);
    this.#options.onChange(call);
    // This document may have stored an earlier state after another one had stored this one.
    const storedRecord = this.#storage.read(call.key);
    if (isOwnChange || isBehind(storedRecord, callRecord)) this.#storage.save(callRecord);
    if (isOwnChange) this.#options.post({call: callRecord});
    this.#publishCalls();
    if (callRecord.dismissed && !previousRecord?.dismissed) this.#options.onGone(call);
    if (call.phase !== previousCall?.phase) this.#emitPhaseChange(call, isOwnChange);
  }

  #storedEnd(callKey: string): CallRecord | null {
    const stored = this.#storage.read(callKey);
    return stored && !isActive(stored) ? stored : null;
  }

  #emitPhaseChange(call: Call, isOwnChange: boolean): void {
    this.#context.emit({type: 'call-change', call});
    if (!isFinal(call.phase)) return;
    this.#scheduleRemoval(call.key, FINISHED_CALL_SHOWN_MS);
    const {error} = call;
    if (error && isOwnChange) this.#context.emit({type: 'call-error', error, call});
    this.#context.emit({type: 'call-end', call, primary: isOwnChange});
  }

  /** Ends a call once over all documents: the first one to claim the end is the primary one. */
  conclude(callKey: string, conclusion: CallConclusion): Promise<void> {
    const present = this.#conclusions.get(callKey);
    if (present) return present;
    const lockName = `${this.#options.keyPrefix}/end`;
    const concludeOnce = () => this.#concludeLocked(callKey, conclusion);
    const concluded = runLocked(this.#environment, lockName, concludeOnce)
      .finally(() => this.#conclusions.delete(callKey));
    this.#conclusions.set(callKey, concluded);
    return concluded;
  }

  async #concludeLocked(callKey: string, conclusion: CallConclusion): Promise<void> {
    const lockName = `${this.#options.keyPrefix}/end/${callKey}`;
    const isOver = () => !this.getActive(callKey) || this.#storedEnd(callKey) !== null;
    const isEndedElsewhere = !isOver() && !await claimOnce(this.#environment, lockName);
    if (isEndedElsewhere) await untilStored(this.#environment, isOver);
    const ownRecord = this.getActive(callKey);
    if (!ownRecord) return;
    const storedEnd = this.#storedEnd(callKey);
    if (storedEnd) return this.set(storedEnd, false);
    this.set(concludedRecord(ownRecord, conclusion, this.#environment.now()), true);
  }

  /** Erases all records, also those in storage that this page never took over. */
  erase(): void {
    for (const callKey of [...this.#recordsByKey.keys()]) this.#removeRecord(callKey);
    this.#storage.eraseAll();
    this.#publishCalls();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#removalTimers.values()) this.#environment.clearTimeout(timer);
  }

  #publishCalls(): void {
    const shownCalls = this.all()
      .filter(({dismissed}) => !dismissed)
      .map(({call}) => call)
      .sort((first, second) => second.startedAt - first.startedAt);
    const publishedCalls = this.#context.calls.get();
    const isUnchanged = shownCalls.length === publishedCalls.length &&
      shownCalls.every((call, index) => call === publishedCalls[index]);
    if (!isUnchanged) this.#context.calls.set(freeze(shownCalls));
  }

  /** Removes a finished call after `delayMs`, within ten minutes even if the clock is changed. */
  #scheduleRemoval(callKey: string, delayMs: number): void {
    if (this.#isDisposed) return;
    const removeAndPublish = () => {
      const call = this.get(callKey)?.call;
      this.#removeRecord(callKey);
      this.#publishCalls();
      if (call) this.#options.onGone(call);
    };
    const boundedDelayMs = Math.min(Math.max(delayMs, 0), FINISHED_CALL_SHOWN_MS);
    const removalTimer = this.#environment.setTimeout(removeAndPublish, boundedDelayMs);
    this.#removalTimers.set(callKey, removalTimer);
  }

  #removeRecord(callKey: string): void {
    this.#environment.clearTimeout(this.#removalTimers.get(callKey));
    this.#removalTimers.delete(callKey);
    this.#recordsByKey.delete(callKey);
    this.#ownKeys.delete(callKey);
    this.#storage.delete(callKey);
  }
}

function isLongOver({phase, endedAt = 0}: Call, now: number): boolean {
  return isFinal(phase) && now - endedAt >= FINISHED_CALL_SHOWN_MS;
}

const isShownAt = ({dismissed, call}: CallRecord, now: number): boolean =>
  !dismissed && !isLongOver(call, now);
