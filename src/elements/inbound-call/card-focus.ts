/** Keeps the focus among the cards when the one that has it goes, or gives it back to the page. */
import type {LitElement, ReactiveController} from 'lit';

export class CardFocus implements ReactiveController {
  /** The element of the page that had the focus before the cards. */
  #origin: EventTarget | null = null;
  /** Has the focus before the update. */
  #focused: Element | null = null;
  #focusedCard: Element | null = null;
  #cardIndex = 0;

  constructor(
    private readonly host: HTMLElement & Pick<LitElement, 'addController' | 'renderRoot'>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('focusin', this);
  }

  /** The focus comes from the page: moves within the shadow root do not reach the element itself. */
  handleEvent({relatedTarget}: FocusEvent): void {
    this.#origin = relatedTarget;
  }

  hostUpdate(): void {
    this.#focused = (this.host.renderRoot as ShadowRoot).activeElement;
    this.#focusedCard = this.#focused?.closest('.call') ?? null;
    this.#cardIndex = this.#focusedCard ? this.#cards.indexOf(this.#focusedCard) : 0;
  }

  /** To the harmless button of the same card, or of the one that has taken its place. */
  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected) return;
    const cards = this.#cards;
    const card = this.#focusedCard?.isConnected
      ? this.#focusedCard
      : cards[Math.min(this.#cardIndex, cards.length - 1)];
    const origin = this.#origin;
    if (card) focusHarmless(card);
    else if (origin instanceof HTMLElement && origin.isConnected) origin.focus();
    this.#origin = origin;
  }

  /** To the first control of the newest card. */
  enter(options?: FocusOptions): void {
    const [card] = this.#cards;
    card?.querySelector<HTMLElement>('a, button')?.focus(options);
  }

  get #cards(): readonly Element[] {
    return [...this.host.renderRoot.querySelectorAll('.call')];
  }
}

/** A late Enter must do no harm: it must not end a call that was just answered. */
function focusHarmless(card: Element): void {
  const buttons = ['.keypad', '.mute', '.hold', '.dismiss']
    .map((selector) => card.querySelector<HTMLElement>(selector));
  buttons.find((button) => button !== null)?.focus();
}
