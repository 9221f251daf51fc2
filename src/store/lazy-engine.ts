/** The engine of a store, which loads when the page wants a session. */
import {loadingWords} from '../i18n/en/loading.js';
import {LazyPart} from '../loading/lazy-part.js';
import type {Calls} from './calls.js';
import {freeze, type StoreContext} from './context.js';
import type {Engine} from './engine.js';
import type {Environment} from './environment.js';
import type {NumberField} from './stored-choices.js';
import {signsInInWindow} from './session-options.js';
import type {ConnectOptions, Session} from './types.js';

type EngineModule = typeof import('./engine.js');

const enginePart = new LazyPart<EngineModule>((_query) => import('./engine.js'));

export class LazyEngine {
  readonly #context: Omit<StoreContext, 'environment'>;
  readonly #environment: Environment | undefined;
  /** Undefined until it has loaded. */
  engine: Engine | undefined;
  #options: ConnectOptions | undefined;
  /** Work that was to begin a session before a sign-out begins none after it. */
  #signOutCount = 0;
  #signedOut: Promise<void> | undefined;
  /** The window of the sign-in that is under way. */
  #popup: Window | null = null;
  #isDisposed = false;
  readonly #wantedLists = new Set<NumberField>();
  #inboundWatcherCount = 0;

  constructor(context: Omit<StoreContext, 'environment'>, environment: Environment | undefined) {
    this.#context = context;
    this.#environment = environment;
  }

  async connect(options: ConnectOptions): Promise<void> {
    this.#options = options;
    // At once: a sign-in that follows has to know whether it needs a window.
    if (this.engine) {
      await this.engine.sessionManager.connect(options);
      return this.calls?.updatePolling();
    }
    const signOutCount = this.#signOutCount;
    const engineModule = await enginePart.whenLoaded(this.#showLoadError);
    if (this.#isDisposed) return;
    const engine = this.#start(engineModule);
    const connected = engine.sessionManager.connect(options);
    if (signOutCount !== this.#signOutCount) await (this.#signedOut = engine.signOut());
    await connected;
  }

  async signIn(): Promise<void> {
    const shown = this.#popup;
    // Safari opens windows only while it handles the click, so this comes before any `await`.
    const popup = this.#opensWindow ? this.#openWindow() : null;
    const signOutCount = this.#signOutCount;
    const engineModule = await enginePart.loadNow().catch(this.#showLoadError);
    const isWanted = !this.#isDisposed && signOutCount === this.#signOutCount;
    if (engineModule && isWanted) await this.#start(engineModule).sessionManager.signIn(popup);
    else popup?.close();
    const hasOpened = popup !== shown && popup === this.#popup;
    if (hasOpened) this.#popup = null;
  }

  async signOut(): Promise<void> {
    this.#signOutCount++;
    if (this.engine) return this.engine.signOut();
    // `connect` signs out once the engine is there.
    if (this.#options) await enginePart.loadNow().then(() => this.#signedOut, () => undefined);
  }

  /** For a user who has clicked, if the engine is wanted and did not load. */
  requestAgain(): void {
    if (this.#options && enginePart.isMissing) enginePart.loadNow().catch(() => undefined);
  }

  loadNumbers(listKey: NumberField): void {
    this.#wantedLists.add(listKey);
    this.engine?.loadNumbers(listKey);
  }

  /** Calls to the user are told of from now on, until all watchers have called what this returns. */
  watchInbound(): () => void {
    this.#countInboundWatcher(1);
    let isWatching = true;
    return () => {
      if (isWatching) this.#countInboundWatcher(-1);
      isWatching = false;
    };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.engine?.dispose();
  }

  #countInboundWatcher(change: 1 | -1): void {
    this.#inboundWatcherCount += change;
    this.engine?.setInboundWatched(this.#inboundWatcherCount > 0);
  }

  /** Undefined while no user is signed in. */
  get calls(): Calls | undefined {
    return this.engine?.account?.calls;
  }

  get #opensWindow(): boolean {
    return this.engine?.sessionManager.signInOpensWindow() ?? signsInInWindow(this.#options ?? {});
  }

  /** The window of a sign-in that is under way is shown again. */
  #openWindow(): Window | null {
    if (this.#popup?.closed === false) this.#popup.focus();
    else this.#popup = openWindow();
    return this.#popup;
  }

  #start(engineModule: EngineModule): Engine {
    if (this.engine) return this.engine;
    const engine = this.engine = new engineModule.Engine(this.#context, this.#environment);
    for (const listKey of this.#wantedLists) engine.loadNumbers(listKey);
    engine.setInboundWatched(this.#inboundWatcherCount > 0);
    return engine;
  }

  readonly #showLoadError = (): undefined => {
    const {session, account} = this.#context;
    // Once only: an element that draws the error connects again.
    if (session.get().error?.code !== 'sdk-load') session.set(unloadedSession(account));
  };
}

/** The engine did not load. */
function unloadedSession(account: string): Session {
  const facts = freeze({server: '', redirectUri: ''});
  const error = freeze({code: 'sdk-load', message: loadingWords['error.not-loaded'], facts} as const);
  return freeze({state: 'error', account, user: null, error});
}

/** Null if the browser, or a replacement of `open` by the page, opens none. */
function openWindow(): Window | null {
  try {
    return globalThis.open?.('about:blank', '_blank', 'popup,width=560,height=720') ?? null;
  } catch {
    return null;
  }
}
