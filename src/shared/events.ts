/**
 * What the page hears. The store tells its listeners; the bridge below says the same as DOM events, on the element
 * that placed the call, or on the document where that element is gone.
 */
import {getStore} from '../store/index.js';
import type {Call, CallError, CallRequest, SessionState, Store, User} from '../store/types.js';

abstract class RcEvent<Detail extends object> extends Event {
  #detail: Readonly<Detail>;

  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, {bubbles: true, composed: true, cancelable});
    this.#detail = Object.freeze(detail);
  }

  /** Frozen. */
  get detail(): Readonly<Detail> {
    return this.#detail;
  }

  protected replaceDetail(detail: Detail): void {
    this.#detail = Object.freeze(detail);
  }
}

/** What is about to be sent. Numbers in E.164; absent = the platform's default. */
export interface CallRequestDetail {
  readonly to: string;
  readonly from: string | undefined;
  readonly callerId: string | undefined;
  readonly playPrompt: boolean | undefined;
  readonly country: string | undefined;
  readonly name: string | undefined;
}

/** `rc-call-request`: before anything is sent. `preventDefault()` refuses the call as `do-not-call`. */
export class RcCallRequestEvent extends RcEvent<CallRequestDetail> {
  constructor(detail: CallRequestDetail) {
    super('rc-call-request', {...detail}, true);
  }

  /** Changes what will be sent. Who is called cannot be changed. */
  update(changes: Partial<Pick<CallRequestDetail, 'from' | 'callerId' | 'playPrompt'>>): void {
    const {from, callerId, playPrompt} = {...this.detail, ...changes};
    this.replaceDetail({...this.detail, from, callerId, playPrompt});
  }
}

/** `rc-call-change`: one transition of a call, the first and the last included. */
export class RcCallChangeEvent extends RcEvent<{readonly call: Call}> {
  constructor(call: Call) {
    super('rc-call-change', {call});
  }
}

/** `rc-call-end`: once for each call in each open document; `primary` in exactly one of them. */
export class RcCallEndEvent extends RcEvent<{readonly call: Call; readonly primary: boolean}> {
  constructor(call: Call, primary: boolean) {
    super('rc-call-end', {call, primary});
  }
}

/** `rc-call-error`: a refusal (`call` is null, nothing was sent) or a failure of `call`. */
export class RcCallErrorEvent extends RcEvent<{readonly error: CallError; readonly call: Call | null}> {
  constructor(error: CallError, call: Call | null) {
    super('rc-call-error', {error, call});
  }
}

/** `rc-session-change`: an account's session came, went or is on its way. */
export class RcSessionChangeEvent extends RcEvent<
  {readonly state: SessionState; readonly account: string; readonly user: User | null}
> {
  constructor(state: SessionState, account: string, user: User | null) {
    super('rc-session-change', {state, account, user});
  }
}

/** `rc-limit-change`: RingCentral asks for a pause until `until` (epoch ms); null = it is over. */
export class RcLimitChangeEvent extends RcEvent<{readonly until: number | null}> {
  constructor(until: number | null) {
    super('rc-limit-change', {until});
  }
}

interface Bridge {
  readonly owners: Map<string, WeakRef<Element>>;
  /** The element whose request the store is deciding on. */
  asking: WeakRef<Element> | null;
  /** The account's `<rc-session>`. */
  session: WeakRef<Element> | null;
}

const BRIDGES = Symbol.for('rc-click-to-call/1/bridges');

/** Kept on the document, so that two copies of this script on one page do not say everything twice. */
function bridgesOf(document: Document & {[BRIDGES]?: WeakMap<Store, Bridge>}): WeakMap<Store, Bridge> {
  return document[BRIDGES] ??= new WeakMap();
}

function bridgeOf(store: Store): Bridge {
  const bridges = bridgesOf(document);
  let bridge = bridges.get(store);
  if (!bridge) bridges.set(store, bridge = connectBridge(store));
  return bridge;
}

function connectBridge(store: Store): Bridge {
  const bridge: Bridge = {owners: new Map(), asking: null, session: null};
  const {owners} = bridge;
  const say = (event: Event, who: WeakRef<Element> | null | undefined): void => {
    const element = who?.deref();
    (element?.isConnected ? element : document).dispatchEvent(event);
  };
  store.on((event) => {
    const {call} = event;
    if (call?.phase === 'placing' && bridge.asking && !owners.has(call.key)) owners.set(call.key, bridge.asking);
    const owner = call ? owners.get(call.key) : bridge.asking;
    if (event.type === 'call-change') say(new RcCallChangeEvent(event.call), owner);
    else if (event.type === 'call-end') say(new RcCallEndEvent(event.call, event.primary), owner);
    else say(new RcCallErrorEvent(event.error, call), owner);
  });
  store.calls.listen((calls) => {
    for (const key of owners.keys()) if (!calls.some((call) => call.key === key)) owners.delete(key);
  });
  store.session.listen(({state, user}) => say(new RcSessionChangeEvent(state, store.account, user), bridge.session));
  store.limit.listen(({until}) => say(new RcLimitChangeEvent(until), bridge.session));
  return bridge;
}

/** The store of an account, with its events on this document. */
export function storeFor(account: string): Store {
  const store = getStore(account || undefined);
  bridgeOf(store);
  return store;
}

/** Events about session and limits are dispatched on this element from now on, while it is connected. */
export function speakForSession(store: Store, element: Element): void {
  bridgeOf(store).session = new WeakRef(element);
}

/**
 * Places a call in the name of an element: lets the page see, change or prevent it, then asks the store.
 * `placed` is told the call's key as soon as there is a call. Rejects with a `CallError` when refused.
 */
export async function placeFor(
  element: Element,
  store: Store,
  request: CallRequest,
  placed: (key: string) => void,
): Promise<Call> {
  const {from, callerId} = store.choices.get();
  const event = new RcCallRequestEvent({
    to: request.to,
    from: request.from || from,
    callerId: request.callerId || callerId,
    playPrompt: request.playPrompt,
    country: request.country,
    name: request.name,
  });
  if (!element.dispatchEvent(event)) {
    throw refuse(element, {code: 'do-not-call', message: 'This page does not allow a call to this number.'});
  }
  const bridge = bridgeOf(store);
  const asking = new WeakRef(element);
  bridge.asking = asking;
  const stop = store.on(({type, call}) => {
    if (type === 'call-change' && bridge.owners.get(call.key) === asking) placed(call.key);
  });
  try {
    const call = await store.call({...request, ...event.detail});
    if (!bridge.owners.has(call.key)) bridge.owners.set(call.key, asking);
    placed(call.key);
    return call;
  } finally {
    stop();
    if (bridge.asking === asking) bridge.asking = null;
  }
}

/** Fires `rc-call-error` for a refusal, and gives the error back to be thrown. */
export function refuse(element: Element, error: CallError): CallError {
  const frozen = Object.freeze(error);
  (element.isConnected ? element : document).dispatchEvent(new RcCallErrorEvent(frozen, null));
  return frozen;
}

declare global {
  interface GlobalEventHandlersEventMap {
    'rc-call-request': RcCallRequestEvent;
    'rc-call-change': RcCallChangeEvent;
    'rc-call-end': RcCallEndEvent;
    'rc-call-error': RcCallErrorEvent;
    'rc-session-change': RcSessionChangeEvent;
    'rc-limit-change': RcLimitChangeEvent;
  }
}
