/** Says which numbers are near the window, by observing the element around each. */
import type {PageNumber} from '../scan/page-numbers.js';

/** Distance from the window at which a number is near. */
const NEAR_PX = 300;
const OBSERVER_MARGIN = `${NEAR_PX}px`;

/** A shorter text reaches no further than that beyond its box. */
const SHORT_TEXT_CHARACTERS = 100;

/** An element that is observed, with the numbers in it. */
interface NumberHolder {
  readonly pageNumbers: Set<PageNumber>;
  isNear: boolean;
}

interface NearNumbersOptions {
  readonly onNear: (pageNumber: PageNumber) => void;
  readonly onFar: (pageNumber: PageNumber) => void;
  /** A number counts as near until the observer has reported on it, one frame later. */
  readonly startsNear: () => boolean;
}

export class NearNumbers {
  readonly #elements = new Map<PageNumber, Element>();
  readonly #holders = new Map<Element, NumberHolder>();
  /** Elements whose last number has left. Often the next one comes in the same slice. */
  readonly #emptied = new Set<Element>();
  /** One with a root is cheaper, but sees neither into frames nor, in Safari, into boxes that scroll. */
  readonly #observer = new IntersectionObserver((entries) => {
    for (const entry of entries) this.#handleReport(entry);
    this.release();
  }, {rootMargin: OBSERVER_MARGIN, ...{scrollMargin: OBSERVER_MARGIN}});

  constructor(private readonly options: NearNumbersOptions) {}

  add(pageNumber: PageNumber): void {
    const element = elementAround(pageNumber.from);
    if (element) this.#join(element, pageNumber, this.options.startsNear());
  }

  remove(pageNumber: PageNumber): void {
    const element = this.#elements.get(pageNumber);
    if (!element) return;
    this.#elements.delete(pageNumber);
    const {pageNumbers} = this.#holders.get(element)!;
    pageNumbers.delete(pageNumber);
    if (pageNumbers.size === 0) this.#emptied.add(element);
  }

  /** Call it when the number may be at another position. */
  move(pageNumber: PageNumber): void {
    const before = this.#elements.get(pageNumber);
    const element = elementAround(pageNumber.from);
    if (!before || !element || before === element) return;
    const {isNear} = this.#holders.get(before)!;
    this.remove(pageNumber);
    this.#join(element, pageNumber, isNear);
  }

  /** Call it at the end of a slice: ends the observation of elements without a number. */
  release(): void {
    for (const element of this.#emptied) {
      const holder = this.#holders.get(element)!;
      if (holder.pageNumbers.size > 0) continue;
      this.#holders.delete(element);
      this.#observer.unobserve(element);
    }
    this.#emptied.clear();
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #join(element: Element, pageNumber: PageNumber, startsNear: boolean): void {
    let holder = this.#holders.get(element);
    if (!holder) {
      holder = {pageNumbers: new Set(), isNear: startsNear};
      this.#holders.set(element, holder);
      this.#observer.observe(element);
    }
    holder.pageNumbers.add(pageNumber);
    this.#elements.set(pageNumber, element);
    if (holder.isNear) this.options.onNear(pageNumber);
    else this.options.onFar(pageNumber);
  }

  #handleReport({target, isIntersecting, boundingClientRect}: IntersectionObserverEntry): void {
    const holder = this.#holders.get(target);
    if (!holder) return;
    const isOutside = !isIntersecting && mayShowTextOutside(target, boundingClientRect);
    if (isOutside && this.#observeAround(target, holder)) return;
    const isNear = isIntersecting || isOutside;
    if (isNear === holder.isNear) return;
    holder.isNear = isNear;
    holder.pageNumbers.forEach(isNear ? this.options.onNear : this.options.onFar);
  }

  /** Observes the element around in place of this one; returns false if there is none. */
  #observeAround(element: Element, {pageNumbers, isNear}: NumberHolder): boolean {
    const outer = elementAround(element);
    if (!outer) return false;
    for (const pageNumber of pageNumbers) {
      this.remove(pageNumber);
      this.#join(outer, pageNumber, isNear || this.options.startsNear());
    }
    return true;
  }
}

/** The parent of the node, or the host of the shadow root that it is a child of. */
function elementAround(node: Node): Element | undefined {
  return node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host;
}

/** Text may be far from the box of its parent: that has none, or is too small for it. */
function mayShowTextOutside(element: Element, {width, height}: DOMRectReadOnly): boolean {
  if (!width && !height) return getComputedStyle(element).display === 'contents';
  // Saves the browser a look at the layout of each cell of a table.
  const {firstChild, lastChild} = element as {firstChild: Partial<Text> | null} & Element;
  const onlyChild = firstChild === lastChild ? firstChild : null;
  if (onlyChild?.length && onlyChild.length < SHORT_TEXT_CHARACTERS) return false;
  const {scrollHeight, clientHeight, scrollWidth, clientWidth} = element;
  return scrollHeight - clientHeight > NEAR_PX || scrollWidth - clientWidth > NEAR_PX;
}
