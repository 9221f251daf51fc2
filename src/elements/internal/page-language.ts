/** The language and the country around an element; the nearest `lang` is followed as it changes. */
import {onWordsChange} from '../../i18n/translator.js';

const listeners = new Set<() => void>();
const LANGUAGE_CHANGES: MutationObserverInit = {
  subtree: true, attributes: true, attributeFilter: ['lang'],
};
let observer: MutationObserver | undefined;

/** The host of the shadow root around an element of the page, in whichever window it is. */
function hostOf(element: Element): Element | undefined {
  return element.isConnected ? (element.getRootNode() as ShadowRoot).host : undefined;
}

/** The nearest value of an attribute that `read` takes, also beyond shadow roots. */
function nearestValue(
  element: Element, name: string, read: (value: string) => string | undefined,
): string | undefined {
  const match = element.closest(`[${name}]`);
  const outer = match?.parentElement ?? hostOf(match ?? element);
  const value = match ? read(match.getAttribute(name)!) : undefined;
  return value ?? (outer && nearestValue(outer, name, read));
}

/** The text as an ISO 3166-1 alpha-2 code; undefined where it cannot be one. */
export const countryCode = (text: string | null | undefined): string | undefined =>
  /^[A-Z]{2}$/.exec(text?.trim().toUpperCase().replace('UK', 'GB') ?? '')?.[0];

/** The code of the nearest `country` that is one. */
export const countryAround = (element: Element): string | undefined =>
  nearestValue(element, 'country', countryCode);

/** BCP 47 tag of the nearest `lang`; empty if the page does not say. */
export function languageOf(element: Element): string {
  return nearestValue(element, 'lang', String)?.trim().replaceAll('_', '-') ?? '';
}

/**
 * Calls the listener when a `lang` around the element, or the words of a language, may have
 * changed; returns the unsubscribe.
 */
export function followLanguage(element: Element, listener: () => void): () => void {
  observer ??= new MutationObserver(notifyListeners);
  for (let current: Element | undefined = element; current; current = hostOf(current)) {
    // Observing the same root again has no effect.
    observer.observe(current.getRootNode(), LANGUAGE_CHANGES);
  }
  onWordsChange(notifyListeners); // the same listener again counts once
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notifyListeners(): void {
  for (const listener of listeners) listener();
}
