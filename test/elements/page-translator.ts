/** What a translator replaces: text nodes, by others or by elements, or all that is in an element. */
export const TRANSLATIONS = ['text', 'font', 'content'] as const;

type Translation = typeof TRANSLATIONS[number];

/** Puts all words in «», as some extensions translate: in place, once, also in shadow roots. */
export function translatePage(translation: Translation, root: ParentNode = document.body): void {
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) translatePage(translation, element.shadowRoot);
    if (!element.matches('style, script, font')) translateTexts(translation, element);
  }
}

function translateTexts(translation: Translation, element: Element): void {
  for (const text of Array.from(element.childNodes)) {
    if (!(text instanceof Text) || !/^\s*[^\s«]/.test(text.data)) continue;
    const translated = `«${text.data.trim()}»`;
    if (translation === 'content' && element.childElementCount === 0) {
      element.textContent = translated;
      return;
    }
    const replacement = document.createElement('font');
    replacement.textContent = translated;
    text.replaceWith(translation === 'font' ? replacement : translated);
  }
}
