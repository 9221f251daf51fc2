/** The box beside which the card of a number is shown. */
import type {Box} from '../../internal/position-card.js';
import {isDocument, isElement, parentAcrossRoots} from '../scan/dom-nodes.js';
import {rectsOf, type PageNumber} from '../scan/page-numbers.js';

/**
 * The box of one line in our window, as high as all lines next to it, so that the card covers none
 * of them. Null while the page does not show the number.
 */
export function numberBox(pageNumber: PageNumber, lineIndex: number, card: Node): Box | null {
  const {from} = pageNumber;
  if (!from.isConnected) return null;
  const lineRects = rectsOf(pageNumber);
  // A link may show nothing but its background.
  const wholeRect = isElement(from) ? from.getBoundingClientRect() : null;
  const rect = lineRects[lineIndex] ?? lineRects[0] ?? wholeRect;
  if (!rect) return null;
  let {top, bottom} = rect;
  // From this line outwards; a line in another column is not next to it.
  const before = lineRects.slice(0, lineIndex).reverse();
  const after = lineRects.slice(lineIndex + 1);
  for (const other of [...before, ...after]) {
    if (other.top > bottom + rect.height || other.bottom < top - rect.height) continue;
    top = Math.min(top, other.top);
    bottom = Math.max(bottom, other.bottom);
  }
  const zoom = measuredZoom(from) / measuredZoom(card);
  const {x, y} = frameOffset(from);
  return {
    left: rect.left * zoom + x,
    right: rect.right * zoom + x,
    top: top * zoom + y,
    bottom: bottom * zoom + y,
  };
}

/** WebKit measures boxes in the zoomed px of their element; all others, in those of the window. */
function measuredZoom(node: Node): number {
  if ('currentCSSZoom' in Element.prototype) return 1;
  let zoom = 1;
  for (let each: Node | null = node; each && !isDocument(each); each = parentAcrossRoots(each)) {
    if (isElement(each)) zoom *= Number(getComputedStyle(each).zoom) || 1;
  }
  return zoom;
}

/** The distance from a box in the node's own window to the same box in ours, in CSS px. */
function frameOffset(node: Node): {readonly x: number; readonly y: number} {
  let x = 0;
  let y = 0;
  for (let inner = node.ownerDocument!; inner !== document;) {
    const frame = parentAcrossRoots(inner) as HTMLIFrameElement | null;
    if (!frame) break;
    const {left, top} = frame.getBoundingClientRect();
    x += left + frame.clientLeft;
    y += top + frame.clientTop;
    inner = frame.ownerDocument;
  }
  return {x, y};
}
