/** The engine of a store, which loads when the page wants a session. */
import {loadingWords} from '../i18n/en/loading.js';
import {LazyPart} from '../loading/lazy-part.js';
import {freeze, type StoreContext} from './context.js';
import type {Engine} from './engine.js';
import type {Environment} from './environment.js';
import type {NumberListKey} from './numbers.js';
import type {ConnectOptions, Session} from './types.js';

type EngineModule = typeof import('./engine.js');

const enginePart = new LazyPart<EngineModule>((_query) => import('./engine.js'));

export class LazyEngine {
  /** Undefined until it has loaded. */
  engine: Engine | undefined;
  #isConnected = false;
  /** The user has signed out before the engine was there. */
  #isSignedOut = false;
  #isDisposed = false;
  readonly #wantedLists = new Set<NumberListKey>();

  constructor(
    private readonly context: Omit<StoreContext, 'environment'>,
    private readonly environment: Environment | undefined,
  ) {}

  async connect(options: ConnectOptions): Promise<void> {
    this.#isConnected = true;
    const engineModule = await enginePart.whenLoaded(this.#showLoadError);
    if (this.#isDisposed) return;
    const engine = this.#start(engineModule);
    const connected = engine.connect(options);
    if (this.#isSignedOut) await engine.signOut();
    this.#isSignedOut = false;
    await connected;
  }

  async signIn(): Promise<void> {
    // Safari opens windows only while it handles the click, so this comes before any `await`.
    const popupWindow = this.engine?.signInOpensWindow() === false ? null : openWindow();
    this.#isSignedOut = false;
    const engineModule = await enginePart.loadNow().catch(this.#showLoadError);
    if (engineModule && !this.#isDisposed) await this.#start(engineModule).signIn(popupWindow);
    else popupWindow?.close();
  }

  async signOut(): Promise<void> {
    this.#isSignedOut = this.#isConnected && !this.engine;
    if (this.#isSignedOut) await enginePart.loadNow().catch(() => undefined);
    await this.engine?.signOut();
  }

  loadNumbers(listKey: NumberListKey): void {
    this.#wantedLists.add(listKey);
    this.engine?.loadNumbers(listKey);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.engine?.dispose();
  }

  #start({createEngine}: EngineModule): Engine {
    if (this.engine) return this.engine;
    const engine = this.engine = createEngine(this.context, this.environment);
    for (const listKey of this.#wantedLists) engine.loadNumbers(listKey);
    return engine;
  }

  readonly #showLoadError = (): undefined => {
    const {session, account} = this.context;
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
