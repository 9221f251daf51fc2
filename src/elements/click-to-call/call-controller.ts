/**
 * The call button from the first click on: which call it shows, what a click does and what its card
 * says. Question, card and face belong to one number and one call: a button with another number
 * withdraws them; the call goes on wherever its own number is shown. Loads with the first sign
 * that the user is about to call, or with a call to the button's number.
 */
import type {nothing, ReactiveController, TemplateResult} from 'lit';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, type CallRejection} from '../../store/call-error.js';
import type {Call, Store} from '../../store/types.js';
import {announceCalls, announceSentence} from '../internal/announcer.js';
import {
  errorSentence, isCancelable, isFinal, isGivenUp, type CallTranslator,
} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {disownCalls} from '../internal/fire-events.js';
import {livingCallTo, untoldCallTo} from '../internal/living-call.js';
import {reportRefusal} from '../internal/place-call.js';
import {onEverySecond} from '../internal/ticker.js';
import {accountCards} from './account-cards.js';
import {CallAttempt, type Question} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {callFace, cancelFace, type ButtonState} from './call-face.js';
import {currentTarget, isSameTarget} from './call-target.js';
import {CardController} from './card-controller.js';
import type {Notice} from './card-content.js';

export class CallController implements ReactiveController {
  /** From the click to RingCentral's answer. */
  #attempt: CallAttempt | null = null;
  #target;
  /** Null since the user has begun something new; undefined at first. */
  #callKey: string | null | undefined;
  /** The call that the last attempt placed. */
  #placedKey: string | undefined;
  #watchedStore: Store | null = null;
  #unsubscribers: (() => void)[] = [];
  #stopClock: (() => void) | null = null;
  readonly #card: CardController;

  constructor(private readonly host: CallButtonHost) {
    this.#target = currentTarget(host);
    host.element.addController(this);
    this.#card = new CardController(host, this);
  }

  /** Its call continues. A question waits only for a button that is moved within the page. */
  hostDisconnected(): void {
    this.#watchStore(null);
    setTimeout(() => {
      if (!this.host.element.isConnected) this.#stopAbandoned();
    });
  }

  hostUpdate(): void {
    if (this.host.element.isConnected) this.#watchStore(this.store);
    this.#followTarget();
    this.#followCall();
    this.#attempt?.withdrawIfMoot();
    if (!this.question) this.#stopAbandoned();
    this.#toggleClock();
  }

  get phase(): 'placing' | 'active' | 'error' | undefined {
    const call = this.#livingCall;
    if (call) return call.phase === 'placing' ? 'placing' : 'active';
    if (this.#placingAttempt) return 'placing';
    const {content} = this.#card;
    return content && 'error' in content ? 'error' : undefined;
  }

  /** How the button looks now and what a click does; null means as usual. */
  get buttonState(): ButtonState | null {
    const t = this.#translator;
    const call = this.#livingCall;
    if (!call) {
      const attempt = this.#placingAttempt;
      return attempt && cancelFace({t, who: attempt.who, cancel: () => this.#stop(attempt)});
    }
    return callFace(call, {
      t,
      who: call.name?.trim() || this.host.calleeLabel,
      cancel: () => void this.store.cancel(call.key),
      toggleCard: () => this.#card.toggle(call),
    });
  }

  /** What a press on the button does; undefined = as usual. */
  get action(): string | undefined {
    const call = this.#livingCall;
    if (this.question) return `${this.question.about} ${call?.key ?? ''}`;
    if (!call) return this.#placingAttempt ? 'cancel' : undefined;
    if (call.phase === 'canceling') return 'none';
    if (!isCancelable(call)) return `show ${call.key}`;
    // The user can cancel at any time what this button began.
    return call.key === this.#placedKey ? 'cancel' : `cancel ${call.key}`;
  }

  renderCard(): TemplateResult | typeof nothing {
    return this.#card.render(this.#translator);
  }

  /** Handles a click on the button while it looks as usual, or on the main link. */
  handleActivation(isLink: boolean): void {
    if (isLink) this.#showOtherApps();
    else if (this.#attempt?.question) this.#attempt.withdraw();
    else if (!this.#placingAttempt) this.place().catch(() => undefined);
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const {host} = this;
    if (this.#attempt) {
      const refusal = reportRefusal(host.element, callError('call-in-progress'));
      throw this.#attempt.isCurrent ? refusal : this.#showRefusal(refusal, host.calleeLabel, true);
    }
    const attempt = this.#attempt = new CallAttempt({
      host,
      store: this.store,
      onQuestion: (question) => this.#handleQuestion(question),
      onLongWait: () => this.#handleLongWait(),
      onPlaced: (callKey) => this.#handlePlaced(callKey),
    });
    this.#startOver(null);
    try {
      return await attempt.run();
    } catch (error) {
      throw this.#showRefusal(error as CallRejection, attempt.who, attempt.isCurrent);
    } finally {
      this.#attempt = null;
      host.element.requestUpdate();
    }
  }

  /** @internal */
  get store(): Store {
    return getPageStore(this.host.element.account);
  }

  /** The button's call: its own, or another one to its number. @internal */
  get call(): Call | undefined {
    return this.store.calls.get().find(({key}) => key === this.#callKey);
  }

  /** @internal */
  get question(): Question | null {
    return this.#attempt?.question ?? null;
  }

  /** @internal */
  retry(): void {
    void this.place().catch(() => undefined);
  }

  /** @internal */
  withdrawQuestion(): void {
    if (this.question) this.#attempt?.withdraw();
  }

  get #translator(): CallTranslator {
    return createTranslator(callWords, this.host.voice);
  }

  /** The call while it is ringing or connected, or is about to. */
  get #livingCall(): Call | null {
    const call = this.call;
    return call && !isFinal(call.phase) ? call : null;
  }

  /** A call to the button's number is being placed, and nothing has been sent. */
  get #placingAttempt(): CallAttempt | null {
    const attempt = this.#attempt;
    return attempt?.isCurrent && !attempt.question && !attempt.isPlaced ? attempt : null;
  }


  /** Nobody sees any more what waits for an answer, or for longer than a moment. */
  #stopAbandoned(): void {
    const attempt = this.#attempt;
    if (!attempt?.isAbandoned) return;
    if (attempt.question) attempt.withdraw();
    else if (attempt.isLate) this.#stop(attempt);
  }

  /** The user cancels before anything was sent. */
  #stop(attempt: CallAttempt): void {
    if (attempt.isPlaced) return;
    attempt.withdraw();
    const words = createTranslator(callStatusWords, this.host.voice);
    announceSentence(this.store, words('say.canceled', {who: attempt.who}));
  }

  #watchStore(store: Store | null): void {
    if (store === this.#watchedStore) return;
    for (const unsubscribe of this.#unsubscribers.splice(0)) unsubscribe();
    if (this.#watchedStore) accountCards(this.#watchedStore).delete(this.#card);
    this.#watchedStore = store;
    this.#toggleClock();
    if (!store) return;
    if (this.#attempt && this.#attempt.store !== store) this.#attempt.withdraw();
    announceCalls(store);
    accountCards(store).add(this.#card);
    const refresh = (): void => this.host.element.requestUpdate();
    const sources = [store.calls, store.limit, store.session];
    this.#unsubscribers = [
      ...sources.map((values) => values.listen(refresh)),
      store.on(({type, call}) => {
        if (type !== 'call-end' || call.key !== this.#callKey || !isGivenUp(call)) return;
        this.#startOver({kind: 'given-up', id: call.id});
      }),
    ];
  }

  /** Another number: its call and its questions are no longer this button's. */
  #followTarget(): void {
    const target = currentTarget(this.host);
    const isSame = isSameTarget(this.#target, target);
    // The parser may still be reading the same text again: until then, its last result counts.
    if (!isSame || target.key) this.#target = target;
    if (isSame) return;
    disownCalls(this.store, this.host.element);
    this.#callKey = undefined;
    this.#card.reset();
  }

  /** Follows the call to the number, also one of another tab, until the next call. */
  #followCall(): void {
    const {destination} = this.host;
    if (destination.kind !== 'number') return;
    const {number} = destination;
    const findCall = this.#callKey === undefined ? untoldCallTo : livingCallTo;
    const call = findCall(this.store, number);
    if (!call || call.key === this.#callKey) return;
    this.#callKey = call.key;
    this.#card.dropNotice();
  }

  #toggleClock(): void {
    const {content} = this.#card;
    const {retryAt = 0} = content && 'error' in content ? content.error : {};
    // The page may hide its panel during a call, and no event reports that.
    const isCounting = this.#livingCall !== null || retryAt > Date.now();
    const isRunning = this.#watchedStore && isCounting;
    if (isRunning) {
      const refresh = (): void => this.host.element.requestUpdate();
      this.#stopClock ??= onEverySecond(refresh, this.host.element.ownerDocument);
    } else {
      this.#stopClock?.();
      this.#stopClock = null;
    }
  }

  #showOtherApps(): void {
    const {linkScheme: usedScheme} = this.host;
    this.#attempt?.withdraw();
    if (usedScheme) this.#startOver({kind: 'other-apps', usedScheme});
  }

  #handleQuestion(question: Question | null): void {
    if (question) {
      this.#callKey = null;
      this.#card.showQuestion();
    }
    this.host.element.requestUpdate();
  }

  #handleLongWait(): void {
    if (this.#attempt?.isAbandoned) return this.#stopAbandoned();
    this.#card.show({kind: 'waiting'});
    announceSentence(this.store, this.#translator('phase.placing'));
  }

  #handlePlaced(callKey: string): void {
    if (!this.#attempt?.isCurrent) return disownCalls(this.store, this.host.element);
    this.#callKey = this.#placedKey = callKey;
    this.#card.dropNotice();
    this.host.element.requestUpdate();
  }

  /** Shows and announces why there is no call, and returns the error to throw. */
  #showRefusal(error: CallRejection, who: string, isCurrent: boolean): CallRejection {
    if (isCurrent) this.#card.dropNotice('waiting');
    if (error.code === 'not-confirmed') return error;
    if (isCurrent) this.#startOver({kind: 'refusal', error});
    announceSentence(this.store, errorSentence(error, who, this.#translator));
    return error;
  }

  /** The button no longer follows an earlier call. */
  #startOver(notice: Notice | null): void {
    this.#callKey = null;
    this.#card.show(notice);
  }
}
