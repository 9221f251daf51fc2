/**
 * The call button from the first click on: which call it shows, what a click does and what its card
 * says. Question, card and face belong to one number and one call: a button with another number
 * withdraws them; the call goes on wherever its own number is shown. Loads with the first sign
 * that the user is about to call, or with a call to the button's number.
 */
import type {nothing, ReactiveController, TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, CallRejection} from '../../store/call-error.js';
import type {Call, Store} from '../../store/types.js';
import {announceCalls, announceSentence, isCallShown} from '../internal/announcer.js';
import {errorSentence, isFinal, type CallTranslator} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {disownCalls, reportRefusal} from '../internal/events.js';
import {livingCallTo} from '../internal/living-call.js';
import {loadParser} from '../internal/number-format.js';
import {onEverySecond} from '../internal/ticker.js';
import {accountCards, type CardOwner} from './account-cards.js';
import {CallAttempt, type Question} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {CallCard, CLOSED_BY_PRESS, type CardContent, type Notice} from './call-card.js';
import {callFace, placingFace, renderButtonContent, type ButtonState} from './call-face.js';
import {currentTarget, isSameTarget} from './call-target.js';

/** Rank of a card whose button is out of view. */
const HIDDEN_RANK = -1;

export class CallController implements ReactiveController, CardOwner {
  /** From the click to RingCentral's answer. */
  #attempt: CallAttempt | null = null;
  /** Shown in the card in place of the state of a call. */
  #notice: Notice | null = null;
  #target;
  #callKey: string | null = null;
  /** The connected call of which the user wants to know more. */
  #openedCallKey: string | null = null;
  #rank = 0;
  /** The button is out of view or behind a modal dialog, and its card with it. */
  #isCardHidden = false;
  /** The event that the card has last shown, or would have if no other card were open. */
  #lastEvent = '';
  #watchedStore: Store | null = null;
  #unsubscribers: (() => void)[] = [];
  #stopClock: (() => void) | null = null;
  readonly #card: CallCard;

  constructor(private readonly host: CallButtonHost) {
    this.#target = currentTarget(host);
    this.#card = new CallCard(host, {
      close: () => this.#closeCard(),
      retry: () => void this.place().catch(() => undefined),
      onShown: (isShown) => this.#handleCardShown(isShown),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#card.connect();
    this.host.requestUpdate();
  }

  /** Its call continues. A question waits only for a button that is moved within the page. */
  hostDisconnected(): void {
    this.#watchStore(null);
    this.#card.disconnect();
    setTimeout(() => {
      if (!this.host.isConnected) this.withdrawQuestion();
    });
  }

  hostUpdate(): void {
    if (this.host.isConnected) this.#watchStore(this.#store);
    this.#followTarget();
    this.#followCall();
    this.#attempt?.withdrawIfMoot();
    this.#toggleClock();
  }

  hostUpdated(): void {
    const content = this.#wantedContent;
    const event = content ? `${subjectOf(content)} ${this.#call?.phase}` : '';
    if (event !== this.#lastEvent) {
      this.#lastEvent = event;
      // The card of the newest event is shown, of all calls that were placed here.
      if (this.#rank > 0) this.#rank = this.#cards.nextRank();
      this.#cards.refreshAll();
    }
    this.#card.updated();
  }

  /** Loads what the next click will need. */
  preload(): void {
    const {confirm, from} = this.host;
    const {choices, fromNumbers} = this.#store;
    if (confirm === 'auto') void loadParser().catch(() => undefined);
    // A list of numbers loads with its first listener.
    if (!from && !choices.get().from) fromNumbers.listen(() => undefined)();
  }

  get phase(): 'placing' | 'active' | 'error' | undefined {
    const call = this.#livingCall;
    if (call) return call.phase === 'placing' ? 'placing' : 'active';
    if (this.#isPlacing) return 'placing';
    const content = this.#wantedContent;
    return content && 'error' in content ? 'error' : undefined;
  }

  /** How the button looks now and what a click does; null means as usual. */
  get buttonState(): ButtonState | null {
    const t = this.#translator;
    const call = this.#livingCall;
    if (!call) return this.#isPlacing ? placingFace(t) : null;
    return callFace(call, {
      t,
      who: call.name?.trim() || this.host.calleeLabel,
      cancel: () => void this.#store.cancel(call.key),
      toggleCard: () => this.#toggleCard(call),
    });
  }

  renderButtonContent(state: ButtonState, idleLabel: string): TemplateResult {
    return renderButtonContent(state, idleLabel);
  }

  renderCard(): TemplateResult | typeof nothing {
    return this.#card.render(this.#shownContent, this.#translator);
  }

  /** Handles a click on the button while it looks as usual. */
  handleActivation(): void {
    if (this.#attempt?.question) this.#attempt.withdraw();
    else if (!this.#isPlacing) this.place().catch(() => undefined);
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const {host} = this;
    if (this.#attempt) {
      const refusal = reportRefusal(host, callError('call-in-progress'));
      throw this.#attempt.isCurrent ? refusal : this.#showRefusal(refusal, host.calleeLabel, true);
    }
    const attempt = this.#attempt = new CallAttempt({
      host,
      store: this.#store,
      onQuestion: (question) => this.#handleQuestion(question),
      onPlaced: (callKey) => this.#handlePlaced(callKey),
    });
    this.#show(null);
    try {
      return await attempt.run();
    } catch (thrown) {
      throw this.#showRefusal(thrown, attempt.who, attempt.isCurrent);
    } finally {
      this.#attempt = null;
      // "Cancel" means the same before and after RingCentral's answer.
      if (!this.#livingCall) host.activationGuard.hold();
      host.requestUpdate();
    }
  }

  /** Call it after a click on the main link. */
  showOtherApps(): void {
    const {linkScheme: usedScheme} = this.host;
    this.withdrawQuestion();
    if (usedScheme) this.#show({kind: 'other-apps', usedScheme});
  }

  /** @internal */
  get cardRank(): number | null {
    const content = this.#wantedContent;
    if (!content) return null;
    if (this.#isCardHidden) return HIDDEN_RANK;
    return content.kind === 'question' ? Infinity : this.#rank;
  }

  /** @internal */
  refreshCard(): void {
    this.host.requestUpdate();
  }

  /** @internal */
  closeNews(): void {
    const content = this.#wantedContent;
    if (content && CLOSED_BY_PRESS.includes(content.kind)) this.#close(content);
  }

  /** @internal */
  withdrawQuestion(): void {
    this.#attempt?.withdraw();
  }

  get #store(): Store {
    return getPageStore(this.host.account);
  }

  get #cards(): ReturnType<typeof accountCards> {
    return accountCards(this.#store);
  }

  get #translator(): CallTranslator {
    return createTranslator(callWords, this.host.voice);
  }

  get #call(): Call | undefined {
    return this.#store.calls.get().find(({key}) => key === this.#callKey);
  }

  /** The call while it is ringing or connected, or is about to. */
  get #livingCall(): Call | null {
    const call = this.#call;
    return call && !isFinal(call.phase) ? call : null;
  }

  /** A call to the button's number is being placed. */
  get #isPlacing(): boolean {
    const attempt = this.#attempt;
    return attempt !== null && attempt.isCurrent && !attempt.question;
  }

  get #wantedContent(): CardContent | null {
    const ownContent = this.#attempt?.question ?? this.#notice;
    const call = this.#call;
    if (ownContent || !call) return ownContent;
    const content = callContent(call);
    if (!content || this.#openedCallKey === call.key) return content;
    const isWanted = content.kind === 'failure' || this.#showsProgress(call);
    return isWanted && !this.#cards.closed.has(subjectOf(content)) ? content : null;
  }

  #showsProgress(call: Call): boolean {
    // The button itself says enough, unless an extension has to be dialed.
    if (call.phase === 'connected') return call.extension !== undefined;
    return !isCallShown(this.#store, call);
  }

  /** Null also while the card of another button is open. */
  get #shownContent(): CardContent | null {
    const content = this.#wantedContent;
    return content && this.#cards.isShown(this) ? content : null;
  }

  #watchStore(store: Store | null): void {
    if (store === this.#watchedStore) return;
    for (const unsubscribe of this.#unsubscribers.splice(0)) unsubscribe();
    if (this.#watchedStore) accountCards(this.#watchedStore).delete(this);
    this.#watchedStore = store;
    this.#toggleClock();
    if (!store) return;
    if (this.#attempt && this.#attempt.store !== store) this.withdrawQuestion();
    announceCalls(store);
    accountCards(store).add(this);
    const refresh = (): void => this.host.requestUpdate();
    const sources = [store.calls, store.limit, store.session];
    this.#unsubscribers = sources.map((values) => values.listen(refresh));
  }

  /** Another number: its call and its questions are no longer this button's. */
  #followTarget(): void {
    const target = currentTarget(this.host);
    const isSame = isSameTarget(this.#target, target);
    this.#target = target;
    if (isSame) return;
    disownCalls(this.#store, this.host);
    this.#notice = this.#callKey = this.#openedCallKey = null;
    this.#rank = 0;
  }

  /** Follows the call to the number, also one of another tab, until the next call. */
  #followCall(): void {
    const {destination} = this.host;
    if (destination.kind !== 'number') return;
    const living = livingCallTo(this.#store, destination.number);
    if (!living || living.key === this.#callKey) return;
    this.#callKey = living.key;
    this.#notice = null;
  }

  #toggleClock(): void {
    const content = this.#wantedContent;
    const retryAt = content && 'error' in content && content.error.retryAt;
    // The page may hide its panel during a call, and no event reports that.
    const isRunning = this.#watchedStore && (this.#livingCall ?? retryAt);
    if (isRunning) {
      const refresh = (): void => this.host.requestUpdate();
      this.#stopClock ??= onEverySecond(refresh, this.host.ownerDocument);
    } else {
      this.#stopClock?.();
      this.#stopClock = null;
    }
  }

  #handleQuestion(question: Question | null): void {
    if (question) {
      this.#cards.withdrawOtherQuestions(this);
      this.#show(null);
      this.#card.focusSoon();
      this.host.activationGuard.hold();
    }
    this.host.requestUpdate();
  }

  #handlePlaced(callKey: string): void {
    if (!this.#attempt?.isCurrent) return disownCalls(this.#store, this.host);
    this.#callKey = callKey;
    this.host.activationGuard.hold();
    this.host.requestUpdate();
  }

  /** Shows and announces why there is no call, and returns the error to throw. */
  #showRefusal(thrown: unknown, who: string, isCurrent: boolean): CallRejection {
    const otherCode = navigator.onLine ? 'unknown' : 'offline';
    const error = CallRejection.is(thrown)
      ? thrown
      : reportRefusal(this.host, callError(otherCode));
    if (error.code === 'not-confirmed') return error;
    if (isCurrent) this.#show({kind: 'refusal', error});
    announceSentence(this.#store, errorSentence(error, who, this.#translator));
    return error;
  }

  /** The user has done something: its card comes before all others. */
  #show(notice: Notice | null): void {
    this.#notice = notice;
    this.#callKey = this.#openedCallKey = null;
    this.#rank = this.#cards.nextRank();
    this.host.requestUpdate();
  }

  /** A card that is hidden with its button makes way for one that the user can see. */
  #handleCardShown(isShown: boolean): void {
    if (this.#isCardHidden === !isShown) return;
    this.#isCardHidden = !isShown;
    this.#cards.refreshAll();
  }

  #toggleCard({key}: Call): void {
    if (this.#shownContent) return this.#closeCard();
    this.#openedCallKey = key;
    this.#rank = this.#cards.nextRank();
    this.host.requestUpdate();
  }

  #closeCard(): void {
    const content = this.#shownContent;
    if (content?.kind === 'question') return content.answer(false);
    if (content) this.#close(content);
    this.#cards.closeOtherNews(this);
  }

  #close(content: CardContent): void {
    if ('call' in content) this.#cards.closed.add(subjectOf(content));
    this.#notice = this.#openedCallKey = null;
    this.host.requestUpdate();
  }
}

/** Null if the call is over and did not fail. */
function callContent(call: Call): CardContent | null {
  const {phase, error} = call;
  if (!isFinal(phase)) return {kind: 'progress', call};
  return error ? {kind: 'failure', call, error} : null;
}

/** Once the user has closed it, only something new opens the card again. */
function subjectOf(content: CardContent): string {
  if (!('call' in content)) return content.kind;
  const {key, phase, cancelFailed} = content.call;
  return [content.kind, key, phase === 'connected', cancelFailed].join();
}
