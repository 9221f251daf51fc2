/**
 * The store that elements and hosts meet: small observable values and a few actions. It is light on
 * purpose: what works (`engine.ts`) is loaded when a session is wanted, so that a page of links
 * never pays for it.
 */
import {type StoreContext, freeze} from './context.js';
import type {Environment} from './environment.js';
import type {Engine} from './engine.js';
import {observable} from './observable.js';
import type {Call, Choices, Limit, NumberList, Observable, Session, Store, StoreEvent, StoreOptions, WatchedList} from './types.js';

const NO_NUMBERS: NumberList = freeze({state: 'idle', options: freeze([])});

/**
 * A store of its own, shared with nobody; `getStore` gives the one that all elements of an account share.
 * `environment`: the place it runs in; this browser when absent.
 */
export function createStore({account = '', ...given}: StoreOptions = {}, environment?: Environment): Store {
  const options = {...given};
  const listeners = new Set<(event: StoreEvent) => void>();
  const core: Omit<StoreContext, 'environment'> = {
    account, options,
    session: observable<Session>(freeze({state: 'signed-out', account, user: null})),
    fromNumbers: observable<NumberList>(NO_NUMBERS),
    callerIds: observable<NumberList>(NO_NUMBERS),
    choices: observable<Choices>(freeze({})),
    calls: observable<readonly Call[]>(freeze([])),
    limit: observable<Limit>(freeze({until: null})),
    emit(event) {
      for (const listener of [...listeners]) {
        // A host's faulty listener must not cost the others their event, nor the call its next step.
        try { listener(event); } catch (error) { queueMicrotask(() => { throw error; }); }
      }
    },
  };

  let engine: Promise<Engine> | undefined;
  let running: Engine | undefined;
  let disposed = false;
  const wanted = new Set<'from' | 'caller-id'>();
  const start = (): Promise<Engine> => engine ??= import('./engine.js').then(({createEngine}) => {
    running = createEngine(core, environment);
    if (disposed) running.dispose();
    for (const list of wanted) running.want(list);
    return running;
  }).catch((error: unknown) => {
    engine = undefined; // a chunk that could not be loaded (offline) may load next time
    throw error;
  });

  /** A list that is asked of the platform from the first moment somebody watches it. */
  const watched = (list: 'from' | 'caller-id', values: Observable<NumberList>): WatchedList => {
    const want = () => {
      wanted.add(list);
      running?.want(list);
    };
    return {
      get: () => values.get(),
      subscribe(fn) { want(); return values.subscribe(fn); },
      listen(fn, quietly = false) {
        if (!quietly) want();
        return values.listen(fn);
      },
    };
  };

  return {
    account,
    session: core.session, fromNumbers: watched('from', core.fromNumbers), callerIds: watched('caller-id', core.callerIds),
    choices: core.choices, calls: core.calls, limit: core.limit,
    configure: (more) => void Object.assign(options, more),
    async connect(connectOptions) {
      await (await start()).connect(connectOptions);
    },
    async signIn() {
      // Safari opens windows only while the click is being handled, so before anything is awaited.
      const popup = running?.signInOpensWindow() === false ? null : openWindow();
      await (await start()).signIn(popup);
    },
    async signOut() {
      await running?.signOut();
    },
    async call(request) {
      if (running) return running.call(request);
      const {callError, rejectWith: refuse} = await import('./call-error.js');
      return refuse(callError('no-session'));
    },
    async cancel(key) {
      await running?.cancel(key);
    },
    dismiss: (key) => running?.dismiss(key),
    choose: (choices) => running?.choose(choices),
    reloadNumbers: () => running?.reloadNumbers(),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      disposed = true;
      running?.dispose();
      listeners.clear();
    },
  };
}

/** Null where the browser, or something that the page put in its place, opens none. */
function openWindow(): Window | null {
  try {
    return globalThis.open?.('about:blank', '_blank', 'popup,width=560,height=720') ?? null;
  } catch {
    return null;
  }
}
