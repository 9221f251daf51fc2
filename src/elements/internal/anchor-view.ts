/** What the page shows of an anchor, and what lies over it and over its card. */
import type {Box} from './position-card.js';

const FRAGMENT_NODE = 11;

/** The node and all that is laid out around it, up to `page`: through slots, roots and frames. */
export function layoutPath(start: Node | null, page: Document): Node[] {
  const path: Node[] = [];
  for (let node = start; node; node = node === page ? null : layoutParent(node)) path.push(node);
  return path;
}

function layoutParent(node: Node): Node | null {
  const parent = (node as Element).assignedSlot ?? node.parentNode;
  if (parent) return parent;
  if (node.nodeType === FRAGMENT_NODE) return (node as ShadowRoot).host ?? null;
  return (node as Document).defaultView?.frameElement ?? null;
}

// `instanceof` fails for nodes of a frame, which has constructors of its own.
const isElement = (node: EventTarget): node is HTMLElement => 'localName' in node;
const isFrame = (node: Node): node is HTMLIFrameElement => 'contentWindow' in node;

/** While it is rendered, it is in the top layer. */
export const isLayer = (node: EventTarget): boolean =>
  isElement(node) && (Boolean(node.popover) || node.matches(':modal'));

export interface AnchorView {
  /** The whole anchor in the window of `page`. */
  readonly box: Box;
  /** The part of it that no ancestor cuts off; null where it is not rendered. */
  readonly shown: Box | null;
  readonly rightToLeft: boolean;
}

/** `path` is the layout path of the anchor, and `anchor` its box in its own window. */
export function viewAnchor(anchor: Box, path: readonly Node[]): AnchorView {
  let box = anchor;
  let shown = anchor;
  /** Of the innermost box whose containing block is still to come. */
  let position = '';
  const elements = path.filter(isElement)
    .map((node) => ({node, style: getComputedStyle(node)}))
    .filter(({style}) => style.display !== 'contents');
  for (const {node, style} of elements) {
    if (isFrame(node)) {
      box = throughFrame(box, node);
      shown = cutOff(throughFrame(shown, node), node, {overflowX: 'clip', overflowY: 'clip'});
    } else if (position === 'fixed' || (position === 'absolute' && style.position === 'static')) {
      continue;
    } else if (!/^(html|body)$/.test(node.localName)) {
      shown = cutOff(shown, node, style);
    }
    position = isLayer(node) ? 'fixed' : style.position;
  }
  const {node, style} = elements[0]!;
  const isRendered = node.checkVisibility?.({visibilityProperty: true}) ?? true;
  return {box, shown: isRendered ? shown : null, rightToLeft: style.direction === 'rtl'};
}

/** A box in a frame's window as a box in the window around it. */
function throughFrame(box: Box, frame: HTMLIFrameElement): Box {
  const {left, top, width} = frame.getBoundingClientRect();
  const scale = width / frame.offsetWidth;
  const x = left + frame.clientLeft * scale;
  const y = top + frame.clientTop * scale;
  return {
    left: x + box.left * scale, right: x + box.right * scale,
    top: y + box.top * scale, bottom: y + box.bottom * scale,
  };
}

/** What the element shows of a box in it. */
function cutOff(
  {left, top, right, bottom}: Box,
  element: Element,
  {overflowX, overflowY}: Pick<CSSStyleDeclaration, 'overflowX' | 'overflowY'>,
): Box {
  const limits = element.getBoundingClientRect();
  if (overflowX !== 'visible') {
    left = Math.max(left, limits.left);
    right = Math.min(right, limits.right);
  }
  if (overflowY !== 'visible') {
    top = Math.max(top, limits.top);
    bottom = Math.min(bottom, limits.bottom);
  }
  return {left, top, right, bottom};
}

/** The layout path of what lies on top in the middle of the box, as far as it is in view. */
function pathAt(box: Box, view: Box, page: Document): Node[] {
  const x = (Math.max(box.left, view.left) + Math.min(box.right, view.right)) / 2;
  const y = (Math.max(box.top, view.top) + Math.min(box.bottom, view.bottom)) / 2;
  return layoutPath(elementAt(page, x, y), page);
}

function elementAt(root: Document | ShadowRoot, x: number, y: number): Element | null {
  const hit = root.elementFromPoint(x, y);
  if (!hit || !root.contains(hit)) return null;
  return (hit.shadowRoot && elementAt(hit.shadowRoot, x, y)) ?? hit;
}

export interface Surroundings {
  /** The layout path of the anchor. */
  readonly path: readonly Node[];
  readonly card: HTMLElement;
  /** The part of the page in view. */
  readonly view: Box;
}

/**
 * A modal that does not contain the anchor lies over it. Libraries build theirs without `<dialog>`:
 * they mark it, or hide what is beside it from screen readers, and lay something over the page.
 */
export function isBehindModal(anchor: Box, {path, card, view}: Surroundings): boolean {
  const aside = path.find((node) => matches(node, '[inert], [aria-hidden=true]'));
  for (const node of pathAt(anchor, view, card.ownerDocument)) {
    if (node === card || (aside ? node === aside : path.includes(node))) return false;
    if (matches(node, ':modal, [aria-modal=true]')) return true;
  }
  return aside !== undefined;
}

/** A layer around the anchor lies over the card: it was shown, or shown again, after the card. */
export function isBehindOwnLayer({path, card, view}: Surroundings): boolean {
  for (const node of pathAt(card.getBoundingClientRect(), view, card.ownerDocument)) {
    if (node === card) return false;
    if (path.includes(node) && isLayer(node)) return true;
  }
  return false;
}

const matches = (node: Node, selector: string): boolean =>
  isElement(node) && node.matches(selector);
