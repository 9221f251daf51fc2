/**
 * Renders call buttons when they are needed: ten thousand of them must cost about as much as ten
 * thousand links. An element stays the text or link that the page wrote until it is near the
 * viewport, under the pointer, focused or clicked. One observer and one listener of each kind serve
 * the whole page; an element has none of its own.
 */
import {css} from 'lit';
import {addStyle} from '../internal/window-styles.js';
import {
  handleScroll, renderWhenNear, stopWaiting, waitingElements, type WaitingBodies,
} from './near-viewport.js';

export {stopWaiting as cancelLazyRendering};

/** Methods of the elements' class, private to it, each for one of the elements. */
interface LazyBodies extends WaitingBodies {
  isLazy(node: EventTarget): node is HTMLElement;
  /** Loads what a click needs: the pointer or the focus has reached the element. */
  preload(element: HTMLElement): void;
  /** Handles a click on the element that hit no control of its body. */
  click(element: HTMLElement): void;
}

/**
 * Reserves the room of the body, so that nothing moves when it is rendered. The element is inline:
 * a box of its own in each row of a long table would cost half as much again as the row.
 */
const waitingStyles = css`
  rc-click-to-call:state(waiting) {
    line-height: max(2.75em, 44px);
    padding-inline: calc(2.5em + 1px) calc(.85em + 1px);
    cursor: pointer;
    &[size='small'] { line-height: inherit; padding-inline: 1.5em 0; }
    &[size='large'] { font-size: 1.25em; font-weight: 600; line-height: 56px; }
  }
`;

/**
 * Appends a link without an address, to be found and focused until the body is there. Children of
 * the element that arrive late stand beside it until then.
 */
export function appendFallback(root: ShadowRoot, text: string): HTMLElement {
  const {ownerDocument} = root;
  const link = ownerDocument.createElement('span');
  link.role = 'link';
  link.tabIndex = 0;
  link.textContent = text;
  root.append(link, ownerDocument.createElement('slot'));
  return link;
}

let bodies: LazyBodies;
/** A root that moves to another document is prepared there, too. */
const documentsOfPreparedRoots = new WeakMap<Node, Document>();

/** Renders the element once it is needed. All elements have the same `ownBodies`. */
export function renderWhenNeeded(element: HTMLElement, ownBodies: LazyBodies): void {
  bodies = ownBodies;
  renderWhenNear(element, bodies);
  const root = element.getRootNode() as Document | ShadowRoot;
  const document = element.ownerDocument;
  if (documentsOfPreparedRoots.get(root) !== document) prepareRoot(root, document);
}

function renderAll(): void {
  waitingElements.forEach(bodies.render);
}

/** Runs once for each document and shadow root that contains a call button. */
function prepareRoot(root: Document | ShadowRoot, document: Document): void {
  documentsOfPreparedRoots.set(root, document);
  // Adding the same listener again has no effect.
  document.defaultView?.addEventListener('beforeprint', renderAll);
  document.addEventListener('scroll', handleScroll, true);
  for (const type of ['pointerover', 'focusin', 'click']) {
    document.addEventListener(type, handleIntent, true);
  }
  addStyle(root, waitingStyles);
}

/** The user is about to click, or has clicked. */
function handleIntent(event: Event): void {
  const path = event.composedPath();
  const element = path.find(bodies.isLazy);
  if (!element) return;
  const isWaiting = waitingElements.has(element);
  bodies.render(element);
  bodies.preload(element);
  // A control of the body handles its own clicks.
  const hasControl = !isWaiting && path.includes(element.shadowRoot!);
  if (event.type !== 'click' || hasControl) return;
  // The click was on the page's own link or text. The page must see one click: the control's.
  event.preventDefault();
  event.stopImmediatePropagation();
  bodies.click(element);
}
