/** Takes over the page's `accent-color`, which CSS itself cannot read, as the default accent. */

const followedDocuments = new WeakSet<Document>();

/** Sets `--_rc-page-accent` and follows the color scheme; once for each document. */
export function followAccent(document: Document): void {
  if (followedDocuments.has(document)) return;
  followedDocuments.add(document);
  const styleSheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(styleSheet);
  const updateAccent = (): void => {
    const {accentColor} = getComputedStyle(document.body ?? document.documentElement);
    const isUnset = !accentColor || accentColor === 'auto';
    styleSheet.replaceSync(isUnset ? '' : `:root{--_rc-page-accent:${accentColor}}`);
  };
  updateAccent();
  matchMedia('(prefers-color-scheme:dark)').addEventListener('change', updateAccent);
}
