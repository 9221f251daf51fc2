// The parser reads Google's example numbers of every country and type as libphonenumber-js does.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const require = createRequire(import.meta.url);
const {PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType} = require('google-libphonenumber');
const {parsePhoneNumberFromString, getCountries} = require('libphonenumber-js/max');

const util = PhoneNumberUtil.getInstance();
const {outputFiles: [{text}]} = await build({
  stdin: {
    contents: "export * from './src/phone/parse.ts'; export * from './src/phone/call-links.ts';",
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
  },
  bundle: true, format: 'esm', write: false, logLevel: 'error',
});
const {readNumber, callLinks} = await import(`data:text/javascript,${encodeURIComponent(text)}`);

/** Examples that are not read, or not in every form. */
const EXCEPTIONS = {
  '+22985751234': 'eight digits, of ten since 2024',
  '+22981123456': 'eight digits, of ten since 2024',
  '+989601': 'too short for a number that is dialed from anywhere',
  '+2631312345': 'not by the general pattern of Zimbabwe',
  '+68631234': 'short digits are an extension',
  '+3114020': 'short digits are an extension',
  '+59821123': 'short digits are an extension',
  '+55800123456': '55 is an area code of Brazil, too, where nobody dials a zero before it',
  '+5540041234': '55 is an area code of Brazil, too, where nobody dials a zero before it',
};

const examples = getCountries().flatMap((country) => {
  const numbers = Object.values(PhoneNumberType).map((type) => util.getExampleNumberForType(country, type));
  const byE164 = new Map(numbers.filter(Boolean).map((number) => [util.format(number, PhoneNumberFormat.E164), number]));
  return [...byE164].map(([e164, number]) => ({country, e164, number}));
});

/** The number that is read, or the kind of the text that is read instead. */
function read(written, country) {
  const reading = readNumber(written, {country});
  return reading.kind === 'number' ? reading.number.e164 : reading.kind;
}

function differences(formsOf) {
  return examples.filter(({e164}) => !(e164 in EXCEPTIONS)).flatMap((example) =>
    formsOf(example)
      .filter(([written, country]) => read(written, country) !== example.e164)
      .map(([written, country]) => `${written} in ${country}: ${read(written, country)}, not ${example.e164}`));
}

const format = (number, name) => util.format(number, PhoneNumberFormat[name]);

test('national, international and RFC 3966 forms', () => {
  assert.ok(examples.length > 1000);
  assert.deepEqual(differences(({country, number}) => [
    [format(number, 'NATIONAL'), country], [format(number, 'INTERNATIONAL'), country],
    [format(number, 'INTERNATIONAL'), undefined], [format(number, 'RFC3966'), undefined],
  ]), []);
});

test('the calling code without a plus, where a break tells', () => {
  assert.deepEqual(differences(({country, number}) => {
    const international = format(number, 'INTERNATIONAL').slice(1);
    return [
      [international, country], [international.replaceAll(' ', '-'), country],
      [international.replace(/^(\d+)/, '($1)'), country],
    ];
  }), []);
});

test('the calling code without a plus or a break is read, or has two readings', () => {
  const isRead = ({country, e164}) => [e164, 'ambiguous'].includes(read(e164.slice(1), country));
  const wrong = examples.filter(({e164}) => !(e164 in EXCEPTIONS)).filter((example) => !isRead(example));
  assert.deepEqual(wrong.map(({country, e164}) => `${e164} in ${country}`), []);
});

test('numbers are read as libphonenumber-js reads them, and can be called', () => {
  for (const {country, e164, number} of examples) {
    const reading = readNumber(format(number, 'INTERNATIONAL'), {country});
    if (reading.kind !== 'number') continue;
    const peer = parsePhoneNumberFromString(format(number, 'INTERNATIONAL'));
    assert.deepEqual([reading.number.e164, reading.number.international], [peer.number, peer.formatInternational()]);
    assert.equal(reading.number.e164, e164);
    assert.notEqual(callLinks(reading.number), null);
  }
});

test('each exception is one', () => {
  for (const [exception, reason] of Object.entries(EXCEPTIONS)) {
    const {country, number} = examples.find(({e164}) => e164 === exception);
    const forms = [format(number, 'NATIONAL'), format(number, 'INTERNATIONAL').slice(1)];
    assert.ok(forms.some((written) => read(written, country) !== exception), `${exception} is read: ${reason}`);
  }
});
