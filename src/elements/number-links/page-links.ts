/** Puts together what `<rc-number-links>` needs once it is on a page: the finder, the marks, the card. */
import {announceSentence} from '../internal/announcer.js';
import type {Store} from '../../store/types.js';
import type {ResolveContact} from './overlay/contacts.js';
import {loadFinder} from './scan/finder.js';
import type {Finder} from './scan/finder.js';
import type {PageNumber} from './scan/page-numbers.js';
import {PageScanner} from './scan/page-scanner.js';
import {compareDocumentOrder} from './scan/dom-nodes.js';
import {PointerOverlay} from './overlay/pointer-overlay.js';
import {Highlighter} from './overlay/highlighter.js';
import {checkedSelector} from './scan/scan-scope.js';
import {BurstDetector} from './scan/burst-detector.js';
import type {PageTime} from './page-time.js';
import type {InlineButtons} from './inline/inline-buttons.js';

/** From so many numbers on, what is said of them may be so old (ms). */
const MANY = 100;
const REST = 250;
/** And while they stream in: more often the browser would draw for the list alone. */
const FLOWING = 1000;
/** Ms for which new text waits for more while numbers stream in: less than 50 with the frame that it came in. */
const PATIENCE = 30;

export interface PageLinksOptions {
  readonly root: Document | DocumentFragment | Element;
  /** Our own shadow root, where the card lives. */
  readonly shadowHome: ShadowRoot;
  readonly mode: 'overlay' | 'inline';
  readonly include: string;
  readonly exclude: string;
  readonly telLinks: 'upgrade' | 'ignore';
  readonly frames: boolean;
  readonly account: string;
  readonly store: Store;
  readonly resolveContact: () => ResolveContact | null;
  readonly time: PageTime;
  readonly country: () => string | undefined;
  readonly language: () => string;
  /** There are other numbers to offer, so many. */
  readonly onChanged: (count: number) => void;
}

export class PageLinks {
  readonly scanner: PageScanner;
  readonly #overlay: PointerOverlay;
  readonly #painter: Highlighter;
  readonly #stream: BurstDetector;
  /** In inline mode only. */
  readonly #wraps: InlineButtons | null;
  readonly #toWrap = new Set<Node>();
  /** Numbers that stay in the text and are offered by card and list. */
  readonly #offered = new Set<PageNumber>();
  #changed = false;
  /** Since the last slice. */
  #came = false;
  /** Ends the wait until the next telling. */
  #wait: (() => void) | undefined;

  constructor(private readonly options: PageLinksOptions, finder: Finder, inline: typeof import('./inline/inline-buttons.js') | null) {
    const {account, store, time} = options;
    this.#painter = new Highlighter(inline?.INLINE_BUTTON_RULES);
    this.#wraps = inline && new inline.InlineButtons(account);
    this.#stream = new BurstDetector(time, () => {
      this.#painter.pause();
      this.scanner.timeSlicer.batchDelay = PATIENCE;
    }, () => {
      this.scanner.timeSlicer.batchDelay = 0;
      this.#painter.resume();
      this.#tell();
    });
    this.scanner = new PageScanner({
      ...options,
      include: checkedSelector(options.include, 'include'),
      exclude: checkedSelector(options.exclude, 'exclude'),
      finder,
      onAdded: (find) => this.#added(find),
      onRemoved: (find) => this.#removed(find),
      onKept: (find) => this.#painter.moved(find),
      onDocument: (document) => {
        this.#overlay.enter(document);
        this.#painter.enter(document);
      },
      afterScan: (more) => this.#settle(more),
    });
    this.#overlay = new PointerOverlay({
      pageNumbers: this.scanner.pageNumbers,
      time,
      loadCard: async () => {
        const {NumberCard} = await import('./overlay/number-card.js');
        return new NumberCard({...options, onOpened: (find) => this.#painter.setCurrent(find)});
      },
      canCall: () => store.session.get().state === 'ready',
      beforeSearch: (element) => {
        this.scanner.timeSlicer.flush();
        if (element.localName === 'input') this.scanner.scanNow(element);
      },
      onPointed: (find) => this.#painter.setCurrent(find),
    });
  }

  /** What numbers are read by has changed: the country. */
  restart(): void {
    this.scanner.restart();
  }

  /** Takes everything back. */
  stop(): void {
    this.#wait?.();
    this.scanner.stop();
    this.#overlay.stop();
    this.#stream.stop();
    this.#painter.stop();
    this.#wraps?.restore();
  }

  /** The numbers that the list has to offer, in the order of the page. */
  numbersInOrder(): readonly PageNumber[] {
    return [...this.#offered].sort((a, b) => a.from === b.from ? a.start - b.start : compareDocumentOrder(a.from, b.from));
  }

  announce(sentence: string): void {
    announceSentence(this.options.store, sentence);
  }

  #added(find: PageNumber): void {
    if (this.#wraps) this.#toWrap.add(find.from);
    else this.#offer(find);
  }

  #offer(find: PageNumber): void {
    this.#offered.add(find);
    this.#painter.add(find);
    this.#changed = this.#came = true;
  }

  #removed(find: PageNumber): void {
    if (!this.#offered.delete(find)) return;
    this.#painter.remove(find);
    this.#overlay.removed(find);
    this.#changed = true;
  }

  #settle(more: () => boolean): boolean {
    if (this.#wraps && this.#toWrap.size > 0) {
      this.#wraps.removeOrphans();
      for (const node of this.#toWrap) {
        if (!more()) return false;
        this.#toWrap.delete(node);
        this.#wrap(node, this.#wraps);
      }
    }
    if (this.#came) {
      this.#painter.close();
      this.#stream.record();
    }
    this.#came = false;
    if (this.#changed) this.#tellSoon();
    return true;
  }

  /** Once for many slices. A long list is for people, who read no faster; what streams in is told again at rest. */
  #tellSoon(): void {
    const ms = this.scanner.timeSlicer.batchDelay ? FLOWING : this.#offered.size > MANY ? REST : 0;
    this.#wait ??= this.options.time.after(ms, () => this.#tell());
  }

  #tell(): void {
    this.#wait?.();
    this.#wait = undefined;
    if (this.#changed) this.options.onChanged(this.#offered.size);
    this.#changed = false;
  }

  /** Numbers that stand in the same text from the last to the first, so that offsets stay true. */
  #wrap(node: Node, wraps: InlineButtons): void {
    this.scanner.withoutObserving(() => {
      for (const find of [...this.scanner.pageNumbers.inNode(node)].sort((a, b) => b.start - a.start)) {
        if (wraps.wrap(find)) {
          this.#painter.style(find.from.getRootNode());
          this.scanner.pageNumbers.remove(find);
        } else {
          this.#offer(find);
        }
      }
    });
  }
}

/** Starts as soon as the finder is there; null where nobody wants it any more by then. */
export async function startPageLinks(options: PageLinksOptions, signal: AbortSignal): Promise<PageLinks | null> {
  const [finder, inline] = await Promise.all([loadFinder(), options.mode === 'inline' ? import('./inline/inline-buttons.js') : null]);
  if (signal.aborted) return null;
  const links = new PageLinks(options, finder, inline);
  links.scanner.start();
  return links;
}
