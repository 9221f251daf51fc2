/** What looks like a telephone number from its digits and signs alone, and is something else. */

/** Offsets in the text, end exclusive. */
type TextRange = readonly [start: number, end: number];

const MONTH_OR_DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:19|20|21)\\d\\d';
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const CLOCK = '(?:[01]?\\d|2[0-4])[.:][0-5]\\d';

/** Whatever the words around say. */
const ALWAYS = [
  // 2012-01-02, 2012/1/2, perhaps with a time
  `(?<![\\d])${YEAR}([-/.])${MONTH}\\1${MONTH_OR_DAY}(?!\\d)(?:[T ]{1,2}(?:[01]?\\d|2[0-4])(?=[:.]\\d\\d)(?:\\.\\d\\d)?)?`,
  // 21.6.1984, 06/21/84, 21. 6. 1984
  `(?<!\\d[-/.]?)(?=${MONTH}[-/.]|\\d\\d?[-/.] ?${MONTH}[-/.])${MONTH_OR_DAY}([-/.]) ?${MONTH_OR_DAY}\\2 ?(?:${YEAR}|\\d\\d)(?!\\d|[-/.]\\d)(?:[T ](?:[01]?\\d|2[0-4])[.:][0-5]\\d)?`,
  // 1990-1995, 2020/21
  '(?<!\\d[)\\s.-]{0,2})(?:1[5-9]|20)\\d\\d ?[-\u2013\u2014/] ?(?:(?:1[5-9]|20)\\d\\d|\\d\\d)(?![-\\d/]|[. ]\\d)',
  // 1211-1215 (2009)
  '(?<!\\d)\\d{1,5} ?[-\u2013]+ ?\\d{1,5} {0,4}\\((?:1[6-9]|20)\\d\\d',
  // 09.00-17.30
  `(?<![\\d.])${CLOCK} ?[-\u2013] ?${CLOCK}(?![\\d]|[.:]\\d)`,
  // payment cards: four, four, four, four; four, six, five
  '(?<!\\d[ -]?)\\d{4}([ -])\\d{4}\\3\\d{4}\\3\\d{4}(?:\\3\\d{1,3})?(?!\\d)',
  '(?<!\\d[ -]?)3[47]\\d\\d([ -])\\d{6}\\4\\d{5}(?!\\d)',
  // IBAN
  '(?<=(?<![A-Za-z])[A-Z]{2})\\d{2}(?: ?\\d{4}){2,7}(?: ?\\d{1,4})?(?!\\d)',
  // ISBN-13
  '(?<!\\d)97[89]([- ])\\d{1,5}\\5\\d{1,7}\\5\\d{1,6}\\5\\d(?!\\d)',
  // American social security numbers
  '(?<!\\d|\\d[-. ])\\d{3}-\\d{2}-\\d{4}(?!\\d|-\\d)',
].join('|');

/** Unless a word says that it is a telephone. */
const UNNAMED = [
  // IP addresses, with port or mask; four pairs are how Danes and Norwegians write numbers
  `(?<!\\d|\\d\\.)(?!(?:\\d\\d\\.){3}\\d\\d(?!\\d))(?:${BYTE}\\.){3}${BYTE}(?:/\\d{1,2}(?!\\d))?(?!\\d|\\.\\d)`,
  // 20120102, 20120102-0800, 20120102 08
  '(?<!\\d)(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[-T _]?(?:[01]\\d|2[0-3])(?:[0-5]\\d){0,2})?(?!\\d)',
  // 37.7749295, -122.4194155
  '(?<![\\d.])(?!0\\d)\\d{1,3}\\.\\d{4,}(?!\\d|\\.\\d)',
  // 31.66 - 77.92
  '(?<![\\d.])\\d{1,3}\\.\\d{1,2} ?[-\u2013] ?\\d{1,3}\\.\\d{1,2}(?!\\d|\\.\\d)',
  // pages: 1126–9018
  '(?<!\\d|\\d[-. )\u2013])\\d{3,4}\u2013\\d{3,4}(?!\\d|[- \u2013.]\\d)',
  // American postal codes: 94043-1351
  '(?<!\\d[-. )]{0,2})[1-9]\\d{4}-\\d{4}(?!\\d|-\\d)',
  '(?<=(?<![\\d)A-Za-z])[-\u2212])\\d{1,3}\\.\\d{3,}(?!\\d|[-.]\\d)',
].join('|');

/** All of them begin with a digit, and with the first of its row. */
const beginning = (expressions: string) => new RegExp(`(?<!\\d)(?=\\d)(?:${expressions})`, 'g');
const always = beginning(ALWAYS);
const unnamed = beginning(`${ALWAYS}|${UNNAMED}`);
const isbn10 = /(?<![\d-])\d{1,5}([- ])\d{1,7}\1\d{1,6}\1[\dXx](?![\d-])/g;

/** `from`, `to`: the run of digits and signs to look at; `named`: a word says that it is a telephone. */
export function findLookalikes(text: string, from: number, to: number, named: boolean): TextRange[] {
  const begin = Math.max(0, from - 4);
  const part = text.slice(begin, to + 12);
  const found: TextRange[] = [];
  for (const expression of [named ? always : unnamed, isbn10]) {
    expression.lastIndex = 0;
    for (let match = expression.exec(part); match; match = expression.exec(part)) {
      if (expression === isbn10 && !isIsbn10(match[0])) continue;
      found.push([begin + match.index, begin + match.index + match[0].length]);
    }
  }
  return found;
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[- ]/g, '');
  if (digits.length !== 10) return false;
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += (10 - i) * (/x/i.test(digits[i]!) ? 10 : Number(digits[i]));
  return sum % 11 === 0;
}
