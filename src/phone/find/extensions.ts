/** The digits behind a number that are dialed once the call is answered. */
import {isDigit} from './characters.js';
import {readRun} from './digit-runs.js';
import {readSpan} from './span-reading.js';
import {normalize} from '../normalize.js';

/** Longer texts are lists of other things. */
const MAX_TONES_LENGTH = 160;
/** `,,9988776#,,654321#`, `;9`, `p1234`: pauses and tones. */
const TONES = /^(?:,{2,}|;|[pw](?=\d))\*?\d{1,20}#?(?:(?:,+|;|[pw])\*?\d{1,20}#?)*/;
const MARKED = new RegExp(
  ';ext=(\\d{1,20})|' +
  '(?:[ \\u00a0]?,)?[ \\u00a0\\u3000]{0,3}(?:[([\\uff08]\\s?)?' +
  '((?:\\p{L}[\\p{L}\\p{M}]{0,13}(?: \\p{L}[\\p{L}\\p{M}]{1,4})?(?:[.:=\\uff1a]|\\.:)?|[#~*])[ \\u00a0]{0,3}#?)' +
  '([\\d\\uff10-\\uff19]{1,9})(?![\\d%\\p{L}]|[-:/.,]\\d)#?', 'uy',
);
/** Marks that are an extension in every language. */
const COMMON_MARK = /^(?:x|ext(?:n|ension)?)[.:]{0,2}\s*$/i;
/** One word or sign before a digit, or pauses: spares most texts the long expressions. */
const EXTENSION_START =
  /[ \u00a0\u3000,]{0,5}(?:[([\uff08]\s?)?[^\s\d]{1,17}(?: [^\s\d]{2,5})?[ \u00a0]{0,3}#?[\d\uff10-\uff19]|,,/y;

type MarkRule = readonly [mark: RegExp, countries: RegExp, isAllowed: boolean];
/** Words that mean "extension" in some countries and something else in others. */
const MARK_COUNTRIES: readonly MarkRule[] = [
  // In the north of Europe it is "o'clock".
  [/^kl\b/i, /^(?:AT|CH|DE|LI|CZ|SK|SI|HR)$/, true],
  // In Japan and Korea a range of numbers follows.
  [/^~/, /^(?:JP|KR)$/, false],
  // In Spanish it is a shop in a building.
  [/^loc(?:al)?\b/i, /^(?:AR|BO|CL|CO|CR|CU|DO|EC|ES|GQ|GT|HN|MX|NI|PA|PE|PR|PY|SV|UY|VE)$/, false],
];

/** Where the extension or the tones after a number end; null where there are none. */
export function endOfExtension(
  text: string, start: number, end: number, country: string | undefined,
): number | null {
  EXTENSION_START.lastIndex = end;
  if (!EXTENSION_START.test(text)) return null;
  return endOfTones(text, start, end, country) ?? endOfMarked(text, start, end, country);
}

function endOfTones(
  text: string, start: number, end: number, country: string | undefined,
): number | null {
  const tones = TONES.exec(text.slice(end, end + MAX_TONES_LENGTH))?.[0];
  if (!tones) return null;
  const tonesEnd = end + tones.length;
  if (isDigit(text.charCodeAt(tonesEnd)) || /^\p{L}/u.test(text.slice(tonesEnd))) return null;
  if (tones.endsWith('#')) return tonesEnd;
  // The columns of a table are separated in the same way.
  const separator = tones[0]!;
  const isColumn = /[,;]/.test(separator) &&
    (lineBefore(text, start) + lineAfter(text, tonesEnd)).includes(separator);
  return isColumn || startsOtherNumber(text, end, country) ? null : tonesEnd;
}

/** How far a line is read for the separators of a table. */
const LINE_LENGTH = 200;
const lineBefore = (text: string, index: number): string =>
  text.slice(Math.max(0, index - LINE_LENGTH), index).split('\n').pop()!;
const lineAfter = (text: string, index: number): string =>
  text.slice(index, index + LINE_LENGTH).split('\n', 1)[0]!;

function endOfMarked(
  text: string, start: number, end: number, country: string | undefined,
): number | null {
  MARKED.lastIndex = end;
  const match = MARKED.exec(text);
  if (!match) return null;
  const [whole, uriParameter, mark = ''] = match;
  const extensionEnd = end + whole.length;
  if (uriParameter) return extensionEnd;
  if (!isMarkOf(mark.trim(), country) || startsOtherNumber(text, end, country)) return null;
  if (!COMMON_MARK.test(mark) && !isKnownMark(text.slice(start, extensionEnd), mark)) return null;
  // The bracket around an extension belongs to it.
  const opensBracket = /[([\uff08]/.test(whole);
  return opensBracket && /^[)\]\uff09]/.test(text.slice(extensionEnd))
    ? extensionEnd + 1 : extensionEnd;
}

function isMarkOf(mark: string, country: string | undefined): boolean {
  const row = MARK_COUNTRIES.find(([expression]) => expression.test(mark));
  return !row || row[1].test(country ?? '') === row[2];
}

/**
 * Whether the parser knows a mark. A word has to mean "extension": not every word before "#9" does.
 */
function isKnownMark(raw: string, mark: string): boolean {
  if (/\p{L}/u.test(mark)) {
    const normalizedMark = normalize(`${mark}9`);
    if (!normalizedMark || !('bareExtension' in normalizedMark)) return false;
  }
  const normalized = normalize(raw);
  return Boolean(normalized && 'extension' in normalized && normalized.extension);
}

/** Whether the digits after a mark are a number of their own: "Toll free … Local 650 555 0100". */
function startsOtherNumber(text: string, end: number, country: string | undefined): boolean {
  let firstDigit = end;
  while (firstDigit < text.length && !isDigit(text.charCodeAt(firstDigit))) firstDigit++;
  const run = readRun(text, firstDigit);
  let digits = '';
  return run.groups.some((group, index) => {
    digits += group.digits;
    return readSpan({text, run, firstGroup: 0, endGroup: index + 1, digits, country}) !== null;
  });
}
