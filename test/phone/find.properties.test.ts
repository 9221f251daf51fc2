import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {findNumbers, mayHoldNumber} from '../../src/phone/find/find-numbers.js';
import {parseNumber} from '../../src/phone/parse.js';
import {findings, nonFindings} from './find-texts.js';

const withoutMarks = (text: string) => text.replace(/[⟦⟧]/g, '');
const countries = [...new Set(findings.flatMap(([, country]) => country ? [country] : []))];
const anyCountry = fc.option(fc.constantFrom(...countries), {nil: undefined});

/** Digits, separators, words that the finder knows, numbers and look-alikes, in any order. */
const anyText = fc.array(fc.oneof(
  {weight: 4, arbitrary: fc.stringMatching(/^\d{1,12}$/)},
  {weight: 4, arbitrary: fc.constantFrom(
    ' ', ' ', ' ', '-', '.', '/', '(', ')', ') ', ' (', '[', ']', '+', ' +', '++', ',', ', ', ';', ':', '#', '*', '~', '=', '@',
    '_', '%', '$', '€', '\n', '\t', '\u00a0', '\u2013', '\u200b', '\u0660\u0661', '\uff11', '\ud800', '0', '00', '011',
    'x', ' ext. ', ';ext=', ',,', ' Durchwahl ', 'Tel. ', 'Fax: ', 'order ', 'ISBN ', 'id=', 'call ', ' km', ' (fax)', '800-',
    'FLOWERS', 'https://', 'www.', '.com/', 'GB29 NWBK ', 'const a = ',
  )},
  {weight: 2, arbitrary: fc.constantFrom(...findings.map(([text]) => withoutMarks(text)))},
  {weight: 1, arbitrary: fc.constantFrom(...nonFindings.map(([text]) => text))},
  {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 12})},
), {minLength: 1, maxLength: 9}).map((parts) => parts.join(''));

describe('findNumbers in any text', () => {
  it('returns offsets in order that do not overlap, and numbers that the parser reads alike', () => {
    fc.assert(fc.property(anyText, anyCountry, fc.boolean(), (text, country, strict) => {
      let previousEnd = 0;
      for (const {start, end, raw, e164, extension} of findNumbers(text, {country, strict})) {
        expect(text.slice(start, end)).to.equal(raw);
        expect(start).to.be.at.least(previousEnd);
        expect(end).to.be.above(start);
        previousEnd = end;
        const number = parseNumber(raw, {country});
        expect(number?.e164, JSON.stringify([text, raw, country])).to.equal(e164);
        expect(number?.extension, JSON.stringify([text, raw, country])).to.equal(extension);
      }
    }), {numRuns: 20_000});
  }).timeout(60_000);

  it('finds nothing in texts that mayHoldNumber refuses', () => {
    fc.assert(fc.property(anyText, anyCountry, (text, country) => {
      if (!mayHoldNumber(text)) expect(findNumbers(text, {country})).to.deep.equal([]);
    }), {numRuns: 5_000});
  }).timeout(30_000);

  it('finds nothing with the strict option that it does not find without', () => {
    fc.assert(fc.property(fc.constantFrom(...findings), ([text, country]) => {
      const options = {country: country ?? undefined};
      const all = findNumbers(withoutMarks(text), options).map(({e164}) => e164);
      for (const {e164} of findNumbers(withoutMarks(text), {...options, strict: true})) expect(all).to.include(e164);
    }));
  });

  it('keeps no state from one text to the next', () => {
    fc.assert(fc.property(anyText, anyText, anyCountry, (first, second, country) => {
      const alone = findNumbers(second, {country});
      findNumbers(first, {country: 'US'});
      expect(findNumbers(second, {country})).to.deep.equal(alone);
    }), {numRuns: 2_000});
  }).timeout(30_000);
});

describe('the work of findNumbers', () => {
  /** Counts what costs time: expressions run, characters read or copied, elements searched. */
  function workOf(text: string, country: string): number {
    let work = 0;
    const {exec} = RegExp.prototype;
    const {slice, charCodeAt} = String.prototype;
    const {some, find, filter} = Array.prototype;
    RegExp.prototype.exec = function (input) {
      work++;
      return exec.call(this, input);
    };
    String.prototype.slice = function (start, end) {
      const part = slice.call(this, start, end);
      work += part.length;
      return part;
    };
    String.prototype.charCodeAt = function (index) {
      work++;
      return charCodeAt.call(this, index);
    };
    const counted = (method: (...args: unknown[]) => unknown) => function (this: unknown[], ...args: unknown[]) {
      work += this.length;
      return method.apply(this, args);
    };
    Object.assign(Array.prototype, {some: counted(some as never), find: counted(find as never), filter: counted(filter as never)});
    try {
      findNumbers(text, {country});
    } finally {
      Object.assign(RegExp.prototype, {exec});
      Object.assign(String.prototype, {slice, charCodeAt});
      Object.assign(Array.prototype, {some, find, filter});
    }
    return work;
  }

  const pieces = [
    '1', '12 ', '1-', '1 ', '(', '(1) ', '+1 ', '0 ', '1/', '12.', '650-555-0100 ', '6505550100', '650 ', '+1650', '((((1', '1~',
    '1\n', 'a1', '٣', '01 99 00 12 34 ', '800-A', 'tel ', 'x1', '650-555-0100x', '650-555-0100,', '2012-01-02 ', '4111 ', '12.12.',
    '/1234567', '1234567@', '1234567-', '(1234567)', '1)(', '1 - ', '20 ', '978-', ' ', '-', '(((((', ' -./()[]~', '1 -./()[]~',
    '+1 650 ', '+16505550100 6505550100 ', '+16505550100 12.12.2012 ', '0 12.12.2012 ', '1-800-', '8 800-', 'word ', '\n',
  ];
  for (const country of ['US', 'DE', 'AR']) {
    it(`grows no faster than the text for any repeated piece in ${country}`, () => {
      for (const piece of pieces) {
        const shortWork = workOf(piece.repeat(Math.ceil(4_000 / piece.length)), country);
        const longWork = workOf(piece.repeat(Math.ceil(32_000 / piece.length)), country);
        expect(longWork, JSON.stringify(piece)).to.be.at.most(shortWork * 10 + 1_000);
      }
    }).timeout(60_000);
  }

  it('is done with a megabyte of any repeated piece', () => {
    for (const piece of ['1', '1 ', '1-', '(((((', '(1) ', '+1 ', '+1 650 ', '650 555 ', ' ', ' -./(1)[]~', '+16505550100 6505550100 ']) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      expect(findNumbers(text, {country: 'US'}).length, JSON.stringify(piece)).to.be.below(200_000);
    }
  }).timeout(60_000);
});
