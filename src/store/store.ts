/**
 * The store for elements and pages: small observable values and a few actions. It stays light, so
 * that a page of links never pays for calls: `engine.ts` is loaded when a page wants a session.
 */
import {loadingWords} from '../i18n/en/loading.js';
import {LazyPart} from '../loading/lazy-part.js';
import {EMPTY_NUMBER_LIST, freeze, type StoreContext} from './context.js';
import type {Engine} from './engine.js';
import type {Environment} from './environment.js';
import type {NumberListKey} from './numbers.js';
import {observable} from './observable.js';
import type {
  Call, Choices, Limit, NumberList, Observable, Session, Store, StoreEvent, StoreOptions,
  WatchedList,
} from './types.js';

type EngineModule = typeof import('./engine.js');

const errorsPart = new LazyPart((_query) => import('./call-error.js'));
const enginePart = new LazyPart<EngineModule>((_query) => import('./engine.js'));

/**
 * Creates a store that no element uses by itself; `getStore` returns the one that all elements of
 * an account share. `environment` defaults to this browser.
 */
export function createStore(
  {account = '', ...initialOptions}: StoreOptions = {}, environment?: Environment,
): Store {
  const options = {...initialOptions};
  const listeners = new Set<(event: StoreEvent) => void>();
  const context: Omit<StoreContext, 'environment'> = {
    account,
    options,
    session: observable<Session>(freeze({state: 'signed-out', account, user: null})),
    fromNumbers: observable<NumberList>(EMPTY_NUMBER_LIST),
    callerIds: observable<NumberList>(EMPTY_NUMBER_LIST),
    choices: observable<Choices>(freeze({})),
    calls: observable<readonly Call[]>(freeze([])),
    limit: observable<Limit>(freeze({until: null})),
    emit(event) {
      for (const listener of [...listeners]) callSafely(listener, event);
    },
  };

  let engine: Engine | undefined;
  let isDisposed = false;
  const wantedLists = new Set<NumberListKey>();

  function startEngine({createEngine}: EngineModule): Engine {
    if (engine) return engine;
    engine = createEngine(context, environment);
    if (isDisposed) engine.dispose();
    for (const listKey of wantedLists) engine.loadNumbers(listKey);
    return engine;
  }

  const showLoadError = (): void => context.session.set(unloadedSession(account));

  const watchedListOf = (listKey: NumberListKey, numberList: Observable<NumberList>) =>
    createWatchedList(numberList, () => {
      wantedLists.add(listKey);
      engine?.loadNumbers(listKey);
    });

  return {
    account,
    session: context.session,
    fromNumbers: watchedListOf('from', context.fromNumbers),
    callerIds: watchedListOf('caller-id', context.callerIds),
    choices: context.choices,
    calls: context.calls,
    limit: context.limit,
    configure: (changes) => void Object.assign(options, changes),
    async connect(connectOptions) {
      const engineModule = await enginePart.whenLoaded(showLoadError);
      await startEngine(engineModule).connect(connectOptions);
    },
    async signIn() {
      // Safari opens windows only while it handles the click, so this comes before any `await`.
      const popupWindow = engine?.signInOpensWindow() === false ? null : openWindow();
      const engineModule = await enginePart.loadNow().catch(showLoadError);
      if (engineModule) await startEngine(engineModule).signIn(popupWindow);
      else popupWindow?.close();
    },
    async signOut() {
      await engine?.signOut();
    },
    async call(callRequest) {
      if (engine) return engine.call(callRequest);
      const {callError, CallRejection} = await errorsPart.loadNow();
      throw new CallRejection(callError('no-session'));
    },
    async cancel(callKey) {
      await engine?.cancel(callKey);
    },
    dismiss: (callKey) => engine?.dismiss(callKey),
    choose: (choices) => engine?.choose(choices),
    reloadNumbers: () => engine?.reloadNumbers(),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      isDisposed = true;
      engine?.dispose();
      listeners.clear();
    },
  };
}

/** The engine did not load. */
function unloadedSession(account: string): Session {
  const facts = freeze({server: '', redirectUri: ''});
  const error = freeze({code: 'sdk-load', message: loadingWords['error.not-loaded'], facts} as const);
  return freeze({state: 'error', account, user: null, error});
}

/** `onWatch`: an element or a page watches the list, so it has to be read. */
function createWatchedList(
  numberList: Observable<NumberList>, onWatch: () => void,
): WatchedList {
  return {
    get: () => numberList.get(),
    subscribe(listener) {
      onWatch();
      return numberList.subscribe(listener);
    },
    listen(listener, passive = false) {
      if (!passive) onWatch();
      return numberList.listen(listener);
    },
  };
}

/** An error in a page's listener must not stop the other listeners, nor the next step of a call. */
function callSafely(listener: (event: StoreEvent) => void, event: StoreEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => { throw error; });
  }
}

/** Null if the browser, or a replacement of `open` by the page, opens none. */
function openWindow(): Window | null {
  try {
    return globalThis.open?.('about:blank', '_blank', 'popup,width=560,height=720') ?? null;
  } catch {
    return null;
  }
}
