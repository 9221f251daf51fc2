/** The language around an element: the nearest `lang`, followed while the page changes it. */
import {onWordsChange} from '../../i18n/translator.js';

/** An element that draws words. */
interface LanguageFollower extends Element {
  /** Called when a `lang` of the page or the words of a language have changed. */
  languageChanged(): void;
}

const followers = new Set<LanguageFollower>();
const LANGUAGE_CHANGES: MutationObserverInit = {
  subtree: true, attributes: true, attributeFilter: ['lang'],
};
let observer: MutationObserver | undefined;

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
  observer ??= new MutationObserver(notifyFollowers);
  for (let current: Element | undefined = element; current; current = hostOf(current)) {
    // Observing the same root again has no effect.
    observer.observe(current.getRootNode(), LANGUAGE_CHANGES);
  }
  onWordsChange(notifyFollowers); // the same listener again counts once
  followers.add(element);
  return () => followers.delete(element);
}

function notifyFollowers(): void {
  for (const follower of followers) follower.languageChanged();
}
