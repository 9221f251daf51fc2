// The demo as files as a phone: the registrar is in the Service Worker, the other end of the line in the page.
import {describe, test} from 'node:test';
import assert from 'node:assert/strict';
import {until} from '../support/demo.mjs';
import {act, choosePhone, FAKE_MEDIA, meterMoves, pressPart, reads, readsNoMore} from './browser-call.mjs';
import {customer} from './demo-page.mjs';
import {useStaticDemo} from './static-page.mjs';

const PANEL = 'rc-call-status';
const CARD = 'rc-inbound-call';

describe('calls in the browser, in the demo without a server', {timeout: 180_000}, () => {
  const {open: openDemo} = useStaticDemo({args: FAKE_MEDIA});

  /** Signed in, with this browser as the phone. */
  const open = (body) => openDemo(async (visit) => {
    const {page, signIn, world} = visit;
    await page.waitForSelector('[data-world=simulated]', {visible: true});
    const line = async () => (await world.sip()).calls[0];
    await signIn();
    await choosePhone(page, 'browser');
    await until(async () => (await world.sip()).phones.length === 1);
    await body({...visit, line, isOver: async () => (await world.sip()).calls.length === 0});
  });

  /** Calls somebody who talks until somebody hangs up. */
  async function talkToChloe({page, line, shows, world}) {
    await (await customer(page, 'Chloé Martin')).click();
    await until(async () => (await line())?.state === 'up');
    await reads(page, PANEL, 'Calling Chloé Martin');
    await meterMoves(page, PANEL, 'speaker');
    await world.advance(6000);
    await shows('Connected');
  }

  test('a call with sound at both ends, keys, hold, and its end', () => open(async (visit) => {
    const {isOver, line, page, shows} = visit;
    await talkToChloe(visit);
    await meterMoves(page, PANEL, 'microphone');
    await until(async () => (await line()).heard.peak > 0.1);
    await pressPart(page, PANEL, 'keypad', () => page.$(`${PANEL} >>> [part=key]`));
    for (const key of ['4', '2']) {
      // A page that is busy hears a tone with gaps: then the user presses once more.
      await act(() => page.click(`${PANEL} >>> [aria-label="Key ${key}"]`), async () => (await line()).heard.digits.endsWith(key));
    }
    assert.match((await line()).heard.digits, /^4+2+$/);
    await pressPart(page, PANEL, 'hold', async () => (await line()).isHeld);
    await reads(page, PANEL, 'On hold');
    await pressPart(page, PANEL, 'hang-up', isOver);
    await shows('Call ended');
  }));

  test('somebody calls, and the user answers', () => open(async ({isOver, line, page, press}) => {
    await press('Ringing');
    await pressPart(page, CARD, 'answer', async () => (await line())?.state === 'up');
    await reads(page, CARD, 'Answered');
    await meterMoves(page, CARD, 'speaker');
    await until(async () => (await line()).heard.peak > 0.1);
    await press('Caller hangs up');
    await until(isOver);
    await reads(page, CARD, 'Call ended');
  }));

  test('a lost connection comes back, and the sound goes on', () => open(async (visit) => {
    const {isOver, line, page, press, world} = visit;
    await talkToChloe(visit);
    await press('Break the connection for 20 seconds');
    await reads(page, PANEL, 'Reconnecting to RingCentral');
    await meterMoves(page, PANEL, 'speaker');
    assert.equal((await line()).state, 'up');
    await world.advance(20_000);
    await readsNoMore(page, PANEL, 'Reconnecting to RingCentral');
    await pressPart(page, PANEL, 'hang-up', isOver);
  }));
});
