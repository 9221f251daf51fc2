/** Which number the digits of a candidate dial. */
import {isClosingBracket, isOpeningBracket} from './characters.js';
import {
  dialingRulesOf, isCallingCode, isInUse, isNorthAmerican, needsTrunkPrefix, type DialingRules,
} from './dialing-rules.js';
import type {DigitGroup, DigitRun} from './digit-runs.js';
import {numberingPlanOf} from '../numbering-plans.js';

/** A number in a range that is known to be in use. */
export interface Reading {
  /** Without `+`. */
  readonly callingCode: string;
  /** National (significant) number. */
  readonly national: string;
  /** How the digits begin: after a plus, an exit code, a trunk prefix, the calling code, or none. */
  readonly prefix: 'plus' | 'exit' | 'trunk' | 'code' | 'none';
  /** No digits were replaced, and only a trunk prefix was dropped. */
  readonly isPlain: boolean;
}

/** Groups of a run that may be one number. */
export interface DigitSpan {
  readonly text: string;
  readonly run: DigitRun;
  readonly firstGroup: number;
  /** Exclusive. */
  readonly endGroup: number;
  /** All of them, in ASCII. */
  readonly digits: string;
  /** ISO 3166-1 alpha-2 of the page; undefined where it is unknown. */
  readonly country: string | undefined;
}

export const beginsWithPlus = ({run, firstGroup}: DigitSpan): boolean =>
  run.hasPlus && firstGroup === 0;

/** Null where the digits are no number in use, or two that nothing tells apart. */
export function readSpan(span: DigitSpan): Reading | null {
  if (beginsWithPlus(span)) return readInternationalSpan(span);
  const rules = span.country ? dialingRulesOf(span.country) : null;
  return rules && readDialedSpan(span, rules);
}

/** Reads the digits after a `+`. */
export function readInternational(digits: string): Reading | null {
  for (let length = 1; length <= 3; length++) {
    const callingCode = digits.slice(0, length);
    if (isCallingCode(callingCode)) return readWithCode(callingCode, digits.slice(length), 'plus');
  }
  return null;
}

function readWithCode(
  callingCode: string, national: string, prefix: Reading['prefix'],
): Reading | null {
  if (isInUse(callingCode, national)) return {callingCode, national, prefix, isPlain: true};
  // "+44 (0)20 …": the zero is for callers inside the country.
  const trunkPrefix = numberingPlanOf(callingCode)?.trunkPrefix;
  if (!trunkPrefix || callingCode === '1' || !national.startsWith(trunkPrefix)) return null;
  const afterTrunk = national.slice(trunkPrefix.length);
  return isInUse(callingCode, afterTrunk)
    ? {callingCode, national: afterTrunk, prefix, isPlain: true} : null;
}

function readInternationalSpan(span: DigitSpan): Reading | null {
  const {text, run: {groups}, firstGroup, endGroup, digits} = span;
  if (isNorthAmericanShape(span)) {
    const american = readInternational(`1${digits}`);
    return american && {...american, isPlain: false};
  }
  const reading = readInternational(digits);
  if (reading) return mayHoldCode(span, reading.callingCode) ? reading : null;
  // "+39 (0)347 …", where the zero would be dialed.
  const written = groups.slice(firstGroup, endGroup);
  const withoutZero = written.filter((group) => !isBracketedZero(text, group));
  if (withoutZero.length === written.length) return null;
  const readingWithoutZero = readInternational(withoutZero.map((group) => group.digits).join(''));
  return readingWithoutZero && {...readingWithoutZero, isPlain: false};
}

/** "+(650) 555-0100" on a page in North America: the 1 is missing, and 65 is no calling code. */
function isNorthAmericanShape({run: {groups}, firstGroup, endGroup, country}: DigitSpan): boolean {
  const sizeOf = (index: number) => groups[firstGroup + index]!.digits.length;
  return endGroup - firstGroup === 3 && isNorthAmerican(country) &&
    sizeOf(0) === 3 && sizeOf(1) === 3 && sizeOf(2) === 4;
}

/**
 * Whether a calling code can stand where the digits begin: no bracket or hyphen cuts it, except
 * before the trunk prefix 0 ("+38 (044) …", "+6-03 …").
 */
function mayHoldCode({text, run: {groups}}: DigitSpan, callingCode: string): boolean {
  const [first, second] = groups;
  const isBracketed = isOpeningBracket(text.charCodeAt(first!.start - 1));
  if (first!.digits.length > callingCode.length) return !isBracketed;
  if (first!.digits.length === callingCode.length || !second) return true;
  return second.digits.startsWith('0') || /^\s+$/.test(text.slice(first!.end, second.start));
}

const isBracketedZero = (text: string, {digits, start, end}: DigitGroup): boolean =>
  digits === '0' && isOpeningBracket(text.charCodeAt(start - 1)) &&
  isClosingBracket(text.charCodeAt(end));

/** Reads digits as they are dialed or written in a country. */
function readDialedSpan(span: DigitSpan, rules: DialingRules): Reading | null {
  const {digits} = span;
  const exitCode = digits.startsWith(rules.exitDigit) && rules.exitPattern?.exec(digits)?.[0];
  if (exitCode) {
    const abroad = readInternational(digits.slice(exitCode.length));
    return abroad && {...abroad, isPlain: false, prefix: 'exit'};
  }
  const domestic = readDomestic(digits, rules);
  const {callingCode} = rules;
  if (callingCode === '1' || !digits.startsWith(callingCode)) return domestic;
  const coded = readWithCode(callingCode, digits.slice(callingCode.length), 'code');
  const reading = coded && domestic ? choose(span, domestic, coded, rules) : coded ?? domestic;
  // The parser may see two readings where one is not in use.
  return reading && {...reading, isPlain: false};
}

/**
 * Digits that begin with the country's own calling code ("49 30 …") may be a number after it, or a
 * number of their own. A break after the code tells; else a trunk prefix that is missing tells that
 * it is not a number of its own for sure.
 */
function choose(
  {run: {groups}, firstGroup}: DigitSpan, domestic: Reading, coded: Reading, rules: DialingRules,
): Reading | null {
  const isBrokenAfterCode = groups[firstGroup]!.digits === rules.callingCode;
  if (isBrokenAfterCode) return coded;
  return rules.trunkPattern && domestic.prefix === 'none' ? null : domestic;
}

/** After a trunk prefix, or without one where that is usual. */
function readDomestic(digits: string, rules: DialingRules): Reading | null {
  const {callingCode, generalPattern, trunkTransform} = rules;
  const afterTrunk = rules.trunkPattern && digits.startsWith(rules.trunkDigit) &&
    dropTrunkPrefix(digits, rules.trunkPattern, trunkTransform);
  // The library's rule: digits that match with the prefix must still match without it.
  if (afterTrunk && (generalPattern.test(afterTrunk) || !generalPattern.test(digits))) {
    const prefix = callingCode === '1' ? 'none' : 'trunk';
    return isInUse(callingCode, afterTrunk)
      ? {callingCode, national: afterTrunk, prefix, isPlain: !trunkTransform} : null;
  }
  return isInUse(callingCode, digits) && !needsTrunkPrefix(rules, digits)
    ? {callingCode, national: digits, prefix: 'none', isPlain: true} : null;
}

function dropTrunkPrefix(
  digits: string, trunkPattern: RegExp, trunkTransform: string | undefined,
): string | undefined {
  const match = trunkPattern.exec(digits);
  if (!match) return undefined;
  return trunkTransform && match.length > 1 && match[match.length - 1]
    ? digits.replace(trunkPattern, trunkTransform) : digits.slice(match[0].length);
}
