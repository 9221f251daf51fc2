/**
 * The script tag: `<script type="module" src="…/rc-click-to-call.js"></script>`. Knows the call button from
 * the start, and fetches each other element from its own folder as soon as its tag is in the document.
 */
import {isFirstCopy} from './first-copy.js';
import '../elements/click-to-call/define.js';
import type {LinkNumbersOptions} from '../elements/number-links/link-numbers.js';
import {define} from '../elements/internal/define.js';

// Two come with files that are loaded for other reasons, too, and must not define what nobody has asked for.
const elsewhere: Record<string, () => Promise<unknown>> = {
  'rc-number-select': () => import('../elements/number-select/define.js'),
  'rc-call-status': async () => define('rc-call-status', (await import('../elements/call-status/call-status.js')).RcCallStatus),
  'rc-session': async () => define('rc-session', (await import('../elements/session/session.js')).RcSession),
  'rc-number-links': () => import('../elements/number-links/define.js'),
};

const waiting = new Set(Object.keys(elsewhere));

/**
 * Defines an element before its tag is in the document, or where this script cannot see it: inside the
 * shadow root of another element.
 */
export async function load(tag: string): Promise<void> {
  const fetchIt = elsewhere[tag];
  waiting.delete(tag);
  if (!fetchIt || customElements.get(tag)) return;
  try {
    await fetchIt();
  } catch (error) {
    waiting.add(tag);
    console.error(`rc-click-to-call: <${tag}> did not load. Is the folder "chunks" beside the script?`, error);
  }
}

/** Offers the numbers of a document, an element or a shadow root as calls; resolves with what ends it. */
export async function linkNumbers(
  root?: Document | DocumentFragment | Element,
  options?: LinkNumbersOptions,
): Promise<{disconnect(): void}> {
  const links = await import('../elements/number-links/link-numbers.js');
  return links.linkNumbers(root, options);
}

function look(root: Element | Document): void {
  if (root instanceof Element && waiting.has(root.localName)) void load(root.localName);
  if (!root.firstElementChild) return;
  for (const tag of waiting) if (root.querySelector(tag)) void load(tag);
}

if (isFirstCopy) {
  look(document);
  const observer = new MutationObserver((records) => {
    for (const {addedNodes} of records) {
      for (const node of addedNodes) if (node instanceof Element) look(node);
    }
    if (waiting.size === 0) observer.disconnect();
  });
  observer.observe(document, {childList: true, subtree: true});
}
