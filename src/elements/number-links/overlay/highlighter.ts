/**
 * Marks numbers without touching the page: CSS highlights, with their rules in the adopted style sheets of each root.
 * A browser makes all highlights anew in each frame in which anything on the page has changed, so only those near the
 * window are there, and none while numbers stream in.
 */
import {css} from 'lit';
import {rangeOf} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {windowOf} from '../scan/dom-nodes.js';

/** Names of the highlights; a page may add rules of its own for them. */
const NUMBER = 'rc-number';
const CURRENT = 'rc-number-current';

/**
 * No colors but the text's own, the page's accent and a gray that shows on light and on dark; none on paper.
 * WebKit's `text-decoration` takes a line only, no style or color. `*` stands for the elements that the rules match.
 */
const RULES = css`
  @media screen {
    *::highlight(rc-number), *::highlight(rc-number-current) {
      text-decoration-line: underline;
      text-decoration-color: var(--rc-accent, currentColor);
      text-decoration-thickness: from-font;
    }
    *::highlight(rc-number) { text-decoration-style: dotted; }
    *::highlight(rc-number-current) { background-color: rgb(128 128 128 / .25); }
  }
`.cssText;

/**
 * Where an element takes its highlights from what is around it, as CSS has it and Chromium does, rules for the
 * outermost are enough. An element that a rule matches gets styles of its own for highlights, which makes all of the
 * browser's work on it dearer: by some 80 µs for a row of a table.
 */
const OUTERMOST = ':where(:root, body, rc-number-links)';

let handedDown: boolean | undefined;

/** Asked once, of a document that has the rules for the outermost; the head is none of them. */
function isHandedDown({head}: {readonly head: HTMLElement | null}): boolean {
  if (!head) return false;
  return handedDown ??= getComputedStyle(head, `::highlight(${NUMBER})`).textDecorationLine === 'underline';
}

/** With fewer numbers there is nothing to be gained by knowing which are near. */
const FEW = 50;
/** Neighbours, such as the rows of a table, are watched together: both ends stand for those between. */
const BUNCH = 8;
/** px around the window. Ends that are no further apart than twice that cannot both be far from what is in view. */
const NEAR = 300;
const MARGIN = `${NEAR}px`;

interface Bunch {
  readonly finds: PageNumber[];
  /** Where it begins, and where the next one does, or it ends. */
  readonly markers: Element[];
  /** A bit for each marker that is. */
  near: number;
  /** Whether it is wide, since it was last near. */
  known: boolean;
}

export class Highlighter {
  /** This browser has highlights. */
  readonly #can = Boolean((CSS as {highlights?: HighlightRegistry}).highlights);
  readonly #ranges = new Map<PageNumber, StaticRange>();
  readonly #sheets = new Map<Document, CSSStyleSheet>();
  readonly #roots = new Set<Document | ShadowRoot>();
  readonly #bunches = new Map<Element, Set<Bunch>>();
  readonly #bunchOf = new Map<PageNumber, Bunch>();
  #few: Set<PageNumber> | null = new Set();
  #open: Bunch | null = null;
  #last: Element | null = null;
  #current: [PageNumber, StaticRange] | null = null;
  #observer: IntersectionObserver | undefined;
  #paused = false;

  /** `wrapped`: rules for numbers that became call buttons, where they do. */
  constructor(private readonly wrapped = '') {}

  /** The number is to be marked when it comes near. */
  add(find: PageNumber): void {
    if (!this.#can || find.kind !== 'text') return;
    if (this.#few) {
      this.#few.add(find);
      if (this.#few.size <= FEW) return this.#mark(find);
      const all = [...this.#few];
      this.#few = null;
      for (const each of all) this.#watch(each);
    } else {
      this.#watch(find);
    }
  }

  remove(find: PageNumber): void {
    if (this.#current?.[0] === find) this.setCurrent(null);
    this.#few?.delete(find);
    this.#unmark(find);
    this.#leave(find);
    // Whom it stood for are watched by themselves.
    const marker = markerOf(find);
    if (marker && !marker.isConnected) this.#bunches.get(marker)?.forEach((bunch) => this.#part(bunch));
  }

  /** It may stand elsewhere now. */
  moved(find: PageNumber): void {
    if (this.#leave(find)) this.#watch(find);
  }

  #leave(find: PageNumber): boolean {
    const bunch = this.#bunchOf.get(find);
    if (!bunch) return false;
    this.#bunchOf.delete(find);
    bunch.finds.splice(bunch.finds.indexOf(find), 1);
    if (bunch.finds.length === 0) this.#drop(bunch);
    return true;
  }

  /** No more come for now: what is open ends with the last one, until it goes on. */
  close(): void {
    this.#end(this.#last);
  }

  /** The number whose card is open, or will be. */
  setCurrent(find: PageNumber | null): void {
    if (this.#current?.[0] === find) return;
    if (this.#current) discard(CURRENT, ...this.#current);
    this.#current = null;
    if (!this.#can || !find || find.kind === 'field') return;
    this.style(find.from.getRootNode());
    const range = include(CURRENT, find);
    if (range) this.#current = [find, range];
  }

  /**
   * No marks until `resume()`: while the page changes in every frame, each mark costs time in every frame, and what
   * streams by is not read. The number that is pointed at stays marked.
   */
  pause(): void {
    this.#paused = true;
    this.#observer?.disconnect();
    [...this.#ranges.keys()].forEach(this.#unmark);
    for (const bunch of this.#bunchOf.values()) bunch.near = 0;
  }

  resume(): void {
    this.#paused = false;
    this.#few?.forEach(this.#mark);
    for (const marker of [...this.#bunches.keys()]) {
      if (!this.#bunches.has(marker)) continue; // its bunch has been parted
      this.#observer?.observe(marker);
      this.#move(marker, isNear(marker));
    }
  }

  /**
   * There may be numbers in this document. Rules that come later make the browser style all that is there once more
   * (2.6 µs an element), so they come before the page grows.
   */
  enter(document: Document): void {
    if (this.wrapped || this.#can) this.style(document);
  }

  /** The rules are needed in this document or shadow root, too. */
  style(root: Node): void {
    if (!('adoptedStyleSheets' in root) || this.#roots.has(root as Document)) return;
    const place = root as Document | ShadowRoot;
    const document = place.ownerDocument ?? place;
    const known = this.#sheets.get(document);
    // A frame takes only sheets that it made itself.
    const sheet = known ?? new document.defaultView!.CSSStyleSheet();
    this.#roots.add(place);
    place.adoptedStyleSheets.push(sheet);
    if (known) return;
    this.#sheets.set(document, sheet);
    sheet.replaceSync(RULES.replaceAll('*', OUTERMOST) + this.wrapped);
    if (this.#can && !isHandedDown(document)) sheet.replaceSync(RULES + this.wrapped);
  }

  stop(): void {
    this.setCurrent(null);
    this.pause();
    for (const root of this.#roots) {
      const sheet = this.#sheets.get(root.ownerDocument ?? root);
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    }
    this.#roots.clear();
  }

  readonly #mark = (find: PageNumber): void => {
    if (this.#paused || this.#ranges.has(find)) return;
    this.style(find.from.getRootNode());
    const range = include(NUMBER, find);
    if (range) this.#ranges.set(find, range);
  };

  readonly #unmark = (find: PageNumber): void => {
    const range = this.#ranges.get(find);
    if (!range) return;
    this.#ranges.delete(find);
    discard(NUMBER, find, range);
  };

  #watch(find: PageNumber): void {
    const marker = markerOf(find);
    if (!marker) return;
    const goesOn = isNext(this.#last, marker);
    if (!goesOn || this.#open && this.#open.finds.length >= BUNCH) {
      this.#end(goesOn ? marker : this.#last);
      this.#open = null;
    }
    this.#last = marker;
    const bunch = this.#open ??= this.#begin(marker);
    this.#put(find, bunch);
    if (bunch.near) this.#mark(find);
  }

  #begin(marker: Element): Bunch {
    const bunch: Bunch = {finds: [], markers: [], near: 0, known: false};
    this.#observe(marker, bunch);
    return bunch;
  }

  #put(find: PageNumber, bunch: Bunch): void {
    bunch.finds.push(find);
    this.#bunchOf.set(find, bunch);
  }

  /** The open bunch goes on to here. */
  #end(marker: Element | null): void {
    const bunch = this.#open;
    if (!bunch || !marker) return;
    const [first, before] = bunch.markers;
    if (before) {
      this.#unobserve(before, bunch);
      bunch.markers.pop();
    }
    if (first !== marker) this.#observe(marker, bunch);
  }

  #drop(bunch: Bunch): void {
    for (const marker of bunch.markers) this.#unobserve(marker, bunch);
    if (this.#open === bunch) this.#open = null;
  }

  #observe(marker: Element, bunch: Bunch): void {
    bunch.markers.push(marker);
    bunch.known = false;
    this.#observer ??= new IntersectionObserver((entries) => {
      for (const {target, isIntersecting} of entries) this.#move(target, isIntersecting);
    }, {rootMargin: MARGIN, ...{scrollMargin: MARGIN}});
    const others = this.#bunches.get(marker);
    if (others) {
      others.add(bunch);
      this.#observer.unobserve(marker); // so that it is told once more
    } else {
      this.#bunches.set(marker, new Set([bunch]));
    }
    if (!this.#paused) this.#observer.observe(marker);
  }

  #unobserve(marker: Element, bunch: Bunch): void {
    const others = this.#bunches.get(marker);
    others?.delete(bunch);
    if (others?.size) return;
    this.#bunches.delete(marker);
    this.#observer?.unobserve(marker);
  }

  #move(marker: Element, near: boolean): void {
    for (const bunch of this.#bunches.get(marker) ?? []) {
      const bit = bunch.markers[0] === marker ? 1 : 2;
      bunch.near = near ? bunch.near | bit : bunch.near & ~bit;
      bunch.finds.forEach(bunch.near ? this.#mark : this.#unmark);
      const unknown = !bunch.near && !bunch.known;
      bunch.known = !bunch.near;
      if (unknown && isWide(bunch)) this.#part(bunch);
    }
  }

  /** From here on each is watched by itself. */
  #part(bunch: Bunch): void {
    this.#drop(bunch);
    for (const find of bunch.finds) {
      let marker = markerOf(find);
      while (marker?.parentElement && hasNoBox(marker)) marker = marker.parentElement;
      if (marker?.isConnected) this.#put(find, this.#begin(marker));
    }
  }
}

/** Text may stand in a shadow root itself. */
function markerOf({from}: PageNumber): Element | undefined {
  return from.parentElement ?? (from.getRootNode() as Partial<ShadowRoot>).host;
}

/** Something of it may be in view without its ends: in high rows, where it goes on in another column, after a sort. */
function isWide({markers}: Bunch): boolean {
  const boxes = markers.map((each) => each.getBoundingClientRect());
  const {x, y, height} = boxes[0]!;
  return boxes.some((end) => Math.abs(end.y - y) > 2 * NEAR || Math.abs(end.x - x) > (end.y > y ? 2 * NEAR : 0))
    || !height && hasNoBox(markers[0]!);
}

/** It is laid out as if it were not there, and never comes near. */
const hasNoBox = (element: Element): boolean => getComputedStyle(element).display === 'contents';

/**
 * As far as can be told without waiting for a frame: the observer knows of frames, and of what else hides it. Chromium
 * adds both of its margins at the edge of the window.
 */
function isNear(marker: Element): boolean {
  const {top, bottom} = marker.getBoundingClientRect();
  return bottom > top && bottom >= -2 * NEAR && top <= innerHeight + 2 * NEAR;
}

/** The same element, the next one, or the one in the next row. */
function isNext(before: Element | null, element: Element): boolean {
  return before === element || before?.nextElementSibling === element
    || (before?.parentElement?.nextElementSibling === element.parentElement && element.parentElement !== null);
}

/**
 * Static, because every live range makes every change of the page dearer; a number that changes is found anew. None in
 * a frame that is gone.
 */
function include(name: string, find: PageNumber): StaticRange | null {
  const view = windowOf(find.from.ownerDocument!);
  if (!view) return null;
  const {highlights} = view.CSS;
  let highlight = highlights.get(name);
  if (!highlight) {
    highlight = new view.Highlight();
    if (name === CURRENT) highlight.priority = 1;
    highlights.set(name, highlight);
  }
  const range = new view.StaticRange(rangeOf(find));
  highlight.add(range);
  return range;
}

function discard(name: string, find: PageNumber, range: StaticRange): void {
  const highlights = windowOf(find.from.ownerDocument!)?.CSS.highlights;
  const highlight = highlights?.get(name);
  highlight?.delete(range);
  if (highlight?.size === 0) highlights?.delete(name);
}
