// A long list that is scrolled fast: the main thread's time in each frame, and whether buttons are
// drawn by the time they are in view.
import {quick, spread} from '../results.mjs';
import {settle, startBrowser} from '../support.mjs';
import {OURS, inTurn, rowsOf} from './kinds.mjs';
import {MANY, openPage} from './site.mjs';
import {traceOf} from './trace.mjs';

const LINK = 'link';
const SCROLL_ROUNDS = quick ? 1 : 3;
const SPEED_PX_PER_S = 3000;
const DISTANCE_PX = 12_000;
const DURATION_MS = 1000 * DISTANCE_PX / SPEED_PX_PER_S;
const FRAME_MS = 1000 / 60;

async function openList(browser, site, kind) {
  const page = await openPage(browser, site, 'empty.html');
  await page.evaluate((html) => { document.querySelector('main').innerHTML = html; }, rowsOf(kind, MANY));
  await page.evaluate(settle, 12);
  return page;
}

async function scroll(page) {
  const session = await page.createCDPSession();
  await session.send('Input.synthesizeScrollGesture', {
    x: 500, y: 400, yDistance: -DISTANCE_PX, speed: SPEED_PX_PER_S, preventFling: true,
  });
  const top = await page.evaluate(() => scrollY);
  if (Math.abs(top - DISTANCE_PX) > 50) throw new Error(`The page was scrolled by ${top} px.`);
}

/** Frames of a scroll, each the sum of what the main thread began in a sixtieth of a second. */
function framesOf(work, startedAt) {
  const frames = new Array(Math.floor(DURATION_MS / FRAME_MS)).fill(0);
  for (const {start, ms} of work) {
    const frame = Math.floor((start - startedAt) / FRAME_MS);
    if (frame in frames) frames[frame] += ms;
  }
  return frames;
}

const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];

/** ms of a frame, all work included, and without what was done in its idle time. */
async function measureScroll(browser, site, kind) {
  const page = await openList(browser, site, kind);
  const {tasks, idle, timeOf} = await traceOf(page, async () => {
    await page.evaluate(() => console.timeStamp('scroll'));
    await scroll(page);
  });
  await page.close();
  const startedAt = timeOf('scroll');
  const all = framesOf(tasks, startedAt);
  const idleTimes = framesOf(idle, startedAt);
  const waited = all.map((ms, frame) => ms - idleTimes[frame]);
  return {p50: quantile(all, 0.5), p99: quantile(all, 0.99), waited: quantile(waited, 0.99)};
}

/**
 * Of the buttons that were in view in the frames of a scroll, the share that was not drawn yet, in
 * percent. It is measured in a scroll of its own: looking costs time.
 */
async function measureUndrawn(browser, site) {
  const page = await openList(browser, site, OURS);
  await page.evaluate((tag) => {
    const seen = globalThis.seen = {buttons: 0, undrawn: 0};
    const look = () => {
      for (let y = 0; y < innerHeight; y += 50) {
        const button = document.elementFromPoint(20, y)?.closest(tag);
        if (!button) continue;
        seen.buttons++;
        if (!button.shadowRoot?.querySelector('button, a')) seen.undrawn++;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, OURS);
  await scroll(page);
  const {buttons, undrawn} = await page.evaluate(() => globalThis.seen);
  await page.close();
  return 100 * undrawn / buttons;
}

/** The 50th and the 99th of a hundred frames, and the share of buttons that came into view undrawn. */
export async function benchScroll(site) {
  const browser = await startBrowser();
  const samples = {[LINK]: [], [OURS]: []};
  for (const kind of Object.keys(samples)) await measureScroll(browser, site, kind); // warms up
  for (let round = 0; round < SCROLL_ROUNDS; round++) {
    for (const kind of inTurn(Object.keys(samples), round)) {
      samples[kind].push(await measureScroll(browser, site, kind));
    }
  }
  const undrawnPercent = Number((await measureUndrawn(browser, site)).toFixed(1));
  await browser.close();
  const ratios = (kind, key) => samples[kind].map((one, round) => one[key] / samples[LINK][round][key]);
  const frames = Object.fromEntries(Object.keys(samples).map((kind) => [kind, {
    p50: spread(samples[kind].map(({p50}) => p50)),
    p99: spread(samples[kind].map(({p99}) => p99)),
    waited: spread(samples[kind].map(({waited}) => waited)),
    ratio: spread(ratios(kind, 'p99')),
    waitedRatio: spread(ratios(kind, 'waited')),
  }]));
  return {frames, undrawnPercent};
}
