import {parentAcrossRoots} from '../scan/dom-nodes.js';

/** The distance from a box in the node's own window to the same box in ours, in CSS px. */
export function frameOffset(node: Node): {readonly x: number; readonly y: number} {
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
