/**
 * Finds the words that label a number from another box: its accessible name, the cell, line or
 * block before, a heading, the heads of its column. What they mean is for the number finder to say.
 */
import {ColumnHeads} from './column-heads.js';
import {isText} from './dom-nodes.js';
import {asLabel, CELL_SELECTOR, WORD_PATTERN} from './label-text.js';
import type {ScanScope} from './scan-scope.js';
import {adjacentText, BACKWARD, isInline} from './text-runs.js';

const HEADING_SELECTOR = 'h1,h2,h3,h4,h5,h6,[role=heading],legend,caption,dt,label';
/** What stands before one of these labels none of the numbers in it. */
const LIMIT_SELECTOR = 'tr,[role=row],table,[role=grid],[role=table],body';
/** Elements around a number, and texts before it, that are looked at. */
const MAX_ANCESTORS = 6;
const MAX_TEXTS = 20;

export class BoxLabels {
  readonly #columnHeads = new ColumnHeads();

  constructor(private readonly scope: ScanScope) {}

  /**
   * The labels of a text or a field, each with a tab after it, the nearest last. `first`: the first
   * node of the text; `content`: all of it.
   */
  labelFor(first: Node, content: string): string {
    const firstDigit = content.search(/\p{Nd}/u);
    const startsWithNumber = !WORD_PATTERN.test(content.slice(0, firstDigit));
    const label = startsWithNumber ? this.#labelAround(first, content.trim().length) : '';
    let cell = first.parentElement;
    for (let left = MAX_ANCESTORS; cell && !cell.matches(CELL_SELECTOR); cell = cell.parentElement) {
      if (--left === 0) return label;
    }
    return cell ? this.#columnHeads.addTo(label, cell) : label;
  }

  /** Call it when the page may have changed. */
  forget(): void {
    this.#columnHeads.forget();
  }

  #labelAround(first: Node, contentLength: number): string {
    let name = isText(first) ? '' : nameOf(first as Element);
    /** All the text of the box, or of the innermost block, is the number. */
    let isAll = true;
    let isInnermost = true;
    let isAnyLineLabel = true;
    let box = first.parentElement;
    for (let left = MAX_ANCESTORS; box && left > 0 && !name; left--, box = box.parentElement) {
      const line = this.#lineBefore(first, box, isAnyLineLabel);
      if (line !== null) return asLabel(line);
      const isBlock = !isInline(box);
      if (isBlock && !isInnermost) isAll &&= box.textContent.trim().length <= contentLength;
      if (isAll) name = nameOf(box);
      if (box.matches(LIMIT_SELECTOR)) break;
      if (!isBlock) continue;
      isAnyLineLabel = isInnermost || isAll || box.matches(CELL_SELECTOR);
      isInnermost = false;
    }
    return name;
  }

  /** The nearest line of words before the node in the box; null where the box begins with it. */
  #lineBefore(first: Node, box: Element, isAnyLineLabel: boolean): string | null {
    const walker = box.ownerDocument.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    walker.currentNode = first;
    for (let left = MAX_TEXTS, node; left > 0 && (node = walker.previousNode()); left--) {
      const text = node as Text;
      if (!/\S/.test(text.data) || !this.scope.contextFor(text.parentNode)) continue;
      const line = this.#lineThrough(text, walker);
      if (!WORD_PATTERN.test(line)) continue;
      const isLabel = isAnyLineLabel ? isWholeChild(text, line, box)
        : text.parentElement!.closest(HEADING_SELECTOR);
      return isLabel ? line : '';
    }
    return null;
  }

  /** The line up to the end of the text; the walker moves to its start. */
  #lineThrough(text: Text, walker: TreeWalker): string {
    let line = '';
    for (let node: Text | null = text; node && line.length < 100;) {
      line = node.data + line;
      walker.currentNode = node;
      node = adjacentText(node, BACKWARD, this.scope);
    }
    return line;
  }
}

/** The box's child that holds the end of the line holds nothing else. */
function isWholeChild(text: Text, line: string, box: Element): boolean {
  let child: Node = text;
  while (child.parentNode !== box) child = child.parentNode!;
  return child.textContent!.trim().length <= line.trim().length;
}

/** What the page says that the element is called. */
function nameOf(element: Element): string {
  if (!element.hasAttributes()) return '';
  const ids = element.getAttribute('aria-labelledby') ?? element.getAttribute('headers');
  const root = element.getRootNode() as Document;
  const names = ids ? ids.split(/\s+/).map((id) => root.getElementById(id)?.textContent)
    : [element.ariaLabel ?? (element as HTMLInputElement).labels?.[0]?.textContent];
  return names.map((name) => asLabel(name ?? '')).join('');
}
