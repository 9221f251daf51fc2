/** `mode="inline"`: numbers become call buttons in the page's own DOM, and can be put back to the byte. */
import {dialString} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';

/** A number that became a call button looks and measures as the text did. */
export const INLINE_BUTTON_RULES = `
rc-click-to-call[data-rc-number] { display: inline; white-space: inherit; vertical-align: baseline; }
rc-click-to-call[data-rc-number]:state(waiting) { padding: 0; line-height: inherit; }
rc-click-to-call[data-rc-number]::part(icon) { display: none; }
rc-click-to-call[data-rc-number]::part(button) { display: inline; white-space: inherit; text-decoration-line: underline; text-decoration-style: dotted; }
rc-click-to-call[data-rc-number]::part(label) { overflow: visible; font-variant-numeric: inherit; }
`;

interface Wrapped {
  readonly wrapper: HTMLElement;
  /** Pieces that were cut off: each is the rest of the text before it. */
  readonly cuts: readonly (readonly [Text, Text])[];
}

export class InlineButtons {
  readonly #wrapped: Wrapped[] = [];

  constructor(private readonly account: string) {}

  /** Puts a call button around the number. False where that would break what is around it. */
  wrap(find: PageNumber): boolean {
    if (find.kind === 'field' || find.from.ownerDocument !== document || insideLink(find.from)) return false;
    const cuts: [Text, Text][] = [];
    const ends = find.kind === 'link' ? [find.from as Element, find.from as Element] as const : cutOut(find, cuts);
    if (!ends) return false;
    const wrapper = this.#make(dialString(find));
    const [first, last] = ends;
    first.parentNode!.insertBefore(wrapper, first);
    for (let node: ChildNode = first; ;) {
      const next: ChildNode | null = node.nextSibling;
      wrapper.append(node);
      if (node === last || !next) break;
      node = next;
    }
    this.#wrapped.push({wrapper, cuts});
    return true;
  }

  #make(to: string): HTMLElement {
    const wrapper = document.createElement('rc-click-to-call');
    const {account} = this;
    const attributes = {to, size: 'small', 'data-rc-number': '', ...account && {account}};
    for (const [name, value] of Object.entries(attributes)) wrapper.setAttribute(name, value);
    return wrapper;
  }

  /** Forgets what the page itself has removed. */
  removeOrphans(): void {
    const kept = this.#wrapped.filter(({wrapper}) => wrapper.isConnected);
    if (kept.length < this.#wrapped.length) this.#wrapped.splice(0, Infinity, ...kept);
  }

  /** The page as it was. */
  restore(): void {
    for (let wrapped; (wrapped = this.#wrapped.pop());) {
      const {wrapper, cuts} = wrapped;
      wrapper.replaceWith(...wrapper.childNodes);
      for (const [before, rest] of [...cuts].reverse()) {
        // Where the page has put something between them, they stay apart.
        if (rest.previousSibling !== before) continue;
        before.appendData(rest.data);
        rest.remove();
      }
    }
  }
}

function insideLink(node: Node): boolean {
  return node.parentElement?.closest('a[href], label, summary') != null;
}

/** Cuts the number's text free; its first and last node beside each other, or null where an element is cut in two. */
function cutOut(find: PageNumber, cuts: [Text, Text][]): readonly [ChildNode, ChildNode] | null {
  const from = find.from as Text;
  const to = find.to as Text;
  let common: Node | null = from.parentNode;
  while (common && !common.contains(to)) common = common.parentNode;
  if (!common || !reaches(from, common, 'previousSibling', find.start === 0)
    || !reaches(to, common, 'nextSibling', find.end === to.length)) return null;
  const cut = (text: Text, offset: number): Text => {
    const rest = text.splitText(offset);
    cuts.push([text, rest]);
    return rest;
  };
  if (find.end < to.length) cut(to, find.end);
  const first = find.start > 0 ? cut(from, find.start) : from;
  return [childOf(first, common), childOf(from === to ? first : to, common)];
}

/** All of each element between the text and `common` belongs to the number. */
function reaches(text: Text, common: Node, sibling: 'previousSibling' | 'nextSibling', whole: boolean): boolean {
  for (let at: Node = text; at.parentNode !== common; at = at.parentNode!) {
    if (!whole || at[sibling] || !at.parentNode) return false;
  }
  return true;
}

function childOf(node: Node, common: Node): ChildNode {
  let at = node;
  while (at.parentNode !== common) at = at.parentNode!;
  return at as ChildNode;
}
