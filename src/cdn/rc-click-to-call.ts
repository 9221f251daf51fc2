/**
 * The script tag: `<script type="module" src="…/rc-click-to-call.js"></script>`. Contains the call
 * button, and loads each other element once its tag is in the document.
 */
import {isFirstCopy} from './first-copy.js';
import '../elements/click-to-call/define.js';
import type {LinkNumbersOptions} from '../elements/number-links/link-numbers.js';
import {define} from '../elements/internal/define.js';

/**
 * Loads an element by its tag. Two elements share files with code that loads for other reasons and
 * must not define them, so they are defined here instead of by their `define.ts`.
 */
const lazyElements: Record<string, () => Promise<unknown>> = {
  'rc-number-select': () => import('../elements/number-select/define.js'),
  'rc-call-status': () => import('../elements/call-status/call-status.js')
    .then(({RcCallStatus}) => define('rc-call-status', RcCallStatus)),
  'rc-session': () => import('../elements/session/session.js')
    .then(({RcSession}) => define('rc-session', RcSession)),
  'rc-number-links': () => import('../elements/number-links/define.js'),
};

const undefinedTags = new Set(Object.keys(lazyElements));

/**
 * Defines an element before its tag is in the document, or where this script cannot see the tag:
 * inside the shadow root of another element.
 */
export async function load(tag: string): Promise<void> {
  const loadElement = lazyElements[tag];
  undefinedTags.delete(tag);
  if (!loadElement || customElements.get(tag)) return;
  try {
    await loadElement();
  } catch (error) {
    undefinedTags.add(tag);
    console.error(`rc-click-to-call: <${tag}> did not load. Is the folder "chunks" beside the script?`, error);
  }
}

/**
 * Turns the phone numbers in a document, an element or a shadow root into calls; resolves with the
 * object that ends it.
 */
export async function linkNumbers(
  root?: Document | DocumentFragment | Element,
  options?: LinkNumbersOptions,
): Promise<{disconnect(): void}> {
  const numberLinks = await import('../elements/number-links/link-numbers.js');
  return numberLinks.linkNumbers(root, options);
}

function loadTagsIn(root: Element | Document): void {
  if (root instanceof Element && undefinedTags.has(root.localName)) void load(root.localName);
  if (!root.firstElementChild) return;
  for (const tag of undefinedTags) if (root.querySelector(tag)) void load(tag);
}

if (isFirstCopy) {
  loadTagsIn(document);
  const tagObserver = new MutationObserver((mutations) => {
    for (const {addedNodes} of mutations) {
      for (const node of addedNodes) if (node instanceof Element) loadTagsIn(node);
    }
    if (undefinedTags.size === 0) tagObserver.disconnect();
  });
  tagObserver.observe(document, {childList: true, subtree: true});
}
