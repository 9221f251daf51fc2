// The script of a click, with a thousand call buttons on the page.
import {quick, spread} from '../results.mjs';
import {meter, settle, startBrowser} from '../support.mjs';
import {openPage} from './site.mjs';

const CLICK_ROUNDS = quick ? 3 : 6;
const REPEATED_CLICKS = 2;
/** A button ignores clicks that may be the second one of a double click. */
const CLICK_PAUSE_MS = 900;

const centerOfButton = (page) => page.evaluate(() => {
  const button = document.querySelectorAll('rc-click-to-call')[5];
  const {left, top, width, height} = button.getBoundingClientRect();
  return {x: left + width / 2, y: top + height / 2};
});

export async function benchClicks(site) {
  const browser = await startBrowser();
  const first = [];
  const repeated = [];
  for (let round = 0; round < CLICK_ROUNDS; round++) {
    const page = await openPage(browser, site, 'thousand.html');
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
