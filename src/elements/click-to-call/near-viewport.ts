/**
 * Renders the elements that are near the viewport, of thousands that wait.
 *
 * An element that is in view when it is inserted is rendered before its first frame, and so drawn
 * once. Of the others, an observer tells which are near. At rest it follows them all, and so finds
 * what an accordion, a tab or a filter shows. But in each frame of a scroll the browser checks all
 * that is observed: on a long page the elements take turns meanwhile, a few in each frame, with a
 * margin wide enough to find them before they are seen. No element has a turn while the page moves
 * too fast to be read, since each frame that draws one costs a layout of the long page. Elements
 * that the user stops at are drawn then.
 */

/** Methods of the elements' class, private to it, each for one of the elements. */
export interface WaitingBodies {
  /** Renders the body at once. Does nothing if it is there. Never throws. */
  render(element: HTMLElement): void;
  /** Makes an element without a body a link, for users of keyboards and screen readers. */
  link(element: HTMLElement): void;
}

/** Elements that are looked at before the first frame. A long table must not delay itself. */
const INITIAL_BATCH_SIZE = 400;
/**
 * Elements that are observed in each task after. Batches are large, and so few, because each costs
 * a frame in which the browser checks all elements.
 */
const BATCH_SIZE = 5000;
/** The check of so many costs a frame of a scroll next to nothing. */
const MAX_OBSERVED_IN_SCROLL = 500;
/** Time of a scroll in which each element has one turn. */
const ROUND_MS = 650;
/** Until a long page is scrolled. Chromium adds the margins of the page and of its scrollers. */
const INITIAL_MARGIN = '100px';
/** From then on. At 1000 px a second, an element is found before it is seen. */
const WIDE_MARGIN = '800px';
/** A faster line crosses a window in less than half a second. */
const MAX_READABLE_PX_PER_MS = 2;
/** Frames that follow each other more closely are late: the page has moved for longer. */
const MIN_FRAME_MS = 16;
/** A scroll is over when no event has come for so long. */
const REST_MS = 150;

/** In all documents and shadow roots. */
export const waitingElements = new Set<HTMLElement>();

let bodies: WaitingBodies;
/** Elements that wait for their first frame. */
const newElements = new Set<HTMLElement>();
/** Elements that wait to be observed. */
let unobservedElements = new Set<HTMLElement>();
let observer: IntersectionObserver | undefined;
/** Runs while a long page is scrolled. */
let restTimer: ReturnType<typeof setTimeout> | undefined;
/** Where the first element that waits was at the last event of a scroll. */
let lastTop: number;
let lastEventAt: number;

/** Renders the element once it is near. All elements have the same `ownBodies`. */
export function renderWhenNear(element: HTMLElement, ownBodies: WaitingBodies): void {
  bodies = ownBodies;
  if (!newElements.size) {
    // A hidden tab has no frames, but another window may show its elements.
    const schedule = document.hidden ? setTimeout : requestAnimationFrame;
    schedule(handleNewElements);
  }
  newElements.add(element);
  unobservedElements.add(element);
  waitingElements.add(element);
}

export function stopWaiting(element: HTMLElement): void {
  newElements.delete(element);
  unobservedElements.delete(element);
  waitingElements.delete(element);
  observer?.unobserve(element);
}

function handleNewElements(): void {
  // All are measured before the first one changes: by the one layout that the frame needs anyway.
  [...newElements].slice(0, INITIAL_BATCH_SIZE).filter(isInView).forEach(bodies.render);
  newElements.clear();
  observeBatch(INITIAL_BATCH_SIZE);
}

/** True of those, too, that stand beside the viewport or are clipped: few, and no harm is done. */
function isInView(element: HTMLElement): boolean {
  const {top, bottom} = element.getBoundingClientRect();
  // A closed accordion has a place in the page. Safari before 17.4 cannot tell.
  return bottom > 0 && top < innerHeight && element.checkVisibility?.() !== false;
}

function observeBatch(batchSize = BATCH_SIZE): void {
  observer ??= createObserver(INITIAL_MARGIN);
  for (const element of [...unobservedElements].slice(0, batchSize)) {
    unobservedElements.delete(element);
    observer.observe(element);
  }
  if (restTimer || !unobservedElements.size) return;
  // No idle callback: a page that is always busy has none.
  setTimeout(observeBatch);
}

function createObserver(margin: string): IntersectionObserver {
  return new IntersectionObserver(
    handleIntersections, {rootMargin: margin, scrollMargin: margin},
  );
}

function handleIntersections(entries: readonly IntersectionObserverEntry[]): void {
  for (const {target, isIntersecting, boundingClientRect: {width}} of entries) {
    const element = target as HTMLElement;
    // To Firefox, nothing in another window is in view, such as a pop-out.
    const isElsewhere = element.ownerDocument.defaultView?.top !== top;
    const hasNoBox = !width && getComputedStyle(element).display === 'contents';
    bodies[isIntersecting || isElsewhere || hasNoBox ? 'render' : 'link'](element);
    if (!restTimer || !waitingElements.has(element)) continue;
    // Its turn is over.
    observer!.unobserve(element);
    unobservedElements.add(element);
  }
}

export function handleScroll(): void {
  const {size} = waitingElements;
  if (size <= MAX_OBSERVED_IN_SCROLL) return;
  const [first] = waitingElements;
  const {top} = first!.getBoundingClientRect();
  const now = Date.now();
  const elapsedMs = Math.max(MIN_FRAME_MS, now - lastEventAt);
  if (!restTimer) {
    observer?.disconnect();
    observer = createObserver(WIDE_MARGIN);
    unobservedElements = new Set(waitingElements);
  } else if (Math.abs(top - lastTop) < MAX_READABLE_PX_PER_MS * elapsedMs) {
    observeBatch(size * elapsedMs / ROUND_MS);
  }
  lastTop = top;
  lastEventAt = now;
  clearTimeout(restTimer);
  restTimer = setTimeout(() => {
    restTimer = undefined;
    observeBatch();
  }, REST_MS);
}
