import {expect} from '@open-wc/testing';
import {explainNumbers} from '../../src/phone/find/explain-numbers.js';
import {findNumbers, mayHoldNumber} from '../../src/phone/find/find-numbers.js';
import {findings, nonFindings} from './find-texts.js';

const inCountry = (country: string | null) => country ? ` in ${country}` : '';

describe('findNumbers', () => {
  it('is tested with at least 300 texts that hold a number and 300 that do not', () => {
    expect(findings.length).to.be.at.least(300);
    expect(nonFindings.length).to.be.at.least(300);
  });

  for (const [marked, country, e164, extension, fax, source] of findings) {
    it(`finds ${e164} in ${JSON.stringify(marked)}${inCountry(country)} (${source})`, () => {
      const text = marked.replace(/[⟦⟧]/g, '');
      const start = marked.indexOf('⟦');
      const end = marked.indexOf('⟧') - 1;
      const found = findNumbers(text, {country: country ?? undefined});
      expect(found.map(({tones: _tones, ...number}) => number)).to.deep.equal([{
        e164, ...extension && {extension}, raw: text.slice(start, end), start, end, ...fax && {fax},
      }]);
      expect(mayHoldNumber(text)).to.equal(true);
    });
  }

  for (const [text, country, source] of nonFindings) {
    it(`finds nothing in ${JSON.stringify(text)}${inCountry(country)} (${source})`, () => {
      expect(findNumbers(text, {country: country ?? undefined})).to.deep.equal([]);
    });
  }
});

describe('findNumbers in a text with several numbers', () => {
  const cases: [text: string, country: string, raws: string[]][] = [
    ['650-555-0100 - 650-555-0101 - 650-555-0102', 'US', ['650-555-0100', '650-555-0101', '650-555-0102']],
    ['650-555-0100/650-555-0101', 'US', ['650-555-0100', '650-555-0101']],
    ['650 555 0100\n650 555 0101', 'US', ['650 555 0100', '650 555 0101']],
    ['(650) 555-0100 (650) 555-0101', 'US', ['(650) 555-0100', '(650) 555-0101']],
    ['650-555-0100 ext 9, 650-555-0101 x10', 'US', ['650-555-0100 ext 9', '650-555-0101 x10']],
    ['01 99 00 12 34 01 99 00 56 78', 'FR', ['01 99 00 12 34', '01 99 00 56 78']],
    ['0207 946 0000 / 0207 946 0001', 'GB', ['0207 946 0000', '0207 946 0001']],
    ['Call 6505550100 or 6505550101', 'US', ['6505550100', '6505550101']],
    ['+16505550100,+16505550101;+442079460000', 'US', ['+16505550100', '+16505550101', '+442079460000']],
    ['1-800-FLOWERS or 650-555-0100', 'US', ['1-800-FLOWERS', '650-555-0100']],
    ['(650) 555-0100, Ottawa 613-555-0123', 'CA', ['(650) 555-0100', '613-555-0123']],
    ['22 123 45 67;501 234 567', 'PL', ['22 123 45 67', '501 234 567']],
    ['020 7946 0011;07700 900124', 'GB', ['020 7946 0011', '07700 900124']],
    ['Toll free 800 555 0198 Local 415 555 0100', 'US', ['800 555 0198', '415 555 0100']],
    ['415-555-0100,650-555-0101', 'US', ['415-555-0100', '650-555-0101']],
    ['Ann;6505550102;94043;CA', 'US', ['6505550102']],
    ['Ann,6505550102,,94043', 'US', ['6505550102']],
    ['Ring 32 12 34 57 kl. 9 til 15', 'DK', ['32 12 34 57']],
    ['Tienda, tel. 914 22 77 01, local 14', 'ES', ['914 22 77 01']],
    ['512345678 and 512345670', 'PL', ['512345678', '512345670']],
    ['9876543210 / 9876543219', 'IN', ['9876543210', '9876543219']],
    ['0501234567 - 0551234569', 'SA', ['0501234567', '0551234569']],
    ['电话:010-88818888/88818889', 'CN', ['010-88818888']],
    ['+1 209-555-0146,,6505550198#', 'US', ['+1 209-555-0146,,6505550198#']],
    ['6505550100 6505550101', 'US', ['6505550100', '6505550101']],
    ['1) (650) 555-0100 2) (415) 555-0101 3) (415) 555-0102', 'US', ['(650) 555-0100', '(415) 555-0101', '(415) 555-0102']],
    ['8. 020 7946 0000 9. 020 7946 0001', 'GB', ['020 7946 0000', '020 7946 0001']],
    ['TEL03-3224-9999FAX03-3224-9998', 'JP', ['03-3224-9999', '03-3224-9998']],
    ['650-555-0100cell 415-555-0101', 'US', ['650-555-0100', '415-555-0101']],
    ['602123456/602123457', 'CZ', ['602123456', '602123457']],
    ['+16505550100+16505550101', 'US', ['+16505550100', '+16505550101']],
    ['01.02.03.04.05 / 01.02.03.04.06', 'FR', ['01.02.03.04.05', '01.02.03.04.06']],
  ];
  for (const [text, country, raws] of cases) {
    it(`finds each number of ${JSON.stringify(text)} in ${country}`, () => {
      expect(findNumbers(text, {country}).map(({raw}) => raw)).to.deep.equal(raws);
    });
  }

  it('tells which of them are fax numbers', () => {
    const text = 'T: 650 555 0100 | F: 650 555 0101 | M: 650 555 0102, 650-555-0103 (fax), fax 650-555-0104';
    expect(findNumbers(text, {country: 'US'}).map(({fax}) => fax ?? false)).to.deep.equal([false, true, false, true, true]);
  });

  it('applies the label of the first number to the rest of a list', () => {
    const numbers = findNumbers('Fax: 650-555-0100, 650-555-0101', {country: 'US'});
    expect(numbers.map(({fax}) => fax)).to.deep.equal([true, true]);
    expect(findNumbers('Fax: 650-555-0100\n650-555-0101', {country: 'US'})[1]?.fax).to.equal(undefined);
  });
});

describe('findNumbers with the strict option', () => {
  const cases: [text: string, country: string, count: number, strictCount: number][] = [
    ['Jane Doe 6505550100', 'US', 1, 0],
    ['6505550100', 'US', 1, 1],
    ['Jane Doe, mobile 6505550100', 'US', 1, 1],
    ['Jane Doe 650-555-0100', 'US', 1, 1],
    ['Jane Doe +16505550100', 'US', 1, 1],
    ['Jane Doe 02079460000', 'GB', 1, 0],
    ['Jane Doe 020 7946 0000', 'GB', 1, 1],
  ];
  for (const [text, country, count, strictCount] of cases) {
    it(`finds ${strictCount} of ${count} in ${JSON.stringify(text)} in ${country}`, () => {
      expect(findNumbers(text, {country})).to.have.length(count);
      expect(findNumbers(text, {country, strict: true})).to.have.length(strictCount);
    });
  }
});

describe('mayHoldNumber', () => {
  const cases: [text: string, expected: boolean][] = [
    ['', false], ['plain words', false], ['123456', false], ['12 + 34 + 56 + 78', false], ['call 911', false],
    ['1234567', true], ['12-34 (56) 7', true], ['٠١٢٣٤٥٦', true], ['1-800-FLOWERS', true], ['800 by', false],
  ];
  for (const [text, expected] of cases) {
    it(`is ${expected} for ${JSON.stringify(text)}`, () => {
      expect(mayHoldNumber(text)).to.equal(expected);
    });
  }

  it('keeps no state from one text to the next', () => {
    expect(mayHoldNumber('text before 1234567')).to.equal(true);
    expect(mayHoldNumber('1234567')).to.equal(true);
  });
});

it('findNumbers returns the tones of a dial string beside its extension', () => {
  const [number] = findNumbers('Join: +1 650 555 0100,,9988776#,,654321#', {country: 'US'});
  expect(number).to.include({extension: '9988776', tones: ',,9988776#,,654321#'});
});

describe('explainNumbers', () => {
  const namesOf = (text: string, country?: string) => explainNumbers(text, {country})
    .map(({raw, taken, trace}) => [raw, taken, trace.map(({name, points}) => points ? `${name} ${points}` : name)]);

  it('tells what speaks for a number that is found', () => {
    expect(namesOf('Call 650-555-0100 x9', 'US')).to.deep.equal([
      ['650-555-0100 x9', true, ['usual-groups 2', 'phone-word 2', 'extension 1']],
    ]);
  });

  it('tells what refuses digits, or that too little speaks for them', () => {
    expect(namesOf('Order 6505550100', 'US')).to.deep.equal([
      ['6505550100', false, ['bare-digits 1', 'other-word -3', 'too-few-points']],
    ]);
    expect(namesOf('https://example.com/6505550100', 'US')).to.deep.equal([['6505550100', false, ['in-link']]]);
    expect(namesOf('6505550100', undefined)).to.deep.equal([['6505550100', false, ['no-country']]]);
    expect(namesOf('1234567', 'US')).to.deep.equal([['1234567', false, ['not-in-use']]]);
  });

  it('agrees with findNumbers on every text, and says each reason in words', () => {
    for (const [marked, country] of [...findings, ...nonFindings]) {
      const text = marked.replace(/[⟦⟧]/g, '');
      const options = {country: country ?? undefined};
      const explained = explainNumbers(text, options);
      const taken = explained.filter((one) => one.taken).map(({raw}) => raw);
      const found = findNumbers(text, options).map(({raw}) => raw).filter((raw) => !/[A-Z]{3}/.test(raw));
      expect(taken, text).to.deep.equal(found);
      for (const {raw, start, end, trace} of explained) {
        expect(text.slice(start, end)).to.equal(raw);
        expect(trace, text).not.to.have.length(0);
        for (const {text: reason} of trace) expect(reason, JSON.stringify(trace)).to.match(/\.$/);
      }
    }
  });

  it('returns an empty list for values that are not text', () => {
    expect(explainNumbers(null as unknown as string)).to.deep.equal([]);
  });
});

it('findNumbers returns an empty list for values that are not text', () => {
  const values: unknown[] = [undefined, null, 42, {}, []];
  for (const value of values) expect(findNumbers(value as string, {country: 'US'})).to.deep.equal([]);
  expect(findNumbers('650-555-0100', {country: 7 as unknown as string})).to.deep.equal([]);
});
