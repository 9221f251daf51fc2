import {loadFinder} from '../../src/elements/number-links/scan/finder.js';
import type {Finder} from '../../src/elements/number-links/scan/finder.js';
import type {PageNumber} from '../../src/elements/number-links/scan/page-numbers.js';
import {PageScanner} from '../../src/elements/number-links/scan/page-scanner.js';
import type {PageScannerOptions} from '../../src/elements/number-links/scan/page-scanner.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {compareDocumentOrder} from '../../src/elements/number-links/scan/dom-nodes.js';
import {pageTime} from '../../src/elements/number-links/page-time.js';
import type {PageTime} from '../../src/elements/number-links/page-time.js';
import {until} from '../elements/support.js';

/** Time that goes on only when the test says so. */
export interface TestTime extends PageTime {
  /** How much later it is on each look at the clock, ms. */
  tick: number;
  /** How often work was put off. */
  pauses: number;
  /** Work that was put off goes on. */
  resume(): Promise<void>;
  /** Lets so many ms pass for what waits. */
  pass(ms: number): void;
}

export function testTime(): TestTime {
  let now = 0;
  let paused: (() => void)[] = [];
  const timers = new Map<() => void, number>();
  return {
    tick: 0,
    pauses: 0,
    now() {
      return now += this.tick;
    },
    pause() {
      this.pauses++;
      return new Promise((resolve) => paused.push(resolve));
    },
    after(ms, fn) {
      timers.set(fn, now + ms);
      return () => timers.delete(fn);
    },
    async resume() {
      const waiting = paused;
      paused = [];
      for (const resolve of waiting) resolve();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    },
    pass(ms) {
      now += ms;
      for (const [fn, at] of timers) {
        if (at > now) continue;
        timers.delete(fn);
        fn();
      }
    },
  };
}

export const finder: Finder = await loadFinder();

export interface Watched {
  readonly linker: PageScanner;
  readonly time: TestTime;
  /** As written, in the order of the page. */
  readonly raw: string[];
  /** E.164, in the order of the page. */
  readonly numbers: string[];
}

const running = new Set<PageScanner>();

/** The numbers of an element, without any marks or cards. */
export function watch(root: Node, options: Partial<PageScannerOptions> = {}): Watched {
  const time = testTime();
  const linker = new PageScanner({
    root, include: '', exclude: '', country: () => 'US', telLinks: 'upgrade', frames: false, finder, time,
    onAdded: () => undefined, onRemoved: () => undefined, onDocument: () => undefined, afterScan: () => true, ...options,
  });
  running.add(linker);
  linker.start();
  const inOrder = (): PageNumber[] => [...linker.pageNumbers.all].sort((a, b) => a.from === b.from ? a.start - b.start : compareDocumentOrder(a.from, b.from));
  return {
    linker, time,
    get raw() { return inOrder().map(({raw}) => raw); },
    get numbers() { return inOrder().map(({e164}) => e164); },
  };
}

afterEach(() => {
  for (const linker of running) linker.stop();
  running.clear();
  for (const element of document.querySelectorAll('[data-test]')) element.remove();
});

/** An element of the page with this content. */
export function page(html: string, tag = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.dataset.test = '';
  element.innerHTML = html;
  document.body.append(element);
  return element;
}

/** Mutation records are told in a microtask. */
export async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

/** The element has found so many numbers and told of them. */
export async function found(element: RcNumberLinks, count: number): Promise<void> {
  await until(() => element.links, 'its code is loaded');
  await until(() => countOf(element) === count, `${count} numbers are offered`);
  await element.updateComplete;
}

export function countOf(element: RcNumberLinks): number {
  const skip = element.shadowRoot?.querySelector<HTMLElement>('.skip');
  return skip && !skip.hidden ? Number(skip.textContent.replace(/\D/g, '')) : 0;
}

/** The texts that are marked by a highlight. */
export function marked(name = 'rc-number', view: Window & typeof globalThis = window): string[] {
  return [...view.CSS.highlights.get(name) ?? []].map((range) => {
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

/** The middle of the first place where the text stands in the element. */
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

/** The page's own time, but for waiting: that ends when the test says so, unless it is only for the next task. */
export function handTime(): PageTime & {pass(ms: number): void} {
  const hand = testTime();
  const {now, pause} = pageTime;
  return {now, pause, after: (ms, fn) => ms ? hand.after(ms, fn) : pageTime.after(ms, fn), pass: hand.pass};
}
