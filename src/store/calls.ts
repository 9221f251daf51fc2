/**
 * The calls of one extension, from the click to the final phase, over all tabs and reloads. Each
 * concern has a file in `calls/`; `CallRecords` keeps what is known.
 */
import {LazyPart} from '../loading/lazy-part.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {RingOut} from '../ringcentral/ring-out.js';
import {Backoff} from './backoff.js';
import type {BrowserCallsOptions} from './browser-calls/browser-calls.js';
import type {LineAction} from './browser-calls/command-target.js';
import {LazyBrowserCalls} from './browser-calls/lazy-browser-calls.js';
import {isFinal} from './call-phase.js';
import {cancelCall, reportNoEffect} from './calls/call-canceling.js';
import type {ControlAction} from './calls/call-control.js';
import {CallPlacing} from './calls/call-placing.js';
import {markAllStale} from './calls/call-progress.js';
import {CallRecords} from './calls/call-records.js';
import {type CallWork, hasCallsToFollow, isInBrowser} from './calls/call-work.js';
import {CancelWatch} from './calls/cancel-watch.js';
import {giveUpCalls} from './calls/given-up-calls.js';
import {concludeOrphans} from './calls/orphaned-calls.js';
import {LazyCallControl} from './calls/lazy-call-control.js';
import {LazyCallDetails} from './calls/lazy-call-details.js';
import {LazyCallNotes} from './calls/lazy-call-notes.js';
import {adoptEnd, adoptRecord, adoptStored, isPlacingElsewhere} from './calls/other-tabs-calls.js';
import {StatusPoller} from './calls/polling.js';
import {resumedRecord} from './calls/resumed-record.js';
import {StatusRequests} from './calls/status-requests.js';
import type {ExtensionContext, TabMessage} from './extension-context.js';
import type {ExtensionPush} from './push/extension-push.js';
import type {ApiAccess} from './session/api-connection.js';
import type {Call, CallDetails} from './types.js';

const callPushPart = new LazyPart((_query) => import('./calls/call-push.js'));

interface CallsOptions extends ExtensionContext {
  readonly limits: RateLimits;
  readonly push: ExtensionPush;
  readonly inbound: BrowserCallsOptions['inbound'];
}

export class Calls {
  readonly placing: CallPlacing;
  readonly notes: LazyCallNotes;
  readonly inBrowser: LazyBrowserCalls;
  readonly #work: CallWork;
  readonly #statusPoller: StatusPoller;
  readonly #push: ExtensionPush;
  readonly #control: LazyCallControl;
  readonly #details: LazyCallDetails;
  #givenUp: Promise<void> | null = null;

  constructor(options: CallsOptions) {
    const {context, keyPrefix, limits} = options;
    const {environment} = context;
    const work: CallWork = this.#work = {
      context, keyPrefix, limits,
      callRecords: new CallRecords({
        ...options,
        onChange: (call) => this.#handleChange(call),
        onGone: (call) => this.notes.conclude(call),
      }),
      statusBackoff: new Backoff(environment),
      cancelBackoff: new Backoff(environment),
      cancelWatch: new CancelWatch(environment, (callKey) => reportNoEffect(work, callKey)),
      statusRequests: new StatusRequests(options),
      deniedActions: new Set(),
      ringOut: null,
      isDisposed: false,
      isPlacing: (callKey) => this.placing.isPlacing(callKey),
      updatePolling: () => this.updatePolling(),
    };
    this.placing = new CallPlacing(work);
    this.notes = new LazyCallNotes({...options, callRecords: work.callRecords});
    this.#statusPoller = new StatusPoller(work);
    this.#control = new LazyCallControl(work);
    this.#details = new LazyCallDetails(work, options);
    this.inBrowser = new LazyBrowserCalls({...options, work});
    this.#push = options.push;
    this.#push.register({
      isNeeded: () => hasCallsToFollow(work),
      load: async () => {
        const {CallPush} = await callPushPart.loadNow();
        return (access) => new CallPush(work, access);
      },
    });
  }

  /** Sends all further requests this way. Null = no user is signed in: calls become stale. */
  connect(access: ApiAccess | null): void {
    const {statusBackoff, cancelBackoff} = this.#work;
    this.#work.ringOut = access && new RingOut(access.api, access.connection, access.onSessionOver);
    // The next sign-in may be allowed more.
    this.#work.deniedActions.clear();
    if (access) {
      statusBackoff.clear();
      cancelBackoff.clear();
    } else {
      markAllStale(this.#work);
    }
    this.inBrowser.connect(access);
    this.#control.connect(access);
    this.#details.connect(access);
    this.updatePolling();
  }

  /** Takes over the calls that other pages left in storage. */
  resume(): void {
    const {callRecords, cancelWatch} = this.#work;
    callRecords.resume((callRecord) => resumedRecord(this.#work, callRecord));
    this.notes.resume();
    for (const {call} of callRecords.active()) cancelWatch.watch(call);
    void concludeOrphans(this.#work);
    this.updatePolling();
  }

  cancel(callKey: string): Promise<void> {
    return this.inBrowser.has(callKey)
      ? this.inBrowser.cancel(callKey)
      : cancelCall(this.#work, callKey);
  }

  /** Acts on a call; `value`: on or off, or digits. See `CallControl` and `BrowserCalls`. */
  control(callKey: string, action: LineAction, value: boolean | string): Promise<void> {
    // Nothing else takes calls, also where one is not known any more.
    const isTaking = action === 'answer' || action === 'decline';
    return isTaking || this.inBrowser.has(callKey)
      ? this.inBrowser.act(callKey, action, value)
      : this.#control.act(callKey, action as ControlAction, value === true);
  }

  /** RingCentral's record of a call; see `Store`. */
  details(callKey: string): Promise<CallDetails | null> {
    return this.#details.details(callKey);
  }

  dismiss(callKey: string): void {
    this.notes.restore(callKey);
    this.#work.callRecords.dismiss(callKey);
  }

  /** Takes over what another tab tells. */
  adopt(message: TabMessage): void {
    const {call, note, asked, phone} = message;
    const adoptCall = this.#givenUp ? adoptEnd : adoptRecord;
    if (call) adoptCall(this.#work, call);
    if (note) this.notes.adopt(note);
    if (typeof asked === 'number') this.#work.statusRequests.note(asked);
    this.#details.adopt(message);
    if (phone) this.inBrowser.adopt(phone);
  }

  isPlacingElsewhere(target: Pick<Call, 'to' | 'extension'>): boolean {
    return isPlacingElsewhere(this.#work, target);
  }

  /** Call it when the session or a limit changed: both decide when a status is read. */
  updatePolling(): void {
    if (this.#work.isDisposed) return;
    this.#statusPoller.update();
    this.#push.update();
    this.#details.update();
    this.inBrowser.update();
  }

  /** The user returned to the tab, or the network is back: reads every status at once. */
  handleWake(): void {
    const {callRecords, statusBackoff} = this.#work;
    adoptStored(this.#work);
    for (const {call} of callRecords.active()) {
      if (call.id) statusBackoff.delete(call.key);
    }
    this.#statusPoller.update();
    this.#statusPoller.handleWake();
    this.#details.handleWake();
    this.inBrowser.handleWake();
  }

  /**
   * Sign-out: gives up active calls, which continue on the phone, and erases all records. Resolves
   * once all notes are saved.
   */
  giveUpAndErase(): Promise<void> {
    return this.#givenUp ??= this.#giveUpAndErase();
  }

  async #giveUpAndErase(): Promise<void> {
    const work = this.#work;
    work.ringOut = null;
    this.#details.dispose();
    const endedElsewhere = this.inBrowser.giveUp();
    await giveUpCalls(work, (callKey) => this.placing.stop(callKey, {kind: 'unauthorized'}));
    await endedElsewhere;
    // The next user must not see the calls while the notes wait for their code or their lock.
    const notesGivenUp = this.notes.giveUp(work.callRecords.all().map(({call}) => call));
    work.callRecords.erase();
    this.updatePolling();
    await notesGivenUp;
  }

  dispose(): void {
    this.#work.isDisposed = true;
    this.#work.ringOut = null;
    this.inBrowser.dispose();
    this.#work.cancelWatch.dispose();
    this.#statusPoller.dispose();
    this.#work.callRecords.dispose();
    this.#details.dispose();
    this.notes.dispose();
  }

  #handleChange(call: Call): void {
    const {cancelWatch, statusBackoff, cancelBackoff} = this.#work;
    this.placing.handleChange(call);
    cancelWatch.watch(call);
    this.notes.follow(call);
    this.inBrowser.handleChange(call);
    if (call.can && !isInBrowser(call)) this.#control.load();
    if (!isFinal(call.phase)) return;
    statusBackoff.delete(call.key);
    cancelBackoff.delete(call.key);
    this.#work.statusRequests.forget(call.key);
    this.#details.update();
  }
}
