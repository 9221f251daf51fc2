// What is measured: our finder and what people would use instead. Bundled by esbuild, as Node and a page get it.
export const OURS = `
  import {findNumbers} from './src/phone/find.ts';
  const found = (strict) => (text, country) => findNumbers(text, {country, strict});
  export const finders = {ours: found(false), 'ours, strict': found(true)};`;

export const PEERS = `
  import {findPhoneNumbersInText} from 'libphonenumber-js/max';
  import {findPhoneNumbersInText as findMin} from 'libphonenumber-js/min';
  import {detect} from '@ringcentral-integration/phone-number';
  import {find as findLinks} from 'linkifyjs';

  const library = (find) => (text, defaultCountry) => find(text, {defaultCountry}).map(({number, startsAt, endsAt}) =>
    ({e164: number.number, extension: number.ext, start: startsAt, end: endsAt}));
  export const finders = {
    'libphonenumber-js max': library(findPhoneNumbersInText),
    'libphonenumber-js min': library(findMin),
    'ringcentral-c2d': (text, countryCode) => detect({input: text, countryCode, areaCode: ''})
      .map(({phoneNumber, ext, startsAt, endsAt}) => ({e164: phoneNumber, extension: ext, start: startsAt, end: endsAt})),
  };
  /** Finds links and addresses only: what a pass of a well-made tokenizer costs. */
  export const linkify = (text) => findLinks(text);`;

/** The floor: one pass of one expression, as many pages have it. */
export const FLOOR = String.raw`
  const NUMBER = /\+?\(?\d[\d\s().\-\/]{5,}\d/g;
  export const floor = (text) => {
    let count = 0;
    NUMBER.lastIndex = 0;
    while (NUMBER.exec(text)) count++;
    return count;
  };`;

/** Other packages bring old browsers' missing parts along; the browsers measured here lack none. */
export const withoutPolyfills = {
  name: 'without-polyfills',
  setup(build) {
    build.onResolve({filter: /^core-js\/|^regenerator-runtime/}, ({path}) => ({path, namespace: 'nothing'}));
    build.onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: ''}));
  },
};
