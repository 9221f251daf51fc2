/**
 * The card of a call button. Its code loads when the pointer or the focus reaches a button that can
 * call: no page needs it before. Where it does not load, the button says so, or why there is no
 * call, in plain text.
 */
import {html, nothing, type TemplateResult} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import {errorSentence, type CallTranslator} from '../internal/call-sentences.js';
import type {CallButtonHost} from './call-button-host.js';
import type {CallCard, CallCardActions} from './call-card.js';
import type {CardContent} from './card-content.js';

type CardModule = typeof import('./call-card.js');

const cardPart = new LazyPart<CardModule>((_query) => import('./call-card.js'));

/** A question or an error is to be there at once, also where the network has gone meanwhile. */
export function preloadCallCard(): void {
  cardPart.load().catch(() => undefined);
}

export class LazyCallCard {
  #card: CallCard | undefined;
  #isLoading = false;
  #shouldFocus = false;

  constructor(private readonly button: CallButtonHost, private readonly actions: CallCardActions) {}

  /** Call it when the button has come into a window. */
  connect(): void {
    this.#card?.connect();
  }

  disconnect(): void {
    this.#card?.disconnect();
  }

  render(content: CardContent | null, t: CallTranslator): TemplateResult | typeof nothing {
    if (content) this.#load();
    if (content?.kind !== 'question') this.#shouldFocus = false;
    if (this.#card) return this.#renderIn(this.#card, content, t);
    return content && cardPart.isMissing ? this.#plainTemplate(content, t) : nothing;
  }

  /** Call it when the button has rendered. */
  updated(): void {
    this.#card?.updated();
  }

  /** The user is asked: moves the focus into the card once it is open. */
  focusSoon(): void {
    this.#shouldFocus = true;
    cardPart.loadNow().catch(() => undefined);
  }

  #renderIn(
    card: CallCard, content: CardContent | null, t: CallTranslator,
  ): TemplateResult | typeof nothing {
    if (this.#shouldFocus) card.focusSoon();
    this.#shouldFocus = false;
    return card.render(content, t);
  }

  #load(): void {
    if (cardPart.part) return this.#start(cardPart.part);
    if (this.#isLoading) return;
    this.#isLoading = true;
    const update = (): void => this.button.element.requestUpdate();
    void cardPart.whenLoaded(update).then(update);
  }

  #start({CallCard: Card}: CardModule): void {
    if (this.#card) return;
    this.#card = new Card(this.button, this.actions);
    if (this.button.element.isConnected) this.#card.connect();
  }

  /** A call that goes on is shown by the button itself. */
  #plainTemplate(content: CardContent, t: CallTranslator): TemplateResult | typeof nothing {
    if (content.kind === 'progress') return nothing;
    const sentence = 'error' in content
      ? errorSentence(content.error, this.button.calleeLabel, t)
      : t('error.not-loaded');
    return html`<span part="message" lang=${t.language} dir=${t.direction}
      .textContent=${sentence}></span>`;
  }
}
