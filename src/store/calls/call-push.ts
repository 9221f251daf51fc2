/**
 * Follows the calls of one extension by push, in one tab for all of them. Status requests go on: at
 * their usual pace until the platform has told of both legs of the very call by push.
 */
import type {Api} from '../../ringcentral/api.js';
import {asRecord} from '../../ringcentral/json.js';
import {type ExtensionAddress, extensionPath} from '../../ringcentral/ring-out.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession} from '../../ringcentral/telephony-session.js';
import type {KeyValue} from '../environment.js';
import {PushConnection, type PushState} from '../push/push-connection.js';
import {withChanges} from './call-record.js';
import {checkSoon} from './call-backoff.js';
import type {CallWork} from './call-work.js';
import {TabLead} from './tab-lead.js';
import {PushedSessions} from './pushed-sessions.js';

const SESSIONS_PATH = '/telephony/sessions';

/** A second call soon after the first one finds the connection open. */
const LINGER_MS = 60_000;

interface CallPushOptions {
  readonly api: Api;
  readonly extension: ExtensionAddress;
  readonly storage: KeyValue;
  readonly canMute: boolean;
  /** Another tab may have been refused while this one waited for its turn. */
  isRefused(): boolean;
  /** The platform or the page does not allow push: it is not tried again. */
  onRefused(): void;
}

export class CallPush {
  readonly #work: CallWork;
  readonly #options: CallPushOptions;
  readonly #sessions: PushedSessions;
  readonly #connection: PushConnection;
  /** Another tab does not take it away: a hidden tab keeps its socket. */
  readonly #lead: TabLead;
  #lingerTimer: unknown;
  #isDisposed = false;

  constructor(work: CallWork, options: CallPushOptions) {
    const {environment} = work.context;
    const {api, extension, storage, canMute} = options;
    const path = extensionPath(extension);
    const telephony = new Telephony(api, extension.accountId);
    this.#work = work;
    this.#options = options;
    this.#sessions = new PushedSessions(work, telephony, canMute);
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
    this.#lead = new TabLead(environment, `${work.keyPrefix}/push`, {
      onChange: () => this.#handleLeadChange(),
      isWanted: () => this.#isNeeded,
    });
  }

  /** Call it when a call was placed or is over, or when the session changed. */
  update(): void {
    const {environment} = this.#work.context;
    environment.clearTimeout(this.#lingerTimer);
    if (!this.#isNeeded) this.#sessions.stop();
    if (this.#isNeeded && !this.#lead.isCandidate) this.#lead.compete(false);
    else if (!this.#isNeeded && this.#lead.isCandidate) {
      this.#lingerTimer = environment.setTimeout(() => this.#endLingering(), LINGER_MS);
    }
  }

  handleWake(): void {
    if (this.#lead.isHeld) this.#connection.handleWake();
    this.#sessions.handleWake();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#sessions.stop();
    this.#endLingering();
  }

  #endLingering(): void {
    this.#lead.withdraw();
    // The connection closes with it, which leads to `update()` once more.
    this.#work.context.environment.clearTimeout(this.#lingerTimer);
  }

  get #isNeeded(): boolean {
    const {callRecords, isDisposed, ringOut} = this.#work;
    return !this.#isDisposed && !isDisposed && ringOut !== null && callRecords.active().length > 0;
  }

  #handleLeadChange(): void {
    const {isRefused, onRefused} = this.#options;
    if (!this.#lead.isHeld) this.#connection.close();
    else if (isRefused()) onRefused();
    else this.#connection.open();
  }

  #handleState(state: PushState, filter = ''): void {
    if (state === 'refused') this.#options.onRefused();
    if (state === 'refused' || this.#isDisposed) this.#forgetLegs();
    if (state !== 'ready') this.#returnToPolling();
    // One scope allows to be told of sessions, and to read them.
    else if (filter.endsWith(SESSIONS_PATH)) this.#sessions.readAll();
  }

  /** Nothing will tell of the user's leg any more. */
  #forgetLegs(): void {
    const {callRecords} = this.#work;
    for (const callRecord of callRecords.active()) {
      callRecords.update(withChanges(callRecord, {held: undefined, muted: undefined}));
    }
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
    if (session) void this.#sessions.handle(session);
    else if (event.includes('/presence')) this.#handlePresence(body);
  }

  /** Presence says nothing of the callee: it is a reason to ask. */
  #handlePresence(body: unknown): void {
    const {activeCalls} = asRecord(body);
    if (!Array.isArray(activeCalls)) return;
    const sessionIds = activeCalls.map((activeCall) => asRecord(activeCall).telephonySessionId);
    for (const {call} of this.#work.callRecords.active()) {
      if (sessionIds.includes(call.id)) checkSoon(this.#work, call.key);
    }
  }
}
