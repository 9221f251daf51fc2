// Many elements inserted at once: most of them are out of view, as in a long list.
import {quick, spread} from '../results.mjs';
import {meter, startBrowser} from '../support.mjs';
import {KIND_NAMES, inTurn, ratiosToLinks, rowsOf} from './kinds.mjs';
import {MANY, openPage} from './site.mjs';

/** By the number of rows. */
const INSERT_ROUNDS = quick ? {1000: 5, [MANY]: 2} : {1000: 9, [MANY]: 3};

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

/** By number and kind: ms of all rows, and their ratio to as many links in the same round. */
export async function benchInsert(site, peers) {
  const browser = await startBrowser();
  const page = await openPage(browser, site, 'empty.html');
  await page.addScriptTag({content: peers});
  const readTime = await meter(page);
  // The first time loads templates, style sheets and code.
  for (const kind of KIND_NAMES) await measureInsert(page, readTime, kind, 1000);
  const results = {};
  for (const [count, rounds] of Object.entries(INSERT_ROUNDS)) {
    const samples = Object.fromEntries(KIND_NAMES.map((kind) => [kind, []]));
    for (let round = 0; round < rounds; round++) {
      for (const kind of inTurn(KIND_NAMES, round)) {
        samples[kind].push(await measureInsert(page, readTime, kind, Number(count)));
      }
    }
    results[count] = Object.fromEntries(KIND_NAMES.map((kind) =>
      [kind, {ms: spread(samples[kind], 1), ratio: spread(ratiosToLinks(samples, kind))}]));
  }
  await browser.close();
  return results;
}
