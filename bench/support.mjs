// A browser for the benches, and its measurements of a page.
import {launch} from '../test/support/chromium.mjs';

/** Starts a browser with as little background work as possible. */
export const startBrowser = (args = []) => launch({
  args: [
    '--js-flags=--expose-gc', '--disable-features=SpareRendererForSitePerProcess', '--mute-audio',
    ...args,
  ],
});

/**
 * Reads the time that the main thread has spent, in ms: on all of its tasks, and on script among
 * them. It is processor time where the browser reports that, so other work of the machine does not
 * count.
 */
export async function meter(page) {
  const session = await page.createCDPSession();
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  return async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    const milliseconds = (metric) => 1000 * metrics.find(({name}) => name === metric).value;
    return {task: milliseconds('TaskDuration'), script: milliseconds('ScriptDuration')};
  };
}

/**
 * Runs in the page. Resolves once it has laid out and painted, and has had `idlePeriods` (50 ms
 * each) for delayed work.
 */
export const settle = async (idlePeriods = 6) => {
  const frame = () => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
  const idlePeriod = () => new Promise((resolve) => {
    requestIdleCallback(resolve, {timeout: 100});
  });
  await frame();
  await frame();
  for (let i = 0; i < idlePeriods; i++) await idlePeriod();
  await frame();
};
