import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {formatAsYouType} from '../../src/phone/as-you-type.js';
import {callLinks, type ShortNumber} from '../../src/phone/call-links.js';
import {isCostly, parseNumber, readNumber} from '../../src/phone/parse.js';
import {numberForms} from './written-forms.js';

const examples = [...new Set(numberForms.map(([, , e164]) => e164))];
const countries = [...new Set(numberForms.flatMap(([, country]) => country ? [country] : []))];
const exampleNumber = fc.constantFrom(...examples);
const anyCountry = fc.option(fc.constantFrom(...countries), {nil: undefined});
const anyExtension = fc.stringMatching(/^\d{1,6}$/);

/** Texts that an attacker, a careless template or a broken import may put in place of a number. */
const hostileText = fc.oneof(
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
    exampleNumber,
    anyExtension,
  ), {minLength: 1, maxLength: 6}).map((parts) => parts.join(''))},
);

const ALLOWED_LINK = new RegExp(
  '^(?:(?:rcmobile://call|rcapp://r/call)\\?number=\\d+(?:,+(?:[\\d*]|%23)+)*|rcmobile://sms\\?number=\\d+' +
  '|tel:\\+?\\d+(?:;ext=\\d+|(?:,+(?:[\\d*]|%23)+)+)?|sms:\\+\\d+)$',
);

function linksOf(text: string, country: string | undefined): string[] {
  const parsed = readNumber(text, {country});
  const target = parsed.kind === 'number' ? parsed.number : parsed as unknown as ShortNumber;
  return [callLinks(text), callLinks(target)].flatMap((links) => Object.values(links ?? {}));
}

describe('parsing any text', () => {
  it('reads every format of a number as the same number', () => {
    fc.assert(fc.property(exampleNumber, anyExtension, (e164, extension) => {
      const number = parseNumber(e164)!;
      expect(number.e164).to.equal(e164);
      expect(parseNumber(number.international)).to.deep.equal(number);
      if (number.country) expect(parseNumber(number.national, {country: number.country})?.e164).to.equal(e164);
      const links = callLinks({e164, extension})!;
      for (const link of [links.tel, links.rcmobile, links.rcapp]) {
        expect(parseNumber(link)).to.deep.equal({...number, extension});
      }
      for (const link of [links.sms, links.rcmobileSms]) expect(parseNumber(link)).to.deep.equal(number);
    }), {numRuns: 2_000});
  });

  it('adds no digit to a number in E.164', () => {
    fc.assert(fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), anyCountry, (e164, country) => {
      const number = parseNumber(e164, {country});
      // Only the trunk prefix of "+44 020…" may be dropped.
      if (number && number.e164 !== e164) expect(number.e164.length).to.be.below(e164.length);
      if (number) expect(parseNumber(number.e164, {country})).to.deep.equal(number);
    }), {numRuns: 2_000});
  });

  it('keeps all that is to be sent after the answer, in every link', () => {
    const anyTones = fc.stringMatching(/^(?:,{1,3}\*?\d{1,20}#){1,3}(?:,,#)?$/);
    fc.assert(fc.property(exampleNumber, anyTones, (e164, tones) => {
      const number = parseNumber(e164 + tones)!;
      expect(number.e164).to.equal(e164);
      expect(number.tones).to.equal(tones);
      const {tel, rcmobile, rcapp} = callLinks(number)!;
      for (const link of [tel, rcmobile, rcapp]) expect(parseNumber(link)).to.deep.equal(number);
    }), {numRuns: 1_000});
  });

  it('never reads more than 15 digits', () => {
    fc.assert(fc.property(fc.stringMatching(/^\+?\d{16,25}$/), anyCountry, (digits, country) => {
      const e164 = parseNumber(digits, {country})?.e164;
      // Exit codes and trunk prefixes are no part of the number.
      if (e164) expect(e164).to.match(/^\+\d{7,15}$/);
    }), {numRuns: 2_000});
  });

  it('separates an extension from the number after any mark', () => {
    const anyMark = fc.constantFrom(
      'x', ' x', ' ext. ', ';ext=', ',,', ' #', '*', ' Durchwahl ', ' доб. ', ' 내선 ', '；ｅｘｔ＝',
    );
    fc.assert(fc.property(exampleNumber, anyMark, anyExtension, (e164, mark, extension) => {
      const number = parseNumber(e164 + mark + extension);
      expect(number?.e164).to.equal(e164);
      expect(number?.extension).to.equal(extension);
    }), {numRuns: 2_000});
  });

  it('never throws and only makes links of the four schemes for 10,000 hostile texts', () => {
    fc.assert(fc.property(hostileText, anyCountry, (text, country) => {
      for (const link of linksOf(text, country)) expect(link).to.match(ALLOWED_LINK);
      const number = parseNumber(text, {country});
      if (number) isCostly(number, country);
      if (number) expect(callLinks(number), number.e164).to.not.equal(null);
      if (number) expect(number.e164).to.match(/^\+\d{7,15}$/);
      formatAsYouType(text, country);
    }), {numRuns: 10_000});
  }).timeout(20_000);

  it('takes under 100 ms for repetitive texts of the maximum length', () => {
    const pieces = [
      ' ', '-', ',', '(', 'x', '1', '1 ', '1x', 'a ', '(a', '*', '+', '1-', '((1))', ';ext=', 'ext ', 'é', '٣',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(250 / piece.length)).slice(0, 250);
      // The best of three leaves out a busy machine and garbage collection.
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
