/**
 * The store as this page sees it: what it says becomes DOM events (`events.ts`), which load when there is something to
 * say, since a page of links never has.
 */
import {getStore} from '../../store/index.js';
import type {Call, Limit, Session, Store, StoreEvent} from '../../store/types.js';

/** What a store says. */
export type Said =
  | StoreEvent
  | {readonly type: 'session'; readonly session: Session}
  | {readonly type: 'limit'; readonly limit: Limit}
  | {readonly type: 'calls'; readonly calls: readonly Call[]};

/** Who hears what the store says. */
export interface Bridge {
  /** Elements that placed calls, by the calls' keys. */
  readonly owners: Map<string, WeakRef<Element>>;
  /** The element whose request the store is deciding on. */
  asking: WeakRef<Element> | null;
  /** The account's `<rc-session>`. */
  session: WeakRef<Element> | null;
  hear: ((said: Said) => void) | null;
  readonly missed: Said[];
}

const BRIDGES = Symbol.for('rc-click-to-call/1/bridges');

interface BridgedDocument extends Document {
  [BRIDGES]?: WeakMap<Store, Bridge>;
}

/**
 * Kept on the document, so that two copies of this script on one page do not say everything twice. `late`: the store
 * has been talking already, so where its session stands is said now.
 */
export function listenTo(store: Store, late = false): Bridge {
  const bridges = (document as BridgedDocument)[BRIDGES] ??= new WeakMap<Store, Bridge>();
  let bridge = bridges.get(store);
  if (bridge) return bridge;
  const made: Bridge = bridge = {owners: new Map(), asking: null, session: null, hear: null, missed: []};
  bridges.set(store, made);
  const say = (said: Said): void => {
    if (made.hear) return made.hear(said);
    made.missed.push(said);
    void import('./events.js').then(({speak}) => speak(store));
  };
  store.on(say);
  store.session.listen((session) => say({type: 'session', session}));
  store.limit.listen((limit) => say({type: 'limit', limit}));
  store.calls.listen((calls) => say({type: 'calls', calls}));
  if (late && store.session.get().state !== 'signed-out') say({type: 'session', session: store.session.get()});
  return made;
}

/** The store of an account, with its events on this document. */
export function storeFor(account: string): Store {
  const store = getStore(account || undefined);
  listenTo(store);
  return store;
}
