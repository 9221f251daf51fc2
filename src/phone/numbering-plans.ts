/** The numbering plans of all countries, unpacked once from the generated text in metadata.ts. */
import type {MetadataJson} from 'libphonenumber-js/core/es6';
import {PLANS} from './metadata.js';

/**
 * How numbers of one shape are written, in the order in which libphonenumber stores it. Patterns
 * are the source text of regular expressions.
 */
export type NumberFormat = readonly [
  pattern: string,
  /** The groups of the pattern and the separators between them: `$1 $2`. */
  template: string,
  /**
   * How numbers in this format begin: a pattern for the first three digits, one for the first
   * four, and so on. Empty = any other number.
   */
  leadingDigits: readonly string[],
  /** Replaces the first group when the trunk prefix is written: `0$1`. 0 = no change. */
  prefixRule: string | 0,
  /** 1 = the trunk prefix may be left out. */
  prefixOptional: number,
  /** The template for callers abroad. 0 = the same template, `NA` = never written for them. */
  internationalTemplate: string | 0,
];

/** The parts of a country's numbering plan that libphonenumber's own functions do not expose. */
export interface NumberingPlan {
  readonly callingCode: string;
  /** ISO 3166-1 alpha-2; absent for codes that belong to no country (+800, +870, …). */
  readonly country: string | undefined;
  /** Matches every national (significant) number that may exist. */
  readonly generalPattern: string;
  /** Dialed before a national number inside the country: `0` in most of Europe. Empty = none. */
  readonly trunkPrefix: string;
  /** Dialed inside the country before a country code: `00` in most of Europe. Empty = none. */
  readonly exitPattern: string;
  /** Absent where the plan of the calling code's main country applies. */
  readonly formats: readonly NumberFormat[] | undefined;
  readonly premiumPattern: string | undefined;
  readonly tollFreePattern: string | undefined;
  readonly emergencyPattern: string | undefined;
  readonly servicePattern: string | undefined;
}

/**
 * Expands the shorthand of the generated text into the source of a regular expression: `d` is `\d`,
 * `D4` is `\d{4}`, `E4a` is `\d{4,10}`, `<` is `(?:`. The shorthand (see scripts/metadata.mjs) is
 * a fifth smaller than JSON after compression.
 */
export const expandPattern = (denseText: string): string =>
  denseText.replace(/D(.)|E(.)(.)|d|</g, expandToken);

function expandToken(
  token: string, digitCount?: string, minDigits?: string, maxDigits?: string,
): string {
  if (token === '<') return '(?:';
  if (digitCount) return `\\d{${digitCount}}`;
  if (minDigits && maxDigits) return digitRange(minDigits, maxDigits);
  return '\\d';
}

/** Both counts are in base 36, where each of them is one character. */
const digitRange = (minDigits: string, maxDigits: string): string =>
  `\\d{${parseInt(minDigits, 36)},${parseInt(maxDigits, 36)}}`;

/**
 * `334` is `(\d{3})(\d{3})(\d{4})`, `32,9` is `(\d{3})(\d{2,9})`. Text that does not begin with a
 * digit is a dense pattern.
 */
function expandGroups(denseText: string): string {
  if (!/^\d/.test(denseText)) return expandPattern(denseText);
  return denseText.replace(/(.)(?:,(.))?/g, (_, digitCount: string, maxDigits?: string) => {
    if (maxDigits) return `(${digitRange(digitCount, maxDigits)})`;
    return digitCount === '1' ? '(\\d)' : `(\\d{${digitCount}})`;
  });
}

/** All groups of a pattern with a space between them: `$1 $2 $3`. */
function defaultTemplate(pattern: string): string {
  let groupNumber = 0;
  return pattern.replace(/\((?!\?).*?\)/g, () => ` $${++groupNumber}`).trim();
}

function parseFormat(denseText: string): NumberFormat {
  const [
    groups, template, leadingDigits, prefixRule, prefixOptional, internationalTemplate,
  ] = denseText.split(';');
  const pattern = expandGroups(groups!);
  return [
    pattern,
    template || defaultTemplate(pattern),
    leadingDigits ? leadingDigits.split('!').map(expandPattern) : [],
    orZero(prefixRule),
    flagOf(prefixOptional),
    orZero(internationalTemplate),
  ];
}

/** One line of the generated text; empty columns at its end are left out. */
type PlanColumns = [
  country: string, callingCode: string, exitCodes: string, general: string, lengths: string,
  formats?: string, trunkPrefix?: string, trunkRule?: string, trunkForParsing?: string,
  trunkTransform?: string, trunkOptional?: string, leadingDigits?: string, types?: string,
  preferredExitCode?: string, premium?: string, tollFree?: string, emergency?: string,
  service?: string,
];

/** libphonenumber's metadata has a 0 where there is no text. */
const orZero = (text: string | undefined): string | 0 => text || 0;
const flagOf = (text: string | undefined): 0 | 1 => text ? 1 : 0;
const optionalPattern = (denseText: string | undefined): string | undefined =>
  denseText ? expandPattern(denseText) : undefined;

const countries: Record<string, unknown> = {};
const nonGeographic: Record<string, unknown> = {};
const callingCodes: Record<string, string[]> = {};
const plans = new Map<string, NumberingPlan>();

for (const line of PLANS.split('\n')) addPlan(line.split('\t') as PlanColumns);

function addPlan(columns: PlanColumns): void {
  const [
    country, callingCode, exitCodes, general, lengths, denseFormats, trunkPrefix, trunkRule,
    trunkForParsing, trunkTransform, trunkOptional, leadingDigits, types, preferredExitCode,
    premium, tollFree, emergency, service,
  ] = columns;
  const formats = denseFormats ? denseFormats.split('_').map(parseFormat) : undefined;
  const generalPattern = expandPattern(general);
  const exitPattern = expandPattern(exitCodes);
  const libraryEntry = [
    callingCode, orZero(exitPattern), generalPattern, lengths.split(',').map(Number),
    formats ?? 0, orZero(trunkPrefix), orZero(trunkRule), orZero(optionalPattern(trunkForParsing)),
    orZero(trunkTransform), flagOf(trunkOptional), orZero(optionalPattern(leadingDigits)),
    // One pattern for all types: the library only asks which country has a type that matches.
    types ? [[expandPattern(types)]] : 0, orZero(preferredExitCode),
  ];
  const plan: NumberingPlan = {
    callingCode,
    country: country || undefined,
    generalPattern,
    trunkPrefix: trunkPrefix ?? '',
    exitPattern,
    formats,
    premiumPattern: optionalPattern(premium),
    tollFreePattern: optionalPattern(tollFree),
    emergencyPattern: optionalPattern(emergency),
    servicePattern: optionalPattern(service),
  };
  if (country) {
    countries[country] = libraryEntry;
    plans.set(country, plan);
    (callingCodes[callingCode] ??= []).push(country);
  } else {
    nonGeographic[callingCode] = libraryEntry;
    callingCodes[callingCode] = ['001'];
  }
  // The main country of a calling code comes first; its plan applies to the whole code.
  if (!plans.has(callingCode)) plans.set(callingCode, plan);
}

/** For the functions of `libphonenumber-js/core`, which take their metadata as an argument. */
export const metadata = {
  version: 4, country_calling_codes: callingCodes, countries, nonGeographic,
} as unknown as MetadataJson;

/** By country (ISO 3166-1 alpha-2) or by calling code without `+`. */
export const numberingPlanOf = (countryOrCode: string | undefined): NumberingPlan | undefined =>
  plans.get(countryOrCode ?? '');

/** Whether a pattern matches all of the digits; false without a pattern. */
export const matchesPattern = (digits: string, pattern: string | undefined): boolean =>
  pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(digits);
