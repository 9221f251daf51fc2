import {loadFinder} from '../../src/elements/number-links/scan/finder.js';
import type {Finder} from '../../src/elements/number-links/scan/finder.js';
import type {PageNumber} from '../../src/elements/number-links/scan/page-numbers.js';
import {PageScanner} from '../../src/elements/number-links/scan/page-scanner.js';
import type {PageScannerOptions} from '../../src/elements/number-links/scan/page-scanner.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {compareDocumentOrder} from '../../src/elements/number-links/scan/dom-nodes.js';
import {pageTime} from '../../src/elements/number-links/page-time.js';
import type {PageTime} from '../../src/elements/number-links/page-time.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';

/** A clock that only the test advances. */
interface TestTime extends PageTime {
  /** Ms that pass with each look at the clock. */
  tick: number;
  /** How often work was continued in a later task. */
  pauses: number;
  /** Runs the work that waits for a later task. */
  resume(): Promise<void>;
  /** Lets this many ms pass, and runs the timers that are due. */
  pass(ms: number): void;
}

export function testTime(): TestTime {
  let now = 0;
  let pausedTasks: (() => void)[] = [];
  const timers = new Map<() => void, number>();
  return {
    tick: 0,
    pauses: 0,
    now() {
      return now += this.tick;
    },
    pause() {
      this.pauses++;
      return new Promise((resolve) => pausedTasks.push(resolve));
    },
    after(ms, callback) {
      timers.set(callback, now + ms);
      return () => timers.delete(callback);
    },
    async resume() {
      const waiting = pausedTasks;
      pausedTasks = [];
      for (const resolve of waiting) resolve();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    },
    pass(ms) {
      now += ms;
      for (const [callback, dueAt] of timers) {
        if (dueAt > now) continue;
        timers.delete(callback);
        callback();
      }
    },
  };
}

export const finder: Finder = await loadFinder();

interface ScanResult {
  readonly scanner: PageScanner;
  readonly time: TestTime;
  /** As the page writes them, in document order. */
  readonly raw: string[];
  /** E.164, in document order. */
  readonly numbers: string[];
}

const runningScanners = new Set<PageScanner>();

/** Scans an element, without underlines or cards. */
export function startScan(root: Node, options: Partial<PageScannerOptions> = {}): ScanResult {
  const time = testTime();
  const scanner = new PageScanner({
    root, include: '', exclude: '', country: () => 'US', telLinks: 'upgrade', frames: false, finder, time,
    onAdded: () => undefined, onRemoved: () => undefined, onDocument: () => undefined, onError: (error) => { throw error; }, afterScan: () => true, ...options,
  });
  runningScanners.add(scanner);
  scanner.start();
  const inOrder = (): PageNumber[] => [...scanner.pageNumbers.all].sort((a, b) => a.from === b.from ? a.start - b.start : compareDocumentOrder(a.from, b.from));
  return {
    scanner, time,
    get raw() { return inOrder().map(({raw}) => raw); },
    get numbers() { return inOrder().map(({e164}) => e164); },
  };
}

afterEach(() => {
  for (const scanner of runningScanners) scanner.stop();
  runningScanners.clear();
  for (const element of document.querySelectorAll('[data-test]')) element.remove();
});

/** Adds an element with this content to the page. */
export function page(html: string, tag = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.dataset.test = '';
  element.innerHTML = html;
  document.body.append(element);
  return element;
}

/** Waits until mutation observers have run, which they do in a microtask. */
export async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

/** Waits until the element offers this many numbers. */
export async function found(element: RcNumberLinks, count: number): Promise<void> {
  await until(() => element.pageLinks.links, 'its code is loaded');
  await until(() => countOf(element) === count, `${count} numbers are offered`);
  await element.updateComplete;
}

export function countOf(element: RcNumberLinks): number {
  const skip = element.shadowRoot?.querySelector<HTMLElement>('.skip');
  return skip && !skip.hidden ? Number(skip.textContent.replace(/\D/g, '')) : 0;
}

/** The texts of a highlight. */
export function underlinedTexts(highlightName = 'rc-number', view: Window & typeof globalThis = window): string[] {
  return [...view.CSS.highlights.get(highlightName) ?? []].map((range) => {
    const live = view.document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return live.toString();
  });
}

export function pointer(target: Element | Document, type: string, x: number, y: number, init: PointerEventInit = {}): boolean {
  return target.dispatchEvent(new PointerEvent(type, {
    bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y, pointerType: 'mouse', ...init,
  }));
}

/** The middle of the text's first occurrence in the element. */
export function middleOf(element: Element, text: string): {x: number; y: number; target: Element} {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const start = (node as Text).data.indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + text.length);
    const {left, top, width, height} = range.getBoundingClientRect();
    return {x: left + width / 2, y: top + height / 2, target: node.parentElement!};
  }
  throw new Error(`There is no "${text}".`);
}

/** The page's own clock, with timers that the test ends; those without a delay run by themselves. */
export function manualTime(): PageTime & {pass(ms: number): void} {
  const clock = testTime();
  const {now, pause} = pageTime;
  return {now, pause, after: (ms, callback) => ms ? clock.after(ms, callback) : pageTime.after(ms, callback), pass: clock.pass};
}

/** `<rc-number-links>` with this content, once its code has loaded. */
export async function createLinks(html: string): Promise<RcNumberLinks> {
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  element.innerHTML = html;
  Object.assign(element, {account: fakeStore('signed-out').account, country: 'US'});
  document.body.append(element);
  await until(() => element.pageLinks.links, 'its code is loaded');
  return element;
}
