/**
 * `mode="overlay"`: where the pointer is, which number that is, and when its card opens and closes. The page's own
 * elements get no listeners and no attributes; one listener a document tells all.
 */
import type {NumberCard} from './number-card.js';
import {rectsOf} from '../scan/page-numbers.js';
import type {PageNumber, PageNumbers} from '../scan/page-numbers.js';
import {isElement, isText} from '../scan/dom-nodes.js';
import type {PageTime} from '../page-time.js';

/** ms that the pointer rests on a number before its card opens, and is away before it closes. */
const OPEN = 200;
const CLOSE = 350;
/** A container of more text nodes than this is not looked through on every move. */
const MOST = 200;

export interface NumberHit {
  readonly pageNumber: PageNumber;
  /** Index of the line that the pointer is on, where the number goes over several. */
  readonly line: number;
}

export interface PointerOverlayOptions {
  readonly pageNumbers: PageNumbers;
  readonly time: PageTime;
  /** The card, once its code is there. */
  readonly loadCard: () => Promise<NumberCard>;
  /** A session can place calls: call links are taken over. */
  readonly canCall: () => boolean;
  /** Somebody points there: what was put off is done, and a field is read again, whose value no record tells. */
  readonly beforeSearch: (element: Element) => void;
  readonly onPointed: (find: PageNumber | null) => void;
}

export class PointerOverlay {
  readonly #ends = new AbortController();
  #card: NumberCard | null = null;
  #loading: Promise<NumberCard> | null = null;
  #pointed: PageNumber | null = null;
  #wait: (() => void) | null = null;

  constructor(private readonly options: PointerOverlayOptions) {}

  /** Listens in a document; harmless where it listens already. */
  enter(document: Document): void {
    const {signal} = this.#ends;
    document.addEventListener('pointermove', this.#onMove, {passive: true, signal});
    document.addEventListener('pointerdown', this.#onDown, {capture: true, passive: true, signal});
    document.addEventListener('click', this.#onClick, {capture: true, signal});
    document.addEventListener('keydown', this.#onKeyDown, {capture: true, signal});
  }

  /** The number is no longer on the page. */
  removed(find: PageNumber): void {
    if (this.#pointed === find) this.#point(null);
    this.#card?.handleNumbersRemoved(find);
  }

  /** Opens the card of a number at once. */
  async open(find: PageNumber, line = 0, focus = false): Promise<NumberCard> {
    this.#stopWaiting();
    const card = this.#card ?? await this.#load();
    if (!this.#ends.signal.aborted) card.open(find, {line, pinned: true, focus});
    return card;
  }

  stop(): void {
    this.#ends.abort();
    this.#stopWaiting();
    this.#card?.dispose();
  }

  async #load(): Promise<NumberCard> {
    this.#loading ??= this.options.loadCard();
    try {
      this.#card = await this.#loading;
      // The element left the page while the code came.
      if (this.#ends.signal.aborted) this.#card.dispose();
      return this.#card;
    } finally {
      this.#loading = null;
    }
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || event.buttons > 0) return;
    const path = event.composedPath();
    if (this.#card?.containsNode(path)) {
      this.#stopWaiting();
      return;
    }
    const hit = this.#hit(event, path);
    if (hit?.pageNumber === this.#pointed) return;
    this.#point(hit?.pageNumber ?? null);
    this.#stopWaiting();
    if (hit && this.#card?.isShowing(hit.pageNumber)) return;
    if (hit) {
      if (!this.#card) void this.#load().catch(() => undefined);
      this.#wait = this.options.time.after(OPEN, () => void this.#openHovered(hit));
    } else if (this.#card?.isOpen) {
      this.#wait = this.options.time.after(CLOSE, () => this.#card?.handlePointerLeave());
    }
  };

  async #openHovered({pageNumber: find, line}: NumberHit): Promise<void> {
    const card = this.#card ?? await this.#load().catch(() => null);
    if (this.#pointed !== find || this.#ends.signal.aborted) return;
    card?.open(find, {line, pinned: false, focus: false});
  }

  /** Wherever else people go, the card goes. */
  readonly #onDown = (event: PointerEvent): void => {
    if (this.#card?.isOpen && !this.#card.containsNode(event.composedPath())) this.#card.handlePointerLeave(true);
  };

  readonly #onClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const path = event.composedPath();
    if (this.#card?.containsNode(path)) return;
    const hit = this.#hit(event, path);
    if (!hit) return;
    if (hit.pageNumber.kind === 'link') {
      if (!this.options.canCall()) return;
      event.preventDefault();
      // A link that says "call" is a call, not a question.
      void this.open(hit.pageNumber, hit.line, event.detail === 0).then((card) => card.call()).catch(() => undefined);
      return;
    }
    const {view, target} = event;
    if (isElement(target as Node) && (target as Element).closest('a[href], button, summary')) return;
    if (view?.getSelection()?.type === 'Range' && hit.pageNumber.kind === 'text') return;
    void this.open(hit.pageNumber, hit.line).catch(() => undefined);
  };

  /** What opened by itself has to close without the pointer being moved (WCAG 1.4.13). */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#card?.isOpen || event.defaultPrevented) return;
    if (this.#card.containsNode(event.composedPath())) return;
    this.#stopWaiting();
    this.#card.close();
  };

  #point(find: PageNumber | null): void {
    this.#pointed = find;
    this.options.onPointed(find);
  }

  #stopWaiting(): void {
    this.#wait?.();
    this.#wait = null;
  }

  /** The number under the pointer. From the DOM, not from the browser's caret, which knows no shadow roots. */
  #hit(event: MouseEvent, path: readonly EventTarget[]): NumberHit | null {
    const {pageNumbers: finds, beforeSearch: look} = this.options;
    const target = path[0] as Node;
    if (!isElement(target)) return null;
    look(target);
    if (target.childNodes.length <= MOST) {
      for (const node of [target, ...target.childNodes]) {
        if (!isText(node) && node !== target) continue;
        for (const find of finds.inNode(node)) {
          const line = find.kind === 'text' ? lineAt(find, event.clientX, event.clientY) : 0;
          if (line >= 0) return {pageNumber: find, line};
        }
      }
    }
    // Inside of a link there may be anything.
    const link = target.closest('a');
    const [find] = link && link !== target ? finds.inNode(link) : [];
    return find ? {pageNumber: find, line: 0} : null;
  }
}

function lineAt(find: PageNumber, x: number, y: number): number {
  return rectsOf(find).findIndex(({left, right, top, bottom}) => x >= left && x <= right && y >= top && y <= bottom);
}
