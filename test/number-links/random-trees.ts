/** Random trees of a page, from a seed: all that a page may put around, into and between its numbers. */

/** The same numbers for the same seed, from 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const NUMBERS = [
  '(650) 555-0100', '650-555-0101', '+1 650 555 0102', '6505550103', '650.555.0104 x9', '+16505550105', '(650) 555-0106 / 0107',
];
const WORDS = [
  'Call', ' or ', ' now.', 'Tel: ', ' ', '\n  ', ', ', ' & ', ' <3 ', 'Order ID ', '', 'مكتب ', '١٢٣', '650', '555-01', '(', '\u00a0', '😀', '\u200f',
];
const INLINE_TAGS = ['b', 'i', 'span', 'em', 'a', 'bdi', 'mark', 'label', 'sup', 'code', 'button', 'x-inline', 'font', 'ins', 'q'];
const BLOCK_TAGS = ['div', 'p', 'li', 'h3', 'pre', 'blockquote', 'section', 'address', 'summary', 'dd', 'x-block'];

export class RandomTree {
  constructor(private readonly random: () => number) {}

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** Fills the parent with up to four pieces of a page. */
  fill(parent: Node, depth = 3): void {
    for (let count = 1 + this.below(4); count > 0; count--) this.#addPiece(parent, depth);
  }

  #addPiece(parent: Node, depth: number): void {
    const kind = this.below(depth > 0 ? 14 : 6);
    if (kind < 4) this.#addText(parent, depth);
    else if (kind === 4) parent.appendChild(this.#smallNode());
    else if (kind < 8) this.#addElement(parent, this.pick(INLINE_TAGS), depth);
    else if (kind < 10) this.#addElement(parent, this.pick(BLOCK_TAGS), depth);
    else if (kind === 10) this.#addTable(parent, depth);
    else this.#addSpecial(parent, depth);
  }

  #smallNode(): Node {
    return this.pick([
      () => document.createComment(' 650 '), () => document.createElement('br'), () => document.createTextNode(''),
      () => document.createElement('wbr'), () => document.createElement('i'),
      () => document.adoptNode(new Document().createCDATASection('555')),
    ])();
  }

  /** A sentence whose text is cut anywhere, also within a number, and put into nested inline elements. */
  #addText(parent: Node, depth: number): void {
    let text = '';
    for (let count = 1 + this.below(5); count > 0; count--) text += this.pick(this.random() < .5 ? NUMBERS : WORDS);
    while (text.length > 0) {
      const isCut = this.random() < .6;
      const length = isCut ? 1 + this.below(text.length) : text.length;
      let holder = parent;
      for (let nested = this.below(3); nested > 0 && depth > 0 && this.random() < .5; nested--) {
        holder = holder.appendChild(document.createElement(this.pick(['b', 'i', 'span', 'u', 'bdo'])));
      }
      holder.appendChild(document.createTextNode(text.slice(0, length)));
      if (isCut && this.random() < .3) parent.appendChild(this.#smallNode());
      text = text.slice(length);
    }
  }

  #addElement(parent: Node, tag: string, depth: number): Element {
    const element = document.createElement(tag);
    if (tag === 'a') element.setAttribute('href', this.pick(['tel:+16505550108', '/contact']));
    if (this.random() < .1) element.setAttribute('dir', 'rtl');
    if (this.random() < .05) element.setAttribute('contenteditable', 'true');
    if (this.random() < .05) element.setAttribute('style', 'display: inline-block');
    this.fill(parent.appendChild(element), depth - 1);
    return element;
  }

  #addTable(parent: Node, depth: number): void {
    const table = parent.appendChild(document.createElement('table'));
    for (let rows = 1 + this.below(3); rows > 0; rows--) {
      const row = table.appendChild(document.createElement('tr'));
      for (let cells = 1 + this.below(3); cells > 0; cells--) {
        this.fill(row.appendChild(document.createElement(this.pick(['td', 'td', 'th']))), Math.min(1, depth - 1));
      }
    }
  }

  #addSpecial(parent: Node, depth: number): void {
    const svg = 'http://www.w3.org/2000/svg';
    const math = 'http://www.w3.org/1998/Math/MathML';
    const tag = this.pick(['template', 'svg', 'math', 'host', 'input', 'style']);
    if (tag === 'template') {
      this.fill((parent.appendChild(document.createElement('template'))).content, depth - 1);
    } else if (tag === 'host') {
      const host = parent.appendChild(document.createElement('div'));
      this.fill(host.attachShadow({mode: 'open'}), depth - 1);
      this.fill(host, depth - 1);
    } else if (tag === 'input') {
      const field = document.createElement('input');
      field.setAttribute('value', '650-555-0109');
      field.readOnly = true;
      parent.appendChild(field);
    } else if (tag === 'style') {
      parent.appendChild(document.createElement('style')).textContent = '.x { --number: "650-555-0110" }';
    } else {
      const root = parent.appendChild(document.createElementNS(tag === 'svg' ? svg : math, tag));
      root.appendChild(document.createElementNS(root.namespaceURI, tag === 'svg' ? 'text' : 'mtext')).textContent = this.pick(NUMBERS);
    }
  }
}

/** The children as the page made them: with those of shadow roots and templates. */
function childTreesOf(node: Node): readonly Node[] {
  const {shadowRoot, content} = node as Partial<HTMLTemplateElement>;
  const isOwn = node.nodeName === 'RC-CLICK-TO-CALL';
  return [...shadowRoot && !isOwn ? [shadowRoot] : [], ...content instanceof DocumentFragment ? [content] : [], ...node.childNodes];
}

/** All nodes in document order. */
export function nodesIn(root: Node): Node[] {
  return [root, ...childTreesOf(root).flatMap(nodesIn)];
}

/** One line for each node: its depth, its name, its attributes, its text. */
export function shapeOf(node: Node, depth = 0): string {
  const attributes = [...(node as Partial<Element>).attributes ?? []].map(({name, value}) => ` ${name}="${value}"`);
  const line = `${' '.repeat(depth)}${node.nodeName}${attributes.join('')} ${JSON.stringify(node.nodeValue)}\n`;
  return line + childTreesOf(node).map((child) => shapeOf(child, depth + 1)).join('');
}

/** The text that people read, boxes apart. */
export const readTextOf = (root: Node): string =>
  nodesIn(root).filter(({nodeType}) => nodeType === Node.TEXT_NODE).map(({nodeValue}) => nodeValue).join('');
