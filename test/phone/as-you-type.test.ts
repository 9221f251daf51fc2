import {expect} from '@open-wc/testing';
import {type CountryCode, formatIncompletePhoneNumber} from 'libphonenumber-js/core/es6';
import {formatAsYouType} from '../../src/phone/as-you-type.js';
import {metadata, numberingPlanOf} from '../../src/phone/numbering-plans.js';
import {numberForms} from './written-forms.js';

describe('formatAsYouType', () => {
  const cases: [string, string | undefined, string][] = [
    ['', 'US', ''],
    ['+', undefined, '+'],
    ['+1650', undefined, '+1 650'],
    ['+16505550', undefined, '+1 650 555 0'],
    ['+16505550100', 'GB', '+1 650 555 0100'],
    ['6505550100', 'US', '(650) 555-0100'],
    ['(650) 555-01', 'us', '(650) 555-01'],
    ['02079460', 'GB', '020 7946 0'],
    ['0199001234', 'FR', '01 99 00 12 34'],
    ['011442079460', 'US', '011 44 20 7946 0'],
    ['0016505550', 'FR', '00 1 650 555 0'],
    ['16505550', 'US', '1 (650) 555-0'],
    ['6505550100', undefined, '6505550100'],
    ['6505550100', 'XX', '6505550100'],
    ['650555x', 'US', '650555x'],
    ['<b>', 'US', '<b>'],
  ];
  for (const [text, country, expected] of cases) {
    it(`formats ${JSON.stringify(text)} as ${JSON.stringify(expected)} in ${country ?? 'no country'}`, () => {
      expect(formatAsYouType(text, country)).to.equal(expected);
    });
  }

  /** Every number of every country, typed from its first digit to its last. */
  const typedTexts = numberForms.flatMap(([text, country, e164]) => {
    if (!country) return [];
    const digits = text.replace(/(?!^)\+|[^+\d]/g, '');
    return [digits, e164].flatMap((whole) =>
      Array.from(whole, (_, index) => ({text: whole.slice(0, index + 1), country})));
  });

  it('keeps every digit', () => {
    const digits = (text: string) => text.replace(/[^+\d]/g, '');
    const changed = typedTexts.filter(({text, country}) => digits(formatAsYouType(text, country)) !== text);
    expect(changed).to.deep.equal([]);
  });

  it('formats as libphonenumber does in at least 99 % of cases', () => {
    const known = typedTexts.filter(({country}) => numberingPlanOf(country));
    const different = known.filter(({text, country}) =>
      formatIncompletePhoneNumber(text, country as CountryCode, metadata) !== formatAsYouType(text, country));
    expect(known).to.have.length.above(5_000);
    expect(different.length / known.length, JSON.stringify(different.slice(0, 20))).to.be.below(.01);
  });
});
