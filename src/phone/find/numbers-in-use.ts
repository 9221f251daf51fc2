/**
 * Tells which numbers are in use. Stricter than the parser, which trusts a writer who puts a number
 * where one belongs.
 */
import {STRICT} from './metadata.js';
import {metadata, numberingPlanOf, expandPattern} from '../numbering-plans.js';

/** A number in a range that is known to be in use. */
export interface NumberInUse {
  /** Without `+`. */
  readonly callingCode: string;
  /** National (significant) number. */
  readonly national: string;
  /** No digits were replaced, and only a trunk prefix was dropped. */
  readonly isPlain: boolean;
}

interface DomesticFormat {
  readonly pattern: RegExp;
  readonly leadingPattern: RegExp | undefined;
  /** Never written without the trunk prefix inside the country. */
  readonly needsTrunkPrefix: boolean;
}

/** How the numbers of a country are dialed and written. */
export interface DialingRules {
  readonly callingCode: string;
  readonly inUsePattern: RegExp;
  readonly generalPattern: RegExp;
  /** Bit n is set where national numbers of n digits exist. */
  readonly lengthBits: number;
  readonly trunkPattern: RegExp | undefined;
  readonly trunkTransform: string | undefined;
  readonly exitPattern: RegExp | undefined;
  /**
   * The digit that every trunk prefix (exit code) begins with, or empty where there are several. It
   * spares most numbers a regular expression.
   */
  readonly trunkDigit: string;
  readonly exitDigit: string;
  /** `generalPattern` matches everything that `inUsePattern` does. */
  readonly isExact: boolean;
  readonly formats: readonly DomesticFormat[];
}

/** An entry of libphonenumber's `countries`, up to the columns that are read here. */
type LibraryEntry = readonly [
  callingCode: string, exitCode: string | 0, general: string, lengths: readonly number[],
  formats: readonly LibraryFormat[] | 0, trunkPrefix: string | 0, trunkRule: string | 0,
  trunkForParsing: string | 0, trunkTransform: string | 0, trunkOptional: 0 | 1,
  leadingDigits: string | 0, types: readonly [readonly [string]] | 0,
];
type LibraryFormat = readonly [
  pattern: string, template: string, leadingDigits: readonly string[], prefixRule: string | 0,
  prefixOptional: 0 | 1,
];

type EntriesByKey = Record<string, LibraryEntry | undefined>;
const countries = metadata.countries as unknown as EntriesByKey;
const {nonGeographic} = metadata as unknown as {nonGeographic: EntriesByKey};
const callingCodes =
  metadata.country_calling_codes as unknown as Record<string, readonly string[] | undefined>;

/**
 * Each line of the text is a country (two letters) and a pattern for the beginning of its numbers
 * in the shorthand of numbering-plans.ts. The pattern reads only as many digits as it takes to tell
 * numbers in use from others that match the general pattern.
 */
const strictPatterns = new Map(STRICT.split('\n').map((line) => [line.slice(0, 2), line.slice(2)]));

/** Reserved by the regulators for examples and drama, so that no list of ranges in use has them. */
const FICTIONAL_PATTERNS: Record<string, string> = {GB: '1632960ddd|7700900ddd', FR: '63998D4'};

const matchWhole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const matchStart = (pattern: string) => new RegExp(`^(?:${pattern})`);

const firstDigitOf = (pattern: string | 0): string =>
  pattern && /^\d(?![?{])[^|]*$/.test(pattern) ? pattern[0]! : '';

/** Patterns are compiled only for the countries that a text needs. */
const rulesByCountry = new Map<string, DialingRules | null>();

/** Takes a country, or a calling code that belongs to none. */
export function dialingRulesOf(countryOrCode: string): DialingRules | null {
  const cachedRules = rulesByCountry.get(countryOrCode);
  if (cachedRules !== undefined) return cachedRules;
  const entry = countries[countryOrCode] ?? nonGeographic[countryOrCode];
  const rules = entry ? compileRules(countryOrCode, entry) : null;
  rulesByCountry.set(countryOrCode, rules);
  return rules;
}

function compileRules(country: string, entry: LibraryEntry): DialingRules {
  const [
    callingCode, exitCode, general, lengths, formats, trunkPrefix, trunkRule, trunkForParsing,
    trunkTransform, trunkOptional, , types,
  ] = entry;
  const mainCountry = countries[callingCodes[callingCode]?.[0] ?? ''];
  const strictPattern = strictPatterns.get(country);
  const trunkPattern = trunkForParsing || trunkPrefix;
  const fictionalPattern = FICTIONAL_PATTERNS[country];
  const exactPattern = types ? types[0][0] : general;
  const orFictional = fictionalPattern ? `|${expandPattern(fictionalPattern)}` : '';
  return {
    callingCode,
    inUsePattern: strictPattern
      ? matchStart(expandPattern(strictPattern) + orFictional)
      : matchWhole(exactPattern + orFictional),
    generalPattern: matchWhole(general),
    lengthBits: lengths.reduce((bits, length) => bits | 1 << length, 0),
    trunkPattern: trunkPattern ? matchStart(trunkPattern) : undefined,
    trunkTransform: trunkTransform || undefined,
    exitPattern: exitCode ? matchStart(exitCode) : undefined,
    trunkDigit: firstDigitOf(trunkPattern),
    exitDigit: firstDigitOf(exitCode),
    isExact: !strictPattern,
    // Countries that share a calling code share the formats of its main country.
    formats: (formats || mainCountry?.[4] || []).map(
      ([pattern, , leadingDigits, prefixRule, prefixOptional]) => ({
        pattern: matchWhole(pattern),
        leadingPattern: leadingDigits.length
          ? matchStart(leadingDigits[leadingDigits.length - 1]!) : undefined,
        needsTrunkPrefix: trunkPrefix !== 0 && trunkPrefix !== '1' &&
          (prefixRule || trunkRule || '').startsWith(trunkPrefix) &&
          !(prefixOptional || trunkOptional),
      }),
    ),
  };
}

/** Reads the digits after a `+`. */
export function readInternational(digits: string): NumberInUse | null {
  for (let length = 1; length <= 3; length++) {
    const callingCode = digits.slice(0, length);
    const codeCountries = callingCodes[callingCode];
    if (!codeCountries) continue;
    const national = digits.slice(length);
    if (isInUse(callingCode, codeCountries, national)) {
      return {callingCode, national, isPlain: true};
    }
    // "+44 (0)20 …": the zero is for callers inside the country.
    const trunkPrefix = numberingPlanOf(callingCode)?.trunkPrefix;
    if (!trunkPrefix || callingCode === '1' || !national.startsWith(trunkPrefix)) return null;
    const afterTrunk = national.slice(trunkPrefix.length);
    return isInUse(callingCode, codeCountries, afterTrunk)
      ? {callingCode, national: afterTrunk, isPlain: false} : null;
  }
  return null;
}

/**
 * Patterns for numbers in use leave to the general pattern what that one says already, and are a
 * little too wide in return for being short.
 */
const matchesRules = (rules: DialingRules, national: string): boolean =>
  national.length < 32 && (rules.lengthBits >> national.length & 1) === 1 &&
  rules.inUsePattern.test(national) && (rules.isExact || rules.generalPattern.test(national));

function isInUse(
  callingCode: string, codeCountries: readonly string[], national: string,
): boolean {
  for (const country of codeCountries) {
    const rules = dialingRulesOf(country === '001' ? callingCode : country);
    if (rules && matchesRules(rules, national)) return true;
  }
  return false;
}

/**
 * Reads digits as they are dialed in a country: after an exit code, after a trunk prefix, or
 * without one where that is usual.
 */
export function readDomestic(
  digits: string, rules: DialingRules,
): NumberInUse & {hasTrunkPrefix: boolean} | null {
  const exitCode = digits.startsWith(rules.exitDigit) && rules.exitPattern?.exec(digits)?.[0];
  if (exitCode) {
    const abroad = readInternational(digits.slice(exitCode.length));
    return abroad && {...abroad, isPlain: false, hasTrunkPrefix: true};
  }
  const afterTrunk = rules.trunkPattern && digits.startsWith(rules.trunkDigit) &&
    dropTrunkPrefix(digits, rules.trunkPattern, rules.trunkTransform);
  // The library's rule: digits that match with the prefix must still match without it.
  const usableAfterTrunk = afterTrunk &&
    (rules.generalPattern.test(afterTrunk) || !rules.generalPattern.test(digits))
    ? afterTrunk : undefined;
  const national = usableAfterTrunk ?? digits;
  if (!matchesRules(rules, national)) return null;
  if (!usableAfterTrunk && formatOf(rules, national)?.needsTrunkPrefix) return null;
  return {
    callingCode: rules.callingCode,
    national,
    isPlain: !usableAfterTrunk || !rules.trunkTransform,
    hasTrunkPrefix: usableAfterTrunk !== undefined && rules.callingCode !== '1',
  };
}

function dropTrunkPrefix(
  digits: string, trunkPattern: RegExp, trunkTransform: string | undefined,
): string | undefined {
  const match = trunkPattern.exec(digits);
  if (!match) return undefined;
  return trunkTransform && match.length > 1 && match[match.length - 1]
    ? digits.replace(trunkPattern, trunkTransform) : digits.slice(match[0].length);
}

const formatOf = (rules: DialingRules, national: string): DomesticFormat | undefined =>
  rules.formats.find(({leadingPattern, pattern}) =>
    (!leadingPattern || leadingPattern.test(national)) && pattern.test(national));

/**
 * Whether a number is written in the groups that are usual in its country, or in several of them
 * joined. `breaks`: where it is broken, in digits from its end.
 */
export function isUsualGrouping(
  number: NumberInUse, country: string | undefined, breaks: readonly number[],
): boolean {
  // North America: three, three and four digits.
  if (number.callingCode === '1') {
    return breaks.every((offset) => offset === 4 || offset === 7 || offset >= 10);
  }
  const isDomestic = country && countries[country]?.[0] === number.callingCode;
  const rules = dialingRulesOf(isDomestic ? country : callingCodes[number.callingCode]?.[0] ?? '');
  const groups =
    rules && formatOf(rules, number.national)?.pattern.exec(number.national)?.slice(1);
  if (!groups) return false;
  const usualBreaks = new Set<number>();
  let digitCount = 0;
  for (let index = groups.length - 1; index >= 0; index--) {
    usualBreaks.add(digitCount += groups[index]!.length);
  }
  return breaks.every((offset) => offset >= digitCount || usualBreaks.has(offset));
}

export const isNorthAmerican = (country: string | undefined): boolean =>
  countries[country ?? '']?.[0] === '1';
export const isCountry = (country: string): boolean => countries[country] !== undefined;
