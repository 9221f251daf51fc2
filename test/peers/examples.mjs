// Every example number of libphonenumber's metadata, in every form that people write it in.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {hashOf} from './exceptions.mjs';

const {PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType} =
  createRequire(import.meta.url)('google-libphonenumber');
const numberUtil = PhoneNumberUtil.getInstance();
const TYPES = Object.entries(PhoneNumberType).filter(([, type]) => type >= 0);

/** By calling code: `{pattern, leading, format}`. */
function readAlternateFormats() {
  const xml = readFileSync(new URL('data/PhoneNumberAlternateFormats.xml', import.meta.url), 'utf8');
  const formats = new Map();
  const territories = /<territory countryCode="(\d+)"[^>]*>(.*?)<\/territory>/gs;
  for (const [, callingCode, territory] of xml.matchAll(territories)) {
    const entries = /<numberFormat[^>]* pattern="([^"]+)">(.*?)<\/numberFormat>/gs;
    formats.set(callingCode, [...territory.matchAll(entries)].map(([, pattern, body]) => ({
      pattern: new RegExp(`^${pattern}$`),
      leading: new RegExp(`^(?:${/<leadingDigits>(.*?)</s.exec(body)?.[1].replace(/\s/g, '') ?? ''})`),
      format: /<format>(.*?)</.exec(body)[1],
    })));
  }
  return formats;
}
const alternateFormats = readAlternateFormats();

/** The prefix of a national number inside the country, if the digits stay as they are. */
function trunkPrefixOf(national, significant) {
  const digits = national.replace(/\D/g, '');
  return digits.endsWith(significant) ? digits.slice(0, digits.length - significant.length) : null;
}

function alternatesOf(significant, callingCode, national) {
  const trunkPrefix = trunkPrefixOf(national, significant);
  const forms = [];
  for (const {pattern, leading, format} of alternateFormats.get(callingCode) ?? []) {
    if (!pattern.test(significant) || !leading.test(significant)) continue;
    const grouped = significant.replace(pattern, format);
    forms.push(['alternate, international', `+${callingCode} ${grouped}`]);
    if (trunkPrefix !== null) forms.push(['alternate, national', trunkPrefix + grouped]);
  }
  return forms;
}

/** `[form, text]`, each text once. Services of the whole world have no national form. */
function formsOf(number, hasNationalForm) {
  const format = (style) => numberUtil.format(number, style);
  const callingCode = String(number.getCountryCode());
  const national = format(PhoneNumberFormat.NATIONAL);
  const international = format(PhoneNumberFormat.INTERNATIONAL);
  const groups = international.slice(callingCode.length + 2);
  const forms = [
    ...hasNationalForm ? [['national', national]] : [],
    ['international', international],
    ['E.164', format(PhoneNumberFormat.E164)],
    ['RFC 3966', format(PhoneNumberFormat.RFC3966)],
    ['code without plus, spaces', `${callingCode} ${groups}`],
    ['code without plus, hyphens', `${callingCode}-${groups.replaceAll(' ', '-')}`],
    ['code without plus, brackets', `(${callingCode}) ${groups}`],
    ...alternatesOf(numberUtil.getNationalSignificantNumber(number), callingCode, national),
  ];
  const written = new Set();
  return forms.filter(([, text]) => !written.has(text) && written.add(text));
}

/** Valid numbers that differ from an example in the last four digits: always the same ones. */
function similarNumbers(number, count) {
  const callingCode = number.getCountryCode();
  const significant = numberUtil.getNationalSignificantNumber(number);
  const similar = [];
  for (let index = 0; index < count; index++) {
    const digits = String(hashOf(`${index} ${callingCode}${significant}`) % 10_000).padStart(4, '0');
    const other = numberUtil.parse(`+${callingCode}${significant.slice(0, -4)}${digits}`);
    if (numberUtil.isValidNumber(other)) similar.push(other);
  }
  return similar;
}

/** Every type's example of a country or, by calling code, of a service of the whole world. */
function numbersOf(getExample, {hasNationalForm = true, variants}) {
  const examples = new Map();
  for (const [type, value] of TYPES) {
    const number = getExample(value);
    if (!number) continue;
    for (const each of [number, ...similarNumbers(number, variants)]) {
      const e164 = numberUtil.format(each, PhoneNumberFormat.E164);
      const example = examples.get(e164) ?? {e164, types: [], forms: formsOf(each, hasNationalForm)};
      example.types.push(type);
      examples.set(e164, example);
    }
  }
  return [...examples.values()];
}

/** `{country, pages, numbers: {e164, types, forms}[]}`; `country` is a calling code for services. */
function exampleCountries(variants) {
  const countries = numberUtil.getSupportedRegions().sort().map((country) => ({
    country,
    pages: numberUtil.getRegionCodesForCountryCode(numberUtil.getCountryCodeForRegion(country)),
    numbers: numbersOf((type) => numberUtil.getExampleNumberForType(country, type), {variants}),
  }));
  const services = numberUtil.getSupportedGlobalNetworkCallingCodes().map((callingCode) => ({
    country: String(callingCode),
    pages: ['US'],
    numbers: numbersOf(
      () => numberUtil.getExampleNumberForNonGeoEntity(callingCode), {hasNationalForm: false, variants},
    ),
  }));
  return [...countries, ...services];
}

/** Between two numbers. */
const BETWEEN = [', ', ' / ', ' or ', '; '];
/** `[name, write(text, other)]`, where `other` is a second number in the same form. */
const SITUATIONS = [
  ['alone', (text) => text],
  ['in a sentence', (text) => `The office in the old town, ${text}, is open in the morning.`],
  ['after a label', (text) => `Tel. ${text}`],
  ...BETWEEN.flatMap((between) => [
    [`before "${between}"`, (text, other) => text + between + other],
    [`after "${between}"`, (text, other) => other + between + text],
  ]),
];

function* casesOf({country, pages}, number, other) {
  const {e164, types} = number;
  for (const [form, written] of number.forms) {
    const digits = written.replace(/\D/g, '').length;
    const otherWritten = new Map(other.forms).get(form) ?? other.forms[0][1];
    for (const page of pages) {
      for (const [situation, write] of SITUATIONS) {
        const text = write(written, otherWritten);
        yield {country, page, types, form, digits, situation, text, e164, written: [e164, other.e164]};
      }
    }
  }
}

/**
 * Yields `{country, page, types, form, digits, situation, text, e164, written}`: `digits` is how many
 * the number is written with, `written` are the numbers that the text may hold. With `variants`,
 * there are up to so many similar numbers beside each example.
 */
export function* exampleCases({variants = 0} = {}) {
  for (const place of exampleCountries(variants)) {
    for (const [index, number] of place.numbers.entries()) {
      yield* casesOf(place, number, place.numbers[(index + 1) % place.numbers.length]);
    }
  }
}
