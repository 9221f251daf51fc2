/**
 * Adds style sheets to documents and shadow roots. A sheet works only in the window that made it:
 * what the page moves into another one, such as picture-in-picture, has lost its sheets there.
 */
import type {CSSResult} from 'lit';

const sheetsByDocument = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/** Adds the styles that the root does not have yet; returns the sheets that it added. */
export function addStyles(
  root: Document | ShadowRoot, styles: readonly CSSResult[],
): CSSStyleSheet[] {
  const document = root.ownerDocument ?? root;
  // Nobody sees a document without a window.
  if (!document.defaultView) return [];
  const added = styles.map((style) => sheetFor(document, style))
    .filter((sheet) => !root.adoptedStyleSheets.includes(sheet));
  root.adoptedStyleSheets.push(...added);
  return added;
}

function sheetFor(document: Document, style: CSSResult): CSSStyleSheet {
  const sheets = sheetsByDocument.get(document) ?? new Map<CSSResult, CSSStyleSheet>();
  const sheet = sheets.get(style) ?? new document.defaultView!.CSSStyleSheet();
  if (!sheets.has(style)) sheet.replaceSync(style.cssText);
  sheetsByDocument.set(document, sheets.set(style, sheet));
  return sheet;
}
