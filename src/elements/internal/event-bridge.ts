/**
 * The store as this page sees it: what it says becomes DOM events (`events.ts`), which load when there is something to
 * say, since a page of links never has.
 */
import {getStore} from '../../store/index.js';
import {BRIDGES_SYMBOL_KEY} from '../../store/keys.js';
import type {Call, Limit, Session, Store, StoreEvent} from '../../store/types.js';

/** What a store says. */
export type StoreMessage =
  | StoreEvent
  | {readonly type: 'session'; readonly session: Session}
  | {readonly type: 'limit'; readonly limit: Limit}
  | {readonly type: 'calls'; readonly calls: readonly Call[]};

/** Who hears what the store says. */
export interface EventBridge {
  /** Elements that placed calls, by the calls' keys. */
  readonly owners: Map<string, WeakRef<Element>>;
  /** The element whose request the store is deciding on. */
  asking: WeakRef<Element> | null;
  /** The account's `<rc-session>`. */
  session: WeakRef<Element> | null;
  hear: ((said: StoreMessage) => void) | null;
  readonly missed: StoreMessage[];
}

const BRIDGES = Symbol.for(BRIDGES_SYMBOL_KEY);

interface BridgedDocument extends Document {
  [BRIDGES]?: WeakMap<Store, EventBridge>;
}

/**
 * Kept on the document, so that two copies of this script on one page do not say everything twice. `late`: the store
 * has been talking already, so where its session stands is said now.
 */
export function connectBridge(store: Store, late = false): EventBridge {
  const bridges = (document as BridgedDocument)[BRIDGES] ??= new WeakMap<Store, EventBridge>();
  let bridge = bridges.get(store);
  if (bridge) return bridge;
  const made: EventBridge = bridge = {owners: new Map(), asking: null, session: null, hear: null, missed: []};
  bridges.set(store, made);
  const say = (said: StoreMessage): void => {
    if (made.hear) return made.hear(said);
    made.missed.push(said);
    void import('./events.js').then(({connectEvents}) => connectEvents(store));
  };
  store.on(say);
  store.session.listen((session) => say({type: 'session', session}));
  store.limit.listen((limit) => say({type: 'limit', limit}));
  store.calls.listen((calls) => say({type: 'calls', calls}));
  if (late && store.session.get().state !== 'signed-out') say({type: 'session', session: store.session.get()});
  return made;
}

/** The store of an account, with its events on this document. */
export function getPageStore(account: string): Store {
  const store = getStore(account || undefined);
  connectBridge(store);
  return store;
}
