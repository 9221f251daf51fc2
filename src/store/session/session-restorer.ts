/** Looks for a session, and is the session manager as its strategies see it. */
import type {SignInErrorCode} from '../../ringcentral/sign-in-errors.js';
import type {Environment} from '../environment.js';
import type {RestoredSession, SessionHost} from '../sign-in/strategy.js';
import type {ConnectOptions, SessionState} from '../types.js';
import type {CurrentSession} from './current-session.js';
import {UserLookup} from './user-lookup.js';

export class SessionRestorer implements SessionHost {
  readonly account: string;
  readonly environment: Environment;
  /** Resolves when restoring is over. */
  restored: Promise<void> = Promise.resolve();
  readonly #session: CurrentSession;
  readonly #userLookup: UserLookup;

  constructor(session: CurrentSession) {
    this.account = session.account;
    this.environment = session.environment;
    this.#session = session;
    this.#userLookup = new UserLookup(session, () => this.restoreAgain());
  }

  options(): ConnectOptions {
    return this.#session.options;
  }

  state(): SessionState {
    return this.#session.state;
  }

  restoreAgain(isQuiet?: boolean): Promise<void> {
    return this.restored = this.restore(isQuiet);
  }

  restoreAfterWake(): void {
    this.#session.retry.runAfterWake(() => void this.restoreAgain());
  }

  completeSignIn(newSession: RestoredSession): Promise<void> {
    return this.#userLookup.complete(newSession, this.#session.beginGeneration());
  }

  endSession(endState: 'signed-out' | 'expired'): void {
    const {state, strategy, requests} = this.#session;
    if (state === 'signed-out' && endState === 'expired') return;
    // The message comes late, and another session has begun.
    if (strategy?.signInId?.() && requests.isReplaced) return void this.restoreAgain();
    this.#session.end(endState);
  }

  setSigningIn(problem?: SignInErrorCode): void {
    this.#session.publishSigningIn(problem);
  }

  setIdle(problem?: SignInErrorCode, signInUrl?: string): void {
    this.#session.publishIdle(problem, signInUrl);
  }

  async restore(isQuiet = false): Promise<void> {
    const session = this.#session;
    if (!session.strategy) return;
    session.retry.stop();
    const generation = session.beginGeneration();
    const sessionBefore = session.value;
    const restoring = session.strategy.restore();
    // A sign-in that comes back from its redirect publishes a state of its own.
    const isUntouched = session.value === sessionBefore;
    // With no session, and no request to find one, the page must not look as if it were searching.
    const isSearching = restoring !== 'signed-out' && sessionBefore.state !== 'ready' && !isQuiet;
    if (isUntouched && isSearching) session.publish({state: 'restoring'});
    const result = await restoring;
    if (!session.isCurrent(generation)) return;
    if (typeof result === 'string') return session.end(result);
    if ('problem' in result) return this.#handleProblem(result.problem);
    await this.#userLookup.complete(result, generation);
  }

  /** The page's own part, its function or SDK, failed. It may work soon. */
  retryHost(tryAgain: () => void): void {
    this.#session.publishError('token-function');
    this.#session.retry.schedule(tryAgain);
  }

  #handleProblem(problem: SignInErrorCode): void {
    // The page's function failed, which does not mean that the user has left: calls are kept.
    if (problem === 'token-function') return this.retryHost(() => void this.restore(true));
    this.#session.end('signed-out');
    this.setIdle(problem);
  }
}
