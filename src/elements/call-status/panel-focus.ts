/** Keeps the focus in the panel when the button that has it goes. */
import type {LitElement, ReactiveController} from 'lit';

export class PanelFocus implements ReactiveController {
  /** The button that had the focus before the update. */
  #focused: Element | null = null;

  constructor(
    private readonly host: Pick<LitElement, 'addController' | 'renderRoot' | 'updateComplete'>,
    private readonly isFirstCallNew: () => boolean,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = (this.host.renderRoot as ShadowRoot).activeElement;
  }

  /** To a call that has just begun, or to the list. */
  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected) return;
    const button = this.isFirstCallNew() && this.#find('.call:first-child button');
    (button || this.#find('.calls'))?.focus();
  }

  /** The user has dismissed a call. */
  async moveOn(): Promise<void> {
    await this.host.updateComplete;
    const nextButton = this.#find('.dismiss, .cancel');
    (nextButton ?? this.#find('.calls'))?.focus();
  }

  #find(selector: string): HTMLElement | null {
    return this.host.renderRoot.querySelector(selector);
  }
}
