import {nothing, type ReactiveController, type TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {throwNotLoaded} from '../../store/not-loaded.js';
import type {Call} from '../../store/types.js';
import {connectEvents} from '../internal/fire-events.js';
import {StoreController} from '../internal/store-controller.js';
import {preloadAttempt} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {CallController} from './call-controller.js';
import {renderButtonContent, type ButtonState} from './call-face.js';
import {preloadCallCard} from './lazy-call-card.js';
import type {NumberMenu} from './number-menu/number-menu.js';
import {numberMenuPart} from './number-menu/number-menu-part.js';
import {checkPhoneOf, PhoneWarning} from './phone-warning.js';
import {followMeaning} from './press-meaning.js';
import {hasUntoldCall, tooltipFor, tooltipSources} from './tooltip.js';
import {rememberClick} from './waiting-click.js';

/** The part of a call button that knows of calls. A button controls none before it is clicked. */
export class ButtonCalls implements ReactiveController {
  /** The face that the user sees, and so the one that a click means; null = as usual. */
  face: ButtonState | null = null;
  #controller: CallController | undefined;
  #menu: NumberMenu | undefined;
  #isPreloaded = false;
  readonly #phoneWarning: PhoneWarning;
  readonly #store: StoreController;

  constructor(private readonly button: CallButtonHost) {
    this.#phoneWarning = new PhoneWarning(button);
    this.#store = new StoreController(button.element, {
      watch: (store) => tooltipSources(button, store),
      // The page may have made the store itself: its events fire from now on.
      onConnect: (store) => void connectEvents(store, true),
    });
    button.element.addController(this);
  }

  /** Another button or tab may have called the number. */
  hostUpdate(): void {
    const store = this.#store.value;
    // The menu knows whether there is a call to one of its numbers.
    if (store && this.#hasMenu) this.#loadMenu().catch(() => undefined);
    if (store && hasUntoldCall(this.button, store)) this.control();
  }

  hostUpdated(): void {
    followMeaning(this.button, this.#controller?.face.action);
    this.#phoneWarning.update(this.#store.value, this.face === null);
  }

  /** The user turns to the button: loads what a click needs, and looks for the phone. */
  preload(): void {
    if (this.#hasMenu) this.#loadMenu().catch(() => undefined);
    if (!this.button.isSessionReady) return;
    preloadCallCard();
    if (!this.#isPreloaded) preloadAttempt(this.button);
    this.#isPreloaded = true;
    if (this.#store.value) checkPhoneOf(this.button, this.#store.value);
  }

  /** The controller of the button's calls, from the first click on. */
  control(): CallController {
    return this.#controller ??= new CallController(this.button);
  }

  /** Of the links to several numbers: the one that was chosen, or that has a call. */
  chooseLink(): HTMLAnchorElement | null {
    return this.#menu?.chooseLink() ?? null;
  }

  get isMenuOpen(): boolean {
    return this.#menu?.isOpen === true;
  }

  get isMenuMissing(): boolean {
    return numberMenuPart.isMissing;
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const isOffered = this.#hasMenu && !this.isCalling;
    return (isOffered ? await this.#loadMenu().catch(throwNotLoaded) : this.control()).place();
  }

  /** From a click to RingCentral's answer. */
  get isCalling(): boolean {
    return this.#controller?.isCalling === true;
  }

  /** The controller that is to place a call for this click, if it asks for one. */
  controlClick(isLink: boolean, event: Event): CallController | undefined {
    if (this.#hasMenu) return this.#offerNumbers(event);
    return this.callAfterClick(isLink);
  }

  /** The same for a click on a number of the menu. */
  callAfterClick(isLink: boolean): CallController | undefined {
    const controller = this.control();
    return controller.handleClick(isLink) ? controller : undefined;
  }

  get phase(): CallController['phase'] {
    return this.#controller?.phase;
  }

  /** Says before the click what it will do. */
  get tooltip(): string | undefined {
    if (this.#hasMenu) return this.#menu?.tooltip;
    const store = this.#store.value;
    return store && tooltipFor(this.button, store);
  }

  /** The face to render, which clicks mean from now on. */
  takeFace(): ButtonState | null {
    return this.face = this.#controller?.face.state ?? null;
  }

  /** Content of the button, which stays as wide as `idleLabel`. */
  renderFace(face: ButtonState, idleLabel: string): TemplateResult {
    const t = createTranslator(callWords, this.button.voice);
    return renderButtonContent(face, idleLabel, t);
  }

  /** The menu takes the place of the card while it is open. */
  renderCard(): TemplateResult | typeof nothing {
    if (this.#menu?.isOpen) return this.#menu.render();
    return this.#controller?.renderCard() ?? nothing;
  }

  get #hasMenu(): boolean {
    return this.button.offersMenu;
  }

  /** Without the code of the menu, the page's own links are shown. */
  #offerNumbers(event: Event): undefined {
    if (this.#menu) return this.#menu.toggle(event);
    const isStillMeant = rememberClick(this.button);
    this.#loadMenu().then(
      (menu) => void (isStillMeant() && menu.toggle(event)),
      () => this.button.element.requestUpdate(),
    );
  }

  async #loadMenu(): Promise<NumberMenu> {
    const {NumberMenu} = await numberMenuPart.loadNow();
    return this.#menu ??= new NumberMenu(this.button, this);
  }
}
