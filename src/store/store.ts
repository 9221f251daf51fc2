/**
 * The store for elements and pages: small observable values and a few actions. It stays light, so
 * that a page of links never pays for calls: `engine.ts` is loaded when a page wants a session.
 */
import {EMPTY_NUMBER_LIST, freeze, type StoreContext} from './context.js';
import type {Engine} from './engine.js';
import type {Environment} from './environment.js';
import type {NumberListKey} from './numbers.js';
import {observable} from './observable.js';
import type {
  Call, Choices, Limit, NumberList, Observable, Session, Store, StoreEvent, StoreOptions,
  WatchedList,
} from './types.js';

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

  let enginePromise: Promise<Engine> | undefined;
  let engine: Engine | undefined;
  let isDisposed = false;
  const wantedLists = new Set<NumberListKey>();

  async function importEngine(): Promise<Engine> {
    try {
      const {createEngine} = await import('./engine.js');
      engine = createEngine(context, environment);
    } catch (error) {
      enginePromise = undefined; // a chunk that failed to load (offline) may load next time
      throw error;
    }
    if (isDisposed) engine.dispose();
    for (const listKey of wantedLists) engine.loadNumbers(listKey);
    return engine;
  }

  const loadEngine = (): Promise<Engine> => enginePromise ??= importEngine();

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
      await (await loadEngine()).connect(connectOptions);
    },
    async signIn() {
      // Safari opens windows only while it handles the click, so this comes before any `await`.
      const popupWindow = engine?.signInOpensWindow() === false ? null : openWindow();
      await (await loadEngine()).signIn(popupWindow);
    },
    async signOut() {
      await engine?.signOut();
    },
    async call(callRequest) {
      if (engine) return engine.call(callRequest);
      const {callError, CallRejection} = await import('./call-error.js');
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
