/** One attempt to call: what is read and asked between the click and the request. */
import {callStatusWords} from '../../i18n/en/call-status.js';
import {createTranslator} from '../../i18n/translator.js';
import {dialString, type DialableNumber} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {callError, CallRejection, unusableNumberError} from '../../store/call-error.js';
import type {CallRequest, ErrorCode, Session, Store, Why} from '../../store/types.js';
import {announceSentence} from '../internal/announcer.js';
import {costReason, loadParser} from '../internal/call-cost.js';
import {getPageStore} from '../internal/event-bridge.js';
import {livingCallTo} from '../internal/living-call.js';
import {reportRefusal, type placeCall} from '../internal/place-call.js';
import type {CallButtonHost} from './call-button-host.js';
import {requestOf} from './call-request.js';
import {currentTarget, isSameTarget, targetOf, type CallTarget} from './call-target.js';
import type {Question} from './card-content.js';
import {readFirst} from './destination.js';
import {loadCallCard} from './lazy-call-card.js';
import {hasNoPhone} from './phone-lookup.js';

/** A wait that is longer is shown. */
const SHORT_WAIT_MS = 1_000;

type PreparedCall = Parameters<typeof placeCall>[0];

interface AttemptOptions {
  readonly button: CallButtonHost;
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
  #stopFollowing: (() => void) | undefined;
  readonly #wasDisabled: boolean;
  /** As it was at the click. */
  readonly #session: Session;
  readonly #withdrawal = new AbortController();
  readonly #withdrawn: Promise<never>;

  constructor(private readonly options: AttemptOptions) {
    const {button, store} = options;
    this.who = button.calleeLabel;
    this.#target = currentTarget(button);
    this.#wasDisabled = button.element.disabled;
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
    return isSameTarget(this.#target, currentTarget(this.options.button));
  }

  /** The button has left the page, shows another number, or was disabled since the click. */
  get isAbandoned(): boolean {
    const {isConnected, disabled} = this.options.button.element;
    const isNewlyDisabled = disabled && !this.#wasDisabled;
    return !isConnected || !this.isCurrent || isNewlyDisabled;
  }

  /**
   * Withdraws a call that has lost its user or its reason. One that is abandoned right after the
   * click goes on: a menu closes, a list is drawn anew, a form disables what was pressed.
   */
  withdrawIfMoot(): void {
    const {button, store} = this.options;
    const {destination} = button;
    const isOver = this.question?.about === 'ringing' && destination.kind === 'number' &&
      !livingCallTo(store, destination.number);
    const isSeen = this.question !== null && button.element.isConnected;
    if ((isSeen && this.isAbandoned) || isOver || this.#isUserGone) this.withdraw();
  }

  /** The call is refused as `not-confirmed`, unless it has been placed. */
  withdraw(): void {
    if (this.#isPlaced) return;
    this.#withdrawal.abort();
    this.question?.answer(false);
  }

  /** The user cancels before anything was sent. */
  cancel(): void {
    if (this.#isPlaced) return;
    this.withdraw();
    const words = createTranslator(callStatusWords, this.options.button.voice);
    announceSentence(this.store, words('say.canceled', {who: this.who}));
  }

  /** Resolves with the call to place: to the number that the button showed at the click. */
  async prepare(): Promise<PreparedCall> {
    const {button: {element}, store} = this.options;
    const {signal} = this.#withdrawal;
    this.#stopFollowing = store.session.listen(() => this.withdrawIfMoot());
    this.#watchWait();
    const request = await this.#prepareRequest();
    if (signal.aborted) throw this.#refuse('not-confirmed');
    return {
      element,
      store,
      request: {...request, signal},
      onPlaced: (callKey) => this.#handlePlaced(callKey),
      onNoPhoneChosen: () => this.#askForPhone(),
    };
  }

  /** Call it when RingCentral has answered, or when there is no call. */
  end(): void {
    this.#stopFollowing?.();
    clearTimeout(this.#waitTimer);
  }

  /** Why there is no call, for an error of any kind. */
  rejectionFor(error: unknown): CallRejection {
    if (CallRejection.is(error)) return error;
    if (this.#withdrawal.signal.aborted) return this.#refuse('not-confirmed');
    return navigator.onLine
      ? this.#refuse('unknown', {why: 'not-loaded'})
      : this.#refuse('offline');
  }

  /** Reads the number, and asks the user where a call needs a yes. */
  async #prepareRequest(): Promise<CallRequest> {
    const {button, store} = this.options;
    const {confirm} = button.element;
    const attributes = requestOf(button);
    const number = await this.#readNumber();
    const request = {...attributes, to: dialString(number)};
    // The store requests the missing part again, and refuses the call.
    if (this.#isPartMissing) return request;
    const {state, user} = store.session.get();
    if (state !== 'ready' && state !== 'restoring') throw this.#refuse('no-session');
    const living = livingCallTo(store, number);
    if (living?.phase === 'placing') throw this.#refuse('call-in-progress');
    const planned = {confirm, e164: number.e164, homeCountry: user?.country};
    const reason = living ? null : await costReason(planned, this.#withdrawn);
    if (reason) await this.#ask(reason);
    // Another tab may have called the number while the user was asked.
    if (livingCallTo(store, number)) await this.#ask('ringing');
    return request;
  }

  /** The number of the button, read by the parser where that is needed. */
  async #readNumber(): Promise<DialableNumber> {
    const {button} = this.options;
    const {writtenNumber, writtenNumbers, dialingCountry: country} = button;
    let {destination} = button;
    if (destination.kind === 'unread') {
      const {readNumber} = await loadParser(this.#withdrawn);
      destination = readFirst(writtenNumbers, (text) => readNumber(text, {country}));
    }
    if (destination.kind !== 'number') {
      throw reportRefusal(button.element, unusableNumberError(destination.kind));
    }
    this.#target = targetOf(writtenNumber, destination);
    return destination.number;
  }

  /** RingCentral could only refuse a call of an account without a phone. */
  async #askForPhone(): Promise<void> {
    if (this.#isPartMissing) return;
    const isNeeded = await Promise.race([this.#withdrawn, hasNoPhone(this.store)]);
    if (isNeeded) await this.#ask('phone');
  }

  /** Resolves once the user agrees. */
  async #ask(about: Question['about']): Promise<void> {
    // Until it is there, the button shows that it places a call, and a click on it cancels.
    await Promise.race([this.#withdrawn, loadCallCard()]);
    const {button, onQuestion} = this.options;
    const isWithdrawn = this.#withdrawal.signal.aborted;
    const canAsk = button.element.isConnected && this.isCurrent && !isWithdrawn;
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

  #watchWait(): void {
    clearTimeout(this.#waitTimer);
    this.#waitTimer = setTimeout(() => {
      this.isLate = true;
      this.options.onLongWait();
    }, SHORT_WAIT_MS);
  }

  #handlePlaced(callKey: string): void {
    this.#isPlaced = true;
    clearTimeout(this.#waitTimer);
    this.options.onPlaced(callKey);
  }

  get #isUserGone(): boolean {
    const {state, user} = this.store.session.get();
    const {state: firstState, user: firstUser} = this.#session;
    if (firstState !== 'ready' && !firstUser) return false;
    return state === 'ready' ? user?.id !== firstUser?.id : state !== 'restoring';
  }

  /** The part of the script that places calls did not load. */
  get #isPartMissing(): boolean {
    return this.store.session.get().error?.code === 'sdk-load';
  }

  #refuse(code: ErrorCode, details: {readonly why?: Why} = {}): CallRejection {
    return reportRefusal(this.options.button.element, callError(code, details));
  }
}

/** Loads what an attempt will need. */
export function preloadAttempt({element: {account, confirm, from}}: CallButtonHost): void {
  const {choices, fromNumbers} = getPageStore(account);
  if (confirm === 'auto') parserPart.load().catch(() => undefined);
  // A list of numbers loads with its first listener.
  if (!from && !choices.get().from) fromNumbers.listen(() => undefined)();
}
