/**
 * Follows the calls of one extension by push, in one tab for all of them. Status requests go on: at
 * their usual pace until the platform has told of both legs of the very call by push.
 */
import type {Api} from '../../ringcentral/api.js';
import {asRecord} from '../../ringcentral/json.js';
import {type ExtensionAddress, extensionPath} from '../../ringcentral/ring-out.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession, type TelephonySession} from '../../ringcentral/telephony-session.js';
import type {KeyValue} from '../environment.js';
import {PushConnection, type PushState} from '../push/push-connection.js';
import {SessionParties} from '../push/session-parties.js';
import {rankOf} from '../call-phase.js';
import {applyStatus} from './call-progress.js';
import type {Call, CallAction} from '../types.js';
import {type CallRecord, withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';
import {PollLead} from './poll-lead.js';
import {confirmedParty, initiatorOf, isSessionOf, isUp} from './session-match.js';
import {readSessionStatus} from './session-status.js';

const SESSIONS_PATH = '/telephony/sessions';

/** A second call soon after the first one finds the connection open. */
const LINGER_MS = 60_000;

interface CallPushOptions {
  readonly api: Api;
  readonly extension: ExtensionAddress;
  readonly storage: KeyValue;
  readonly canMute: boolean;
  /** The platform or the page does not allow push: it is not tried again. */
  onRefused(): void;
}

export class CallPush {
  readonly #work: CallWork;
  readonly #telephony: Telephony;
  readonly #actions: readonly CallAction[];
  readonly #onRefused: () => void;
  readonly #connection: PushConnection;
  /** Another tab does not take it away: a hidden tab keeps its socket. */
  readonly #lead: PollLead;
  readonly #parties = new SessionParties();
  /** Sessions that a request asks for at the moment. */
  readonly #requested = new Set<string>();
  #mayReadSessions = true;
  #lingerTimer: unknown;

  constructor(work: CallWork, options: CallPushOptions) {
    const {environment} = work.context;
    const {api, extension, storage, canMute, onRefused} = options;
    const path = extensionPath(extension);
    this.#work = work;
    this.#telephony = new Telephony(api, extension.accountId);
    this.#onRefused = onRefused;
    this.#actions = Object.freeze(canMute ? ['hang-up', 'hold', 'mute'] : ['hang-up', 'hold']);
    this.#connection = new PushConnection({
      environment,
      storage,
      storageKey: `${work.keyPrefix}/push-ticket`,
      eventFilters: [
        path + SESSIONS_PATH,
        `${path}/presence?detailedTelephonyState=true`,
      ],
      requestTicket: () =>
        api.request('auth', {method: 'POST', path: '/restapi/oauth/wstoken', body: {}}),
      onEvent: (event, body) => this.#handleEvent(event, body),
      onStateChange: (state, filter) => this.#handleState(state, filter),
    });
    this.#lead = new PollLead(environment, `${work.keyPrefix}/push`, {
      onChange: () => this.#lead.isHeld ? this.#connection.open() : this.#connection.close(),
      isWanted: () => this.#isNeeded,
    });
  }

  /** Call it when a call was placed or is over, or when the session changed. */
  update(): void {
    const {environment} = this.#work.context;
    environment.clearTimeout(this.#lingerTimer);
    if (this.#isNeeded && !this.#lead.isCandidate) this.#lead.compete(false);
    else if (!this.#isNeeded && this.#lead.isCandidate) {
      this.#lingerTimer = environment.setTimeout(() => this.#lead.withdraw(), LINGER_MS);
    }
  }

  handleWake(): void {
    if (this.#lead.isHeld) this.#connection.handleWake();
  }

  dispose(): void {
    this.#work.context.environment.clearTimeout(this.#lingerTimer);
    this.#lead.withdraw();
    this.#parties.clear();
  }

  get #isNeeded(): boolean {
    const {callRecords, isDisposed, ringOut} = this.#work;
    return !isDisposed && ringOut !== null && callRecords.active().length > 0;
  }

  #handleState(state: PushState, filter = ''): void {
    if (state === 'refused') this.#onRefused();
    if (state !== 'ready') this.#returnToPolling();
    // One scope allows to be told of sessions, and to read them.
    else if (filter.endsWith(SESSIONS_PATH)) void this.#readSessions();
  }

  /** Nothing is known by push any more, or it has missed something. */
  #returnToPolling(): void {
    const {callRecords, updatePolling, statusBackoff} = this.#work;
    for (const callRecord of callRecords.active()) {
      if (!callRecord.isPushed) continue;
      callRecords.update(withChanges(callRecord, {}, {isPushed: undefined}));
      statusBackoff.delete(callRecord.call.key);
    }
    updatePolling();
  }

  #handleEvent(event: string, body: unknown): void {
    const session = readTelephonySession(body);
    if (session) void this.#handleSession(session);
    else if (event.includes('/presence')) this.#handlePresence(body);
  }

  /** Presence says nothing of the callee: it is a reason to ask. */
  #handlePresence(body: unknown): void {
    const {activeCalls} = asRecord(body);
    if (!Array.isArray(activeCalls)) return;
    for (const activeCall of activeCalls) {
      const {telephonySessionId} = asRecord(activeCall);
      const callRecord = this.#recordOf((call) => call.id === telephonySessionId);
      if (callRecord) this.#askSoon(callRecord);
    }
  }

  async #handleSession(told: TelephonySession): Promise<void> {
    const callRecord = this.#recordOf((call) => isSessionOf(told, call));
    if (!callRecord) return this.#handleOtherSession(told);
    const {call} = callRecord;
    const session = this.#parties.merge(told);
    if (!session) return;
    const ownLeg = initiatorOf(session);
    if (ownLeg) await this.#applySession(call.key, session);
    // A page that was loaded during the call has not been told of the user's own leg. Once that is
    // up, the call can be controlled.
    if (!ownLeg || (isUp(ownLeg) && !call.can)) await this.#readSession(call);
    if (ownLeg && tellsOfCallee(told, session)) this.#pollRarely(call.key);
  }

  /** Some platforms may know a RingOut by another id than its session: a reason to ask. */
  #handleOtherSession({origin}: TelephonySession): void {
    if (origin !== 'RingOut') return;
    for (const callRecord of this.#work.callRecords.active()) {
      if (!callRecord.call.telephonySessionId) this.#askSoon(callRecord);
    }
  }

  #recordOf(isWanted: (call: Call) => boolean): CallRecord | undefined {
    return this.#work.callRecords.active().find(({call}) => isWanted(call));
  }

  /** Sends the next status request as soon as one may be sent. */
  #askSoon({call}: CallRecord): void {
    this.#work.statusBackoff.delete(call.key);
    this.#work.updatePolling();
  }

  async #applySession(callKey: string, session: TelephonySession): Promise<void> {
    const {callRecords} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord) return;
    const {status, failure, ...facts} = readSessionStatus(session);
    // That a leg is over does not say why: only RingOut knows whether the call was canceled.
    const isUnexplained = Object.values(status).includes('Finished');
    if (isUnexplained && callRecord.call.phase !== 'connected') return this.#askSoon(callRecord);
    const callPatch = {...facts, telephonySessionId: session.id};
    await applyStatus(this.#work, callKey, status, {callPatch, ...(failure && {failure})});
  }

  /** Push has proved itself on this very call. */
  #pollRarely(callKey: string): void {
    const {callRecords, statusBackoff, updatePolling} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord || callRecord.isPushed) return;
    callRecords.update(withChanges(callRecord, {}, {isPushed: true}));
    statusBackoff.start(callKey);
    updatePolling();
  }

  /** What happened while nobody was told of it. */
  async #readSessions(): Promise<void> {
    for (const {call} of this.#work.callRecords.active()) {
      if (rankOf(call.phase) >= rankOf('ringing-callee')) await this.#readSession(call);
    }
  }

  /** Reads the session of a call, and whether the call can be controlled. */
  async #readSession({id, key: callKey}: Call): Promise<void> {
    if (!id || !this.#mayReadSessions || this.#requested.has(id)) return;
    this.#requested.add(id);
    const result = await this.#telephony.read(id);
    this.#requested.delete(id);
    if (result.kind === 'client-error' && result.status === 403) this.#mayReadSessions = false;
    const answer = result.kind === 'ok' ? readTelephonySession(result.body) : null;
    const session = answer && this.#parties.merge(answer);
    const {callRecords} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord) return;
    if (!session || !isSessionOf(session, callRecord.call)) return this.#askSoon(callRecord);
    await this.#applySession(callKey, session);
    this.#offerControl(callKey, session);
  }

  #offerControl(callKey: string, session: TelephonySession): void {
    const {callRecords, context} = this.#work;
    const callRecord = callRecords.getActive(callKey);
    const extensionId = context.session.get().user?.id;
    const isOurs = callRecord && confirmedParty(session, callRecord.call, extensionId);
    if (isOurs) callRecords.update(withChanges(callRecord, {can: this.#actions}));
  }
}

/** Not every platform notifies of parties outside of the account. */
const tellsOfCallee = (told: TelephonySession, session: TelephonySession): boolean =>
  session.parties.some(({id, role}) =>
    role === 'Target' && told.parties.some((party) => party.id === id));
