// Buttons that are in view, and so drawn: many inserted at once, and a long list that is scrolled.
import {quick, spread} from '../results.mjs';
import {meter, settle, startBrowser} from '../support.mjs';
import {DRAWN_KINDS, rowsOf} from './kinds.mjs';
import {tasksOf} from './trace.mjs';

export const DRAWN = 300;
export const SCROLLED = 10_000;
const INSERT_ROUNDS = quick ? 5 : 15;
const WARM_UP_ROUNDS = 3;
const SCROLL_ROUNDS = quick ? 1 : 5;
const SCROLL_SPEED_PX_PER_S = 3000;
const SCROLL_DISTANCE_PX = 12_000;
const FRAME_MS = 1000 / 60;
/** A page with no rows pays for its frames, too: that is no row's cost. */
const NOTHING = 'nothing';
const LINK = 'link';
const OURS = 'rc-click-to-call';
const KIND_NAMES = [...Object.keys(DRAWN_KINDS).filter((kind) => kind !== 'relative-time'), NOTHING];

export const PAGES = {
  'drawn.html': {
    style: 'main { display: grid; grid-template-columns: repeat(10, 1fr) }',
    width: 2000, height: 1700,
  },
  'scrolled.html': {style: '', width: 1000, height: 800},
};

async function openPage(browser, site, file) {
  const page = await browser.newPage();
  await page.setViewport({width: PAGES[file].width, height: PAGES[file].height});
  await page.goto(`${site.url}/${file}`);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await page.evaluate(`globalThis.settle = ${settle}`);
  return page;
}

const setRows = (page, html) => page.evaluate(async (rows) => {
  document.querySelector('main').innerHTML = rows;
  await globalThis.settle(4);
}, html);

/** The main thread's time in ms until inserted rows are drawn and at rest. */
async function measureInsert(page, readTime, kind) {
  await page.evaluate((html) => {
    globalThis.rows = html;
    globalThis.gc();
  }, kind === NOTHING ? '' : rowsOf(kind, DRAWN));
  const before = await readTime();
  await page.evaluate(async () => {
    document.querySelector('main').innerHTML = globalThis.rows;
    await globalThis.settle(4);
  });
  const after = await readTime();
  const undrawn = await page.$$eval(OURS, (elements) =>
    elements.filter(({shadowRoot}) => !shadowRoot?.querySelector('.main')).length);
  if (undrawn) throw new Error(`${undrawn} buttons are not in view.`);
  await setRows(page, '');
  return after.task - before.task;
}

/** By kind: ms of one row, and its ratio to a link in the same round. */
export async function benchDrawn(site, peers) {
  const browser = await startBrowser();
  const page = await openPage(browser, site, 'drawn.html');
  await page.addScriptTag({content: peers});
  const readTime = await meter(page);
  const rounds = [];
  for (let round = 0; round < WARM_UP_ROUNDS + INSERT_ROUNDS; round++) {
    const times = {};
    // Each round begins with another kind.
    for (let i = 0; i < KIND_NAMES.length; i++) {
      const kind = KIND_NAMES[(i + round) % KIND_NAMES.length];
      times[kind] = await measureInsert(page, readTime, kind);
    }
    if (round >= WARM_UP_ROUNDS) rounds.push(times);
  }
  await browser.close();
  const costs = (kind) => rounds.map((times) => times[kind] - times[NOTHING]);
  const links = costs(LINK);
  return Object.fromEntries(KIND_NAMES.filter((kind) => kind !== NOTHING).map((kind) => [kind, {
    ms: spread(costs(kind).map((ms) => ms / DRAWN), 4),
    ratio: spread(costs(kind).map((ms, round) => ms / links[round])),
  }]));
}

/** The main thread's time in each frame of a scroll, in ms. */
async function measureScroll(browser, site, kind) {
  const page = await openPage(browser, site, 'scrolled.html');
  await setRows(page, rowsOf(kind, SCROLLED));
  await page.evaluate(settle, 12);
  const session = await page.createCDPSession();
  const tasks = await tasksOf(page, () => session.send('Input.synthesizeScrollGesture', {
    x: 500, y: 400, yDistance: -SCROLL_DISTANCE_PX, speed: SCROLL_SPEED_PX_PER_S,
    preventFling: true,
  }));
  await page.close();
  const frames = new Map();
  for (const {start, ms} of tasks) {
    const frame = Math.floor((start - tasks[0].start) / FRAME_MS);
    frames.set(frame, (frames.get(frame) ?? 0) + ms);
  }
  const count = Math.ceil(1000 * SCROLL_DISTANCE_PX / SCROLL_SPEED_PX_PER_S / FRAME_MS);
  const times = Array.from({length: count}, (_, frame) => frames.get(frame) ?? 0);
  return times.toSorted((a, b) => a - b);
}

/** The main thread's share of a frame, of all frames of a scroll: the 50th and 99th of a hundred. */
export async function benchScroll(site) {
  const browser = await startBrowser();
  const samples = {};
  for (let round = 0; round < SCROLL_ROUNDS; round++) {
    for (const kind of [LINK, OURS]) {
      const times = await measureScroll(browser, site, kind);
      const at = (share) => times[Math.floor(share * (times.length - 1))];
      (samples[kind] ??= []).push({p50: at(0.5), p99: at(0.99)});
    }
  }
  await browser.close();
  return Object.fromEntries(Object.entries(samples).map(([kind, values]) => [kind, {
    p50: spread(values.map(({p50}) => p50)),
    p99: spread(values.map(({p99}) => p99)),
    ratio: spread(values.map(({p99}, round) => p99 / samples[LINK][round].p99)),
  }]));
}
