/** Keeps the focus in the panel when the button that has it goes. */
import type {LitElement, ReactiveController} from 'lit';

export class PanelFocus implements ReactiveController {
  /** The button that had the focus before the update. */
  #focused: Element | null = null;
  /** The call of a button that does something to it while it runs. */
  #focusedCall: Element | null = null;

  constructor(
    private readonly host: Pick<LitElement, 'addController' | 'renderRoot' | 'updateComplete'>,
    private readonly isFirstCallNew: () => boolean,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = (this.host.renderRoot as ShadowRoot).activeElement;
    const isControl = this.#focused?.matches('.cancel, .hang-up, .hold, .mute');
    this.#focusedCall = isControl ? this.#focused!.closest('.call') : null;
  }

  /** To another button of the same call, to a call that has just begun, or to the list. */
  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected) return;
    const call = this.#focusedCall?.isConnected ? this.#focusedCall : this.#newCall;
    const button = call?.querySelector<HTMLElement>('.hang-up') ?? call?.querySelector('button');
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
