import type {DialableNumber} from './dialable-number.js';
import {matchesPattern, numberingPlanOf} from './numbering-plans.js';
import {digitsAndPlus, normalize, type WrittenNumber} from './normalize.js';
import {
  parseDialable, planFor, readingsOf, type CountryCode, type LibraryNumber,
} from './readings.js';

export type NumberType = 'premium-rate' | 'toll-free' | 'satellite';

/** A number that can be dialed from anywhere. */
export interface PhoneNumber extends DialableNumber {
  /** As it is written inside its country: `(650) 555-0100`. Without the extension. */
  readonly national: string;
  /** As it is written for callers abroad: `+1 650 555 0100`. Without the extension. */
  readonly international: string;
  /**
   * ISO 3166-1 alpha-2. Absent where the number belongs to no country, or to one of several that
   * cannot be told apart.
   */
  readonly country?: string;
  /** Only the types that matter before a call; absent for any other. */
  readonly type?: NumberType;
}

/** A text as a number, or the reason why RingOut cannot dial it. */
export type ParsedNumber =
  | {readonly kind: 'number'; readonly number: PhoneNumber}
  /** Never for RingOut: only the device's own phone knows where its user is. */
  | {readonly kind: 'emergency'; readonly digits: string; readonly country?: string}
  | {readonly kind: 'service'; readonly digits: string; readonly country: string}
  /** A short number that has no meaning in the country's public network. */
  | {readonly kind: 'extension'; readonly digits: string}
  /** `*67`, `*#06#`: a command to a switch, not a number. */
  | {readonly kind: 'star-code'; readonly digits: string}
  | {readonly kind: 'national-without-country'; readonly digits: string}
  /** Two readings, and nothing in the text tells which: `491713920000` in Germany. */
  | {readonly kind: 'ambiguous'; readonly digits: string}
  /** Two numbers or more. */
  | {readonly kind: 'several-numbers'}
  /** More digits than any number has. */
  | {readonly kind: 'too-long'}
  | {readonly kind: 'invalid'};

export interface ReadOptions {
  /** ISO 3166-1 alpha-2, for national numbers. An unknown country counts as none. */
  readonly country?: string | undefined;
}

/** Emergency numbers of every mobile network, in any country (3GPP TS 22.101, 10.1). */
const EMERGENCY_EVERYWHERE = /^(?:112|911)$/;
/** Emergency numbers where the caller's country is unknown, by the same section. */
const EMERGENCY_WITHOUT_COUNTRY = /^(?:000|08|110|999|118|119)$/;
/** RingCentral's extensions, and every public short number that a voice call can reach. */
const SHORT_NUMBER = /^\d{1,6}$/;
/** More digits than an international number has (ITU-T E.164). */
const TOO_MANY_DIGITS = /(?:\d\D*){16}/;
/** Longer digits after a mark may be a number of their own. */
const SHORT_LENGTH = 6;
/** A plus may stand after the first digit, as in `1+650…`. */
const NATIONAL_NUMBER = /^\d[\d+]{6,14}$/;
/** Calling codes whose countries have different tariffs. Any other shared code is one state's. */
const CODES_WITH_SEVERAL_TARIFFS = new Set(['1', '7', '44']);
const INTERNATIONAL_TOLL_FREE = '+800';
/** 870: Inmarsat. 881: satellite phones. 882 and 883: international networks, most by satellite. */
const SATELLITE_CODE = /^(?:88[123]|870)$/;
const TYPE_BY_CALLING_CODE: Record<string, NumberType> = {800: 'toll-free', 979: 'premium-rate'};

/**
 * Parses a text as people write numbers. Returns null where the text is not one number that can be
 * dialed from anywhere. Never throws.
 */
export function parseNumber(text: string, options?: ReadOptions): PhoneNumber | null {
  const parsed = readNumber(text, options);
  return parsed.kind === 'number' ? parsed.number : null;
}

/** Like `parseNumber`, but also says what a text is that is not such a number. Never throws. */
export function readNumber(text: string, {country}: ReadOptions = {}): ParsedNumber {
  const homeCountry = knownCountry(country);
  const normalized = typeof text === 'string' ? normalize(text) : null;
  if (!normalized) return {kind: 'invalid'};
  if ('starCode' in normalized) return {kind: 'star-code', digits: normalized.starCode};
  if ('bareExtension' in normalized) return readExtension(normalized.bareExtension, homeCountry);
  return readWrittenNumber(normalized, homeCountry);
}

/**
 * Why a call may cost more than its caller expects; null where no reason is known. `homeCountry`:
 * the account's, ISO 3166-1 alpha-2. Without it, only numbers that cost more from everywhere are
 * reported.
 */
export function isCostly(
  number: PhoneNumber, homeCountry?: string,
): 'premium-rate' | 'satellite' | 'international' | null {
  const {type, country} = number;
  if (type === 'premium-rate' || type === 'satellite') return type;
  const homePlan = numberingPlanOf(knownCountry(homeCountry));
  if (!homePlan) return null;
  const {callingCode} = homePlan;
  if (!number.e164.startsWith(`+${callingCode}`)) {
    return number.e164.startsWith(INTERNATIONAL_TOLL_FREE) ? null : 'international';
  }
  const hasSeveralTariffs = CODES_WITH_SEVERAL_TARIFFS.has(callingCode);
  if (!country || !hasSeveralTariffs || type === 'toll-free') return null;
  return country === homePlan.country ? null : 'international';
}

function knownCountry(country: string | undefined): CountryCode | undefined {
  if (typeof country !== 'string') return undefined;
  const countryCode = country.trim().toUpperCase();
  const isKnown = /^[A-Z]{2}$/.test(countryCode) && numberingPlanOf(countryCode);
  return isKnown ? countryCode as CountryCode : undefined;
}

function readWrittenNumber(
  written: WrittenNumber, homeCountry: CountryCode | undefined,
): ParsedNumber {
  const {interpretations, extension} = written;
  const literalDigits = interpretations[0] ?? '';
  const isAlone = interpretations.length === 1 && extension === undefined;
  if (isAlone && SHORT_NUMBER.test(literalDigits)) {
    return readShortNumber(literalDigits, homeCountry);
  }
  const [number, otherNumber] = readingsOf(written, homeCountry);
  if (!number) return readNonNumber(written, homeCountry);
  if (!otherNumber) return readOneNumber(number, written, homeCountry);
  // The digits beside a word are one of its readings only.
  return /\p{L}/u.test(written.text) ? {kind: 'invalid'} : {kind: 'ambiguous', digits: literalDigits};
}

/** The digits behind the number may be a number of their own rather than its extension. */
function readOneNumber(
  number: LibraryNumber, written: WrittenNumber, homeCountry: CountryCode | undefined,
): ParsedNumber {
  const {extension = '', extensionMark, fullText} = written;
  const country = homeCountry ?? number.country;
  const mayBeNumber = extensionMark !== undefined && extension.length > SHORT_LENGTH;
  return mayBeNumber && hasSeveralNumbers(fullText, country)
    ? {kind: 'several-numbers'} : {kind: 'number', number: describeNumber(number, written)};
}

function readNonNumber(
  {interpretations, text, fullText}: WrittenNumber, homeCountry: CountryCode | undefined,
): ParsedNumber {
  if (hasSeveralNumbers(fullText, homeCountry)) return {kind: 'several-numbers'};
  if (TOO_MANY_DIGITS.test(text)) return {kind: 'too-long'};
  if (homeCountry) return {kind: 'invalid'};
  const national = interpretations.find((digits) => NATIONAL_NUMBER.test(digits));
  return national ? {kind: 'national-without-country', digits: national} : {kind: 'invalid'};
}

/** Whether the text holds two numbers, each of them as it is dialed. */
function hasSeveralNumbers(text: string, country: CountryCode | undefined): boolean {
  const {trunkPrefix = ''} = numberingPlanOf(country) ?? {};
  const isNumber = (part: string): boolean => {
    const digits = digitsAndPlus(part);
    const isDialed = digits.startsWith('+') || digits.startsWith(trunkPrefix) || trunkPrefix === '1';
    return isDialed && digits.length > SHORT_LENGTH && parseDialable(digits, country) !== null;
  };
  return text.split(/[^\d+() .-]+/).filter(isNumber).length > 1 ||
    [...text.matchAll(/ /g)].some(
      ({index}) => isNumber(text.slice(0, index)) && isNumber(text.slice(index)));
}

/** An extension, unless a phone that dials these digits would reach an emergency service. */
function readExtension(digits: string, homeCountry: CountryCode | undefined): ParsedNumber {
  if (!isEmergency(digits, homeCountry)) return {kind: 'extension', digits};
  return {kind: 'emergency', digits, ...homeCountry && {country: homeCountry}};
}

function isEmergency(digits: string, homeCountry: CountryCode | undefined): boolean {
  if (EMERGENCY_EVERYWHERE.test(digits)) return true;
  if (!homeCountry) return EMERGENCY_WITHOUT_COUNTRY.test(digits);
  return matchesPattern(digits, numberingPlanOf(homeCountry)?.emergencyPattern);
}

/**
 * Reads digits that are too few to be dialed from anywhere. An emergency number is never taken for
 * anything else, an extension is the last resort.
 */
function readShortNumber(digits: string, homeCountry: CountryCode | undefined): ParsedNumber {
  const fallback = readExtension(digits, homeCountry);
  const plan = numberingPlanOf(homeCountry);
  if (fallback.kind === 'emergency' || !homeCountry || !plan) return fallback;
  if (matchesPattern(digits, plan.servicePattern)) {
    return {kind: 'service', digits, country: homeCountry};
  }
  // Where national calls begin with a trunk prefix, short digits without it are either a local
  // number or an extension.
  if (!digits.startsWith(plan.trunkPrefix)) return fallback;
  const number = parseDialable(digits, homeCountry);
  return number ? {kind: 'number', number: describeNumber(number)} : fallback;
}

/**
 * Marks that announce no extension where these calling codes are: o'clock in the Nordic countries,
 * the unit of a shop in Spanish and Portuguese, the last of several lines in Japan and Korea.
 */
const NO_EXTENSION = /^(?:kl(?:4[567]|35[48])|loc(?:al)?(?:34|351|5)|~8[12]$)/;

function describeNumber(number: LibraryNumber, written?: WrittenNumber): PhoneNumber {
  const type = typeOf(number);
  const {extension, tones, extensionMark = ''} = written ?? {};
  const isDialedAfter = !NO_EXTENSION.test(extensionMark + number.countryCallingCode);
  return {
    e164: number.number,
    ...isDialedAfter && extension && {extension},
    ...isDialedAfter && tones && {tones},
    national: number.formatNational(),
    international: number.formatInternational(),
    ...number.country && {country: number.country},
    ...type && {type},
  };
}

function typeOf(number: LibraryNumber): NumberType | undefined {
  const {countryCallingCode, nationalNumber} = number;
  if (SATELLITE_CODE.test(countryCallingCode)) return 'satellite';
  const plan = planFor(number);
  if (matchesPattern(nationalNumber, plan?.premiumPattern)) return 'premium-rate';
  if (matchesPattern(nationalNumber, plan?.tollFreePattern)) return 'toll-free';
  return TYPE_BY_CALLING_CODE[countryCallingCode];
}
