// The demo as a phone: calls out and in, by mouse and by keyboard, over tabs, and what can go wrong.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {canHaveAudio} from '../../demo/simulator/sip/line.js';
import {watch} from '../support/chromium.mjs';
import {until} from '../support/demo.mjs';
import {act, choosePhone, FAKE_MEDIA, meterMoves, pressPart, reads, readsNoMore} from './browser-call.mjs';
import {assertAccessible, customer, loggedEvents, tabTo, useDemo} from './demo-page.mjs';

const PANEL = 'rc-call-status';
const CARD = 'rc-inbound-call';
const CALLS_TO_THE_END = /redirect URI to register/;

/** What the other end of the call hears: on a busy machine it may miss a key, and the user presses it again. */
const lineOf = (world) => world.sip.calls()[0];

// Where the simulator has no sound, there is nothing to hear.
if (canHaveAudio) describe('calls in the browser, in the demo', {timeout: 240_000}, () => {
  const demo = useDemo({args: FAKE_MEDIA});

  /** Signed in, with this browser as the phone. Calls run as fast as they do for users. */
  const open = (body, options = {}) => demo.open(async (visit) => {
    const {problems} = watch(visit.page);
    await visit.signIn();
    await choosePhone(visit.page, 'browser');
    await until(() => visit.world.sip.phones().length === 1);
    await body(visit);
    assert.deepEqual(problems.filter((text) => !CALLS_TO_THE_END.test(text)), []);
  }, {options: {speed: 1, ...options}});

  /** Calls somebody who talks until somebody hangs up. */
  async function callChloe({page, world}) {
    await (await (await customer(page, 'Chloé Martin')).$('>>> [part=button]')).click();
    await until(() => lineOf(world)?.state === 'up');
    await reads(page, PANEL, 'Calling Chloé Martin');
  }

  async function talkToChloe(visit) {
    await callChloe(visit);
    visit.world.advance(6000);
    await visit.shows('Connected');
  }

  const isOver = ({world}) => () => world.sip.calls().length === 0;
  const hangUp = (visit) => pressPart(visit.page, PANEL, 'hang-up', isOver(visit));

  test('a call from the button to the end, by mouse', () => open(async (visit) => {
    const {page, shows, world} = visit;
    await callChloe(visit);
    await meterMoves(page, PANEL, 'speaker');
    await meterMoves(page, PANEL, 'microphone');
    await until(() => lineOf(world).heard.peak > 0.1);
    await page.waitForFunction(() => document.querySelector('#heard').textContent === 'The other side hears you.');
    world.advance(6000);
    await shows('Connected');

    await pressPart(page, PANEL, 'keypad', () => page.$(`${PANEL} >>> [part=key]`));
    for (const key of ['1', '#']) {
      await act(() => page.click(`${PANEL} >>> [aria-label="Key ${key}"]`), () => lineOf(world).heard.digits.endsWith(key));
    }
    assert.match(lineOf(world).heard.digits, /^1+#+$/);
    await assertAccessible(page, 'talking, with keypad');

    await pressPart(page, PANEL, 'hold', () => lineOf(world).isHeld);
    await reads(page, PANEL, 'On hold');
    await pressPart(page, PANEL, 'hold', () => !lineOf(world).isHeld);
    await readsNoMore(page, PANEL, 'On hold');
    await pressPart(page, PANEL, 'mute', () => lineOf(world).heard.peak < 0.001);
    await reads(page, PANEL, 'Muted');

    await hangUp(visit);
    await shows('Call ended');
    const phases = (await loggedEvents(page)).filter((line) => line.startsWith('rc-call-change'));
    assert.deepEqual(phases, ['placing', 'ringing-callee', 'connected', 'ended'].map((phase) => `rc-call-change ${phase}`));
    assert.equal(visit.requests('POST', '/ring-out').length, 0);
    assert.equal(world.sip.phones().length, 1);
  }));

  test('by keyboard', () => demo.open(async (visit) => {
    const {page, pass, shows, signIn, world} = visit;
    await signIn();
    await page.focus('rc-number-select[kind=from] >>> select');
    await page.keyboard.type('This');
    await until(() => world.sip.phones().length === 1);
    await page.focus('#search');
    await page.keyboard.down('Shift');
    await tabTo(page, 'Call Anna');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    await until(() => lineOf(world)?.state === 'up');
    pass(6);
    await shows('Connected');
    await tabTo(page, 'Keypad');
    await act(() => page.keyboard.press('Enter'), () => page.$(`${PANEL} >>> [part=key]`));
    for (const key of ['4', '2']) await act(() => page.keyboard.press(key), () => lineOf(world).heard.digits.endsWith(key));
    assert.match(lineOf(world).heard.digits, /^4+2+$/);
    await page.keyboard.press('Escape');
    await tabTo(page, 'Hang up');
    await act(() => page.keyboard.press('Enter'), isOver(visit));
    await shows('Call ended');
  }));

  test('the other side hangs up, is busy, or cannot be called', () => open(async (visit) => {
    const {page, shows, world} = visit;
    await talkToChloe(visit);
    world.hangUp(world.facts.calls[0].id, 'callee');
    await shows('Call ended');
    for (const [number, reason] of [['+16505550102', 'is busy'], ['+16505550111', 'Call not completed']]) {
      await page.click(`#scenario-list [to="${number}"]`);
      await until(() => lineOf(world)?.state === 'up');
      world.advance(6000);
      await reads(page, PANEL, reason);
    }
  }));

  const ring = async ({page}) => {
    const button = await page.waitForSelector('::-p-xpath(//fieldset[not(@disabled)]//button[.="Ringing"])');
    await button.click();
    await page.waitForSelector(`${CARD} >>> [part=answer]`);
  };

  test('somebody calls, and the user answers and hangs up', () => open(async (visit) => {
    const {page, world} = visit;
    await ring(visit);
    await assertAccessible(page, 'ringing');
    await pressPart(page, CARD, 'answer', () => lineOf(world)?.state === 'up');
    await reads(page, CARD, 'Answered');
    await meterMoves(page, CARD, 'speaker');
    await until(() => lineOf(world).heard.peak > 0.1);
    await pressPart(page, CARD, 'hang-up', isOver(visit));
    await reads(page, CARD, 'Call ended');
  }));

  test('somebody calls, and the user declines', () => open(async (visit) => {
    await ring(visit);
    await pressPart(visit.page, CARD, 'decline', isOver(visit));
    await readsNoMore(visit.page, CARD, 'Incoming call');
  }));

  /** The demo once more, in another tab. */
  async function secondTab({context, page}) {
    const tab = await context.newPage();
    await tab.goto(page.url());
    await tab.waitForSelector(`${PANEL} >>> [part=call]`, {timeout: 15_000});
    return tab;
  }

  test('a second tab shows the call, and hangs up', () => open(async (visit) => {
    const {page, shows} = visit;
    await talkToChloe(visit);
    const tab = await secondTab(visit);
    await reads(tab, PANEL, 'The call is in another tab.');
    assert.equal(await tab.$(`${PANEL} >>> [data-level]`), null);
    await pressPart(tab, PANEL, 'hang-up', isOver(visit));
    await reads(tab, PANEL, 'Call ended');
    await page.bringToFront();
    await shows('Call ended');
  }));

  test('closing the tab asks first, and then ends the call', () => open(async (visit) => {
    const {page, world} = visit;
    await talkToChloe(visit);
    const tab = await secondTab(visit);
    const asked = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await page.bringToFront();
    await page.close({runBeforeUnload: true});
    await until(() => asked.length === 1);
    assert.equal(lineOf(world).state, 'up');
    await page.close({runBeforeUnload: true});
    await until(isOver(visit));
    assert.deepEqual(asked, ['beforeunload', 'beforeunload']);
    await reads(tab, PANEL, 'Call ended');
    await until(() => world.sip.phones().some(({lostAt}) => lostAt === null));
  }));

  test('the connection breaks, and the sound goes on', () => open(async (visit) => {
    const {page, press, world} = visit;
    await talkToChloe(visit);
    await press('Break the connection for 20 seconds');
    await reads(page, PANEL, 'Reconnecting to RingCentral');
    await meterMoves(page, PANEL, 'speaker');
    assert.equal(lineOf(world).state, 'up');
    world.advance(20_000);
    await readsNoMore(page, PANEL, 'Reconnecting to RingCentral');
    await hangUp(visit);
  }));

  test('other phones of the user take all places', () => demo.open(async ({page, signIn}) => {
    await page.click('#phone-switches [name=sipRegisterStatus]');
    await signIn();
    await choosePhone(page, 'browser');
    await reads(page, 'rc-number-select[kind=from]', 'too many RingCentral apps');
    await page.click('#phone-switches [name=sipRegisterStatus]');
  }));

  test('a user without a digital line is not offered what does not work', () => demo.open(async ({page, signIn}) => {
    await page.click('#phone-switches [name=digitalLine]');
    await signIn();
    await choosePhone(page, 'browser');
    await page.waitForFunction(() => !document.querySelector('rc-number-select[kind=from]').shadowRoot.querySelector('option[value=browser]'));
    await page.reload();
    await page.waitForFunction(() => document.querySelector('[name=digitalLine]')?.checked);
  }));
});
