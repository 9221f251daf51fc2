/** The session of one account: what the page sees of it, and the connection of one that is ready. */
import {allowsCallLog, allowsNotifications, missingScopes} from '../../ringcentral/identity.js';
import {withoutUndefined} from '../../ringcentral/json.js';
import {type SignInErrorCode, signInMessage} from '../../ringcentral/sign-in-errors.js';
import {freeze} from '../context.js';
import type {Environment} from '../environment.js';
import type {Writable} from '../observable.js';
import {Retry} from '../retry.js';
import type {RestoredSession, SessionHost, SignInStrategy} from '../sign-in/strategy.js';
import type {ConnectOptions, Session, SessionError, SessionState, User} from '../types.js';
import type {ApiConnection} from './api-connection.js';
import {eraseStoredData, storageKind, storageScope} from './extension-storage.js';
import {SessionRequests} from './session-requests.js';

type SessionValues = Pick<Session, 'state'> & {
  readonly [K in 'user' | 'signInUrl' | 'missingScopes']?: Session[K] | undefined;
} & {
  /** Why there is no session. */
  readonly problem?: SignInErrorCode | undefined;
};

/** How a session is found. */
export interface SessionFinder {
  /** Looks for a session; `isQuiet`: see `SessionHost.restoreAgain`. */
  restore(session: CurrentSession, isQuiet?: boolean): Promise<void>;
  /** `generation`: see `CurrentSession`, when the session was asked for. */
  complete(session: CurrentSession, found: RestoredSession, generation: number): Promise<void>;
}

export interface CurrentSessionOptions {
  readonly account: string;
  readonly environment: Environment;
  readonly state: Writable<Session>;
}

export class CurrentSession implements SessionHost {
  options: ConnectOptions = {};
  /** Null while the options name none, or its part of the script has not loaded. */
  strategy: SignInStrategy | null = null;
  /** Null unless the state is `ready`. */
  connection: ApiConnection | null = null;
  /** Counts what makes pending answers worthless: another strategy, a sign-out, a new look. */
  generation = 0;
  readonly account: string;
  readonly environment: Environment;
  readonly requests = new SessionRequests();
  /** The next attempt at what failed. */
  readonly retry: Retry;
  /** Resolves when restoring is over. */
  restored: Promise<void> = Promise.resolve();
  readonly #session: Writable<Session>;
  readonly #finder: SessionFinder;
  #idleState: 'signed-out' | 'expired' = 'signed-out';

  constructor({account, environment, state}: CurrentSessionOptions, finder: SessionFinder) {
    this.account = account;
    this.environment = environment;
    this.retry = new Retry(environment);
    this.#session = state;
    this.#finder = finder;
  }

  /** As the page sees it. */
  get value(): Session {
    return this.#session.get();
  }

  get state(): SessionState {
    return this.value.state;
  }

  /** From here on the old session cannot be used, and its pending answers are ignored. */
  invalidate(): void {
    this.generation++;
    this.connection = null;
    this.requests.end();
    this.retry.reset();
  }

  /** There is no session, and none was lost. */
  resetIdleState(): void {
    this.#idleState = 'signed-out';
  }

  end(endState: 'signed-out' | 'expired'): void {
    const scope = this.connection?.scope;
    this.invalidate();
    this.#idleState = endState;
    this.publish({state: endState});
    // On a shared computer, the next user must find nothing of the last one.
    if (endState === 'signed-out' && scope) eraseStoredData(this.environment, scope);
  }

  /** Requests are sent for another sign-in from here on. */
  beginRequests(from: SignInStrategy, signInId: string | undefined): void {
    this.requests.begin(from, signInId);
    if (!this.connection) return;
    this.connection = null;
    // Subscribers must not take the new connection for the old one.
    this.publish({state: 'restoring'});
  }

  /** `server`: as the platform names itself, where the strategy does not know. */
  setReady(
    user: User | null, grantedScopes: string | undefined, server = this.strategy?.server ?? '',
  ): void {
    const {strategy, requests} = this;
    if (!strategy) return;
    const scope = storageScope(server, user);
    const isOtherUser = this.connection !== null && this.connection.scope !== scope;
    if (isOtherUser) this.beginRequests(strategy, requests.signInId);
    // In an error, subscribers let go of the connection, and do not take up the same one again.
    if (this.state === 'error') this.connection = null;
    // An unknown user's choices could become another user's, so none are kept.
    const storage = user ? storageKind(this.options) : 'memory';
    const {transport} = requests;
    this.connection ??= freeze({
      transport, scope, storage, ...requestedExtension(this.options),
      clientId: this.options.clientId ?? '',
      mayPush: () => isPushWanted(this.options) && allowsNotifications(grantedScopes),
      server,
      wantsCallDetails: () => this.options.callDetails === true,
      wantsBrowserCalls: () => this.options.browserCalls === true,
      mayReadCallLog: allowsCallLog(grantedScopes),
    });
    this.resetIdleState();
    this.publish({state: 'ready', user, missingScopes: lackingScopes(grantedScopes)});
  }

  restoreAgain(isQuiet?: boolean): Promise<void> {
    return this.restored = this.#finder.restore(this, isQuiet);
  }

  restoreAfterWake(): void {
    this.retry.runAfterWake(() => void this.restoreAgain());
  }

  completeSignIn(newSession: RestoredSession): Promise<void> {
    return this.#finder.complete(this, newSession, ++this.generation);
  }

  endSession(endState: 'signed-out' | 'expired'): void {
    if (this.state === 'signed-out' && endState === 'expired') return;
    // The message comes late, and another session has begun.
    const isLate = this.strategy?.signInId?.() && this.requests.isReplaced;
    return isLate ? void this.restoreAgain() : this.end(endState);
  }

  setSigningIn(problem?: SignInErrorCode): void {
    this.publish({state: 'signing-in', problem});
  }

  setIdle(problem?: SignInErrorCode, signInUrl?: string): void {
    this.publish({state: this.#idleState, problem, signInUrl});
  }

  publish({user = null, problem, ...values}: SessionValues): void {
    const {account} = this;
    const error = problem && this.#describe(problem);
    const next: Session = freeze({...withoutUndefined({...values, error}), account, user});
    if (JSON.stringify(next) !== JSON.stringify(this.value)) this.#session.set(next);
  }

  #describe(code: SignInErrorCode): SessionError {
    const {server = '', redirectUri = ''} = this.strategy?.facts ?? this.options;
    const facts = freeze({server, redirectUri});
    return freeze({code, message: signInMessage(code, facts), facts});
  }
}

/** Undefined where the token has all scopes, or does not name them. */
function lackingScopes(grantedScopes: string | undefined): readonly string[] | undefined {
  const scopes = missingScopes(grantedScopes);
  return scopes.length > 0 ? freeze(scopes) : undefined;
}

const requestedExtension = (
  {accountId = '~', extensionId = '~'}: ConnectOptions,
): Pick<ApiConnection, 'accountId' | 'extensionId'> => ({accountId, extensionId});

/** By default only where the page has left the session to us. */
function isPushWanted({push, proxy, sdk}: ConnectOptions): boolean {
  const isOwn = proxy === undefined && sdk === undefined;
  return push ? push === 'auto' : isOwn;
}
