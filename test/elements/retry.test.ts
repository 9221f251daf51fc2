import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import type {CallRequest} from '../../src/store/types.js';
import {ANNA, answer, mainControl, press} from './call-buttons.js';
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
  store.answer = {phase: 'failed', endedAt: Date.now(), error: callError('from-invalid')};
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
