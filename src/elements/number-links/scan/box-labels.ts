/**
 * Finds the words that label a number from another box: its accessible name, the cell, line or
 * block before, a heading, the heads of its column. What they mean is for the number finder to say.
 */
import {ColumnHeads} from './column-heads.js';
import {isElement, isShadowRoot} from './dom-nodes.js';
import {asLabel, CELL_SELECTOR, WORD_PATTERN} from './label-text.js';
import type {ScanScope} from './scan-scope.js';
import {adjacentText, BACKWARD, isInline} from './text-runs.js';

const HEADING_SELECTOR = 'h1,h2,h3,h4,h5,h6,[role=heading],legend,caption,dt,label';
/** Text before one of these is no label of the numbers in it. */
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
    const beforeNumber = content.slice(0, content.search(/\p{Nd}/u));
    const label = WORD_PATTERN.test(beforeNumber) ? '' : this.#labelAround(first, content);
    let cell = first.parentElement;
    for (let left = MAX_ANCESTORS; cell && left > 0; left--, cell = cell.parentElement) {
      if (cell.matches(CELL_SELECTOR)) return this.#columnHeads.addTo(label, cell);
    }
    const root = first.getRootNode();
    const isComponent = !label && isShadowRoot(root) && isNoLonger(root, content);
    return isComponent ? this.labelFor(root.host, content) : label;
  }

  /** Call it when the page may have changed. */
  forget(): void {
    this.#columnHeads.forget();
  }

  #labelAround(first: Node, content: string): string {
    let [box, name] = innermostBlock(first);
    const innermostBox = box;
    /** The box holds nothing but the number. The innermost one may hold notes after it. */
    let isWhole = true;
    let isAnyLineLabel = true;
    for (let left = MAX_ANCESTORS; box && left > 0 && !name; left--, box = box.parentElement) {
      if (isInline(box)) continue;
      const line = box.firstChild === first ? null : this.#lineBefore(first, box, isAnyLineLabel);
      if (line !== null) return asLabel(line);
      isWhole &&= box === innermostBox || isNoLonger(box, content);
      if (isWhole) name = nameOf(box);
      if (box.matches(LIMIT_SELECTOR)) break;
      isAnyLineLabel = isWhole || box.matches(CELL_SELECTOR);
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
        : text.parentElement!.closest(HEADING_SELECTOR) ?? /:\s*$/.test(line);
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

/** The block that the node stands in, and what the page calls an inline element on the way. */
function innermostBlock(node: Node): [Element | null, string] {
  const name = nameOf(node);
  const {parentElement} = node;
  if (name || !parentElement || !isInline(parentElement)) return [parentElement, name];
  return innermostBlock(parentElement);
}

/** The box's child that holds the end of the line holds nothing else. */
function isWholeChild(text: Text, line: string, box: Element): boolean {
  let child: Node = text;
  while (child.parentNode !== box) child = child.parentNode!;
  return isNoLonger(child, line);
}

const isNoLonger = ({textContent}: Node, text: string): boolean =>
  textContent!.trim().length <= text.trim().length;

/** The accessible name that the page gives to the element. */
function nameOf(node: Node): string {
  if (!isElement(node) || !node.hasAttributes()) return '';
  const ids = node.getAttribute('aria-labelledby') ?? node.getAttribute('headers');
  const root = node.getRootNode() as Document;
  const names = ids ? ids.split(/\s+/).map((id) => root.getElementById(id)?.textContent)
    : [node.ariaLabel ?? (node as HTMLInputElement).labels?.[0]?.textContent];
  return names.map((name) => asLabel(name ?? '')).join('');
}
