/** Which numbers are in use: stricter than the parser, which trusts whoever wrote a number where one belongs. */
import {STRICT} from './metadata.js';
import {metadata, numberingPlanOf, compilePattern} from '../numbering-plans.js';

/** A number of which it is known that its range is in use. */
export interface NumberInUse {
  /** Calling code, without `+`. */
  readonly code: string;
  /** National (significant) number. */
  readonly national: string;
  /** Nothing was replaced, and dropped only what the plan calls a trunk prefix. */
  readonly plain: boolean;
}

interface Format {
  readonly pattern: RegExp;
  readonly leading: RegExp | undefined;
  /** Inside the country it is not written without the trunk prefix. */
  readonly needsTrunk: boolean;
}

/** How the numbers of a country are dialled and written. */
export interface DialingRules {
  readonly code: string;
  readonly inUse: RegExp;
  readonly general: RegExp;
  /** A bit for each length. */
  readonly lengths: number;
  readonly trunk: RegExp | undefined;
  readonly transform: string | undefined;
  readonly exit: RegExp | undefined;
  /** With which digit a trunk prefix or an exit code begins, where it is one: spares most numbers an expression. */
  readonly trunkDigit: string;
  readonly exitDigit: string;
  /** `inUse` lets nothing through that `general` would not. */
  readonly isExact: boolean;
  readonly formats: readonly Format[];
}

/** One entry of libphonenumber's `countries`, as far as it is read here. */
type Entry = readonly [
  code: string, exit: string | 0, general: string, lengths: readonly number[], formats: readonly RawFormat[] | 0,
  trunk: string | 0, trunkRule: string | 0, trunkForParsing: string | 0, trunkTransform: string | 0,
  trunkOptional: 0 | 1, leading: string | 0, types: readonly [readonly [string]] | 0,
];
type RawFormat = readonly [
  pattern: string, template: string, leading: readonly string[], prefixRule: string | 0, prefixOptional: 0 | 1,
];

const entries = metadata.countries as unknown as Record<string, Entry | undefined>;
const nonGeographic = (metadata as unknown as {nonGeographic: Record<string, Entry | undefined>}).nonGeographic;
const callingCodes = metadata.country_calling_codes as unknown as Record<string, readonly string[] | undefined>;

/**
 * Country (two letters) and an expression for the beginning of its numbers, written like those of the parser (see
 * numbering-plans.ts). It looks at no more digits than it takes to tell what is in use from what the general one matches.
 */
const strict = new Map(STRICT.split('\n').map((line) => [line.slice(0, 2), line.slice(2)]));

/** Kept free by the regulators for examples, stories and demos; no list of ranges in use has them. */
const FICTIONAL: Record<string, string> = {GB: '1632960ddd|7700900ddd', FR: '63998D4'};

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const head = (pattern: string) => new RegExp(`^(?:${pattern})`);

const firstDigit = (pattern: string | 0): string => pattern && /^\d(?![?{])[^|]*$/.test(pattern) ? pattern[0]! : '';

/** Expressions are compiled for the countries that a text needs. */
const rules = new Map<string, DialingRules | null>();

/** Of a country, or of a calling code that belongs to none. */
export function dialingRulesOf(country: string): DialingRules | null {
  let found = rules.get(country);
  if (found !== undefined) return found;
  const entry = entries[country] ?? nonGeographic[country];
  found = entry ? compile(country, entry) : null;
  rules.set(country, found);
  return found;
}

function compile(country: string, entry: Entry): DialingRules {
  const [code, exit, general, lengths, formats, trunk, rule, trunkForParsing, transform, optional, , types] = entry;
  const main = entries[callingCodes[code]?.[0] ?? ''];
  const dense = strict.get(country);
  const prefix = trunkForParsing || trunk;
  const fictional = FICTIONAL[country] ? `|${compilePattern(FICTIONAL[country])}` : '';
  return {
    code,
    inUse: dense ? head(compilePattern(dense) + fictional) : whole((types ? types[0][0] : general) + fictional),
    general: whole(general),
    lengths: lengths.reduce((bits, length) => bits | 1 << length, 0),
    trunk: prefix ? head(prefix) : undefined,
    transform: transform || undefined,
    exit: exit ? head(exit) : undefined,
    trunkDigit: firstDigit(prefix),
    exitDigit: firstDigit(exit),
    isExact: !dense,
    // Countries that share a code share the formats of the main one.
    formats: (formats || main?.[4] || []).map(([pattern, , leading, prefixRule, prefixOptional]) => ({
      pattern: whole(pattern),
      leading: leading.length ? head(leading[leading.length - 1]!) : undefined,
      needsTrunk: trunk !== 0 && trunk !== '1' && (prefixRule || rule || '').startsWith(trunk) &&
        !(prefixOptional || optional),
    })),
  };
}

/** Of digits after a `+`, or null. */
export function readInternational(digits: string): NumberInUse | null {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length);
    const countries = callingCodes[code];
    if (!countries) continue;
    const national = digits.slice(length);
    if (isInUse(code, countries, national)) return {code, national, plain: true};
    // "+44 (0)20 …": the zero is for those who call from inside.
    const trunk = numberingPlanOf(code)?.trunkPrefix;
    if (!trunk || code === '1' || !national.startsWith(trunk)) return null;
    const rest = national.slice(trunk.length);
    return isInUse(code, countries, rest) ? {code, national: rest, plain: false} : null;
  }
  return null;
}

/** The expressions for what is in use say nothing of what the general one says, and are a little wide to be short. */
const exists = (its: DialingRules, national: string): boolean =>
  national.length < 32 && (its.lengths >> national.length & 1) === 1 && its.inUse.test(national) &&
  (its.isExact || its.general.test(national));

function isInUse(code: string, countries: readonly string[], national: string): boolean {
  for (const country of countries) {
    const its = dialingRulesOf(country === '001' ? code : country);
    if (its && exists(its, national)) return true;
  }
  return false;
}

/** Of digits as they are dialled in a country: with exit code, with trunk prefix, or without where that is usual. */
export function readDomestic(digits: string, its: DialingRules): NumberInUse & {trunk: boolean} | null {
  const exit = digits.startsWith(its.exitDigit) && its.exit?.exec(digits)?.[0];
  if (exit) {
    const abroad = readInternational(digits.slice(exit.length));
    return abroad && {...abroad, plain: false, trunk: true};
  }
  const dropped = its.trunk && digits.startsWith(its.trunkDigit) && dropTrunk(digits, its.trunk, its.transform);
  // As the library has it: what is a number before the prefix goes must still be one after.
  const usable = dropped && (its.general.test(dropped) || !its.general.test(digits)) ? dropped : undefined;
  const national = usable ?? digits;
  if (!exists(its, national)) return null;
  if (!usable && formatOf(its, national)?.needsTrunk) return null;
  return {code: its.code, national, plain: !usable || !its.transform, trunk: usable !== undefined && its.code !== '1'};
}

function dropTrunk(digits: string, trunk: RegExp, transform: string | undefined): string | undefined {
  const found = trunk.exec(digits);
  if (!found) return undefined;
  return transform && found.length > 1 && found[found.length - 1]
    ? digits.replace(trunk, transform) : digits.slice(found[0].length);
}

const formatOf = (its: DialingRules, national: string): Format | undefined =>
  its.formats.find(({leading, pattern}) => (!leading || leading.test(national)) && pattern.test(national));

/**
 * Whether a number is written in the groups that its country writes it in, or in some of them together. `breaks`: where
 * it is broken, in digits from its end.
 */
export function isUsualGrouping(number: NumberInUse, country: string | undefined, breaks: readonly number[]): boolean {
  if (number.code === '1') return breaks.every((at) => at === 4 || at === 7 || at >= 10);
  const its = dialingRulesOf(country && entries[country]?.[0] === number.code ? country : callingCodes[number.code]?.[0] ?? '');
  const groups = its && formatOf(its, number.national)?.pattern.exec(number.national)?.slice(1);
  if (!groups) return false;
  const usual = new Set<number>();
  let rest = 0;
  for (let i = groups.length - 1; i >= 0; i--) usual.add(rest += groups[i]!.length);
  return breaks.every((at) => at >= rest || usual.has(at));
}

/** National numbers of +1: three, three and four digits. */
export const isNorthAmerican = (country: string | undefined): boolean => entries[country ?? '']?.[0] === '1';
export const isCountry = (country: string): boolean => entries[country] !== undefined;
