/**
 * Finds the numbers of a page and follows its changes. It walks text nodes, not elements: most text
 * holds no number, which one regular expression tells, and only candidates are examined further.
 */
import type {Finder} from './finder.js';
import {PageNumbers} from './page-numbers.js';
import type {PageNumber, PageNumbersOptions} from './page-numbers.js';
import {
  documentOf, isElement, isFragment, isShadowRoot, isText, windowOf,
} from './dom-nodes.js';
import {
  BACKWARD, isAlone, isInline, mayContinue, adjacentText, textRunAround,
} from './text-runs.js';
import {attributesOf, isOwnElement, isTelLink, ScanScope, SCOPE_ATTRIBUTES} from './scan-scope.js';
import type {ScanScopeOptions} from './scan-scope.js';
import type {RunPiece, TextReader} from './text-reader.js';
import {TimeSlicer} from './time-slicer.js';
import type {SlicedWork} from './time-slicer.js';
import type {PageTime} from '../page-time.js';

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

const MIN_NUMBER_LENGTH = 7;
/** The start of a text that may continue a number. */
const NUMBER_CONTINUATION = /^\s*[\d+().\-\u2010-\u2015]/;
const NO_NUMBERS: readonly PageNumber[] = [];

const TEXT_FIELD_TYPES = /^(text|tel|search|)$/;
/** Reading the clock is cheap, but dearer than looking at a text node. */
const NODES_PER_CLOCK_CHECK = 16;
/** A longer text is read in pieces. */
const LONG_TEXT_CHARACTERS = 1000;
/** Text that takes as long to read as a node takes to look at, or longer. */
const CHARACTERS_PER_NODE = 64;
/** The browser is about to paint. */
const MAX_VISIBLE_TEXT_MS = 8;
/**
 * Nodes of a mutation record that are handled without a look at the clock. When more are removed,
 * checking which numbers are still on the page costs less than walking the removed nodes.
 */
const MAX_NODES_AT_ONCE = 20;

interface LongText {
  readonly nodes: readonly Text[];
  readonly runText: string;
  readonly pieces: Generator<RunPiece, void>;
}

const textOf = (nodes: readonly Text[]): string => nodes.map(({data}) => data).join('');

export class PageScanner {
  readonly pageNumbers: PageNumbers;
  readonly timeSlicer: TimeSlicer;
  readonly #scope: ScanScope;
  readonly #observer: MutationObserver;
  readonly #observerOptions: MutationObserverInit;
  readonly #enteredRoots = new WeakSet<Node>();
  readonly #awaitedTags = new Set<string>();
  readonly #stopController = new AbortController();
  readonly #reader: TextReader;
  readonly #recordBatches: MutationRecord[][] = [];
  /** Index in the first batch. */
  #recordIndex = 0;
  /** Added nodes of records with too many of them to handle at once. */
  readonly #addedLists: NodeList[] = [];
  /** Index in the first list. */
  #addedIndex = 0;
  readonly #pendingTrees = new Set<Node>();
  readonly #pendingTexts = new Set<Text>();
  /** Texts that take longer than a slice, by the node that they were read for. */
  readonly #longTexts = new Map<Text, LongText>();
  #unclockedNodes = 0;
  #walker: TreeWalker | null = null;
  /** From the node where the walk paused up to the root of the walk. */
  #pausedPath: Node[] = [];
  /** A parent that is in scope, with no pending tree around it: its children need no such check. */
  #checkedParent: Node | null = null;
  #layoutObserver: ResizeObserver | null = null;
  #needsSweep = false;
  /** The page has shadow roots or frames, whose numbers leave with an ancestor outside of them. */
  #hasNestedRoots = false;

  constructor(private readonly options: PageScannerOptions) {
    this.pageNumbers = new PageNumbers(options);
    this.#scope = new ScanScope(options);
    this.#reader = options.finder.createReader(this.#scope);
    this.timeSlicer = new TimeSlicer((hasTime) => this.#step(hasTime), options.time);
    this.#observer = new MutationObserver((records) => {
      this.#recordBatches.push(records);
      this.timeSlicer.run();
    });
    this.#observerOptions = {
      subtree: true, childList: true, characterData: true,
      attributeFilter: [...new Set([
        ...SCOPE_ATTRIBUTES, 'href', 'readonly', 'disabled', 'value',
        ...attributesOf(options.include), ...attributesOf(options.exclude),
      ])],
    };
  }

  start(): void {
    const {root} = this.options;
    this.#enterRoot(root);
    this.#pendingTrees.add(root);
    this.timeSlicer.run();
  }

  /** Reads the whole page again, because something other than its text has changed. */
  restart(): void {
    this.#pendingTrees.add(this.options.root);
    this.timeSlicer.run();
  }

  stop(): void {
    this.timeSlicer.stop();
    this.#stopController.abort();
    this.#observer.disconnect();
    this.#layoutObserver?.disconnect();
    this.pageNumbers.clear();
  }

  /** Changes the page without observing it; changes that the page made before still count. */
  withoutObserving(change: () => void): void {
    const earlierRecords = this.#observer.takeRecords();
    if (earlierRecords.length > 0) this.#recordBatches.push(earlierRecords);
    change();
    this.#observer.takeRecords();
  }

  #step(hasTime: () => boolean): boolean {
    let isDone = false;
    try {
      isDone = this.#processMutations(hasTime) && this.#readPendingTexts(hasTime)
        && this.#walkPendingTrees(hasTime) && this.#readLongTexts(hasTime);
    } catch (error) {
      // What failed is out of its queue: the rest follows in the next slice.
      this.options.onError(error);
      if (this.#walker) this.#pauseWalk();
    } finally {
      this.#forgetPageState();
    }
    return isDone && this.options.afterScan(hasTime);
  }

  /** The page may change before the next slice. */
  #forgetPageState(): void {
    this.#scope.forget();
    this.#reader.labels.forget();
    this.#checkedParent = null;
  }

  /** Turns mutation records and added nodes into trees to walk and texts to read; false = out of time. */
  #processMutations(hasTime: () => boolean): boolean {
    for (let batch; (batch = this.#recordBatches[0]);) {
      while (this.#recordIndex < batch.length) {
        this.#queueRecord(batch[this.#recordIndex++]!);
        if (this.#recordIndex % NODES_PER_CLOCK_CHECK === 0 && !hasTime()) return false;
      }
      this.#recordBatches.shift();
      this.#recordIndex = 0;
    }
    for (let list; (list = this.#addedLists[0]);) {
      while (this.#addedIndex < list.length) {
        this.#queueAdded(list[this.#addedIndex++]!);
        if (this.#addedIndex % NODES_PER_CLOCK_CHECK === 0 && !hasTime()) return false;
      }
      this.#addedLists.shift();
      this.#addedIndex = 0;
    }
    if (this.#needsSweep) this.#sweep();
    return true;
  }

  /** Removes the numbers that are no longer on the page. */
  #sweep(): void {
    this.#needsSweep = false;
    for (const pageNumber of this.pageNumbers.all) {
      const isGone = !isScannable(pageNumber.from) || !isScannable(pageNumber.to);
      if (isGone) this.pageNumbers.remove(pageNumber);
    }
  }

  #queueRecord(record: MutationRecord): void {
    const {type, target, addedNodes, removedNodes, previousSibling, nextSibling} = record;
    if (type === 'characterData') {
      if (isText(target)) this.#pendingTexts.add(target);
      return;
    }
    if (type === 'attributes') {
      const isInScope = target === this.options.root || this.#scope.contextFor(target.parentNode);
      if (isInScope) this.#pendingTrees.add(target);
      return;
    }
    if (removedNodes.length > 0) this.#handleRemoved(removedNodes);
    if (!this.#scope.contextFor(target)) return;
    if (addedNodes.length > MAX_NODES_AT_ONCE) {
      this.#addedLists.push(addedNodes);
    } else {
      for (let index = 0; index < addedNodes.length; index++) this.#queueAdded(addedNodes[index]!);
    }
    if (previousSibling) this.#queueEdgeText(previousSibling, 'lastChild');
    if (nextSibling) this.#queueEdgeText(nextSibling, 'firstChild');
  }

  #queueAdded(node: Node): void {
    if (isElement(node)) {
      this.#pendingTrees.add(node);
      if (!isInline(node)) return;
      this.#queueEdgeText(node, 'firstChild');
      this.#queueEdgeText(node, 'lastChild');
    } else if (isText(node) && !isBlankBetweenBoxes(node)) {
      this.#pendingTexts.add(node);
    }
  }

  #handleRemoved(nodes: NodeList): void {
    if (this.pageNumbers.all.size === 0) return;
    if (this.#hasNestedRoots || nodes.length > MAX_NODES_AT_ONCE) this.#needsSweep = true;
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index]!;
      // A connected node was moved. Another record has its new position, if that is in scope.
      const isGone = node.isConnected ? !this.#scope.contextFor(node) : !this.#needsSweep;
      if (isGone) this.#removeNumbersIn(node);
    }
  }

  #removeNumbersIn(root: Node): void {
    const removeFrom = (node: Node): void => {
      if (this.pageNumbers.inNode(node).length > 0) this.pageNumbers.setNumbersOf([node], []);
    };
    removeFrom(root);
    const textsAndElements = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
    const walker = root.ownerDocument!.createTreeWalker(root, textsAndElements);
    for (let node; (node = walker.nextNode());) removeFrom(node);
  }

  /** Queues the text at the seam where a node was added or removed. */
  #queueEdgeText(node: Node, child: 'firstChild' | 'lastChild'): void {
    let edge: Node | null = node;
    while (edge && isElement(edge) && isInline(edge)) edge = edge[child];
    if (!edge || !isText(edge)) return;
    // A blank text beside a box joins nothing; the other side of the seam is queued separately.
    const outerSibling = child === 'lastChild' ? 'previousSibling' : 'nextSibling';
    if (!isBlank(edge) || !isBoxEdge(edge, outerSibling)) this.#pendingTexts.add(edge);
  }

  #readPendingTexts(hasTime: () => boolean): boolean {
    for (const textNode of this.#pendingTexts) {
      if (this.#isTimeUp(hasTime)) return false;
      this.#pendingTexts.delete(textNode);
      if (isScannable(textNode)) this.#readRun(textNode);
    }
    return true;
  }

  #walkPendingTrees(hasTime: () => boolean): boolean {
    if (this.#walker) this.#resumeWalk(this.#walker);
    for (;;) {
      if (!this.#walker) {
        const [tree] = this.#pendingTrees;
        if (!tree) return true;
        this.#pendingTrees.delete(tree);
        this.#startWalk(tree);
      }
      for (let node; (node = this.#walker?.nextNode());) {
        this.#visitText(node as Text);
        if (this.#isTimeUp(hasTime)) return this.#pauseWalk();
      }
      this.#walker = null;
      this.#layoutObserver = null;
      if (this.#isTimeUp(hasTime)) return false;
    }
  }

  /** Looks at the clock only after some nodes, or much text. */
  #isTimeUp(hasTime: () => boolean): boolean {
    if (++this.#unclockedNodes < NODES_PER_CLOCK_CHECK) return false;
    this.#unclockedNodes = 0;
    return !hasTime();
  }

  #startWalk(tree: Node): void {
    const {parentNode} = tree;
    if (parentNode === null || parentNode !== this.#checkedParent) {
      if (!isScannable(tree)) return;
      if (tree !== this.options.root) {
        if (this.#isInPendingTree(tree)) return;
        if (!this.#scope.contextFor(tree)) return this.#skipTree(tree);
        if (parentNode && parentNode !== this.options.root) this.#checkedParent = parentNode;
      }
    } else if (isElement(tree) && this.#scope.skips(tree)) {
      return this.#skipTree(tree);
    }
    this.#walker = documentOf(tree).createTreeWalker(tree, NodeFilter.SHOW_TEXT);
    this.#scanElementsIn(tree);
  }

  #isInPendingTree({parentNode}: Node): boolean {
    for (let ancestor = parentNode; ancestor; ancestor = ancestor.parentNode) {
      if (this.#pendingTrees.has(ancestor)) return true;
    }
    return false;
  }

  /** A skipped tree has no numbers in its text; a `tel:` link or a field may itself be one. */
  #skipTree(tree: Node): void {
    this.#removeNumbersIn(tree);
    if (isElement(tree)) this.scanNow(tree);
  }

  /** Between two slices the page may remove the very node where the walk pauses. */
  #pauseWalk(): false {
    const {currentNode, root} = this.#walker!;
    this.#pausedPath = [];
    for (let node: Node | null = currentNode; node && node !== root; node = node.parentNode) {
      this.#pausedPath.push(node);
    }
    this.#scanVisibleTextFirst();
    return false;
  }

  #resumeWalk(walker: TreeWalker): void {
    const {root} = walker;
    if (!isScannable(root)) {
      this.#walker = null;
      return;
    }
    walker.currentNode = this.#pausedPath.find((node) => root.contains(node)) ?? root;
  }

  /**
   * In a long walk, visible text is read first. Once sizes are reported the page is laid out, and
   * hit-testing costs nothing more.
   */
  #scanVisibleTextFirst(): void {
    if (this.#layoutObserver) return;
    this.#layoutObserver = new ResizeObserver(() => {
      this.#layoutObserver?.disconnect();
      if (this.#walker) this.#readVisibleText(this.#walker);
      this.#forgetPageState();
    });
    this.#layoutObserver.observe(document.documentElement);
  }

  #readVisibleText({currentNode}: TreeWalker): void {
    const {innerWidth, innerHeight} = window;
    const {time} = this.options;
    const endsAt = time.now() + MAX_VISIBLE_TEXT_MS;
    for (let quarter = .5; quarter < 4; quarter++) {
      const element = document.elementFromPoint(innerWidth / 2, innerHeight * quarter / 4);
      const block = element?.closest('tr, li, p, dl, pre, section') ?? element;
      if (!block || block.contains(currentNode) || !this.#scope.contextFor(block)) continue;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      // The limit is for a block that fills the window: it may hold the whole page.
      for (let left = 200, node; left > 0 && (node = walker.nextNode()); left--) {
        if (time.now() > endsAt) return;
        if (this.options.finder.mayHoldNumber((node as Text).data)) this.#readRun(node as Text);
      }
    }
  }

  #visitText(textNode: Text): void {
    const mayHold = this.#mayHoldNumber(textNode.data);
    if (!mayHold && !this.#continuesNumber(textNode)) return;
    const lastNode = this.#readRun(textNode, mayHold);
    if (!lastNode || lastNode === textNode) return;
    if (this.#walker!.root.contains(lastNode)) this.#walker!.currentNode = lastNode;
    else this.#walker = null;
  }

  #mayHoldNumber(text: string): boolean {
    return text.length >= MIN_NUMBER_LENGTH && this.options.finder.mayHoldNumber(text);
  }

  /** Where a number spans two nodes, neither part needs to look like a number. */
  #continuesNumber(textNode: Text): boolean {
    if (!NUMBER_CONTINUATION.test(textNode.data) || isAlone(textNode)) return false;
    const previous = adjacentText(textNode, BACKWARD, this.#scope);
    return previous !== null && mayContinue(previous, textNode);
  }

  /** Reads the run of the text; returns the run's last node, if the run was read to its end. */
  #readRun(textNode: Text, mayHold = false): Text | undefined {
    const {nodes, ends} = isAlone(textNode) ? {nodes: [textNode], ends: true}
      : textRunAround(textNode, this.#scope);
    const runText = textOf(nodes);
    this.#longTexts.delete(textNode);
    const isCandidate = mayHold || this.#mayHoldNumber(runText);
    const context = isCandidate ? this.#scope.contextFor(textNode.parentNode) : null;
    if (!context?.included || textNode.parentElement?.localName === 'iframe') {
      this.pageNumbers.setNumbersOf(nodes, NO_NUMBERS);
    } else {
      const isLong = runText.length > LONG_TEXT_CHARACTERS;
      const pieces = this.#reader.read(nodes, runText, isLong, context.country);
      this.#unclockedNodes += runText.length / CHARACTERS_PER_NODE;
      if (isLong) {
        this.#longTexts.set(textNode, {nodes, runText, pieces});
      } else {
        this.pageNumbers.setNumbersOf(nodes, pieces.next().value!.found);
      }
    }
    return ends ? nodes.at(-1) : undefined;
  }

  /** Reads on in the long texts, unless they have changed: then another record has them. */
  #readLongTexts(hasTime: () => boolean): boolean {
    for (const [textNode, {nodes, runText, pieces}] of this.#longTexts) {
      if (isScannable(textNode) && textOf(nodes) === runText) {
        for (let next; !(next = pieces.next()).done;) {
          const {found, start, end} = next.value;
          this.pageNumbers.setNumbersOf(nodes, found, start, end);
          if (!hasTime()) return false;
        }
      }
      this.#longTexts.delete(textNode);
    }
    return true;
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

  /** Reads an element that is a number by itself, or that has a tree of its own. */
  scanNow(element: Element): void {
    const {localName, shadowRoot} = element;
    if (shadowRoot) {
      if (!isOwnElement(element)) this.#scanShadowRoot(shadowRoot);
    } else if (localName === 'a') {
      this.#readLink(element);
    } else if (localName === 'input') {
      this.#readField(element as HTMLInputElement);
    } else if (localName === 'iframe') {
      if (this.options.frames) this.#scanFrame(element as HTMLIFrameElement);
    } else if (localName.includes('-') && !isOwnElement(element)) {
      this.#awaitDefinition(element);
    }
  }

  #enterRoot(root: Node): void {
    this.#enteredRoots.add(root);
    this.#observer.observe(root, this.#observerOptions);
    const document = documentOf(root);
    if (this.#enteredRoots.has(document) && document !== root) return;
    this.#enteredRoots.add(document);
    this.options.onDocument(document);
  }

  #scanShadowRoot(root: ShadowRoot): void {
    if (!this.#scope.contextFor(root)) return;
    this.#hasNestedRoots = true;
    if (!this.#enteredRoots.has(root)) this.#enterRoot(root);
    this.#pendingTrees.add(root);
  }

  /** No mutation record reports the shadow root that an element gets when it is defined. */
  #awaitDefinition({localName, ownerDocument}: Element): void {
    if (this.#awaitedTags.has(localName) || customElements.get(localName)) return;
    this.#awaitedTags.add(localName);
    void customElements.whenDefined(localName).then(() => {
      if (this.#stopController.signal.aborted) return;
      for (const element of ownerDocument.querySelectorAll(localName)) {
        if (element.shadowRoot) this.#pendingTrees.add(element);
      }
      this.timeSlicer.run();
    });
  }

  #readLink(link: Element): void {
    const {telLinks, finder} = this.options;
    const isUpgraded = telLinks === 'upgrade' && isTelLink(link);
    const context = isUpgraded ? this.#scope.contextFor(link.parentNode) : null;
    const href = link.getAttribute('href')?.trim() ?? '';
    const number = context?.included ? finder.read(href, context.country) : null;
    this.pageNumbers.setNumbersOf([link], number ? [{
      ...number, raw: link.textContent.trim() || number.e164,
      kind: 'link', from: link, start: 0, to: link, end: 0,
    }] : NO_NUMBERS);
  }

  #readField(field: HTMLInputElement): void {
    const {finder} = this.options;
    const isReadOnly = field.readOnly || field.disabled;
    const isTextField = TEXT_FIELD_TYPES.test(field.getAttribute('type') ?? '');
    const isRead = isReadOnly && isTextField && !field.hasAttribute('data-rc-ignore');
    const context = isRead ? this.#scope.contextFor(field.parentNode) : null;
    const text = field.value.slice(0, LONG_TEXT_CHARACTERS);
    const mayHold = context?.included && finder.mayHoldNumber(text);
    const label = mayHold ? this.#reader.labels.labelFor(field, text) : '';
    const [number] = mayHold ? finder.findNumbers(label + text, context) : [];
    this.pageNumbers.setNumbersOf([field], number && !number.fax ? [{
      e164: number.e164, extension: number.extension, tones: number.tones, raw: number.raw,
      kind: 'field', from: field, start: 0, to: field, end: 0,
    }] : NO_NUMBERS);
  }

  #scanFrame(frame: HTMLIFrameElement): void {
    if (!this.#scope.contextFor(frame)) return;
    this.#hasNestedRoots = true;
    if (!this.#enteredRoots.has(frame)) {
      this.#enteredRoots.add(frame);
      frame.addEventListener('load', () => {
        this.#needsSweep = true;
        this.#scanFrame(frame);
        this.timeSlicer.run();
      }, {signal: this.#stopController.signal});
    }
    const document = frame.contentDocument;
    if (!document) return;
    if (!this.#enteredRoots.has(document)) this.#enterRoot(document);
    this.#pendingTrees.add(document);
  }
}

/** Whether it is worth scanning: in the document of a window, or in a fragment that the page scans on purpose. */
function isScannable(node: Node): boolean {
  const isInWindow = node.isConnected && windowOf(documentOf(node)) !== null;
  return isInWindow || (isFragment(node) && !isShadowRoot(node));
}

const isBlank = ({data}: Text): boolean => !/\S/.test(data);

/** A box begins or ends on this side of the text. */
function isBoxEdge(textNode: Text, sibling: 'previousSibling' | 'nextSibling'): boolean {
  const neighbor = textNode[sibling];
  if (neighbor) return isElement(neighbor) && !isInline(neighbor);
  const parent = textNode.parentElement;
  return !parent || !isInline(parent);
}

/** Space between two boxes has no meaning. */
function isBlankBetweenBoxes(textNode: Text): boolean {
  return isBlank(textNode)
    && isBoxEdge(textNode, 'previousSibling') && isBoxEdge(textNode, 'nextSibling');
}
