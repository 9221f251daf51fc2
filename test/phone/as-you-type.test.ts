import {expect} from '@open-wc/testing';
import {formatAsYouType} from '../../src/phone/as-you-type.js';

describe('a number while it is typed', () => {
  const table: [string, string | undefined, string][] = [
    ['', 'US', ''],
    ['+', undefined, '+'],
    ['+1650', undefined, '+1 650'],
    ['+16505550', undefined, '+1 650 555 0'],
    ['+16505550100', 'GB', '+1 650 555 0100'],
    ['6505550100', 'US', '(650) 555-0100'],
    ['(650) 555-01', 'us', '(650) 555-01'],
    ['02079460', 'GB', '020 7946 0'],
    ['0199001234', 'FR', '01 99 00 12 34'],
    ['6505550100', undefined, '6505550100'],
    ['6505550100', 'XX', '6505550100'],
    ['650555x', 'US', '650555x'],
    ['<b>', 'US', '<b>'],
  ];
  for (const [text, country, expected] of table) {
    it(`${JSON.stringify(text)} in ${country ?? 'no country'} becomes ${JSON.stringify(expected)}`, () => {
      expect(formatAsYouType(text, country)).to.equal(expected);
    });
  }
});
