import {parsePhoneNumberFromString, type CountryCode, type PhoneNumber as Parsed} from 'libphonenumber-js/core/es6';
import type {DialableNumber} from './dialable-number.js';
import {matchesPattern, metadata, numberingPlanOf} from './numbering-plans.js';
import {normalize} from './normalize.js';

export type NumberType = 'premium-rate' | 'toll-free' | 'satellite';

/** A number that can be dialled from anywhere. */
export interface PhoneNumber extends DialableNumber {
  /** As people write it inside its country: `(650) 555-0100`. Never with the extension. */
  readonly national: string;
  /** `+1 650 555 0100`. Never with the extension. */
  readonly international: string;
  /** ISO 3166-1 alpha-2; absent where the number belongs to none, or to one of several that cannot be told apart. */
  readonly country?: string;
  /** Only the kinds that matter before a call. */
  readonly type?: NumberType;
}

/** What a written number is, and when it is none that RingOut could dial, why. */
export type ParsedNumber =
  | {readonly kind: 'number'; readonly number: PhoneNumber}
  /** Never for RingOut: the device's own phone knows where it is. */
  | {readonly kind: 'emergency'; readonly digits: string; readonly country?: string}
  | {readonly kind: 'service'; readonly digits: string; readonly country: string}
  /** A short number that means nothing to the country's public network. */
  | {readonly kind: 'extension'; readonly digits: string}
  /** `*67`, `*#06#`: commands to a switch, not numbers. */
  | {readonly kind: 'star-code'; readonly digits: string}
  | {readonly kind: 'national-without-country'; readonly digits: string}
  | {readonly kind: 'invalid'};

export interface ReadOptions {
  /** ISO 3166-1 alpha-2, to read national numbers. An unknown one counts as none. */
  readonly country?: string | undefined;
}

/** Emergency in every mobile network, whatever the country (3GPP TS 22.101, 10.1). */
const EMERGENCY_EVERYWHERE = /^(?:112|911)$/;
/** In networks that do not know the caller's country, by the same page. */
const EMERGENCY_SOMEWHERE = /^(?:000|08|110|999|118|119)$/;
/** RingCentral's extensions, and every public short number that a voice call can reach. */
const SHORT = /^\d{1,6}$/;
const SHORTEST_NATIONAL = 7;
const LONGEST_NATIONAL = 15;

/** The number, or null where the text is none that could be dialled from anywhere. Throws nothing. */
export function parseNumber(text: string, options?: ReadOptions): PhoneNumber | null {
  const reading = readNumber(text, options);
  return reading.kind === 'number' ? reading.number : null;
}

/** Like `parseNumber`, but says what the text is instead. Throws nothing. */
export function readNumber(text: string, {country}: ReadOptions = {}): ParsedNumber {
  const home = knownCountry(country);
  const written = typeof text === 'string' ? normalize(text) : null;
  if (!written) return {kind: 'invalid'};
  if ('starCode' in written) return {kind: 'star-code', digits: written.starCode};
  if ('bareExtension' in written) return readExtension(written.bareExtension, home);

  const {interpretations: readings, extension, tel} = written;
  const first = readings[0]!;
  if (readings.length === 1 && extension === undefined && SHORT.test(first)) return readShort(first, home);

  // Two readings that name different numbers ("0800 123 taxi"): rather none than the wrong one.
  const numbers = readings.flatMap((digits) => dialable(digits, home, tel) ?? []);
  const [parsed, ...others] = numbers;
  if (parsed && others.every(({number}) => number === parsed.number)) {
    return {kind: 'number', number: describe(parsed, extension)};
  }
  const national = readings.find((digits) =>
    /^\d/.test(digits) && digits.length >= SHORTEST_NATIONAL && digits.length <= LONGEST_NATIONAL);
  return !home && national ? {kind: 'national-without-country', digits: national} : {kind: 'invalid'};
}

/**
 * Why a call may cost more than the person expects; null where nothing says so. `homeCountry`: that of the account,
 * ISO 3166-1 alpha-2; without it, only what costs more from everywhere is known.
 */
export function isCostly(
  number: PhoneNumber, homeCountry?: string,
): 'premium-rate' | 'satellite' | 'international' | null {
  if (number.type === 'premium-rate' || number.type === 'satellite') return number.type;
  const home = numberingPlanOf(knownCountry(homeCountry));
  if (!home) return null;
  const code = home.callingCode;
  if (!number.e164.startsWith(`+${code}`)) {
    // International toll-free.
    return number.e164.startsWith('+800') ? null : 'international';
  }
  // +1, +7 and +44 are shared by countries with tariffs of their own. Elsewhere, who shares a code is one state.
  const shared = code === '1' || code === '7' || code === '44';
  return shared && number.type !== 'toll-free' && number.country && number.country !== home.country
    ? 'international' : null;
}

function knownCountry(country: string | undefined): CountryCode | undefined {
  const code = typeof country === 'string' ? country.trim().toUpperCase() : '';
  return /^[A-Z]{2}$/.test(code) && numberingPlanOf(code) ? code as CountryCode : undefined;
}

/** An extension, unless whoever dials these digits on a phone would reach an emergency service. */
function readExtension(digits: string, home: CountryCode | undefined): ParsedNumber {
  const emergency = home ? matchesPattern(digits, numberingPlanOf(home)?.emergency) : EMERGENCY_SOMEWHERE.test(digits);
  return emergency || EMERGENCY_EVERYWHERE.test(digits)
    ? {kind: 'emergency', digits, ...home && {country: home}}
    : {kind: 'extension', digits};
}

/** Digits too short to be dialled from anywhere. Emergency wins over everything, an extension comes last. */
function readShort(digits: string, home: CountryCode | undefined): ParsedNumber {
  const short = readExtension(digits, home);
  if (short.kind === 'emergency') return short;
  const plan = numberingPlanOf(home);
  if (home && matchesPattern(digits, plan?.service)) return {kind: 'service', digits, country: home};
  // Where national calls begin with a trunk prefix, short digits without it are a local number or an extension.
  if (home && plan && digits.startsWith(plan.trunk)) {
    const parsed = dialable(digits, home, false);
    if (parsed) return {kind: 'number', number: describe(parsed, undefined)};
  }
  return short;
}

function dialable(digits: string, home: CountryCode | undefined, tel: boolean): Parsed | null {
  if (!digits.startsWith('+') && !home) return tel ? northAmerican(digits) : null;
  const parsed = parse(digits, home);
  if (parsed && exists(parsed) && !isCompleted(digits, parsed)) return parsed;
  return tel && !digits.startsWith('+') ? northAmerican(digits) : null;
}

/**
 * The library forgives a trunk prefix after the country code, and completes local numbers of some countries with the
 * capital's area code: the first is what the writer meant, the second a guess.
 */
const isCompleted = (digits: string, {number}: Parsed): boolean =>
  digits.startsWith('+') && number !== digits && number.length >= digits.length;

const parse = (digits: string, home?: CountryCode): Parsed | undefined =>
  parsePhoneNumberFromString(digits, {...home && {defaultCountry: home}, extract: false}, metadata);

/**
 * By the general pattern of the country, not by the list of ranges in use: ranges open faster than copies of this
 * file are renewed, and the platform knows better.
 */
function exists(number: Parsed): boolean {
  const {countryCallingCode: code, nationalNumber} = number;
  // Area codes such as 911 or 411 would reach the service, not a subscriber.
  if (code === '1' && /^[2-9]11/.test(nationalNumber)) return false;
  const plan = numberingPlanOf(number.country) ?? numberingPlanOf(code);
  return number.isPossible() && matchesPattern(nationalNumber, plan?.general);
}

/** `tel:16505550100`, as RingCentral's samples have it: one and ten digits, in an area code that is in use. */
function northAmerican(digits: string): Parsed | null {
  if (!/^1[2-9]\d{9}$/.test(digits) || !parse(`+${digits.slice(0, 4)}5550100`)?.isValid()) return null;
  const parsed = parse(`+${digits}`);
  return parsed && exists(parsed) ? parsed : null;
}

function describe(number: Parsed, extension: string | undefined): PhoneNumber {
  const type = typeOf(number);
  return {
    e164: number.number,
    ...extension && {extension},
    national: number.formatNational(),
    international: number.formatInternational(),
    ...number.country && {country: number.country},
    ...type && {type},
  };
}

const SATELLITE = /^88[123]$|^870$/;
const TYPES_BY_CODE: Record<string, NumberType> = {800: 'toll-free', 979: 'premium-rate'};

function typeOf({countryCallingCode: code, country, nationalNumber}: Parsed): NumberType | undefined {
  if (SATELLITE.test(code)) return 'satellite';
  const plan = numberingPlanOf(country) ?? numberingPlanOf(code);
  if (matchesPattern(nationalNumber, plan?.premium)) return 'premium-rate';
  if (matchesPattern(nationalNumber, plan?.tollFree)) return 'toll-free';
  return TYPES_BY_CODE[code];
}
