/** One attempt to call, from the click to RingCentral's answer: what is read and asked before. */
import type {DialableNumber} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {callError, CallRejection, unusableNumberError} from '../../store/call-error.js';
import type {Call, CallRequest, ErrorCode, Session, Store, Why} from '../../store/types.js';
import {costReason, loadParser, type CostReason} from '../internal/call-cost.js';
import {getPageStore} from '../internal/event-bridge.js';
import {livingCallTo} from '../internal/living-call.js';
import {placeCall, reportRefusal} from '../internal/place-call.js';
import type {CallButtonHost} from './call-button-host.js';
import {currentTarget, isSameTarget, targetOf, type CallTarget} from './call-target.js';
import type {Destination} from './destination.js';

/** How long a call waits for the list of the account's phones. */
const PHONE_LOOKUP_TIMEOUT_MS = 3_000;
/** A wait that is longer is shown. */
const SHORT_WAIT_MS = 1_000;

/** A question before the call is placed. */
export interface Question {
  readonly kind: 'question';
  readonly about: CostReason | 'ringing' | 'phone';
  answer(isYes: boolean): void;
}

interface AttemptOptions {
  readonly host: CallButtonHost;
  readonly store: Store;
  /** A question has come, or is answered. */
  readonly onQuestion: (question: Question | null) => void;
  /** The attempt waits for something, and the user may wonder. */
  readonly onLongWait: () => void;
  readonly onPlaced: (callKey: string) => void;
}

export class CallAttempt {
  /** The other party, as the button named it at the click. */
  readonly who: string;
  question: Question | null = null;
  /** It has waited for something longer than a moment. */
  isLate = false;
  #target: CallTarget;
  #isPlaced = false;
  #waitTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #wasDisabled: boolean;
  /** As it was at the click. */
  readonly #session: Session;
  readonly #withdrawal = new AbortController();
  readonly #withdrawn: Promise<never>;

  constructor(private readonly options: AttemptOptions) {
    const {host, store} = options;
    this.who = host.calleeLabel;
    this.#target = currentTarget(host);
    this.#wasDisabled = host.element.disabled;
    this.#session = store.session.get();
    this.#withdrawn = new Promise((_, reject) => this.#withdrawal.signal.onabort = reject);
    this.#withdrawn.catch(() => undefined);
  }

  get store(): Store {
    return this.options.store;
  }

  /** The request has left, or is about to: it is the call that can be canceled. */
  get isPlaced(): boolean {
    return this.#isPlaced;
  }

  /** The button still shows the number that was clicked. */
  get isCurrent(): boolean {
    return isSameTarget(this.#target, currentTarget(this.options.host));
  }

  /** The button has left the page, shows another number, or was disabled since the click. */
  get isAbandoned(): boolean {
    const {element} = this.options.host;
    const wasDisabledSince = element.disabled && !this.#wasDisabled;
    return !element.isConnected || !this.isCurrent || wasDisabledSince;
  }

  /**
   * Withdraws a call that has lost its user or its reason. One that is abandoned right after the
   * click goes on: a menu closes, a list is drawn anew, a form disables what was pressed.
   */
  withdrawIfMoot(): void {
    const {host, store} = this.options;
    const {destination} = host;
    const isOver = this.question?.about === 'ringing' && destination.kind === 'number' &&
      !livingCallTo(store, destination.number);
    const isAbandoned = this.question !== null && host.element.isConnected && this.isAbandoned;
    if (isAbandoned || isOver || this.#isUserGone) this.withdraw();
  }

  /** The call is refused as `not-confirmed`, unless it has been placed. */
  withdraw(): void {
    if (this.#isPlaced) return;
    this.#withdrawal.abort();
    this.question?.answer(false);
  }

  get #isUserGone(): boolean {
    const {state, user} = this.options.store.session.get();
    const {state: firstState, user: firstUser} = this.#session;
    if (firstState !== 'ready' && !firstUser) return false;
    return state === 'ready' ? user?.id !== firstUser?.id : state !== 'restoring';
  }

  /** Calls the number that the button showed at the click. Rejects with a `CallRejection`. */
  async run(): Promise<Call> {
    const stopFollowing = this.store.session.listen(() => this.withdrawIfMoot());
    this.#watchWait();
    try {
      return await this.#place();
    } catch (error) {
      if (CallRejection.is(error)) throw error;
      if (this.#isWithdrawn) throw this.#refuse('not-confirmed');
      throw navigator.onLine
        ? this.#refuse('unknown', {why: 'not-loaded'})
        : this.#refuse('offline');
    } finally {
      stopFollowing();
      clearTimeout(this.#waitTimer);
    }
  }

  get #isWithdrawn(): boolean {
    return this.#withdrawal.signal.aborted;
  }

  #watchWait(): void {
    clearTimeout(this.#waitTimer);
    this.#waitTimer = setTimeout(() => {
      this.isLate = true;
      this.options.onLongWait();
    }, SHORT_WAIT_MS);
  }

  async #place(): Promise<Call> {
    const {host, store} = this.options;
    const {element, element: {confirm}, writtenNumber} = host;
    const request = requestOf(host);
    const destination = await this.#readDestination();
    if (destination.kind !== 'number') {
      throw reportRefusal(element, unusableNumberError(destination.kind));
    }
    this.#target = targetOf(writtenNumber, destination);
    const {e164} = destination.number;
    const to = numberToDial(destination.number);
    const {state, user, error} = store.session.get();
    // The store requests the missing part again, and refuses the call.
    const isMissing = error?.code === 'sdk-load';
    if (isMissing) return placeCall({element, store, request: {...request, to}});
    if (state !== 'ready' && state !== 'restoring') throw this.#refuse('no-session');
    const living = livingCallTo(store, destination.number);
    if (living?.phase === 'placing') throw this.#refuse('call-in-progress');
    const planned = {confirm, e164, homeCountry: user?.country};
    const reason = living ? null : await costReason(planned, this.#withdrawn);
    if (reason) await this.#ask(reason);
    // Another tab may have called the number while the user was asked.
    if (livingCallTo(store, destination.number)) await this.#ask('ringing');
    return this.#send({...request, to});
  }

  #send(request: CallRequest): Promise<Call> {
    if (this.#isWithdrawn) throw this.#refuse('not-confirmed');
    const {host, store} = this.options;
    return placeCall({
      element: host.element,
      store,
      request: {...request, signal: this.#withdrawal.signal},
      onPlaced: this.#handlePlaced,
      // RingCentral could only refuse a call of an account without a phone.
      onNoPhoneChosen: async () => {
        const isNeeded = await Promise.race([this.#withdrawn, hasNoPhone(store)]);
        if (isNeeded) await this.#ask('phone');
      },
    });
  }

  readonly #handlePlaced = (callKey: string): void => {
    this.#isPlaced = true;
    clearTimeout(this.#waitTimer);
    this.options.onPlaced(callKey);
  };

  /** The number of the button, read by the parser where that is needed. */
  async #readDestination(): Promise<Exclude<Destination, {readonly kind: 'unread'}>> {
    const {destination, writtenNumber, dialingCountry: country} = this.options.host;
    if (destination.kind !== 'unread') return destination;
    const {readNumber} = await loadParser(this.#withdrawn);
    return readNumber(writtenNumber, {country});
  }

  /** Resolves once the user agrees. */
  async #ask(about: Question['about']): Promise<void> {
    const {host, onQuestion} = this.options;
    const canAsk = host.element.isConnected && this.isCurrent && !this.#isWithdrawn;
    clearTimeout(this.#waitTimer);
    const isConfirmed = canAsk && await new Promise<boolean>((resolve) => {
      const answer = (isYes: boolean): void => {
        resolve(isYes);
        onQuestion(this.question = null);
      };
      onQuestion(this.question = {kind: 'question', about, answer});
    });
    if (!isConfirmed) throw this.#refuse('not-confirmed');
    this.#watchWait();
  }

  #refuse(code: ErrorCode, details: {readonly why?: Why} = {}): Error {
    return reportRefusal(this.options.host.element, callError(code, details));
  }
}

/** Loads what an attempt will need. */
export function preloadAttempt({element: {account, confirm, from}}: CallButtonHost): void {
  const {choices, fromNumbers} = getPageStore(account);
  if (confirm === 'auto') parserPart.load().catch(() => undefined);
  // A list of numbers loads with its first listener.
  if (!from && !choices.get().from) fromNumbers.listen(() => undefined)();
}

/** The attributes of the button that go into the request, beside the number. */
function requestOf(
  {element, dialingCountry: country}: CallButtonHost,
): Omit<CallRequest, 'to'> {
  const {name, from, callerId, playPrompt} = element;
  return {
    country,
    from: from || undefined,
    callerId: callerId || undefined,
    playPrompt: playPrompt ? String(playPrompt) === 'true' : undefined,
    name: name.trim() || undefined,
  };
}

const numberToDial = ({e164, extension}: DialableNumber): string =>
  extension ? `${e164};ext=${extension}` : e164;

/** Whether the account has no phone; false also if that is not known in time. */
function hasNoPhone({fromNumbers}: Store): Promise<boolean> {
  return new Promise((resolve) => {
    const checkList = (): void => {
      const {state, options, loadingMore} = fromNumbers.get();
      if (options.length > 0 || state === 'error') settle(false);
      else if (state === 'ready' && !loadingMore) settle(true);
    };
    const settle = (hasNone: boolean): void => {
      unsubscribe();
      clearTimeout(timer);
      resolve(hasNone);
    };
    const unsubscribe = fromNumbers.listen(checkList);
    const timer = setTimeout(settle, PHONE_LOOKUP_TIMEOUT_MS, false);
    checkList();
  });
}
