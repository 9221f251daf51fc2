/**
 * Shows a card beside its anchor, such as a call button or a number in the text: over the page's
 * other layers, inside of the window, and only while the page shows the anchor.
 */
import {visiblePath} from './perception.js';
import {
  WINDOW_GAP_PX, clampBox, isSeen, positionCard, type Box, type Side,
} from './position-card.js';

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
  onDismiss(reason: 'escape' | 'press'): void;
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

/** The last one is on top. */
const shownPopovers = new Set<AnchoredPopover>();

export class AnchoredPopover {
  #element: HTMLElement | null = null;
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

  /** The card is open, and not hidden with its anchor. */
  get isShown(): boolean {
    return shownPopovers.has(this);
  }

  /** Call it after each render that has the card in the page, and with null to close the card. */
  update(element: HTMLElement | null): void {
    if (element !== this.#element) this.disconnect();
    // A document without a window shows no card.
    if (!element?.isConnected || !element.ownerDocument.defaultView) return;
    if (!this.#element) this.#connect(element);
    this.#position();
  }

  /** Closes the card, and ends all listeners. */
  disconnect(): void {
    this.#listeners?.abort();
    this.#sizes.disconnect();
    this.#cuts.disconnect();
    shownPopovers.delete(this);
    // What the page has moved into a template is closed already, and must not be closed there.
    if (this.#element?.ownerDocument.defaultView) this.#element.hidePopover?.();
    this.#element?.classList.remove('open');
    this.#element = this.#anchor = null;
    this.#side = undefined;
    this.#isCutOff = false;
  }

  /** Call it for key presses in windows other than those of card and anchor. */
  handleEvent(event: Event): void {
    const {type} = event;
    const path = event.composedPath();
    const anchor = this.options.anchorNode();
    if (type === 'keydown') {
      this.#handleKeyDown(event as KeyboardEvent, path);
    } else if (type === 'pointerup') {
      // A touch that scrolls the page does not come to it; and nobody closes what is hidden.
      const isInside = path.includes(this.#element!) || path.includes(anchor);
      if (this.isShown && !isInside && this.options.closesOnPress?.()) {
        this.options.onDismiss('press');
      }
    } else if (/toggle|full/.test(type) && visiblePath(anchor).includes(path[0] as Node)) {
      // A layer around the anchor that is shown, or shown again, lies over the card.
      shownPopovers.delete(this);
      this.#position();
    } else {
      this.#positionSoon();
    }
  }

  #handleKeyDown(event: KeyboardEvent, path: readonly EventTarget[]): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    const topmost = [...shownPopovers].reverse().find((popover) => popover.#isNextIn(path));
    // Controls in the card may use the key: they come first.
    const isEarly = event.currentTarget !== this.#element && path.includes(this.#element!);
    if (topmost !== this || isEarly) return;
    event.preventDefault();
    event.stopPropagation();
    this.options.onDismiss('escape');
  }

  /** No other layer, such as a menu, has the focus. */
  #isNextIn(path: readonly EventTarget[]): boolean {
    const own: unknown[] = [this.#element, ...visiblePath(this.options.anchorNode())];
    return path.every((node) => !(node as HTMLElement).popover || own.includes(node));
  }

  #connect(element: HTMLElement): void {
    this.#element = element;
    this.#listeners = new AbortController();
    const anchor = this.options.anchorNode();
    listen(this, element, anchor, this.#listeners.signal);
    this.#sizes.observe(element);
    // The page becomes longer when something is added before the anchor.
    this.#sizes.observe(element.ownerDocument.body);
    const anchorElement = anchor instanceof Element ? anchor : anchor.parentElement;
    if (anchorElement) this.#cuts.observe(anchorElement);
  }

  #positionSoon(): void {
    this.#nextLook ||= requestAnimationFrame(this.#look);
  }

  readonly #look = (): void => {
    this.#nextLook = 0;
    this.#position();
  };

  #position(): void {
    const element = this.#element;
    if (!element?.isConnected) return;
    const view = visibleBox(element);
    const box = this.options.anchorBox();
    if (box) this.#anchor = clampBox(box, view);
    const isInView = box && !this.#isCutOff && isSeen(box, view);
    const isShown = isInView
      ? !isBehindModal(this.#anchor!, visiblePath(this.options.anchorNode()), element)
      : this.options.onUnseen?.() && this.#anchor;
    if (isShown) return this.#show(element, view);
    this.#hide(element);
    if (isInView) this.#nextLook ||= window.setTimeout(this.#look, MODAL_CHECK_MS);
  }

  #hide(element: HTMLElement): void {
    shownPopovers.delete(this);
    element.style.visibility = 'hidden';
    this.options.onShown?.(false);
  }

  #show(element: HTMLElement, view: Box): void {
    if (!this.isShown) element.hidePopover?.();
    element.showPopover?.();
    shownPopovers.add(this);
    element.classList.add('open');
    element.style.visibility = '';
    // The browser measures boxes on the screen, and zooms the styles that are set here.
    const {currentCSSZoom: zoom = 1} = element as {currentCSSZoom?: number};
    const {style} = element;
    const maxWidth = view.right - view.left - 2 * WINDOW_GAP_PX;
    style.maxWidth = `min(22rem, ${maxWidth / zoom}px)`;
    const {width, height} = element.getBoundingClientRect();
    const hiddenHeight = (element.scrollHeight - element.clientHeight) * zoom;
    const {left, top, maxHeight, side} = positionCard(
      this.#anchor!, {width, height: height + hiddenHeight}, view, {
        rightToLeft: getComputedStyle(element).direction === 'rtl',
        preferredSide: this.options.preferredSide,
        side: this.#side,
      });
    this.#side = side;
    element.classList.toggle('above', side === 'above');
    style.left = `${left / zoom}px`;
    style.top = `${top / zoom}px`;
    style.maxHeight = `${maxHeight / zoom}px`;
    this.options.onShown?.(true);
  }
}

/** All that may move the card, hide it, or close it. */
function listen(
  listener: EventListenerObject,
  element: HTMLElement,
  anchor: Node,
  signal: AbortSignal,
): void {
  const view = element.ownerDocument.defaultView!;
  const windows = [view, view.visualViewport!, anchor.ownerDocument!.defaultView!];
  const roots = visiblePath(anchor).filter((node) => node instanceof ShadowRoot);
  for (const target of [...windows, ...roots]) {
    const types = target instanceof ShadowRoot ? ROOT_EVENTS : WINDOW_EVENTS;
    for (const type of types) target.addEventListener(type, listener, {capture: true, signal});
  }
  element.addEventListener('keydown', listener, {signal});
}

/** The part of the page in view: less than the window after a pinch zoom. */
function visibleBox({ownerDocument}: HTMLElement): Box {
  const {visualViewport} = ownerDocument.defaultView!;
  const {offsetLeft: left, offsetTop: top, width, height} = visualViewport!;
  return {left, top, right: left + width, bottom: top + height};
}

/**
 * A modal that does not contain the anchor lies over it. Libraries make theirs without `<dialog>`:
 * they mark it, or hide what is beside it from screen readers, and cover the page.
 */
function isBehindModal(
  {left, top, right, bottom}: Box,
  anchorPath: readonly unknown[],
  {ownerDocument}: HTMLElement,
): boolean {
  const hit = ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const modal = hit?.closest(':is(:modal, [aria-modal=true])'); // older browsers ignore `:modal`
  if (modal && !anchorPath.includes(modal)) return true;
  const isCovered = !anchorPath.includes(hit);
  return (anchorPath as readonly HTMLElement[]).some((node) =>
    node.inert || (isCovered && node.ariaHidden === 'true' && !node.contains(hit)));
}
