/** Rows of digits in a text: the material that numbers are cut from. */
import {
  isClosingBracket, isDigit, isNumberBreak, isOpeningBracket, isPlus, isSeparator, isTilde,
  MAX_SEPARATORS, MIN_DIGITS, toAsciiDigits,
} from './characters.js';
import {isPhoneLabel} from './word-kinds.js';

/** Digits in a row. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  /** In ASCII. */
  readonly digits: string;
  /** Nothing stands before it, or a separator that may stand between two numbers. */
  readonly mayStartNumber: boolean;
}

/** Groups of digits with nothing but separators between them. */
export interface DigitRun {
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

/** A space or one of `()-.`. */
const isPlainSeparator = (charCode: number): boolean =>
  charCode === 32 || charCode === 40 || charCode === 41 || charCode === 45 || charCode === 46;

export function readRun(text: string, firstDigit: number): DigitRun {
  const groups: DigitGroup[] = [];
  let digitCount = 0;
  let isPlain = true;
  let hasBrackets = false;
  let gap: Gap = {end: firstDigit, mayStartNumber: true, hasBracket: false, isPlain: true};
  for (;;) {
    const group = readGroup(text, gap, groups.at(-1));
    groups.push(group);
    digitCount += group.digits.length;
    isPlain &&= text.charCodeAt(group.start) <= ASCII_NINE;
    gap = readGap(text, group.end, digitCount);
    if (!isDigit(text.charCodeAt(gap.end))) break;
    isPlain &&= gap.isPlain;
    hasBrackets ||= gap.hasBracket;
  }
  const {end} = groups[groups.length - 1]!;
  const lead = readLead(text, groups[0]!);
  hasBrackets ||= lead.hasBrackets;
  isPlain &&= !lead.isSpaced;
  return {groups, start: lead.start, end, digitCount, hasPlus: lead.hasPlus, hasBrackets, isPlain};
}

const ASCII_NINE = 57;

/** The text between two groups. */
interface Gap {
  readonly end: number;
  /** It may separate two numbers. */
  readonly mayStartNumber: boolean;
  readonly hasBracket: boolean;
  readonly isPlain: boolean;
}

function readGroup(
  text: string, {end: start, mayStartNumber}: Gap, before: DigitGroup | undefined,
): DigitGroup {
  let end = start;
  let isAscii = true;
  for (let charCode; isDigit(charCode = text.charCodeAt(end)); end++) {
    isAscii &&= charCode <= ASCII_NINE;
  }
  const written = text.slice(start, end);
  const digits = isAscii ? written : toAsciiDigits(written);
  const startsNumber = mayStartNumber || isLaterLine(text, before, {start, digits});
  return {start, end, digits, mayStartNumber: startsNumber};
}

function readGap(text: string, start: number, digitCount: number): Gap {
  let end = start;
  let mayStartNumber = false;
  let hasBracket = false;
  let isPlain = true;
  for (; end - start < MAX_SEPARATORS; end++) {
    const charCode = text.charCodeAt(end);
    // A tilde is within a number in Poland's exit code only: "0~0".
    if (!isSeparator(charCode) || isTilde(charCode) && digitCount > 1) break;
    mayStartNumber ||= isNumberBreak(charCode);
    hasBracket ||= isOpeningBracket(charCode) || isClosingBracket(charCode);
    isPlain &&= isPlainSeparator(charCode);
  }
  return {end, mayStartNumber, hasBracket, isPlain};
}

/** The part of a number before its first digit. */
interface Lead {
  readonly start: number;
  readonly hasPlus: boolean;
  readonly hasBrackets: boolean;
  /** A space follows the plus. */
  readonly isSpaced: boolean;
}

function readLead(text: string, {start: firstDigit, digits}: DigitGroup): Lead {
  let start = firstDigit;
  let hasPlus = false;
  let hasBrackets = false;
  for (; firstDigit - start < 4; start--) {
    const charCode = text.charCodeAt(start - 1);
    if (isOpeningBracket(charCode)) hasBrackets = true;
    else if (hasPlus && isPlus(charCode) && isPlus(text.charCodeAt(start))) continue;
    else if (!hasPlus && isLeadingPlus(text, start - 1, digits.length)) hasPlus = true;
    else break;
  }
  if (start < firstDigit) return {start, hasPlus, hasBrackets, isSpaced: false};
  const plus = spacedPlusBefore(text, firstDigit);
  const isSpaced = plus !== null;
  return {start: plus ?? start, hasPlus: isSpaced, hasBrackets, isSpaced};
}

/** Whether a plus begins a number, and does not end a word: "ZIP+4". */
function isLeadingPlus(text: string, index: number, firstLength: number): boolean {
  if (!isPlus(text.charCodeAt(index))) return false;
  if (firstLength >= MIN_DIGITS) return true;
  const word = LATIN_WORD_END.exec(text.slice(Math.max(0, index - 16), index))?.[1];
  return word === undefined || isPhoneLabel(word);
}

const LATIN_WORD_END = /([\p{Script=Latin}\p{M}]+)$/u;
const SPACED_PLUS = /(?:^|[^\s\d\p{L})\]])\s*[+\uff0b][ \u00a0]{1,2}$|(\p{L}+)\s*[+\uff0b][ \u00a0]{1,2}$/u;

/** "+ 44 20 …". Between digits or words, a plus adds. */
function spacedPlusBefore(text: string, firstDigit: number): number | null {
  // A cheap look first: hardly any number has such a plus.
  const isBeside = isPlus(text.charCodeAt(firstDigit - 2));
  if (!isBeside && !isPlus(text.charCodeAt(firstDigit - 3))) return null;
  const before = text.slice(Math.max(0, firstDigit - 16), firstDigit);
  const match = SPACED_PLUS.exec(before);
  if (!match || match[1] && !isPhoneLabel(match[1])) return null;
  return firstDigit - (before.length - before.search(/[+\uff0b]\s+$/));
}

/** Where the groups are broken, in digits from the end. */
export function breaksOf(
  groups: readonly DigitGroup[], firstGroup: number, endGroup: number,
): number[] {
  const breaks: number[] = [];
  let digitCount = 0;
  for (let index = endGroup - 1; index > firstGroup; index--) {
    breaks.push(digitCount += groups[index]!.digits.length);
  }
  return breaks;
}

/** The text between two groups, before the one with this index. */
export const separatorBefore = (
  text: string, groups: readonly DigitGroup[], index: number,
): string => text.slice(groups[index - 1]!.end, groups[index]!.start);

/** Whether a number may end before the group with this index. */
export const mayEndBefore = (groups: readonly DigitGroup[], index: number): boolean =>
  index >= groups.length || groups[index]!.mayStartNumber;

const MAX_LINES = 20;

/** Whether a group ends the number of a later line than the one before: `455 01 70-71`, `960000-5`. */
export function isLaterLine(
  text: string, before: DigitGroup | undefined, {start, digits}: Pick<DigitGroup, 'start' | 'digits'>,
): boolean {
  const {length} = digits;
  if (!before || length > Math.min(4, before.digits.length)) return false;
  if (before.end + 1 !== start || text[before.end] !== '-') return false;
  // One digit may be a check digit: only a round number has lines after it.
  if (length < 2 && !/\d{4}0$/.test(before.digits)) return false;
  const lineCount = Number(digits) - Number(before.digits.slice(-length));
  return lineCount > 0 && lineCount < MAX_LINES;
}
