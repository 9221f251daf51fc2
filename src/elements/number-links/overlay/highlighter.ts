/**
 * Underlines numbers without touching the page: with CSS highlights, whose rules are in an adopted
 * style sheet of each root. A browser builds all highlights again in each frame in which anything
 * on the page has changed, so only numbers near the window are highlighted, and none while numbers
 * stream in.
 */
import {css} from 'lit';
import {rangeOf} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {windowOf} from '../scan/dom-nodes.js';

/** Names of the highlights; a page may add rules of its own for them. */
const NUMBER_HIGHLIGHT = 'rc-number';
const CURRENT_HIGHLIGHT = 'rc-number-current';

/**
 * The only colors are the text's own, the page's accent, and a gray that shows on light and on
 * dark; nothing is printed. WebKit's `text-decoration` takes only a line, no style or color, hence
 * the longhands. `*` stands for the elements that the rules match.
 */
const HIGHLIGHT_RULES = css`
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
 * Where elements inherit highlight styles, as CSS specifies and Chromium does, rules for the
 * outermost elements are enough. An element that a rule matches gets highlight styles of its own,
 * which makes all of the browser's work on it dearer: by some 80 µs for a row of a table.
 */
const OUTERMOST_ELEMENTS = ':where(:root, body, rc-number-links)';

let isInheritedCache: boolean | undefined;

/** Highlight styles are inherited. Tested once, on the head of a document whose root has rules. */
function isInherited({head}: {readonly head: HTMLElement | null}): boolean {
  if (!head) return false;
  isInheritedCache ??= getComputedStyle(head, `::highlight(${NUMBER_HIGHLIGHT})`)
    .textDecorationLine === 'underline';
  return isInheritedCache;
}

/** With fewer numbers, all are highlighted: to observe which are near would gain nothing. */
const MAX_UNOBSERVED = 50;
/** Adjacent numbers, such as those of table rows, are observed together by their two ends. */
const GROUP_SIZE = 8;
/**
 * Distance from the window at which numbers are highlighted. If the ends of a group are no further
 * apart than twice that, they cannot both be far from a number in view.
 */
const NEAR_PX = 300;
const OBSERVER_MARGIN = `${NEAR_PX}px`;

interface NumberGroup {
  readonly pageNumbers: PageNumber[];
  /** The element where the group begins, and the one where it ends or the next group begins. */
  readonly markers: Element[];
  /** Bit mask of the markers that are near the window. */
  nearMarkers: number;
  /** The width has been checked since the group was last near. */
  isWidthChecked: boolean;
}

export class Highlighter {
  readonly #isSupported = Boolean((CSS as {highlights?: HighlightRegistry}).highlights);
  readonly #highlightRanges = new Map<PageNumber, StaticRange>();
  readonly #sheetByDocument = new Map<Document, CSSStyleSheet>();
  readonly #styledRoots = new Set<Document | ShadowRoot>();
  readonly #groupsByMarker = new Map<Element, Set<NumberGroup>>();
  readonly #groupByNumber = new Map<PageNumber, NumberGroup>();
  /** Null once there are too many. */
  #unobserved: Set<PageNumber> | null = new Set();
  /** The group that the next number may join. */
  #openGroup: NumberGroup | null = null;
  #lastMarker: Element | null = null;
  #currentHighlight: [PageNumber, StaticRange] | null = null;
  #observer: IntersectionObserver | undefined;
  #isPaused = false;

  /** `inlineRules`: CSS rules for the numbers that became call buttons. */
  constructor(private readonly inlineRules = '') {}

  /** Highlights the number whenever it is near the window. */
  add(pageNumber: PageNumber): void {
    if (!this.#isSupported || pageNumber.kind !== 'text') return;
    if (!this.#unobserved) {
      this.#observeNumber(pageNumber);
      return;
    }
    this.#unobserved.add(pageNumber);
    if (this.#unobserved.size <= MAX_UNOBSERVED) return this.#highlight(pageNumber);
    const all = [...this.#unobserved];
    this.#unobserved = null;
    for (const each of all) this.#observeNumber(each);
  }

  remove(pageNumber: PageNumber): void {
    if (this.#currentHighlight?.[0] === pageNumber) this.setCurrent(null);
    this.#unobserved?.delete(pageNumber);
    this.#unhighlight(pageNumber);
    this.#leaveGroup(pageNumber);
    const marker = markerOf(pageNumber);
    if (!marker || marker.isConnected) return;
    // The marker is gone, so each group that relied on it must be split.
    this.#groupsByMarker.get(marker)?.forEach((group) => this.#split(group));
  }

  /** The number may be at another position now. */
  moved(pageNumber: PageNumber): void {
    if (this.#highlightRanges.has(pageNumber)) {
      this.#unhighlight(pageNumber);
      this.#highlight(pageNumber);
    }
    if (this.#leaveGroup(pageNumber)) this.#observeNumber(pageNumber);
  }

  #leaveGroup(pageNumber: PageNumber): boolean {
    const group = this.#groupByNumber.get(pageNumber);
    if (!group) return false;
    this.#groupByNumber.delete(pageNumber);
    group.pageNumbers.splice(group.pageNumbers.indexOf(pageNumber), 1);
    if (group.pageNumbers.length === 0) this.#dropGroup(group);
    return true;
  }

  /** No more numbers arrive for now, so the open group ends with the last one. */
  close(): void {
    this.#setGroupEnd(this.#lastMarker);
  }

  /** Marks the number whose card is open or about to open. */
  setCurrent(pageNumber: PageNumber | null): void {
    if (this.#currentHighlight?.[0] === pageNumber) return;
    if (this.#currentHighlight) deleteRange(CURRENT_HIGHLIGHT, ...this.#currentHighlight);
    this.#currentHighlight = null;
    if (!this.#isSupported || !pageNumber || pageNumber.kind === 'field') return;
    this.style(pageNumber.from.getRootNode());
    const range = addRange(CURRENT_HIGHLIGHT, pageNumber);
    if (range) this.#currentHighlight = [pageNumber, range];
  }

  /**
   * Highlights nothing until `resume()`: while the page changes in every frame, each highlight
   * costs time in every frame, and users do not read rows that rush by. The number under the
   * pointer keeps its mark.
   */
  pause(): void {
    this.#isPaused = true;
    this.#observer?.disconnect();
    [...this.#highlightRanges.keys()].forEach(this.#unhighlight);
    for (const group of this.#groupByNumber.values()) group.nearMarkers = 0;
  }

  resume(): void {
    this.#isPaused = false;
    this.#unobserved?.forEach(this.#highlight);
    for (const marker of [...this.#groupsByMarker.keys()]) {
      if (!this.#groupsByMarker.has(marker)) continue; // Its group has been split meanwhile.
      this.#observer?.observe(marker);
      this.#setMarkerNear(marker, isNear(marker));
    }
  }

  /**
   * Adds the rules to a document before it grows: rules that are added later make the browser style
   * all elements again (2.6 µs each).
   */
  enter(document: Document): void {
    if (this.inlineRules || this.#isSupported) this.style(document);
  }

  /** Adds the rules to a document or shadow root, unless they are there. */
  style(root: Node): void {
    if (!('adoptedStyleSheets' in root) || this.#styledRoots.has(root as Document)) return;
    const styledRoot = root as Document | ShadowRoot;
    const document = styledRoot.ownerDocument ?? styledRoot;
    const knownSheet = this.#sheetByDocument.get(document);
    // A document adopts only sheets that its own window has made.
    const sheet = knownSheet ?? new document.defaultView!.CSSStyleSheet();
    this.#styledRoots.add(styledRoot);
    styledRoot.adoptedStyleSheets.push(sheet);
    if (knownSheet) return;
    this.#sheetByDocument.set(document, sheet);
    sheet.replaceSync(HIGHLIGHT_RULES.replaceAll('*', OUTERMOST_ELEMENTS) + this.inlineRules);
    const needsAllElements = this.#isSupported && !isInherited(document);
    if (needsAllElements) sheet.replaceSync(HIGHLIGHT_RULES + this.inlineRules);
  }

  stop(): void {
    this.setCurrent(null);
    this.pause();
    for (const root of this.#styledRoots) {
      const sheet = this.#sheetByDocument.get(root.ownerDocument ?? root);
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    }
    this.#styledRoots.clear();
  }

  readonly #highlight = (pageNumber: PageNumber): void => {
    if (this.#isPaused || this.#highlightRanges.has(pageNumber)) return;
    this.style(pageNumber.from.getRootNode());
    const range = addRange(NUMBER_HIGHLIGHT, pageNumber);
    if (range) this.#highlightRanges.set(pageNumber, range);
  };

  readonly #unhighlight = (pageNumber: PageNumber): void => {
    const range = this.#highlightRanges.get(pageNumber);
    if (!range) return;
    this.#highlightRanges.delete(pageNumber);
    deleteRange(NUMBER_HIGHLIGHT, pageNumber, range);
  };

  #observeNumber(pageNumber: PageNumber): void {
    const marker = markerOf(pageNumber);
    if (!marker) return;
    const isAdjacent = isNext(this.#lastMarker, marker);
    const openGroup = this.#openGroup;
    const isFull = openGroup !== null && openGroup.pageNumbers.length >= GROUP_SIZE;
    if (!isAdjacent || isFull) {
      this.#setGroupEnd(isAdjacent ? marker : this.#lastMarker);
      this.#openGroup = null;
    }
    this.#lastMarker = marker;
    const group = this.#openGroup ??= this.#createGroup(marker);
    this.#join(group, pageNumber);
    if (group.nearMarkers) this.#highlight(pageNumber);
  }

  #createGroup(marker: Element): NumberGroup {
    const group: NumberGroup = {
      pageNumbers: [], markers: [], nearMarkers: 0, isWidthChecked: false,
    };
    this.#observe(marker, group);
    return group;
  }

  #join(group: NumberGroup, pageNumber: PageNumber): void {
    group.pageNumbers.push(pageNumber);
    this.#groupByNumber.set(pageNumber, group);
  }

  /** Sets the second marker of the open group. */
  #setGroupEnd(marker: Element | null): void {
    const group = this.#openGroup;
    if (!group || !marker) return;
    const [firstMarker, endMarker] = group.markers;
    if (endMarker) {
      this.#unobserve(endMarker, group);
      group.markers.pop();
    }
    if (firstMarker !== marker) this.#observe(marker, group);
  }

  #dropGroup(group: NumberGroup): void {
    for (const marker of group.markers) this.#unobserve(marker, group);
    if (this.#openGroup === group) this.#openGroup = null;
  }

  #observe(marker: Element, group: NumberGroup): void {
    group.markers.push(marker);
    group.isWidthChecked = false;
    this.#observer ??= new IntersectionObserver((entries) => {
      for (const {target, isIntersecting} of entries) this.#setMarkerNear(target, isIntersecting);
    }, {rootMargin: OBSERVER_MARGIN, ...{scrollMargin: OBSERVER_MARGIN}});
    const groups = this.#groupsByMarker.get(marker);
    if (groups) {
      groups.add(group);
      this.#observer.unobserve(marker); // Observing it again makes the observer report it again.
    } else {
      this.#groupsByMarker.set(marker, new Set([group]));
    }
    if (!this.#isPaused) this.#observer.observe(marker);
  }

  #unobserve(marker: Element, group: NumberGroup): void {
    const groups = this.#groupsByMarker.get(marker);
    groups?.delete(group);
    if (groups?.size) return;
    this.#groupsByMarker.delete(marker);
    this.#observer?.unobserve(marker);
  }

  #setMarkerNear(marker: Element, isMarkerNear: boolean): void {
    for (const group of this.#groupsByMarker.get(marker) ?? []) {
      const bit = group.markers[0] === marker ? 1 : 2;
      group.nearMarkers = isMarkerNear ? group.nearMarkers | bit : group.nearMarkers & ~bit;
      group.pageNumbers.forEach(group.nearMarkers ? this.#highlight : this.#unhighlight);
      const needsWidthCheck = !group.nearMarkers && !group.isWidthChecked;
      group.isWidthChecked = !group.nearMarkers;
      if (needsWidthCheck && isWide(group)) this.#split(group);
    }
  }

  /** From now on each number of the group is observed by itself. */
  #split(group: NumberGroup): void {
    this.#dropGroup(group);
    for (const pageNumber of group.pageNumbers) {
      let marker = markerOf(pageNumber);
      while (marker?.parentElement && hasNoBox(marker)) marker = marker.parentElement;
      if (marker?.isConnected) this.#join(this.#createGroup(marker), pageNumber);
    }
  }
}

/** The element to observe for a number: its parent, or the host of text in a shadow root itself. */
function markerOf({from}: PageNumber): Element | undefined {
  return from.parentElement ?? (from.getRootNode() as Partial<ShadowRoot>).host;
}

/**
 * A number between the ends may be in view while both ends are far: in high rows, in columns, after
 * a sort.
 */
function isWide({markers}: NumberGroup): boolean {
  const boxes = markers.map((marker) => marker.getBoundingClientRect());
  const {x, y, height} = boxes[0]!;
  const isFarApart = boxes.some((end) => {
    const maxShift = end.y > y ? 2 * NEAR_PX : 0;
    return Math.abs(end.y - y) > 2 * NEAR_PX || Math.abs(end.x - x) > maxShift;
  });
  return isFarApart || !height && hasNoBox(markers[0]!);
}

/** The observer never reports an element that has no box of its own. */
const hasNoBox = (element: Element): boolean => getComputedStyle(element).display === 'contents';

/**
 * Estimates what the observer reports a frame later; only the observer knows of iframes and of
 * boxes that clip the element. Chromium adds both of its margins at the edge of the window.
 */
function isNear(marker: Element): boolean {
  const {top, bottom} = marker.getBoundingClientRect();
  return bottom > top && bottom >= -2 * NEAR_PX && top <= innerHeight + 2 * NEAR_PX;
}

/** The second is the same element, the next sibling, or in the next row. */
function isNext(before: Element | null, element: Element): boolean {
  if (before === element || before?.nextElementSibling === element) return true;
  const row = element.parentElement;
  return row !== null && before?.parentElement?.nextElementSibling === row;
}

/**
 * Adds the number to a highlight; null in a frame that is gone. The range is static, because every
 * live range makes every change of the page dearer. A number that changes is found again.
 */
function addRange(name: string, pageNumber: PageNumber): StaticRange | null {
  const view = windowOf(pageNumber.from.ownerDocument!);
  if (!view) return null;
  const {highlights} = view.CSS;
  let highlight = highlights.get(name);
  if (!highlight) {
    highlight = new view.Highlight();
    if (name === CURRENT_HIGHLIGHT) highlight.priority = 1;
    highlights.set(name, highlight);
  }
  const range = new view.StaticRange(rangeOf(pageNumber));
  highlight.add(range);
  return range;
}

function deleteRange(name: string, pageNumber: PageNumber, range: StaticRange): void {
  const highlights = windowOf(pageNumber.from.ownerDocument!)?.CSS.highlights;
  const highlight = highlights?.get(name);
  highlight?.delete(range);
  if (highlight?.size === 0) highlights?.delete(name);
}
