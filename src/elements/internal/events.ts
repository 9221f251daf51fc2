/** The DOM events of calls, of calls to the user, of sessions and limits. */
import type {
  Call, CallDetails, CallError, CallNoteSaved, Inbound, SessionState, User,
} from '../../store/types.js';
import type {Contact} from './contacts.js';

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

/**
 * `rc-call-details`: once when RingCentral's record of a call has come, and once more when its
 * recording came later, in each open document; `primary` in exactly one of them. It needs
 * `<rc-session call-details>`.
 */
export class RcCallDetailsEvent extends RcEvent<{
  readonly call: Call; readonly details: CallDetails; readonly primary: boolean;
}> {
  constructor(call: Call, details: CallDetails, primary: boolean) {
    super('rc-call-details', {call, details, primary});
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

/**
 * `rc-call-note`: the note about a call was saved, once for each state of it in each open document;
 * `primary` in exactly one of them. `outcome`: its value; null = none.
 */
export class RcCallNoteEvent extends RcEvent<{
  readonly call: Call; readonly note: string; readonly outcome: string | null;
  readonly primary: boolean;
}> {
  constructor({call, note, outcome, primary}: Omit<CallNoteSaved, 'type'>) {
    super('rc-call-note', {call, note, outcome, primary});
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
 * `rc-inbound-change`: once for each phase of a call to the user, and once when the page's lookup
 * has ended, in each open document; `primary` in exactly one of them. `contacts`: those whom the
 * lookup has found; null until it has ended, and where nothing is looked up.
 */
export class RcInboundChangeEvent extends RcEvent<{
  readonly inbound: Inbound;
  readonly contacts: readonly Contact[] | null;
  readonly primary: boolean;
}> {
  constructor(inbound: Inbound, contacts: readonly Contact[] | null, primary: boolean) {
    super('rc-inbound-change', {inbound, contacts, primary});
  }
}

/**
 * `rc-inbound-open`: the user opens the caller's record. `preventDefault()` leaves it to the page,
 * which may open `url` in its own way. `contact`: null where nobody matches.
 */
export class RcInboundOpenEvent extends RcEvent<{
  readonly url: string; readonly inbound: Inbound; readonly contact: Contact | null;
}> {
  constructor(url: string, inbound: Inbound, contact: Contact | null) {
    super('rc-inbound-open', {url, inbound, contact}, true);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'rc-call-request': RcCallRequestEvent;
    'rc-call-change': RcCallChangeEvent;
    'rc-call-end': RcCallEndEvent;
    'rc-call-error': RcCallErrorEvent;
    'rc-call-details': RcCallDetailsEvent;
    'rc-call-note': RcCallNoteEvent;
    'rc-inbound-change': RcInboundChangeEvent;
    'rc-inbound-open': RcInboundOpenEvent;
    'rc-session-change': RcSessionChangeEvent;
    'rc-limit-change': RcLimitChangeEvent;
  }
}
