/** libphonenumber's metadata as compiled expressions: how the numbers of a country are dialed. */
import {STRICT} from './metadata.js';
import {expandPattern, metadata} from '../numbering-plans.js';

interface NumberFormat {
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
  readonly formats: readonly NumberFormat[];
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
const FICTIONAL_PATTERNS: Record<string, string> = {
  GB: '|1632960ddd|7700900ddd', FR: '|63998D4',
};

/** ITU-T E.164: the calling code and the national number together. */
export const MAX_E164_DIGITS = 15;

const matchWhole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const matchStart = (pattern: string) => new RegExp(`^(?:${pattern})`);

const optionalStart = (pattern: string | 0): RegExp | undefined =>
  pattern ? matchStart(pattern) : undefined;

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
    callingCode, exitCode, general, lengths, formats, trunkPrefix, , trunkForParsing,
    trunkTransform, , , types,
  ] = entry;
  const mainCountry = countries[callingCodes[callingCode]?.[0] ?? ''];
  const strictPattern = strictPatterns.get(country);
  const trunkPattern = trunkForParsing || trunkPrefix;
  const exactPattern = types ? types[0][0] : general;
  const fictionalPattern = expandPattern(FICTIONAL_PATTERNS[country] ?? '');
  return {
    callingCode,
    inUsePattern: strictPattern
      ? matchStart(expandPattern(strictPattern) + fictionalPattern)
      : matchWhole(exactPattern + fictionalPattern),
    generalPattern: matchWhole(general),
    lengthBits: lengths.reduce((bits, length) => bits | 1 << length, 0),
    trunkPattern: optionalStart(trunkPattern),
    trunkTransform: trunkTransform || undefined,
    exitPattern: optionalStart(exitCode),
    trunkDigit: firstDigitOf(trunkPattern),
    exitDigit: firstDigitOf(exitCode),
    isExact: !strictPattern,
    // Countries that share a calling code share the formats of its main country.
    formats: (formats || mainCountry?.[4] || []).map((format) => compileFormat(format, entry)),
  };
}

function compileFormat(format: LibraryFormat, entry: LibraryEntry): NumberFormat {
  const [pattern, , leadingDigits, prefixRule, prefixOptional] = format;
  const [, , , , , trunkPrefix, trunkRule, , , trunkOptional] = entry;
  const leading = leadingDigits[leadingDigits.length - 1];
  return {
    pattern: matchWhole(pattern),
    leadingPattern: leading ? matchStart(leading) : undefined,
    needsTrunkPrefix: trunkPrefix !== 0 && trunkPrefix !== '1' &&
      (prefixRule || trunkRule || '').startsWith(trunkPrefix) &&
      !(prefixOptional || trunkOptional),
  };
}

/**
 * Patterns for numbers in use leave to the general pattern what that one says already, and are a
 * little too wide in return for being short.
 */
const matchesRules = (rules: DialingRules, national: string): boolean =>
  national.length < 32 && (rules.lengthBits >> national.length & 1) === 1 &&
  rules.inUsePattern.test(national) && (rules.isExact || rules.generalPattern.test(national));

export const isCallingCode = (digits: string): boolean => callingCodes[digits] !== undefined;

/** The rules of the country that a calling code belongs to first. */
const mainRulesOf = (callingCode: string): DialingRules | null =>
  dialingRulesOf(mainCountryOf(callingCode));

const mainCountryOf = (callingCode: string): string => {
  const country = callingCodes[callingCode]?.[0] ?? '';
  return country === '001' ? callingCode : country;
};

/** Whether any country of a calling code has the number in use. */
export function isInUse(callingCode: string, national: string): boolean {
  if (callingCode.length + national.length > MAX_E164_DIGITS) return false;
  return rulesOfCode(callingCode).some((rules) => matchesRules(rules, national));
}

const rulesByCode = new Map<string, readonly DialingRules[]>();

function rulesOfCode(callingCode: string): readonly DialingRules[] {
  let rules = rulesByCode.get(callingCode);
  if (!rules) {
    rules = (callingCodes[callingCode] ?? [])
      .map((country) => dialingRulesOf(country === '001' ? callingCode : country)!);
    rulesByCode.set(callingCode, rules);
  }
  return rules;
}

const formatOf = (rules: DialingRules, national: string): NumberFormat | undefined =>
  rules.formats.find(({leadingPattern, pattern}) =>
    (!leadingPattern || leadingPattern.test(national)) && pattern.test(national));

/** Whether a national number is never written without the trunk prefix inside the country. */
export function needsTrunkPrefix(rules: DialingRules, national: string): boolean {
  const format = formatOf(rules, national);
  return format ? format.needsTrunkPrefix : rules.formats.some((other) => other.needsTrunkPrefix);
}

/**
 * The lengths of the groups in which a national number is usually written; null where none are
 * known. `country`: the home country, whose formats apply within its calling code.
 */
export function usualGroupsOf(
  callingCode: string, national: string, country: string | undefined,
): number[] | null {
  const isDomestic = country && countries[country]?.[0] === callingCode;
  const rules = isDomestic ? dialingRulesOf(country) : mainRulesOf(callingCode);
  const groups = rules && formatOf(rules, national)?.pattern.exec(national)?.slice(1);
  return groups ? groups.map(({length}) => length) : null;
}

export const isNorthAmerican = (country: string | undefined): boolean =>
  countries[country ?? '']?.[0] === '1';
export const isCountry = (country: string): boolean => countries[country] !== undefined;
