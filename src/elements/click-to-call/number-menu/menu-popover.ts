/** Opens a menu beside its button, moves the focus into it and back, and handles its keys. */
import type {ReactiveController} from 'lit';
import {numberMenuWords} from '../../../i18n/en/number-menu.js';
import {createTranslator} from '../../../i18n/translator.js';
import {actionStyles} from '../../internal/actions.styles.js';
import {AnchoredPopover} from '../../internal/anchored-popover.js';
import {surfaceStyles} from '../../internal/surface.styles.js';
import {addStyle} from '../../internal/window-styles.js';
import type {CallButtonHost} from '../call-button-host.js';
import {MenuFocus} from './menu-focus.js';
import {numberMenuStyles} from './number-menu.styles.js';

interface MenuActions {
  close(): void;
  /** The user opens the menu by a key. */
  open(atEnd: boolean): void;
}

export class MenuPopover implements ReactiveController {
  isOpen = false;
  /** The item to focus once the menu is there. */
  #nextIndex: number | null = null;
  /** The item that had the focus before the update; -1 if none had. */
  #focusedIndex = -1;
  /** The item on which the space key went down. */
  #pressed: EventTarget | null = null;
  readonly #focus: MenuFocus;
  readonly #popover: AnchoredPopover;

  constructor(private readonly button: CallButtonHost, private readonly actions: MenuActions) {
    this.#focus = new MenuFocus(() => this.#root);
    this.#popover = new AnchoredPopover({
      anchorNode: () => button.mainControl ?? button.element,
      anchorBox: () => button.mainControl?.getBoundingClientRect() ?? null,
      onDismiss: () => actions.close(),
      // A menu whose button is out of view would keep the focus out of view.
      onShown: (isShown) => void (isShown || actions.close()),
      preferredSide: 'below',
      closesOnPress: () => true,
    });
    button.element.addController(this);
    this.#root.addEventListener('keydown', this.#handleButtonKey);
  }

  hostConnected(): void {
    const styles = [actionStyles, surfaceStyles, numberMenuStyles];
    for (const style of styles) addStyle(this.#root, style);
  }

  hostDisconnected(): void {
    this.#popover.disconnect();
  }

  hostUpdate(): void {
    this.#focusedIndex = this.#focus.index;
  }

  hostUpdated(): void {
    const menu = this.#root.querySelector<HTMLElement>('.menu');
    this.#labelMenu();
    this.#popover.update(menu);
    if (menu && this.#nextIndex !== null) return this.#focusSoon(this.#nextIndex);
    const isFocusLost = this.#focusedIndex >= 0 && this.#focus.index < 0;
    if (!isFocusLost) return;
    if (menu) this.#focusSoon(Math.min(this.#focusedIndex, this.#focus.items.length - 1));
    else this.button.mainControl?.focus({preventScroll: true});
  }

  open(index: number): void {
    this.isOpen = true;
    this.#nextIndex = index;
    this.#focus.start();
    this.button.element.requestUpdate();
  }

  close(): void {
    this.isOpen = false;
    this.#nextIndex = null;
    this.button.element.requestUpdate();
  }

  /** Events of the menu. */
  handleEvent(event: Event): void {
    switch (event.type) {
      case 'keydown': return this.#handleKeyDown(event as KeyboardEvent);
      case 'keyup': return this.#handleKeyUp(event as KeyboardEvent);
      case 'focusout': return this.#handleFocusOut(event as FocusEvent);
      case 'pointermove': return this.#handlePointer(event as PointerEvent);
      case 'click': return keepInMenu(event);
    }
  }

  get #root(): ShadowRoot {
    return this.button.element.renderRoot as ShadowRoot;
  }

  /** The button itself gives its focus back while it updates: the menu takes it after that. */
  #focusSoon(index: number): void {
    this.#nextIndex = null;
    queueMicrotask(() => this.#focus.moveTo(index));
  }

  #labelMenu(): void {
    const {mainControl} = this.button;
    if (!mainControl) return;
    mainControl.id = 'main';
    if (this.isOpen) mainControl.setAttribute('aria-controls', 'menu');
    else mainControl.removeAttribute('aria-controls');
  }

  readonly #handleButtonKey = (event: Event): void => {
    const {key, ctrlKey, metaKey, shiftKey} = event as KeyboardEvent;
    const {button} = this;
    const isArrow = (key === 'ArrowDown' || key === 'ArrowUp') && !ctrlKey && !metaKey && !shiftKey;
    const isMeant = isArrow && event.target === button.mainControl && button.offersMenu;
    if (!isMeant || button.element.disabled) return;
    event.preventDefault();
    const isUp = key === 'ArrowUp';
    if (this.isOpen) this.#focusSoon(isUp ? -1 : 0);
    else this.actions.open(isUp);
  };

  #handleKeyDown(event: KeyboardEvent): void {
    const {key, repeat, target} = event;
    // From the button, the browser goes on to what comes next.
    if (key === 'Tab') {
      this.button.mainControl?.focus({preventScroll: true});
      return this.actions.close();
    }
    // A key that is held down presses once.
    if (repeat && 'Enter '.includes(key)) event.preventDefault();
    else if (this.#focus.handleKey(event, this.#locale)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (key === ' ') {
      this.#pressed = target;
      // The page would scroll.
      if (target instanceof HTMLAnchorElement) event.preventDefault();
    }
  }

  /** Links take the space key as buttons do; none takes one that was typed to find an item. */
  #handleKeyUp(event: KeyboardEvent): void {
    const {key, target} = event;
    if (key !== ' ') return;
    const isPress = this.#pressed === target;
    this.#pressed = null;
    if (!isPress) event.preventDefault();
    else if (target instanceof HTMLAnchorElement) target.click();
  }

  #handleFocusOut({relatedTarget}: FocusEvent): void {
    const {mainControl} = this.button;
    const next = relatedTarget as Node | null;
    const isInside = !next || next === mainControl || this.#popover.element?.contains(next);
    if (!isInside) this.actions.close();
  }

  /** The item under the pointer is the one that a key would choose. */
  #handlePointer({pointerType, target}: PointerEvent): void {
    const item = target instanceof Element && target.closest<HTMLElement>('.item');
    if (!item || pointerType !== 'mouse') return;
    const index = this.#focus.items.indexOf(item);
    if (index !== this.#focus.index) this.#focus.moveTo(index, {preventScroll: true});
  }

  get #locale(): string {
    return createTranslator(numberMenuWords, this.button.voice).locale;
  }
}

/** A click in the menu is not one on the page's link, label or summary around the button. */
function keepInMenu(event: Event): void {
  const {target} = event;
  if (target instanceof Element && !target.closest('a')) event.preventDefault();
}
