import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {callError} from '../../src/store/call-error.js';
import {cardText, faceOf, mainControl, renderButton, untilCard, untilFace} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import {byRole, part, until, withClocks} from './support.js';

const HOUR_MS = 3_600_000;
const CORRECTIONS = {'set back by two hours': -2 * HOUR_MS, 'set ahead by a day': 25 * HOUR_MS} as const;

for (const [correction, wallClock] of Object.entries(CORRECTIONS)) {
  let pageClock = 0;

  /** A click after the correction, a second after the one before. */
  const press = (control: HTMLElement | undefined): Promise<void> =>
    withClocks({wallClock, pageClock: pageClock += 1_000}, () => control!.click());

  describe(`a clock that was ${correction}`, () => {
    it('leaves the button alive, from the call to its cancel', async () => {
      const store = fakeStore();
      const element = await renderButton(store);
      mainControl(element).click();
      await untilFace(element, 'Cancel call to Anna');
      await press(mainControl(element));
      expect(store.canceled.length).to.equal(1);
      store.change(store.calls.get()[0]!.key, {phase: 'canceled', endedAt: Date.now()});
      await untilFace(element, 'Call Anna');
      await press(mainControl(element));
      await until(() => store.requests.length === 2, 'it calls again');
    });

    it('leaves questions and failures alive', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
      const element = await renderButton(store, {confirm: 'always'});
      mainControl(element).click();
      await untilCard(element, 'Call Anna?');
      await press(byRole(element, 'button', 'Call'));
      await untilCard(element, 'Anna is busy');
      await press(byRole(element, 'button', 'Try again'));
      await untilCard(element, 'Call Anna?');
    });

    it('leaves the panel alive', async () => {
      const store = fakeStore();
      store.calls.set([aCall('ringing-caller')]);
      const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
      await press(byRole(panel, 'button', 'Cancel call to Anna'));
      expect(store.canceled.length).to.equal(1);
      store.change(store.calls.get()[0]!.key, {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});
      await until(() => byRole(panel, 'button', 'Try again'), 'it offers another try');
      await press(byRole(panel, 'button', 'Try again'));
      await until(() => store.requests.length === 1, 'it calls again');
    });

    it('does not change how long a call has been connected', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'connected', connectedAt: Date.now() - 12_000};
      const element = await renderButton(store);
      const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
      mainControl(element).click();
      await until(() => /^Connected 00:1[23]$/.test(faceOf(element)), 'it is connected');
      await withClocks({wallClock, pageClock: 5_000}, async () => {
        for (const each of [element, panel]) each.requestUpdate();
        await Promise.all([element.updateComplete, panel.updateComplete]);
        expect(faceOf(element)).to.match(/^Connected 00:1[78]$/);
        expect(part(panel, 'timer')).to.match(/^00:1[78]$/);
      });
      expect(cardText(element)).to.equal('');
    });
  });
}
