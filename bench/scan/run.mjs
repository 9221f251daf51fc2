// node bench/scan/run.mjs
// Finding the numbers of a page, in Chromium: an article and a table of 10,000 rows as ratios to one TreeWalker pass
// with one regular expression, interleaved, on fresh nodes each time; and a stream of appended rows, as the net cost of
// a row beside ringcentral-c2d. No network. Writes bench/results/scan.json.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import puppeteer from 'puppeteer-core';
import {chromeArgs, findChrome} from '../../scripts/browser.mjs';

const REPEATS = 15;
const STREAMS = 5;
const PER_FRAME = 10;
const FRAMES = 100;
const WARM = 30;
const ROWS = PER_FRAME * FRAMES;

const root = fileURLToPath(new URL('../..', import.meta.url));
const {outputFiles: [{text: code}]} = await build({
  entryPoints: [fileURLToPath(new URL('page.js', import.meta.url))], bundle: true, minify: true, format: 'esm',
  target: 'es2022', write: false, ignoreAnnotations: true, tsconfig: `${root}/tsconfig.json`, conditions: ['production'],
});
const c2dFile = new URL('../../node_modules/ringcentral-c2d/build/index.js', import.meta.url);

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const round1 = (value) => Math.round(value * 100) / 100;
const spread = (values) => ({
  median: round1(median(values)), least: round1(Math.min(...values)), most: round1(Math.max(...values)),
});

const {path: executablePath} = await findChrome();
const browser = await puppeteer.launch({
  executablePath, args: [...chromeArgs, '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'],
});

/** In a window of its own: frames are not drawn in a tab that is not in front. */
async function newPage() {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  await page.setContent('<!doctype html><html lang="en"><meta charset="utf-8"><body></body></html>');
  await page.addScriptTag({content: readFileSync(c2dFile, 'utf8')});
  await page.addScriptTag({type: 'module', content: code});
  await page.waitForFunction('globalThis.bench');
  return page;
}

/**
 * ms that the page's main thread has worked, layout and painting included, by the processor's own clock: none hides
 * its cost in a later task, and other programs on the machine do not count.
 */
async function clockOf(page) {
  const client = await page.createCDPSession();
  await client.send('Performance.enable', {timeDomain: 'threadTicks'});
  return async () => {
    const {metrics} = await client.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'TaskDuration').value * 1e3;
  };
}

/** Each runner on nodes that nobody has touched yet; what the asking itself costs is taken off. */
async function scan(page) {
  const clock = await clockOf(page);
  const {pages, runners} = await page.evaluate(() => ({pages: bench.pages, runners: bench.runners}));
  const result = {};
  for (const name of pages) {
    const times = Object.fromEntries(runners.map((runner) => [runner, []]));
    const found = {};
    for (let turn = 0; turn < REPEATS; turn++) {
      for (let at = 0; at < runners.length; at++) {
        const runner = runners[(at + turn) % runners.length];
        await page.evaluate((which) => bench.prepare(which), name);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
        const before = await clock();
        found[runner] = await page.evaluate((which) => bench.run(which), runner);
        times[runner].push(await clock() - before);
      }
    }
    const asking = median(times.nothing);
    const ms = (runner) => times[runner].map((time) => time - asking);
    result[name] = Object.fromEntries(runners.filter((runner) => runner !== 'nothing').map((runner) => [runner, {
      ms: spread(ms(runner)),
      ratio: round1(median(ms(runner)) / median(ms('floor'))),
      ratioToBare: round1(median(ms(runner)) / median(ms('floor, nothing kept'))),
      found: found[runner],
    }]));
  }
  return result;
}

async function stream(linked) {
  const page = await newPage();
  const clock = await clockOf(page);
  await page.evaluate((which) => bench.open(which), linked);
  // What compiling costs is paid once, not by each row.
  await page.evaluate((...args) => bench.append(...args), PER_FRAME, WARM);
  if (linked !== 'nothing') await page.evaluate((rows) => bench.usable(rows), PER_FRAME * WARM);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const before = await clock();
  await page.evaluate((...args) => bench.append(...args), PER_FRAME, FRAMES);
  const late = linked === 'nothing' ? 0
    : await page.evaluate((rows) => bench.usable(rows), PER_FRAME * (WARM + FRAMES));
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve())));
  const cost = (await clock() - before) * 1e3;
  await page.browserContext().close();
  return {cost: cost / ROWS, late};
}

/** 10,000 rows in one go: how long until each is usable, and the longest piece of work. */
async function burst(linked) {
  const page = await newPage();
  await page.evaluate((which) => bench.open(which), linked);
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map(({duration}) => duration)))
      .observe({type: 'longtask'});
  });
  await page.evaluate(() => bench.append(10_000, 1));
  const usable = linked === 'nothing' ? 0 : await page.evaluate(() => bench.usable(10_000));
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 100))));
  const seen = await page.evaluate(() => ({slice: bench.longest(), tasks: globalThis.long}));
  await page.browserContext().close();
  return {usable: round1(usable), longestSlice: round1(seen.slice), longTasks: seen.tasks.map(round1)};
}

const page = await newPage();
const scans = await scan(page);
await page.close();

const LINKED = ['nothing', 'rc-number-links', 'rc-number-links without marks', 'ringcentral-c2d'];
const streams = Object.fromEntries(LINKED.map((name) => [name, []]));
for (let turn = 0; turn < STREAMS; turn++) for (const name of LINKED) streams[name].push(await stream(name));
const plain = median(streams.nothing.map(({cost}) => cost));
const netOf = (name) => spread(streams[name].map(({cost}) => cost - plain));
const net = Object.fromEntries(LINKED.slice(1).map((name) => [name, netOf(name)]));
const ratioToC2d = (name) => round1(net[name].median / net['ringcentral-c2d'].median);
const bursts = {};
for (const name of LINKED) bursts[name] = await burst(name);
const version = await browser.version();
await browser.close();

const result = {
  browser: version, repeats: REPEATS, scans,
  appended: {
    rows: ROWS, perFrame: PER_FRAME, microsecondsARow: {nothing: spread(streams.nothing.map(({cost}) => cost)), net},
    ratioToC2d: ratioToC2d('rc-number-links'), ratioToC2dWithoutMarks: ratioToC2d('rc-number-links without marks'),
  },
  inserted: bursts,
};
const folder = new URL('../results/', import.meta.url);
mkdirSync(folder, {recursive: true});
writeFileSync(new URL('scan.json', folder), `${JSON.stringify(result, null, 2)}\n`);

console.log(`${version}, ${REPEATS} interleaved rounds, medians\n`);
for (const [name, runners] of Object.entries(scans)) {
  console.log(name);
  for (const [runner, {ms, ratio, ratioToBare, found}] of Object.entries(runners)) {
    console.log(`  ${runner.padEnd(20)} ${String(ms.median).padStart(7)} ms  ${String(ratio).padStart(6)} x  (${
      ratioToBare} x the pass that keeps nothing)  ${found} found`);
  }
}
console.log(`\n${ROWS} rows appended, ${PER_FRAME} a frame: ${round1(plain)} µs a row without a linker`);
for (const [name, {median: cost, least, most}] of Object.entries(net)) {
  console.log(`  ${name.padEnd(30)} ${cost} µs a row more (${least} to ${most})`);
}
console.log(`  ratio to c2d ${result.appended.ratioToC2d}; without marks, which c2d has none of, ${
  result.appended.ratioToC2dWithoutMarks}`);
console.log('\n10,000 rows inserted at once');
for (const [name, {usable, longestSlice, longTasks}] of Object.entries(bursts)) {
  console.log(`  ${name.padEnd(30)} usable after ${usable} ms; longest slice of ours ${longestSlice} ms; tasks over 50 ms: ${
    longTasks.join(', ') || 'none'}`);
}
