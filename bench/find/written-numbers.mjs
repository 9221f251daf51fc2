// Telephone numbers as people write them: valid by libphonenumber's full metadata, in any usual form.
import {createRequire} from 'node:module';
import {parsePhoneNumberFromString} from 'libphonenumber-js/max';

const {PhoneNumberUtil} = createRequire(import.meta.url)('google-libphonenumber');
const numberUtil = PhoneNumberUtil.getInstance();

/** Countries of texts; common ones are repeated. */
export const HOMES = [
  ...Array(40).fill('US'), ...Array(8).fill('CA'), ...Array(12).fill('GB'), ...Array(8).fill('AU'), ...Array(8).fill('DE'),
  ...Array(8).fill('FR'), ...'ES IT NL BE CH AT SE NO DK FI PL PT IE CZ HU RO GR TR IL ZA IN SG HK JP KR BR MX AR CL CO NZ MY TH ID PH AE SA'
    .split(' '),
];

const FIXED_LINE = 0;
const MOBILE = 1;
const TOLL_FREE = 3;

/** Countries with another exit code than 00, or with several. */
const WITHOUT_00 = ['US', 'CA', 'AU', 'JP', 'KR', 'SG', 'HK', 'BR', 'CO', 'TH', 'ID', 'FI', 'IL'];

const EXTENSIONS = [' x%', ' ext. %', ' ext %', ', ext. %', 'x%', ' extension %', ' Ext: %', ' #%', ';ext=%'];

const separateBy = (text, sign) => text.replace(/[ -]/g, sign);

/** Writes digits only, as people do after a word such as "phone", or in a table. */
const writeBare = (parsed) => ({text: parsed.formatNational().replace(/\D/g, ''), form: 'bare'});

/** Form → the number as it is written in `home`. */
function formsOf(parsed, home) {
  const isAbroad = !home || parsed.country !== home;
  const national = parsed.formatNational();
  const nationalWithoutBrackets = national.replace(/[()]/g, '');
  const international = parsed.formatInternational();
  const forms = {
    e164: () => parsed.number,
    international: () => international,
    'international with hyphens': () => international.replace(/(?<=\d) (?=\d)/g, '-'),
    'international with dots': () => international.replace(/ /g, '.'),
  };
  if (['GB', 'DE', 'AT', 'CH', 'NL', 'SE', 'AU'].includes(parsed.country) && /^\(?0/.test(national)) {
    forms['international with (0)'] = () => international.replace(' ', ' (0)');
  }
  if (!isAbroad) {
    // Listed three times because it is the commonest form; the names are trimmed below.
    forms.national = () => national;
    forms['national '] = () => national;
    forms['national  '] = () => national;
    forms['national with hyphens'] = () => separateBy(nationalWithoutBrackets, '-');
    forms['national with spaces'] = () => separateBy(nationalWithoutBrackets, ' ');
    forms['national with dots'] = () => separateBy(nationalWithoutBrackets, '.').replace(/\/\.?/, '.');
    if (parsed.countryCallingCode === '1') {
      forms['one and national'] = () => `1-${separateBy(nationalWithoutBrackets, '-')}`;
      forms['(NPA)NXX-XXXX'] = () => national.replace(' ', '');
      forms['+1 and brackets'] = () => `+1 ${national}`;
    } else {
      forms['00'] = () => WITHOUT_00.includes(home) ? national : `00 ${international.slice(1)}`;
    }
  }
  return forms;
}

export class WrittenNumbers {
  #random;

  /** @param {import('./random-values.mjs').RandomValues} random */
  constructor(random) {
    this.#random = random;
  }

  #pickType() {
    if (this.#random.chance(0.5)) return MOBILE;
    return this.#random.chance(0.9) ? FIXED_LINE : TOLL_FREE;
  }

  /** A valid number of a country. */
  make(country) {
    for (let tries = 0; tries < 200; tries++) {
      const example = numberUtil.getExampleNumberForType(country, this.#pickType())
        ?? numberUtil.getExampleNumber(country);
      const national = numberUtil.getNationalSignificantNumber(example);
      // Any area code in North America; elsewhere the range of an example.
      const kept = national.length === 10 && example.getCountryCode() === 1 ? 0
        : Math.max(2, national.length - this.#random.int(4, Math.max(4, national.length - 3)));
      const e164 = `+${example.getCountryCode()}${national.slice(0, kept)}${this.#random.digits(national.length - kept)}`;
      const parsed = parsePhoneNumberFromString(e164);
      if (parsed?.isValid() && parsed.number === e164 && (!parsed.country || parsed.country === country)) return parsed;
    }
    return parsePhoneNumberFromString('+16505550100');
  }

  /** Writes a number in any form that is usual in `home`. */
  #write(parsed, home) {
    const forms = formsOf(parsed, home);
    const form = this.#random.pick(Object.keys(forms));
    return {text: forms[form](), form: form.trim()};
  }

  /**
   * A number with its text and form. `plain`: the share that is digits only; `extension`: the share
   * with an extension.
   */
  phone(home, {plain = 0, extension = 0.08, fax = false} = {}) {
    const {chance, int, nonZero, pick} = this.#random;
    const country = chance(0.78) ? home : pick(HOMES);
    const parsed = this.make(country);
    const written = country === home && chance(plain) ? writeBare(parsed) : this.#write(parsed, home);
    if (!chance(extension)) return {...written, e164: parsed.number, fax};
    const extensionDigits = nonZero(int(2, 5));
    return {
      ...written, text: written.text + pick(EXTENSIONS).replace('%', extensionDigits),
      e164: parsed.number, extension: extensionDigits, form: `${written.form} + extension`, fax,
    };
  }
}
