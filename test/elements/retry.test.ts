import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {callError} from '../../src/store/call-error.js';
import type {CallRequest} from '../../src/store/types.js';
import {ANNA, answer, mainControl, press, renderButton, settled, untilCard} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, until} from './support.js';

const DESK_PHONE = '+16505550150';
const MOBILE = '+16505550151';
const MAIN_NUMBER = '+16505550140';

interface Tried {
  readonly store: FakeStore;
  /** Tries again, by the button's card or by the panel. */
  tryAgain(): Promise<CallRequest>;
}

/** A call that was refused with what the user had chosen, and the ways to try it again. */
async function placeRefused(way: string, attributes = ''): Promise<Tried> {
  const store = fakeStore();
  store.choose({from: DESK_PHONE, callerId: DESK_PHONE});
  store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('from-invalid')};
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.innerHTML = `<rc-click-to-call to=${ANNA.to} name=Anna confirm=never account=${store.account} ${attributes}></rc-click-to-call>`;
  const element = place.querySelector<RcClickToCall>('rc-click-to-call')!;
  await element.updateComplete;
  const panel = way === 'the panel'
    ? await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`)
    : null;
  mainControl(element).click();
  await until(() => store.calls.get()[0]?.error, 'the call is refused');
  return {
    store,
    async tryAgain() {
      const again = await until(() => byRole(panel ?? element, 'button', 'Try again'), 'another try is offered');
      await (panel ? press(again) : answer(element, 'Try again'));
      return until(() => store.requests[1], 'it is tried again');
    },
  };
}

for (const way of ['the card of the button', 'the panel']) {
  describe(`another try by ${way}`, () => {
    it('rings the phone, and shows the number, that the user has chosen since', async () => {
      const {store, tryAgain} = await placeRefused(way);
      store.choose({from: MOBILE, callerId: MAIN_NUMBER});
      const request = await tryAgain();
      expect(request).to.include({to: ANNA.to, from: MOBILE, callerId: MAIN_NUMBER});
    });

    it('keeps what the page itself asked for', async () => {
      const {store, tryAgain} = await placeRefused(way, `caller-id=${MAIN_NUMBER} play-prompt=false`);
      store.choose({from: MOBILE, callerId: DESK_PHONE});
      const request = await tryAgain();
      expect(request).to.include({to: ANNA.to, from: MOBILE, callerId: MAIN_NUMBER, playPrompt: false});
    });
  });
}

describe('a text that holds no number which can be called', () => {
  before(() => parserPart.load());

  for (const to of ['650-555-0106/0107', '+1 650-555-01', '', 'javascript:alert(1)', 'tel:']) {
    it(`is not promised to be called: "${to}"`, async () => {
      const store = fakeStore();
      const element = await renderButton(store, {to, name: ''});
      await settled(element);
      expect(mainControl(element).title).to.equal('');
    });
  }

  for (const [to, href] of [['+1 650-555-01', 'tel:+165055501'], ['650-555-0106/0107', 'tel:6505550106']] as const) {
    it(`can be dialed by the device as it is written: "${to}"`, async () => {
      const store = fakeStore();
      const element = await renderButton(store, {to, name: ''});
      await settled(element);
      await press(mainControl(element));
      await untilCard(element, 'This is not a phone number we can call.');
      expect(byRole(element, 'link', 'Call with your phone app')?.getAttribute('href')).to.equal(href);
    });
  }

  const NO_NUMBER = 'This is not a phone number we can call.';
  const noLinks = [
    ['javascript:alert(1)', NO_NUMBER], ['tel:javascript:alert(1)', NO_NUMBER], ['Desk', NO_NUMBER],
    ['1 650 555 O106 or 0107', NO_NUMBER], ['+16505550106\n+16505550107', 'This looks like two numbers. Choose one.'],
  ] as const;
  for (const [to, sentence] of noLinks) {
    it(`is no link where it is no digits: "${to}"`, async () => {
      const store = fakeStore();
      const element = await renderButton(store, {to, name: ''});
      await settled(element);
      await press(mainControl(element));
      await untilCard(element, sentence);
      expect(byRole(element, 'link')).to.equal(undefined);
    });
  }
});
