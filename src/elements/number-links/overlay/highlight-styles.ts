/** The CSS rules of the highlights, in an adopted style sheet of each document and shadow root. */
import {css} from 'lit';

/** Names of the highlights; a page may add rules of its own for them. */
export const NUMBER_HIGHLIGHT = 'rc-number';
export const CURRENT_HIGHLIGHT = 'rc-number-current';

/**
 * The only colors are the text's own, the page's accent, and a gray that shows on light and on
 * dark; nothing is printed. WebKit's `text-decoration` takes only a line, no style or color, hence
 * the longhands. `*` stands for the elements that the rules match.
 */
const HIGHLIGHT_RULES = css`
  @media screen {
    *::highlight(rc-number), *::highlight(rc-number-current) {
      text-decoration-line: underline;
      text-decoration-color: var(--rc-accent, currentColor);
      text-decoration-thickness: from-font;
    }
    *::highlight(rc-number) { text-decoration-style: dotted; }
    *::highlight(rc-number-current) { background-color: rgb(128 128 128 / .25); }
  }
`.cssText;

/**
 * Where elements inherit highlight styles, as CSS specifies and Chromium does, rules for the
 * outermost elements are enough. An element that a rule matches gets highlight styles of its own,
 * which makes all of the browser's work on it dearer: by some 80 µs for a row of a table.
 */
const OUTERMOST_ELEMENTS = ':where(:root, body, rc-number-links)';

let isInheritedCache: boolean | undefined;

/** Highlight styles are inherited. Tested once, on the head of a document whose root has rules. */
function isInherited({head}: {readonly head: HTMLElement | null}): boolean {
  if (!head) return false;
  isInheritedCache ??= getComputedStyle(head, `::highlight(${NUMBER_HIGHLIGHT})`)
    .textDecorationLine === 'underline';
  return isInheritedCache;
}

export class HighlightStyles {
  readonly #sheetByDocument = new Map<Document, CSSStyleSheet>();
  readonly #styledRoots = new Set<Document | ShadowRoot>();

  /** `moreRules`: CSS rules that are added to those of the highlights. */
  constructor(
    private readonly hasHighlights: boolean,
    private readonly moreRules: string,
  ) {}

  /**
   * Adds the rules to a document before it grows: rules that are added later make the browser style
   * all elements again (2.6 µs each).
   */
  enter(document: Document): void {
    if (this.moreRules || this.hasHighlights) this.addTo(document);
  }

  /** Adds the rules to a document or shadow root, unless they are there. */
  addTo(root: Node): void {
    if (!('adoptedStyleSheets' in root) || this.#styledRoots.has(root as Document)) return;
    const styledRoot = root as Document | ShadowRoot;
    const document = styledRoot.ownerDocument ?? styledRoot;
    const knownSheet = this.#sheetByDocument.get(document);
    // A document adopts only sheets that its own window has made.
    const sheet = knownSheet ?? new document.defaultView!.CSSStyleSheet();
    this.#styledRoots.add(styledRoot);
    styledRoot.adoptedStyleSheets.push(sheet);
    if (knownSheet) return;
    this.#sheetByDocument.set(document, sheet);
    sheet.replaceSync(HIGHLIGHT_RULES.replaceAll('*', OUTERMOST_ELEMENTS) + this.moreRules);
    const needsAllElements = this.hasHighlights && !isInherited(document);
    if (needsAllElements) sheet.replaceSync(HIGHLIGHT_RULES + this.moreRules);
  }

  removeAll(): void {
    for (const root of this.#styledRoots) {
      const sheet = this.#sheetByDocument.get(root.ownerDocument ?? root);
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    }
    this.#styledRoots.clear();
  }
}
