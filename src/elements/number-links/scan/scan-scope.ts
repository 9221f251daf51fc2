/** Where numbers are looked for, and in which country they are read. */
import {parentAcrossRoots, isElement} from './dom-nodes.js';

export interface ScanScopeOptions {
  /** Document, element, shadow root or fragment. */
  readonly root: Node;
  /** CSS selectors; empty = everything, nothing. */
  readonly include: string;
  readonly exclude: string;
  /** Country of what has no `country` attribute around it, ISO 3166-1 alpha-2. */
  readonly country: () => string | undefined;
}

/** What holds for the text of an element. */
export interface ScanContext {
  readonly country: string | undefined;
  readonly included: boolean;
}

/** Never text that people read as text, or text that is being worked on. */
const SKIPPED = new Set([
  'audio', 'button', 'canvas', 'code', 'datalist', 'embed', 'head', 'kbd', 'math', 'noscript', 'object',
  'optgroup', 'option', 'samp', 'script', 'select', 'style', 'svg', 'template', 'textarea', 'title', 'video',
]);

/** Our own elements show numbers, too. */
const OURS = ['rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links'];
for (const tag of OURS) SKIPPED.add(tag);

export const isOwnElement = ({localName}: Element): boolean => OURS.includes(localName);

/** Roles whose content is operated, not read. Grids are not among them: that is how tables of contacts are made. */
const WIDGETS = new Set([
  'button', 'checkbox', 'combobox', 'listbox', 'menu', 'menubar', 'menuitem', 'menuitemcheckbox', 'menuitemradio',
  'option', 'radio', 'scrollbar', 'searchbox', 'slider', 'spinbutton', 'switch', 'tab', 'textbox',
]);

/** Attributes that change the answer when they change. */
export const SCOPE_ATTRIBUTES = ['contenteditable', 'country', 'data-rc-ignore', 'role'];

/** Names of the attributes that a selector speaks of. */
export function attributesOf(selector: string): string[] {
  const names = [...selector.matchAll(/\[\s*([\w-]+)/g)].map(([, name]) => name!);
  if (selector.includes('.')) names.push('class');
  if (selector.includes('#')) names.push('id');
  return names;
}

/** The selector, or empty (with a warning) where it is none. */
export function checkedSelector(selector: string, attribute: string): string {
  try {
    document.createDocumentFragment().querySelector(selector || '*');
    return selector;
  } catch {
    console.warn(`rc-number-links: ${attribute}="${selector}" is not a CSS selector and is not used.`);
    return '';
  }
}

const TEL = /^\s*tel:/i;

/** A call link, for the phone. */
export const isTelLink = (element: Element): element is HTMLAnchorElement =>
  element.localName === 'a' && TEL.test(element.getAttribute('href') ?? '');

export class ScanScope {
  readonly #places = new Map<Node, ScanContext | null>();

  constructor(private readonly options: ScanScopeOptions) {}

  /** What holds for the text of this node; null = it is left alone, or is not inside the root. */
  contextFor(node: Node | null, depth = 0): ScanContext | null {
    if (!node) return null;
    const known = this.#places.get(node);
    if (known !== undefined) return known;
    const place = this.#of(node, depth);
    // A cell and its row are asked for once, their table thousands of times; remembering costs more than asking.
    if (depth > 1) this.#places.set(node, place);
    return place;
  }

  /** The element, with all in it, is left alone whatever is around it. */
  skips(element: Element): boolean {
    if (SKIPPED.has(element.localName)) return true;
    if (!element.hasAttributes()) return false;
    const role = element.getAttribute('role');
    const editable = element.getAttribute('contenteditable');
    return (role !== null && WIDGETS.has(role.trim().toLowerCase()))
      || (editable !== null && editable.toLowerCase() !== 'false')
      || element.hasAttribute('data-rc-ignore')
      || isTelLink(element)
      || (this.options.exclude !== '' && element.matches(this.options.exclude));
  }

  /** The page has changed, or may have. */
  forget(): void {
    this.#places.clear();
  }

  #of(node: Node, depth: number): ScanContext | null {
    const {root, include, country} = this.options;
    if (node === root) {
      if (node.nodeType === 9 && (node as Document).designMode === 'on') return null;
      // The root's own tag may be one that is skipped elsewhere: `<rc-number-links>` itself.
      return {
        country: (isElement(node) && node.getAttribute('country')?.toUpperCase()) || country(),
        included: include === '' || (isElement(node) && node.matches(include)),
      };
    }
    const outer = this.contextFor(parentAcrossRoots(node), depth + 1);
    if (!outer || !isElement(node)) return outer;
    if (this.skips(node)) return null;
    if (outer.included && !node.hasAttributes()) return outer;
    const own = node.getAttribute('country');
    const included = outer.included || node.matches(include);
    return own || included !== outer.included ? {country: own?.toUpperCase() || outer.country, included} : outer;
  }
}
