/** Event bridges of this document, one for each store: they carry its messages to the page. */
import {BRIDGES_SYMBOL_KEY} from '../../store/keys.js';
import type {Call, Inbound, Limit, Session, Store, StoreEvent} from '../../store/types.js';
import type {Contact} from './contacts.js';

/** Everything that a store reports: its own events, and each new value of what it holds. */
export type StoreMessage =
  | StoreEvent
  | {readonly type: 'session'; readonly session: Session}
  | {readonly type: 'limit'; readonly limit: Limit}
  | {readonly type: 'calls'; readonly calls: readonly Call[]};

/** An `<rc-inbound-call>` that is connected. */
export interface InboundTag {
  readonly element: Element;
  /** The contacts that the page's lookup has found for the call; null before it has ended. */
  contactsOf(inbound: Inbound): readonly Contact[] | null;
}

/** Copies of the script on one page share it: the names of its members never change. */
export interface EventBridge {
  /** Elements that placed calls, by the calls' keys. */
  readonly owners: Map<string, WeakRef<Element>>;
  /** The element whose call request the store is checking. */
  asking: WeakRef<Element> | null;
  /** The account's `<rc-session>`. */
  session: WeakRef<Element> | null;
  /** The account's `<rc-inbound-call>` elements: the first one has the events of calls to the user. */
  inbound?: Set<InboundTag>;
  /** Turns a message into a DOM event; null until `fire-events.ts` has loaded. */
  hear: ((message: StoreMessage) => void) | null;
  /** Messages that came while `hear` was null. */
  readonly missed: StoreMessage[];
}

interface BridgeOptions {
  /** Runs for each message that comes while `hear` is null. */
  readonly onMissed?: () => void;
  /** The store is older than the bridge: its present session is the first message. */
  readonly replaySession?: boolean;
}

const BRIDGES = Symbol.for(BRIDGES_SYMBOL_KEY);

interface BridgedDocument extends Document {
  [BRIDGES]?: WeakMap<Store, EventBridge>;
}

/** The bridge of a store. Two copies of the script share it, so that no event fires twice. */
export function openBridge(store: Store, {onMissed, replaySession}: BridgeOptions): EventBridge {
  const bridges = (document as BridgedDocument)[BRIDGES] ??= new WeakMap<Store, EventBridge>();
  const existing = bridges.get(store);
  if (existing) return existing;
  const bridge: EventBridge = {
    owners: new Map(), asking: null, session: null, hear: null, missed: [],
  };
  bridges.set(store, bridge);
  const forward = (message: StoreMessage): void => {
    if (bridge.hear) return bridge.hear(message);
    bridge.missed.push(message);
    onMissed?.();
  };
  const forwardSession = (session: Session): void => forward({type: 'session', session});
  store.on(forward);
  store.session.listen(forwardSession);
  store.limit.listen((limit) => forward({type: 'limit', limit}));
  store.calls.listen((calls) => forward({type: 'calls', calls}));
  const session = store.session.get();
  if (replaySession && session.state !== 'signed-out') forwardSession(session);
  return bridge;
}
