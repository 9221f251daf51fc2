/**
 * The calls of one extension, from the click to the final phase, over all tabs and reloads. Each
 * concern has a file in `calls/`; `CallRecords` keeps what is known.
 */
import type {RateLimits} from '../ringcentral/limits.js';
import type {RingOut} from '../ringcentral/ring-out.js';
import {callError} from './call-error.js';
import {isFinal} from './call-phase.js';
import {CallCanceling} from './calls/call-canceling.js';
import {CallPlacing} from './calls/call-placing.js';
import {CallProgress} from './calls/call-progress.js';
import {withChanges} from './calls/call-record.js';
import {CallRecords, type CallRecordsOptions} from './calls/call-records.js';
import {CallTasks} from './calls/call-tasks.js';
import {CallWaits} from './calls/call-waits.js';
import type {CallWork} from './calls/call-work.js';
import {concludeOrphans} from './calls/orphaned-calls.js';
import {OtherTabsCalls} from './calls/other-tabs-calls.js';
import {StatusPoller} from './calls/polling.js';
import {StatusReader} from './calls/status-reader.js';
import {StatusRequests} from './calls/status-requests.js';
import type {Call} from './types.js';

interface CallsOptions extends Omit<CallRecordsOptions, 'onChange'> {
  readonly limits: RateLimits;
  /** Tells the other tabs that this one sends a status request. `requestedAt`: epoch ms. */
  postStatusAsked(requestedAt: number): void;
}

export class Calls {
  readonly placing: CallPlacing;
  readonly canceling: CallCanceling;
  readonly otherTabs: OtherTabsCalls;
  readonly statusRequests: StatusRequests;
  readonly #work: CallWork;
  readonly #tasks: CallTasks;
  readonly #statusReader: StatusReader;
  readonly #statusPoller: StatusPoller;

  constructor(options: CallsOptions) {
    const {context, keyPrefix, limits, storage} = options;
    const {environment} = context;
    const updatePolling = () => this.updatePolling();
    const onChange = (call: Call) => this.#handleChange(call);
    const callRecords = new CallRecords({...options, onChange});
    const progress = new CallProgress(environment, callRecords, updatePolling);
    const waits = new CallWaits(environment);
    this.#work = {
      context, keyPrefix, limits, callRecords, progress, waits, updatePolling,
      ringOut: null, isDisposed: false,
    };
    this.canceling = new CallCanceling(this.#work);
    this.placing = new CallPlacing(this.#work, this.canceling);
    this.otherTabs = new OtherTabsCalls(this.#work);
    this.statusRequests = new StatusRequests({
      environment,
      storage,
      storageKey: `${keyPrefix}/asked`,
      post: (requestedAt) => options.postStatusAsked(requestedAt),
    });
    this.#statusReader = new StatusReader(this.#work, this.statusRequests);
    this.#tasks = new CallTasks(this.#work, this.placing);
    this.#statusPoller = new StatusPoller({
      environment,
      lockName: `${keyPrefix}/poll`,
      nextDueAt: () => this.#tasks.next()?.dueAt ?? null,
      lastRequestAt: () => this.statusRequests.lastAt,
      runNextTask: () => this.#runNextTask(),
    });
  }

  /** Sends all further requests this way. Null = no user is signed in: calls become stale. */
  connect(ringOut: RingOut | null): void {
    const {callRecords, progress, waits} = this.#work;
    this.#work.ringOut = ringOut;
    if (ringOut) waits.clear();
    else for (const callRecord of callRecords.active()) progress.markStale(callRecord);
    this.updatePolling();
  }

  /** Takes over the calls that other pages left in storage. */
  resume(): void {
    const {callRecords} = this.#work;
    callRecords.resume();
    for (const {call} of callRecords.active()) this.canceling.watch(call);
    void concludeOrphans(this.#work, (callKey) => this.placing.isPlacing(callKey));
    this.updatePolling();
  }

  dismiss(callKey: string): void {
    const {callRecords} = this.#work;
    const callRecord = callRecords.get(callKey);
    if (!callRecord || !isFinal(callRecord.call.phase)) return;
    callRecords.update(withChanges(callRecord, {}, {dismissed: true}));
  }

  /** Call it when the session or a limit changed: both decide when a status is read. */
  updatePolling(): void {
    if (!this.#work.isDisposed) this.#statusPoller.update();
  }

  /** The user returned to the tab, or the network is back: reads every status at once. */
  handleWake(): void {
    const {callRecords, waits} = this.#work;
    this.otherTabs.adoptStored();
    for (const {call} of callRecords.active()) {
      if (call.id) waits.status.delete(call.key);
    }
    this.#statusPoller.update();
    this.#statusPoller.handleWake();
  }

  /** Sign-out: gives up active calls, which continue on the phone, and erases all records. */
  async giveUpAndErase(): Promise<void> {
    const {callRecords, progress} = this.#work;
    this.#work.ringOut = null;
    for (const {call} of callRecords.active()) {
      const isUnsent = this.placing.stop(call.key, {kind: 'unauthorized'});
      const phase = isUnsent ? 'failed' : 'unconfirmed';
      await progress.conclude(call.key, {phase, error: callError('session-expired')});
    }
    callRecords.erase();
    this.updatePolling();
  }

  dispose(): void {
    this.#work.isDisposed = true;
    this.#work.ringOut = null;
    this.canceling.dispose();
    this.#statusPoller.dispose();
    this.#work.callRecords.dispose();
  }

  async #runNextTask(): Promise<void> {
    const task = this.#tasks.next();
    switch (task?.kind) {
      case 'read-status': return this.#statusReader.read(task.callKey);
      case 'send-cancel': return this.canceling.send(task.callKey);
      case 'give-up': return this.#work.progress.giveUp(task.callKey);
    }
  }

  #handleChange(call: Call): void {
    this.placing.handleChange(call);
    this.canceling.watch(call);
    if (isFinal(call.phase)) this.#work.waits.delete(call.key);
  }
}
