/** Which numbers digits may mean, by the rules of all countries. */
import {
  parsePhoneNumberFromString, type CountryCode, type PhoneNumber as LibraryNumber,
} from 'libphonenumber-js/core/es6';
import {
  matchesPattern, metadata, numberingPlanOf, type NumberingPlan,
} from './numbering-plans.js';
import {digitsAndPlus, type WrittenNumber} from './normalize.js';

export type {CountryCode, LibraryNumber};

/** International numbers have at most 15 digits (ITU-T E.164). */
const E164 = /^\+\d{7,15}$/;
/** "23125-10" of "23125-10/-11", "02 36618300" of "02 36618300/1". */
const FIRST_LINE = /^([^/]*\d[ ().-]+[^/]*\d)(?: ?\/ ?-?\d{1,3})+$/;

/** The different numbers that the text may mean. No number is better than the wrong one. */
export function readingsOf(
  {interpretations, text, isTelUri}: WrittenNumber, homeCountry: CountryCode | undefined,
): LibraryNumber[] {
  const firstLine = parseDialable(digitsAndPlus(FIRST_LINE.exec(text)?.[1] ?? ''), homeCountry);
  if (firstLine) return [firstLine];
  const readings = new Map<string, LibraryNumber>();
  for (const digits of interpretations) {
    const numbers = digits.startsWith('+')
      ? readAfterPlus(digits, text, homeCountry)
      : readDialed(digits, text, homeCountry);
    if (isTelUri && !numbers[0]) numbers.push(parseNorthAmerican(digits));
    for (const number of numbers) if (number) readings.set(number.number, number);
  }
  return [...readings.values()];
}

/** "+(650) 555-0100": a plus before an area code and a number of North America. */
const AREA_CODE_AFTER_PLUS = /^[([]?\+[([]?([2-9]\d\d)[)\] .-]+\d{3}[ .-]?\d{4}$/;

function readAfterPlus(
  digits: string, text: string, homeCountry: CountryCode | undefined,
): (LibraryNumber | null)[] {
  const parsed = parseDialable(digits, homeCountry);
  const abroad = parsed && isCallingCodeCut(parsed.countryCallingCode, text) ? null : parsed;
  const areaCode = AREA_CODE_AFTER_PLUS.exec(text)?.[1];
  const isNorthAmerica = numberingPlanOf(homeCountry)?.callingCode === '1';
  const domestic = areaCode && isNorthAmerica ? parseNorthAmerican(`1${digits.slice(1)}`) : null;
  // A calling code that stands alone is as good a reading as an area code.
  return domestic && abroad?.countryCallingCode !== areaCode ? [domestic] : [abroad, domestic];
}

/**
 * Whether a bracket or a hyphen cuts the calling code in two, or a bracket takes more than that in.
 * The zero of a trunk prefix may follow such a cut: "+38 (044)".
 */
function isCallingCodeCut(callingCode: string, text: string): boolean {
  const [, bracket, group = '', rest = ''] = /^\+([([]?)(\d+)(.*)/.exec(text) ?? [];
  if (group.length < callingCode.length) return /^ ?[)\]([-]+ ?[^ 0]/.test(rest);
  return Boolean(bracket) && group !== callingCode && callingCode !== '1';
}

/** Reads digits without a plus. They may begin with the calling code all the same. */
function readDialed(
  digits: string, text: string, homeCountry: CountryCode | undefined,
): (LibraryNumber | null)[] {
  const national = parseDialable(digits, homeCountry);
  const {callingCode = '', trunkPrefix = ''} = numberingPlanOf(homeCountry) ?? {};
  const mayHaveCode = homeCountry && callingCode !== trunkPrefix && digits.startsWith(callingCode);
  const abroad = mayHaveCode ? parseDialable(`+${digits}`) : null;
  if (!abroad || !national) return [national ?? abroad];
  // Where nobody leaves the trunk prefix out, digits without it are no proper national number.
  const needsTrunkPrefix = national.formatNational().replace(/\D/g, '') !== national.nationalNumber;
  if (!needsTrunkPrefix) return [national];
  const isBrokenAfterCode = new RegExp(`^\\D*${callingCode}\\D`).test(text);
  return isBrokenAfterCode ? [abroad] : [national, abroad];
}

/** The number in digits, after a plus or as they are dialed; null where there is none. */
export function parseDialable(digits: string, homeCountry?: CountryCode): LibraryNumber | null {
  if (!digits.startsWith('+') && !homeCountry) return null;
  const parsed = parseWithLibrary(digits, homeCountry);
  if (!parsed) return null;
  return isValid(parsed) ? withoutGuess(digits, parsed) : parseOldForm(digits, parsed);
}

/**
 * Prefixes that went out of use and are still written, by calling code. "+" stands for the code,
 * where a prefix follows only that. Poland gave its zero up by 2010 (UKE); the others stood in
 * earlier releases of libphonenumber.
 */
const PREFIXES_OUT_OF_USE: Record<string, string | undefined> = {
  48: '\\+?0', 52: '\\+1|\\+?0(?:[12]|4[45])', 992: '\\+?8', 998: '\\+?8',
};

/**
 * Where calls need no trunk prefix, a zero after the calling code is a habit from abroad. Without
 * the code, it would be that of another country's number.
 */
function parseOldForm(dialed: string, parsed: LibraryNumber): LibraryNumber | null {
  const {countryCallingCode, nationalNumber} = parsed;
  const plan = numberingPlanOf(countryCallingCode);
  const isWithoutTrunk = plan?.country && !plan.trunkPrefix;
  const oldPrefix = PREFIXES_OUT_OF_USE[countryCallingCode] ?? (isWithoutTrunk ? '\\+0' : '$.');
  const written = dialed === nationalNumber ? dialed : `+${nationalNumber}`;
  const current = written.replace(new RegExp(`^(?:${oldPrefix})`), '');
  if (current === written) return null;
  const digits = `+${countryCallingCode}${current}`;
  const number = parseWithLibrary(digits);
  return number && isValid(number) ? withoutGuess(digits, number) : null;
}

const parseWithLibrary = (
  digits: string, homeCountry?: CountryCode,
): LibraryNumber | undefined => parsePhoneNumberFromString(
  digits, {...homeCountry && {defaultCountry: homeCountry}, extract: false}, metadata,
);

/**
 * The library drops a trunk prefix after the country code, which is what the writer meant. In some
 * countries it also completes local numbers with the capital's area code, which is a guess, or
 * drops one of two prefixes, so that the number itself would be read as another one.
 */
function withoutGuess(digits: string, parsed: LibraryNumber): LibraryNumber | null {
  const {number} = parsed;
  if (!digits.startsWith('+') || number === digits) return parsed;
  const isCompleted = number.length >= digits.length;
  return isCompleted || parseWithLibrary(number)?.number !== number ? null : parsed;
}

/**
 * Checks the general pattern of the country only, not the ranges in use: ranges open faster than
 * copies of the metadata are updated, and RingCentral has the last word.
 */
function isValid(number: LibraryNumber): boolean {
  const {countryCallingCode, nationalNumber} = number;
  // Area codes such as 911 or 411 would reach the service instead of a subscriber.
  if (countryCallingCode === '1' && /^[2-9]11/.test(nationalNumber)) return false;
  return E164.test(number.number) && number.isPossible() &&
    matchesPattern(nationalNumber, planFor(number)?.generalPattern);
}

export function planFor({country, countryCallingCode}: LibraryNumber): NumberingPlan | undefined {
  return numberingPlanOf(country) ?? numberingPlanOf(countryCallingCode);
}

/**
 * RingCentral's samples leave out the `+` in `tel:16505550100`: read a 1 and ten digits as a number
 * of North America if its area code is in use.
 */
function parseNorthAmerican(digits: string): LibraryNumber | null {
  if (!/^1[2-9]\d{9}$/.test(digits)) return null;
  const areaCodeSample = parseWithLibrary(`+${digits.slice(0, 4)}5550100`);
  if (!areaCodeSample?.isValid()) return null;
  const parsed = parseWithLibrary(`+${digits}`);
  return parsed && isValid(parsed) ? parsed : null;
}
