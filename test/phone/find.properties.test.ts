import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {findNumbers, mayHoldNumber} from '../../src/phone/find/find-numbers.js';
import {parseNumber} from '../../src/phone/parse.js';
import {findings, nonFindings} from './find-texts.js';

const plain = (text: string) => text.replace(/[⟦⟧]/g, '');
const countries = [...new Set(findings.flatMap(([, country]) => country ? [country] : []))];
const country = fc.option(fc.constantFrom(...countries), {nil: undefined});

/** Digits and signs, words that mean something here, true numbers and look-alikes, in any order. */
const anyText = fc.array(fc.oneof(
  {weight: 4, arbitrary: fc.stringMatching(/^\d{1,12}$/)},
  {weight: 4, arbitrary: fc.constantFrom(
    ' ', ' ', ' ', '-', '.', '/', '(', ')', ') ', ' (', '[', ']', '+', ' +', '++', ',', ', ', ';', ':', '#', '*', '~', '=', '@',
    '_', '%', '$', '€', '\n', '\t', '\u00a0', '\u2013', '\u200b', '\u0660\u0661', '\uff11', '\ud800', '0', '00', '011',
    'x', ' ext. ', ';ext=', ',,', ' Durchwahl ', 'Tel. ', 'Fax: ', 'order ', 'ISBN ', 'id=', 'call ', ' km', ' (fax)', '800-',
    'FLOWERS', 'https://', 'www.', '.com/', 'GB29 NWBK ', 'const a = ',
  )},
  {weight: 2, arbitrary: fc.constantFrom(...findings.map(([text]) => plain(text)))},
  {weight: 1, arbitrary: fc.constantFrom(...nonFindings.map(([text]) => text))},
  {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 12})},
), {minLength: 1, maxLength: 9}).map((parts) => parts.join(''));

describe('found numbers, whatever the text', () => {
  it('stand where they are said to stand, in order and apart, and are read as the same number by the parser', () => {
    fc.assert(fc.property(anyText, country, fc.boolean(), (text, home, strict) => {
      let last = 0;
      for (const {start, end, raw, e164, extension} of findNumbers(text, {country: home, strict})) {
        expect(text.slice(start, end)).to.equal(raw);
        expect(start).to.be.at.least(last);
        expect(end).to.be.above(start);
        last = end;
        const number = parseNumber(raw, {country: home});
        expect(number?.e164, JSON.stringify([text, raw, home])).to.equal(e164);
        expect(number?.extension, JSON.stringify([text, raw, home])).to.equal(extension);
      }
    }), {numRuns: 20_000});
  }).timeout(60_000);

  it('are never in texts that the cheap look turned down', () => {
    fc.assert(fc.property(anyText, country, (text, home) => {
      if (!mayHoldNumber(text)) expect(findNumbers(text, {country: home})).to.deep.equal([]);
    }), {numRuns: 5_000});
  }).timeout(30_000);

  it('are found by a strict search only where a lenient one finds them, too', () => {
    fc.assert(fc.property(fc.constantFrom(...findings), ([text, home]) => {
      const options = {country: home ?? undefined};
      const all = findNumbers(plain(text), options).map(({e164}) => e164);
      for (const {e164} of findNumbers(plain(text), {...options, strict: true})) expect(all).to.include(e164);
    }));
  });

  it('do not depend on what was searched before', () => {
    fc.assert(fc.property(anyText, anyText, country, (first, second, home) => {
      const alone = findNumbers(second, {country: home});
      findNumbers(first, {country: 'US'});
      expect(findNumbers(second, {country: home})).to.deep.equal(alone);
    }), {numRuns: 2_000});
  }).timeout(30_000);
});

describe('the work of a search', () => {
  /** Expressions called, characters looked at or copied, elements searched through: what the time of a search goes into. */
  function workOf(text: string, home: string): number {
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
    String.prototype.charCodeAt = function (at) {
      work++;
      return charCodeAt.call(this, at);
    };
    const counted = (of: (...given: unknown[]) => unknown) => function (this: unknown[], ...given: unknown[]) {
      work += this.length;
      return of.apply(this, given);
    };
    Object.assign(Array.prototype, {some: counted(some as never), find: counted(find as never), filter: counted(filter as never)});
    try {
      findNumbers(text, {country: home});
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
  for (const home of ['US', 'DE', 'AR']) {
    it(`grows with the length of the text and no faster: any repeated piece in ${home}`, () => {
      for (const piece of pieces) {
        const short = workOf(piece.repeat(Math.ceil(4_000 / piece.length)), home);
        const long = workOf(piece.repeat(Math.ceil(32_000 / piece.length)), home);
        expect(long, JSON.stringify(piece)).to.be.at.most(short * 10 + 1_000);
      }
    }).timeout(60_000);
  }

  it('takes a megabyte of rubbish', () => {
    for (const piece of ['1', '1 ', '1-', '(((((', '(1) ', '+1 ', '+1 650 ', '650 555 ', ' ', ' -./(1)[]~', '+16505550100 6505550100 ']) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      expect(findNumbers(text, {country: 'US'}).length, JSON.stringify(piece)).to.be.below(200_000);
    }
  }).timeout(60_000);
});
