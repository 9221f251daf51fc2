/** Which words stand before a number, on its line or above it. */
import {isListed, NO_CONTEXT, wordContextOf, type WordContext} from './context-words.js';

/** How many characters before a number are read for words about it. */
const CONTEXT_LENGTH = 48;
/** How far above a number the head of its column is looked for, over a row of hyphens. */
const TABLE_LENGTH = 2_000;
/** The same where nothing marks the head: no farther than long texts are read along. */
const COPIED_TABLE_LENGTH = 240;

/** The number found last and the words before it, which a list shares: "Call A or B". */
export interface PreviousNumber {
  readonly start: number;
  readonly end: number;
  readonly context: WordContext;
}

/** The words before a number; in a list, those before the first of its numbers. */
export function readContext(
  text: string, start: number, previous: PreviousNumber | null,
): WordContext {
  const column = isCellStart(text, start) ? columnContext(text, start) : NO_CONTEXT;
  if (column !== NO_CONTEXT) return column;
  let from = Math.max(0, start - CONTEXT_LENGTH);
  if (previous && previous.end > from && previous.end <= start) {
    if (isListed(text.slice(previous.end, start))) return previous.context;
    from = previous.end;
  }
  let lineStart = start;
  while (lineStart > from && text.charCodeAt(lineStart - 1) !== 10) lineStart--;
  const context = wordContextOf(text, lineStart, start);
  const isLineRead = context !== NO_CONTEXT || lineStart === from ||
    text.slice(lineStart, start).trim() !== '';
  return isLineRead ? context : contextAbove(text.slice(from, lineStart).trimEnd());
}

/** A label on the line above. */
function contextAbove(textAbove: string): WordContext {
  const lineAbove = textAbove.lastIndexOf('\n') + 1;
  return /\p{L}:?$/u.test(textAbove)
    ? wordContextOf(textAbove, lineAbove, textAbove.length) : NO_CONTEXT;
}

/** A tab, `;` or `|`, perhaps with a space, stands right before it. */
function isCellStart(text: string, start: number): boolean {
  const charCode = text.charCodeAt(start - 1);
  return isCellSign(charCode) || charCode === 32 && isCellSign(text.charCodeAt(start - 2));
}
const BAR = 124;
const isCellSign = (charCode: number): boolean =>
  charCode === 9 || charCode === 59 || charCode === BAR;

/**
 * The head of a column in a table of plain text. Its row stands over a row of hyphens, or is the
 * first one and has no long digits.
 */
function columnContext(text: string, start: number): WordContext {
  const isMarked = text.charCodeAt(start - 1) === BAR || text.charCodeAt(start - 2) === BAR;
  const tableStart = Math.max(0, start - (isMarked ? TABLE_LENGTH : COPIED_TABLE_LENGTH));
  const textBefore = text.slice(tableStart, start);
  const lineStart = textBefore.lastIndexOf('\n') + 1;
  const line = textBefore.slice(lineStart);
  const rowsAbove = textBefore.slice(0, lineStart);
  const separator = /[\t;|](?= ?$)/.exec(line)![0];
  const headRow = separator === '|'
    ? rowOverHyphens(rowsAbove) : firstRow(rowsAbove, separator, tableStart > 0);
  const cell = headRow?.split(separator)[line.split(separator).length - 1] ?? '';
  const columnHead = cell.slice(0, CONTEXT_LENGTH);
  return wordContextOf(columnHead, 0, columnHead.length);
}

const ROW_OVER_HYPHENS = /(?:^|\n)(.*)\n[ \t]*\|?[ \t]*:?-[-|: \t]*\n(?:.*\|.*\n)*$/;
const rowOverHyphens = (rowsAbove: string): string | undefined =>
  rowsAbove.includes('--') ? ROW_OVER_HYPHENS.exec(rowsAbove)?.[1] : undefined;

const VALUE_DIGITS = /\d{5}/;

/** The first of the lines above that have the separator; `isCut`: there may be more of them. */
function firstRow(rowsAbove: string, separator: string, isCut: boolean): string | undefined {
  const rows = rowsAbove.split('\n').slice(0, -1);
  const firstIndex = rows.findLastIndex((row) => !row.includes(separator)) + 1;
  if (firstIndex === 0 && isCut) return undefined;
  const row = rows[firstIndex];
  return row && !VALUE_DIGITS.test(row) ? row : undefined;
}
