/** What a click on a call button does: it loads the code of calls, and hands the click to it. */
import {nothing, type ReactiveController, type TemplateResult} from 'lit';
import {throwNotLoaded} from '../../store/not-loaded.js';
import type {CallButtonHost} from './call-button-host.js';
import {callCodePart, type CallCode} from './call-code-part.js';
import type {CallController} from './call-controller.js';
import type {ButtonState} from './call-face.js';
import {openCallLink} from './open-link.js';
import {rememberClick} from './waiting-click.js';

export class CallActivation implements ReactiveController {
  #controller: CallController | undefined;
  #isPreloaded = false;
  /** The face that the user sees, and so the one that a click means. */
  #shownState: ButtonState | null = null;

  constructor(private readonly button: CallButtonHost) {
    button.element.addController(this);
  }

  hostUpdate(): void {
    const {button} = this;
    const store = button.store.value;
    const code = callCodePart.part;
    if (store && code?.hasUntoldCall(button, store)) this.#control(code);
  }

  hostUpdated(): void {
    callCodePart.part?.followMeaning(this.button, this.#controller?.action);
  }

  /** The phase of the button's call, as the states of the element name it. */
  get phase(): CallController['phase'] {
    return this.#controller?.phase;
  }

  get isIdle(): boolean {
    const state = this.#shownState;
    return state ? !state.activate : this.button.element.disabled;
  }

  /** The face to render: clicks mean this one from now on. */
  takeState(): ButtonState | null {
    return this.#shownState = this.#controller?.buttonState ?? null;
  }

  renderCard(): TemplateResult | typeof nothing {
    return this.#controller?.renderCard() ?? nothing;
  }

  /** Loads what a click needs. */
  preload(): void {
    if (this.#isPreloaded) return;
    this.#isPreloaded = true;
    callCodePart.load().then((code) => code.preloadAttempt(this.button), () => undefined);
  }

  /** The controller of the button's calls, also for a click that comes later. */
  async load(): Promise<CallController> {
    return this.#control(await callCodePart.loadNow().catch(throwNotLoaded));
  }

  #control({CallController}: CallCode): CallController {
    return this.#controller ??= new CallController(this.button);
  }

  /** A click on the button or on the main link: Lit takes an object as a listener, too. */
  async handleEvent(event: Event): Promise<void> {
    const {button} = this;
    const isLink = event.currentTarget instanceof HTMLAnchorElement;
    const isIgnored = this.isIdle || button.activationGuard.isHeld();
    // A click that calls follows no link around the button or in its label.
    if (isIgnored || !isLink) event.preventDefault();
    if (isIgnored) return;
    button.activationGuard.hold();
    if (this.#shownState) return this.#shownState.activate?.();
    if (isLink) openCallLink(event);
    const isStillMeant = rememberClick(button);
    // Without it, there is the link.
    const code = callCodePart.part ?? await callCodePart.loadNow().catch(() => undefined);
    button.element.requestUpdate();
    if (code && isStillMeant()) this.#control(code).handleActivation(isLink);
  }
}
