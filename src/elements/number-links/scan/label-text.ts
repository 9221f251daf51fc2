/** Tells whether a text may be a label. */
export const CELL_SELECTOR = 'td,th,[role=cell],[role=gridcell],[role=rowheader]';

/** A letter, or a sign such as a telephone. */
export const WORD_PATTERN = /[\p{L}\p{So}]/u;
const MAX_LABEL_LENGTH = 40;
/** Data, or a sentence of more than three words. */
const NO_LABEL = /\p{Nd}{3}|(?:\S+\s+){3}\S*[.!?]$/u;

/** The text with a tab after it, as between cells; empty where it is no label. */
export function asLabel(text: string): string {
  const label = text.trim();
  const isLabel = label && label.length <= MAX_LABEL_LENGTH && !NO_LABEL.test(label);
  return isLabel ? `${label}\t` : '';
}
