/**
 * The call button from the first click on: which call it shows, what a click does and what its card
 * says. Question, card and face belong to one number and one call: a button with another number
 * withdraws them; the call goes on wherever its own number is shown. Loads with the code of calls,
 * once the page has a store.
 */
import type {nothing, ReactiveController, TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, type CallRejection} from '../../store/call-error.js';
import type {Call, Store} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {announceCalls, announceSentence} from '../internal/announcer.js';
import {
  errorSentence, isGivenUp, type CallTranslator,
} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {disownCalls} from '../internal/fire-events.js';
import {placeCall, reportRefusal} from '../internal/place-call.js';
import {StoreController} from '../internal/store-controller.js';
import {TickController} from '../internal/ticker.js';
import {addStyle} from '../internal/window-styles.js';
import {accountCards} from './account-cards.js';
import {ButtonFace} from './button-face.js';
import {CallAttempt} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {callFaceStyles} from './call-face.styles.js';
import {CardController} from './card-controller.js';
import type {Notice, Question} from './card-content.js';
import {FollowedCall} from './followed-call.js';

export class CallController implements ReactiveController {
  readonly face: ButtonFace;
  /** From the click to RingCentral's answer. */
  #attempt: CallAttempt | null = null;
  #leaveStore: (() => void) | undefined;
  readonly #followed: FollowedCall;
  readonly #card: CardController;
  readonly #ticker: TickController;

  constructor(private readonly button: CallButtonHost) {
    const {element} = button;
    this.#followed = new FollowedCall(button);
    element.addController(this);
    this.#card = new CardController(button, this.#followed, this);
    this.face = new ButtonFace(button, {
      followed: this.#followed,
      card: this.#card,
      placingAttempt: () => this.#placingAttempt,
      question: () => this.question,
    });
    this.#ticker = new TickController(element);
    new StoreController(element, {
      find: getPageStore,
      watch: ({calls, limit, session, browserPhone}) => [calls, limit, session, browserPhone],
      onConnect: (store) => this.#joinStore(store),
    });
  }

  hostConnected(): void {
    const root = this.button.element.renderRoot as ShadowRoot;
    for (const style of [actionStyles, callFaceStyles]) addStyle(root, style);
  }

  /** Its call continues. A question waits only for a button that is moved within the page. */
  hostDisconnected(): void {
    this.#leaveStore?.();
    setTimeout(() => {
      if (!this.button.element.isConnected) this.#stopAbandoned();
    });
  }

  hostUpdate(): void {
    if (this.#followed.leaveOtherNumber()) this.#card.reset();
    if (this.#followed.followNewer()) this.#card.dropNotice();
    this.#attempt?.withdrawIfMoot();
    if (!this.question) this.#stopAbandoned();
    // The page may hide its panel during a call, and no event reports that.
    const {retryAt = 0} = this.#card.error ?? {};
    this.#ticker.toggle(this.#followed.living !== null || retryAt > Date.now());
  }

  get phase(): 'placing' | 'active' | 'error' | undefined {
    const call = this.#followed.living;
    if (call) return call.phase === 'placing' ? 'placing' : 'active';
    if (this.#placingAttempt) return 'placing';
    return this.#card.error ? 'error' : undefined;
  }

  get isCalling(): boolean {
    return this.#attempt !== null;
  }

  renderCard(): TemplateResult | typeof nothing {
    return this.#card.render(this.#translator);
  }

  /**
   * Handles a click on the button while it looks as usual, or on the main link; returns whether the
   * click asks for a call.
   */
  handleClick(isLink: boolean): boolean {
    if (isLink) this.#showOtherApps();
    else if (this.#attempt?.question) this.#attempt.withdraw();
    else return !this.#placingAttempt;
    return false;
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const {button} = this;
    if (this.#attempt) {
      const refusal = reportRefusal(button.element, callError('call-in-progress'));
      if (this.#attempt.isCurrent) throw refusal;
      throw this.#showRefusal(refusal, button.calleeLabel, true);
    }
    const attempt = this.#attempt = new CallAttempt({
      button,
      store: this.#store,
      onQuestion: (question) => this.#handleQuestion(question),
      onLongWait: () => this.#handleLongWait(),
      onPlaced: (callKey) => this.#handlePlaced(callKey),
    });
    this.#startOver(null);
    try {
      return await placeCall(await attempt.prepare());
    } catch (error) {
      throw this.#showRefusal(attempt.rejectionFor(error), attempt.who, attempt.isCurrent);
    } finally {
      attempt.end();
      this.#attempt = null;
      button.element.requestUpdate();
    }
  }

  get question(): Question | null {
    return this.#attempt?.question ?? null;
  }

  withdrawQuestion(): void {
    if (this.question) this.#attempt?.withdraw();
  }

  get #store(): Store {
    return getPageStore(this.button.element.account);
  }

  get #translator(): CallTranslator {
    return createTranslator(callWords, this.button.voice);
  }

  /** A call to the button's number is being placed, and nothing has been sent. */
  get #placingAttempt(): CallAttempt | null {
    const attempt = this.#attempt;
    return attempt?.isCurrent && !attempt.question && !attempt.isPlaced ? attempt : null;
  }

  /** The user does not see any more that the attempt waits. */
  #stopAbandoned(): void {
    const attempt = this.#attempt;
    if (!attempt?.isAbandoned) return;
    if (attempt.question) attempt.withdraw();
    else if (attempt.isLate) attempt.cancel();
  }

  #joinStore(store: Store): void {
    this.#leaveStore?.();
    if (this.#attempt && this.#attempt.store !== store) this.#attempt.withdraw();
    announceCalls(store);
    accountCards(store).add(this.#card);
    const stopListening = store.on(({type, call}) => {
      if (type !== 'call-end' || !this.#followed.is(call) || !isGivenUp(call)) return;
      const {id, via} = call;
      this.#startOver({kind: 'given-up', id, ...via && {via}});
    });
    this.#leaveStore = () => {
      stopListening();
      accountCards(store).delete(this.#card);
    };
  }

  #showOtherApps(): void {
    const {linkScheme: usedScheme} = this.button;
    this.#attempt?.withdraw();
    if (usedScheme) this.#startOver({kind: 'other-apps', usedScheme});
  }

  #handleQuestion(question: Question | null): void {
    if (question) {
      this.#followed.forget();
      this.#card.showQuestion();
    }
    this.button.element.requestUpdate();
  }

  #handleLongWait(): void {
    if (this.#attempt?.isAbandoned) return this.#stopAbandoned();
    this.#card.show({kind: 'waiting'});
    announceSentence(this.#store, this.#translator('phase.placing'));
  }

  #handlePlaced(callKey: string): void {
    const {element} = this.button;
    if (!this.#attempt?.isCurrent) return disownCalls(this.#store, element);
    this.#followed.follow(callKey);
    this.#card.dropNotice();
    element.requestUpdate();
  }

  /** Shows and announces why there is no call, and returns the error to throw. */
  #showRefusal(error: CallRejection, who: string, isCurrent: boolean): CallRejection {
    if (isCurrent) this.#card.dropNotice('waiting');
    if (error.code === 'not-confirmed') return error;
    if (isCurrent) this.#startOver({kind: 'refusal', error});
    announceSentence(this.#store, errorSentence(error, who, this.#translator));
    return error;
  }

  /** The button no longer follows an earlier call. */
  #startOver(notice: Notice | null): void {
    this.#followed.forget();
    this.#card.show(notice);
  }
}
