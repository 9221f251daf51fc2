/** In a long walk, the text that the user sees is read first. */
import type {PageTime} from '../page-time.js';
import type {ScanScope} from './scan-scope.js';

/** The browser is about to paint. */
const MAX_READING_MS = 8;
/** The limit is for a block that fills the window: it may hold the whole page. */
const MAX_VISIBLE_TEXTS = 200;
const BLOCK_SELECTOR = 'tr, li, p, dl, pre, section';

interface VisibleTextOptions {
  readonly time: PageTime;
  readonly scope: ScanScope;
  readonly readText: (textNode: Text) => void;
  readonly onRead: () => void;
}

export class VisibleText {
  #observer: ResizeObserver | null = null;

  constructor(private readonly options: VisibleTextOptions) {}

  /**
   * Reads it once in each walk. When sizes are reported the page is laid out, and hit-testing costs
   * nothing more.
   */
  readSoon(walker: TreeWalker): void {
    if (this.#observer) return;
    const observer = this.#observer = new ResizeObserver(() => {
      observer.disconnect();
      this.#read(walker);
      this.options.onRead();
    });
    observer.observe(document.documentElement);
  }

  /** Call it at the end of a walk. */
  reset(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  #read({currentNode}: TreeWalker): void {
    const {time, scope, readText} = this.options;
    const endsAt = time.now() + MAX_READING_MS;
    for (let quarter = .5; quarter < 4; quarter++) {
      const element = document.elementFromPoint(innerWidth / 2, innerHeight * quarter / 4);
      const block = element?.closest(BLOCK_SELECTOR) ?? element;
      if (!block || block.contains(currentNode) || !scope.contextFor(block)) continue;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let left = MAX_VISIBLE_TEXTS, node; left > 0 && (node = walker.nextNode()); left--) {
        if (time.now() > endsAt) return;
        readText(node as Text);
      }
    }
  }
}
