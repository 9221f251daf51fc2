/** Finds dates, payment cards, IP addresses and the like, which have the shape of phone numbers. */
import {HOURS, UNIT} from './hours-beside.js';

/** UTF-16 offsets in the text, `end` exclusive. */
type TextRange = readonly [start: number, end: number];

const DAY_OR_MONTH = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:19|20|21)\\d\\d';
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const CLOCK = '(?:[01]?\\d|2[0-4])[.:][0-5]\\d';
const QUARTER_HOUR = '(?:[01]\\d|2[0-4])(?:00|15|30|45)';

/** Never a telephone number, whatever the words before it say. */
const NEVER_PHONE = [
  // 2012-01-02, 2012/1/2, also before a time
  `(?<![\\d])${YEAR}([-/.])${MONTH}\\1${DAY_OR_MONTH}(?!\\d)(?:[T ]{1,2}(?:[01]?\\d|2[0-4])(?=[:.]\\d\\d)(?:\\.\\d\\d)?)?`,
  // 21.6.1984, 06/21/84, 21. 6. 1984
  `(?<!\\d[-/.]?)(?=${MONTH}[-/.]|\\d\\d?[-/.] ?${MONTH}[-/.])${DAY_OR_MONTH}([-/.]) ?${DAY_OR_MONTH}\\2 ?(?:${YEAR}|\\d\\d)(?!\\d|[-/.]\\d)(?:[T ](?:[01]?\\d|2[0-4])[.:][0-5]\\d)?`,
  // 1990-1995, 2020/21
  '(?<!\\d[)\\s.-]{0,2})(?:1[5-9]|20)\\d\\d ?[-\u2013\u2014/] ?(?:(?:1[5-9]|20)\\d\\d|\\d\\d)(?![-\\d/]|[. ]\\d)',
  // 1211-1215 (2009)
  '(?<!\\d)\\d{1,5} ?[-\u2013]+ ?\\d{1,5} {0,4}\\((?:1[6-9]|20)\\d\\d',
  // 03.06-07.06.2015, 01/02-03/04/2024, 03.01.24/05.02.24, not 06/12/10/11/12
  `(?<!\\d[/.]?)(?!(?:\\d\\d/){4}\\d\\d(?!/))${DAY_OR_MONTH}[/.]${DAY_OR_MONTH}(?:[/.](?:${YEAR}|\\d\\d))?\\.? ?[-\u2013/] ?${DAY_OR_MONTH}[/.]${DAY_OR_MONTH}[/.](?:${YEAR}|\\d\\d)(?!\\d|[/.]\\d)`,
  // 02/24 - 03/25, 02.2024-03.2025
  `(?<!\\d|\\d[-/. ])${MONTH}([/.])(?:${YEAR}|\\d\\d) ?[-\u2013] ?${MONTH}\\3(?:${YEAR}|\\d\\d)(?!\\d|[-/.]\\d)`,
  // 09.00-17.30
  `(?<![\\d.])${CLOCK} ?[-\u2013] ?${CLOCK}(?![\\d]|[.:]\\d)`,
  // 030 23125000 10-18, 4710 9-18, 4710 10-18 Uhr, not the end of a number: 0221 4710 10-18
  `(?<=\\d{6} |\\d{4} (?=\\d\\D|.{5,7} ?(?:${UNIT})))${HOURS}(?! ?[-\u2013.]?\\d)`,
  // payment cards: 4-4-4-4, 4-6-5
  '(?<!\\d[ -]?)\\d{4}([ -])\\d{4}\\4\\d{4}\\4\\d{4}(?:\\4\\d{1,3})?(?!\\d)',
  '(?<!\\d[ -]?)3[47]\\d\\d([ -])\\d{6}\\5\\d{5}(?!\\d)',
  // IBAN
  '(?<=(?<![A-Za-z])[A-Z]{2})\\d{2}(?: ?\\d{4}){2,7}(?: ?\\d{1,4})?(?!\\d)',
  // ISBN-13
  '(?<!\\d)97[89]([- ])\\d{1,5}\\6\\d{1,7}\\6\\d{1,6}\\6\\d(?!\\d)',
  // US Social Security numbers
  '(?<!\\d|\\d[-. ])\\d{3}-\\d{2}-\\d{4}(?!\\d|-\\d)',
].join('|');

/** Not a telephone number unless a word before it says so. */
const UNLABELED = [
  // IP addresses, also with a mask; four pairs are the form of Danish and Norwegian numbers
  `(?<!\\d|\\d\\.)(?!(?:\\d\\d\\.){3}\\d\\d(?!\\d))(?:${BYTE}\\.){3}${BYTE}(?:/\\d{1,2}(?!\\d))?(?!\\d|\\.\\d)`,
  // 20120102, 20120102-0800, 20120102 08
  '(?<!\\d)(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[-T _]?(?:[01]\\d|2[0-3])(?:[0-5]\\d){0,2})?(?!\\d)',
  // Standards: GB 4706.19-2008
  '(?<![\\d.-])\\d{3,5}\\.\\d{1,2}-(?:19|20)\\d\\d(?!\\d|-\\d)',
  // Belgian companies: BE 0470.123.456
  '(?<=BE ?)[01]\\d{3}\\.\\d{3}\\.\\d{3}(?!\\d)',
  // 37.7749295, -122.4194155
  '(?<![\\d.])(?!0\\d)(?:1[0-7]\\d|\\d{1,2}|\\d{3}(?!\\.\\d{7}(?!\\d)))\\.\\d{4,}(?!\\d|\\.\\d)',
  // 415555.0101
  '(?<![\\d.])[1-9]\\d{4,}\\.\\d+(?!\\d|\\.\\d)',
  // timetables: 08 38 09 38 10 38
  '(?<!\\d[ -]?)(?:(?:[01]\\d|2[0-3]) [0-5]\\d ){2,}(?:[01]\\d|2[0-3]) [0-5]\\d(?!\\d)',
  // 0900-1200
  `(?<!\\d|\\d[-. ])${QUARTER_HOUR} ?[-\u2013] ?${QUARTER_HOUR}(?!\\d|-\\d)`,
  // 31.66 - 77.92
  '(?<![\\d.])\\d{1,3}\\.\\d{1,2} ?[-\u2013] ?\\d{1,3}\\.\\d{1,2}(?!\\d|\\.\\d)',
  // pages: 1126–9018
  '(?<!\\d|\\d[-. )\u2013])\\d{3,4}\u2013\\d{3,4}(?!\\d|[- \u2013.]\\d)',
  // US postal codes: 94043-1351
  '(?<!\\d[-. )]{0,2})[1-9]\\d{4}-\\d{4}(?!\\d|-\\d)',
  // negative decimals: -122.4194
  '(?<=(?<![\\d)A-Za-z])[-\u2212])\\d{1,3}\\.\\d{3,}(?!\\d|[-.]\\d)',
].join('|');

/** All of them begin with a digit that no other digit precedes. */
const startingWithDigit = (expressions: string) =>
  new RegExp(`(?<!\\d)(?=\\d)(?:${expressions})`, 'g');
const certainLookalikes = startingWithDigit(NEVER_PHONE);
const allLookalikes = startingWithDigit(`${NEVER_PHONE}|${UNLABELED}`);
const isbn10 = /(?<![\d-])\d{1,5}([- ])\d{1,7}\1\d{1,6}\1[\dXx](?![\d-])/g;

/** Characters beside the digits that an expression may look at. */
const MARGIN_BEFORE = 7;
const MARGIN_AFTER = 12;

/**
 * Look-alikes in the digits and signs from `runStart` to `runEnd`. `isLabeled`: a word before them
 * says that they are a telephone number.
 */
export function findLookalikes(
  text: string, runStart: number, runEnd: number, isLabeled: boolean,
): TextRange[] {
  const offset = Math.max(0, runStart - MARGIN_BEFORE);
  const excerpt = text.slice(offset, runEnd + MARGIN_AFTER);
  const ranges: TextRange[] = [];
  for (const expression of [isLabeled ? certainLookalikes : allLookalikes, isbn10]) {
    expression.lastIndex = 0;
    for (let match = expression.exec(excerpt); match; match = expression.exec(excerpt)) {
      if (expression === isbn10 && !isIsbn10(match[0])) continue;
      const start = offset + match.index;
      ranges.push([start, start + match[0].length]);
    }
  }
  return ranges;
}

/** The check digit of an ISBN-10 makes the sum, weighted from ten down to one, a multiple of 11. */
function isIsbn10(text: string): boolean {
  const digits = text.replace(/[- ]/g, '');
  if (digits.length !== 10) return false;
  let weightedSum = 0;
  for (let index = 0; index < 10; index++) {
    const value = /x/i.test(digits[index]!) ? 10 : Number(digits[index]);
    weightedSum += (10 - index) * value;
  }
  return weightedSum % 11 === 0;
}
