/**
 * Shows a card beside its anchor, such as a call button or a number in the text: over the page's
 * other layers, inside of the window, and only while the page shows the anchor.
 */
import {isEscapeFor, isPressOutside, shownLayers, type Layer} from './layers.js';
import {isBehindModal, isDrawn, visiblePath, visibleWindow} from './perception.js';
import {clampBox, isSeen, moveCard, type Box, type Side} from './position-card.js';

/** A shadow root keeps these to itself. */
const ROOT_EVENTS = ['scroll', 'toggle'];
const WINDOW_EVENTS = [
  'keydown', 'pointerup', 'fullscreenchange', 'focusin', 'resize', ...ROOT_EVENTS,
];
/** How often to look whether a modal is closed: most of those that libraries make fire no event. */
const MODAL_CHECK_MS = 250;
/** Tiny, since the anchor may be a few digits in a long text. */
const MIN_SHOWN_RATIO = 1e-6;

export interface AnchoredPopoverOptions {
  /** The side to take where there is room on both. */
  readonly preferredSide: Side;
  /** The element beside which the card is shown, or the text node. */
  anchorNode(): Node;
  /** The anchor's box in the window of the card; null if it has none. */
  anchorBox(): Box | null;
  /** The owner closes what it shows: it renders it no more, or calls `update(null)`. */
  onDismiss(): void;
  /** Whether a press outside of card and anchor dismisses the card. Without it, none does. */
  closesOnPress?(): boolean;
  /**
   * Called while the anchor is out of view. Returns whether the card stays, at that edge of the
   * window. Else, and without this, it is hidden.
   */
  onUnseen?(): boolean;
  /** The card is hidden, or is shown. */
  onShown?(isShown: boolean): void;
}

export class AnchoredPopover implements Layer {
  /** The card, while it is open. */
  element: HTMLElement | null = null;
  /** Where the anchor was when it last had a box, or at which edge of the window. */
  #anchor: Box | null = null;
  /** The page shows no part of the anchor's element. */
  #isCutOff = false;
  #side: Side | undefined;
  #nextLook = 0;
  #listeners: AbortController | undefined;
  readonly #sizes = new ResizeObserver(() => this.#positionSoon());
  readonly #cuts = new IntersectionObserver((entries) => {
    const {intersectionRatio, boundingClientRect: {height}} = entries.at(-1)!;
    this.#isCutOff = intersectionRatio < MIN_SHOWN_RATIO && height > 0;
    this.#position();
  }, {threshold: MIN_SHOWN_RATIO});

  constructor(private readonly options: AnchoredPopoverOptions) {}

  get anchorPath(): readonly Node[] {
    return visiblePath(this.options.anchorNode());
  }

  /** Call it after each render that has the card in the page, and with null to close the card. */
  update(element: HTMLElement | null): void {
    if (element !== this.element) this.disconnect();
    // A document without a window shows no card.
    if (!element?.isConnected || !element.ownerDocument.defaultView) return;
    if (!this.element) this.#connect(element);
    this.#position();
  }

  /** Closes the card, and ends all listeners. */
  disconnect(): void {
    this.#listeners?.abort();
    this.#sizes.disconnect();
    this.#cuts.disconnect();
    shownLayers.delete(this);
    // A card that the page has moved into a template is closed already, and throws if closed again.
    if (this.element?.ownerDocument.defaultView) this.element.hidePopover?.();
    this.element?.classList.remove('open');
    this.element = this.#anchor = null;
    this.#side = undefined;
    this.#isCutOff = false;
  }

  /** Call it for key presses in windows other than those of card and anchor. */
  handleEvent(event: Event): void {
    const {options} = this;
    const [target] = event.composedPath();
    if (event.type === 'keydown') {
      if (isEscapeFor(this, event as KeyboardEvent)) options.onDismiss();
    } else if (event.type === 'pointerup') {
      // A touch that scrolls the page does not come to it.
      if (options.closesOnPress?.() && isPressOutside(this, event)) options.onDismiss();
    } else if (/toggle|full/.test(event.type) && this.anchorPath.includes(target as Node)) {
      // A layer around the anchor that is shown, or shown again, lies over the card.
      shownLayers.delete(this);
      this.#position();
    } else {
      this.#positionSoon();
    }
  }

  #connect(element: HTMLElement): void {
    this.element = element;
    this.#listeners = new AbortController();
    listen(this, element, this.#listeners.signal);
    this.#sizes.observe(element);
    // The page becomes longer when something is added before the anchor.
    this.#sizes.observe(element.ownerDocument.body);
    if (this.#anchorElement) this.#cuts.observe(this.#anchorElement);
  }

  get #isUndrawn(): boolean {
    return this.#isCutOff || !isDrawn(this.#anchorElement);
  }

  get #anchorElement(): Element | null {
    const anchor = this.options.anchorNode();
    return anchor.nodeType === Node.ELEMENT_NODE ? anchor as Element : anchor.parentElement;
  }

  #positionSoon(): void {
    const view = this.element?.ownerDocument.defaultView;
    if (view) this.#nextLook ||= view.requestAnimationFrame(this.#look);
  }

  readonly #look = (): void => {
    this.#nextLook = 0;
    this.#position();
  };

  #position(): void {
    const element = this.element;
    if (!element?.isConnected) return;
    const view = visibleWindow(element.ownerDocument);
    const box = this.options.anchorBox();
    if (box) this.#anchor = clampBox(box, view);
    const isInView = box && isSeen(box, view) && !this.#isUndrawn;
    const isShown = isInView
      ? !isBehindModal(this.#anchor!, this.anchorPath, element.ownerDocument)
      : this.options.onUnseen?.() && this.#anchor;
    if (isShown) return this.#show(element, view);
    this.#hide(element);
    if (isInView) this.#nextLook ||= window.setTimeout(this.#look, MODAL_CHECK_MS);
  }

  #hide(element: HTMLElement): void {
    shownLayers.delete(this);
    element.style.visibility = 'hidden';
    this.options.onShown?.(false);
  }

  #show(element: HTMLElement, view: Box): void {
    if (!shownLayers.has(this)) element.hidePopover?.();
    element.showPopover?.();
    shownLayers.add(this);
    element.classList.add('open');
    element.style.visibility = '';
    const {preferredSide, onShown} = this.options;
    this.#side = moveCard(element, this.#anchor!, view, {preferredSide, side: this.#side});
    onShown?.(true);
  }
}

/** Listens for everything that may move the card, hide it, or close it. */
function listen(
  layer: Layer & EventListenerObject, element: HTMLElement, signal: AbortSignal,
): void {
  const view = element.ownerDocument.defaultView!;
  const {anchorPath} = layer;
  const windows = [view, view.visualViewport!, anchorPath[0]!.ownerDocument!.defaultView!];
  const roots = anchorPath.filter((node) => node instanceof ShadowRoot);
  for (const target of [...windows, ...roots]) {
    const types = target instanceof ShadowRoot ? ROOT_EVENTS : WINDOW_EVENTS;
    for (const type of types) target.addEventListener(type, layer, {capture: true, signal});
  }
  element.addEventListener('keydown', layer, {signal});
}
