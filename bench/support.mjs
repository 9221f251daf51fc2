// What the benches share: a browser, medians with their spread, and where results are kept.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {launch} from '../test/support/chromium.mjs';

/** `--quick`: fewer rounds, for a look; the figures in the docs are made without it. */
export const quick = process.argv.includes('--quick');

/** As few things as possible that happen by themselves. */
export const startBrowser = (args = []) => launch({
  args: ['--js-flags=--expose-gc', '--disable-features=SpareRendererForSitePerProcess', '--mute-audio', ...args],
});

/** The middle of the values, and the quarter of them on either side. */
export function spread(values, digits = 2) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1), below = Math.floor(place);
    const value = sorted[below] + (sorted[Math.ceil(place)] - sorted[below]) * (place - below);
    return Number(value.toFixed(digits));
  };
  return {median: at(0.5), low: at(0.25), high: at(0.75), repeats: values.length};
}

export const show = ({median, low, high}) => `${median} (${low}–${high})`;

const fileOf = (name) => new URL(`results/${name}.json`, import.meta.url);

export function keep(name, result) {
  mkdirSync(new URL('results/', import.meta.url), {recursive: true});
  writeFileSync(fileOf(name), `${JSON.stringify({quick, ...result}, null, 2)}\n`);
}

/** What a bench found last; null = it never ran. */
export function read(name) {
  try {
    return JSON.parse(readFileSync(fileOf(name), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * The main thread's own time, in ms: all of its tasks, and the script among them. Processor time, where the browser
 * can tell it, so that a busy machine does not count.
 */
export async function meter(page) {
  const session = await page.createCDPSession();
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  return async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    const of = (wanted) => 1000 * metrics.find(({name}) => name === wanted).value;
    return {task: of('TaskDuration'), script: of('ScriptDuration')};
  };
}

/** Runs in the page: until it has laid out and painted, and has used its idle time for what was put off. */
export const settle = async () => {
  const frame = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
  await frame();
  await frame();
  for (let i = 0; i < 40; i++) await new Promise((resolve) => { requestIdleCallback(resolve, {timeout: 100}); });
  await frame();
};
