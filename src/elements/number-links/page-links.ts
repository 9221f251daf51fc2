/** Connects the parts of `<rc-number-links>` on a page: scanner, underlines, card, call buttons. */
import {LazyPart} from '../../loading/lazy-part.js';
import type {ResolveContact} from '../internal/contacts.js';
import {findStore} from '../internal/store-lookup.js';
import {loadFinder} from './scan/finder.js';
import type {Finder} from './scan/finder.js';
import type {PageNumber} from './scan/page-numbers.js';
import {PageScanner} from './scan/page-scanner.js';
import {compareDocumentOrder} from './scan/dom-nodes.js';
import {PointerOverlay} from './overlay/pointer-overlay.js';
import {Highlighter} from './overlay/highlighter.js';
import {checkedSelector} from './scan/scan-scope.js';
import type {PageTime} from './page-time.js';
import type {InlineButtons} from './inline/inline-buttons.js';

/** A list of more numbers is reported less often: users read no faster. */
const LONG_LIST = 100;
const LONG_LIST_DELAY_MS = 250;
interface PageLinksOptions {
  readonly root: Document | DocumentFragment | Element;
  /** The shadow root of `<rc-number-links>`, where the card is. */
  readonly shadowHome: ShadowRoot;
  readonly mode: 'overlay' | 'inline';
  readonly include: string;
  readonly exclude: string;
  readonly telLinks: 'upgrade' | 'ignore';
  readonly frames: boolean;
  readonly account: string;
  readonly resolveContact: () => ResolveContact | null;
  readonly time: PageTime;
  readonly country: () => string | undefined;
  /** BCP 47 tag of the nearest `lang`. */
  readonly language: () => string;
  /** The numbers in the list have changed; receives how many there are. */
  readonly onChanged: (count: number) => void;
}

type InlineModule = typeof import('./inline/inline-buttons.js');

export class PageLinks {
  readonly scanner: PageScanner;
  readonly #overlay: PointerOverlay;
  readonly #highlighter: Highlighter;
  /** In inline mode only. */
  readonly #inlineButtons: InlineButtons | null;
  /** In the order in which they were found. */
  readonly #numbersToWrap = new Set<PageNumber>();
  /** Numbers that stay text, and are offered by the card and the list. */
  readonly #offeredNumbers = new Set<PageNumber>();
  #hasChanged = false;
  #cancelReport: (() => void) | undefined;
  #hasReportedError = false;

  constructor(
    private readonly options: PageLinksOptions,
    finder: Finder,
    inlineModule: InlineModule | null,
  ) {
    const {account, include, exclude, time} = options;
    this.#highlighter = new Highlighter(inlineModule?.INLINE_BUTTON_RULES);
    this.#inlineButtons = inlineModule && new inlineModule.InlineButtons(
      account,
      (text, rest) => this.scanner.pageNumbers.handleSplit(text, rest),
    );
    this.scanner = new PageScanner({
      ...options,
      include: checkedSelector(include, 'include'),
      exclude: checkedSelector(exclude, 'exclude'),
      finder,
      onAdded: (pageNumber) => this.#handleAdded(pageNumber),
      onRemoved: (pageNumber) => this.#handleRemoved(pageNumber),
      onKept: (pageNumber) => this.#highlighter.move(pageNumber),
      onDocument: (document) => {
        this.#overlay.enter(document);
        this.#highlighter.styles.enter(document);
      },
      onError: this.#reportError,
      afterScan: (hasTime) => this.#finishSlice(hasTime),
    });
    const setCurrent = (pageNumber: PageNumber | null): void =>
      this.#highlighter.setCurrent(pageNumber);
    this.#overlay = new PointerOverlay({
      pageNumbers: this.scanner.pageNumbers,
      time,
      loadCard: async () => {
        const {NumberCard, getPageStore} = await cardPart.loadNow();
        return new NumberCard({...options, store: getPageStore(account), onOpened: setCurrent});
      },
      canCall: () => findStore(account)?.session.get().state === 'ready',
      beforeSearch: (element) => {
        // No mutation record reports that a script has set a field's value.
        if (element.localName === 'input') this.scanner.scanNow(element);
      },
      onPointed: setCurrent,
      onError: this.#reportError,
    });
  }

  /** Reads the page again, for another default country. */
  restart(): void {
    this.scanner.restart();
  }

  /** Puts the page back as it was. */
  stop(): void {
    this.#cancelReport?.();
    this.scanner.stop();
    this.#overlay.stop();
    this.#highlighter.stop();
    this.#inlineButtons?.restore();
  }

  /** The numbers for the list, in document order. */
  numbersInOrder(): readonly PageNumber[] {
    return [...this.#offeredNumbers].sort(compareNumbers);
  }

  /** Once: what fails for one number often fails for all. */
  readonly #reportError = (error: unknown): void => {
    if (this.#hasReportedError) return;
    this.#hasReportedError = true;
    console.error('rc-number-links: a number could not be offered; others are.', error);
  };

  #handleAdded(pageNumber: PageNumber): void {
    if (this.#inlineButtons) this.#numbersToWrap.add(pageNumber);
    else this.#offer(pageNumber);
  }

  #offer(pageNumber: PageNumber): void {
    this.#offeredNumbers.add(pageNumber);
    this.#highlighter.add(pageNumber);
    this.#hasChanged = true;
  }

  #handleRemoved(pageNumber: PageNumber): void {
    this.#numbersToWrap.delete(pageNumber);
    if (!this.#offeredNumbers.delete(pageNumber)) return;
    this.#highlighter.remove(pageNumber);
    this.#overlay.removed(pageNumber);
    this.#hasChanged = true;
  }

  #finishSlice(hasTime: () => boolean): boolean {
    if (this.#inlineButtons && !this.#wrapNumbers(this.#inlineButtons, hasTime)) return false;
    this.#highlighter.finishSlice();
    if (this.#hasChanged) this.#reportLater();
    return true;
  }

  /** One report for many slices. */
  #reportLater(): void {
    const delayMs = this.#offeredNumbers.size > LONG_LIST ? LONG_LIST_DELAY_MS : 0;
    this.#cancelReport ??= this.options.time.after(delayMs, () => this.#report());
  }

  #report(): void {
    this.#cancelReport?.();
    this.#cancelReport = undefined;
    if (this.#hasChanged) this.options.onChanged(this.#offeredNumbers.size);
    this.#hasChanged = false;
  }

  #wrapNumbers(inlineButtons: InlineButtons, hasTime: () => boolean): boolean {
    if (this.#numbersToWrap.size === 0) return true;
    inlineButtons.removeOrphans();
    for (const pageNumber of this.#numbersToWrap) {
      if (!hasTime()) return false;
      this.#numbersToWrap.delete(pageNumber);
      this.scanner.withoutObserving(() => this.#wrap(pageNumber, inlineButtons));
    }
    return true;
  }

  #wrap(pageNumber: PageNumber, inlineButtons: InlineButtons): void {
    let isWrapped = false;
    try {
      isWrapped = inlineButtons.wrap(pageNumber);
    } catch (error) {
      this.#reportError(error);
    }
    if (!isWrapped) return this.#offer(pageNumber);
    this.#highlighter.styles.addTo(pageNumber.from.getRootNode());
    this.scanner.pageNumbers.remove(pageNumber);
  }
}

function compareNumbers(first: PageNumber, second: PageNumber): number {
  if (first.from === second.from) return first.start - second.start;
  return compareDocumentOrder(first.from, second.from);
}

const cardPart = new LazyPart((_query) => import('./overlay/number-card.js'));
const inlinePart = new LazyPart((_query) => import('./inline/inline-buttons.js'));

/** Starts once its code is loaded; resolves with null if the signal is aborted before that. */
export async function startPageLinks(
  options: PageLinksOptions,
  signal: AbortSignal,
): Promise<PageLinks | null> {
  const isInline = options.mode === 'inline';
  const [finder, inlineModule] = await Promise.all([
    loadFinder(),
    isInline ? inlinePart.whenLoaded() : null,
  ]);
  if (signal.aborted) return null;
  const links = new PageLinks(options, finder, inlineModule);
  links.scanner.start();
  return links;
}
