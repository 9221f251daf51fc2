// What people would use instead. Bundled by esbuild, as Node and a page get it.
import {findPhoneNumbersInText} from 'libphonenumber-js/max';
import {findPhoneNumbersInText as findWithLess} from 'libphonenumber-js/min';
import {find as findLinks} from 'linkifyjs';
import {LibPhoneNumberMatcher} from 'ringcentral-c2d/matchers/index.js';

const library = (find) => (text, defaultCountry) => find(text, {defaultCountry}).map(({number, startsAt, endsAt}) =>
  ({e164: number.number, extension: number.ext, start: startsAt, end: endsAt}));

export const peers = {
  'libphonenumber-js max': library(findPhoneNumbersInText),
  'libphonenumber-js min': library(findWithLess),
  'ringcentral-c2d': (text, countryCode) => new LibPhoneNumberMatcher({countryCode, areaCode: ''})._detect(text)
    .map(({phoneNumber, ext, startsAt, endsAt}) => ({e164: phoneNumber, extension: ext, start: startsAt, end: endsAt})),
};

/** Finds links and addresses only: what a pass of a well-made tokenizer costs. */
export const linkify = (text) => findLinks(text);

const NUMBER = /\+?\(?\d[\d\s().\-/]{5,}\d/g;

/** The floor: one pass of one expression, as many pages have it. */
export function floor(text) {
  let count = 0;
  NUMBER.lastIndex = 0;
  while (NUMBER.exec(text)) count++;
  return count;
}
