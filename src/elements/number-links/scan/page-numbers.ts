/** A phone number on the page, and its position. */
export interface PageNumber {
  /** `+` and digits. */
  readonly e164: string;
  readonly extension: string | undefined;
  /** All that is to be sent after the answer, where `extension` does not say it all. */
  readonly tones?: string | undefined;
  /** As the page writes it. */
  readonly raw: string;
  /** Text, a `tel:` link, or a read-only field. */
  readonly kind: 'text' | 'link' | 'field';
  /** The first and last text node of a number in text; the element for a link or a field. */
  readonly from: Node;
  /** Offset in `from`. */
  readonly start: number;
  readonly to: Node;
  /** Offset in `to`, exclusive. */
  readonly end: number;
}

export interface PageNumbersOptions {
  readonly onAdded: (pageNumber: PageNumber) => void;
  readonly onRemoved: (pageNumber: PageNumber) => void;
  /** The number is still there after its text was read again or split, perhaps elsewhere. */
  readonly onKept?: (pageNumber: PageNumber) => void;
}

/** Text nodes of each number that spans several. */
const spannedNodes = new WeakMap<PageNumber, readonly Node[]>();

function textNodesOf(pageNumber: PageNumber): readonly Node[] {
  return spannedNodes.get(pageNumber) ?? [pageNumber.from];
}

/** The numbers found so far, by the nodes that hold them. */
export class PageNumbers {
  readonly all = new Set<PageNumber>();
  readonly #byNode = new Map<Node, PageNumber[]>();

  constructor(private readonly options: PageNumbersOptions) {}

  inNode(node: Node): readonly PageNumber[] {
    return this.#byNode.get(node) ?? [];
  }

  /**
   * Sets the numbers that start in these nodes, from `start` to `end` in their joined text. A
   * number that was there before stays the same object.
   */
  setNumbersOf(
    nodes: readonly Node[],
    found: readonly PageNumber[],
    start = 0,
    end = Infinity,
  ): void {
    const added = new Set(found);
    let offset = 0;
    for (const node of nodes) {
      for (const known of [...this.inNode(node)]) {
        const position = offset + known.start;
        if (known.from !== node || position < start || position >= end) continue;
        const same = found.find((pageNumber) => added.has(pageNumber) && isSame(pageNumber, known));
        if (same) {
          added.delete(same);
          this.options.onKept?.(known);
        } else {
          this.remove(known);
        }
      }
      offset += (node as Text).length;
    }
    for (const pageNumber of added) this.#add(pageNumber, nodes);
  }

  remove(pageNumber: PageNumber): void {
    if (!this.all.delete(pageNumber)) return;
    this.#detach(pageNumber);
    this.options.onRemoved(pageNumber);
  }

  /** Removes the numbers in a tree. */
  removeIn(root: Node): void {
    const removeFrom = (node: Node): void => {
      if (this.inNode(node).length > 0) this.setNumbersOf([node], []);
    };
    removeFrom(root);
    const textsAndElements = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
    const walker = root.ownerDocument!.createTreeWalker(root, textsAndElements);
    for (let node; (node = walker.nextNode());) removeFrom(node);
  }

  /** Call it when a text was split: what stood after its new end is in `rest`. */
  handleSplit(text: Text, rest: Text): void {
    const {length} = text;
    for (const pageNumber of [...this.inNode(text)]) {
      const place: {-readonly [Key in keyof PageNumber]: PageNumber[Key]} = pageNumber;
      const nodes = textNodesOf(pageNumber).flatMap((node) => node === text ? [text, rest] : node);
      this.#detach(pageNumber);
      if (place.from === text && place.start >= length) {
        place.from = rest;
        place.start -= length;
      }
      if (place.to === text && place.end > length) {
        place.to = rest;
        place.end -= length;
      }
      this.#attach(pageNumber, nodes);
      this.options.onKept?.(pageNumber);
    }
  }

  clear(): void {
    for (const pageNumber of this.all) this.remove(pageNumber);
  }

  #add(pageNumber: PageNumber, nodes: readonly Node[]): void {
    this.all.add(pageNumber);
    this.#attach(pageNumber, nodes);
    this.options.onAdded(pageNumber);
  }

  /** `nodes`: at least those of the number. */
  #attach(pageNumber: PageNumber, nodes: readonly Node[]): void {
    const {from, to} = pageNumber;
    if (from === to) spannedNodes.delete(pageNumber);
    else spannedNodes.set(pageNumber, nodes.slice(nodes.indexOf(from), nodes.indexOf(to) + 1));
    for (const node of textNodesOf(pageNumber)) {
      const others = this.#byNode.get(node);
      if (others) others.push(pageNumber);
      else this.#byNode.set(node, [pageNumber]);
    }
  }

  #detach(pageNumber: PageNumber): void {
    for (const node of textNodesOf(pageNumber)) {
      const others = this.#byNode.get(node)!;
      others.splice(others.indexOf(pageNumber), 1);
      if (others.length === 0) this.#byNode.delete(node);
    }
  }
}

function isSame(first: PageNumber, second: PageNumber): boolean {
  const keys = Object.keys(first) as (keyof PageNumber)[];
  return keys.every((key) => first[key] === second[key]);
}

/** The number as a live range, to measure it or to wrap it. */
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

/** The number's boxes in the window of its own document, one for each line. */
export function rectsOf(pageNumber: PageNumber): DOMRect[] {
  if (pageNumber.kind === 'field') return [(pageNumber.from as Element).getBoundingClientRect()];
  const lineRects = [...rangeOf(pageNumber).getClientRects()];
  return lineRects.filter(({width, height}) => width > 0 && height > 0);
}
