// node bench/scan/run.mjs (`--quick`: fewer rounds)
// Measures how the numbers of a page are found, in Chromium, in interleaved rounds on fresh nodes: an article and a
// table of 10,000 rows as ratios to one TreeWalker pass with one regular expression; streams of appended rows, as the
// net cost of a row beside ringcentral-c2d; and 10,000 rows at once. Uses no network. Writes bench/results/scan.json.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {keep, quick, show, spread} from '../results.mjs';
import {meter, startBrowser} from '../support.mjs';

const ROUNDS = quick ? 5 : 15;
/** Rows as a page loads, and a few in each frame, where the cost of the frame hides that of the rows. */
const STREAMS = [
  {perFrame: 50, frames: 30, warm: 10, rounds: quick ? 5 : 15},
  {perFrame: 10, frames: 100, warm: 30, rounds: quick ? 3 : 5},
];
const PASS = 'one pass';
/** After this, all delayed work is done: ringcentral-c2d waits for a second. */
const REST_MS = 1600;
const C2D = 'ringcentral-c2d';

const root = fileURLToPath(new URL('../..', import.meta.url));
const {outputFiles: [{text: code}]} = await build({
  entryPoints: [fileURLToPath(new URL('page.js', import.meta.url))], bundle: true, minify: true, format: 'esm',
  target: 'es2022', write: false, ignoreAnnotations: true, tsconfig: `${root}/tsconfig.json`, conditions: ['production'],
});
const c2dFile = new URL('../../node_modules/ringcentral-c2d/build/index.js', import.meta.url);

const median = (values) => spread(values, 6).median;
const browser = await startBrowser(['--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows']);

/** Opens a window, since a browser paints no frames in a background tab. */
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

const pause = (page, ms) => page.evaluate((wait) => new Promise((resolve) => { setTimeout(resolve, wait); }), ms);

/** Runs each runner on fresh nodes, and subtracts the cost of the call itself. */
async function scan(page) {
  const clock = await meter(page);
  const {pages, runners} = await page.evaluate(() => ({pages: bench.pages, runners: bench.runners}));
  const result = {};
  for (const name of pages) {
    const times = Object.fromEntries([...runners, C2D].map((runner) => [runner, []]));
    const found = {};
    const measure = async (runner, work) => {
      await page.evaluate((which) => bench.prepare(which), name);
      await pause(page, 20);
      const before = await clock();
      found[runner] = await work();
      times[runner].push((await clock()).task - before.task);
    };
    for (let turn = 0; turn < ROUNDS; turn++) {
      for (let index = 0; index < runners.length; index++) {
        const runner = runners[(index + turn) % runners.length];
        await measure(runner, () => page.evaluate((which) => bench.run(which), runner));
      }
      // A few rounds are enough: it waits for a second, and its cost varies little.
      if (turn % 5 === 2) {
        await measure(C2D, () => page.evaluate(() => bench.scanByC2d()));
        await page.evaluate(() => bench.close());
      }
    }
    const callCost = median(times.nothing);
    const floor = median(times.floor) - callCost;
    const bare = median(times['floor, nothing kept']) - callCost;
    result[name] = Object.fromEntries([...runners, C2D].filter((runner) => runner !== 'nothing').map((runner) => {
      const net = times[runner].map((time) => time - callCost);
      return [runner, {
        ms: spread(net), ratio: spread(net.map((time) => time / floor)),
        ratioToBare: spread(net.map((time) => time / bare)), found: found[runner],
      }];
    }));
  }
  return result;
}

/**
 * Measures all scanners in the same page, each on tables of its own, so that compiling is paid once. Reads no counts
 * meanwhile, since that takes time, too.
 */
async function stream(page, clock, scannerName, {perFrame, frames, warm}) {
  await page.evaluate((which) => bench.open(which), scannerName);
  await page.evaluate((...args) => bench.append(...args), perFrame, warm);
  await pause(page, REST_MS);
  // Collects the garbage of the previous scanner.
  await page.evaluate(() => gc());
  const before = await clock();
  await page.evaluate((...args) => bench.append(...args), perFrame, frames);
  await pause(page, REST_MS);
  const after = await clock();
  const found = await page.evaluate(() => bench.count());
  await page.evaluate(() => bench.close());
  if (scannerName !== 'nothing' && scannerName !== PASS && found < perFrame * (warm + frames)) {
    throw new Error(`${scannerName} found ${found} numbers only.`);
  }
  const perRow = (metric) => (after[metric] - before[metric]) * 1e3 / (perFrame * frames);
  return {task: perRow('task'), script: perRow('script')};
}

/** Inserts 10,000 rows at once: measures the time until each is usable, and the longest slice. */
async function burst(scannerName) {
  const page = await newPage();
  await page.evaluate((which) => bench.open(which), scannerName);
  await page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({duration}) => duration)))
      .observe({type: 'longtask'});
  });
  await page.evaluate(() => bench.append(10_000, 1));
  const usable = scannerName === 'nothing' ? 0 : await page.evaluate(() => bench.usable(10_000));
  await pause(page, REST_MS);
  const longest = await page.evaluate(() => ({slice: bench.longest(), tasks: globalThis.longTasks}));
  await page.browserContext().close();
  return {usable: Math.round(usable), longestSlice: Number(longest.slice.toFixed(1)), longTasks: longest.tasks};
}

const scanned = await newPage();
const scans = await scan(scanned);
await scanned.browserContext().close();

const OURS = 'rc-number-links';
const SCANNERS = ['nothing', PASS, OURS, `${OURS} without marks`, C2D];
const page = await newPage();
const clock = await meter(page);

async function append(size) {
  const streams = Object.fromEntries(SCANNERS.map((name) => [name, []]));
  // The first round only warms up the compiler.
  for (let turn = -1; turn < size.rounds; turn++) {
    for (let index = 0; index < SCANNERS.length; index++) {
      const name = SCANNERS[(index + turn + 1) % SCANNERS.length];
      const measured = await stream(page, clock, name, size);
      if (turn >= 0) streams[name].push(measured);
    }
  }
  /** Compared with the plain page of the same round, which ran under the same load. */
  const net = Object.fromEntries(SCANNERS.slice(1).map((name) =>
    [name, streams[name].map(({task}, turn) => task - streams.nothing[turn].task)]));
  const ratioToC2d = (name) => spread(net[name].map((cost) => cost / median(net[C2D])));
  return {
    rows: size.perFrame * size.frames, perFrame: size.perFrame,
    microsecondsARow: {
      nothing: spread(streams.nothing.map(({task}) => task), 1),
      net: Object.fromEntries(SCANNERS.slice(1).map((name) => [name, spread(net[name], 1)])),
      script: Object.fromEntries(SCANNERS.map((name) => [name, spread(streams[name].map(({script}) => script), 1)])),
    },
    ratioToC2d: ratioToC2d(OURS), ratioToC2dWithoutMarks: ratioToC2d(`${OURS} without marks`),
  };
}
const [appended, inDrops] = [await append(STREAMS[0]), await append(STREAMS[1])];
await page.browserContext().close();

const INSERTED = SCANNERS.filter((name) => name !== PASS);
const bursts = Object.fromEntries(INSERTED.map((name) => [name, []]));
for (let turn = 0; turn < (quick ? 1 : 3); turn++) for (const name of INSERTED) bursts[name].push(await burst(name));
const version = await browser.version();
await browser.close();

const inserted = Object.fromEntries(INSERTED.map((name) => [name, {
  usable: spread(bursts[name].map(({usable}) => usable), 0),
  longestSlice: spread(bursts[name].map(({longestSlice}) => longestSlice), 1),
  longestTask: spread(bursts[name].map(({longTasks}) => Math.max(0, ...longTasks)), 0),
}]));
keep('scan', {
  browser: version, rounds: ROUNDS, scans,
  appended, inDrops,
  inserted,
});

console.log(`${version}, ${ROUNDS} interleaved rounds, medians (middle half)\n`);
for (const [name, runners] of Object.entries(scans)) {
  console.log(name);
  for (const [runner, {ms, ratio, ratioToBare, found}] of Object.entries(runners)) {
    console.log(`  ${runner.padEnd(20)} ${String(ms.median).padStart(7)} ms  ${show(ratio)} x  (${
      ratioToBare.median} x the pass that keeps nothing)  ${found} found`);
  }
}
for (const {rows, perFrame, microsecondsARow, ratioToC2d, ratioToC2dWithoutMarks} of [appended, inDrops]) {
  const {nothing, net, script} = microsecondsARow;
  console.log(`\n${rows} rows appended, ${perFrame} a frame: ${show(nothing)} µs a row without a scanner`);
  for (const name of SCANNERS.slice(1)) {
    console.log(`  ${name.padEnd(30)} ${show(net[name])} µs a row more, of which script ${script[name].median}`);
  }
  console.log(`  ratio to c2d ${show(ratioToC2d)}; without marks, which c2d has none of, ${show(ratioToC2dWithoutMarks)}`);
}
console.log('\n10,000 rows inserted at once');
for (const [name, {usable, longestSlice, longestTask}] of Object.entries(inserted)) {
  console.log(`  ${name.padEnd(30)} usable after ${show(usable)} ms; longest slice of ours ${
    show(longestSlice)} ms; longest task ${show(longestTask)} ms`);
}
