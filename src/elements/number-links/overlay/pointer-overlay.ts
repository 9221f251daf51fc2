/**
 * `mode="overlay"`: finds the number under the pointer, and opens and closes its card. The page's
 * elements get no listeners and no attributes; each document gets one set of listeners.
 */
import type {NumberCard} from './number-card.js';
import {rectsOf} from '../scan/page-numbers.js';
import type {PageNumber, PageNumbers} from '../scan/page-numbers.js';
import {isElement, isText} from '../scan/dom-nodes.js';
import type {PageTime} from '../page-time.js';

/** Rest of the pointer on a number before its card opens, and off both before the card closes. */
const OPEN_DELAY_MS = 200;
const CLOSE_DELAY_MS = 350;
/** Elements with more child nodes are not searched: each pointer move would cost too much. */
const MAX_SEARCHED_CHILDREN = 200;

interface NumberHit {
  readonly pageNumber: PageNumber;
  /** Index of the line under the pointer, for a number that wraps. */
  readonly lineIndex: number;
}

interface PointerOverlayOptions {
  readonly pageNumbers: PageNumbers;
  readonly time: PageTime;
  readonly loadCard: () => Promise<NumberCard>;
  /** A session can place calls, so clicks on call links are taken over. */
  readonly canCall: () => boolean;
  /** Called before an element is searched, so that what the scanner knows of it is up to date. */
  readonly beforeSearch: (element: Element) => void;
  readonly onPointed: (pageNumber: PageNumber | null) => void;
  /** The card of a number did not open. */
  readonly onError: (error: unknown) => void;
}

export class PointerOverlay {
  readonly #stopController = new AbortController();
  #card: NumberCard | null = null;
  #loadingCard: Promise<NumberCard> | null = null;
  #pointedNumber: PageNumber | null = null;
  #cancelDelay: (() => void) | null = null;

  constructor(private readonly options: PointerOverlayOptions) {}

  /** Adds the listeners to a document; does nothing where they are there already. */
  enter(document: Document): void {
    const {signal} = this.#stopController;
    const capture = {capture: true, signal};
    document.addEventListener('pointermove', this.#handlePointerMove, {passive: true, signal});
    document.addEventListener('pointerdown', this.#handlePointerDown, {passive: true, ...capture});
    document.addEventListener('click', this.#handleClick, capture);
    // Before the card hears it, which lets it go no further.
    document.defaultView?.addEventListener('keydown', this.#handleKeyDown, capture);
  }

  /** Call it when a number leaves the page. */
  removed(pageNumber: PageNumber): void {
    if (this.#pointedNumber === pageNumber) this.#point(null);
    this.#card?.handleNumbersRemoved(pageNumber);
  }

  /** Opens the card of a number without a delay. */
  async open(pageNumber: PageNumber, lineIndex = 0, focus = false): Promise<NumberCard> {
    this.#endDelay();
    const card = this.#card ?? await this.#loadCard();
    const isStopped = this.#stopController.signal.aborted;
    if (!isStopped) card.open(pageNumber, {lineIndex, pinned: true, focus});
    return card;
  }

  stop(): void {
    this.#stopController.abort();
    this.#endDelay();
    this.#card?.dispose();
  }

  async #loadCard(): Promise<NumberCard> {
    this.#loadingCard ??= this.options.loadCard();
    try {
      this.#card = await this.#loadingCard;
      // The element may have left the page while the code was loading.
      if (this.#stopController.signal.aborted) this.#card.dispose();
      return this.#card;
    } finally {
      this.#loadingCard = null;
    }
  }

  readonly #handlePointerMove = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || event.buttons > 0) return;
    const eventPath = event.composedPath();
    if (this.#card?.containsNode(eventPath)) {
      this.#endDelay();
      return;
    }
    const hit = this.#findHit(event, eventPath);
    if (hit?.pageNumber === this.#pointedNumber) return;
    this.#point(hit?.pageNumber ?? null);
    this.#endDelay();
    if (hit) this.#openLater(hit);
    else this.#closeLater();
  };

  #openLater(hit: NumberHit): void {
    if (this.#card?.isShowing(hit.pageNumber)) return;
    if (!this.#card) void this.#loadCard().catch(this.options.onError);
    this.#cancelDelay = this.options.time.after(OPEN_DELAY_MS, () =>
      void this.#openHovered(hit).catch(this.options.onError));
  }

  #closeLater(): void {
    if (!this.#card?.isOpen) return;
    const close = (): void => this.#card?.handlePointerLeave();
    this.#cancelDelay = this.options.time.after(CLOSE_DELAY_MS, close);
  }

  async #openHovered({pageNumber, lineIndex}: NumberHit): Promise<void> {
    const card = this.#card ?? await this.#loadCard();
    if (this.#pointedNumber !== pageNumber || this.#stopController.signal.aborted) return;
    card.open(pageNumber, {lineIndex, pinned: false, focus: false});
  }

  /** Closes the card when the user presses anywhere else. */
  readonly #handlePointerDown = (event: PointerEvent): void => {
    if (!this.#card?.isOpen || this.#card.containsNode(event.composedPath())) return;
    this.#card.handlePointerLeave(true);
  };

  readonly #handleClick = (event: MouseEvent): void => {
    if (!isPlainClick(event)) return;
    const eventPath = event.composedPath();
    if (this.#card?.containsNode(eventPath)) return;
    const hit = this.#findHit(event, eventPath);
    if (!hit) return;
    const {pageNumber, lineIndex} = hit;
    if (pageNumber.kind === 'link') {
      if (!this.options.canCall()) return;
      event.preventDefault();
      const isKeyboardClick = event.detail === 0;
      // A call link promises a call, so the card does not wait for another click.
      void this.open(pageNumber, lineIndex, isKeyboardClick)
        .then((card) => card.call())
        .catch(this.options.onError);
      return;
    }
    const isSelecting = pageNumber.kind === 'text'
      && event.view?.getSelection()?.type === 'Range';
    if (isSelecting || isInControl(event.target as Node)) return;
    void this.open(pageNumber, lineIndex).catch(this.options.onError);
  };

  /** Content that appears on hover must close without a pointer move (WCAG 1.4.13). */
  readonly #handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#endDelay();
    this.#card?.handleKeyDown(event);
  };

  #point(pageNumber: PageNumber | null): void {
    this.#pointedNumber = pageNumber;
    this.options.onPointed(pageNumber);
  }

  #endDelay(): void {
    this.#cancelDelay?.();
    this.#cancelDelay = null;
  }

  /** Searches the DOM: `caretPositionFromPoint` does not look into shadow roots. */
  #findHit(event: MouseEvent, eventPath: readonly EventTarget[]): NumberHit | null {
    const {pageNumbers, beforeSearch} = this.options;
    const target = eventPath[0] as Node;
    if (!isElement(target)) return null;
    beforeSearch(target);
    if (target.childNodes.length <= MAX_SEARCHED_CHILDREN) {
      for (const node of [target, ...target.childNodes]) {
        if (!isText(node) && node !== target) continue;
        for (const pageNumber of pageNumbers.inNode(node)) {
          const lineIndex = lineUnder(pageNumber, event);
          if (lineIndex >= 0) return {pageNumber, lineIndex};
        }
      }
    }
    // The target may be anything inside of a link.
    const link = target.closest('a');
    const [linkNumber] = link && link !== target ? pageNumbers.inNode(link) : [];
    return linkNumber ? {pageNumber: linkNumber, lineIndex: 0} : null;
  }
}

/** A click with the main button and without a modifier, which would mean something else. */
function isPlainClick({button, ctrlKey, metaKey, shiftKey, altKey}: MouseEvent): boolean {
  return button === 0 && ![ctrlKey, metaKey, shiftKey, altKey].includes(true);
}

function isInControl(target: Node): boolean {
  return isElement(target) && target.closest('a[href], button, summary') !== null;
}

/** Index of the number's line that the pointer is on, or -1; 0 for a link or a field. */
function lineUnder(pageNumber: PageNumber, {clientX: x, clientY: y}: MouseEvent): number {
  if (pageNumber.kind !== 'text') return 0;
  return rectsOf(pageNumber).findIndex(({left, right, top, bottom}) =>
    x >= left && x <= right && y >= top && y <= bottom);
}
