/**
 * Renders call buttons when they are needed: ten thousand of them must cost about as much as ten
 * thousand links. An element stays the text or link that the page wrote until it is near the
 * viewport, under the pointer, focused or clicked. One observer and one listener of each kind serve
 * the whole page; an element has none of its own.
 */
import {css} from 'lit';

/** An element whose body can wait. */
export interface LazyRendered extends HTMLElement {
  /** Renders the body at once. Does nothing if it is there. */
  renderNow(): void;
  /** Loads what a click needs: the pointer or the focus has reached the element. */
  preload(): void;
  /** Handles a click on the element that hit no control of its body. */
  activate(): void;
  /** Gives an element without a body its role, unless it has a link: children may arrive late. */
  updateFallbackRole(): void;
}

const TAG_NAME = 'rc-click-to-call';

/**
 * Reserves the room of the body, so that nothing moves when it is rendered. The element is inline:
 * a box of its own in each row of a long table would cost half as much again as the row.
 */
const waitingStyles = css`
  rc-click-to-call:state(waiting) {
    line-height: max(2.75em, 44px);
    padding-inline: calc(2.5em + 1px) calc(.85em + 1px);
    cursor: pointer;
  }
  rc-click-to-call[size='small']:state(waiting) { line-height: inherit; padding-inline: 1.5em 0; }
  rc-click-to-call[size='large']:state(waiting) { font-size: 1.25em; font-weight: 600; line-height: 56px; }
`;

/** Elements that are observed at once. The others wait: a long table must not delay itself. */
const INITIAL_BATCH_SIZE = 200;
/**
 * Elements that are observed in each idle period after. Batches are large, and so few, because each
 * costs a frame in which the browser checks all elements.
 */
const IDLE_BATCH_SIZE = 5000;

let viewportObserver: IntersectionObserver | undefined;
const unobservedElements = new Set<LazyRendered>();
const preparedRoots = new WeakSet<Node>();

/** Calls `renderNow` once the element is needed. */
export function renderWhenNeeded(element: LazyRendered): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  if (!preparedRoots.has(root)) prepareRoot(root);
  if (unobservedElements.size === 0) queueMicrotask(() => observeBatch(INITIAL_BATCH_SIZE));
  unobservedElements.add(element);
}

/** Call it when the element has rendered or has left the page. */
export function cancelLazyRendering(element: LazyRendered): void {
  if (!unobservedElements.delete(element)) viewportObserver?.unobserve(element);
}

function observeBatch(batchSize: number): void {
  viewportObserver ??= createViewportObserver();
  for (const element of [...unobservedElements].slice(0, batchSize)) {
    unobservedElements.delete(element);
    viewportObserver.observe(element);
  }
  if (unobservedElements.size === 0) return;
  // Safari has no idle callbacks.
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => observeBatch(IDLE_BATCH_SIZE));
}

function createViewportObserver(): IntersectionObserver {
  return new IntersectionObserver((entries) => {
    for (const {target, isIntersecting} of entries) {
      const element = target as LazyRendered;
      if (isIntersecting) element.renderNow();
      else element.updateFallbackRole();
    }
  }, {rootMargin: '200px'});
}

/** Runs once for each document and shadow root that contains a call button. */
function prepareRoot(root: Document | ShadowRoot): void {
  preparedRoots.add(root);
  root.adoptedStyleSheets.push(waitingStyles.styleSheet!);
  const document = root.ownerDocument ?? root;
  // Adding the same listener again has no effect.
  addEventListener('beforeprint', handlePrint);
  document.addEventListener('pointerover', handleIntent, true);
  document.addEventListener('focusin', handleIntent, true);
  document.addEventListener('click', handleClick, true);
}

function isLazyButton(node: EventTarget): node is LazyRendered {
  return node instanceof Element && node.localName === TAG_NAME && 'renderNow' in node;
}

function handlePrint(): void {
  const waitingButtons = document.querySelectorAll<LazyRendered>(`${TAG_NAME}:state(waiting)`);
  for (const button of waitingButtons) button.renderNow();
}

/** The user may be about to click. */
function handleIntent(event: Event): void {
  const button = event.composedPath().find(isLazyButton);
  button?.renderNow();
  button?.preload();
}

function handleClick(event: Event): void {
  const path = event.composedPath();
  const button = path.find(isLazyButton);
  // A control of the body handles its own clicks.
  if (!button || path.includes(button.shadowRoot as EventTarget)) return;
  // The click was on the page's own link or text. The page must see one click: the control's.
  event.preventDefault();
  event.stopImmediatePropagation();
  button.renderNow();
  button.activate();
}
