// Buttons that are in view, and so drawn, inserted at once.
import {quick, spread} from '../results.mjs';
import {meter, startBrowser} from '../support.mjs';
import {KIND_NAMES, inTurn, ratiosToLinks, rowsOf} from './kinds.mjs';
import {assertDrawn, openPage} from './site.mjs';

export const DRAWN = 300;
const INSERT_ROUNDS = quick ? 5 : 11;
/** The first rounds load templates, style sheets and code, and compile it. */
const WARM_UP_ROUNDS = 2;
/** As large as all rows need. */
const VIEWPORT = {width: 2000, height: 1700};
/** A page with no rows pays for its frames, too: that is no row's cost. */
const NOTHING = 'nothing';
const BUTTONS = KIND_NAMES.filter((kind) => kind !== 'relative-time');

/** The main thread's time in ms until inserted rows are drawn and at rest. */
async function measureInsert(page, readTime, kind) {
  const count = kind === NOTHING ? 0 : DRAWN;
  await page.evaluate((html) => {
    globalThis.rows = html;
    globalThis.gc();
  }, count ? rowsOf(kind, count) : '');
  const before = await readTime();
  await page.evaluate(async () => {
    document.querySelector('main').innerHTML = globalThis.rows;
    await globalThis.settle(4);
  });
  const after = await readTime();
  await assertDrawn(page, count, {areInView: true});
  await page.evaluate(async () => {
    document.querySelector('main').replaceChildren();
    await globalThis.settle(4);
  });
  return after.task - before.task;
}

/** By kind: ms of one row, and its ratio to a link in the same round. */
export async function benchDrawn(site, peers) {
  const browser = await startBrowser();
  const page = await openPage(browser, site, 'columns.html', VIEWPORT);
  await page.addScriptTag({content: peers});
  const readTime = await meter(page);
  const samples = Object.fromEntries(BUTTONS.map((kind) => [kind, []]));
  for (let round = 0; round < WARM_UP_ROUNDS + INSERT_ROUNDS; round++) {
    const times = {};
    for (const kind of inTurn([...BUTTONS, NOTHING], round)) {
      times[kind] = await measureInsert(page, readTime, kind);
    }
    if (round < WARM_UP_ROUNDS) continue;
    for (const kind of BUTTONS) samples[kind].push(times[kind] - times[NOTHING]);
  }
  await browser.close();
  return Object.fromEntries(BUTTONS.map((kind) => [kind, {
    ms: spread(samples[kind].map((ms) => ms / DRAWN), 4),
    ratio: spread(ratiosToLinks(samples, kind)),
  }]));
}
