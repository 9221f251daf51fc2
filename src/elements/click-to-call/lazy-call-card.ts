/**
 * The card of a call button. Its code loads when the pointer or the focus reaches a button that can
 * call: no page needs it before. Where it does not load, the button says in plain text what the card
 * would tell, or that it has not loaded.
 */
import {html, nothing, type TemplateResult} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import {
  actionErrorSentence, errorSentence, failureSentence, givenUpSentence, type CallTranslator,
} from '../internal/call-sentences.js';
import type {CallButtonHost} from './call-button-host.js';
import type {CallCard, CallCardActions} from './call-card.js';
import type {CardContent} from './card-content.js';

type CardModule = typeof import('./call-card.js');

const cardPart = new LazyPart<CardModule>((_query) => import('./call-card.js'));

/** A question or an error is to be there at once, also where the network has gone meanwhile. */
export function preloadCallCard(): void {
  cardPart.load().catch(() => undefined);
}

/** For a question: rejects where there is nothing to answer it by. */
export const loadCallCard = (): Promise<unknown> => cardPart.loadNow();

export class LazyCallCard {
  #card: CallCard | undefined;
  #hasAsked = false;

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
    if (this.#card) return this.#card.render(content, t);
    return content && cardPart.isMissing ? this.#plainTemplate(content, t) : nothing;
  }

  /** Call it when the button has rendered. */
  updated(): void {
    this.#card?.updated();
  }

  /** The user is asked, and so the code is there: moves the focus into the card once it is open. */
  focusSoon(): void {
    this.#load();
    this.#card?.focusSoon();
  }

  #load(): void {
    if (cardPart.part) return this.#start(cardPart.part);
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    const update = (): void => this.button.element.requestUpdate();
    void cardPart.whenLoaded(update).then(update);
  }

  #start({CallCard: Card}: CardModule): void {
    if (this.#card) return;
    this.#card = new Card(this.button, this.actions);
    if (this.button.element.isConnected) this.#card.connect();
  }

  #plainTemplate(content: CardContent, t: CallTranslator): TemplateResult | typeof nothing {
    const sentence = plainSentence(content, this.button.calleeLabel, t);
    return sentence ? html`<span part="message" lang=${t.language} dir=${t.direction}
      .textContent=${sentence}></span>` : nothing;
  }
}

/** Empty for a call that goes on: the button itself shows it. */
function plainSentence(content: CardContent, who: string, t: CallTranslator): string {
  switch (content.kind) {
    case 'progress':
    case 'waiting': return '';
    case 'refusal': return errorSentence(content.error, who, t);
    case 'failure': return failureSentence(content.call, content.error, who, t);
    case 'not-done': return actionErrorSentence(content.error, who, t);
    case 'given-up': return givenUpSentence(content, t);
    default: return t('error.not-loaded');
  }
}
