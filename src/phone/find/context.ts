/** Which words stand before a number, on its line or above it. */
import {isListed, NO_CONTEXT, wordContextOf, type WordContext} from './context-words.js';

/** How many characters before a number are read for words about it. */
const CONTEXT_LENGTH = 48;
/** How far above a number the head of its column is looked for. */
const TABLE_LENGTH = 2_000;

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
  let from = Math.max(0, start - CONTEXT_LENGTH);
  if (previous && previous.end > from && previous.end <= start) {
    if (isListed(text.slice(previous.end, start))) return previous.context;
    from = previous.end;
  }
  let lineStart = start;
  while (lineStart > from && text.charCodeAt(lineStart - 1) !== 10) lineStart--;
  if (lineStart === from) return wordContextOf(text, from, start);
  const context = wordContextOf(text, lineStart, start);
  const line = text.slice(lineStart, start);
  if (context !== NO_CONTEXT) return context;
  if (/\|\s*$/.test(line)) return columnContext(text, lineStart, line);
  if (line.trim()) return NO_CONTEXT;
  // A label may stand on the line above.
  const textAbove = text.slice(from, lineStart).trimEnd();
  const lineAbove = textAbove.lastIndexOf('\n') + 1;
  return /\p{L}:?$/u.test(textAbove)
    ? wordContextOf(textAbove, lineAbove, textAbove.length) : NO_CONTEXT;
}

/** The head of a column in a table of plain text, over a row of hyphens. */
function columnContext(text: string, lineStart: number, line: string): WordContext {
  const above = text.slice(Math.max(0, lineStart - TABLE_LENGTH), lineStart);
  if (!above.includes('--')) return NO_CONTEXT;
  const [, headRow] = /(?:^|\n)(.*)\n[ \t]*\|?[ \t]*:?-[-|: \t]*\n(?:.*\|.*\n)*$/.exec(above) ?? [];
  if (headRow === undefined) return NO_CONTEXT;
  const columnHead = headRow.split('|')[line.split('|').length - 1] ?? '';
  return wordContextOf(columnHead, 0, columnHead.length);
}
