/** The page's `accent-color`, which CSS itself cannot read: our accent where the page sets none of its own for us. */

const followed = new WeakSet<Document>();

/** Hands it down as a property that nobody else uses, and follows it from light to dark. Once a document. */
export function followAccent(document: Document): void {
  if (followed.has(document)) return;
  followed.add(document);
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const read = (): void => {
    const {accentColor} = getComputedStyle(document.body ?? document.documentElement);
    sheet.replaceSync(!accentColor || accentColor === 'auto' ? '' : `:root{--_rc-page-accent:${accentColor}}`);
  };
  read();
  matchMedia('(prefers-color-scheme:dark)').addEventListener('change', read);
}
