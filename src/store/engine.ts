/**
 * The part of a store that works: joins the session to calls, numbers and choices, and keeps the
 * tabs in step. A page loads it when it wants a session.
 */
import {browserEnvironment} from './browser-environment.js';
import {CallRequests} from './calls/call-requests.js';
import {freeze, type StoreContext} from './context.js';
import type {Environment} from './environment.js';
import {extensionKeyPrefix} from './keys.js';
import type {NumberField} from './stored-choices.js';
import {SessionManager} from './session.js';
import type {ApiConnection} from './session/api-connection.js';
import {SignedInAccount} from './signed-in-account.js';
import type {SessionState} from './types.js';

export class Engine {
  readonly callRequests: CallRequests;
  readonly sessionManager: SessionManager;
  readonly #context: StoreContext;
  readonly #stopFollowingSession: () => void;
  readonly #stopWaking: () => void;
  readonly #wantedLists = new Set<NumberField>();
  #isInboundWatched = false;
  #account: SignedInAccount | null = null;
  #limitTimer: unknown;

  constructor(
    storeValues: Omit<StoreContext, 'environment'>, environment: Environment = browserEnvironment,
  ) {
    const context = this.#context = {...storeValues, environment};
    this.sessionManager = new SessionManager({
      account: context.account, environment, state: context.session,
    });
    this.callRequests = new CallRequests(context, () => this.#account);
    this.#stopFollowingSession = context.session.subscribe(({state}) => this.#followSession(state));
    this.#stopWaking = environment.onWake(() => this.#account?.handleWake());
  }

  /** Null while no user is signed in. */
  get account(): SignedInAccount | null {
    return this.#account;
  }

  async signOut(): Promise<void> {
    const callsGivenUp = this.#account?.calls.giveUpAndErase();
    // Closes the account at once: by the time it resolves, the user may have signed in again.
    await this.sessionManager.signOut();
    await callsGivenUp;
  }

  /** Reads a list as soon as there is a session. */
  loadNumbers(listKey: NumberField): void {
    this.#wantedLists.add(listKey);
    this.#account?.numbers?.ensureLoaded(listKey);
  }

  /** Whether the page wants to know who calls. */
  setInboundWatched(isWatched: boolean): void {
    this.#isInboundWatched = isWatched;
    this.#account?.inbound.setWatched(isWatched);
  }

  dispose(): void {
    this.#stopFollowingSession();
    this.#stopWaking();
    this.#context.environment.clearTimeout(this.#limitTimer);
    this.callRequests.dispose();
    this.#account?.dispose();
    this.#account = null;
    this.sessionManager.dispose();
  }

  #followSession(state: SessionState): void {
    const connection = this.sessionManager.connection();
    if (state === 'ready' && connection) this.#connectAccount(connection);
    else if (state === 'signed-out') this.#closeAccount();
    else if (state === 'expired' || state === 'error') this.#account?.disconnect();
  }

  #connectAccount(connection: ApiConnection): void {
    if (this.#account?.connection === connection) return;
    const isSameExtension = this.#account?.keyPrefix === extensionKeyPrefix(connection.scope);
    if (!isSameExtension) this.#closeAccount();
    const onLimitChange = () => this.#publishLimit();
    const account = this.#account ??=
      new SignedInAccount(this.#context, connection, onLimitChange);
    account.inbound.setWatched(this.#isInboundWatched);
    account.connect(connection, () => this.sessionManager.expire(connection));
    for (const listKey of this.#wantedLists) account.numbers?.resume(listKey);
    this.#publishLimit();
  }

  #closeAccount(): void {
    const closingAccount = this.#account;
    if (!closingAccount) return;
    this.#account = null;
    closingAccount.close();
    this.#publishLimit();
  }

  /** Shows until when a limit holds, and looks again at that moment. */
  #publishLimit(): void {
    const {environment, limit} = this.#context;
    const until = this.#account?.limits.last ?? null;
    environment.clearTimeout(this.#limitTimer);
    if (until !== limit.get().until) limit.set(freeze({until}));
    if (until === null) return;
    const onLimitOver = () => this.#account?.limits.end(until);
    const remainingMs = Math.max(until - environment.now(), 0);
    this.#limitTimer = environment.setTimeout(onLimitOver, remainingMs);
  }
}
