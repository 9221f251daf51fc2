import type {MetadataJson} from 'libphonenumber-js/core/es6';
import {PLANS} from './metadata.js';

/** How numbers of a shape are written, as libphonenumber has it; the texts of patterns are regular expressions. */
export type NumberFormat = readonly [
  pattern: string,
  /** `$1 $2`: its groups, and what stands between them. */
  template: string,
  /** How such numbers begin: by the first three digits, the first four …; empty = any other. */
  leading: readonly string[],
  /** What becomes of the first group when the trunk prefix goes before it, `0$1`; 0 = nothing does. */
  prefixRule: string | 0,
  /** 1 = people leave the prefix out, too. */
  prefixOptional: number,
  /** The template for callers abroad; 0 = the same, `NA` = it is never written for them. */
  international: string | 0,
];

/** What a country's numbering plan says beyond what libphonenumber's own functions read. */
export interface NumberingPlan {
  readonly callingCode: string;
  /** ISO 3166-1 alpha-2; absent for codes that belong to no country (+800, +870, …). */
  readonly country?: string;
  /** National (significant) numbers that exist, as a class. */
  readonly general: string;
  /** Dialled before a national number inside the country ("0" in most of Europe). */
  readonly trunk: string;
  /** Dialled inside the country before a country code ("00" in most of Europe), as a pattern; empty = none. */
  readonly exit: string;
  /** Absent where the main country of the calling code speaks for all. */
  readonly formats?: readonly NumberFormat[];
  readonly premium?: string;
  readonly tollFree?: string;
  readonly emergency?: string;
  readonly service?: string;
}

/**
 * The generated text, one line a plan, columns between tabs. It is written densely (see
 * `scripts/metadata.mjs`), because as JSON it is a fifth larger after compression:
 * `d` is `\d`, `D4` is `\d{4}`, `E4a` is `\d{4,10}`, `<` is `(?:`.
 */
export const compilePattern = (text: string): string =>
  text.replace(/D(.)|E(.)(.)|d|</g, (token, times?: string, least?: string, most?: string) =>
    token === '<' ? '(?:' : times ? `\\d{${times}}` : least && most ? `\\d{${parseInt(least, 36)},${parseInt(most, 36)}}` : '\\d');

/** `334` is `(\d{3})(\d{3})(\d{4})`, `32,9` is `(\d{3})(\d{2,9})`; what begins otherwise is a dense expression. */
const groups = (text: string): string => /^\d/.test(text)
  ? text.replace(/(.)(?:,(.))?/g, (_, from: string, to?: string) =>
      to ? `(\\d{${from},${parseInt(to, 36)}})` : from === '1' ? '(\\d)' : `(\\d{${from}})`)
  : compilePattern(text);

function format(text: string): NumberFormat {
  const [pattern, template, leading, prefixRule, prefixOptional, international] = text.split(';');
  const expression = groups(pattern!);
  let group = 0;
  const plain = () => expression.replace(/\((?!\?).*?\)/g, () => ` $${++group}`).trim();
  return [
    expression, template || plain(), leading ? leading.split('!').map(compilePattern) : [], prefixRule || 0,
    prefixOptional ? 1 : 0, international || 0,
  ];
}

const countries: Record<string, unknown> = {};
const nonGeographic: Record<string, unknown> = {};
const callingCodes: Record<string, string[]> = {};
const plans = new Map<string, NumberingPlan>();

for (const line of PLANS.split('\n')) {
  const [
    country, callingCode, exitCodes, general, lengths, formats, trunk, trunkRule, trunkForParsing, trunkTransform,
    trunkOptional, leading, types, exitCode, premium, tollFree, emergency, service,
  ] = line.split('\t') as [string, string, string, string, string, ...(string | undefined)[]];
  const written = formats ? formats.split('_').map(format) : undefined;
  const entry = [
    callingCode, exitCodes ? compilePattern(exitCodes) : 0, compilePattern(general), lengths.split(',').map(Number),
    written ?? 0, trunk || 0, trunkRule || 0,
    trunkForParsing ? compilePattern(trunkForParsing) : 0, trunkTransform || 0,
    trunkOptional ? 1 : 0, leading ? compilePattern(leading) : 0,
    // One pattern for all kinds of numbers: the library asks only which country has one that fits.
    types ? [[compilePattern(types)]] : 0, exitCode || 0,
  ];
  const plan: NumberingPlan = {
    callingCode, general: compilePattern(general), trunk: trunk ?? '', exit: compilePattern(exitCodes),
    ...country && {country},
    ...written && {formats: written},
    ...premium && {premium: compilePattern(premium)},
    ...tollFree && {tollFree: compilePattern(tollFree)},
    ...emergency && {emergency: compilePattern(emergency)},
    ...service && {service: compilePattern(service)},
  };
  if (country) {
    countries[country] = entry;
    plans.set(country, plan);
    (callingCodes[callingCode] ??= []).push(country);
  } else {
    nonGeographic[callingCode] = entry;
    callingCodes[callingCode] = ['001'];
  }
  // The first line of a calling code is its main country, whose plan speaks for the others.
  if (!plans.has(callingCode)) plans.set(callingCode, plan);
}

/** For the functions of `libphonenumber-js/core`, which take their metadata by hand. */
export const metadata = {
  version: 4, country_calling_codes: callingCodes, countries, nonGeographic,
} as unknown as MetadataJson;

/** By country (ISO 3166-1 alpha-2) or by calling code without `+`. */
export const numberingPlanOf = (countryOrCode: string | undefined): NumberingPlan | undefined => plans.get(countryOrCode ?? '');

export const matchesPattern = (digits: string, pattern: string | undefined): boolean =>
  pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(digits);
