/**
 * Adds styles to documents and shadow roots. A sheet works only in the window that made it:
 * what the page moves into another one, such as picture-in-picture, has lost its sheets there.
 */
import type {CSSResult} from 'lit';

/** Several in one sheet, by their array: each sheet costs something in each root. */
type SheetStyle = CSSResult | readonly CSSResult[];

const sheetsByDocument = new WeakMap<Document, Map<SheetStyle, CSSStyleSheet>>();

/** Returns the new sheet; nothing if the root has it already, or if its document has no window. */
export function addStyle(
  root: Document | ShadowRoot, style: SheetStyle,
): CSSStyleSheet | undefined {
  const document = root.ownerDocument ?? root;
  if (!document.defaultView) return undefined;
  const sheets = sheetsByDocument.get(document) ?? new Map<SheetStyle, CSSStyleSheet>();
  const sheet = sheets.get(style) ?? new document.defaultView.CSSStyleSheet();
  if (!sheets.has(style)) sheet.replaceSync([style].flat().join(''));
  sheetsByDocument.set(document, sheets.set(style, sheet));
  if (root.adoptedStyleSheets.includes(sheet)) return undefined;
  root.adoptedStyleSheets.push(sheet);
  return sheet;
}
