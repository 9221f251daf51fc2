/**
 * Finds the numbers of a page and follows its changes. It walks text nodes, not elements: most text
 * holds no number, which one regular expression tells, and only candidates are examined further.
 */
import type {PageTime} from '../page-time.js';
import {ChangeQueue} from './change-queue.js';
import {isElement} from './dom-nodes.js';
import {ElementReader} from './element-reader.js';
import type {Finder} from './finder.js';
import {NodeClock} from './node-clock.js';
import {ObservedRoots} from './observed-roots.js';
import {PageNumbers, type PageNumbersOptions} from './page-numbers.js';
import {RunReader} from './run-reader.js';
import {
  attributesOf, isOwnElement, ScanScope, SCOPE_ATTRIBUTES, type ScanScopeOptions,
} from './scan-scope.js';
import type {TextReader} from './text-reader.js';
import {TimeSlicer, type SlicedWork} from './time-slicer.js';
import {TreeWalk} from './tree-walk.js';
import {VisibleText} from './visible-text.js';

export interface PageScannerOptions extends ScanScopeOptions, PageNumbersOptions {
  readonly telLinks: 'upgrade' | 'ignore';
  /** Scans same-origin frames too. */
  readonly frames: boolean;
  readonly finder: Finder;
  readonly time: PageTime;
  /** Called before the first scan of a document: the page's own, then that of each frame. */
  readonly onDocument: (document: Document) => void;
  /** A text or an element could not be read. */
  readonly onError: (error: unknown) => void;
  /** Runs after the scan in each slice. */
  readonly afterScan: SlicedWork;
}

/** Elements to read besides text. Three plain selectors match much faster than a list of three. */
const LINK_SELECTOR = 'a[href^="tel:" i]';
const READ_ONLY_SELECTOR = 'input:is([readonly],[disabled])';
/** Frames, custom elements and hosts of shadow roots: every element but the common plain ones. */
const HOST_SELECTOR = ':not(td,tr,li,a,b,i,em,strong,br,th,img,input,option,path,label,button,ul,tbody,table,svg)';

export class PageScanner {
  readonly pageNumbers: PageNumbers;
  readonly timeSlicer: TimeSlicer;
  readonly #scope: ScanScope;
  readonly #textReader: TextReader;
  readonly #runReader: RunReader;
  readonly #elementReader: ElementReader;
  readonly #roots: ObservedRoots;
  readonly #changes: ChangeQueue;
  readonly #visibleText: VisibleText;
  readonly #treeWalk: TreeWalk;

  constructor(private readonly options: PageScannerOptions) {
    const {root, finder, time} = options;
    const pageNumbers = this.pageNumbers = new PageNumbers(options);
    const scope = this.#scope = new ScanScope(options);
    const textReader = this.#textReader = finder.createReader(scope);
    const clock = new NodeClock();
    this.timeSlicer = new TimeSlicer((hasTime) => this.#step(hasTime), time);
    this.#runReader = new RunReader({finder, scope, textReader, pageNumbers, clock});
    this.#elementReader = new ElementReader({...options, scope, textReader, pageNumbers});
    this.#roots = this.#createRoots();
    const hasNestedRoots = (): boolean => this.#roots.hasNested;
    this.#changes = new ChangeQueue({root, scope, pageNumbers, clock, hasNestedRoots});
    const readText = (textNode: Text): Text | undefined => this.#runReader.readCandidate(textNode);
    this.#visibleText = new VisibleText({
      time, scope, readText, onRead: () => this.#forgetPageState(),
    });
    this.#treeWalk = new TreeWalk({
      root, scope, clock, readText,
      trees: this.#changes.trees,
      onTree: (tree) => this.#scanElementsIn(tree),
      onSkipped: (tree) => this.#skipTree(tree),
      onPaused: (walker) => this.#visibleText.readSoon(walker),
      onEnded: () => this.#visibleText.reset(),
    });
  }

  start(): void {
    this.#roots.enter(this.options.root);
    this.restart();
  }

  /** Reads the whole page again, because something other than its text has changed. */
  restart(): void {
    this.#scanLater([this.options.root]);
  }

  stop(): void {
    this.timeSlicer.stop();
    this.#roots.stop();
    this.#visibleText.reset();
    this.pageNumbers.clear();
  }

  /** Changes the page without observing it; changes that the page made before still count. */
  withoutObserving(change: () => void): void {
    this.#changes.addRecords(this.#roots.takeRecords());
    change();
    this.#roots.takeRecords();
  }

  /** Reads an element that is a number by itself, or that has a tree of its own. */
  scanNow(element: Element): void {
    const {localName, shadowRoot} = element;
    if (shadowRoot) {
      if (!isOwnElement(element)) this.#queueTree(this.#roots.enterShadowRoot(shadowRoot));
    } else if (localName === 'a') {
      this.#elementReader.readLink(element);
    } else if (localName === 'input') {
      this.#elementReader.readField(element as HTMLInputElement);
    } else if (localName === 'iframe') {
      this.#scanFrame(element as HTMLIFrameElement);
    } else if (localName.includes('-') && !isOwnElement(element)) {
      this.#roots.awaitDefinition(element);
    }
  }

  #createRoots(): ObservedRoots {
    const {include, exclude, onDocument} = this.options;
    return new ObservedRoots({
      scope: this.#scope,
      attributes: [
        ...SCOPE_ATTRIBUTES, 'href', 'readonly', 'disabled', 'value',
        ...attributesOf(include), ...attributesOf(exclude),
      ],
      onDocument,
      onRecords: (records) => {
        this.#changes.addRecords(records);
        this.timeSlicer.run();
      },
      onTrees: (trees) => this.#scanLater(trees),
      onFrameLoaded: (frame) => {
        this.#changes.requestSweep();
        this.#scanFrame(frame);
        this.timeSlicer.run();
      },
    });
  }

  #scanLater(trees: readonly Node[]): void {
    for (const tree of trees) this.#queueTree(tree);
    this.timeSlicer.run();
  }

  #queueTree(tree: Node | null): void {
    if (tree) this.#changes.trees.add(tree);
  }

  #scanFrame(frame: HTMLIFrameElement): void {
    if (this.options.frames) this.#queueTree(this.#roots.enterFrame(frame));
  }

  #step(hasTime: () => boolean): boolean {
    const changes = this.#changes;
    const runReader = this.#runReader;
    let isDone = false;
    try {
      isDone = changes.process(hasTime) && runReader.readAll(changes.texts, hasTime)
        && this.#treeWalk.run(hasTime) && runReader.readLongTexts(hasTime);
    } catch (error) {
      // The text that failed is in no queue any more: the rest follows in the next slice.
      this.options.onError(error);
      this.#treeWalk.pause();
    } finally {
      this.#forgetPageState();
    }
    return isDone && this.options.afterScan(hasTime);
  }

  /** The page may change before the next slice. */
  #forgetPageState(): void {
    this.#scope.forget();
    this.#textReader.labels.forget();
    this.#treeWalk.forget();
  }

  /** A skipped tree has no numbers in its text; a `tel:` link or a field may itself be one. */
  #skipTree(tree: Node): void {
    this.pageNumbers.removeIn(tree);
    if (isElement(tree)) this.scanNow(tree);
  }

  #scanElementsIn(tree: Node): void {
    if (isElement(tree)) this.#tryToScan(tree);
    if (!tree.firstChild) return;
    for (const selector of [LINK_SELECTOR, READ_ONLY_SELECTOR, HOST_SELECTOR]) {
      // Most trees have no match, and to learn that costs a third of making an empty list.
      if (!(tree as ParentNode).querySelector(selector)) continue;
      (tree as ParentNode).querySelectorAll(selector).forEach((each) => this.#tryToScan(each));
    }
  }

  #tryToScan(element: Element): void {
    try {
      this.scanNow(element);
    } catch (error) {
      this.options.onError(error);
    }
  }
}
