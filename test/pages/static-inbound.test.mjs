// Somebody calls the user, in the demo whose simulated RingCentral is a Service Worker.
import {describe, test} from 'node:test';
import {until} from '../support/demo.mjs';
import {holdTime, useStaticDemo} from './static-page.mjs';

describe('somebody calls the user in the demo without a server', {timeout: 120_000}, () => {
  const {open} = useStaticDemo();
  const card = (page, text) => page.waitForFunction((wanted) => document.querySelector('rc-inbound-call')
    .shadowRoot?.textContent.includes(wanted), {}, text);
  const press = async (page, list, text) => {
    const button = await page.waitForSelector(`::-p-xpath(//*[@id="${list}"]//button[.="${text}"])`);
    await button.click();
  };
  const canBeCalled = (page) => page.waitForFunction(() => !document.querySelector('#tools').disabled);

  test('the page says who it is, and opens the contact', () => open(async (visit) => {
    const {page, signIn, pass} = visit;
    await holdTime(visit);
    await signIn();
    await canBeCalled(page);
    await press(page, 'caller-list', 'Known');
    await pass(1);
    await card(page, 'Incoming call');
    await card(page, 'Anna Lindqvist');
    // The card ignores a click that comes with it.
    await until(async () => {
      await page.click('rc-inbound-call >>> a');
      return page.evaluate(() => document.activeElement.id === 'contact-anna');
    });
    await press(page, 'steps', 'Answer');
    await card(page, 'Answered');
  }));

  test('also after the worker has stopped', () => open(async (visit) => {
    const {page, signIn, pass} = visit;
    const devtools = await page.createCDPSession();
    await devtools.send('ServiceWorker.enable');
    await holdTime(visit);
    await signIn();
    await canBeCalled(page);
    await press(page, 'caller-list', 'Ringing');
    await pass(1);
    await card(page, 'Incoming call');
    await devtools.send('ServiceWorker.stopAllWorkers');
    await press(page, 'steps', 'Caller hangs up');
    await card(page, 'Call ended');
    await press(page, 'caller-list', 'Two matches');
    await pass(1);
    await card(page, 'Farah Haddad or Gus Nilsen');
  }, {
    // RingCentral no longer knows the call that has ended meanwhile.
    expected: /redirect URI to register|status of 404/,
  }));
});
