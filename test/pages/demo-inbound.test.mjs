// Somebody calls the user of the demo: each scenario, by mouse and by keyboard.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inboundScenarios} from '../../demo/simulator/inbound-scenarios.js';
import {watch} from '../support/chromium.mjs';
import {until} from '../support/demo.mjs';
import {assertAccessible, tabTo, useDemo} from './demo-page.mjs';

/** The cards as text, newest first. */
const cards = (page) => page.$eval('rc-inbound-call', ({shadowRoot}) =>
  [...shadowRoot.querySelectorAll('[part=card]')].map((card) => card.innerText.replace(/\s+/g, ' ').trim()));

/** Waits until the cards have these texts in them, newest first. */
async function showsCards(page, ...wanted) {
  let seen;
  await until(async () => {
    seen = await cards(page);
    return seen.length === wanted.length && seen.every((text, index) => [wanted[index]].flat().every((part) => text.includes(part)));
  }).catch((error) => assert.fail(`${error.message} Wanted ${JSON.stringify(wanted)}, saw ${JSON.stringify(seen)}.`));
}

const toolButton = (page, text) => page.waitForSelector(`::-p-xpath(//fieldset[not(@disabled)]//button[.="${text}"])`);
const titleOf = ({name}) => {
  const words = name.replaceAll('-', ' ').replace('ring out', 'RingOut');
  return words[0].toUpperCase() + words.slice(1);
};
const ANNA = ['Anna Lindqvist', '+1 650 555 0100', 'Lindqvist Boatyard'];
const STRANGER = ['WIRELESS CALLER', '+1 212 555 0141', 'Look up caller'];
const SAM = ['Sam Rivera', 'Extension 102'];

/** For each scenario: how many seconds later which cards are there, newest first. */
const EXPECTED = {
  'ringing': [[1, [...ANNA, 'Incoming call', 'Open contact']]],
  'known': [[1, [...ANNA, 'Incoming call']], [6, [...ANNA, 'Answered']], [21, [...ANNA, 'Call ended']]],
  'unknown': [[1, [...STRANGER, 'Incoming call']], [6, 'Answered'], [21, 'Call ended']],
  'two-matches': [[1, ['Farah Haddad or Gus Nilsen', '+1 650 555 0140', 'Incoming call']], [6, 'Answered']],
  'anonymous': [[1, ['Unknown caller', 'Incoming call']], [6, 'Answered']],
  'withheld': [[1, ['Unknown caller', 'Incoming call']], [6, 'Answered']],
  'extension': [[1, [...SAM, 'Incoming call']], [6, 'Answered']],
  'queue': [[1, [...ANNA, 'Call for Support', '+1 800 555 0171']], [6, 'Answered']],
  'queue-unnamed': [[1, [...ANNA, 'Call queue']], [6, 'Answered']],
  'queue-elsewhere': [[1, [...ANNA, 'Call for Support']], [6, [...ANNA, 'Answered elsewhere']]],
  'missed': [[1, 'Incoming call'], [20, [...ANNA, 'Missed call']]],
  'voicemail': [[1, 'Incoming call'], [20, [...ANNA, 'Missed call']]],
  'caller-gave-up': [[1, 'Incoming call'], [8, [...ANNA, 'Missed call']]],
  'declined': [[1, [...STRANGER, 'Incoming call']], [6, 'Call declined']],
  'answered': [[1, 'Incoming call'], [6, 'Answered'], [21, 'Call ended']],
  'transfer': [[1, [...SAM, 'Incoming call']], [4, [...SAM, 'Answered']], [6, [...ANNA, 'Answered']]],
  'transfer-blind': [
    [1, [...SAM, 'Incoming call']], [4, [...SAM, 'Answered']],
    [6, [...ANNA, 'Incoming call'], [...SAM, 'Call ended']], [6, [...ANNA, 'Answered']],
  ],
  'switch': [[1, 'Incoming call'], [6, 'Answered'], [7, [...ANNA, 'Answered', '+1 650 555 0151']]],
  'pickup': [[1, 'Incoming call'], [6, 'Answered'], [7, [...ANNA, 'Answered', '+1 650 555 0151']]],
};

describe('somebody calls the user of the demo', () => {
  const demo = useDemo();

  /** Signed in, with the socket that tells of calls. */
  const open = (body, options = {}) => demo.open(async (visit) => {
    await visit.signIn();
    await until(() => visit.world.gateway.sockets().some(({filters}) => filters.length > 0));
    await body(visit);
  }, options);

  test('every scenario of the table can be played', () => demo.open(async ({page}) => {
    const listed = await page.$$eval('#caller-list li', (items) => items.map((item) => item.querySelector('span').textContent));
    assert.deepEqual(listed, inboundScenarios.map(({description}) => description));
    assert.ok(await page.$('#tools:disabled'));
    await assertAccessible(page, 'signed out');
  }));

  for (const scenario of inboundScenarios.filter(({name}) => name in EXPECTED)) {
    test(`${scenario.name}: ${scenario.description}`, () => open(async ({page, pass}) => {
      const {problems} = watch(page);
      await (await toolButton(page, titleOf(scenario))).click();
      for (const [seconds, ...wanted] of EXPECTED[scenario.name]) {
        await pass(seconds);
        await showsCards(page, ...wanted);
      }
      assert.deepEqual(problems, []);
    }));
  }

  test('two at once have a card each, the newest first', () => open(async ({page, pass}) => {
    await (await toolButton(page, 'Two at once')).click();
    await pass(1);
    await showsCards(page, ANNA);
    await pass(3);
    await showsCards(page, [...STRANGER, 'Incoming call'], [...ANNA, 'Incoming call']);
    await pass(3);
    await showsCards(page, [...STRANGER, 'Incoming call'], [...ANNA, 'Answered']);
    await assertAccessible(page, 'two cards');
  }));

  for (const scenario of inboundScenarios.filter(({ringOut}) => ringOut)) {
    test(`${scenario.name}: no card, no event`, () => open(async ({page, pass, world}) => {
      await (await toolButton(page, titleOf(scenario))).click();
      await page.waitForFunction(() => document.querySelector('#tool-result').textContent.includes('Nobody calls you'));
      for (const seconds of [1, 6, 6, 10]) {
        await pass(seconds);
        // A call from somebody else comes after all that the platform has said of the RingOut.
        assert.deepEqual((await cards(page)).filter((text) => text.includes('Anna')), []);
      }
      world.ring({from: '+12125550141', fromName: 'WIRELESS CALLER'});
      await pass(1);
      await showsCards(page, STRANGER);
      const events = await page.$$eval('#log summary', (lines) => lines.map((line) => line.textContent));
      assert.deepEqual(events.filter((text) => text.includes('rc-inbound') && text.includes('Anna')), []);
    }));
  }

  test('"Open contact" opens the row without leaving the page', () => open(async ({page, pass}) => {
    await page.evaluate(() => { window.isSamePage = true; });
    await (await toolButton(page, 'Known')).click();
    await pass(1);
    await showsCards(page, ANNA);
    // The card ignores a click that comes with it.
    await until(async () => {
      await page.click('rc-inbound-call >>> a');
      return page.evaluate(() => document.activeElement.id === 'contact-anna');
    });
    assert.ok(await page.$('#contact-anna[data-opened]'));
    assert.equal(await page.evaluate(() => window.isSamePage && location.search), '?contact=anna');
    await assertAccessible(page, 'an opened contact');
    await page.reload();
    await page.waitForFunction(() => document.activeElement.id === 'contact-anna');
  }));

  test('one of two contacts is opened, all by keyboard', () => open(async ({page, pass}) => {
    await tabTo(page, 'Two matches');
    await page.keyboard.press('Enter');
    await pass(1);
    await showsCards(page, 'Farah Haddad or Gus Nilsen');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Two matches');
    await page.evaluate(() => document.querySelector('rc-inbound-call').focus());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'contact-gus');
    await tabTo(page, 'Answer');
    await page.keyboard.press('Space');
    await showsCards(page, 'Answered');
  }));

  test('"Look up caller" searches for a stranger’s number', () => open(async ({page, pass}) => {
    await (await toolButton(page, 'Unknown')).click();
    await pass(1);
    await showsCards(page, STRANGER);
    await page.evaluate(() => document.querySelector('rc-inbound-call').focus());
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'search');
    assert.equal(await page.$eval('#search', ({value}) => value), '+12125550141');
    assert.match(await page.$eval('#none-found', ({textContent}) => textContent), /None of your customers matches \+12125550141\./);
  }));

  test('steps by hand: answer and hang up, decline, the caller hangs up', () => open(async ({page, pass}) => {
    const step = async (text) => (await toolButton(page, text)).click();
    const ring = async () => {
      await step('Ringing');
      await pass(1);
      await until(async () => (await cards(page))[0]?.includes('Incoming call'));
    };
    await ring();
    await step('Answer');
    await showsCards(page, 'Answered');
    await step('Hang up');
    await showsCards(page, 'Call ended');
    await ring();
    await step('Decline');
    await until(async () => (await cards(page)).every((text) => text.includes('Call ended')));
    await ring();
    await step('Caller hangs up');
    await until(async () => (await cards(page)).every((text) => !text.includes('Incoming call')));
    await step('Decline');
    await page.waitForFunction(() => document.querySelector('#tool-result').textContent === '“Decline” is not possible now.');
  }));

  test('"Dismiss" removes the card while the phone rings on', () => open(async ({page, pass, world}) => {
    await (await toolButton(page, 'Ringing')).click();
    await pass(1);
    await showsCards(page, ANNA);
    await page.evaluate(() => document.querySelector('rc-inbound-call').focus());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await showsCards(page);
    assert.ok(world.inbound().answer());
    await pass(1);
    await showsCards(page);
  }));

  test('a card is there after a reload, and in each tab until it is dismissed in one', () =>
    open(async ({context, page, pass}) => {
      await (await toolButton(page, 'Ringing')).click();
      await pass(1);
      await showsCards(page, ANNA);
      const other = await context.newPage();
      await other.goto(page.url());
      await showsCards(other, [...ANNA, 'Incoming call']);
      await page.bringToFront();
      await page.reload();
      await showsCards(page, [...ANNA, 'Incoming call']);
      await page.evaluate(() => document.querySelector('rc-inbound-call').focus());
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await showsCards(page);
      await showsCards(other);
    }));

  test('the card covers nothing of the page at 320 px, and is in view', () => open(async ({page, pass}) => {
    await (await toolButton(page, 'Queue')).click();
    await pass(1);
    await showsCards(page, ANNA);
    await page.waitForFunction(() => {
      const {top, bottom} = document.querySelector('rc-inbound-call').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    const {position, above, below} = await page.evaluate(() => {
      const card = document.querySelector('rc-inbound-call');
      const {top, bottom} = card.getBoundingClientRect();
      return {
        position: getComputedStyle(card).position,
        above: top - document.querySelector('header').getBoundingClientRect().bottom,
        below: document.querySelector('main').getBoundingClientRect().top - bottom,
      };
    });
    assert.equal(position, 'static');
    assert.ok(above >= 0 && below >= 0, JSON.stringify({above, below}));
    await assertAccessible(page, '320 px');
  }, {viewport: {width: 320, height: 700, isMobile: true, hasTouch: true}}));
});
