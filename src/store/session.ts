/**
 * The session of one account: how the user signed in, which user it is, and when the session ends.
 * A page sees one frozen `Session`; tokens never leave the layers below. Each concern has a file in
 * `session/`.
 */
import {freeze} from './context.js';
import {Pace} from './pace.js';
import {signsInInWindow} from './session-options.js';
import type {ApiConnection} from './session/api-connection.js';
import {
  CurrentSession, type CurrentSessionOptions, type SessionFinder,
} from './session/current-session.js';
import {isOtherSdk, meansSameSession} from './session/option-changes.js';
import {restoreSession} from './session/restore-session.js';
import {StrategyStarter} from './session/strategy-starter.js';
import {completeSession} from './session/user-lookup.js';
import {strategyLoader} from './sign-in/strategy-choice.js';
import type {ConnectOptions} from './types.js';

const sessionFinder: SessionFinder = {restore: restoreSession, complete: completeSession};

export class SessionManager {
  readonly #session: CurrentSession;
  readonly #starter: StrategyStarter;
  readonly #hostChanges: Pace;
  readonly #stopWaking: () => void;
  #connectRequests = 0;

  constructor(options: CurrentSessionOptions) {
    this.#session = new CurrentSession(options, sessionFinder);
    this.#starter = new StrategyStarter(this.#session);
    this.#hostChanges = new Pace(options.environment);
    this.#stopWaking = options.environment.onWake(() => this.#handleWake());
  }

  /** Null unless the state is `ready`. */
  connection(): ApiConnection | null {
    return this.#session.connection;
  }

  /** Whether the next `signIn` needs a window. */
  signInOpensWindow(): boolean {
    const {strategy, options} = this.#session;
    if (strategy) return strategy.opensWindow?.() === true;
    return this.#starter.loader !== null && signsInInWindow(options);
  }

  /**
   * Applies new options (another SDK, client id …) and resolves when restoring is over. The same
   * options again do nothing. Never rejects: the session's state and error say what is wrong.
   */
  async connect(next: ConnectOptions): Promise<void> {
    const session = this.#session;
    const request = ++this.#connectRequests;
    if (meansSameSession(session.options, next, session.strategy)) {
      session.options = freeze({...next});
      await session.strategy?.handleNewOptions?.();
      return session.restored;
    }
    const signOuts = this.#starter.signOutCount;
    // A page may make its SDK anew whenever it is drawn, which it may be when a session starts.
    const isRedrawn = !this.#starter.isLoading && isOtherSdk(session.options, next);
    const turn = isRedrawn && this.#hostChanges.turn();
    if (turn) await turn;
    if (request !== this.#connectRequests) return session.restored;
    session.options = freeze({...next});
    this.#resetToSignedOut();
    const found = strategyLoader(session, next);
    if (!found) return session.publish({state: 'signed-out'});
    if (typeof found === 'string') return session.publish({state: 'error', problem: found});
    // A page that shows "Sign in" keeps it until a strategy can look for a session.
    if (session.state !== 'signed-out') session.publish({state: 'restoring'});
    return session.restored = this.#starter.start(found, signOuts);
  }

  /**
   * `popup` is the blank window that was opened synchronously in the click, or null where the
   * browser blocked it; with `flow` `redirect` it is not used. Resolves when the sign-in is over,
   * whatever its outcome.
   */
  async signIn(popup: Window | null): Promise<void> {
    const session = this.#session;
    const signOuts = this.#starter.signOutCount;
    await this.#starter.prepareSignIn(signOuts);
    if (signOuts !== this.#starter.signOutCount) return popup?.close();
    if (session.strategy && session.state !== 'ready') return session.strategy.signIn(popup);
    popup?.close();
    if (!this.#starter.loader && !session.value.error) session.setIdle('not-configured');
  }

  async signOut(): Promise<void> {
    const session = this.#session;
    this.#starter.signOutCount++;
    // First, so that a page which is drawn anew does not begin another session.
    const ended = session.strategy?.signOut();
    this.#starter.eraseUnloaded();
    session.end('signed-out');
    this.#hostChanges.stop();
    if (ended) return ended;
    await this.#starter.loadNow();
    if (session.strategy) return session.restored;
  }

  /** Ends the session after the API answered over its connection that it is over. */
  expire(ended: ApiConnection): void {
    const {connection, requests, strategy} = this.#session;
    if (ended !== connection) return; // it is the late answer of an earlier session
    const isOver = !requests.isReplaced && strategy?.forgetSession() !== false;
    return isOver ? this.#session.end('expired') : void this.#session.restoreAgain();
  }

  dispose(): void {
    this.#connectRequests++;
    this.#hostChanges.stop();
    this.#resetToSignedOut();
    this.#stopWaking();
  }

  #handleWake(): void {
    const {strategy, requests, retry} = this.#session;
    strategy?.handleWake();
    if (requests.isReplaced) void this.#session.restoreAgain();
    retry.wake();
  }

  #resetToSignedOut(): void {
    this.#starter.reset();
    this.#session.restored = Promise.resolve();
    this.#session.invalidate();
    this.#session.resetIdleState();
  }
}
