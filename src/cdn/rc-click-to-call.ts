/**
 * The script tag: `<script type="module" src="…/rc-click-to-call.js"></script>`. Contains the call
 * button, and loads each other element once its tag is in the document. The file is the first load
 * itself: scripts/script-without-address.mjs lets its chunks use it.
 */
import {isFirstCopy} from './first-copy.js';
import '../elements/click-to-call/define.js';
import type {LinkNumbersOptions} from '../elements/number-links/link-numbers.js';
import {define} from '../elements/internal/define.js';
import {type AnyPart, LazyPart} from '../loading/lazy-part.js';
import {showLoadError} from './load-error.js';
import {preloadForSessions} from './session-preload.js';

/**
 * Loads an element by its tag. Two elements share files with code that loads for other reasons and
 * must not define them, so they are defined here instead of by their `define.ts`.
 */
const elementParts: Record<string, AnyPart> = {
  'rc-number-select': new LazyPart((_query) => import('../elements/number-select/define.js')),
  'rc-call-status': new LazyPart((_query) => import('../elements/call-status/call-status.js')
    .then(({RcCallStatus}) => define('rc-call-status', RcCallStatus))),
  'rc-session': new LazyPart((_query) => import('./session.js')
    .then(({RcSession}) => define('rc-session', RcSession))),
  'rc-number-links': new LazyPart((_query) => import('../elements/number-links/define.js')),
  'rc-inbound-call': new LazyPart((_query) => import('../elements/inbound-call/define.js')),
};

const linkNumbersPart = new LazyPart(
  (_query) => import('../elements/number-links/link-numbers.js'),
);

/** Tags whose elements are not defined yet. */
const missingTags = new Set(Object.keys(elementParts));

/** They have little to show before there is a session, so they leave a slow line to it. */
const TAGS_AFTER_SESSION = ['rc-number-select', 'rc-call-status', 'rc-inbound-call'];

async function loadWhenPresent(tag: string): Promise<void> {
  if (customElements.get(tag)) return void missingTags.delete(tag);
  if (TAGS_AFTER_SESSION.includes(tag)) await sessionLoaded();
  if (tag === 'rc-session') preloadForSessions();
  await elementParts[tag]!.whenLoaded((error) => showLoadError(tag, error));
  missingTags.delete(tag);
}

/** Resolves at once on a page without one, and also where it does not load. */
async function sessionLoaded(): Promise<void> {
  const isAwaited = document.querySelector('rc-session:not(:defined)');
  if (isAwaited) await elementParts['rc-session']!.load().catch(() => undefined);
}

/**
 * Defines an element before its tag is in the document, or where this script cannot see the tag:
 * inside the shadow root of another element.
 */
export async function load(tag: string): Promise<void> {
  const part = elementParts[tag];
  if (!part || customElements.get(tag)) return;
  void loadWhenPresent(tag);
  await part.loadNow().catch(() => undefined);
}

/**
 * Turns the phone numbers in a document, an element or a shadow root into calls; resolves with the
 * object that ends it.
 */
export async function linkNumbers(
  root?: Document | DocumentFragment | Element,
  options?: LinkNumbersOptions,
): Promise<{disconnect(): void}> {
  const numberLinks = await linkNumbersPart.loadNow();
  return numberLinks.linkNumbers(root, options);
}

function loadTagsIn(root: Element | Document): void {
  const isMissing = root instanceof Element && missingTags.has(root.localName);
  if (isMissing) void loadWhenPresent(root.localName);
  if (!root.firstElementChild) return;
  for (const tag of missingTags) if (root.querySelector(tag)) void loadWhenPresent(tag);
}

if (isFirstCopy) {
  loadTagsIn(document);
  const tagObserver = new MutationObserver((mutations) => {
    for (const {addedNodes} of mutations) {
      for (const node of addedNodes) if (node instanceof Element) loadTagsIn(node);
    }
    if (missingTags.size === 0) tagObserver.disconnect();
  });
  tagObserver.observe(document, {childList: true, subtree: true});
}
