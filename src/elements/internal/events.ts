/**
 * What the page hears. The store tells its listeners; the bridge below says the same as DOM events, on the element
 * that placed the call, or on the document where that element is gone.
 */
import {callError} from '../../store/call-error.js';
import type {Call, CallError, CallRequest, SessionState, Store, User} from '../../store/types.js';
import {connectBridge} from './event-bridge.js';
import type {EventBridge, StoreMessage} from './event-bridge.js';

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

/** `rc-call-request`: before anything is sent. `refuse()` or `preventDefault()` refuses the call as `do-not-call`. */
export class RcCallRequestEvent extends RcEvent<CallRequestDetail> {
  #reason = '';

  constructor(detail: CallRequestDetail) {
    super('rc-call-request', {...detail}, true);
  }

  /** Changes what will be sent. Who is called cannot be changed. */
  update(changes: Partial<Pick<CallRequestDetail, 'from' | 'callerId' | 'playPrompt'>>): void {
    const {from, callerId, playPrompt} = {...this.detail, ...changes};
    this.replaceDetail({...this.detail, from, callerId, playPrompt});
  }

  /**
   * Refuses the call as `do-not-call`: nothing is sent. `reason` is shown to the person as it is, and is the error's
   * message; without one, as after `preventDefault()`, our own words are. It counts only while the event is dispatched;
   * what takes longer to find out belongs into the store's `screen` option.
   */
  refuse(reason = ''): void {
    this.#reason = String(reason).trim();
    this.preventDefault();
  }

  /** What `refuse()` was given; empty = no reason. */
  get reason(): string {
    return this.#reason;
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

/** The bridge of a store, with what was said before it could speak; `late`: see `listenTo`. */
export function connectEvents(store: Store, late = false): EventBridge {
  const bridge = connectBridge(store, late);
  if (!bridge.hear) {
    bridge.hear = (said) => hear(bridge, store.account, said);
    for (const said of bridge.missed.splice(0)) bridge.hear(said);
  }
  return bridge;
}

function hear(bridge: EventBridge, account: string, said: StoreMessage): void {
  const {owners} = bridge;
  switch (said.type) {
    case 'session':
      return dispatch(new RcSessionChangeEvent(said.session.state, account, said.session.user), bridge.session);
    case 'limit':
      return dispatch(new RcLimitChangeEvent(said.limit.until), bridge.session);
    case 'calls':
      for (const key of owners.keys()) if (!said.calls.some((call) => call.key === key)) owners.delete(key);
      return;
  }
  const {call} = said;
  if (call?.phase === 'placing' && bridge.asking && !owners.has(call.key)) owners.set(call.key, bridge.asking);
  const owner = call ? owners.get(call.key) : bridge.asking;
  if (said.type === 'call-change') dispatch(new RcCallChangeEvent(said.call), owner);
  else if (said.type === 'call-end') dispatch(new RcCallEndEvent(said.call, said.primary), owner);
  else dispatch(new RcCallErrorEvent(said.error, call), owner);
}

function dispatch(event: Event, who: WeakRef<Element> | null | undefined): void {
  const element = who?.deref();
  (element?.isConnected ? element : document).dispatchEvent(event);
}

/** Events about session and limits are dispatched on this element from now on, while it is connected. */
export function connectSessionElement(store: Store, element: Element): void {
  connectEvents(store).session = new WeakRef(element);
}

/**
 * Places a call in the name of an element: lets the page see, change or prevent it, then asks the store.
 * `placed` is told the call's key as soon as there is a call. `noPhoneChosen` is waited for where neither the page nor
 * the person said which phone to ring; it may choose one, or throw. Rejects with a `CallError` when refused.
 */
export async function placeCall(
  element: Element,
  store: Store,
  request: CallRequest,
  placed: (key: string) => void,
  noPhoneChosen?: () => Promise<void>,
): Promise<Call> {
  const {from, callerId} = store.choices.get();
  const event = new RcCallRequestEvent({
    // The extension is dialled by hand once connected; who is called is the number.
    to: request.to.replace(/;ext=.*/, ''),
    from: request.from || from,
    callerId: request.callerId || callerId,
    playPrompt: request.playPrompt,
    country: request.country,
    name: request.name,
  });
  if (!element.dispatchEvent(event)) {
    throw reportRefusal(element, callError('do-not-call', {reason: event.reason || undefined}));
  }
  if (!event.detail.from) await noPhoneChosen?.();
  const bridge = connectEvents(store);
  const asking = new WeakRef(element);
  bridge.asking = asking;
  let told = false;
  const stop = store.on(({type, call}) => {
    if (type === 'call-error' && !call) told = true;
    else if (call && bridge.owners.get(call.key) === asking) placed(call.key);
  });
  try {
    const call = await store.call({...event.detail, to: request.to});
    if (!bridge.owners.has(call.key)) bridge.owners.set(call.key, asking);
    placed(call.key);
    return call;
  } catch (error) {
    throw told || !isCallError(error) ? error : reportRefusal(element, error);
  } finally {
    stop();
    if (bridge.asking === asking) bridge.asking = null;
  }
}

/** A refusal as it is thrown. */
export type ThrownCallError = Error & CallError;

function isCallError(error: unknown): error is ThrownCallError {
  return error instanceof Error && 'code' in error;
}

/** Fires `rc-call-error` for a refusal, and gives the error back to be thrown. */
export function reportRefusal(element: Element, {code, why, leg, retryAt, message}: CallError): ThrownCallError {
  const error = callError(code, {why, leg, retryAt, reason: message});
  (element.isConnected ? element : document).dispatchEvent(new RcCallErrorEvent(error, null));
  return Object.assign(new Error(message), error);
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
