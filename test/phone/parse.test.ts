import {expect} from '@open-wc/testing';
import {isCostly, parseNumber, readNumber, type NumberType} from '../../src/phone/parse.js';
import {numberForms, otherForms} from './written-forms.js';

const titleOf = (text: string, country: string | null) => `${JSON.stringify(text)}${country ? ` in ${country}` : ''}`;

describe('parseNumber', () => {
  it('is tested with at least 400 written forms of more than 40 countries', () => {
    expect(numberForms.length).to.be.at.least(400);
    expect(new Set(numberForms.map(([, country]) => country)).size).to.be.above(40);
  });

  for (const [text, country, e164, extension, source] of numberForms) {
    it(`reads ${titleOf(text, country)} as ${e164}${extension ? ` x${extension}` : ''} (${source})`, () => {
      const number = parseNumber(text, {country: country ?? undefined});
      expect(number?.e164).to.equal(e164);
      expect(number?.extension).to.equal(extension ?? undefined);
    });
  }
});

describe('readNumber for texts that cannot be dialed from anywhere', () => {
  for (const [text, country, kind, digits] of otherForms) {
    it(`reads ${titleOf(text, country)} as ${kind}`, () => {
      const parsed = readNumber(text, {country: country ?? undefined});
      expect(parsed.kind).to.equal(kind);
      expect('digits' in parsed ? parsed.digits : null).to.equal(digits);
      expect(parseNumber(text, {country: country ?? undefined})).to.equal(null);
    });
  }

  it('returns invalid for values that are not text', () => {
    const values: unknown[] = [undefined, null, 42, {}, []];
    for (const value of values) {
      expect(readNumber(value as string)).to.deep.equal({kind: 'invalid'});
    }
  });
});

describe('a parsed number', () => {
  it('has its national and international form without the extension', () => {
    expect(parseNumber('6505550100 x9', {country: 'US'})).to.deep.equal({
      e164: '+16505550100', extension: '9', national: '(650) 555-0100', international: '+1 650 555 0100', country: 'US',
    });
  });

  const tones: [text: string, extension: string, tones: string | undefined][] = [
    ['+16505550100,,9988776#,,654321#', '9988776', ',,9988776#,,654321#'],
    ['650 555 0100,234523#,23453#', '234523', ',234523#,23453#'],
    ['+16505550100pp1234w99#', '1234', ',,1234,,99#'],
    ['+16505550100;777777777#', '777777777', ',,777777777#'],
    ['tel:+16505550100;postd=w22%23', '22', ',,22#'],
    ['650-555-0100 ext 9,,*123#', '9', ',,9,,*123#'],
    ['650-555-0100 x9#', '9', ',,9#'],
    ['+16505550100,,*01*123456789##*01*', '01', ',,*01*123456789##*01*'],
    ['+16505550100,,1366520583#,,#', '1366520583', ',,1366520583#,,#'],
    ['650-555-0100 x9', '9', undefined],
    ['650-555-0100,,9', '9', undefined],
  ];
  for (const [text, extension, expected] of tones) {
    it(`has ${expected ? `the tones ${expected}` : 'no tones'} after the answer: ${text}`, () => {
      const number = parseNumber(text, {country: 'US'});
      expect(number?.extension).to.equal(extension);
      expect(number?.tones).to.equal(expected);
    });
  }

  it('has no country where its calling code belongs to none', () => {
    expect(parseNumber('+80012345678')).to.deep.equal({
      e164: '+80012345678', national: '1234 5678', international: '+800 1234 5678', type: 'toll-free',
    });
  });

  const types: [string, NumberType | undefined][] = [
    ['+16505550100', undefined], ['+19005550100', 'premium-rate'], ['+18005550100', 'toll-free'],
    ['+449012345678', 'premium-rate'], ['+448081570000', 'toll-free'], ['+499001234567', 'premium-rate'],
    ['+33891123456', 'premium-rate'], ['+979123456789', 'premium-rate'], ['+870773111632', 'satellite'],
    ['+881612345678', 'satellite'], ['+88213012345', 'satellite'], ['+883510000000', 'satellite'],
  ];
  for (const [e164, type] of types) {
    it(`has ${type ? `the type ${type}` : 'no type'}: ${e164}`, () => {
      expect(parseNumber(e164)?.type).to.equal(type);
    });
  }
});

describe('isCostly', () => {
  const cases: [string, string | undefined, ReturnType<typeof isCostly>][] = [
    ['+16505550100', 'US', null],
    ['+14165550100', 'US', 'international'],
    ['+18765550100', 'US', 'international'],
    ['+18095550100', 'US', 'international'],
    ['+16505550100', 'CA', 'international'],
    ['+18005550100', 'CA', null],
    ['+442079460000', 'US', 'international'],
    ['+442079460000', 'GB', null],
    ['+441534000000', 'GB', 'international'],
    ['+77172123456', 'RU', 'international'],
    ['+35818123456', 'FI', null],
    ['+390669812345', 'IT', null],
    ['+80012345678', 'US', null],
    ['+442079460000', undefined, null],
    ['+442079460000', 'XX', null],
    ['+19005550100', undefined, 'premium-rate'],
    ['+449012345678', 'US', 'premium-rate'],
    ['+870773111632', undefined, 'satellite'],
  ];
  for (const [e164, homeCountry, expected] of cases) {
    it(`is ${expected} for ${e164} from ${homeCountry ?? 'an unknown country'}`, () => {
      expect(isCostly(parseNumber(e164)!, homeCountry)).to.equal(expected);
    });
  }
});
