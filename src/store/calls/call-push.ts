/**
 * Follows the calls of one extension by push, in one tab for all of them. Status requests go on: at
 * their usual pace until the platform has told of both legs of the very call by push.
 */
import type {Api} from '../../ringcentral/api.js';
import {asRecord} from '../../ringcentral/json.js';
import {type ExtensionAddress, extensionPath} from '../../ringcentral/ring-out.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession, type TelephonySession} from '../../ringcentral/telephony-session.js';
import {PushConnection, type PushState} from '../push/push-connection.js';
import {SessionParties} from '../push/session-parties.js';
import {applyStatus} from './call-progress.js';
import type {CallAction} from '../types.js';
import {withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';
import {PollLead} from './poll-lead.js';
import {confirmedParty, initiatorOf, isUp, matchSession} from './session-match.js';
import {readSessionStatus} from './session-status.js';

/** A second call soon after the first one finds the connection open. */
const LINGER_MS = 60_000;

interface CallPushOptions {
  readonly api: Api;
  readonly extension: ExtensionAddress;
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
  /** Epoch ms at which a session was seen first. */
  readonly #seenAt = new Map<string, number>();
  /** Sessions that a request asks for at the moment. */
  readonly #requested = new Set<string>();
  #mayReadSessions = true;
  #lingerTimer: unknown;

  constructor(work: CallWork, {api, extension, canMute, onRefused}: CallPushOptions) {
    const {environment} = work.context;
    const path = extensionPath(extension);
    this.#work = work;
    this.#telephony = new Telephony(api, extension.accountId);
    this.#onRefused = onRefused;
    this.#actions = Object.freeze(canMute ? ['hang-up', 'hold', 'mute'] : ['hang-up', 'hold']);
    this.#connection = new PushConnection({
      environment,
      eventFilters: [
        `${path}/telephony/sessions`,
        `${path}/presence?detailedTelephonyState=true`,
      ],
      requestTicket: () =>
        api.request('auth', {method: 'POST', path: '/restapi/oauth/wstoken', body: {}}),
      onEvent: (event, body) => this.#handleEvent(event, body),
      onStateChange: (state) => this.#handleState(state),
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

  #handleState(state: PushState): void {
    if (state === 'refused') this.#onRefused();
    if (state !== 'ready') this.#returnToPolling();
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
    const {callRecords, updatePolling, statusBackoff} = this.#work;
    for (const activeCall of activeCalls) {
      const {telephonySessionId} = asRecord(activeCall);
      const callRecord = callRecords.active().find(({call}) => call.id === telephonySessionId);
      if (callRecord) statusBackoff.delete(callRecord.call.key);
    }
    updatePolling();
  }

  async #handleSession(told: TelephonySession): Promise<void> {
    const {callRecords, context: {environment}} = this.#work;
    const seenAt = this.#seenAt.get(told.id) ?? environment.now();
    this.#seenAt.set(told.id, seenAt);
    const session = this.#parties.merge(told);
    if (!session) return;
    const activeRecords = callRecords.active();
    const isOnlyCall = activeRecords.length === 1;
    for (const {call} of activeRecords) {
      const match = matchSession(session, call, {seenAt, isOnlyCall});
      if (!match) continue;
      await this.#applySession(call.key, session, match === 'same');
      if (match !== 'same') continue;
      if (tellsOfCallee(told, session)) this.#pollRarely(call.key);
      await this.#confirm(call.key, session);
    }
  }

  /** `isOurs`: the session is surely that of the call. */
  async #applySession(
    callKey: string, session: TelephonySession, isOurs: boolean,
  ): Promise<void> {
    const {status, failure, ...facts} = readSessionStatus(session);
    const callPatch = {...facts, ...(isOurs && {telephonySessionId: session.id})};
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

  /** Asks for the session once the user's phone is up: only then can the call be controlled. */
  async #confirm(callKey: string, {id, parties}: TelephonySession): Promise<void> {
    const {callRecords} = this.#work;
    const {call} = callRecords.getActive(callKey) ?? {};
    const isWanted = call && !call.can && this.#mayReadSessions && !this.#requested.has(id);
    if (!isWanted || !isUp(initiatorOf({id, parties}))) return;
    const session = await this.#readSession(id);
    if (!session) return;
    await this.#applySession(callKey, session, true);
    const current = callRecords.getActive(callKey);
    const extensionId = this.#work.context.session.get().user?.id;
    if (!current || !confirmedParty(session, current.call, extensionId)) return;
    callRecords.update(withChanges(current, {can: this.#actions}));
  }

  async #readSession(sessionId: string): Promise<TelephonySession | null> {
    this.#requested.add(sessionId);
    const result = await this.#telephony.read(sessionId);
    this.#requested.delete(sessionId);
    if (result.kind === 'client-error' && result.status === 403) this.#mayReadSessions = false;
    const session = result.kind === 'ok' ? readTelephonySession(result.body) : null;
    return session && this.#parties.merge(session);
  }
}

/** Not every platform notifies of parties outside of the account. */
const tellsOfCallee = (told: TelephonySession, session: TelephonySession): boolean =>
  session.parties.some(({id, role}) =>
    role === 'Target' && told.parties.some((party) => party.id === id));
