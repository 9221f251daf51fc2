/**
 * Finds the numbers of a page and keeps up with it. The text is walked, not the elements: most text holds no number,
 * and one regular expression says so; only around a candidate is anything else asked.
 */
import type {Finder} from './finder.js';
import {PageNumbers} from './page-numbers.js';
import type {PageNumber, PageNumbersOptions} from './page-numbers.js';
import {BoxLabels} from './box-labels.js';
import {isElement, isShadowRoot, isText, windowOf} from './dom-nodes.js';
import {isAlone, isInline, mayContinue, adjacentText, textRunAround} from './text-runs.js';
import {attributesOf, isOwnElement, isTelLink, ScanScope, SCOPE_ATTRIBUTES} from './scan-scope.js';
import type {ScanScopeOptions} from './scan-scope.js';
import {TimeSlicer} from './time-slicer.js';
import type {PageTime} from '../page-time.js';

export interface PageScannerOptions extends ScanScopeOptions, PageNumbersOptions {
  readonly telLinks: 'upgrade' | 'ignore';
  /** Same-origin frames too. */
  readonly frames: boolean;
  readonly finder: Finder;
  readonly time: PageTime;
  /** Another document is part of it from now on. */
  readonly onDocument: (document: Document) => void;
  /** After each slice; more work of its kind is done while `more()`. Returns whether it has finished. */
  readonly afterScan: (more: () => boolean) => boolean;
}

/** What is of interest besides text. Three plain selectors are found much faster than one of three parts. */
const LINKS = 'a[href^="tel:" i]';
const READ_ONLY = 'input:is([readonly],[disabled])';
/** Frames, custom elements, and whatever else can have a shadow root; the commonest of those that cannot come first. */
const HOSTS = ':not(td,tr,li,a,b,i,em,strong,br,th,img,input,option,path,label,button,ul,tbody,table,svg)';

/** A number is not shorter. */
const SHORTEST = 7;
/** Texts without a number that are remembered, since tables repeat themselves: so many, so long. */
const KNOWN = 2000;
const LONGEST_KNOWN = 40;

/** How the rest of a number begins. */
const GOES_ON = /^\s*[\d+().\-\u2010-\u2015]/;
const NONE: readonly PageNumber[] = [];

const FIELDS = /^(text|tel|search|)$/;
/** Checks of the clock are cheap, but not as cheap as a text node. */
const EVERY = 16;
/**
 * Up to so many nodes of a record are gone through at once. With more removed ones, the numbers are asked if they are
 * still there.
 */
const FEW = 20;

export class PageScanner {
  readonly pageNumbers: PageNumbers;
  readonly timeSlicer: TimeSlicer;
  readonly #scope: ScanScope;
  readonly #labels = new BoxLabels();
  readonly #observer: MutationObserver;
  readonly #watched: MutationObserverInit;
  readonly #entered = new WeakSet<Node>();
  readonly #waitedFor = new Set<string>();
  readonly #ends = new AbortController();
  readonly #known = new Map<string, Set<string>>();
  readonly #batches: MutationRecord[][] = [];
  #record = 0;
  /** Many nodes that came at once. */
  readonly #lists: NodeList[] = [];
  #listed = 0;
  readonly #trees = new Set<Node>();
  readonly #runs = new Set<Text>();
  #walker: TreeWalker | null = null;
  #path: Node[] = [];
  /** Its children are part of the page that is looked through, and of no tree that is still to be walked. */
  #checked: Node | null = null;
  #laidOut: ResizeObserver | null = null;
  #sweep = false;
  /** There are shadow roots or frames, which leave the page with an element that does not show it. */
  #nested = false;

  constructor(private readonly options: PageScannerOptions) {
    this.pageNumbers = new PageNumbers(options);
    this.#scope = new ScanScope(options);
    this.timeSlicer = new TimeSlicer((more) => this.#step(more), options.time);
    this.#observer = new MutationObserver((records) => {
      this.#batches.push(records);
      this.timeSlicer.run();
    });
    this.#watched = {
      subtree: true, childList: true, characterData: true,
      attributeFilter: [...new Set([
        ...SCOPE_ATTRIBUTES, 'href', 'readonly', 'disabled', 'value',
        ...attributesOf(options.include), ...attributesOf(options.exclude),
      ])],
    };
  }

  start(): void {
    const {root} = this.options;
    this.#enter(root);
    this.#trees.add(root);
    this.timeSlicer.run();
  }

  /** Everything is read again, because something outside of the page's text has changed. */
  restart(): void {
    this.#trees.add(this.options.root);
    this.timeSlicer.run();
  }

  stop(): void {
    this.timeSlicer.stop();
    this.#ends.abort();
    this.#observer.disconnect();
    this.#laidOut?.disconnect();
    this.pageNumbers.clear();
  }

  /** Changes the page without taking notice of it; what the page itself did before is kept. */
  withoutObserving(change: () => void): void {
    const before = this.#observer.takeRecords();
    if (before.length > 0) this.#batches.push(before);
    change();
    this.#observer.takeRecords();
  }

  #step(more: () => boolean): boolean {
    try {
      return this.#note(more) && this.#readRuns(more) && this.#walk(more) && this.options.afterScan(more);
    } finally {
      this.#forget();
    }
  }

  /** The page may change until the next slice. */
  #forget(): void {
    this.#scope.forget();
    this.#labels.forget();
    this.#checked = null;
  }

  /** What the records say, put down as trees to walk and runs to read. */
  #note(more: () => boolean): boolean {
    for (let batch; (batch = this.#batches[0]);) {
      while (this.#record < batch.length) {
        this.#noteOne(batch[this.#record++]!);
        if (this.#record % EVERY === 0 && !more()) return false;
      }
      this.#batches.shift();
      this.#record = 0;
    }
    for (let list; (list = this.#lists[0]);) {
      while (this.#listed < list.length) {
        this.#noteAdded(list[this.#listed++]!);
        if (this.#listed % EVERY === 0 && !more()) return false;
      }
      this.#lists.shift();
      this.#listed = 0;
    }
    if (this.#sweep) {
      this.#sweep = false;
      for (const find of this.pageNumbers.all) if (!isThere(find.from) || !isThere(find.to)) this.pageNumbers.remove(find);
    }
    return true;
  }

  #noteOne({type, target, addedNodes, removedNodes, previousSibling, nextSibling}: MutationRecord): void {
    if (type === 'characterData') {
      if (isText(target)) this.#runs.add(target);
      return;
    }
    if (type === 'attributes') {
      if (target === this.options.root || this.#scope.contextFor(target.parentNode)) this.#trees.add(target);
      return;
    }
    if (removedNodes.length > 0) this.#noteRemoved(removedNodes);
    if (!this.#scope.contextFor(target)) return;
    if (addedNodes.length > FEW) this.#lists.push(addedNodes);
    else for (let index = 0; index < addedNodes.length; index++) this.#noteAdded(addedNodes[index]!);
    if (previousSibling) this.#noteEdge(previousSibling, 'lastChild');
    if (nextSibling) this.#noteEdge(nextSibling, 'firstChild');
  }

  #noteAdded(node: Node): void {
    if (isElement(node)) {
      this.#trees.add(node);
      if (!isInline(node)) return;
      this.#noteEdge(node, 'firstChild');
      this.#noteEdge(node, 'lastChild');
    } else if (isText(node) && !(isBlank(node) && endsRun(node, 'previousSibling') && endsRun(node, 'nextSibling'))) {
      this.#runs.add(node);
    }
  }

  #noteRemoved(nodes: NodeList): void {
    if (this.pageNumbers.all.size === 0) return;
    if (this.#nested || nodes.length > FEW) this.#sweep = true;
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index]!;
      // Moved: where it is now is another record, unless that is outside of what we watch.
      if (node.isConnected ? !this.#scope.contextFor(node) : !this.#sweep) this.#forgetTree(node);
    }
  }

  #forgetTree(root: Node): void {
    const forget = (node: Node): void => {
      if (this.pageNumbers.inNode(node).length > 0) this.pageNumbers.replace([node], []);
    };
    forget(root);
    const walker = root.ownerDocument!.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node; (node = walker.nextNode());) forget(node);
  }

  /** The text at the seam where something was put in or taken out. */
  #noteEdge(node: Node, child: 'firstChild' | 'lastChild'): void {
    let at: Node | null = node;
    while (at && isElement(at) && isInline(at)) at = at[child];
    if (!at || !isText(at)) return;
    // What the space in front of a box would part or join is told by the other edge.
    if (!isBlank(at) || !endsRun(at, child === 'lastChild' ? 'previousSibling' : 'nextSibling')) this.#runs.add(at);
  }

  #readRuns(more: () => boolean): boolean {
    let count = 0;
    for (const text of this.#runs) {
      if (++count % EVERY === 0 && !more()) return false;
      this.#runs.delete(text);
      if (isThere(text)) this.#read(text);
    }
    return true;
  }

  #walk(more: () => boolean): boolean {
    if (this.#walker) this.#resume(this.#walker);
    let count = 0;
    for (;;) {
      if (!this.#walker) {
        const [tree] = this.#trees;
        if (!tree) return true;
        this.#trees.delete(tree);
        this.#begin(tree);
      }
      for (let node; (node = this.#walker?.nextNode());) {
        this.#visit(node as Text);
        if (++count % EVERY === 0 && !more()) return this.#pause();
      }
      this.#walker = null;
      this.#laidOut = null;
      if (++count % EVERY === 0 && !more()) return false;
    }
  }

  #begin(tree: Node): void {
    const {parentNode} = tree;
    if (parentNode === null || parentNode !== this.#checked) {
      if (!isThere(tree)) return;
      if (tree !== this.options.root) {
        for (let at = parentNode; at; at = at.parentNode) if (this.#trees.has(at)) return;
        if (!this.#scope.contextFor(tree)) return this.#leaveOut(tree);
        if (parentNode && parentNode !== this.options.root) this.#checked = parentNode;
      }
    } else if (isElement(tree) && this.#scope.skips(tree)) {
      return this.#leaveOut(tree);
    }
    const document = tree.nodeType === 9 ? tree as Document : tree.ownerDocument!;
    this.#walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT);
    this.#lookAt(tree);
  }

  /** A tree that is left alone has no numbers; a call link and a field are themselves what is looked for. */
  #leaveOut(tree: Node): void {
    this.#forgetTree(tree);
    if (isElement(tree)) this.scanNow(tree);
  }

  /** Between two slices the page may take away the very text where the walk has come to. */
  #pause(): false {
    this.#path = [];
    for (let at: Node | null = this.#walker!.currentNode; at && at !== this.#walker!.root; at = at.parentNode) {
      this.#path.push(at);
    }
    this.#lookWhenLaidOut();
    return false;
  }

  #resume(walker: TreeWalker): void {
    if (!isThere(walker.root)) {
      this.#walker = null;
      return;
    }
    walker.currentNode = this.#path.find((node) => walker.root.contains(node)) ?? walker.root;
  }

  /** In a long walk, what people look at comes first. Once sizes are told the page is laid out, and asking is free. */
  #lookWhenLaidOut(): void {
    if (this.#laidOut) return;
    this.#laidOut = new ResizeObserver(() => {
      this.#laidOut?.disconnect();
      if (this.#walker) this.#firstInView(this.#walker);
      this.#forget();
    });
    this.#laidOut.observe(document.documentElement);
  }

  #firstInView({currentNode}: TreeWalker): void {
    const {innerWidth, innerHeight} = window;
    for (let part = .5; part < 4; part++) {
      const element = document.elementFromPoint(innerWidth / 2, innerHeight * part / 4);
      const near = element?.closest('tr, li, p, dl, pre, section') ?? element;
      if (!near || near.contains(currentNode) || !this.#scope.contextFor(near)) continue;
      const walker = document.createTreeWalker(near, NodeFilter.SHOW_TEXT);
      // A box that fills the window is no part of the page but the page.
      for (let left = 200, node; left > 0 && (node = walker.nextNode()); left--) {
        if (this.options.finder.mayHoldNumber((node as Text).data)) this.#read(node as Text);
      }
    }
  }

  #visit(text: Text): void {
    const {data} = text;
    const mayHold = data.length >= SHORTEST && this.options.finder.mayHoldNumber(data);
    if (!mayHold && !(GOES_ON.test(data) && this.#goesOn(text))) return;
    const last = this.#read(text, mayHold);
    if (!last || last === text) return;
    if (this.#walker!.root.contains(last)) this.#walker!.currentNode = last;
    else this.#walker = null;
  }

  /** Neither part of a number that goes over two nodes need look like one. */
  #goesOn(text: Text): boolean {
    if (isAlone(text)) return false;
    const before = adjacentText(text, 'previousSibling', 'lastChild', this.#scope);
    return before !== null && mayContinue(before, text);
  }

  /** Finds the numbers of the run that the text belongs to; returns the run's last node, if all of it was read. */
  #read(text: Text, mayHold = false): Text | undefined {
    if (isAlone(text)) {
      const nodes = [text];
      this.pageNumbers.replace(nodes, this.#find(text, nodes, text.data, mayHold));
      return text;
    }
    const {nodes, ends} = textRunAround(text, this.#scope);
    this.pageNumbers.replace(nodes, this.#find(text, nodes, nodes.map(({data}) => data).join(''), mayHold));
    return ends ? nodes.at(-1) : undefined;
  }

  #find(text: Text, nodes: readonly Text[], words: string, mayHold: boolean): readonly PageNumber[] {
    const {finder} = this.options;
    const parent = text.parentNode as Element;
    if (!mayHold && !(words.length >= SHORTEST && finder.mayHoldNumber(words))) return NONE;
    const place = this.#scope.contextFor(parent);
    if (!place?.included || parent.localName === 'iframe') return NONE;
    const label = this.#labels.labelFor(text);
    const all = label ? `${label}: ${words}` : words;
    const before = all.length - words.length;
    const without = this.#without(place.country);
    if (without.has(all)) return NONE;
    const numbers = finder.findNumbers(all, place);
    if (numbers.length === 0) {
      if (all.length <= LONGEST_KNOWN) {
        if (without.size >= KNOWN) without.clear();
        without.add(all);
      }
      return NONE;
    }
    const found: PageNumber[] = [];
    for (const {e164, extension, raw, start, end, fax} of numbers) {
      if (fax || start < before) continue;
      const [from, first] = locate(nodes, start - before, false);
      const [to, last] = locate(nodes, end - before, true);
      found.push({e164, extension, raw, kind: 'text', from, start: first, to, end: last});
    }
    return found;
  }

  /** Texts that hold no number of a country. */
  #without(country = ''): Set<string> {
    let texts = this.#known.get(country);
    if (!texts) this.#known.set(country, texts = new Set());
    return texts;
  }

  #lookAt(tree: Node): void {
    if (isElement(tree)) this.scanNow(tree);
    if (!tree.firstChild) return;
    for (const selector of [LINKS, READ_ONLY, HOSTS]) {
      // Most have none, which costs a third to find out of what a list of none costs.
      if (!(tree as ParentNode).querySelector(selector)) continue;
      for (const element of (tree as ParentNode).querySelectorAll(selector)) this.scanNow(element);
    }
  }

  /** Reads an element that is a number by itself, or leads to more. */
  scanNow(element: Element): void {
    const {localName, shadowRoot} = element;
    if (shadowRoot) {
      if (!isOwnElement(element)) this.#enterShadow(shadowRoot);
    } else if (localName === 'a') {
      this.#readLink(element);
    } else if (localName === 'input') {
      this.#readField(element as HTMLInputElement);
    } else if (localName === 'iframe') {
      if (this.options.frames) this.#enterFrame(element as HTMLIFrameElement);
    } else if (localName.includes('-') && !isOwnElement(element)) {
      this.#awaitDefinition(element);
    }
  }

  #enter(root: Node): void {
    this.#entered.add(root);
    this.#observer.observe(root, this.#watched);
    const document = root.nodeType === 9 ? root as Document : root.ownerDocument!;
    if (this.#entered.has(document) && document !== root) return;
    this.#entered.add(document);
    this.options.onDocument(document);
  }

  #enterShadow(root: ShadowRoot): void {
    if (!this.#scope.contextFor(root)) return;
    this.#nested = true;
    if (!this.#entered.has(root)) this.#enter(root);
    this.#trees.add(root);
  }

  /** An element may get its shadow root with its definition, which no record tells. */
  #awaitDefinition({localName, ownerDocument}: Element): void {
    if (this.#waitedFor.has(localName) || customElements.get(localName)) return;
    this.#waitedFor.add(localName);
    void customElements.whenDefined(localName).then(() => {
      if (this.#ends.signal.aborted) return;
      for (const element of ownerDocument.querySelectorAll(localName)) if (element.shadowRoot) this.#trees.add(element);
      this.timeSlicer.run();
    });
  }

  #readLink(link: Element): void {
    const place = this.options.telLinks === 'upgrade' && isTelLink(link) ? this.#scope.contextFor(link.parentNode) : null;
    const href = link.getAttribute('href')?.trim() ?? '';
    const number = place?.included ? this.options.finder.read(href, place.country) : null;
    this.pageNumbers.replace([link], number ? [{
      ...number, raw: link.textContent.trim() || number.e164, kind: 'link', from: link, start: 0, to: link, end: 0,
    }] : []);
  }

  #readField(field: HTMLInputElement): void {
    const readOnly = (field.readOnly || field.disabled) && FIELDS.test(field.getAttribute('type') ?? '');
    const place = readOnly && !field.hasAttribute('data-rc-ignore') ? this.#scope.contextFor(field.parentNode) : null;
    const {finder} = this.options;
    const [number] = place?.included && finder.mayHoldNumber(field.value) ? finder.findNumbers(field.value, place) : [];
    this.pageNumbers.replace([field], number && !number.fax ? [{
      e164: number.e164, extension: number.extension, raw: number.raw, kind: 'field', from: field, start: 0, to: field, end: 0,
    }] : []);
  }

  #enterFrame(frame: HTMLIFrameElement): void {
    if (!this.#scope.contextFor(frame)) return;
    this.#nested = true;
    if (!this.#entered.has(frame)) {
      this.#entered.add(frame);
      frame.addEventListener('load', () => {
        this.#sweep = true;
        this.#enterFrame(frame);
        this.timeSlicer.run();
      }, {signal: this.#ends.signal});
    }
    const document = frame.contentDocument;
    if (!document) return;
    if (!this.#entered.has(document)) this.#enter(document);
    this.#trees.add(document);
  }
}

/** On a page that is shown. */
function isThere(node: Node): boolean {
  return node.isConnected && windowOf(node.nodeType === 9 ? node as Document : node.ownerDocument!) !== null
    || (node.nodeType === 11 && !isShadowRoot(node));
}

const isBlank = ({data}: Text): boolean => !/\S/.test(data);

/** On this side a box begins or ends: between boxes space is nothing. */
function endsRun(text: Text, sibling: 'previousSibling' | 'nextSibling'): boolean {
  const beside = text[sibling];
  if (beside) return isElement(beside) && !isInline(beside);
  const parent = text.parentElement;
  return !parent || !isInline(parent);
}

/** Node and offset of an offset in the run. Between two nodes a number begins in the later, and ends in the earlier. */
function locate(nodes: readonly Text[], offset: number, isEnd: boolean): [Text, number] {
  let rest = offset;
  for (const node of nodes) {
    if (isEnd ? rest <= node.length : rest < node.length) return [node, rest];
    rest -= node.length;
  }
  const last = nodes.at(-1)!;
  return [last, last.length];
}
