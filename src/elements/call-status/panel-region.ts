/** The live region of a panel: screen readers announce there what happens to its calls. */
import type {LitElement, ReactiveController} from 'lit';
import type {Call, Store} from '../../store/types.js';
import {registerLiveRegion, type LiveRegion} from '../internal/announcer.js';
import {isInView} from '../internal/perception.js';
import type {ShownCalls} from './shown-calls.js';

export class PanelRegion implements LiveRegion, ReactiveController {
  #unregister: (() => void) | undefined;

  constructor(
    private readonly host: Element & Pick<LitElement, 'addController' | 'renderRoot'>,
    private readonly shown: ShownCalls,
    private readonly language: () => string,
  ) {
    host.addController(this);
  }

  connect(store: Store): void {
    this.#unregister?.();
    this.#unregister = registerLiveRegion(store, this);
  }

  hostDisconnected(): void {
    this.#unregister?.();
  }

  get element(): Element | null {
    return this.host.renderRoot.querySelector('[role=status]');
  }

  get voice(): string {
    return this.language();
  }

  announce(sentence: string): void {
    const {element} = this;
    if (element) element.textContent = sentence;
  }

  shows(call: Call): boolean {
    if (!this.shown.isListed(call)) return false;
    // The newest call, or its place.
    return isInView(this.host, this.host.renderRoot.querySelector('.sentence, .empty'));
  }
}
