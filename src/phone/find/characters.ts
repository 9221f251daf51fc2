/** The role of each character in a row of digits, and where digits begin that are worth a look. */

/** The zeros of all scripts with digits in one UTF-16 code unit; one to nine follow each. */
const ZEROS = [
  ...'0٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０',
].map((zero) => zero.charCodeAt(0));
/** Characters that may separate the digits of a number, as pairs of first and last. */
const SEPARATOR_RANGES = '  ()-/[[]]~~\u00a0\u00a0\u00ad\u00ad\u00b7\u00b7\u2000\u200f\u2010\u2015' +
  '\u2022\u2022\u202a\u202f\u2043\u2043\u2053\u2053\u2060\u2060\u2066\u2069\u2212\u2212\u223c\u223c\u3000\u3000' +
  '\u30fc\u30fc\ufe63\ufe63\ufeff\ufeff\uff08\uff09\uff0d\uff0f\uff3b\uff3b\uff3d\uff3d\uff5e\uff5e';
/** Those that may also separate two numbers. Hyphens and dots never do. */
const NUMBER_BREAK_RANGES = '  ()//[[]]\u00a0\u00a0\u2000\u200a\u202f\u202f\u3000\u3000' +
  '\uff08\uff09\uff0f\uff0f\uff3b\uff3b\uff3d\uff3d';
const SEPARATOR = 1;
const NUMBER_BREAK = 2;
const DIGIT_KIND = 3;
/** By UTF-16 code unit. A table, because every character of a text is looked up. */
const CHARACTER_KINDS = new Uint8Array(0x10000);
const KINDS_OF_RANGES = [
  [SEPARATOR_RANGES, SEPARATOR],
  [NUMBER_BREAK_RANGES, NUMBER_BREAK],
] as const;
for (const [ranges, kind] of KINDS_OF_RANGES) {
  for (let index = 0; index < ranges.length; index += 2) {
    CHARACTER_KINDS.fill(kind, ranges.charCodeAt(index), ranges.charCodeAt(index + 1) + 1);
  }
}
for (const zero of ZEROS) CHARACTER_KINDS.fill(DIGIT_KIND, zero, zero + 10);

/** In a row, between two digits of a number. */
export const MAX_SEPARATORS = 4;
export const MIN_DIGITS = 7;

export const isDigit = (charCode: number): boolean => CHARACTER_KINDS[charCode] === DIGIT_KIND;
export const isNumberBreak = (charCode: number): boolean =>
  CHARACTER_KINDS[charCode] === NUMBER_BREAK;
export const isSeparator = (charCode: number): boolean => {
  const kind = CHARACTER_KINDS[charCode];
  return kind === SEPARATOR || kind === NUMBER_BREAK;
};
/** `(`, `[` and their full-width forms. */
export const isOpeningBracket = (charCode: number): boolean =>
  charCode === 40 || charCode === 91 || charCode === 0xff08 || charCode === 0xff3b;
/** `)`, `]` and their full-width forms. */
export const isClosingBracket = (charCode: number): boolean =>
  charCode === 41 || charCode === 93 || charCode === 0xff09 || charCode === 0xff3d;
/** `~` and its like. */
export const isTilde = (charCode: number): boolean =>
  charCode === 0x7e || charCode === 0x2053 || charCode === 0x223c || charCode === 0xff5e;
export const isPlus = (charCode: number): boolean => charCode === 43 || charCode === 0xff0b;

export const toAsciiDigits = (digits: string): string => digits.replace(/\D/g, (digit) => {
  const charCode = digit.charCodeAt(0);
  const zero = ZEROS.find((first) => charCode < first + 10)!;
  return String(charCode - zero);
});

/** The toll-free area codes of North America, after which companies write words. */
export const TOLL_FREE_CODE = '8(?:00|33|44|55|66|77|88)\\)?[-. ]';
const VANITY_START = new RegExp(`${TOLL_FREE_CODE}(?=[A-Z\\d-]{0,6}[A-Z]{3})`, 'y');
/** "800-" */
const VANITY_START_LENGTH = 4;

/**
 * Finds where the next seven digits with little between them begin, or the next 800 before a word;
 * -1 where there are none. It only looks at every fourth character, because any candidate has a
 * digit or a separator there.
 */
export function nextCandidate(text: string, from: number): number {
  let searchedEnd = from;
  for (let probe = from + VANITY_START_LENGTH - 1; probe < text.length;
    probe += VANITY_START_LENGTH) {
    if (!CHARACTER_KINDS[text.charCodeAt(probe)]) continue;
    let start = probe;
    while (start > searchedEnd && CHARACTER_KINDS[text.charCodeAt(start - 1)]) start--;
    const {candidate, end} = candidateIn(text, start);
    if (candidate >= 0) return candidate;
    searchedEnd = probe = end;
  }
  return -1;
}

/** Searches the digits and separators that begin at `start`. */
function candidateIn(text: string, start: number): {candidate: number; end: number} {
  let firstDigit = start;
  let digitCount = 0;
  let separatorCount = 0;
  let vanityStart = -1;
  let end = start;
  for (let kind; (kind = CHARACTER_KINDS[text.charCodeAt(end)]); end++) {
    if (kind === DIGIT_KIND) {
      if (digitCount === 0) firstDigit = end;
      separatorCount = 0;
      if (++digitCount === MIN_DIGITS) return {candidate: firstDigit, end};
    } else {
      const mayEndCode = separatorCount === 0 && digitCount > 2 && vanityStart < 0;
      if (mayEndCode && isVanityStart(text, end - 3)) vanityStart = end - 3;
      if (++separatorCount > MAX_SEPARATORS) {
        if (vanityStart >= 0) break;
        digitCount = 0;
      }
    }
  }
  return {candidate: vanityStart, end};
}

function isVanityStart(text: string, index: number): boolean {
  // Most are told apart by their first digit: all toll-free codes begin with an 8.
  if (text.charCodeAt(index) !== 56) return false;
  VANITY_START.lastIndex = index;
  return VANITY_START.test(text);
}
