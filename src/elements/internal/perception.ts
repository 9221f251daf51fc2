/** Which parts of the page users can see and hear, whatever hides or covers them. */

import type {Box} from './position-card.js';

const MODAL_SELECTOR = ':modal:not(:root)';

/**
 * Whether a screen reader announces what changes in the element: it is rendered, not hidden from
 * screen readers, neither inert nor outside of a modal dialog.
 */
export function canBeHeard(element: Element | null): boolean {
  if (!element?.checkVisibility({visibilityProperty: true})) return false;
  // A modal dialog is not inert, whatever is around it.
  const end = closestDrawn(element, `[inert], [aria-hidden=true], ${MODAL_SELECTOR}`);
  return end === topmostModal();
}

/**
 * Whether the user can see the middle of a part of the element. False in doubt. The card of a call
 * button may be in front: it closes for that.
 */
export function isInView({localName}: Element, part: Element | null): boolean {
  if (!part?.checkVisibility({opacityProperty: true})) return false;
  const {x, y} = middleOf(part.getBoundingClientRect());
  const {left, top, right, bottom} = visibleWindow(document);
  const isInWindow = x > left && x < right && y > top && y < bottom;
  // `elementFromPoint` finds nothing that is clipped, covered, inert or behind a modal dialog.
  return isInWindow && !!closestDrawn(elementAt(x, y), `${localName}, rc-click-to-call`);
}

/**
 * Whether a modal that does not contain the anchor lies over it. Libraries make theirs without
 * `<dialog>`: they mark it, or hide what is beside it from screen readers, and cover the page.
 */
export function isBehindModal(
  anchor: Box, anchorPath: readonly unknown[], document: Document,
): boolean {
  const {x, y} = middleOf(anchor);
  const hit = elementAt(x, y, document);
  const hitPath = visiblePath(hit);
  const commonIndex = hitPath.findIndex((node) => anchorPath.includes(node));
  if (hitPath.slice(0, commonIndex).some(holdsModal)) return true;
  const isCovered = commonIndex > 0;
  return (anchorPath as readonly HTMLElement[]).some((node) =>
    node.inert || (isCovered && node.ariaHidden === 'true' && !node.contains(hit)));
}

/** The box of a modal may stand in a wrapper that covers the page, or beside its backdrop. */
function holdsModal(node: Node): boolean {
  if (!('querySelector' in node)) return false;
  const element = node as Element;
  // Older browsers ignore `:modal` here.
  if (element.matches?.(':is(:modal, [aria-modal=true])')) return true;
  return element.querySelector('[aria-modal=true]')?.checkVisibility() === true;
}

/** The page has made it neither invisible nor transparent. Older browsers cannot tell. */
export function isDrawn(element: Element | null): boolean {
  const options = {opacityProperty: true, visibilityProperty: true};
  return element?.checkVisibility?.(options) !== false;
}

/** The part of the window's page in view: less than the window after a pinch zoom. */
export function visibleWindow({defaultView}: Document): Box {
  const {offsetLeft: left, offsetTop: top, width, height} = defaultView!.visualViewport!;
  return {left, top, right: left + width, bottom: top + height};
}

function middleOf({left, top, right, bottom}: Box): {readonly x: number; readonly y: number} {
  return {x: (left + right) / 2, y: (top + bottom) / 2};
}

/** The modal dialog or full-screen element outside of which the page is inert. */
export function topmostModal(): Element | undefined {
  // A backdrop covers the whole window, unless the page has removed it.
  return closestDrawn(elementAt(0, 0), MODAL_SELECTOR)
    ?? [...document.querySelectorAll(MODAL_SELECTOR)].pop();
}

/** The innermost element that is drawn at a point of the window. */
function elementAt(
  x: number, y: number, root: Document | ShadowRoot = document,
): Element | null {
  const element = root.elementFromPoint(x, y);
  const inner = element?.shadowRoot;
  return inner && inner !== root ? elementAt(x, y, inner) ?? element : element;
}

/** The nearest ancestor-or-self that matches. */
function closestDrawn(from: Element | null, selector: string): Element | undefined {
  return visiblePath(from).find((node): node is Element =>
    'matches' in node && (node as Element).matches(selector));
}

interface PathNode {
  readonly assignedSlot?: Node | null;
  readonly parentNode?: Node | null;
  /** The element of a shadow root. */
  readonly host?: Node;
  /** The window of a document. */
  readonly defaultView?: Window | null;
}

/** The node and all that the user sees around it: across slots, shadow roots and frames. */
export function visiblePath(start: Node | null): Node[] {
  const path: Node[] = [];
  let node: (Node & PathNode) | null | undefined = start;
  while (node) {
    path.push(node);
    node = node.assignedSlot ?? node.parentNode ?? node.host ?? node.defaultView?.frameElement;
  }
  return path;
}
