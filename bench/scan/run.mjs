// node bench/scan/run.mjs (`--quick`: fewer rounds)
// Finding the numbers of a page, in Chromium, interleaved, on fresh nodes each time: an article and a table of 10,000
// rows as ratios to one TreeWalker pass with one regular expression; streams of appended rows, as the net cost of a
// row beside ringcentral-c2d; and 10,000 rows at once. No network. Writes bench/results/scan.json.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {keep, quick, show, spread} from '../results.mjs';
import {meter, startBrowser} from '../support.mjs';

const ROUNDS = quick ? 5 : 15;
/** Rows that come as a page loads, and in drops, where what every frame costs by itself drowns what a row costs. */
const STREAMS = [
  {perFrame: 50, frames: 30, warm: 10, rounds: quick ? 5 : 15},
  {perFrame: 10, frames: 100, warm: 30, rounds: quick ? 3 : 5},
];
const PASS = 'one pass';
/** ms, after which all that was put off has been done: ringcentral-c2d waits for a second. */
const REST = 1600;
const C2D = 'ringcentral-c2d';

const root = fileURLToPath(new URL('../..', import.meta.url));
const {outputFiles: [{text: code}]} = await build({
  entryPoints: [fileURLToPath(new URL('page.js', import.meta.url))], bundle: true, minify: true, format: 'esm',
  target: 'es2022', write: false, ignoreAnnotations: true, tsconfig: `${root}/tsconfig.json`, conditions: ['production'],
});
const c2dFile = new URL('../../node_modules/ringcentral-c2d/build/index.js', import.meta.url);

const median = (values) => spread(values, 6).median;
const browser = await startBrowser(['--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows']);

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

const pause = (page, ms) => page.evaluate((wait) => new Promise((resolve) => { setTimeout(resolve, wait); }), ms);

/** Each runner on nodes that nobody has touched yet; what the asking itself costs is taken off. */
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
      for (let at = 0; at < runners.length; at++) {
        const runner = runners[(at + turn) % runners.length];
        await measure(runner, () => page.evaluate((which) => bench.run(which), runner));
      }
      // It waits for a second by itself, and what it costs is beyond doubt.
      if (turn % 5 === 2) {
        await measure(C2D, () => page.evaluate(() => bench.scanByC2d()));
        await page.evaluate(() => bench.close());
      }
    }
    const asking = median(times.nothing);
    const floor = median(times.floor) - asking;
    const bare = median(times['floor, nothing kept']) - asking;
    result[name] = Object.fromEntries([...runners, C2D].filter((runner) => runner !== 'nothing').map((runner) => {
      const net = times[runner].map((time) => time - asking);
      return [runner, {
        ms: spread(net), ratio: spread(net.map((time) => time / floor)),
        ratioToBare: spread(net.map((time) => time / bare)), found: found[runner],
      }];
    }));
  }
  return result;
}

/**
 * All in the same page, each on tables of its own: what compiling costs is paid once, not by each row. Nobody is asked
 * meanwhile what it has found, since the answer takes time, too.
 */
async function stream(page, clock, linked, {perFrame, frames, warm}) {
  await page.evaluate((which) => bench.open(which), linked);
  await page.evaluate((...args) => bench.append(...args), perFrame, warm);
  await pause(page, REST);
  // Garbage of whoever had its turn before.
  await page.evaluate(() => gc());
  const before = await clock();
  await page.evaluate((...args) => bench.append(...args), perFrame, frames);
  await pause(page, REST);
  const after = await clock();
  const found = await page.evaluate(() => bench.count());
  await page.evaluate(() => bench.close());
  if (linked !== 'nothing' && linked !== PASS && found < perFrame * (warm + frames)) {
    throw new Error(`${linked} found ${found} numbers only.`);
  }
  const aRow = (what) => (after[what] - before[what]) * 1e3 / (perFrame * frames);
  return {task: aRow('task'), script: aRow('script')};
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
  await pause(page, REST);
  const seen = await page.evaluate(() => ({slice: bench.longest(), tasks: globalThis.long}));
  await page.browserContext().close();
  return {usable: Math.round(usable), longestSlice: Number(seen.slice.toFixed(1)), longTasks: seen.tasks};
}

const scanned = await newPage();
const scans = await scan(scanned);
await scanned.browserContext().close();

const OURS = 'rc-number-links';
const LINKED = ['nothing', PASS, OURS, `${OURS} without marks`, C2D];
const page = await newPage();
const clock = await meter(page);

async function append(size) {
  const streams = Object.fromEntries(LINKED.map((name) => [name, []]));
  // The first round is for the compiler.
  for (let turn = -1; turn < size.rounds; turn++) {
    for (let at = 0; at < LINKED.length; at++) {
      const name = LINKED[(at + turn + 1) % LINKED.length];
      const measured = await stream(page, clock, name, size);
      if (turn >= 0) streams[name].push(measured);
    }
  }
  /** Beside the plain page of the same round: both met the same machine. */
  const net = Object.fromEntries(LINKED.slice(1).map((name) =>
    [name, streams[name].map(({task}, turn) => task - streams.nothing[turn].task)]));
  const ratioToC2d = (name) => spread(net[name].map((cost) => cost / median(net[C2D])));
  return {
    rows: size.perFrame * size.frames, perFrame: size.perFrame,
    microsecondsARow: {
      nothing: spread(streams.nothing.map(({task}) => task), 1),
      net: Object.fromEntries(LINKED.slice(1).map((name) => [name, spread(net[name], 1)])),
      script: Object.fromEntries(LINKED.map((name) => [name, spread(streams[name].map(({script}) => script), 1)])),
    },
    ratioToC2d: ratioToC2d(OURS), ratioToC2dWithoutMarks: ratioToC2d(`${OURS} without marks`),
  };
}
const [appended, inDrops] = [await append(STREAMS[0]), await append(STREAMS[1])];
await page.browserContext().close();

const INSERTED = LINKED.filter((name) => name !== PASS);
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
  console.log(`\n${rows} rows appended, ${perFrame} a frame: ${show(nothing)} µs a row without a linker`);
  for (const name of LINKED.slice(1)) {
    console.log(`  ${name.padEnd(30)} ${show(net[name])} µs a row more, of which script ${script[name].median}`);
  }
  console.log(`  ratio to c2d ${show(ratioToC2d)}; without marks, which c2d has none of, ${show(ratioToC2dWithoutMarks)}`);
}
console.log('\n10,000 rows inserted at once');
for (const [name, {usable, longestSlice, longestTask}] of Object.entries(inserted)) {
  console.log(`  ${name.padEnd(30)} usable after ${show(usable)} ms; longest slice of ours ${
    show(longestSlice)} ms; longest task ${show(longestTask)} ms`);
}
