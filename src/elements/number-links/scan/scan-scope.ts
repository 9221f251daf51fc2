/** Says which text is searched for numbers, and in which country its numbers are read. */
import {countryCode} from '../../internal/page-language.js';
import {isDocument, isElement, parentAcrossRoots} from './dom-nodes.js';

export interface ScanScopeOptions {
  /** Document, element, shadow root or fragment. */
  readonly root: Node;
  /** CSS selector of the elements to search; empty = everything. */
  readonly include: string;
  /** CSS selector of the elements to skip; empty = none. */
  readonly exclude: string;
  /** ISO 3166-1 alpha-2; for text that no `country` attribute is around. */
  readonly country: () => string | undefined;
}

/** The rules for the text of an element. */
interface ScanContext {
  readonly country: string | undefined;
  readonly included: boolean;
}

/** Elements whose content is not running text, or is being edited. */
const SKIPPED_TAGS = new Set([
  'audio', 'button', 'canvas', 'code', 'datalist', 'embed', 'head', 'kbd', 'math', 'noscript',
  'object', 'optgroup', 'option', 'samp', 'script', 'select', 'style', 'svg', 'template',
  'textarea', 'title', 'video',
]);

/** Our own elements show numbers, too. */
const OWN_TAGS = [
  'rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links',
  'rc-inbound-call',
];
for (const tag of OWN_TAGS) SKIPPED_TAGS.add(tag);

export const isOwnElement = ({localName}: Element): boolean => OWN_TAGS.includes(localName);

/** Roles of widgets. `grid` is not among them, since tables of contacts are grids. */
const WIDGET_ROLES = new Set([
  'button', 'checkbox', 'combobox', 'listbox', 'menu', 'menubar', 'menuitem', 'menuitemcheckbox',
  'menuitemradio', 'option', 'radio', 'scrollbar', 'searchbox', 'slider', 'spinbutton', 'switch',
  'tab', 'textbox',
]);

/** Attributes whose change may change the scope. */
export const SCOPE_ATTRIBUTES = ['contenteditable', 'country', 'data-rc-ignore', 'role'];

/** Names of the attributes that a selector depends on. */
export function attributesOf(selector: string): string[] {
  const names = [...selector.matchAll(/\[\s*([\w-]+)/g)].map(([, name]) => name!);
  if (selector.includes('.')) names.push('class');
  if (selector.includes('#')) names.push('id');
  return names;
}

/** The selector itself; empty, with a warning on the console, where it is not valid CSS. */
export function checkedSelector(selector: string, attribute: string): string {
  try {
    document.createDocumentFragment().querySelector(selector || '*');
    return selector;
  } catch {
    console.warn(
      `rc-number-links: ${attribute}="${selector}" is not a CSS selector and is not used.`,
    );
    return '';
  }
}

const TEL_SCHEME = /^\s*tel:/i;

export const isTelLink = (element: Element): element is HTMLAnchorElement =>
  element.localName === 'a' && TEL_SCHEME.test(element.getAttribute('href') ?? '');

function isWidget(element: Element): boolean {
  const role = element.getAttribute('role');
  return role !== null && WIDGET_ROLES.has(role.trim().toLowerCase());
}

function isEditable(element: Element): boolean {
  const editable = element.getAttribute('contenteditable');
  return editable !== null && editable.toLowerCase() !== 'false';
}

export class ScanScope {
  readonly #contexts = new Map<Node, ScanContext | null>();

  constructor(private readonly options: ScanScopeOptions) {}

  /** The rules for the text of this node; null where it is skipped or outside of the root. */
  contextFor(node: Node | null, depth = 0): ScanContext | null {
    if (!node) return null;
    const known = this.#contexts.get(node);
    if (known !== undefined) return known;
    const isRoot = node === this.options.root;
    const context = isRoot ? this.#rootContext(node) : this.#innerContext(node, depth);
    // A cell and its row are looked up once, their table thousands of times. Only for the latter a
    // lookup in the map costs less than reading the element again.
    if (depth > 1) this.#contexts.set(node, context);
    return context;
  }

  /** The element is skipped with all of its content, wherever it stands. */
  skips(element: Element): boolean {
    if (SKIPPED_TAGS.has(element.localName)) return true;
    if (!element.hasAttributes()) return false;
    if (isWidget(element) || isEditable(element)) return true;
    if (element.hasAttribute('data-rc-ignore') || isTelLink(element)) return true;
    const {exclude} = this.options;
    return exclude !== '' && element.matches(exclude);
  }

  /** Call it when the page may have changed. */
  forget(): void {
    this.#contexts.clear();
  }

  /** The root may have a tag that is skipped elsewhere: `<rc-number-links>` itself has. */
  #rootContext(root: Node): ScanContext | null {
    if (isDocument(root) && root.designMode === 'on') return null;
    const {include, country} = this.options;
    const element = isElement(root) ? root : null;
    return {
      country: countryCode(element?.getAttribute('country')) ?? country(),
      included: include === '' || element?.matches(include) === true,
    };
  }

  #innerContext(node: Node, depth: number): ScanContext | null {
    const outer = this.contextFor(parentAcrossRoots(node), depth + 1);
    if (!outer || !isElement(node)) return outer;
    if (this.skips(node)) return null;
    if (outer.included && !node.hasAttributes()) return outer;
    const country = countryCode(node.getAttribute('country'));
    const included = outer.included || node.matches(this.options.include);
    const isSame = !country && included === outer.included;
    return isSame ? outer : {country: country ?? outer.country, included};
  }
}
