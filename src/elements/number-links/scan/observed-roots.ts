/** Follows the documents and shadow roots that are scanned: the page's own, and nested ones. */
import {documentOf} from './dom-nodes.js';
import type {ScanScope} from './scan-scope.js';

interface ObservedRootsOptions {
  readonly scope: ScanScope;
  /** The attributes whose changes are reported. */
  readonly attributes: readonly string[];
  readonly onRecords: (records: MutationRecord[]) => void;
  /** Called before the first scan of a document. */
  readonly onDocument: (document: Document) => void;
  /** Trees to scan that no mutation record reports. */
  readonly onTrees: (trees: readonly Node[]) => void;
  /** The document of a frame was replaced by another one. */
  readonly onFrameLoaded: (frame: HTMLIFrameElement) => void;
}

export class ObservedRoots {
  /** The page has shadow roots or frames. */
  hasNested = false;
  readonly #observer: MutationObserver;
  readonly #observerOptions: MutationObserverInit;
  readonly #enteredNodes = new WeakSet<Node>();
  readonly #awaitedTags = new Set<string>();
  readonly #stopController = new AbortController();

  constructor(private readonly options: ObservedRootsOptions) {
    this.#observer = new MutationObserver(options.onRecords);
    this.#observerOptions = {
      subtree: true, childList: true, characterData: true,
      attributeFilter: [...new Set(options.attributes)],
    };
  }

  /** Reports the changes of a root from now on. */
  enter(root: Node): void {
    if (this.#enteredNodes.has(root)) return;
    this.#enteredNodes.add(root);
    this.#observer.observe(root, this.#observerOptions);
    const document = documentOf(root);
    if (this.#enteredNodes.has(document) && document !== root) return;
    this.#enteredNodes.add(document);
    this.options.onDocument(document);
  }

  /** Returns the shadow root unless it is out of scope. */
  enterShadowRoot(root: ShadowRoot): ShadowRoot | null {
    if (!this.options.scope.contextFor(root)) return null;
    this.hasNested = true;
    this.enter(root);
    return root;
  }

  /** Returns the frame's document, unless that is out of scope or of another origin. */
  enterFrame(frame: HTMLIFrameElement): Document | null {
    const {scope, onFrameLoaded} = this.options;
    if (!scope.contextFor(frame)) return null;
    this.hasNested = true;
    if (!this.#enteredNodes.has(frame)) {
      this.#enteredNodes.add(frame);
      const {signal} = this.#stopController;
      frame.addEventListener('load', () => onFrameLoaded(frame), {signal});
    }
    const document = frame.contentDocument;
    if (document) this.enter(document);
    return document;
  }

  /** No mutation record reports the shadow root that an element gets when it is defined. */
  awaitDefinition({localName, ownerDocument}: Element): void {
    if (this.#awaitedTags.has(localName) || customElements.get(localName)) return;
    this.#awaitedTags.add(localName);
    void customElements.whenDefined(localName).then(() => {
      if (this.#stopController.signal.aborted) return;
      const elements = [...ownerDocument.querySelectorAll(localName)];
      this.options.onTrees(elements.filter(({shadowRoot}) => shadowRoot));
    });
  }

  /** The changes that have not been reported; they will not be. */
  takeRecords(): MutationRecord[] {
    return this.#observer.takeRecords();
  }

  stop(): void {
    this.#stopController.abort();
    this.#observer.disconnect();
  }
}
