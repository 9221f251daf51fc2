/** The language around an element: the nearest `lang`, followed while the page changes it. */
import {onWordsChange} from '../../i18n/translator.js';

/** An element that draws words. */
interface LanguageFollower extends Element {
  /** Called when a `lang` of the page or the words of a language have changed. */
  languageChanged(): void;
}

const followers = new Set<LanguageFollower>();
const watchedRoots = new WeakSet<Node>();

/** The host of the shadow root around an element of the page, in whichever window it is. */
function hostOf(element: Element): Element | undefined {
  return element.isConnected ? (element.getRootNode() as ShadowRoot).host : undefined;
}

/** The nearest ancestor-or-self that matches `selector`, also beyond shadow roots. */
export function closestAcrossRoots(element: Element, selector: string): Element | null {
  for (let current: Element | undefined = element; current; current = hostOf(current)) {
    const match = current.closest(selector);
    if (match) return match;
  }
  return null;
}

/** BCP 47 tag of the nearest `lang`; empty if the page does not say. */
export function languageOf(element: Element): string {
  const language = closestAcrossRoots(element, '[lang]')?.getAttribute('lang');
  return language?.trim().replaceAll('_', '-') ?? '';
}

/** Calls `element.languageChanged()` on each change; returns the unsubscribe. */
export function followLanguage(element: LanguageFollower): () => void {
  for (let current: Element | undefined = element; current; current = hostOf(current)) {
    watchLanguage(current.getRootNode());
  }
  onWordsChange(notifyFollowers); // the same listener again counts once
  followers.add(element);
  return () => followers.delete(element);
}

function notifyFollowers(): void {
  for (const follower of followers) follower.languageChanged();
}

/** Observes a document or shadow root once; the observer lives as long as its root. */
function watchLanguage(root: Node): void {
  if (watchedRoots.has(root)) return;
  watchedRoots.add(root);
  new MutationObserver(notifyFollowers)
    .observe(root, {subtree: true, attributes: true, attributeFilter: ['lang']});
}
