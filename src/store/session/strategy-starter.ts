/** Loads the part of the script that a page's way to sign in needs, and starts its strategy. */
import type {AnyPart} from '../../loading/lazy-part.js';
import {serverOrigin} from '../../ringcentral/identity.js';
import {signInKeyPrefix} from '../keys.js';
import type {StrategyLoader} from '../sign-in/strategy-choice.js';
import {eraseSignIn} from '../sign-in/stored-sign-in.js';
import {pkcePart} from '../sign-in/strategy-parts.js';
import type {SignInStrategy} from '../sign-in/strategy.js';
import type {CurrentSession} from './current-session.js';
import {restoreSession, retryHost} from './restore-session.js';

export class StrategyStarter {
  /** For the strategy of the options; null where they name none, or a wrong one. */
  loader: StrategyLoader | null = null;
  /** Work that was to begin a session before a sign-out begins none after it. */
  signOutCount = 0;
  readonly #session: CurrentSession;
  /** Until it has loaded. */
  #part: AnyPart | undefined;
  /** Counts the strategies that were requested, so that one which loads too late is dropped. */
  #loadId = 0;
  /** The stored tokens of sign-outs that came before the strategy had loaded. */
  readonly #erasedTokens: string[] = [];

  constructor(session: CurrentSession) {
    this.#session = session;
  }

  get isLoading(): boolean {
    return this.#part !== undefined;
  }

  /**
   * Resolves once the strategy has restored a session, or was replaced; never rejects.
   * `signOuts`: how often the user had signed out when the session was asked for.
   */
  async start(next: StrategyLoader, signOuts = this.signOutCount): Promise<void> {
    const session = this.#session;
    const loadId = ++this.#loadId;
    const isWanted = () => loadId === this.#loadId && signOuts === this.signOutCount;
    this.loader = next;
    this.#part = next.part;
    await this.#part.whenLoaded(() => {
      if (isWanted()) session.publish({state: 'error', problem: 'sdk-load'});
    });
    if (loadId !== this.#loadId) return;
    this.#part = undefined;
    const strategy = session.strategy = createStrategy(next);
    if (!isWanted() && next.part !== pkcePart) return strategy?.signOut();
    // Tokens that are there now are of a session that has begun after the sign-out.
    for (const tokens of this.#erasedTokens.splice(0)) void strategy?.revokeErased?.(tokens);
    return strategy
      ? restoreSession(session)
      : retryHost(session, () => void this.start(next));
  }

  /** For a user who wants a session: requests a missing part, and tries an SDK again that threw. */
  async prepareSignIn(signOuts: number): Promise<void> {
    const session = this.#session;
    await this.loadNow();
    const loader = session.strategy ? null : this.loader;
    if (loader) session.restored = this.start(loader, signOuts);
    // A session that is being looked for may need no window.
    else if (session.state !== 'restoring') return;
    if (!this.#part?.isMissing) return session.restored;
    if (signOuts === this.signOutCount) session.publish({state: 'error', problem: 'sdk-load'});
  }

  /** Requests the part for a user who has clicked. Never rejects. */
  loadNow(): Promise<unknown> | undefined {
    return this.#part?.loadNow().catch(() => undefined);
  }

  /** Only what is there now: another tab may begin a session before the strategy has loaded. */
  eraseUnloaded(): void {
    if (this.#part === pkcePart) this.#erasedTokens.push(...eraseOwnSignIn(this.#session));
  }

  /** Ends the present strategy; one that is still loading comes too late. */
  reset(): void {
    this.#session.strategy?.dispose();
    this.#session.strategy = this.loader = null;
    this.#loadId++;
    this.#part = undefined;
    this.#erasedTokens.length = 0;
  }
}

/** Erases all that our own sign-in has stored; returns its tokens, if there are any. */
function eraseOwnSignIn({environment, account, options}: CurrentSession): readonly string[] {
  const {clientId = '', server, storage = 'local'} = options;
  const keyPrefix = signInKeyPrefix(clientId, serverOrigin(server) ?? '', account);
  const tokens = eraseSignIn(environment, storage, keyPrefix);
  return tokens === null ? [] : [tokens];
}

/** Null where the page's SDK throws. */
function createStrategy({create}: StrategyLoader): SignInStrategy | null {
  try {
    return create();
  } catch {
    return null;
  }
}
