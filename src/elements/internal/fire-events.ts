/**
 * How a store's messages become DOM events. An event fires on the element that placed the call, or
 * on the document once that element is gone.
 */
import type {Call, InboundChange, Store} from '../../store/types.js';
import {openBridge, type EventBridge, type StoreMessage} from './bridge-registry.js';
import {
  RcCallChangeEvent, RcCallDetailsEvent, RcCallEndEvent, RcCallErrorEvent, RcCallNoteEvent,
  RcInboundChangeEvent,
  RcLimitChangeEvent, RcSessionChangeEvent,
} from './events.js';

/** Owners are held weakly: they keep no element alive. */
const MAX_OWNERS = 100;

/**
 * Fires the store's messages as events from now on, those that the bridge has kept first.
 * `replaySession`: the store is older than its bridge, so its present session fires, too.
 */
export function connectEvents(store: Store, replaySession = false): EventBridge {
  const bridge = openBridge(store, {replaySession});
  if (!bridge.hear) {
    bridge.hear = (message) => fireMessage(bridge, store, message);
    for (const message of bridge.missed.splice(0)) bridge.hear(message);
  }
  return bridge;
}

function fireMessage(bridge: EventBridge, store: Store, message: StoreMessage): void {
  switch (message.type) {
    case 'session': {
      const {state, user} = message.session;
      return fireOn(bridge.session, new RcSessionChangeEvent(state, store.account, user));
    }
    case 'limit':
      return fireOn(bridge.session, new RcLimitChangeEvent(message.limit.until));
    case 'calls':
      return forgetOwners(bridge.owners, message.calls);
    case 'inbound-change':
      return fireInboundChange(bridge, message);
    case 'call-change':
      return fireOn(ownerOf(bridge, message.call), new RcCallChangeEvent(message.call));
    case 'call-end': {
      const {call, primary} = message;
      return fireOn(ownerOf(bridge, call), new RcCallEndEvent(call, primary));
    }
    case 'call-details': {
      const {call, details, primary} = message;
      return fireOn(ownerOf(bridge, call), new RcCallDetailsEvent(call, details, primary));
    }
    case 'call-note':
      return fireOn(ownerOf(bridge, message.call), new RcCallNoteEvent(message));
    case 'call-error': {
      const {call, error} = message;
      return fireOn(ownerOf(bridge, call), new RcCallErrorEvent(error, call));
    }
  }
}

function fireInboundChange(bridge: EventBridge, {inbound, primary}: InboundChange): void {
  const [tag] = bridge.inbound ?? [];
  const contacts = tag?.contactsOf(inbound) ?? null;
  const event = new RcInboundChangeEvent(inbound, contacts, primary);
  eventTarget(tag?.element).dispatchEvent(event);
}

/** Notes and records of calls may come after the calls are gone: the latest owners are kept. */
function forgetOwners(owners: EventBridge['owners'], calls: readonly Call[]): void {
  const listedKeys = new Set(calls.map(({key}) => key));
  for (const key of owners.keys()) {
    if (owners.size <= MAX_OWNERS) return;
    if (!listedKeys.has(key)) owners.delete(key);
  }
}

/** The element that placed a call; a refusal has no call, and belongs to the element that asks. */
function ownerOf({owners, asking}: EventBridge, call: Call | null): EventBridge['asking'] {
  if (!call) return asking;
  const isNew = call.phase === 'placing' && !owners.has(call.key);
  if (isNew && asking) owners.set(call.key, asking);
  return owners.get(call.key) ?? null;
}

function fireOn(target: WeakRef<Element> | null, event: Event): void {
  eventTarget(target?.deref()).dispatchEvent(event);
}

/** Where the events of an element fire: on the document once the element is gone. */
export function eventTarget(element: Element | undefined): EventTarget {
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

/** The element shows another number now: its calls' events fire on the document from now on. */
export function disownCalls(store: Store, element: Element): void {
  const bridge = connectEvents(store);
  if (bridge.asking?.deref() === element) bridge.asking = null;
  for (const [callKey, owner] of bridge.owners) {
    if (owner.deref() === element) bridge.owners.delete(callKey);
  }
}
