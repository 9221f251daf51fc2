/** Finds the texts that a change beside them may join to a number, or cut from it. */
import {isElement, isText} from './dom-nodes.js';
import {isInline} from './text-runs.js';

/** The text at this edge of a node; null where nothing can join it. */
export function edgeText(node: Node, child: 'firstChild' | 'lastChild'): Text | null {
  let edge: Node | null = node;
  while (edge && isElement(edge) && isInline(edge)) edge = edge[child];
  if (!edge || !isText(edge)) return null;
  // A blank text beside a box joins nothing; the other side of the seam is queued separately.
  const outerSibling = child === 'lastChild' ? 'previousSibling' : 'nextSibling';
  return isBlank(edge) && isBoxEdge(edge, outerSibling) ? null : edge;
}

/** Space between two boxes has no meaning. */
export function isBlankBetweenBoxes(textNode: Text): boolean {
  return isBlank(textNode)
    && isBoxEdge(textNode, 'previousSibling') && isBoxEdge(textNode, 'nextSibling');
}

const isBlank = ({data}: Text): boolean => !/\S/.test(data);

/** A box begins or ends on this side of the text. */
function isBoxEdge(textNode: Text, sibling: 'previousSibling' | 'nextSibling'): boolean {
  const neighbor = textNode[sibling];
  if (neighbor) return isElement(neighbor) && !isInline(neighbor);
  const parent = textNode.parentElement;
  return !parent || !isInline(parent);
}
