/**
 * Ten thousand call buttons must cost about as much as ten thousand links. So an element stays the text or link that
 * the page wrote until somebody can see it, points at it, focuses it or clicks it: one observer and one listener a
 * kind for the whole page, and nothing an element.
 */
import {css} from 'lit';

/** An element whose body can wait. */
export interface LazyRendered extends HTMLElement {
  /** Renders the body at once. Harmless when it is there. */
  renderNow(): void;
  /** Somebody points at the element or has focused it: a click may follow. */
  preload(): void;
  /** A click on the element that did not meet a control of its body. */
  activate(): void;
  /** The page's parser may deliver the element's children after the element. */
  updateFallbackRole(): void;
}

const TAG = 'rc-click-to-call';

/**
 * The room that the body will take, kept from the start, so that nothing moves when it comes. Inline, because a box
 * of its own for each row of a long table costs half as much again as the row.
 */
const reserve = css`
  rc-click-to-call:state(waiting) {
    line-height: max(2.75em, 44px);
    padding-inline: calc(2.5em + 1px) calc(.85em + 1px);
    cursor: pointer;
  }
  rc-click-to-call[size='small']:state(waiting) { line-height: inherit; padding-inline: 1.5em 0; }
  rc-click-to-call[size='large']:state(waiting) { font-size: 1.25em; font-weight: 600; line-height: 56px; }
`;

/**
 * Elements observed at once, and how many in each idle moment after: a long table must not hold up its own arrival. Few
 * moments, since each costs a frame in which the browser looks at all of them.
 */
const AT_ONCE = 200;
const SLICE = 5000;

let observer: IntersectionObserver | undefined;
const arrived = new Set<LazyRendered>();
const roots = new WeakSet<Node>();

/** Leaves the body out until it is wanted. */
export function renderWhenNeeded(element: LazyRendered): void {
  const root = element.getRootNode();
  if (!roots.has(root)) prepare(root as Document | ShadowRoot);
  if (arrived.size === 0) queueMicrotask(() => observeSome(AT_ONCE));
  arrived.add(element);
}

/** The element has its body, or has left the page. */
export function cancelLazyRendering(element: LazyRendered): void {
  if (!arrived.delete(element)) observer?.unobserve(element);
}

function observeSome(count: number): void {
  observer ??= observe();
  for (const element of arrived) {
    if (count-- === 0) break;
    arrived.delete(element);
    observer.observe(element);
  }
  // Safari has no idle callbacks.
  if (arrived.size > 0) (globalThis.requestIdleCallback ?? setTimeout)(() => observeSome(SLICE));
}

function observe(): IntersectionObserver {
  return new IntersectionObserver((entries) => {
    for (const {target, isIntersecting} of entries) {
      if (isIntersecting) (target as LazyRendered).renderNow();
      else (target as LazyRendered).updateFallbackRole();
    }
  }, {rootMargin: '200px'});
}

/** Once for each document and shadow root that holds one of ours. */
function prepare(root: Document | ShadowRoot): void {
  roots.add(root);
  root.adoptedStyleSheets.push(reserve.styleSheet!);
  const document = root.ownerDocument ?? root;
  // The same listeners again count once.
  addEventListener('beforeprint', onPrint);
  document.addEventListener('pointerover', onIntent, true);
  document.addEventListener('focusin', onIntent, true);
  document.addEventListener('click', onClick, true);
}

const isOurs = (node: EventTarget): node is LazyRendered =>
  node instanceof Element && node.localName === TAG && 'renderNow' in node;

function onPrint(): void {
  for (const element of document.querySelectorAll<LazyRendered>(`${TAG}:state(waiting)`)) element.renderNow();
}

function onIntent(event: Event): void {
  const element = event.composedPath().find(isOurs);
  element?.renderNow();
  element?.preload();
}

function onClick(event: Event): void {
  const path = event.composedPath();
  const element = path.find(isOurs);
  // A control of the body knows its clicks itself.
  if (!element || path.includes(element.shadowRoot as EventTarget)) return;
  // The page's own link, or bare text: the body's control is clicked instead, so that the page sees one click.
  event.preventDefault();
  event.stopImmediatePropagation();
  element.renderNow();
  element.activate();
}
