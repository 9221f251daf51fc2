// Before a call in the demo: a contact with three numbers, and a phone that is offline.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {watch} from '../support/chromium.mjs';
import {until} from '../support/demo.mjs';
import {assertAccessible, customer, tabTo, useDemo} from './demo-page.mjs';

const HANA = 'Hana Kovač';
const LABEL = 'Hana’s three numbers';
const OFFICE = '+16505550130';
const LAKE_HOUSE = '+16505550156';

const items = (page) => page.$$eval('#contact-hana rc-click-to-call >>> [part=menu-item]', (elements) =>
  elements.map((element) => element.textContent.trim()));

/** The text of the focused control, shadow roots included. */
const focusedText = (page) => page.evaluate(() => {
  let {activeElement: element} = document;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.textContent.trim();
});

const focuses = (page, text) => until(async () => await focusedText(page) === text);

describe('before a call in the demo', () => {
  const demo = useDemo();

  test('a contact with three numbers is one button with a menu, by keyboard', () => demo.open(async ({page, pass, shows, signIn, requests, world}) => {
    const {problems} = watch(page);
    await signIn();
    await tabTo(page, LABEL);
    await page.keyboard.press('Enter');
    await focuses(page, 'Mobile (650) 555-0132');
    assert.deepEqual(await items(page), ['Mobile (650) 555-0132', 'Office (650) 555-0130', 'Home (650) 555-0104']);
    await page.keyboard.press('ArrowDown');
    await focuses(page, 'Office (650) 555-0130');
    await page.keyboard.press('Enter');
    await shows('Ringing your phone…');
    assert.deepEqual(requests('POST', '/ring-out').map(({body}) => body.to.phoneNumber), [OFFICE]);
    await pass(12);
    await shows('Connected');
    world.hangUp();
    await shows('Call ended');
    // The next time the menu begins with the number that was used last.
    await focuses(page, LABEL);
    await page.keyboard.press('ArrowDown');
    await focuses(page, 'Office (650) 555-0130');
    await page.keyboard.press('Escape');
    await focuses(page, LABEL);
    assert.deepEqual(problems.filter((text) => !text.includes('redirect URI to register')), []);
  }));

  test('without a session the menu has a link for each number', () => demo.open(async ({page}) => {
    await (await customer(page, HANA)).click();
    await until(async () => (await items(page)).length === 3);
    const links = await page.$$eval('#contact-hana rc-click-to-call >>> a[part=menu-item]', (elements) => elements.map(({href}) => href));
    assert.deepEqual(links, ['16505550132', '16505550130', '16505550104'].map((number) => `rcmobile://call?number=${number}`));
    await assertAccessible(page, 'a menu of links');
  }));

  test('a phone that is offline is said before the click, and a call from it fails as RingCentral says', () => demo.open(async ({page, pass, signIn, requests}) => {
    await signIn();
    const select = await page.$('rc-number-select[kind=from]');
    await page.focus('rc-number-select[kind=from]');
    const offers = (text) => page.waitForFunction((wanted) => [...document.querySelector('rc-number-select').shadowRoot.querySelectorAll('option')]
      .some((option) => option.textContent.includes('Lake house') && option.textContent.includes(wanted)), {}, text);
    await offers('offline');
    await (await select.$('>>> select')).select(LAKE_HOUSE);
    await page.waitForFunction(() => document.querySelector('rc-number-select').shadowRoot.textContent.includes('This phone is offline.'));
    await assertAccessible(page, 'an offline phone');
    assert.equal(requests('GET', '/device').length, 1);
    await (await page.$('rc-click-to-call')).click();
    await until(() => requests('POST', '/ring-out').length === 1);
    await pass(8);
    await until(() => page.$eval('#call-log', (log) => log.textContent.includes('IP Phone Offline')));
  }));
});
