// Other finders with one signature, for the comparison. esbuild bundles them for Node and the page.
import {findPhoneNumbersInText as findWithMaxMetadata} from 'libphonenumber-js/max';
import {findPhoneNumbersInText as findWithMinMetadata} from 'libphonenumber-js/min';
import {find as findLinks} from 'linkifyjs';
import {LibPhoneNumberMatcher} from 'ringcentral-c2d/matchers/index.js';

const libphonenumber = (findInText) => (text, defaultCountry) =>
  findInText(text, {defaultCountry}).map(({number, startsAt, endsAt}) =>
    ({e164: number.number, extension: number.ext, start: startsAt, end: endsAt}));

const findWithC2d = (text, countryCode) =>
  new LibPhoneNumberMatcher({countryCode, areaCode: ''})._detect(text)
    .map(({phoneNumber, ext, startsAt, endsAt}) =>
      ({e164: phoneNumber, extension: ext, start: startsAt, end: endsAt}));

export const peers = {
  'libphonenumber-js max': libphonenumber(findWithMaxMetadata),
  'libphonenumber-js min': libphonenumber(findWithMinMetadata),
  'ringcentral-c2d': findWithC2d,
};

/** Finds links and addresses only, as a measure of one pass by a well-made tokenizer. */
export const linkify = (text) => findLinks(text);

const SIMPLE_NUMBER = /\+?\(?\d[\d\s().\-/]{5,}\d/g;

/** The lower bound: one pass of the kind of regular expression that many pages use. */
export function floor(text) {
  let count = 0;
  SIMPLE_NUMBER.lastIndex = 0;
  while (SIMPLE_NUMBER.exec(text)) count++;
  return count;
}
