/** Places a call for an element: asks the page first, and fires the events on the element. */
import {callError, CallRejection} from '../../store/call-error.js';
import type {Call, CallError, CallRequest, Store} from '../../store/types.js';
import {RcCallErrorEvent, RcCallRequestEvent, type CallRequestDetail} from './events.js';
import {connectEvents, eventTarget} from './fire-events.js';

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
  if (!isAllowed(element, event)) {
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
    // The detail also has the user's choices, which the page did not request.
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

/** A page may listen on the element itself, also where that is gone from the document. */
function isAllowed(element: Element, event: RcCallRequestEvent): boolean {
  const isAllowedThere = element.dispatchEvent(event);
  return isAllowedThere && (element.isConnected || document.dispatchEvent(event));
}

/** The part after the number: keys that the user presses once connected. */
const KEYS_AFTER_NUMBER = /(?<=^\+\d+)(?:;ext=|,).*/;

/** The request with the account's choices. */
function requestDetail(store: Store, request: CallRequest): CallRequestDetail {
  const {from, callerId} = store.choices.get();
  return {
    to: request.to.replace(KEYS_AFTER_NUMBER, ''),
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
