/**
 * Shows a card beside its anchor, such as a call button or a number in the text: over all other
 * layers of the page, inside of the window, and only while the page shows the anchor.
 */
import {
  isBehindModal, isBehindOwnLayer, isLayer, layoutPath, viewAnchor,
  type AnchorView, type Surroundings,
} from './anchor-view.js';
import {clampBox, isSeen, positionCard, type Box, type Side} from './position-card.js';

/** How often a hidden anchor is looked at: not all that shows it again fires an event. */
const RECHECK_INTERVAL_MS = 250;
/** Events after which the anchor may be elsewhere, or behind another layer. */
const MOVING_EVENTS = [
  'scroll', 'toggle', 'fullscreenchange', 'focusin', 'transitionend', 'animationend',
];

type UnseenReaction = 'hide' | 'stay' | 'dismiss';

interface AnchoredPopoverOptions {
  /** The element to show the card beside, or the text node. */
  anchorNode(): Node;
  /** The anchor's box in its own window; null if it has none. */
  anchorBox(): Box | null;
  /** The owner closes what it shows, and renders it no more or calls `update(null)`. */
  onDismiss(reason: 'escape' | 'press' | 'unseen'): void;
  /** The card is hidden with its anchor, or is back. */
  onShownChange?(isShown: boolean): void;
  /** A press outside of the card and its anchor dismisses it. */
  closesOnPress?(): boolean;
  /**
   * What happens while the anchor is scrolled out of view: the card is hidden (if not given), stays
   * at that edge of the window, or is dismissed.
   */
  whenUnseen?(): UnseenReaction;
  /** The side to take where there is room on both; below if not given. */
  readonly preferredSide?: Side;
}

/** In the order of their opening. */
const openPopovers = new Set<AnchoredPopover>();

export class AnchoredPopover {
  #element: HTMLElement | null = null;
  #listeners = new AbortController();
  /** Layout path of the anchor. */
  #path: readonly Node[] = [];
  /** The anchor when it was last rendered. */
  #anchor: AnchorView | null = null;
  #side: Side | undefined;
  #isShown = false;
  /** The control that had the focus when the card was hidden. */
  #lastFocused: HTMLElement | null = null;
  #frame = 0;
  #recheck: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: AnchoredPopoverOptions) {}

  /** The card is open, and not hidden with its anchor. */
  get isShown(): boolean {
    return this.#isShown;
  }

  get hasFocus(): boolean {
    return this.#focused !== null;
  }

  /** Call it after each render that has the card in the page, and with null to close the card. */
  update(element: HTMLElement | null): void {
    if (element !== this.#element) this.disconnect();
    if (!element?.isConnected) return;
    if (!this.#element) this.#connect(element);
    this.#position();
  }

  /** Closes the card, and ends all listeners. */
  disconnect(): void {
    const element = this.#element;
    if (!element) return;
    this.#element = this.#anchor = this.#lastFocused = null;
    this.#side = undefined;
    this.#isShown = false;
    this.#listeners.abort();
    clearTimeout(this.#recheck);
    openPopovers.delete(this);
    if (isOpen(element)) element.hidePopover?.();
    element.classList.remove('open');
  }

  /** Call it for key presses in documents that are not around the anchor. */
  readonly handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    const path = event.composedPath();
    const owner = [...openPopovers].reverse().find((popover) => popover.#mayUse(path));
    // Before the page hears of it; but what is in the card comes first.
    const isEarly = event.currentTarget !== this.#element && path.includes(this.#element!);
    if (owner !== this || isEarly) return;
    event.preventDefault();
    event.stopPropagation();
    this.options.onDismiss('escape');
  };

  /** Keys that are pressed in another layer of the page belong to that layer. */
  #mayUse(path: readonly EventTarget[]): boolean {
    const isOther = (node: EventTarget): boolean =>
      isLayer(node) && node !== this.#element && !this.#path.includes(node as Node);
    return this.#isShown && !path.some(isOther);
  }

  get #focused(): HTMLElement | null {
    const root = this.#element?.getRootNode() as ShadowRoot | undefined;
    const activeElement = root?.activeElement as HTMLElement | null | undefined;
    return activeElement && this.#element?.contains(activeElement) ? activeElement : null;
  }

  #connect(element: HTMLElement): void {
    this.#element = element;
    openPopovers.add(this);
    const {signal} = this.#listeners = new AbortController();
    const early = {capture: true, signal};
    const passive = {capture: true, passive: true, signal};
    const pages = new Set([element.ownerDocument, this.options.anchorNode().ownerDocument!]);
    for (const page of pages) {
      for (const type of MOVING_EVENTS) page.addEventListener(type, this.#positionSoon, passive);
      page.defaultView?.addEventListener('resize', this.#positionSoon, passive);
      page.addEventListener('pointerdown', this.#handlePress, passive);
      page.addEventListener('keydown', this.handleKeyDown, early);
    }
    element.addEventListener('keydown', this.handleKeyDown, {signal});
    const {visualViewport} = element.ownerDocument.defaultView!;
    visualViewport!.addEventListener('resize', this.#positionSoon, passive);
    visualViewport!.addEventListener('scroll', this.#positionSoon, passive);
    const sizeObserver = new ResizeObserver(this.#positionSoon);
    // The body grows when something is added before the anchor.
    for (const each of [element, this.options.anchorNode(), element.ownerDocument.body]) {
      if (each instanceof Element) sizeObserver.observe(each);
    }
    signal.addEventListener('abort', () => sizeObserver.disconnect());
  }

  readonly #handlePress = (event: Event): void => {
    if (!this.options.closesOnPress?.()) return;
    const path = event.composedPath();
    const inside = [this.#element!, this.options.anchorNode()];
    if (!inside.some((each) => path.includes(each))) this.options.onDismiss('press');
  };

  readonly #positionSoon = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#position();
    });
  };

  #position(): void {
    const element = this.#element;
    if (!element?.isConnected) return;
    const view = visibleBox(element);
    const path = this.#path = layoutPath(this.options.anchorNode(), element.ownerDocument);
    const surroundings = {path, view, card: element};
    const reaction = this.#lookAtAnchor(surroundings);
    if (reaction === 'dismiss') return this.options.onDismiss('unseen');
    if (reaction === 'hide') return this.#hide(element);
    if (!this.#anchor) return;
    if (!this.#isShown || !isOpen(element)) this.#raise(element);
    this.#place(element, this.#anchor, view);
    if (isBehindOwnLayer(surroundings)) this.#raise(element);
  }

  /** Says what becomes of the card. */
  #lookAtAnchor(surroundings: Surroundings): 'show' | UnseenReaction {
    const box = this.options.anchorBox();
    const anchor = box && viewAnchor(box, surroundings.path);
    if (!anchor?.shown) return this.#whenUnseen();
    this.#anchor = anchor;
    if (!isSeen(anchor.shown, surroundings.view)) return this.#whenUnseen();
    return isBehindModal(anchor.shown, surroundings) ? 'hide' : 'show';
  }

  #whenUnseen(): UnseenReaction {
    return this.options.whenUnseen?.() ?? 'hide';
  }

  #hide(element: HTMLElement): void {
    this.#lastFocused = this.#focused ?? this.#lastFocused;
    this.#isShown = false;
    this.options.onShownChange?.(false);
    element.style.visibility = 'hidden';
    clearTimeout(this.#recheck);
    this.#recheck = setTimeout(this.#positionSoon, RECHECK_INTERVAL_MS);
  }

  /** Puts the card on top of all other layers; one that is open already keeps the focus. */
  #raise(element: HTMLElement): void {
    const {activeElement, body} = element.ownerDocument;
    const focused = this.#focused ?? (activeElement === body ? this.#lastFocused : null);
    if (isOpen(element)) element.hidePopover?.();
    element.showPopover?.();
    element.classList.add('open');
    element.style.visibility = '';
    focused?.focus({preventScroll: true});
    this.#lastFocused = null;
    this.#isShown = true;
    this.options.onShownChange?.(true);
  }

  #place(element: HTMLElement, {box, rightToLeft}: AnchorView, view: Box): void {
    const {style} = element;
    // The browser measures boxes on the screen, and zooms the styles that are set here.
    const {currentCSSZoom: zoom = 1} = element as {currentCSSZoom?: number};
    style.setProperty('--_view-width', `${(view.right - view.left) / zoom}px`);
    style.left ||= style.top ||= '0px';
    const {left, top, width, height} = element.getBoundingClientRect();
    const size = {width, height: height + (element.scrollHeight - element.clientHeight) * zoom};
    const position = positionCard(clampBox(box, view), size, view, {
      rightToLeft, side: this.#side, preferredSide: this.options.preferredSide ?? 'below',
    });
    this.#side = position.side;
    element.classList.toggle('above', position.side === 'above');
    // Relative to where it is now: without popovers it may be laid out within any ancestor.
    style.left = `${parseFloat(style.left) + (position.left - left) / zoom}px`;
    style.top = `${parseFloat(style.top) + (position.top - top) / zoom}px`;
    style.maxHeight = `${position.maxHeight / zoom}px`;
  }
}

/** Without popovers, a class says so. */
function isOpen(element: HTMLElement): boolean {
  const hasPopovers = typeof element.showPopover === 'function';
  return element.matches(hasPopovers ? ':popover-open' : '.open');
}

/** The part of the page in view: less than the window after a pinch zoom. */
function visibleBox({ownerDocument}: HTMLElement): Box {
  const {visualViewport} = ownerDocument.defaultView!;
  const {offsetLeft: left, offsetTop: top, width, height} = visualViewport!;
  return {left, top, right: left + width, bottom: top + height};
}
