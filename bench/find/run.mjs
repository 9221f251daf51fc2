// node bench/find/run.mjs [--quick] [--no-browser]
// Precision and recall over texts from seeds that nothing was tuned on, and time over 1 MB as a ratio to one pass of
// one expression, interleaved, in Node and in Chromium. Writes bench/results/find.json.
import {gzipSync} from 'node:zlib';
import puppeteer from 'puppeteer-core';
import {chromeArgs, findChrome} from '../../scripts/browser.mjs';
import {keep, quick, show, spread, withVersion} from '../results.mjs';
import {makeCorpus} from './corpus.mjs';
import {findersCode, withoutPolyfills} from './finders.mjs';
import {bundle} from './load.mjs';
import {measure} from './measure.mjs';

const TUNED_ON = [1];
const SEEDS = quick ? [101] : [101, 102, 103];
const TEXTS = quick ? 1_000 : 3_000;
const REPEATS = quick ? 11 : 31;
/** The slow ones are measured in fewer rounds. */
const SLOW_REPEATS = quick ? 2 : 5;
const PROSE = 'The committee met again in the spring and agreed that the old building should be kept as it was. ' +
  'Several people had written to say how much they liked the garden behind it, and nobody wanted to see it go. ' +
  'A small shop will open on the ground floor, with tea, cake and a shelf of used books. Those who would like to help ' +
  'are welcome on any weekday afternoon; there is paint to be scraped, and there are curtains to be sewn. ';

const code = await findersCode();
const {ours, peers, linkify, floor} = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
const finders = {...ours, ...peers};

// --- what is found -------------------------------------------------------------------------------

const share = (value) => Math.round(value * 10_000) / 100;
function quality(seeds) {
  const corpus = seeds.flatMap((seed) => makeCorpus(seed, TEXTS));
  const rows = {};
  for (const [name, find] of Object.entries(finders)) {
    const seen = measure(find, corpus);
    rows[name] = {
      precision: share(seen.precision), recall: share(seen.recall),
      true: seen.true, found: seen.found, right: seen.right,
      extensions: `${seen.extensionsRight}/${seen.extensions}`,
      faxes: `${seen.faxesRight}/${seen.faxes}, ${seen.faxesWrong} wrong`,
    };
  }
  const lookalikes = corpus.reduce((sum, doc) => sum + doc.lookalikes.length, 0);
  return {texts: corpus.length, numbers: rows.ours.true, lookalikes, rows};
}
const result = {tunedOn: quality(TUNED_ON), heldOut: {seeds: SEEDS, ...quality(SEEDS)}};

// --- how long it takes ---------------------------------------------------------------------------

function megabyte(prose) {
  let text = '';
  for (let seed = 201; text.length < 1_000_000; seed++) {
    for (const {text: one, country} of makeCorpus(seed, 500)) if (country === 'US') text += `${one}\n\n${prose}\n\n`;
  }
  return text.slice(0, 1_000_000);
}
/** How thick numbers lie decides the ratio: sparse as in prose, as in mail and notes, and nothing but numbers. */
const texts = {
  'a number in 800 characters': megabyte(`${PROSE}\n${PROSE}`), 'in 400': megabyte(PROSE), 'numbers everywhere': megabyte(''),
};

/**
 * Runs in Node and in the page. All take their turn in each round and are compared within it, so that a busy machine is
 * busy for all; the floor, which takes a millisecond, is passed many times over for the same reason.
 */
function time(text, {floor, ...runners}, repeats, slowRepeats) {
  const PASSES = 15;
  const seen = Object.fromEntries(['floor', ...Object.keys(runners)].map((name) => [name, {times: [], ratios: []}]));
  const measure = (run, passes) => {
    const start = performance.now();
    for (let pass = 0; pass < passes; pass++) run(text, 'US');
    return (performance.now() - start) / passes;
  };
  // The first rounds are for the compiler, which works beside them.
  for (let round = -8; round < repeats; round++) {
    const least = measure(floor.run, PASSES);
    if (round >= 0) seen.floor.times.push(least);
    for (const [name, {run, slow}] of Object.entries(runners)) {
      if (slow && (round < -1 || round >= slowRepeats)) continue;
      const each = measure(run, 1);
      if (round < 0) continue;
      seen[name].times.push(each);
      seen[name].ratios.push(each / least);
    }
  }
  return seen;
}
const spreads = (seen) => Object.fromEntries(Object.entries(seen).map(([name, {times, ratios}]) =>
  [name, {ms: spread(times), ...ratios.length && {ratio: spread(ratios)}}]));

const runnersOf = `({ours, peers, linkify, floor}) => ({
  floor: {run: floor},
  ours: {run: ours.ours},
  linkifyjs: {run: linkify, slow: true},
  ...Object.fromEntries(Object.entries(peers).map(([name, run]) => [name, {run, slow: true}])),
})`;
const runners = new Function(`return ${runnersOf}`)()({ours, peers, linkify, floor});
result.node = {version: process.version};
for (const [name, text] of Object.entries(texts)) {
  result.node[name] = spreads(time(text, runners, REPEATS, SLOW_REPEATS));
}

if (!process.argv.includes('--no-browser')) {
  const {path: executablePath} = await findChrome();
  const browser = await puppeteer.launch({executablePath, args: chromeArgs, protocolTimeout: 600_000});
  try {
    const page = await browser.newPage();
    await page.addScriptTag({type: 'module', content: `${code}\nwindow.measured = {ours, peers, linkify, floor};`});
    await page.waitForFunction('window.measured');
    result.chromium = {version: await browser.version()};
    for (const [name, text] of Object.entries(texts)) {
      result.chromium[name] = spreads(await page.evaluate(
        `(${time})(${JSON.stringify(text)}, (${runnersOf})(window.measured), ${REPEATS}, ${SLOW_REPEATS})`));
    }
  } finally {
    await browser.close();
  }
}

const weigh = async (source) =>
  gzipSync(await bundle(source, {minify: true, plugins: [withoutPolyfills]}), {level: 9}).length;
result.bytes = {
  'ours, parser included': await weigh(`export {findNumbers} from './src/phone/find/find-numbers.ts'; export {parseNumber} from './src/phone/parse.ts';`),
  'parser alone': await weigh(`export {parseNumber} from './src/phone/parse.ts';`),
  'libphonenumber-js max': await weigh(`export {findPhoneNumbersInText} from 'libphonenumber-js/max';`),
  'libphonenumber-js min': await weigh(`export {findPhoneNumbersInText} from 'libphonenumber-js/min';`),
  'ringcentral-c2d, detector only': await weigh(`export {LibPhoneNumberMatcher} from 'ringcentral-c2d/matchers/index.js';`),
};

// --- the table -----------------------------------------------------------------------------------

const {heldOut} = result;
console.log(`${heldOut.texts} texts from the seeds ${SEEDS.join(', ')} with ${heldOut.numbers} numbers and ${heldOut.lookalikes} look-alikes`);
console.log('finder                         precision  recall  found  right  extensions  faxes');
for (const [name, row] of Object.entries(heldOut.rows)) {
  console.log(`${withVersion(name).padEnd(30)} ${`${row.precision} %`.padStart(9)} ${`${row.recall} %`.padStart(8)} ${String(row.found).padStart(6)} ${String(row.right).padStart(6)}  ${row.extensions.padStart(10)}  ${row.faxes}`);
}
const {precision, recall} = result.tunedOn.rows.ours;
console.log(`(ours on the seed that it was tuned on: ${precision} %, ${recall} %)`);
for (const where of ['node', 'chromium']) {
  if (!result[where]) continue;
  for (const name of Object.keys(texts)) {
    console.log(`\n1 MB, ${name}, ${where} ${result[where].version}: ms, and the ratio to the floor (middle half)`);
    for (const [finder, {ms, ratio}] of Object.entries(result[where][name])) {
      console.log(`${withVersion(finder).padEnd(30)} ${show(ms).padEnd(28)} ${ratio ? show(ratio) : ''}`.trimEnd());
    }
  }
}
console.log('\nminified and gzipped, bytes');
for (const [name, bytes] of Object.entries(result.bytes)) console.log(`${withVersion(name).padEnd(40)} ${bytes}`);
keep('find', result);
