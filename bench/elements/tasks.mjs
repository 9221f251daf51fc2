// The longest task while many elements arrive.
import {quick, spread} from '../results.mjs';
import {settle, startBrowser} from '../support.mjs';
import {OURS, inTurn, rowsOf} from './kinds.mjs';
import {MANY, openPage} from './site.mjs';
import {longestTask} from './trace.mjs';

const TASK_ROUNDS = quick ? 1 : 3;

export async function benchTasks(site) {
  const browser = await startBrowser();
  const samples = {};
  const addSample = (name, ms) => (samples[name] ??= []).push(ms);
  for (let round = 0; round < TASK_ROUNDS; round++) {
    for (const kind of inTurn(['link', OURS], round)) {
      const page = await openPage(browser, site, 'empty.html');
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
