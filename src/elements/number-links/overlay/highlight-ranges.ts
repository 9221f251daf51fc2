import {windowOf} from '../scan/dom-nodes.js';
import {rangeOf, type PageNumber} from '../scan/page-numbers.js';

/**
 * The numbers in a CSS highlight. Each window has a highlight of its own under the same name: the
 * page, and its frames. The ranges are static, because every live range makes every change of the
 * page dearer. A number that changes is found again.
 */
export class HighlightRanges {
  readonly #ranges = new Map<PageNumber, StaticRange>();

  constructor(private readonly name: string, private readonly priority = 0) {}

  get size(): number {
    return this.#ranges.size;
  }

  has(pageNumber: PageNumber): boolean {
    return this.#ranges.has(pageNumber);
  }

  /** Does nothing in a frame that is gone. */
  add(pageNumber: PageNumber): void {
    const view = windowOf(pageNumber.from.ownerDocument!);
    if (!view || this.has(pageNumber)) return;
    const {highlights} = view.CSS;
    let highlight = highlights.get(this.name);
    if (!highlight) {
      highlight = new view.Highlight();
      highlight.priority = this.priority;
      highlights.set(this.name, highlight);
    }
    const range = new view.StaticRange(rangeOf(pageNumber));
    highlight.add(range);
    this.#ranges.set(pageNumber, range);
  }

  delete(pageNumber: PageNumber): void {
    const range = this.#ranges.get(pageNumber);
    if (!range) return;
    this.#ranges.delete(pageNumber);
    const highlights = windowOf(pageNumber.from.ownerDocument!)?.CSS.highlights;
    const highlight = highlights?.get(this.name);
    highlight?.delete(range);
    if (highlight?.size === 0) highlights?.delete(this.name);
  }

  clear(): void {
    for (const pageNumber of this.#ranges.keys()) this.delete(pageNumber);
  }
}
