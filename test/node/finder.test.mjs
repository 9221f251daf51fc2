// The finder's patterns for numbers in use are held to libphonenumber-js: they are wider than the
// library's where exact ones would cost too many bytes, and never narrower.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {randomFrom} from '../support/seeded-random.mjs';

const require = createRequire(import.meta.url);
const {parsePhoneNumberFromString} = require('libphonenumber-js/max');
const {countries} = require('libphonenumber-js/metadata.max.json');

const {outputFiles: [{text}]} = await build({
  stdin: {
    contents: "export {isInUse} from './src/phone/find/dialing-rules.ts';",
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
  },
  bundle: true, format: 'esm', write: false, logLevel: 'error',
});
const {isInUse} = await import(`data:text/javascript,${encodeURIComponent(text)}`);

const SAMPLES_PER_COUNTRY = 1_500;
const MAX_E164_DIGITS = 15;
/** Of random digits of the right length. */
const MAX_WIDER_SHARE = 0.025;

test('every number that libphonenumber-js calls valid is in use, and few others are', () => {
  const nextRandom = randomFrom(20);
  const narrower = [];
  let widerCount = 0;
  let sampleCount = 0;
  for (const [callingCode, , , lengths] of Object.values(countries)) {
    for (let sample = 0; sample < SAMPLES_PER_COUNTRY; sample++) {
      const length = lengths[Math.floor(nextRandom() * lengths.length)];
      if (callingCode.length + length > MAX_E164_DIGITS) continue;
      const national = Array.from({length}, () => Math.floor(nextRandom() * 10)).join('');
      const e164 = `+${callingCode}${national}`;
      const number = parsePhoneNumberFromString(e164, {extract: false});
      const isValid = number?.number === e164 && number.isValid();
      const isFound = isInUse(callingCode, national);
      sampleCount++;
      if (isValid && !isFound) narrower.push(e164);
      if (isFound && !isValid) widerCount++;
    }
  }
  assert.deepEqual(narrower, []);
  assert.ok(widerCount > 0);
  assert.ok(widerCount / sampleCount < MAX_WIDER_SHARE, `${widerCount} of ${sampleCount}`);
});
