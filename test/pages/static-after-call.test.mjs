// What comes before and after a call, in the demo whose simulated RingCentral is a Service Worker.
import {describe, test} from 'node:test';
import {until} from '../support/demo.mjs';
import {holdTime, useStaticDemo} from './static-page.mjs';

describe('before and after a call in the demo without a server', {timeout: 120_000}, () => {
  const {open} = useStaticDemo();
  const has = (page, selector, text) => until(async () =>
    await page.$(selector) !== null && await page.$eval(selector, ({textContent}, wanted) => textContent.includes(wanted), text));

  test('a note and RingCentral’s record are in the row of the call log', () => open(async (visit) => {
    const {page, signIn, shows, pass, press} = visit;
    await holdTime(visit);
    await signIn();
    await (await page.$('rc-click-to-call')).click();
    await shows('Ringing your phone…');
    await pass(12);
    await shows('Connected');
    await (await page.waitForSelector('rc-call-status >>> [part=note]')).type('White rope');
    await page.reload();
    await shows('Connected');
    await pass(10);
    await shows('Call ended');
    await pass(3);
    await press('Save note – Anna');
    await has(page, '#call-log li p', 'White rope');
    await has(page, '#call-log li .facts', 'Call connected');
  }));

  test('a phone that is offline is marked', () => open(async (visit) => {
    const {page, signIn} = visit;
    await holdTime(visit);
    await signIn();
    await page.focus('rc-number-select[kind=from]');
    await until(() => page.$eval('rc-number-select[kind=from]', ({shadowRoot}) => [...shadowRoot.querySelectorAll('option')]
      .some(({textContent}) => /Lake house.*offline/.test(textContent))));
  }));
});
