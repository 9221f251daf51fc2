import {findLookalikes} from './lookalikes.js';
import {
  dialingRulesOf, isCountry, isNorthAmerican, isUsualGrouping, readDomestic, readInternational,
  type DialingRules, type NumberInUse,
} from './numbers-in-use.js';
import {
  FAX_AFTER, isListed, NO_CONTEXT, PHONE_AFTER, UNIT_AFTER, wordContextOf, type WordContext,
} from './context-words.js';
import {parseNumber} from '../parse.js';
import {normalize} from '../normalize.js';

/** A telephone number in a text. */
export interface FoundNumber {
  /** `+` and digits. */
  readonly e164: string;
  /** Digits to dial after the call is answered. */
  readonly extension?: string;
  /** As it stands in the text, extension included: `text.slice(start, end)`. */
  readonly raw: string;
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text says that this is a fax number. */
  readonly fax?: true;
}

export interface FindOptions {
  /**
   * ISO 3166-1 alpha-2, for national numbers. Without it, or with an unknown one, only numbers that
   * begin with `+` are found.
   */
  readonly country?: string | undefined;
  /** Leaves out bare digits unless the text says that they are a telephone number. */
  readonly strict?: boolean | undefined;
}

/** Zeros of the scripts whose digits are read: ASCII, Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
/** Characters that may separate the digits of a number, as pairs of first and last. */
const SEPARATOR_RANGES = '  ()-/[[]]~~\u00a0\u00a0\u00ad\u00ad\u00b7\u00b7\u2000\u200f\u2010\u2015\u2022\u2022\u202a\u202f\u2053\u2053' +
  '\u2060\u2060\u2066\u2069\u2212\u2212\u223c\u223c\u3000\u3000\u30fc\u30fc\uff08\uff09\uff0d\uff0f\uff3b\uff3b\uff3d\uff3d\uff5e\uff5e';
/** Those that may also separate two numbers. Hyphens and dots never do. */
const NUMBER_BREAK_RANGES = '  ()//[[]]\u00a0\u00a0\u2000\u200a\u202f\u202f\u3000\u3000\uff08\uff09\uff3b\uff3b\uff3d\uff3d';
const SEPARATOR = 1;
const NUMBER_BREAK = 2;
const DIGIT_CLASS = 3;
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
for (const zero of ZEROS) CHARACTER_KINDS.fill(DIGIT_CLASS, zero, zero + 10);

/** In a row, between two digits of a number. */
const MAX_SEPARATORS = 4;
const MIN_DIGITS = 7;
/** Exit code, carrier code, country code and national number together. */
const MAX_DIGITS = 22;
/** For digits in one group, without a plus. */
const MAX_DIALED_DIGITS = 19;
/** How many characters before a number are read for words about it. */
const CONTEXT_LENGTH = 48;

/** The toll-free area codes of North America, after which companies write words. */
const TOLL_FREE_CODE = '8(?:00|33|44|55|66|77|88)\\)?[-. ]';
const VANITY_START = new RegExp(`${TOLL_FREE_CODE}(?=[A-Z\\d-]{0,6}[A-Z]{3})`, 'y');
/** "800-" */
const VANITY_START_LENGTH = 4;
const VANITY_NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}.:/-])(?:\\+?1[-. ]?)?\\(?${TOLL_FREE_CODE}[A-Z\\d](?:-?[A-Z\\d]){6,9}(?![\\p{L}\\p{N}@_]|-[\\p{L}\\p{N}])`, 'uy',
);

/**
 * A cheap check whether a text is worth a search: whether it has seven digits with little between
 * them, or 800 and a word.
 */
export const mayHoldNumber = (text: string): boolean => nextCandidate(text, 0) >= 0;

/**
 * Finds where the next seven digits with little between them begin, or the next 800 before a word;
 * -1 where there are none. It only looks at every fourth character, because any candidate has a
 * digit or a separator there.
 */
function nextCandidate(text: string, from: number): number {
  const {length} = text;
  let searchedEnd = from;
  for (let probe = from + VANITY_START_LENGTH - 1; probe < length; probe += VANITY_START_LENGTH) {
    if (!CHARACTER_KINDS[text.charCodeAt(probe)]) continue;
    let index = probe;
    while (index > searchedEnd && CHARACTER_KINDS[text.charCodeAt(index - 1)]) index--;
    let firstDigit = index;
    let digitCount = 0;
    let separatorCount = 0;
    let vanityStart = -1;
    for (; index < length; index++) {
      const kind = CHARACTER_KINDS[text.charCodeAt(index)];
      if (kind === DIGIT_CLASS) {
        if (digitCount === 0) firstDigit = index;
        separatorCount = 0;
        if (++digitCount === MIN_DIGITS) return firstDigit;
      } else if (!kind) {
        break;
      } else {
        const mayEndCode = separatorCount === 0 && digitCount > 2 && vanityStart < 0;
        if (mayEndCode && isVanityStart(text, index - 3)) vanityStart = index - 3;
        if (++separatorCount > MAX_SEPARATORS) {
          if (vanityStart >= 0) return vanityStart;
          digitCount = 0;
        }
      }
    }
    if (vanityStart >= 0) return vanityStart;
    searchedEnd = probe = index;
  }
  return -1;
}

function isVanityStart(text: string, index: number): boolean {
  // Most are told apart by their first digit: all toll-free codes begin with an 8.
  if (text.charCodeAt(index) !== 56) return false;
  VANITY_START.lastIndex = index;
  return VANITY_START.test(text);
}

/**
 * Finds the telephone numbers in a text, in their order. The text around digits decides as much as
 * the digits: dates, amounts, order numbers, addresses and the like are left out. Never throws. The
 * time it takes is at most proportional to the length of the text.
 */
export function findNumbers(
  text: string, {country, strict = false}: FindOptions = {},
): FoundNumber[] {
  const found: FoundNumber[] = [];
  if (typeof text !== 'string') return found;
  const countryCode = typeof country === 'string' ? country.trim().toUpperCase() : '';
  const knownCountry = isCountry(countryCode) ? countryCode : undefined;
  const search: Search = {
    text, found, country: knownCountry,
    homeRules: knownCountry ? dialingRulesOf(knownCountry) : null,
    minEvidence: strict ? 2 : 1, lastFound: null, lastContext: null,
  };
  for (let from = 0; ;) {
    const start = nextCandidate(text, from);
    if (start < 0) return found;
    const run = readRun(text, start);
    if (run.digitCount >= MIN_DIGITS) {
      searchRun(search, run);
      // An extension may reach into the next run.
      from = Math.max(run.end, search.lastFound?.end ?? 0);
    } else {
      from = searchVanityNumber(search, start, from) ?? start + VANITY_START_LENGTH;
    }
  }
}

/**
 * `1-800-FLOWERS`. `codeStart`: where the "800" is; `from`: where the search has come to. Returns
 * the end of the number.
 */
function searchVanityNumber(
  {text, country, found}: Search, codeStart: number, from: number,
): number | null {
  for (let start = Math.max(from, codeStart - 4); start <= codeStart; start++) {
    VANITY_NUMBER.lastIndex = start;
    const raw = VANITY_NUMBER.exec(text)?.[0];
    if (!raw) continue;
    const number = parseNumber(raw, {country});
    if (!number || !number.e164.startsWith('+18')) return null;
    found.push({e164: number.e164, raw, start, end: start + raw.length});
    return start + raw.length;
  }
  return null;
}

interface Search {
  readonly text: string;
  readonly country: string | undefined;
  /** How numbers are dialed in `country`. */
  readonly homeRules: DialingRules | null;
  /** The evidence that a number needs. */
  readonly minEvidence: number;
  readonly found: FoundNumber[];
  /** The number found last and the words before it, which a list shares: "Call A or B". */
  lastFound: {readonly end: number; readonly context: WordContext} | null;
  /** The words read last, because they are needed more than once. */
  lastContext: {readonly start: number; readonly context: WordContext} | null;
}

/** Digits in a row. */
interface DigitGroup {
  readonly start: number;
  readonly end: number;
  /** In ASCII. */
  readonly digits: string;
  /** Nothing stands before it, or a separator that may stand between two numbers. */
  readonly mayStartNumber: boolean;
}

/** Groups of digits with nothing but separators between them. */
interface DigitRun {
  readonly groups: readonly DigitGroup[];
  /** With the plus and the brackets before the first digit. */
  readonly start: number;
  readonly end: number;
  readonly digitCount: number;
  readonly hasPlus: boolean;
  readonly hasBrackets: boolean;
  /** ASCII digits with spaces, hyphens, dots and round brackets only. */
  readonly isPlain: boolean;
  /** By group: part of a date, an address or the like. Absent until it is needed. */
  maskedGroups?: readonly boolean[];
}

const isDigit = (charCode: number): boolean => CHARACTER_KINDS[charCode] === DIGIT_CLASS;
/** `(`, `[` and their full-width forms. */
const isOpeningBracket = (charCode: number): boolean =>
  charCode === 40 || charCode === 91 || charCode === 0xff08 || charCode === 0xff3b;
/** `)`, `]` and their full-width forms. */
const isClosingBracket = (charCode: number): boolean =>
  charCode === 41 || charCode === 93 || charCode === 0xff09 || charCode === 0xff3d;
/** A space or one of `()-.`. */
const isPlainSeparator = (charCode: number): boolean =>
  charCode === 32 || charCode === 40 || charCode === 41 || charCode === 45 || charCode === 46;

function readRun(text: string, firstDigit: number): DigitRun {
  const groups: DigitGroup[] = [];
  const {length: textLength} = text;
  let end = firstDigit;
  let digitCount = 0;
  let isPlain = true;
  let hasBrackets = false;
  let mayStartNumber = true;
  for (let index = firstDigit; ;) {
    const start = index;
    let isForeignScript = false;
    for (; index < textLength; index++) {
      const charCode = text.charCodeAt(index);
      if (CHARACTER_KINDS[charCode] !== DIGIT_CLASS) break;
      isForeignScript ||= charCode > 57;
    }
    const written = text.slice(start, index);
    const digits = isForeignScript ? toAsciiDigits(written) : written;
    groups.push({start, end: end = index, digits, mayStartNumber});
    digitCount += digits.length;
    mayStartNumber = false;
    let hasPlainSeparators = true;
    let hasBracket = false;
    for (; index < textLength && index - end < MAX_SEPARATORS; index++) {
      const charCode = text.charCodeAt(index);
      const kind = CHARACTER_KINDS[charCode];
      if (kind !== SEPARATOR && kind !== NUMBER_BREAK) break;
      mayStartNumber ||= kind === NUMBER_BREAK;
      hasBracket ||= isOpeningBracket(charCode) || isClosingBracket(charCode);
      hasPlainSeparators &&= isPlainSeparator(charCode);
    }
    isPlain &&= !isForeignScript;
    if (index === textLength || !isDigit(text.charCodeAt(index))) break;
    isPlain &&= hasPlainSeparators;
    hasBrackets ||= hasBracket;
  }
  let start = firstDigit;
  let hasPlus = false;
  for (; start > 0 && firstDigit - start < 4; start--) {
    const charCode = text.charCodeAt(start - 1);
    const isPlus = charCode === 43 || charCode === 0xff0b;
    if (isPlus && hasPlus || !isPlus && !isOpeningBracket(charCode)) break;
    hasPlus ||= isPlus;
    hasBrackets ||= !isPlus;
  }
  return {groups, start, end, digitCount, hasPlus, hasBrackets, isPlain};
}

const toAsciiDigits = (digits: string): string => digits.replace(/\D/g, (digit) => {
  const charCode = digit.charCodeAt(0);
  const zero = ZEROS.find((first) => charCode < first + 10)!;
  return String(charCode - zero);
});

function searchRun(search: Search, run: DigitRun): void {
  const {text, homeRules, found} = search;
  const {groups} = run;
  if (!run.hasPlus && !homeRules) return;
  const firstLength = groups[0]!.digits.length;
  if (groups.length === 1 && !run.hasPlus && firstLength > MAX_DIALED_DIGITS) return;
  if (firstLength === 4 && IBAN_START.test(text.slice(Math.max(0, run.start - 12), run.start))) {
    return;
  }
  let isStartFound = false;
  // The longest number from the left, then the next one.
  for (let firstGroup = 0; firstGroup < groups.length;) {
    let digits = '';
    let longestEnd = firstGroup;
    while (longestEnd < groups.length &&
      digits.length + groups[longestEnd]!.digits.length <= MAX_DIGITS) {
      digits += groups[longestEnd++]!.digits;
    }
    let nextGroup = 0;
    for (let endGroup = longestEnd; endGroup > firstGroup && digits.length >= MIN_DIGITS;
      endGroup--) {
      const number: FoundNumber | null = mayEndBefore(groups, endGroup)
        ? judgeCandidate(search, run, firstGroup, endGroup, digits, isStartFound) : null;
      if (number) {
        found.push(number);
        nextGroup = endGroup;
        // The extension may contain groups of the run.
        while (nextGroup < groups.length && groups[nextGroup]!.start < number.end) nextGroup++;
        isStartFound ||= number.start === run.start;
        break;
      }
      digits = digits.slice(0, digits.length - groups[endGroup - 1]!.digits.length);
    }
    firstGroup = nextGroup || firstGroup + 1;
    while (!nextGroup && !mayEndBefore(groups, firstGroup)) firstGroup++;
  }
}

const NO_GROUPS: readonly boolean[] = [];

/** Which groups of a run are part of something else. Computed only where a number could be. */
function maskedGroupsOf(search: Search, run: DigitRun): readonly boolean[] {
  return run.maskedGroups ??= mayBeLookalike(search, run) ? maskLookalikes(search, run) : NO_GROUPS;
}

function maskLookalikes(search: Search, run: DigitRun): readonly boolean[] {
  const {groups} = run;
  const masked: boolean[] = [];
  let firstGroup = 0;
  let previousStart = 0;
  const lookalikes = findLookalikes(search.text, run.start, run.end, isLabeledPhone(search, run));
  for (const [start, end] of lookalikes) {
    if (start < previousStart) firstGroup = 0;
    previousStart = start;
    while (firstGroup < groups.length && groups[firstGroup]!.end <= start) firstGroup++;
    for (let index = firstGroup; index < groups.length && groups[index]!.start < end; index++) {
      masked[index] = true;
    }
  }
  return masked;
}

function isLabeledPhone(search: Search, run: DigitRun): boolean {
  const {cue} = contextBefore(search, run.start);
  return cue === 'phone' || cue === 'fax';
}

/** False for the commonest forms of numbers, which need no second look. */
function mayBeLookalike({text, country}: Search, {groups, hasPlus}: DigitRun): boolean {
  const {length} = groups;
  if (length === 1) {
    const {length: digitCount} = groups[0]!.digits;
    return !hasPlus && digitCount !== 9 && digitCount !== 10 && digitCount !== 11;
  }
  if (hasPlus) {
    // A date after the number has other separators than the number.
    const separator = text.slice(groups[0]!.end, groups[1]!.start);
    return groups.some(({start}, index) =>
      index > 1 && text.slice(groups[index - 1]!.end, start) !== separator);
  }
  const groupSize = (fromEnd: number) => groups[length - fromEnd]!.digits.length;
  // North American numbers: perhaps a one, then three, three and four digits.
  return !(length < 5 && length > 2 &&
    groupSize(1) === 4 && groupSize(2) === 3 && groupSize(3) === 3 &&
    (length === 3 || groupSize(4) === 1) && isNorthAmerican(country));
}

const mayEndBefore = (groups: readonly DigitGroup[], index: number): boolean =>
  index >= groups.length || groups[index]!.mayStartNumber;
const ONE_LETTER = /^\s?\p{L}(?!\p{L})/u;
const NO_LETTER = /^\s?[^\s\p{L}]/u;

/**
 * Decides whether groups of a run are a number. `firstGroup`, `endGroup`: their indices, end
 * exclusive; `digits`: theirs; `isStartFound`: a number was found at the start of the run. Keeps
 * the words before the number that it returns for the next one.
 */
function judgeCandidate(
  search: Search, run: DigitRun, firstGroup: number, endGroup: number, digits: string,
  isStartFound: boolean,
): FoundNumber | null {
  const {text, country, homeRules} = search;
  const {groups} = run;
  const first = groups[firstGroup]!;
  const last = groups[endGroup - 1]!;
  const hasPlus = run.hasPlus && firstGroup === 0;
  let number: NumberInUse & {readonly hasTrunkPrefix?: boolean} | null = null;
  if (hasPlus) number = readAfterPlus(text, groups, firstGroup, endGroup, digits);
  else if (homeRules) number = readDomestic(digits, homeRules);
  if (!number) return null;
  // A plus belongs to the digits after it: what is left of an invalid number is not a number.
  const followsPlus = !hasPlus && run.hasPlus && firstGroup > 0 && !isStartFound;
  if (followsPlus && search.lastFound?.end !== run.start) return null;
  if (!hasPlus && isOneDigitRepeated(number.national)) return null;

  const masked = maskedGroupsOf(search, run);
  for (let index = firstGroup; index < endGroup && masked.length; index++) {
    if (masked[index]) return null;
  }
  const start = startOfNumber(text, run, firstGroup, last.end);
  if (start < 0) return null;
  const isBare = endGroup - firstGroup === 1 && start === first.start;
  const surroundings = judgeSurroundings(text, start, last.end, hasPlus, isBare);
  if (surroundings === REFUSED) return null;

  const context = contextBefore(search, start);
  const extended = readExtension(text, start, last.end);
  const end = extended ? extended.end : last.end;
  const after = textAfter(text, end);
  const isUsual = !hasPlus && endGroup - firstGroup > 1 &&
    isUsualGrouping(number, country, breaksOf(groups, firstGroup, endGroup));
  const hasBracket = isOpeningBracket(text.charCodeAt(start));
  let evidence = formEvidence(number, hasPlus, isBare, isUsual, hasBracket, digits.length, country)
    + wordEvidence(context, hasPlus, isBare, isUsual, after)
    + (extended ? 1 : 0)
    - (hasPlus ? 0 : crowdingPenalty(search, run, firstGroup, endGroup, isUsual))
    - (surroundings === LIKE_CODE ? 2 : 0);
  if (evidence < search.minEvidence && standsAlone(text, start, end)) evidence++;
  if (evidence < search.minEvidence) return null;
  if (!hasPlus && after && UNIT_AFTER.test(after)) {
    const isWord = isUsual && (context.cue === 'phone' || ONE_LETTER.test(after));
    if (!isWord || NO_LETTER.test(after)) return null;
  }
  const e164 = `+${number.callingCode}${number.national}`;
  const raw = text.slice(start, end);
  // The parser has the last word on numbers that are not written in the plainest way.
  const isPlain = number.isPlain &&
    (start === first.start || start === first.start - 1 && isPlainLead(text, start)) &&
    (run.isPlain || PLAIN_NUMBER.test(text.slice(first.start, last.end)));
  if (!isPlain && parseNumber(raw, {country})?.e164 !== e164) return null;
  search.lastFound = {end, context};
  const isFax = context.cue === 'fax'
    ? !PHONE_AFTER.test(after) : after !== '' && FAX_AFTER.test(after);
  const found: {-readonly [Key in keyof FoundNumber]: FoundNumber[Key]} = {e164, raw, start, end};
  if (extended) found.extension = extended.extension;
  if (isFax) found.fax = true;
  return found;
}

const PLAIN_NUMBER = /^\d[\d ().-]*$/;
const isPlainLead = (text: string, index: number): boolean =>
  text[index] === '+' || text[index] === '(';

function isOneDigitRepeated(digits: string): boolean {
  const firstCode = digits.charCodeAt(0);
  for (let index = 1; index < digits.length; index++) {
    if (digits.charCodeAt(index) !== firstCode) return false;
  }
  return true;
}

const NOTE_AFTER = /^[\s\u00a0]{0,2}[([\u2013-]?\s?(?:[a-z$%]|[^\0-\x7f])/i;

/** The text after a number as far as it is read; empty after most, which end a sentence or line. */
function textAfter(text: string, end: number): string {
  const charCode = text.charCodeAt(end);
  // A full stop, a comma, a semicolon, or NaN at the end of the text.
  const isEnd = charCode === 46 || charCode === 44 || charCode === 59 || !(charCode > 0);
  return isEnd || !NOTE_AFTER.test(text.slice(end, end + 4)) ? '' : text.slice(end, end + 24);
}

function readAfterPlus(
  text: string, groups: readonly DigitGroup[], firstGroup: number, endGroup: number, digits: string,
): NumberInUse | null {
  const number = readInternational(digits);
  if (number?.isPlain || endGroup - firstGroup < 2) return number;
  let zeroGroup = firstGroup + 1;
  while (zeroGroup < endGroup && !isBracketedZero(text, groups[zeroGroup]!)) zeroGroup++;
  if (zeroGroup === endGroup) return number;
  if (number) {
    // "+44 (0)20 …" has only one reading.
    const {callingCode, national} = number;
    const isPlain = zeroGroup === firstGroup + 1 && groups[firstGroup]!.digits === callingCode &&
      national[0] !== '0' && national.length === digits.length - callingCode.length - 1;
    return {callingCode, national, isPlain};
  }
  const digitsWithoutZero = groups.slice(firstGroup, endGroup)
    .filter((_, index) => index !== zeroGroup - firstGroup).map((group) => group.digits).join('');
  const numberWithoutZero = readInternational(digitsWithoutZero);
  return numberWithoutZero && {...numberWithoutZero, isPlain: false};
}

const isBracketedZero = (text: string, {digits, start, end}: DigitGroup): boolean =>
  digits === '0' && text[start - 1] === '(' && text[end] === ')';

/**
 * Where a number begins with the plus and the brackets that belong to it; -1 where the brackets are
 * not in pairs.
 */
function startOfNumber(text: string, run: DigitRun, firstGroup: number, end: number): number {
  const first = run.groups[firstGroup]!;
  let start = firstGroup === 0 ? run.start : first.start;
  if (!run.hasBrackets) return start;
  if (firstGroup > 0) while (isOpeningBracket(text.charCodeAt(start - 1))) start--;
  for (; ; start++) {
    let openCount = 0;
    let pairCount = 0;
    let unpairedCount = 0;
    for (let index = start; index < end && openCount < 2; index++) {
      const charCode = text.charCodeAt(index);
      if (isOpeningBracket(charCode)) {
        openCount++;
      } else if (!isClosingBracket(charCode)) {
        continue;
      } else if (openCount) {
        openCount--;
        pairCount++;
      } else {
        unpairedCount++;
      }
    }
    const maxUnpaired = pairCount ? 0 : 1;
    if (openCount === 0 && pairCount <= 2 && unpairedCount <= maxUnpaired) return start;
    // Brackets around the whole number are not part of it.
    if (!isOpeningBracket(text.charCodeAt(start))) return -1;
  }
}

/** Where the number is broken into groups, in digits from its end. */
function breaksOf(
  groups: readonly DigitGroup[], firstGroup: number, endGroup: number,
): number[] {
  const breaks: number[] = [];
  let digitCount = 0;
  for (let index = endGroup - 1; index > firstGroup; index--) {
    breaks.push(digitCount += groups[index]!.digits.length);
  }
  return breaks;
}

const LATIN = /[\p{Script=Latin}\p{M}\p{N}_]/u;
const SPACE = /\s/;
const NEVER_BESIDE = /[\p{Sc}%\u2030\u2031@_\\^]/u;
const CENTS = /^,\d{1,3}(?![\d,])/;
/** Comparisons, indexes, arguments of a function. */
const CODE_BEFORE = /(?:[=<>[{]\s*|[\p{L}\])]\()$/u;
const CURRENCY_BEFORE = /(?:\p{Sc}|(?<!\p{L})(?:usd|eur|gbp|chf|cad|aud|inr|jpy|cny|rs|kr|us\$))[\s\u00a0]?$/iu;
const LINK = /:\/\/|^www\.|\.[a-z]{2,}\/|[?&][\w.-]+=|@[\w-]|^[~.]*\/[a-z]|\\|(?<!\d)10\.\d{4,}\/|^[a-z]+:[a-z]/i;
const CALL_LINK = /^[<"'(]*(?:tel|callto|sms|phone|fax|mob|mobile|cell|call):/i;
const FILE_EXTENSION = /^\.(?:pdf|jpe?g|png|gif|webp|svg|docx?|xlsx?|pptx?|csv|txt|html?|php|zip|gz|json|xml|log|mp[34]|wav|eml|com|net|org|io|de|uk)(?![\p{L}\p{N}])/iu;
/** The characters of an IBAN before the account: country, check digits, bank. */
const IBAN_START = /(?<![A-Za-z])[A-Z]{2}\d\d ?[A-Z]{4} ?$/;
const UUID_PART = /^[{(]?[0-9a-f]{8}-[0-9a-f]{4}-|-[0-9a-f]{4}-[0-9a-f]{12}[)}]?$/i;

/** Results of `judgeSurroundings`. */
const FINE = 0;
const LIKE_CODE = 1;
const REFUSED = 2;

const isSpace = (charCode: number): boolean =>
  charCode === 32 || charCode < 14 && charCode > 8 ||
  charCode > 0x7f && SPACE.test(String.fromCharCode(charCode));
/** A bit for each last letter of a currency: spares most texts the long expression. */
const CURRENCY_END_BITS =
  [...'dfprsy'].reduce((bits, letter) => bits | 1 << (letter.charCodeAt(0) & 31), 0);
const mayEndCurrency = (charCode: number): boolean =>
  charCode > 0x7f || charCode === 36 ||
  charCode > 64 && (CURRENCY_END_BITS >> (charCode & 31) & 1) === 1;

/** Whether the characters beside the digits make them part of a word, link, amount or code. */
function judgeSurroundings(
  text: string, start: number, end: number, hasPlus: boolean, isBare: boolean,
): number {
  const leftCode = start > 0 ? text.charCodeAt(start - 1) : 32;
  const rightCode = end < text.length ? text.charCodeAt(end) : 32;
  // Most numbers stand between spaces, or before one of `,;)|`.
  const isApart = isSpace(leftCode) && (isSpace(rightCode) || rightCode === 44 ||
    rightCode === 59 || rightCode === 41 || rightCode === 124);
  if (hasPlus && isApart) return FINE;
  const before = text.slice(Math.max(0, start - 12), start);
  const mayFollowCurrency = !hasPlus && (mayEndCurrency(leftCode) ||
    isSpace(leftCode) && mayEndCurrency(text.charCodeAt(start - 2)));
  if (mayFollowCurrency && CURRENCY_BEFORE.test(before)) return REFUSED;
  if (isApart) {
    if (!isBare) return FINE;
    if (rightCode === 44 && CENTS.test(text.slice(end, end + 5))) return REFUSED;
    return CODE_BEFORE.test(before) ? LIKE_CODE : FINE;
  }

  const left = text[start - 1] ?? ' ';
  const right = text[end] ?? ' ';
  const hasLead = text[start] === '+' || text[start] === '\uff0b' ||
    isOpeningBracket(text.charCodeAt(start));
  if (!hasLead && LATIN.test(left)) return REFUSED;
  if (LATIN.test(right) && !readExtension(text, start, end)) return REFUSED;
  if (NEVER_BESIDE.test(left) || NEVER_BESIDE.test(right)) return REFUSED;
  if (/\d[:,.]$/.test(before) &&
    (left === ':' || /^\d{3}(?!\d)/.test(text.slice(start, start + 4)))) return REFUSED;
  const after = text.slice(end, end + 8);
  if (/^[:.]\d/.test(after) || FILE_EXTENSION.test(after) || isBare && CENTS.test(after)) {
    return REFUSED;
  }
  if (/^-\p{L}/u.test(after) && (isBare || /^-[0-9a-f]*\d/i.test(after))) return REFUSED;
  if (/[\p{L}\p{N}\-./:=#&?%*~]/u.test(left) || /[\p{L}/?&=#:.\-~*]/u.test(right)) {
    const token = tokenAround(text, start, end);
    if (!CALL_LINK.test(token) && LINK.test(token) || UUID_PART.test(token)) return REFUSED;
    if (left === '&' || left === '#' && isBare ||
      left === '/' && isBare && !/\d *\/$/.test(before)) return REFUSED;
    if ((left === '-' || left === '\u2013') && isPartOfCode(before, isBare)) return REFUSED;
    if (left === '=' || left === '~' ||
      left === '*' && isBare && /[\p{L}\d]\*$/u.test(before)) return LIKE_CODE;
  }
  return isBare && CODE_BEFORE.test(before) ? LIKE_CODE : FINE;
}

/**
 * `INV-6505550100` is the name of something, `number-650-555-0100` is a number. `before` ends in a
 * hyphen.
 */
function isPartOfCode(before: string, isBare: boolean): boolean {
  const word = /[\p{L}\p{N}]+-$/u.exec(before)?.[0].slice(0, -1);
  if (!word) return isBare;
  const isPhoneWord = /^(?:tel|phone|fax|mob|mobile|cell)$/i.test(word);
  return !isPhoneWord && (isBare || word === word.toUpperCase());
}

function tokenAround(text: string, start: number, end: number): string {
  let tokenStart = start;
  let tokenEnd = end;
  while (tokenStart > 0 && start - tokenStart < 160 && !/[\s<>"'`]/.test(text[tokenStart - 1]!)) {
    tokenStart--;
  }
  while (tokenEnd < text.length && tokenEnd - end < 80 && !/[\s<>"'`]/.test(text[tokenEnd]!)) {
    tokenEnd++;
  }
  return text.slice(tokenStart, tokenEnd);
}

function contextBefore(search: Search, start: number): WordContext {
  if (search.lastContext?.start !== start) {
    search.lastContext = {start, context: readContext(search, start)};
  }
  return search.lastContext.context;
}

/** The words before a number; in a list, those before the first of its numbers. */
function readContext({text, lastFound}: Search, start: number): WordContext {
  let from = Math.max(0, start - CONTEXT_LENGTH);
  if (lastFound && lastFound.end > from && lastFound.end <= start) {
    if (isListed(text.slice(lastFound.end, start))) return lastFound.context;
    from = lastFound.end;
  }
  let lineStart = start;
  while (lineStart > from && text.charCodeAt(lineStart - 1) !== 10) lineStart--;
  if (lineStart === from) return wordContextOf(text, from, start);
  const context = wordContextOf(text, lineStart, start);
  if (context !== NO_CONTEXT || text.slice(lineStart, start).trim()) return context;
  // A label may stand on the line above.
  const textAbove = text.slice(from, lineStart).trimEnd();
  const lineAbove = textAbove.lastIndexOf('\n') + 1;
  return /\p{L}:?$/u.test(textAbove)
    ? wordContextOf(textAbove, lineAbove, textAbove.length) : NO_CONTEXT;
}

/**
 * How much its own form speaks for a number. `isBare`: digits and nothing else; `isUsual`: in the
 * groups that are usual in the country; `digitCount`: of the digits as dialed.
 */
function formEvidence(
  number: NumberInUse & {readonly hasTrunkPrefix?: boolean}, hasPlus: boolean, isBare: boolean,
  isUsual: boolean, hasBracket: boolean, digitCount: number, country: string | undefined,
): number {
  if (hasPlus) return 3;
  if (isUsual || hasBracket && !isBare) return 2;
  if (number.hasTrunkPrefix) {
    if (digitCount < 9) return 0;
    return isBare ? 1 : 2;
  }
  return isBare && isNorthAmerican(country) ? 1 : 0;
}

/** How much the words around a number speak for it. */
function wordEvidence(
  {cue, isAdjacent, isNeverPhone}: WordContext, hasPlus: boolean, isBare: boolean,
  isUsual: boolean, after: string,
): number {
  if (isNeverPhone) return -9;
  if (cue === 'phone' || cue === 'fax') return 2;
  const noteEvidence = after && (PHONE_AFTER.test(after) || FAX_AFTER.test(after)) ? 2 : 0;
  const isOther = cue === 'other' && !hasPlus && (isAdjacent || isBare || !isUsual);
  return isOther ? noteEvidence - 3 : noteEvidence;
}

/** Whether a number is the whole of a text, of a line, or of a table cell. */
const standsAlone = (text: string, start: number, end: number): boolean =>
  /(?:^|[\n\t|])[\s"'*(<>-]*$/.test(text.slice(Math.max(0, start - 12), start)) &&
  /^[\s"'*)<>.,;-]*(?:[\n\t|]|$)/.test(text.slice(end, end + 12));

/**
 * How much the digits directly beside a number speak against it: it may be part of a table or a
 * list of something, unless it is written unlike them.
 */
function crowdingPenalty(
  search: Search, run: DigitRun, firstGroup: number, endGroup: number, isUsual: boolean,
): number {
  const {groups} = run;
  if (endGroup - firstGroup === groups.length) {
    return !isUsual && isCounting(groups, firstGroup, endGroup) ? 2 : 0;
  }
  const masked = maskedGroupsOf(search, run);
  const separatorBefore = (index: number) =>
    search.text.slice(groups[index - 1]!.end, groups[index]!.start);
  const hasDigitsBefore = firstGroup > 0 && !separatorBefore(firstGroup).includes('/') &&
    !masked[firstGroup - 1];
  const hasDigitsAfter = endGroup < groups.length && !separatorBefore(endGroup).includes('/') &&
    !masked[endGroup];
  if (!isUsual) {
    return hasDigitsBefore || hasDigitsAfter || isCounting(groups, firstGroup, endGroup) ? 2 : 0;
  }
  // A row that goes on in the same way, but not far enough for a second number.
  if (hasDigitsAfter && separatorBefore(endGroup) === separatorBefore(endGroup - 1) &&
    groups[endGroup]!.digits.length === groups[endGroup - 1]!.digits.length &&
    groups.length - endGroup < endGroup - firstGroup) return 4;
  if (!hasDigitsBefore || endGroup - firstGroup > 3 ||
    groups[firstGroup - 1]!.digits.length > 4) return 0;
  for (let index = firstGroup + 1; index < endGroup; index++) {
    if (separatorBefore(index) === ' ' && separatorBefore(firstGroup) === ' ') return 4;
  }
  return 0;
}

/** `1 2 3 4 5 6 7 8 9 10` */
function isCounting(groups: readonly DigitGroup[], firstGroup: number, endGroup: number): boolean {
  for (let index = firstGroup + 1; index < endGroup; index++) {
    if (Number(groups[index]!.digits) !== Number(groups[index - 1]!.digits) + 1) return false;
  }
  return endGroup - firstGroup > 4;
}

const EXTENSION = new RegExp(
  ';ext=(\\d{1,20})|(?:[ \\u00a0]?,)?[ \\u00a0]{0,3}(?:[([]\\s?)?((?:\\p{L}[\\p{L}\\p{M}]{0,13}(?:[.:=]|\\.:)?|[#~*])[ \\u00a0]{0,3}#?|,{2,3}|;)' +
  '(\\d{1,9})(?![\\d%\\p{L}]|[-:/.,]\\d)#?', 'uy',
);
/** Marks that are an extension in every language. */
const COMMON_MARK = /^(?:x|ext(?:n|ension)?)[.:]{0,2}\s*$/i;
/** One word or sign before a digit, or pauses: spares most texts the long expression. */
const EXTENSION_START = /[ \u00a0,]{0,5}(?:[([]\s?)?[^\s\d]{1,17}[ \u00a0]{0,3}#?\d|,,/y;
const matchExtension = (text: string, index: number): RegExpExecArray | null => {
  EXTENSION.lastIndex = index;
  return EXTENSION.exec(text);
};

/** The extension after the number from `start` to `end`, and where it ends. */
function readExtension(
  text: string, start: number, end: number,
): {end: number; extension: string} | null {
  EXTENSION_START.lastIndex = end;
  const match = EXTENSION_START.test(text) ? matchExtension(text, end) : null;
  if (!match) return null;
  const extensionEnd = end + match[0].length;
  const [, uriParameter, mark, digits] = match;
  if (uriParameter) return {end: extensionEnd, extension: uriParameter};
  if (mark && digits && COMMON_MARK.test(mark)) return {end: extensionEnd, extension: digits};
  // Other marks count if the parser knows them. A word has to mean "extension": not every word
  // before "#9" does.
  if (mark && /\p{L}/u.test(mark)) {
    const normalizedMark = normalize(`${mark}${digits}`);
    if (!normalizedMark || !('bareExtension' in normalizedMark)) return null;
  }
  const normalized = normalize(text.slice(start, extensionEnd));
  return normalized && 'extension' in normalized && normalized.extension
    ? {end: extensionEnd, extension: normalized.extension} : null;
}
