// A browser for the benches, and what they read of it.
import {launch} from '../test/support/chromium.mjs';

/** As few things as possible that happen by themselves. */
export const startBrowser = (args = []) => launch({
  args: ['--js-flags=--expose-gc', '--disable-features=SpareRendererForSitePerProcess', '--mute-audio', ...args],
});

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

/**
 * Runs in the page: until it has laid out and painted, and has used `idle` idle periods (50 ms each) for what was put
 * off.
 */
export const settle = async (idle = 6) => {
  const frame = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
  await frame();
  await frame();
  for (let i = 0; i < idle; i++) await new Promise((resolve) => { requestIdleCallback(resolve, {timeout: 100}); });
  await frame();
};
