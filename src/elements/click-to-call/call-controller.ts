/**
 * The call button from the first click on: which call it shows, what a click does and what its card
 * says. Question, card and face belong to one number and one call: a button that gets another number
 * withdraws them, and the call goes on wherever its own number is shown. Loads with the first sign
 * that the user is about to call, or with a call to the button's number.
 */
import type {nothing, ReactiveController, TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, CallRejection} from '../../store/call-error.js';
import type {Call, Store} from '../../store/types.js';
import {announceCalls, announceSentence, isStatusPanelShown} from '../internal/announcer.js';
import {errorSentence, isFinal, type CallTranslator} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {disownCall, reportRefusal} from '../internal/events.js';
import {livingCallTo} from '../internal/living-call.js';
import {loadParser} from '../internal/number-format.js';
import {onEverySecond} from '../internal/ticker.js';
import {accountCards, type CardOwner} from './account-cards.js';
import {attemptCall, type QuestionReason} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {CallCard, type CardContent} from './call-card.js';
import {callFace, placingFace, renderButtonContent, type ButtonState} from './call-face.js';
import type {Destination} from './destination.js';

type OwnContent = Exclude<CardContent, {readonly call: Call}>;

/** Of a card that nobody can see. */
const HIDDEN_RANK = -1;

/** From the click to RingCentral's answer. */
interface Attempt {
  /** The other party as the button named it at the click. */
  readonly who: string;
  readonly wasDisabled: boolean;
  /** The number that was clicked. */
  targetKey: string;
}

export class CallController implements ReactiveController, CardOwner {
  #attempt: Attempt | null = null;
  /** What the card shows beside the state of a call. */
  #content: OwnContent | null = null;
  #targetKey = '';
  #callKey: string | null = null;
  /** The connected call of which the user wants to know more. */
  #openedCallKey: string | null = null;
  #rank = 0;
  /** The button is out of view or behind a modal dialog, and its card with it. */
  #isCardHidden = false;
  /** What the card has last told, or would have. */
  #lastEvent = '';
  #watchedStore: Store | null = null;
  #unsubscribers: (() => void)[] = [];
  #stopClock: (() => void) | null = null;
  readonly #card: CallCard;

  constructor(private readonly host: CallButtonHost) {
    this.#card = new CallCard(host, {
      close: () => this.#closeCard(),
      retry: () => void this.place().catch(() => undefined),
      onShownChange: (isShown) => this.#handleCardShown(isShown),
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
    if (this.#isQuestionMoot) this.withdrawQuestion();
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
    const kind = this.#wantedContent?.kind;
    return kind === 'refusal' || kind === 'failure' ? 'error' : undefined;
  }

  /** How the button looks now and what a click does; null means as usual. */
  get buttonState(): ButtonState | null {
    const t = this.#translator;
    const call = this.#livingCall;
    if (!call) return this.#isPlacing ? placingFace(t) : null;
    return callFace(call, {
      t,
      who: this.#labelOf(call),
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
    if (this.#content?.kind === 'question') this.#content.answer(false);
    else if (!this.#isPlacing) this.place().catch(() => undefined);
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const {host} = this;
    const {calleeLabel: who, disabled: wasDisabled} = host;
    const attempt: Attempt = {who, wasDisabled, targetKey: this.#targetKey};
    if (this.#attempt) {
      const refusal = reportRefusal(host, callError('call-in-progress'));
      throw this.#isCurrent(this.#attempt) ? refusal : this.#showRefusal(refusal, attempt);
    }
    this.#attempt = attempt;
    this.#show(null);
    try {
      return await attemptCall({
        host,
        store: this.#store,
        onRead: (destination) => attempt.targetKey = targetKeyOf(destination),
        ask: (reason) => this.#ask(reason, attempt),
        onPlaced: (callKey) => this.#handlePlaced(callKey, attempt),
      });
    } catch (thrown) {
      throw this.#showRefusal(thrown, attempt);
    } finally {
      this.#attempt = null;
      host.activationGuard.hold();
      host.requestUpdate();
    }
  }

  /** Call it after a click on the main link. */
  showOtherApps(): void {
    const {linkScheme: usedScheme, calleeLabel: who} = this.host;
    if (usedScheme) this.#show({kind: 'other-apps', usedScheme, who});
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

  /** Nothing was sent: the call is refused as `not-confirmed`. @internal */
  withdrawQuestion(): void {
    if (this.#content?.kind === 'question') this.#content.answer(false);
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

  get #isPlacing(): boolean {
    return this.#attempt !== null && this.#isCurrent(this.#attempt) && !this.#content;
  }

  /** The button still shows the number that was clicked. */
  #isCurrent({targetKey}: Attempt): boolean {
    return targetKey === '' || targetKey === this.#targetKey;
  }

  get #isQuestionMoot(): boolean {
    const content = this.#content;
    if (content?.kind !== 'question') return false;
    const isDisabledSince = this.host.disabled && !this.#attempt?.wasDisabled;
    return isDisabledSince || (content.about === 'ringing' && !this.#livingCall);
  }

  #labelOf(call: Call): string {
    return call.name?.trim() || this.host.calleeLabel;
  }

  get #wantedContent(): CardContent | null {
    const call = this.#call;
    if (this.#content || !call) return this.#content;
    const who = this.#labelOf(call);
    const isFailed = isFinal(call.phase) && call.error;
    const content: CardContent = isFailed
      ? {kind: 'failure', call, who, error: call.error}
      : {kind: 'progress', call, who};
    const isOpened = this.#openedCallKey === call.key && call.phase === 'connected';
    if (isOpened) return content;
    const isWanted = isFailed || this.#showsProgress(call);
    return isWanted && !this.#cards.closed.has(subjectOf(content)) ? content : null;
  }

  /** Null also while the card of another button is open. */
  get #shownContent(): CardContent | null {
    const content = this.#wantedContent;
    return content && this.#cards.isShown(this) ? content : null;
  }

  #showsProgress({phase, extension}: Call): boolean {
    if (isFinal(phase)) return false;
    // The button itself says enough, unless an extension has to be dialed.
    if (phase === 'connected') return extension !== undefined;
    return !isStatusPanelShown(this.#store);
  }

  #watchStore(store: Store | null): void {
    if (store === this.#watchedStore) return;
    for (const unsubscribe of this.#unsubscribers.splice(0)) unsubscribe();
    if (this.#watchedStore) accountCards(this.#watchedStore).delete(this);
    this.#watchedStore = store;
    this.#toggleClock();
    if (!store) return;
    announceCalls(store);
    accountCards(store).add(this);
    const refresh = (): void => this.host.requestUpdate();
    this.#unsubscribers = [store.calls, store.limit].map((values) => values.listen(refresh));
  }

  /** Another number: its call and its questions are no longer this button's. */
  #followTarget(): void {
    const targetKey = targetKeyOf(this.host.destination, this.host.writtenNumber);
    const hadTarget = this.#targetKey !== '';
    if (targetKey === '' || targetKey === this.#targetKey) return;
    this.#targetKey = targetKey;
    if (!hadTarget) return;
    this.withdrawQuestion();
    if (this.#callKey !== null) disownCall(this.#store, this.#callKey, this.host);
    this.#content = this.#callKey = this.#openedCallKey = null;
    this.#rank = 0;
  }

  /** Shows a living call to the number, whoever placed it, and keeps it when it is over. */
  #followCall(): void {
    const {destination} = this.host;
    if (destination.kind !== 'number') return;
    const living = livingCallTo(this.#store, destination.number);
    if (living) this.#callKey = living.key;
  }

  #toggleClock(): void {
    const content = this.#wantedContent;
    const retryAt = content && 'error' in content && content.error.retryAt;
    // During a call the page may hide the panel that shows it, and tells nobody.
    const isRunning = this.#watchedStore && (this.#livingCall ?? retryAt);
    if (isRunning) {
      this.#stopClock ??= onEverySecond(
        () => this.host.requestUpdate(), this.host.ownerDocument,
      );
    } else {
      this.#stopClock?.();
      this.#stopClock = null;
    }
  }

  #handlePlaced(callKey: string, attempt: Attempt): void {
    if (!this.#isCurrent(attempt)) return disownCall(this.#store, callKey, this.host);
    this.#callKey = callKey;
    this.host.activationGuard.hold();
    this.host.requestUpdate();
  }

  /** Resolves once the user agrees; rejects with `not-confirmed` after a no, or no answer. */
  async #ask(about: QuestionReason, attempt: Attempt): Promise<void> {
    const {host} = this;
    const canAsk = host.isConnected && this.#isCurrent(attempt);
    const isConfirmed = canAsk && await new Promise<boolean>((resolve) => {
      const answer = (isYes: boolean): void => {
        this.#card.returnFocus();
        this.#content = null;
        resolve(isYes);
        host.requestUpdate();
      };
      this.#cards.withdrawOtherQuestions(this);
      this.#show({kind: 'question', about, who: attempt.who, answer});
      this.#card.focusSoon();
      host.activationGuard.hold();
    });
    if (!isConfirmed) throw reportRefusal(host, callError('not-confirmed'));
  }

  /** Shows and announces why there is no call, and returns the error to throw. */
  #showRefusal(thrown: unknown, attempt: Attempt): CallRejection {
    const {who} = attempt;
    const otherCode = navigator.onLine ? 'unknown' : 'offline';
    const error = CallRejection.is(thrown)
      ? thrown
      : reportRefusal(this.host, callError(otherCode));
    if (error.code === 'not-confirmed') return error;
    if (this.#isCurrent(attempt)) this.#show({kind: 'refusal', error, who});
    announceSentence(this.#store, errorSentence(error, who, this.#translator));
    return error;
  }

  #show(content: OwnContent | null): void {
    this.#content = content;
    this.#callKey = this.#openedCallKey = null;
    this.#rank = this.#cards.nextRank();
    this.host.requestUpdate();
  }

  /** A card that nobody can see makes way for one that can be seen. */
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
    if (!content) return;
    this.#card.returnFocus();
    if (content.kind === 'question') return content.answer(false);
    if ('call' in content) this.#cards.closed.add(subjectOf(content));
    this.#content = this.#openedCallKey = null;
    this.host.requestUpdate();
  }
}

/** Empty until the number is read. */
function targetKeyOf(destination: Destination, writtenNumber = ''): string {
  if (destination.kind === 'unread') return '';
  if (destination.kind !== 'number') return `${destination.kind} ${writtenNumber}`;
  const {e164, extension = ''} = destination.number;
  return `${e164};${extension}`;
}

function subjectOf(content: CardContent): string {
  return 'call' in content ? `${content.kind} ${content.call.key}` : content.kind;
}
