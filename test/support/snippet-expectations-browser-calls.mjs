// For each script about calls in the browser: the check that it does what its document says.
import assert from 'node:assert/strict';
import {placed, until, waitForInvocation, waitUntilReady} from './snippet-checks.mjs';

/** The phone that the store has chosen. */
const chosenPhone = (page) => page.evaluate(() => {
  const store = globalThis[Symbol.for('rc-click-to-call/1')].get('');
  return store.choices.get().from;
});

export const BROWSER_CALL_SCRIPTS = [
  {in: 'store.browserPhone.subscribe', async then({page, world}) {
    await waitForInvocation(page, 'show', 'idle');
    await page.click('#callButton');
    await until(async () => await chosenPhone(page) === 'browser', 'This browser was not chosen.');
    assert.deepEqual(placed(world), [], 'No phone is rung.');
  }},
  {in: "import 'rc-click-to-call/browser-calls/define.js'", then: ({page}) => waitUntilReady(page)},
];
