/** A number on the page, and where it stands. */
export interface PageNumber {
  /** `+` and digits. */
  readonly e164: string;
  readonly extension: string | undefined;
  /** As it is written. */
  readonly raw: string;
  /** In text; a `tel:` link; a field that can only be read. */
  readonly kind: 'text' | 'link' | 'field';
  /** For text both are text nodes; else both are the element. */
  readonly from: Node;
  /** Offset in `from`. */
  readonly start: number;
  readonly to: Node;
  /** Offset in `to`, exclusive. */
  readonly end: number;
}

/** What `<rc-click-to-call to>` takes. */
export function dialString({e164, extension}: Pick<PageNumber, 'e164' | 'extension'>): string {
  return extension ? `${e164};ext=${extension}` : e164;
}

export interface PageNumbersOptions {
  readonly onAdded: (find: PageNumber) => void;
  readonly onRemoved: (find: PageNumber) => void;
  /** It was read again, and may stand elsewhere now. */
  readonly onKept?: (find: PageNumber) => void;
}

/** The numbers that are known, and by which nodes they are found again. */
export class PageNumbers {
  readonly all = new Set<PageNumber>();
  readonly #at = new Map<Node, readonly PageNumber[]>();

  constructor(private readonly heard: PageNumbersOptions) {}

  inNode(node: Node): readonly PageNumber[] {
    return this.#at.get(node) ?? [];
  }

  /** These are the numbers of these nodes now. One that is there already stays the same object. */
  replace(nodes: readonly Node[], found: readonly PageNumber[]): void {
    if (!nodes.some((node) => this.#at.has(node))) {
      for (const find of found) this.#add(find, nodes);
      return;
    }
    const fresh = new Set(found);
    const kept = new Set<PageNumber>();
    for (const node of nodes) {
      for (const old of this.#at.get(node) ?? []) {
        if (kept.has(old)) continue;
        const same = found.find((find) => fresh.has(find) && isSame(find, old));
        if (same) {
          fresh.delete(same);
          kept.add(old);
          this.heard.onKept?.(old);
        } else {
          this.remove(old);
        }
      }
    }
    for (const find of fresh) this.#add(find, nodes);
  }

  remove(find: PageNumber): void {
    if (!this.all.delete(find)) return;
    for (const node of textNodesOf(find)) {
      const rest = this.inNode(node).filter((other) => other !== find);
      if (rest.length > 0) this.#at.set(node, rest);
      else this.#at.delete(node);
    }
    this.heard.onRemoved(find);
  }

  clear(): void {
    for (const find of this.all) this.remove(find);
  }

  #add(find: PageNumber, nodes: readonly Node[]): void {
    this.all.add(find);
    let inside: readonly Node[] = [find.from];
    if (find.from !== find.to) {
      inside = nodes.slice(nodes.indexOf(find.from), nodes.indexOf(find.to) + 1);
      spans.set(find, inside);
    }
    for (const node of inside) {
      const others = this.#at.get(node);
      this.#at.set(node, others ? [...others, find] : [find]);
    }
    this.heard.onAdded(find);
  }
}

/** The text nodes of numbers that go over several. */
const spans = new WeakMap<PageNumber, readonly Node[]>();

export function textNodesOf(find: PageNumber): readonly Node[] {
  return spans.get(find) ?? [find.from];
}

function isSame(a: PageNumber, b: PageNumber): boolean {
  return (Object.keys(a) as (keyof PageNumber)[]).every((key) => a[key] === b[key]);
}

/** The find as a live range, for measuring and wrapping. */
export function rangeOf({kind, from, start, to, end}: PageNumber): Range {
  const range = from.ownerDocument!.createRange();
  if (kind !== 'text') {
    range.selectNodeContents(from);
    return range;
  }
  range.setStart(from, Math.min(start, (from as Text).length));
  range.setEnd(to, Math.min(end, (to as Text).length));
  return range;
}

/** Its boxes on screen, one a line, in the window of its own document. */
export function rectsOf(find: PageNumber): DOMRect[] {
  if (find.kind === 'field') return [(find.from as Element).getBoundingClientRect()];
  return [...rangeOf(find).getClientRects()].filter(({width, height}) => width > 0 && height > 0);
}
