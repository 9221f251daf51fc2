import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {formatAsYouType} from '../../src/phone/as-you-type.js';
import {callLinks, type ShortNumber} from '../../src/phone/call-links.js';
import {isCostly, parseNumber, readNumber} from '../../src/phone/parse.js';
import {numberForms} from './written-forms.js';

const examples = [...new Set(numberForms.map(([, , e164]) => e164))];
const countries = [...new Set(numberForms.flatMap(([, country]) => country ? [country] : []))];
const example = fc.constantFrom(...examples);
const country = fc.option(fc.constantFrom(...countries), {nil: undefined});
const extension = fc.stringMatching(/^\d{1,6}$/);

/** What an attacker, a careless template or a broken import may put where a number belongs. */
const hostile = fc.oneof(
  {weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 80})},
  {weight: 2, arbitrary: fc.string({unit: 'grapheme', maxLength: 80})},
  {weight: 6, arbitrary: fc.array(fc.oneof(
    fc.constantFrom(
      'javascript:', 'JaVaScRiPt:', 'java\nscript:', 'data:text/html,', 'vbscript:', 'tel:', 'sms:', 'callto:',
      'rcmobile://call?number=', 'rcapp://r/call?number=', '&number=', ';phone-context=', ';ext=', ',,', 'x',
      'alert(1)', '<img src=x onerror=alert(1)>', '"', '\'', '`', '${1}', '//', '\\', '&', '?', '#', '%', '%22',
      '%0d%0a', '\r\n', '\0', '\ud800', '\u202e', '\u200b', '²', '٣', '०', '９', '+', '*', ' ', '(', ')', '-', '.',
      '911', '101', '0800', 'FLOWERS',
    ),
    fc.stringMatching(/^\d{1,12}$/),
    example,
    extension,
  ), {minLength: 1, maxLength: 6}).map((parts) => parts.join(''))},
);

const LINK = new RegExp(
  '^(?:(?:rcmobile://call|rcapp://r/call)\\?number=\\d+(?:,,\\d+)?|rcmobile://sms\\?number=\\d+' +
  '|tel:\\+?\\d+(?:;ext=\\d+)?|sms:\\+\\d+)$',
);

function linksOf(text: string, home: string | undefined): string[] {
  const reading = readNumber(text, {country: home});
  const links = [
    callLinks(text),
    reading.kind === 'number' ? callLinks(reading.number)
      : callLinks(reading as unknown as ShortNumber),
  ];
  return links.flatMap((each) => Object.values(each ?? {}));
}

describe('numbers, whatever comes', () => {
  it('are the same after having been written in any format and read again', () => {
    fc.assert(fc.property(example, extension, (e164, digits) => {
      const number = parseNumber(e164)!;
      expect(number.e164).to.equal(e164);
      expect(parseNumber(number.international)).to.deep.equal(number);
      if (number.country) expect(parseNumber(number.national, {country: number.country})?.e164).to.equal(e164);
      const links = callLinks({e164, extension: digits})!;
      for (const link of [links.tel, links.rcmobile, links.rcapp]) {
        expect(parseNumber(link)).to.deep.equal({...number, extension: digits});
      }
      for (const link of [links.sms, links.rcmobileSms]) expect(parseNumber(link)).to.deep.equal(number);
    }), {numRuns: 2_000});
  });

  it('in E.164 are read as they are, or not at all', () => {
    fc.assert(fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), country, (e164, home) => {
      const number = parseNumber(e164, {country: home});
      // "+44 020…" is forgiven: the trunk prefix goes. No digit is ever added.
      if (number && number.e164 !== e164) expect(number.e164.length).to.be.below(e164.length);
      if (number) expect(parseNumber(number.e164, {country: home})).to.deep.equal(number);
    }), {numRuns: 2_000});
  });

  it('keep the extension apart, however it is written', () => {
    const mark = fc.constantFrom(
      'x', ' x', ' ext. ', ';ext=', ',,', ' #', '*', ' Durchwahl ', ' доб. ', ' 내선 ', '；ｅｘｔ＝',
    );
    fc.assert(fc.property(example, mark, extension, (e164, sign, digits) => {
      const number = parseNumber(e164 + sign + digits);
      expect(number?.e164).to.equal(e164);
      expect(number?.extension).to.equal(digits);
    }), {numRuns: 2_000});
  });

  it('never throw, and never give a link outside the four schemes: 10,000 hostile strings', () => {
    fc.assert(fc.property(hostile, country, (text, home) => {
      for (const link of linksOf(text, home)) expect(link).to.match(LINK);
      const number = parseNumber(text, {country: home});
      if (number) isCostly(number, home);
      formatAsYouType(text, home);
    }), {numRuns: 10_000});
  }).timeout(20_000);

  it('are read in a moment, however long and twisted the text', () => {
    const pieces = [
      ' ', '-', ',', '(', 'x', '1', '1 ', '1x', 'a ', '(a', '*', '+', '1-', '((1))', ';ext=', 'ext ', 'é', '٣',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(250 / piece.length)).slice(0, 250);
      // The best of three: a busy machine, or a collection of garbage, is not what is looked for.
      const times = [1, 2, 3].map(() => {
        const start = performance.now();
        readNumber(text, {country: 'US'});
        readNumber(`1${text.slice(1)}`, {country: 'DE'});
        return performance.now() - start;
      });
      expect(Math.min(...times), JSON.stringify(piece)).to.be.below(100);
    }
  });
});
