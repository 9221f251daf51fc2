/**
 * The DOM events of calls, sessions and limits: their classes, and how a store's messages become
 * events. An event fires on the element that placed the call, or on the document once that element
 * is gone.
 */
import {callError, CallRejection} from '../../store/call-error.js';
import type {
  Call, CallError, CallRequest, SessionState, Store, StoreEvent, User,
} from '../../store/types.js';
import {openBridge} from './bridge-registry.js';
import type {EventBridge, StoreMessage} from './bridge-registry.js';

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

/** The request that is about to be sent. Numbers in E.164; absent = RingCentral's default. */
export interface CallRequestDetail {
  readonly to: string;
  readonly from: string | undefined;
  readonly callerId: string | undefined;
  readonly playPrompt: boolean | undefined;
  readonly country: string | undefined;
  readonly name: string | undefined;
}

/**
 * `rc-call-request`: before anything is sent. `refuse()` or `preventDefault()` refuses the call as
 * `do-not-call`.
 */
export class RcCallRequestEvent extends RcEvent<CallRequestDetail> {
  #reason = '';

  constructor(detail: CallRequestDetail) {
    super('rc-call-request', {...detail}, true);
  }

  /** Changes the request. The number to call cannot be changed. */
  update(changes: Partial<Pick<CallRequestDetail, 'from' | 'callerId' | 'playPrompt'>>): void {
    const {from, callerId, playPrompt} = {...this.detail, ...changes};
    this.replaceDetail({...this.detail, from, callerId, playPrompt});
  }

  /**
   * Refuses the call as `do-not-call`: nothing is sent. `reason` is shown to the user as it is, and
   * is the error's message; without one, as after `preventDefault()`, our own words are shown.
   * Works only while the event is dispatched: a slower check belongs in the `screen` option.
   */
  refuse(reason = ''): void {
    this.#reason = String(reason).trim();
    this.preventDefault();
  }

  /** The reason that `refuse()` got; empty = none. */
  get reason(): string {
    return this.#reason;
  }
}

/** `rc-call-change`: each transition of a call, the first and the last included. */
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

/** `rc-call-error`: a call was refused (`call` is null, nothing was sent), or `call` failed. */
export class RcCallErrorEvent extends RcEvent<
  {readonly error: CallError; readonly call: Call | null}
> {
  constructor(error: CallError, call: Call | null) {
    super('rc-call-error', {error, call});
  }
}

/** `rc-session-change`: the session of an account has a new state. */
export class RcSessionChangeEvent extends RcEvent<
  {readonly state: SessionState; readonly account: string; readonly user: User | null}
> {
  constructor(state: SessionState, account: string, user: User | null) {
    super('rc-session-change', {state, account, user});
  }
}

/** `rc-limit-change`: RingCentral takes no requests before `until` (epoch ms); null = no limit. */
export class RcLimitChangeEvent extends RcEvent<{readonly until: number | null}> {
  constructor(until: number | null) {
    super('rc-limit-change', {until});
  }
}

/**
 * Fires the store's messages as events from now on, those that the bridge has kept first.
 * `replaySession`: the store is older than its bridge, so its present session fires, too.
 */
export function connectEvents(store: Store, replaySession = false): EventBridge {
  const bridge = openBridge(store, {replaySession});
  if (!bridge.hear) {
    bridge.hear = (message) => fireMessage(bridge, store.account, message);
    for (const message of bridge.missed.splice(0)) bridge.hear(message);
  }
  return bridge;
}

function fireMessage(bridge: EventBridge, account: string, message: StoreMessage): void {
  switch (message.type) {
    case 'session': {
      const {state, user} = message.session;
      return fireOn(bridge.session, new RcSessionChangeEvent(state, account, user));
    }
    case 'limit':
      return fireOn(bridge.session, new RcLimitChangeEvent(message.limit.until));
    case 'calls':
      return forgetOwners(bridge.owners, message.calls);
    default:
      return fireOn(ownerOf(bridge, message.call), callEvent(message));
  }
}

function forgetOwners(owners: EventBridge['owners'], calls: readonly Call[]): void {
  const listedKeys = new Set(calls.map(({key}) => key));
  for (const key of owners.keys()) if (!listedKeys.has(key)) owners.delete(key);
}

/** The element that placed a call; a refusal has no call, and belongs to the element that asks. */
function ownerOf({owners, asking}: EventBridge, call: Call | null): EventBridge['asking'] {
  if (!call) return asking;
  const isNew = call.phase === 'placing' && !owners.has(call.key);
  if (isNew && asking) owners.set(call.key, asking);
  return owners.get(call.key) ?? null;
}

function callEvent(message: StoreEvent): Event {
  switch (message.type) {
    case 'call-change': return new RcCallChangeEvent(message.call);
    case 'call-end': return new RcCallEndEvent(message.call, message.primary);
    default: return new RcCallErrorEvent(message.error, message.call);
  }
}

function fireOn(target: WeakRef<Element> | null, event: Event): void {
  eventTarget(target?.deref()).dispatchEvent(event);
}

/** The document hears of what happens to an element that is gone. */
function eventTarget(element: Element | undefined): EventTarget {
  return element?.isConnected ? element : document;
}

/** Events of session and limits fire on this element from now on, while it is connected. */
export function connectSessionElement(store: Store, element: Element): void {
  connectEvents(store).session = new WeakRef(element);
}

/** The element that placed a call, while it shows its number. */
export function ownerOfCall(store: Store, callKey: string): Element | undefined {
  return connectEvents(store).owners.get(callKey)?.deref();
}

interface PlaceCallOptions {
  /** The element that places the call: its events fire there. */
  readonly element: Element;
  readonly store: Store;
  readonly request: CallRequest;
  /** Runs with the call's key as soon as there is a call. */
  readonly onPlaced?: (key: string) => void;
  /** Awaited where neither page nor user chose the phone to ring: may choose one, or throw. */
  readonly onNoPhoneChosen?: () => Promise<void>;
}

/**
 * Places a call for an element: the page may change or prevent it (`rc-call-request`), then the
 * store decides. Rejects with a `CallError` when the call is refused.
 */
export async function placeCall(options: PlaceCallOptions): Promise<Call> {
  const {element, store, request, onPlaced, onNoPhoneChosen} = options;
  const event = new RcCallRequestEvent(requestDetail(store, request));
  if (!element.dispatchEvent(event)) {
    throw reportRefusal(element, callError('do-not-call', {reason: event.reason || undefined}));
  }
  if (!event.detail.from) await onNoPhoneChosen?.();
  const bridge = connectEvents(store);
  const asking = new WeakRef(element);
  // The store may still be checking the request of another element, and refuses this one then.
  const {asking: askedBefore} = bridge;
  bridge.asking = asking;
  let isReported = false;
  let placedKey = '';
  const stopListening = store.on(({type, call}) => {
    if (type === 'call-error' && !call) isReported = true;
    if (placedKey || !call || bridge.owners.get(call.key) !== asking) return;
    placedKey = call.key;
    onPlaced?.(placedKey);
  });
  try {
    // The detail has the user's choices, too, which are not the page's wishes.
    const {to, from, callerId, playPrompt, signal} = request;
    const requested = {from, callerId, playPrompt};
    const call = await store.call({...event.detail, to, requested, signal});
    if (placedKey) return call;
    bridge.owners.set(call.key, asking);
    onPlaced?.(call.key);
    return call;
  } catch (error) {
    if (isReported || !CallRejection.is(error)) throw error;
    throw reportRefusal(element, error);
  } finally {
    stopListening();
    if (bridge.asking === asking) bridge.asking = askedBefore;
  }
}

/** The element shows another number now: its calls' events fire on the document from now on. */
export function disownCalls(store: Store, element: Element): void {
  const bridge = connectEvents(store);
  if (bridge.asking?.deref() === element) bridge.asking = null;
  for (const [callKey, owner] of bridge.owners) {
    if (owner.deref() === element) bridge.owners.delete(callKey);
  }
}

/** The request with the account's choices; without the extension, which the user dials by hand. */
function requestDetail(store: Store, request: CallRequest): CallRequestDetail {
  const {from, callerId} = store.choices.get();
  return {
    to: request.to.replace(/;ext=.*/, ''),
    from: request.from || from,
    callerId: request.callerId || callerId,
    playPrompt: request.playPrompt,
    country: request.country,
    name: request.name,
  };
}

/** Fires `rc-call-error` for a refusal, and returns the error to throw. */
export function reportRefusal(element: Element, refusal: CallError): CallRejection {
  const {code, why, leg, retryAt, message} = refusal;
  const error = callError(code, {why, leg, retryAt, reason: message});
  eventTarget(element).dispatchEvent(new RcCallErrorEvent(error, null));
  return new CallRejection(error);
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
