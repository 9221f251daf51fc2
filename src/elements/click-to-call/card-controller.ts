/**
 * Chooses what the card of a call button shows: a question, else what the user was told last, else
 * the state of the button's call, where nothing else on the page shows it.
 */
import type {nothing, ReactiveController, TemplateResult} from 'lit';
import type {Call, CallError, Store} from '../../store/types.js';
import {isCallShown} from '../internal/announcer.js';
import type {CallTranslator} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {accountCards, type CardOwner} from './account-cards.js';
import type {CallButtonHost} from './call-button-host.js';
import {
  callContent, isClosedByPress, isOutdated, subjectOf, type CardContent, type Notice,
  type Question,
} from './card-content.js';
import type {FollowedCall} from './followed-call.js';
import {LazyCallCard} from './lazy-call-card.js';

/** Rank of a card whose button is out of view. */
const HIDDEN_RANK = -1;

/** The part of the button's controller that the card needs. */
interface CardSource {
  readonly question: Question | null;
  withdrawQuestion(): void;
  place(): Promise<Call>;
}

export class CardController implements ReactiveController, CardOwner {
  /** Shown in place of the state of a call. */
  #notice: Notice | null = null;
  /** The connected call of which the user wants to know more. */
  #openedCallKey: string | null = null;
  #rank = 0;
  /** The button is out of view or behind a modal dialog, and its card with it. */
  #isHidden = false;
  /** The event that the card has last shown, or would have if no other card were open. */
  #lastEvent = '';
  readonly #card: LazyCallCard;

  constructor(
    private readonly button: CallButtonHost,
    private readonly followed: FollowedCall,
    private readonly source: CardSource,
  ) {
    this.#card = new LazyCallCard(button, {
      close: () => this.#closeShown(),
      retry: () => void source.place().catch(() => undefined),
      onShown: (isShown) => this.#handleShown(isShown),
    });
    button.element.addController(this);
  }

  hostConnected(): void {
    this.#card.connect();
    this.button.element.requestUpdate();
  }

  hostDisconnected(): void {
    this.#card.disconnect();
  }

  hostUpdate(): void {
    const {content} = this;
    if (!content) this.#isHidden = false;
    const event = content ? `${subjectOf(content)} ${this.followed.call?.phase}` : '';
    if (event === this.#lastEvent) return;
    this.#lastEvent = event;
    // The card of the newest event is shown, of all calls that were placed here.
    if (this.#rank > 0) this.#rank = this.#cards.nextRank();
    this.#cards.refreshAll();
  }

  hostUpdated(): void {
    this.#card.updated();
  }

  render(t: CallTranslator): TemplateResult | typeof nothing {
    return this.#card.render(this.#shownContent, t);
  }

  /** The content that the card would show if no other card were open. */
  get content(): CardContent | null {
    const {source: {question}, followed: {call}} = this;
    this.#dropOldNotice(call);
    const ownContent = question ?? this.#notice;
    if (ownContent || !call) return ownContent;
    const content = callContent(call);
    if (!content || this.#openedCallKey === call.key) return content;
    const isWanted = content.kind === 'failure' || this.#showsProgress(call);
    return isWanted && !this.#cards.closed.has(subjectOf(content)) ? content : null;
  }

  /** The error that the card would show. */
  get error(): CallError | undefined {
    const {content} = this;
    return content && 'error' in content ? content.error : undefined;
  }

  /** The user has done something: the card comes before all others. */
  show(notice: Notice | null): void {
    this.#notice = notice;
    this.#openedCallKey = null;
    this.#rank = this.#cards.nextRank();
    this.button.element.requestUpdate();
  }

  showQuestion(): void {
    this.#cards.withdrawOtherQuestions(this);
    this.show(null);
    this.#card.focusSoon();
  }

  /** Opens the card of a connected call, or closes it. */
  toggle({key}: Call): void {
    if (this.#shownContent) return this.#closeShown();
    this.#openedCallKey = key;
    this.#rank = this.#cards.nextRank();
    this.button.element.requestUpdate();
  }

  /** Drops any notice, or one of this kind only: something else is of more interest now. */
  dropNotice(kind = this.#notice?.kind): void {
    if (this.#notice?.kind === kind) this.#notice = null;
  }

  /** The button is another number's now. */
  reset(): void {
    this.#notice = this.#openedCallKey = null;
    this.#rank = 0;
  }

  get rank(): number | null {
    const {content} = this;
    if (!content) return null;
    if (this.#isHidden) return HIDDEN_RANK;
    return content.kind === 'question' ? Infinity : this.#rank;
  }

  refresh(): void {
    this.button.element.requestUpdate();
  }

  closeNews(): void {
    const {content} = this;
    // The user has not seen a hidden one.
    if (content && isClosedByPress(content) && !this.#isHidden) this.#close(content);
  }

  withdrawQuestion(): void {
    this.source.withdrawQuestion();
  }

  get #store(): Store {
    return getPageStore(this.button.element.account);
  }

  get #cards(): ReturnType<typeof accountCards> {
    return accountCards(this.#store);
  }

  #dropOldNotice(call: Call | undefined): void {
    const notice = this.#notice;
    // The next user meets nothing of the last one.
    const isReady = this.#store.session.get().state === 'ready';
    const isOfLastUser = notice?.kind === 'given-up' && isReady;
    if (isOfLastUser || (notice && isOutdated(notice, call))) this.#notice = null;
  }

  #showsProgress(call: Call): boolean {
    // The button itself says enough, unless an extension has to be dialed.
    if (call.phase === 'connected') return call.extension !== undefined;
    return !isCallShown(this.#store, call);
  }

  get #shownContent(): CardContent | null {
    const {content} = this;
    // A hidden card stays in place, and so notices that its button is back in view.
    return content && (this.#isHidden || this.#cards.isShown(this)) ? content : null;
  }

  /** A card that is hidden with its button makes way for one that the user can see. */
  #handleShown(isShown: boolean): void {
    if (this.#isHidden === !isShown) return;
    this.#isHidden = !isShown;
    this.#cards.refreshAll();
  }

  #closeShown(): void {
    const content = this.#shownContent;
    if (content?.kind === 'question') return content.answer(false);
    if (content) this.#close(content);
    this.#cards.closeOtherNews(this);
  }

  #close(content: CardContent): void {
    if ('call' in content) this.#cards.closed.add(subjectOf(content));
    this.#notice = this.#openedCallKey = null;
    this.button.element.requestUpdate();
  }
}
