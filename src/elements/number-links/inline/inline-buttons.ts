/** `mode="inline"`: puts call buttons around numbers in the page's DOM, and restores it exactly. */
import {dialString} from '../../../phone/dialable-number.js';
import type {PageNumber} from '../scan/page-numbers.js';

/** CSS rules that give a call button in the text the look and the size of the text. */
export const INLINE_BUTTON_RULES = `
rc-click-to-call[data-rc-number] { display: inline; white-space: inherit; vertical-align: baseline; }
rc-click-to-call[data-rc-number]:state(waiting) { padding: 0; line-height: inherit; }
rc-click-to-call[data-rc-number]::part(icon) { display: none; }
rc-click-to-call[data-rc-number]::part(button) { display: inline; white-space: inherit; text-decoration-line: underline; text-decoration-style: dotted; }
rc-click-to-call[data-rc-number]::part(label) { overflow: visible; font-variant-numeric: inherit; }
`;

/** A text node that was split, and the new node that holds its rest. */
type SplitText = readonly [text: Text, rest: Text];

interface InlineButton {
  readonly wrapper: HTMLElement;
  /** In the order in which they were made. */
  readonly splits: readonly SplitText[];
}

export class InlineButtons {
  readonly #buttons: InlineButton[] = [];

  /** `onSplit` is called when a text was split: what stood after its new end is in `rest`. */
  constructor(
    private readonly account: string,
    private readonly onSplit: (text: Text, rest: Text) => void,
  ) {}

  /** Puts a call button around the number; returns false where that would break the page. */
  wrap(pageNumber: PageNumber): boolean {
    const {kind, from, to, start, end} = pageNumber;
    if (kind === 'field' || from.ownerDocument !== document || isInsideLink(from)) return false;
    const parent = kind === 'link' ? from.parentNode : wholeParentOf(pageNumber);
    if (!parent) return false;
    const wrapper = this.#createWrapper(dialString(pageNumber));
    const splits: SplitText[] = [];
    // Before the page changes, so that it can be put back whatever happens.
    this.#buttons.push({wrapper, splits});
    if (kind === 'text') this.#split(to as Text, end, splits);
    const first = kind === 'text' && this.#split(from as Text, start, splits) || from;
    const last = from === to ? first : to;
    moveInto(wrapper, childAround(first, parent), childAround(last, parent));
    return true;
  }

  /** Splits the text unless the offset is at an end of it; returns the new node. */
  #split(text: Text, offset: number, splits: SplitText[]): Text | null {
    if (offset === 0 || offset === text.length) return null;
    const rest = text.splitText(offset);
    splits.push([text, rest]);
    this.onSplit(text, rest);
    return rest;
  }

  /** Forgets the buttons that the page itself has removed, with the texts around them. */
  removeOrphans(): void {
    const connected = this.#buttons.filter(({wrapper, splits}) =>
      wrapper.isConnected || splits.some(([text]) => text.isConnected));
    if (connected.length < this.#buttons.length) this.#buttons.splice(0, Infinity, ...connected);
  }

  /** Puts the page back as it was. */
  restore(): void {
    for (let button; (button = this.#buttons.pop());) {
      const {wrapper, splits} = button;
      wrapper.replaceWith(...wrapper.childNodes);
      for (const [text, rest] of [...splits].reverse()) {
        // Where the page has put a node between the two, they stay apart.
        if (rest.previousSibling !== text) continue;
        text.appendData(rest.data);
        rest.remove();
      }
    }
  }

  #createWrapper(to: string): HTMLElement {
    const wrapper = document.createElement('rc-click-to-call');
    const {account} = this;
    const attributes = {to, size: 'small', 'data-rc-number': '', ...account && {account}};
    for (const [name, value] of Object.entries(attributes)) wrapper.setAttribute(name, value);
    return wrapper;
  }
}

function isInsideLink(node: Node): boolean {
  return node.parentElement?.closest('a[href], label, summary') != null;
}

/** Puts the wrapper before the first of these siblings, and all of them into it. */
function moveInto(wrapper: HTMLElement, first: ChildNode, last: ChildNode): void {
  first.parentNode!.insertBefore(wrapper, first);
  for (let node: ChildNode = first; ;) {
    const next: ChildNode | null = node.nextSibling;
    wrapper.append(node);
    if (node === last || !next) break;
    node = next;
  }
}

/**
 * The node whose children from the one around the first text to the one around the last hold the
 * number and nothing else; null where an element holds a part of the number and other text.
 */
function wholeParentOf({from, start, to, end}: PageNumber): Node | null {
  const parent = commonAncestorOf(from, to);
  if (!parent) return null;
  const isWhole = isWholeUpTo(parent, from, 'previousSibling', start === 0)
    && isWholeUpTo(parent, to, 'nextSibling', end === (to as Text).length);
  return isWhole ? parent : null;
}

function commonAncestorOf(first: Node, last: Node): Node | null {
  let ancestor = first.parentNode;
  while (ancestor && !ancestor.contains(last)) ancestor = ancestor.parentNode;
  return ancestor;
}

/** On this side of the text, the elements up to the ancestor hold nothing but the number. */
function isWholeUpTo(
  commonAncestor: Node,
  textNode: Node,
  sibling: 'previousSibling' | 'nextSibling',
  isWholeText: boolean,
): boolean {
  for (let node: Node = textNode; node.parentNode !== commonAncestor; node = node.parentNode!) {
    if (!isWholeText || node[sibling] || !node.parentNode) return false;
  }
  return true;
}

/** The ancestor's child that is the node, or contains it. */
function childAround(node: Node, commonAncestor: Node): ChildNode {
  let child = node;
  while (child.parentNode !== commonAncestor) child = child.parentNode!;
  return child as ChildNode;
}
