// Calls in the demo, by mouse and by keyboard, from signing in to the end of a call.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {scenarioNamed} from '../../demo/simulator/scenarios.js';
import {watch} from '../support/chromium.mjs';
import {until} from '../support/demo.mjs';
import {assertAccessible, customer, loggedEvents, tabTo, useDemo} from './demo-page.mjs';

describe('calls in the demo', () => {
  const demo = useDemo();

  test('signs in through a window and calls to the end, by mouse', () =>
    demo.open(async ({page, world, pass, shows, firstReads, signIn, requests}) => {
      const {problems} = watch(page);
      await signIn();
      await assertAccessible(page, 'signed in');
      await page.click('#clear');

      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await firstReads('Cancel');
      await assertAccessible(page, 'ringing');
      await pass(6);
      await shows('Ringing Anna…');
      await pass(6);
      await shows('Connected');
      await firstReads('Hang\u00a0up');
      await assertAccessible(page, 'connected');
      await pass(10);
      await shows('Call ended');
      await firstReads('Call Anna');

      assert.deepEqual(await loggedEvents(page), [
        'rc-call-request +16505550100', 'rc-call-change placing', 'rc-call-change ringing-caller',
        'rc-call-change ringing-callee', 'rc-call-change connected', 'rc-call-change ended', 'rc-call-end ended, primary',
      ]);
      const [placed, ...more] = requests('POST', '/ring-out');
      assert.deepEqual(placed.body, {to: {phoneNumber: '+16505550100'}});
      assert.deepEqual(more, []);
      assert.equal(world.facts.calls.length, 1);
      assert.deepEqual(problems.filter((text) => !text.includes('redirect URI to register')), []);
    }));

  test('signs in, chooses a phone, calls and cancels, by keyboard alone', () =>
    demo.open(async ({page, popup, button, shows, requests, firstReads}) => {
      await page.waitForSelector('aria/Sign in[role="button"]', {visible: true});
      const window = await popup(async () => {
        await tabTo(page, 'Sign in');
        await page.keyboard.press('Enter');
      });
      await window.waitForSelector('button');
      await window.keyboard.press('Tab');
      await window.keyboard.press('Enter');
      await button('Sign out Alex Morgan');
      await page.bringToFront();
      await page.waitForFunction(() => document.querySelector('rc-number-select').shadowRoot.querySelectorAll('option').length > 3);
      await page.focus('rc-number-select');
      await page.keyboard.type('My mobile');
      await page.waitForFunction(() => document.querySelector('rc-number-select').value === '+16505550151');

      await page.focus('body');
      await page.evaluate(() => document.activeElement.blur());
      await tabTo(page, 'Call Anna');
      await page.keyboard.press('Enter');
      await shows('Ringing your phone…');
      const [{body}] = requests('POST', '/ring-out');
      assert.deepEqual(body, {to: {phoneNumber: '+16505550100'}, from: {phoneNumber: '+16505550151'}});
      // The button ignores the rest of a double click, which is over once a status was read.
      await until(() => requests('GET', '/ring-out/').length > 0);
      await page.keyboard.press('Enter');
      await firstReads('Canceling…');
      assert.equal(requests('DELETE', '/ring-out/').length, 1);
    }));

  test('shows a call as canceled once RingCentral confirms it', () =>
    demo.open(async ({page, pass, press, shows, signIn, requests}) => {
      await signIn();
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await until(() => requests('GET', '/ring-out/').length > 0);
      await press('Cancel call to Anna');
      await shows('Canceling…');
      await assertAccessible(page, 'canceling');
      await pass(4);
      await shows('Call canceled');
      assert.equal(requests('POST', '/ring-out').length, 1);
    }));

  for (const [name, seconds, sentence] of [
    ['Ben Okafor', 10, 'Ben Okafor is busy. Try again later.'],
    ['Diego Ramos', 20, 'Diego Ramos did not answer. Try again later.'],
  ]) {
    test(`${name}: ${sentence}`, () => demo.open(async ({page, pass, shows, signIn}) => {
      await signIn();
      await (await customer(page, name)).click();
      await shows('Ringing your phone…');
      await pass(seconds);
      await shows(sentence);
      await assertAccessible(page, sentence);
      const card = await (await customer(page, name)).$eval('>>> .message', (message) => message.textContent.replace(/\s+/g, ' '));
      assert.ok(card.includes(sentence) && card.includes('Try again'), card);
    }));
  }

  test('shows why RingCentral refused a call, and a link', () => demo.open(async ({page, shows, signIn}) => {
    await signIn();
    const {number} = scenarioNamed('permission-missing');
    await (await page.waitForSelector(`.scenarios rc-click-to-call[to="${number}"]`)).click();
    await shows('You are not allowed to make this call. Ask your administrator.');
    const href = await page.$eval(`.scenarios rc-click-to-call[to="${number}"]`, ({shadowRoot}) => shadowRoot.querySelector('.message a').href);
    assert.equal(href, `rcmobile://call?number=${number.slice(1)}`);
  }));

  test('keeps the session and the call over a reload', () =>
    demo.open(async ({page, pass, shows, signIn, button, requests}) => {
      await signIn();
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await page.reload();
      await button('Sign out Alex Morgan');
      await shows('Ringing your phone…');
      await pass(12);
      await shows('Connected');
      await page.reload();
      await shows('Connected');
      await pass(10);
      await shows('Call ended');
      assert.equal(requests('POST', '/ring-out').length, 1);
      assert.equal(requests('POST', '/oauth/token').length, 1);
    }));

  test('loads every page of both number lists, sends the chosen numbers and remembers them', () =>
    demo.open(async ({page, shows, signIn, button, requests}) => {
      const count = (kind, above) => page.waitForFunction((which, number) => document
        .querySelector(`rc-number-select[kind=${which}]`).shadowRoot.querySelectorAll('optgroup option').length >= number, {}, kind, above);
      await signIn();
      await count('from', 250);
      await count('caller-id', 120);
      assert.ok(requests('GET', '/forwarding-number').length > 1);
      assert.ok(requests('GET', '/phone-number').length > 1);
      for (const [kind, value] of [['from', '+14045550101'], ['caller-id', '+12125550119']]) {
        const select = await page.$(`rc-number-select[kind=${kind}]`);
        await (await select.$('>>> select')).select(value);
      }
      await page.reload();
      await button('Sign out Alex Morgan');
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      assert.deepEqual(requests('POST', '/ring-out')[0].body, {
        to: {phoneNumber: '+16505550100'}, from: {phoneNumber: '+14045550101'}, callerId: {phoneNumber: '+12125550119'},
      });
    }, {options: {forwardingNumbers: 450, phoneNumbers: 150}}));
});
