/** Holds the connection to the gateway, in one tab for all tabs of an extension. */
import type {Api} from '../../ringcentral/api.js';
import {type ExtensionAddress, extensionPath} from '../../ringcentral/api-path.js';
import type {Environment, KeyValue} from '../environment.js';
import {TabLead} from '../tab-lead.js';
import {PushConnection, type PushState} from './push-connection.js';

const SESSIONS_PATH = '/telephony/sessions';

/** The next call, if it comes soon, finds the connection open. */
const LINGER_MS = 60_000;

/** `sessions`: of telephony, which say more. */
export type PushSubject = 'sessions' | 'presence';

export interface PushListener {
  isNeeded(): boolean;
  /** `body`: of a telephony session or of presence, see `subject`. */
  handleEvent(subject: PushSubject, body: unknown): void;
  /**
   * The connection is ready, and tells of the subject; null = it tells of nothing. Each time that
   * it is ready, something may have been missed.
   */
  handleConnection(subject: PushSubject | null): void;
  handleWake?(): void;
  /** Something needs to be known. It may be called again. */
  resume?(): void;
  /** Nothing needs to be known for now: answers that are under way are ignored. */
  pause?(): void;
  /** There is no push any more. `hasLed`: this tab held the connection. */
  dispose(hasLed: boolean): void;
}

interface PushLeadOptions {
  readonly api: Api;
  readonly extension: ExtensionAddress;
  readonly environment: Environment;
  readonly storage: KeyValue;
  /** Prefix of storage keys and lock names, from `extensionKeyPrefix`. */
  readonly keyPrefix: string;
  /** Another tab may have been refused while this one waited for its turn. */
  isRefused(): boolean;
  /** The platform or the page does not allow push: it is not tried again. */
  onRefused(): void;
}

export class PushLead {
  readonly #options: PushLeadOptions;
  readonly #listeners = new Set<PushListener>();
  readonly #connection: PushConnection;
  /** Another tab does not take it away: a hidden tab keeps its socket. */
  readonly #lead: TabLead;
  #subject: PushSubject | null = null;
  #lingerTimer: unknown;
  #isDisposed = false;

  constructor(options: PushLeadOptions) {
    const {api, extension, environment, storage, keyPrefix} = options;
    const path = extensionPath(extension);
    this.#options = options;
    this.#connection = new PushConnection({
      environment,
      storage,
      storageKey: `${keyPrefix}/push-ticket`,
      eventFilters: [
        path + SESSIONS_PATH,
        `${path}/presence?detailedTelephonyState=true`,
      ],
      requestTicket: () =>
        api.request('auth', {method: 'POST', path: '/restapi/oauth/wstoken', body: {}}),
      onEvent: (event, body) => this.#handleEvent(event, body),
      onStateChange: (state, filter) => this.#handleState(state, filter),
    });
    this.#lead = new TabLead(environment, `${keyPrefix}/push`, {
      onChange: () => this.#handleLeadChange(),
      isWanted: () => this.#isNeeded,
    });
  }

  add(listener: PushListener): void {
    this.#listeners.add(listener);
    if (this.#subject) listener.handleConnection(this.#subject);
    this.update();
  }

  /** Call it when a listener may be needed, or is needed no more. */
  update(): void {
    const {environment} = this.#options;
    environment.clearTimeout(this.#lingerTimer);
    for (const listener of this.#listeners) {
      if (listener.isNeeded()) listener.resume?.();
      else listener.pause?.();
    }
    if (this.#isNeeded && !this.#lead.isCandidate) this.#lead.compete(false);
    if (this.#isNeeded || !this.#lead.isCandidate) return;
    // A tab that only waits for its turn must not open a connection that nobody needs.
    if (!this.#lead.isHeld) return this.#lead.withdraw();
    this.#lingerTimer = environment.setTimeout(() => this.#endLingering(), LINGER_MS);
  }

  /** Takes the connection over from a tab that follows less. */
  takeOver(): void {
    if (!this.#lead.isHeld && this.#isNeeded) this.#lead.compete(true);
  }

  handleWake(): void {
    if (this.#lead.isHeld) this.#connection.handleWake();
    for (const listener of this.#listeners) listener.handleWake?.();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const listener of this.#listeners) listener.dispose(this.#lead.isHeld);
    this.#endLingering();
  }

  #endLingering(): void {
    this.#lead.withdraw();
    // The connection closes with it, which leads to `update()` once more.
    this.#options.environment.clearTimeout(this.#lingerTimer);
  }

  get #isNeeded(): boolean {
    return !this.#isDisposed && [...this.#listeners].some((listener) => listener.isNeeded());
  }

  #handleLeadChange(): void {
    const {isRefused, onRefused} = this.#options;
    if (!this.#lead.isHeld) this.#connection.close();
    else if (isRefused()) onRefused();
    else this.#connection.open();
  }

  #handleState(state: PushState, filter = ''): void {
    if (state === 'refused') this.#options.onRefused();
    this.#subject = state === 'ready' ? subjectOf(filter) : null;
    if (this.#isDisposed) return;
    for (const listener of this.#listeners) listener.handleConnection(this.#subject);
  }

  #handleEvent(event: string, body: unknown): void {
    const subject = subjectOf(event);
    for (const listener of this.#listeners) listener.handleEvent(subject, body);
  }
}

/** `path`: an event filter, or the path of an event. */
const subjectOf = (path: string): PushSubject =>
  path.includes(SESSIONS_PATH) ? 'sessions' : 'presence';
