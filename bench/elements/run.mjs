// node bench/elements/run.mjs [--quick]
// Many call buttons beside as many links and as many elements of others, in one page, all taking their turn in each
// round: the main thread's time until the page is at rest again, private memory, the longest task, and clicks. Needs a
// build. Writes bench/results/elements.json.
import {existsSync, readFileSync} from 'node:fs';
import {servePages} from '../../test/support/chromium.mjs';
import {keep, quick, show, spread, withVersion} from '../results.mjs';
import {meter, settle, startBrowser} from '../support.mjs';
import {KINDS, peers, rowsOf} from './kinds.mjs';
import {longestTask} from './trace.mjs';

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const ROUNDS = quick ? {1000: 5, 10_000: 2} : {1000: 11, 10_000: 5};
const MEMORY_ROUNDS = quick ? 1 : 3;
const TASK_ROUNDS = quick ? 1 : 3;
const CLICK_ROUNDS = quick ? 3 : 8;
const MANY = 10_000;

const site = await servePages({
  'empty.html': `<title>Bench</title><main></main>${SCRIPT}`,
  'thousand.html': `<title>Bench</title><main>${rowsOf('rc-click-to-call', 1000)}</main>${SCRIPT}`,
  // The script stands at the end, where it meets all of them at once.
  'arrive-rc-click-to-call.html': `<title>Bench</title><main>${rowsOf('rc-click-to-call', MANY)}</main>${SCRIPT}`,
  'arrive-link.html': `<title>Bench</title><main>${rowsOf('link', MANY)}</main>${SCRIPT}`,
});
const others = await peers();

async function open(browser, name) {
  const page = await browser.newPage();
  await page.setViewport({width: 1000, height: 800});
  await page.goto(site.url + name);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await page.evaluate(settle);
  return page;
}

// ------------------------------------------------------------------ inserted

async function insert() {
  const browser = await startBrowser();
  const page = await open(browser, '/empty.html');
  await page.addScriptTag({content: others});
  await page.evaluate(`globalThis.settle = ${settle}`);
  const read = await meter(page);
  const once = async (kind, count) => {
    await page.evaluate((html) => {
      globalThis.rows = html;
      globalThis.gc();
    }, rowsOf(kind, count));
    const before = await read();
    await page.evaluate(async (idle) => {
      document.querySelector('main').innerHTML = globalThis.rows;
      await globalThis.settle(idle);
    }, count > 1000 ? 12 : 4);
    const {task, script} = await read();
    await page.evaluate(async () => {
      document.querySelector('main').replaceChildren();
      await globalThis.settle(1);
      globalThis.gc();
    });
    return {task: task - before.task, script: script - before.script};
  };
  const kinds = Object.keys(KINDS);
  for (const kind of kinds) await once(kind, 1000); // templates, style sheets and code are there from now on
  const results = {};
  for (const [count, rounds] of Object.entries(ROUNDS)) {
    const seen = Object.fromEntries(kinds.map((kind) => [kind, []]));
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < kinds.length; i++) {
        const kind = kinds[(i + round) % kinds.length];
        seen[kind].push((await once(kind, Number(count))).task);
      }
    }
    results[count] = Object.fromEntries(kinds.map((kind) => [kind, {
      ms: spread(seen[kind], 1),
      ratio: spread(seen[kind].map((ms, round) => ms / seen.link[round])),
    }]));
  }
  await browser.close();
  return results;
}

// ------------------------------------------------------------------ memory

/** Bytes that only the browser's page processes hold; Linux tells. */
async function privateBytes(browser) {
  const session = await browser.target().createCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let sum = 0;
  for (const {type, id} of processInfo) {
    if (type !== 'renderer') continue;
    for (const [, kB] of readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+: +(\d+) kB$/gm)) sum += 1024 * kB;
  }
  return sum;
}

async function memoryOf(kind) {
  const browser = await startBrowser();
  try {
    const page = await open(browser, '/empty.html');
    await page.addScriptTag({content: others});
    const session = await page.createCDPSession();
    const clean = async () => {
      await page.evaluate(settle);
      for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    };
    const put = (count) => page.evaluate((html) => {
      document.querySelector('main').innerHTML = html;
    }, rowsOf(kind, count));
    await put(100);
    await clean();
    const before = await privateBytes(browser);
    await put(MANY);
    await clean();
    return (await privateBytes(browser) - before) / MANY;
  } finally {
    await browser.close();
  }
}

async function memory() {
  if (!existsSync('/proc/self/smaps_rollup')) return null;
  const kinds = Object.keys(KINDS);
  const seen = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < MEMORY_ROUNDS; round++) for (const kind of kinds) seen[kind].push(await memoryOf(kind));
  return Object.fromEntries(kinds.map((kind) => [kind, {
    bytes: spread(seen[kind], 0),
    ratio: spread(seen[kind].map((bytes, round) => bytes / seen.link[round])),
  }]));
}

// ------------------------------------------------------------------ the longest task

async function tasks() {
  const browser = await startBrowser();
  const seen = {};
  const note = (what, ms) => (seen[what] ??= []).push(ms);
  for (let round = 0; round < TASK_ROUNDS; round++) {
    for (const kind of ['link', 'rc-click-to-call']) {
      const page = await open(browser, '/empty.html');
      await page.evaluate((html) => { globalThis.rows = html; }, rowsOf(kind, MANY));
      note(`${kind}, inserted at once`, await longestTask(page, () => page.evaluate(() => {
        document.querySelector('main').innerHTML = globalThis.rows;
      }).then(() => page.evaluate(settle))));
      note(`${kind}, in the page from the start`, await longestTask(page, async () => {
        await page.goto(`${site.url}/arrive-${kind}.html`);
        await page.waitForFunction(() => customElements.get('rc-click-to-call'));
        await page.evaluate(settle);
      }));
      await page.close();
    }
  }
  await browser.close();
  return Object.fromEntries(Object.entries(seen).map(([what, ms]) => [what, spread(ms, 1)]));
}

// ------------------------------------------------------------------ clicks

async function clicks() {
  const browser = await startBrowser();
  const first = [], repeated = [];
  for (let round = 0; round < CLICK_ROUNDS; round++) {
    const page = await open(browser, '/thousand.html');
    const read = await meter(page);
    const {x, y} = await page.evaluate(() => {
      const {left, top, width, height} = document.querySelectorAll('rc-click-to-call')[5].getBoundingClientRect();
      return {x: left + width / 2, y: top + height / 2};
    });
    const click = async () => {
      const before = await read();
      await page.mouse.click(x, y);
      await page.evaluate(settle);
      return (await read()).script - before.script;
    };
    await page.mouse.move(x, y);
    await page.evaluate(settle);
    first.push(await click());
    for (let i = 0; i < 2; i++) {
      // A button whose meaning has just changed waits for the end of a double click.
      await new Promise((resolve) => { setTimeout(resolve, 900); });
      repeated.push(await click());
    }
    await page.close();
  }
  await browser.close();
  return {first: spread(first), repeated: spread(repeated)};
}

const result = {insert: await insert(), memory: await memory(), tasks: await tasks(), clicks: await clicks()};
await site.close();
keep('elements', result);

for (const [count, kinds] of Object.entries(result.insert)) {
  console.log(`${count} inserted: main thread's ms until at rest, and the ratio to links (quartiles)`);
  for (const [kind, {ms, ratio}] of Object.entries(kinds)) console.log(`  ${withVersion(kind).padEnd(32)} ${show(ms).padEnd(28)} ${show(ratio)}`);
}
if (result.memory) {
  console.log(`private memory of one of ${MANY}, bytes, and the ratio to links`);
  for (const [kind, {bytes, ratio}] of Object.entries(result.memory)) console.log(`  ${withVersion(kind).padEnd(32)} ${show(bytes).padEnd(28)} ${show(ratio)}`);
}
console.log(`longest task while ${MANY} arrive, ms`);
for (const [what, ms] of Object.entries(result.tasks)) console.log(`  ${what.padEnd(48)} ${show(ms)}`);
console.log(`script of a click, 1000 elements on the page, ms: first ${show(result.clicks.first)}, repeated ${show(result.clicks.repeated)}`);
