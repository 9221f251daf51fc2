/** Keeps the focus in the panel when the button that has it goes. */
import type {LitElement, ReactiveController} from 'lit';

/** The buttons that may get the focus, by the one that had it: a late Enter must do no harm. */
const NEXT_BUTTONS = [
  ['.cancel, .hang-up', '.hang-up, .cancel, .dismiss'],
  ['.hold, .mute, .keypad, .phone-controls *', '.keypad, .dismiss'],
] as const;

export class PanelFocus implements ReactiveController {
  /** The button that had the focus before the update. */
  #focused: Element | null = null;
  /** The call of a button that does something to it while it runs. */
  #focusedCall: Element | null = null;
  /** The buttons of this call that may get the focus. */
  #nextButtons = '';

  constructor(
    private readonly host: Pick<LitElement, 'addController' | 'renderRoot' | 'updateComplete'>,
    private readonly isFirstCallNew: () => boolean,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = (this.host.renderRoot as ShadowRoot).activeElement;
    const next = NEXT_BUTTONS.find(([buttons]) => this.#focused?.matches(buttons));
    this.#focusedCall = next ? this.#focused!.closest('.call') : null;
    this.#nextButtons = next?.[1] ?? '';
  }

  /** To a harmless button of the same call, to a call that has just begun, or to the list. */
  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected) return;
    const button = this.#focusedCall?.isConnected
      ? this.#focusedCall.querySelector<HTMLElement>(this.#nextButtons)
      : this.#newCall?.querySelector<HTMLElement>('.hang-up, .cancel');
    (button ?? this.#find('.calls'))?.focus();
  }

  /** The user has dismissed a call. */
  async moveOn(): Promise<void> {
    await this.host.updateComplete;
    const nextButton = this.#find('.dismiss, .cancel');
    (nextButton ?? this.#find('.calls'))?.focus();
  }

  get #newCall(): Element | null {
    return this.isFirstCallNew() ? this.#find('.call:first-child') : null;
  }

  #find(selector: string): HTMLElement | null {
    return this.host.renderRoot.querySelector(selector);
  }
}
