import {expect} from '@open-wc/testing';
import {isCostly, parseNumber, readNumber, type NumberType} from '../../src/phone/parse.js';
import {numberForms, otherForms} from './written-forms.js';

const titled = (text: string, country: string | null) => `${JSON.stringify(text)}${country ? ` in ${country}` : ''}`;

describe('reading numbers as people write them', () => {
  it('knows at least 400 written forms of 40 countries', () => {
    expect(numberForms.length).to.be.at.least(400);
    expect(new Set(numberForms.map(([, country]) => country)).size).to.be.above(40);
  });

  for (const [text, country, e164, extension, source] of numberForms) {
    it(`${titled(text, country)} is ${e164}${extension ? ` x${extension}` : ''} (${source})`, () => {
      const number = parseNumber(text, {country: country ?? undefined});
      expect(number?.e164).to.equal(e164);
      expect(number?.extension).to.equal(extension ?? undefined);
    });
  }
});

describe('what is no number that could be dialled from anywhere', () => {
  for (const [text, country, kind, digits] of otherForms) {
    it(`${titled(text, country)} is ${kind}`, () => {
      const reading = readNumber(text, {country: country ?? undefined});
      expect(reading.kind).to.equal(kind);
      expect('digits' in reading ? reading.digits : null).to.equal(digits);
      expect(parseNumber(text, {country: country ?? undefined})).to.equal(null);
    });
  }

  it('does not throw for what is not text', () => {
    const values: unknown[] = [undefined, null, 42, {}, []];
    for (const value of values) {
      expect(readNumber(value as string)).to.deep.equal({kind: 'invalid'});
    }
  });
});

describe('a parsed number', () => {
  it('is written for people, without the extension', () => {
    expect(parseNumber('6505550100 x9', {country: 'US'})).to.deep.equal({
      e164: '+16505550100', extension: '9', national: '(650) 555-0100', international: '+1 650 555 0100', country: 'US',
    });
  });

  it('says nothing of a country where there is none', () => {
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
    it(`${e164} is ${type ?? 'an ordinary number'}`, () => {
      expect(parseNumber(e164)?.type).to.equal(type);
    });
  }
});

describe('calls that may cost more', () => {
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
  for (const [e164, home, expected] of cases) {
    it(`${e164} from ${home ?? 'nobody knows where'}: ${expected ?? 'nothing to ask'}`, () => {
      expect(isCostly(parseNumber(e164)!, home)).to.equal(expected);
    });
  }
});
