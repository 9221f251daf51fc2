import {expect} from '@open-wc/testing';
import {readPieces} from '../../src/elements/number-links/scan/text-pieces.js';
import {finder, microtasks, page, startScan} from './support.js';
import {RandomTree, seededRandom} from './random-trees.js';

const TEXTS = 300;
const FIRST_SEED = Number(new URLSearchParams(location.search).get('seed') ?? 1);

const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  US: ['(650) 555-0100', '650-555-0101', '+1 650 555 0102', '6505550103', '650.555.0104 x9', '+16505550105', '1-800-555-0199'],
  DE: ['030 23125 106', '030/23125106', '+49 30 23125107', '(030) 23125-108', '03023125109', '0171 3920000'],
  ES: ['612 345 678', '+34 612 34 56 78', '612345678', '91 422 77 00'],
};
const OTHERS = [
  'Call', 'or', 'now.', 'Tel:', 'Fax:', 'Order ID', 'Order no.', 'invoice', 'Anna', 'meeting at', '12:30', '2024-01-02', '12.03.2024', '€ 12,50',
  '1,234.00', '192.168.0.1', 'https://a.example/6505550100', 'INV-6505550100', 'a1b2', '(see', 'ext.', '4711', '94043-1351', '1234 5678 9012 3456', '☎',
];
const SEPARATORS = [' ', ' ', ' ', ', ', '\n', '\n\n', '; ', ' / ', '\t', ' - ', '/', '|'];
/** What logs, lists and tables repeat. */
const REPEATED = ['1 ', '12/34/56/', '2024-01-02 ', '12.03.2024, ', '6505550100, ', '612345678, ', '1234567', '+49 30 23125107, ', 'a word '];

function longText(random: RandomTree, country: string): string {
  const density = random.below(10);
  let text = '';
  while (text.length < 3000) {
    const isRepeated = random.below(30) === 0;
    const word = random.below(10) < density ? random.pick(NUMBERS[country]!) : random.pick(OTHERS);
    text += isRepeated ? random.pick(REPEATED).repeat(random.below(100)) : word + random.pick(SEPARATORS);
  }
  return text;
}

describe('a long text', () => {
  it(`holds the same numbers in pieces as in one: ${TEXTS} texts`, () => {
    let count = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + TEXTS; seed++) {
      const random = new RandomTree(seededRandom(seed));
      const country = random.pick(Object.keys(NUMBERS));
      const text = longText(random, country);
      const whole = finder.findNumbers(text, {country});
      const pieces = [...readPieces(text, true, country, finder.findNumbers)];
      expect(pieces.flatMap(({found}) => found), `seed ${seed}, ${country}`).to.deep.equal(whole);
      count += whole.length;
    }
    expect(count).to.be.greaterThan(10 * TEXTS);
  }).timeout(30_000);

  /** Reads the text in slices; returns the longest text that was read between two looks at the clock. */
  async function longestStep(text: string, addTo: (root: HTMLElement) => void): Promise<{longest: number; numbers: string[]; slices: number}> {
    const root = page('');
    let length = 0;
    let longest = 0;
    const result = startScan(root, {finder: {...finder, findNumbers: (piece, options) => {
      length += piece.length;
      longest = Math.max(longest, length);
      return finder.findNumbers(piece, options);
    }}});
    const {now} = result.time;
    result.time.now = () => {
      length = 0;
      return now.call(result.time);
    };
    // The first look begins a slice.
    result.time.tick = 5;
    addTo(root);
    await microtasks();
    let slices = 0;
    for (let pauses = -1; result.time.pauses > pauses; slices++) {
      pauses = result.time.pauses;
      await result.time.resume();
    }
    return {longest, numbers: result.numbers, slices};
  }

  for (const unit of ['1 1 1 ', '030/', '12/34/56/', '2024-01-02 ', '12.03.2024 ', '6505550100\n', '+1 (650) 555-0100 or ', '////////////12']) {
    it(`never takes longer than a slice: 200 kB of ${JSON.stringify(unit)}`, async () => {
      const text = unit.repeat(200_000 / unit.length);
      const {longest, slices, numbers} = await longestStep(text, (root) => root.append(text));
      expect(longest).to.be.below(1500);
      if (finder.mayHoldNumber(text)) expect(slices).to.be.greaterThan(100);
      if (unit.includes('555')) expect(numbers.length).to.equal(Math.floor(200_000 / unit.length));
    }).timeout(20_000);
  }

  it('never takes longer than a slice: many texts that are not quite long', async () => {
    const {longest} = await longestStep('', (root) => root.innerHTML = `<p>${'12/34/56/'.repeat(110)}</p>`.repeat(50));
    expect(longest).to.be.below(2500);
  });

  it('is followed when it changes, also while it is read', async () => {
    const root = page('');
    const line = 'Call +1 650 555 0100 today, or send a message to us.\n';
    const result = startScan(root);
    const text = document.createTextNode(line.repeat(200));
    root.append(text);
    await microtasks();
    for (let slice = 0; slice < 50; slice++) await result.time.resume();
    expect(result.numbers).to.have.length(200);
    const before = [...result.scanner.pageNumbers.all];
    result.time.tick = 5;
    text.appendData(line);
    await microtasks();
    text.appendData('+1 650 555 0101');
    for (let slice = 0; slice < 400; slice++) await result.time.resume();
    expect(result.numbers).to.deep.equal([...Array.from({length: 201}, () => '+16505550100'), '+16505550101']);
    expect([...result.scanner.pageNumbers.all].filter((each) => before.includes(each))).to.have.length(200);
    text.data = '';
    await microtasks();
    await result.time.resume();
    expect(result.numbers).to.deep.equal([]);
  });

  it('is joined with the texts beside it', async () => {
    const text = 'We are here for you every day, and at night, too. '.repeat(40);
    const result = startScan(page(`<p><i>+1 650 </i>555 0100. ${text} <b>Fax</b> +1 650 555 0101. ${text} +1 650 <b>555 0102</b></p>`));
    await microtasks();
    expect(result.raw).to.deep.equal(['+1 650 555 0100', '+1 650 555 0102']);
  });
});
