// node bench/find/run.mjs [--quick] [--no-browser]
// Measures the finders: precision and recall over texts from seeds that the finder was not tuned on,
// and the time over 1 MB in Node and in Chromium, as a ratio to one pass of one regular expression.
// Writes bench/results/find.json.
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
/** Rounds for slow finders. */
const SLOW_REPEATS = quick ? 2 : 5;
const PROSE = 'The committee met again in the spring and agreed that the old building should be kept as it was. ' +
  'Several people had written to say how much they liked the garden behind it, and nobody wanted to see it go. ' +
  'A small shop will open on the ground floor, with tea, cake and a shelf of used books. Those who would like to help ' +
  'are welcome on any weekday afternoon; there is paint to be scraped, and there are curtains to be sewn. ';

const code = await findersCode();
const {ours, peers, linkify, floor} = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
const finders = {...ours, ...peers};

// --- precision and recall -------------------------------------------------------------------------------

const percent = (share) => Math.round(share * 10_000) / 100;
function quality(seeds) {
  const corpus = seeds.flatMap((seed) => makeCorpus(seed, TEXTS));
  const rows = {};
  for (const [name, find] of Object.entries(finders)) {
    const measured = measure(find, corpus);
    rows[name] = {
      precision: percent(measured.precision), recall: percent(measured.recall),
      true: measured.true, found: measured.found, right: measured.right,
      extensions: `${measured.extensionsRight}/${measured.extensions}`,
      faxes: `${measured.faxesRight}/${measured.faxes}, ${measured.faxesWrong} wrong`,
    };
  }
  const lookalikes = corpus.reduce((sum, doc) => sum + doc.lookalikes.length, 0);
  return {texts: corpus.length, numbers: rows.ours.true, lookalikes, rows};
}
const result = {tunedOn: quality(TUNED_ON), heldOut: {seeds: SEEDS, ...quality(SEEDS)}};

// --- time ---------------------------------------------------------------------------

function makeMegabyte(prose) {
  let megabyte = '';
  for (let seed = 201; megabyte.length < 1_000_000; seed++) {
    for (const {text, country} of makeCorpus(seed, 500)) {
      if (country === 'US') megabyte += `${text}\n\n${prose}\n\n`;
    }
  }
  return megabyte.slice(0, 1_000_000);
}
/** The ratio depends on the density of numbers: that of prose, of mail and notes, of nothing else. */
const texts = {
  'a number in 800 characters': makeMegabyte(`${PROSE}\n${PROSE}`),
  'in 400': makeMegabyte(PROSE),
  'numbers everywhere': makeMegabyte(''),
};

/**
 * Runs in Node and, as text, in the page. All finders take turns in each round and are compared
 * within it, so that a busy machine slows down all of them. The floor takes about a millisecond and
 * is repeated for the same reason.
 */
function timeFinders(text, {floor, ...runners}, repeats, slowRepeats) {
  const FLOOR_PASSES = 15;
  const WARM_UP_ROUNDS = 8;
  const measured = Object.fromEntries(
    ['floor', ...Object.keys(runners)].map((name) => [name, {times: [], ratios: []}]));
  const timeOf = (run, passes) => {
    const start = performance.now();
    for (let pass = 0; pass < passes; pass++) run(text, 'US');
    return (performance.now() - start) / passes;
  };
  for (let round = -WARM_UP_ROUNDS; round < repeats; round++) {
    const floorTime = timeOf(floor.run, FLOOR_PASSES);
    if (round >= 0) measured.floor.times.push(floorTime);
    for (const [name, {run, slow}] of Object.entries(runners)) {
      if (slow && (round < -1 || round >= slowRepeats)) continue;
      const runTime = timeOf(run, 1);
      if (round < 0) continue;
      measured[name].times.push(runTime);
      measured[name].ratios.push(runTime / floorTime);
    }
  }
  return measured;
}
const spreadsOf = (measured) => Object.fromEntries(
  Object.entries(measured).map(([name, {times, ratios}]) =>
    [name, {ms: spread(times), ...ratios.length && {ratio: spread(ratios)}}]));

/** As text, because it runs in the page as well. */
const makeRunners = `({ours, peers, linkify, floor}) => ({
  floor: {run: floor},
  ours: {run: ours.ours},
  linkifyjs: {run: linkify, slow: true},
  ...Object.fromEntries(Object.entries(peers).map(([name, run]) => [name, {run, slow: true}])),
})`;
const runners = new Function(`return ${makeRunners}`)()({ours, peers, linkify, floor});
result.node = {version: process.version};
for (const [name, text] of Object.entries(texts)) {
  result.node[name] = spreadsOf(timeFinders(text, runners, REPEATS, SLOW_REPEATS));
}

if (!process.argv.includes('--no-browser')) {
  const {path: executablePath} = await findChrome();
  const browser = await puppeteer.launch({executablePath, args: chromeArgs, protocolTimeout: 600_000});
  try {
    const page = await browser.newPage();
    await page.addScriptTag({type: 'module', content: `${code}\nwindow.finders = {ours, peers, linkify, floor};`});
    await page.waitForFunction('window.finders');
    result.chromium = {version: await browser.version()};
    for (const [name, text] of Object.entries(texts)) {
      const call = `(${timeFinders})(${JSON.stringify(text)}, (${makeRunners})(window.finders), ${REPEATS}, ${SLOW_REPEATS})`;
      result.chromium[name] = spreadsOf(await page.evaluate(call));
    }
  } finally {
    await browser.close();
  }
}

const compressedSize = async (source) =>
  gzipSync(await bundle(source, {minify: true, plugins: [withoutPolyfills]}), {level: 9}).length;
result.bytes = {
  'ours, parser included': await compressedSize(`export {findNumbers} from './src/phone/find/find-numbers.ts'; export {parseNumber} from './src/phone/parse.ts';`),
  'parser alone': await compressedSize(`export {parseNumber} from './src/phone/parse.ts';`),
  'libphonenumber-js max': await compressedSize(`export {findPhoneNumbersInText} from 'libphonenumber-js/max';`),
  'libphonenumber-js min': await compressedSize(`export {findPhoneNumbersInText} from 'libphonenumber-js/min';`),
  'ringcentral-c2d, detector only': await compressedSize(`export {LibPhoneNumberMatcher} from 'ringcentral-c2d/matchers/index.js';`),
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
