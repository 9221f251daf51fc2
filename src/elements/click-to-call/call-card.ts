/** The card of a call button as an element: opens and positions it, and moves the focus. */
import {nothing, type TemplateResult} from 'lit';
import {AnchoredPopover} from '../internal/anchored-popover.js';
import type {CallTranslator} from '../internal/call-sentences.js';
import {surfaceStyles} from '../internal/surface.styles.js';
import {addStyle} from '../internal/window-styles.js';
import type {CallButtonHost} from './call-button-host.js';
import {callCardStyles} from './call-card.styles.js';
import {callCardTemplate, loadNumberSelect, phoneSelectOf} from './call-card.template.js';
import {isClosedByPress, type CardContent} from './card-content.js';

export interface CallCardActions {
  close(): void;
  /** Calls again. */
  retry(): void;
  onShown(isShown: boolean): void;
}

export class CallCard {
  #content: CardContent | null = null;
  #shouldFocus = false;
  readonly #popover: AnchoredPopover;

  constructor(private readonly button: CallButtonHost, private readonly actions: CallCardActions) {
    this.#popover = new AnchoredPopover({
      anchorNode: () => button.mainControl ?? button.element,
      anchorBox: () => button.mainControl?.getBoundingClientRect() ?? null,
      onDismiss: () => actions.close(),
      onShown: (isShown) => actions.onShown(isShown),
      preferredSide: 'below',
      closesOnPress: () => isClosedByPress(this.#content),
    });
  }

  /** Call it when the button has come into a window. */
  connect(): void {
    const root = this.button.element.renderRoot as ShadowRoot;
    for (const style of [surfaceStyles, callCardStyles]) addStyle(root, style);
  }

  disconnect(): void {
    this.#popover.disconnect();
  }

  render(content: CardContent | null, t: CallTranslator): TemplateResult | typeof nothing {
    const {button, actions} = this;
    // The control that has the focus goes with the content.
    const isReplaced = content?.kind !== this.#content?.kind;
    if (isReplaced && this.#hasFocus) button.mainControl?.focus({preventScroll: true});
    this.#content = content;
    if (!content) return nothing;
    const name = 'call' in content ? content.call.name : undefined;
    return callCardTemplate(content, {
      button,
      t,
      who: name?.trim() || button.calleeLabel,
      onClose: () => actions.close(),
      onRetry: () => actions.retry(),
    });
  }

  /** Call it when the button has rendered: opens and positions the card, or closes it. */
  updated(): void {
    const element = this.#element;
    this.#popover.update(element);
    if (!element || !this.#shouldFocus) return;
    this.#shouldFocus = false;
    void this.#focus(element);
  }

  /** Moves the focus into the card once it is open. */
  focusSoon(): void {
    this.#shouldFocus = true;
  }

  get #element(): HTMLElement | null {
    return this.button.element.renderRoot.querySelector<HTMLElement>('.message');
  }

  get #hasFocus(): boolean {
    const {activeElement} = this.button.element.renderRoot as ShadowRoot;
    return activeElement !== null && this.#element?.contains(activeElement) === true;
  }

  async #focus(element: HTMLElement): Promise<void> {
    // The button itself keeps the focus on its control while it updates.
    await this.button.element.updateComplete;
    if (element.querySelector('rc-number-select')) {
      await loadNumberSelect();
      await phoneSelectOf(this.button)?.updateComplete;
      this.#popover.update(this.#element);
    }
    if (!element.isConnected) return;
    const firstButton = element.querySelector<HTMLElement>('.actions button');
    const control = phoneSelectOf(this.button) ?? firstButton;
    control?.focus();
  }
}
