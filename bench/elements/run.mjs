// node bench/elements/run.mjs [--quick]
// Compares many call buttons with as many links and elements of other packages in one page. They
// take turns in each round. Measures the main thread's time until the page is at rest, also with
// all of them in view, private memory, the longest task, the frames of a scroll, and clicks. Needs a
// build. Writes bench/results/elements.json.
import {existsSync, readFileSync} from 'node:fs';
import {servePages} from '../../test/support/chromium.mjs';
import {keep, quick, show, spread, withVersion} from '../results.mjs';
import {meter, settle, startBrowser} from '../support.mjs';
import {DRAWN, PAGES, SCROLLED, benchDrawn, benchScroll} from './drawn.mjs';
import {KINDS, bundlePeers, rowsOf} from './kinds.mjs';
import {longestTask} from './trace.mjs';

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const MANY = 10_000;
/** By the number of rows. */
const INSERT_ROUNDS = quick ? {1000: 5, [MANY]: 2} : {1000: 11, [MANY]: 5};
const MEMORY_ROUNDS = quick ? 1 : 3;
const TASK_ROUNDS = quick ? 1 : 3;
const CLICK_ROUNDS = quick ? 3 : 8;
const REPEATED_CLICKS = 2;
/** A button ignores clicks that may be the second one of a double click. */
const CLICK_PAUSE_MS = 900;
const KIND_NAMES = Object.keys(KINDS);

const site = await servePages({
  'empty.html': `<title>Bench</title><main></main>${SCRIPT}`,
  'thousand.html': `<title>Bench</title><main>${rowsOf('rc-click-to-call', 1000)}</main>${SCRIPT}`,
  // The script stands at the end, so that it upgrades all elements at once.
  'arrive-rc-click-to-call.html': `<title>Bench</title><main>${rowsOf('rc-click-to-call', MANY)}</main>${SCRIPT}`,
  'arrive-link.html': `<title>Bench</title><main>${rowsOf('link', MANY)}</main>${SCRIPT}`,
  ...Object.fromEntries(Object.entries(PAGES).map(([file, {style}]) =>
    [file, `<title>Bench</title><style>${style}</style><main></main>${SCRIPT}`])),
});
const peers = await bundlePeers();

async function openPage(browser, file) {
  const page = await browser.newPage();
  await page.setViewport({width: 1000, height: 800});
  await page.goto(`${site.url}/${file}`);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await page.evaluate(settle);
  return page;
}

const emptySamples = (kinds = KIND_NAMES) => Object.fromEntries(kinds.map((kind) => [kind, []]));

/** The ratios of a kind's samples to those of links in the same rounds. */
const ratiosToLinks = (samples, kind) =>
  samples[kind].map((value, round) => value / samples.link[round]);

// ------------------------------------------------------------------ inserted

/** The main thread's time in ms until inserted rows are at rest. */
async function measureInsert(page, readTime, kind, count) {
  await page.evaluate((html) => {
    globalThis.rows = html;
    globalThis.gc();
  }, rowsOf(kind, count));
  const before = await readTime();
  await page.evaluate(async (idlePeriods) => {
    document.querySelector('main').innerHTML = globalThis.rows;
    await globalThis.settle(idlePeriods);
  }, count > 1000 ? 12 : 4);
  const after = await readTime();
  await page.evaluate(async () => {
    document.querySelector('main').replaceChildren();
    await globalThis.settle(1);
    globalThis.gc();
  });
  return after.task - before.task;
}

async function benchInsert() {
  const browser = await startBrowser();
  const page = await openPage(browser, 'empty.html');
  await page.addScriptTag({content: peers});
  await page.evaluate(`globalThis.settle = ${settle}`);
  const readTime = await meter(page);
  // The first time loads templates, style sheets and code.
  for (const kind of KIND_NAMES) await measureInsert(page, readTime, kind, 1000);
  const results = {};
  for (const [count, rounds] of Object.entries(INSERT_ROUNDS)) {
    const samples = emptySamples();
    for (let round = 0; round < rounds; round++) {
      // Each round begins with another kind.
      for (let i = 0; i < KIND_NAMES.length; i++) {
        const kind = KIND_NAMES[(i + round) % KIND_NAMES.length];
        samples[kind].push(await measureInsert(page, readTime, kind, Number(count)));
      }
    }
    results[count] = Object.fromEntries(KIND_NAMES.map((kind) =>
      [kind, {ms: spread(samples[kind], 1), ratio: spread(ratiosToLinks(samples, kind))}]));
  }
  await browser.close();
  return results;
}

// ------------------------------------------------------------------ memory

/** Private memory of the browser's page processes in bytes, as Linux reports it. */
async function readPrivateBytes(browser) {
  const session = await browser.target().createCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let bytes = 0;
  for (const {type, id} of processInfo) {
    if (type !== 'renderer') continue;
    const report = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    for (const [, kB] of report.matchAll(/^Private_\w+: +(\d+) kB$/gm)) bytes += 1024 * kB;
  }
  return bytes;
}

/** Private memory of one row in bytes; `isDrawn`: as if all rows had been in view. */
async function measureMemory(kind, isDrawn) {
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, 'empty.html');
    await page.addScriptTag({content: peers});
    const session = await page.createCDPSession();
    const collectGarbage = async () => {
      await page.evaluate(settle);
      for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    };
    const insertRows = (count) => page.evaluate(async (html, draws) => {
      const main = document.querySelector('main');
      main.innerHTML = html;
      if (!draws) return;
      for (const element of main.querySelectorAll('rc-click-to-call')) await element.updateComplete;
    }, rowsOf(kind, count), isDrawn);
    await insertRows(100);
    await collectGarbage();
    const before = await readPrivateBytes(browser);
    await insertRows(MANY);
    await collectGarbage();
    return (await readPrivateBytes(browser) - before) / MANY;
  } finally {
    await browser.close();
  }
}

async function benchMemory(kinds, isDrawn) {
  if (!existsSync('/proc/self/smaps_rollup')) return null;
  const samples = emptySamples(kinds);
  for (let round = 0; round < MEMORY_ROUNDS; round++) {
    for (const kind of kinds) samples[kind].push(await measureMemory(kind, isDrawn));
  }
  return Object.fromEntries(kinds.map((kind) =>
    [kind, {bytes: spread(samples[kind], 0), ratio: spread(ratiosToLinks(samples, kind))}]));
}

// ------------------------------------------------------------------ the longest task

async function benchTasks() {
  const browser = await startBrowser();
  const samples = {};
  const addSample = (name, ms) => (samples[name] ??= []).push(ms);
  for (let round = 0; round < TASK_ROUNDS; round++) {
    for (const kind of ['link', 'rc-click-to-call']) {
      const page = await openPage(browser, 'empty.html');
      await page.evaluate((html) => { globalThis.rows = html; }, rowsOf(kind, MANY));
      addSample(`${kind}, inserted at once`, await longestTask(page, async () => {
        await page.evaluate(() => {
          document.querySelector('main').innerHTML = globalThis.rows;
        });
        await page.evaluate(settle);
      }));
      addSample(`${kind}, in the page from the start`, await longestTask(page, async () => {
        await page.goto(`${site.url}/arrive-${kind}.html`);
        await page.waitForFunction(() => customElements.get('rc-click-to-call'));
        await page.evaluate(settle);
      }));
      await page.close();
    }
  }
  await browser.close();
  return Object.fromEntries(Object.entries(samples).map(([name, ms]) => [name, spread(ms, 1)]));
}

// ------------------------------------------------------------------ clicks

const centerOfButton = (page) => page.evaluate(() => {
  const button = document.querySelectorAll('rc-click-to-call')[5];
  const {left, top, width, height} = button.getBoundingClientRect();
  return {x: left + width / 2, y: top + height / 2};
});

async function benchClicks() {
  const browser = await startBrowser();
  const first = [];
  const repeated = [];
  for (let round = 0; round < CLICK_ROUNDS; round++) {
    const page = await openPage(browser, 'thousand.html');
    const readTime = await meter(page);
    const {x, y} = await centerOfButton(page);
    const measureClick = async () => {
      const before = await readTime();
      await page.mouse.click(x, y);
      await page.evaluate(settle);
      const after = await readTime();
      return after.script - before.script;
    };
    await page.mouse.move(x, y);
    await page.evaluate(settle);
    first.push(await measureClick());
    for (let i = 0; i < REPEATED_CLICKS; i++) {
      await new Promise((resolve) => { setTimeout(resolve, CLICK_PAUSE_MS); });
      repeated.push(await measureClick());
    }
    await page.close();
  }
  await browser.close();
  return {first: spread(first), repeated: spread(repeated)};
}

const result = {
  insert: await benchInsert(),
  memory: await benchMemory(KIND_NAMES, false),
  drawn: await benchDrawn(site, peers),
  drawnMemory: await benchMemory(['link', 'rc-click-to-call', 'plain button'], true),
  scroll: await benchScroll(site),
  tasks: await benchTasks(),
  clicks: await benchClicks(),
};
await site.close();
keep('elements', result);

function logKind(kind, value, ratio) {
  console.log(`  ${withVersion(kind).padEnd(32)} ${show(value).padEnd(28)} ${show(ratio)}`);
}
for (const [count, kinds] of Object.entries(result.insert)) {
  console.log(`${count} inserted: main thread's ms until at rest, and the ratio to links (quartiles)`);
  for (const [kind, {ms, ratio}] of Object.entries(kinds)) logKind(kind, ms, ratio);
}
console.log(`${DRAWN} in view: main thread's ms for one, and the ratio to links`);
for (const [kind, {ms, ratio}] of Object.entries(result.drawn)) logKind(kind, ms, ratio);
for (const [name, kinds] of [['', result.memory], [' drawn', result.drawnMemory]]) {
  console.log(`private memory of one of ${MANY}${name}, bytes, and the ratio to links`);
  for (const [kind, {bytes, ratio}] of Object.entries(kinds ?? {})) logKind(kind, bytes, ratio);
}
console.log(`scroll of ${SCROLLED}: main thread's ms in a frame (99 % of the frames), ratio to links`);
for (const [kind, {p99, ratio}] of Object.entries(result.scroll)) logKind(kind, p99, ratio);
console.log(`longest task while ${MANY} arrive, ms`);
for (const [name, ms] of Object.entries(result.tasks)) {
  console.log(`  ${name.padEnd(48)} ${show(ms)}`);
}
const {first, repeated} = result.clicks;
console.log(`script of a click, 1000 elements on the page, ms: first ${show(first)}, repeated ${show(repeated)}`);
