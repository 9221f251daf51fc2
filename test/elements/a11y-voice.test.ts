import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/call-status/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {mainControl} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {until} from './support.js';

/** Every live region of the page, through all shadow roots, with what it says. */
function liveRegions(root: ParentNode = document): {readonly region: Element; readonly text: string}[] {
  return Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...element.matches('[role=status], [role=alert], [aria-live]') ? [{region: element, text: element.textContent?.trim() ?? ''}] : [],
    ...element.shadowRoot ? liveRegions(element.shadowRoot) : [],
  ]);
}

const spokenTexts = (): string[] => liveRegions().map(({text}) => text).filter(Boolean);

/** The page's own region still has the last text of another test. */
function clearRegions(): void {
  for (const {region} of liveRegions()) region.textContent = '';
}

describe('announcements', () => {
  beforeEach(clearRegions);

  it('are made once, politely, however many buttons and panels show the call', async () => {
    const store = fakeStore();
    const {account} = store;
    const page = await fixture(html`<div>
      <rc-call-status account=${account}></rc-call-status>
      <rc-call-status account=${account}></rc-call-status>
      <rc-click-to-call to="+16505550101" name="Anna" account=${account}></rc-click-to-call>
      <rc-click-to-call to="+16505550101" name="Anna" account=${account}></rc-click-to-call>
    </div>`);
    const [first, second] = page.querySelectorAll<RcClickToCall>('rc-click-to-call');
    await second!.updateComplete;
    await first!.call();
    await until(() => spokenTexts().includes('Your phone is ringing. Answer it.'), 'the ringing is announced');
    expect(spokenTexts()).to.deep.equal(['Your phone is ringing. Answer it.']);
    expect(liveRegions().every(({region}) => region.getAttribute('role') === 'status')).to.equal(true);
  });

  it('come from one region of the page if there is no panel', async () => {
    const store = fakeStore();
    const page = await fixture(html`<div>
      <rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>
      <rc-click-to-call to="+16505550102" name="Ben" account=${store.account}></rc-click-to-call>
    </div>`);
    await page.querySelector<RcClickToCall>('rc-click-to-call')!.call();
    await until(() => spokenTexts().length > 0, 'the ringing is announced');
    expect(spokenTexts()).to.deep.equal(['Your phone is ringing. Answer it.']);
  });

  it('cover transitions only: a running clock is silent', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'connected', connectedAt: Date.now() - 5000};
    const page = await fixture(html`<div>
      <rc-call-status account=${store.account}></rc-call-status>
      <rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>
    </div>`);
    const panel = page.querySelector<RcCallStatus>('rc-call-status')!;
    const element = page.querySelector<RcClickToCall>('rc-click-to-call')!;
    await element.call();
    await until(() => spokenTexts().includes('Connected to Anna.'), 'the connection is announced');
    const heard: string[] = [];
    const observer = new MutationObserver((records) => heard.push(...records.map(({target}) => target.textContent ?? '')));
    for (const {region} of liveRegions()) observer.observe(region, {childList: true, characterData: true, subtree: true});
    for (let index = 0; index < 3; index++) {
      panel.requestUpdate();
      element.requestUpdate();
      await Promise.all([panel.updateComplete, element.updateComplete]);
    }
    heard.push(...observer.takeRecords().map(({target}) => target.textContent ?? ''));
    observer.disconnect();
    expect(heard).to.deep.equal([]);
    const clocks = [panel.shadowRoot!.querySelector('.timer'), element.shadowRoot!.querySelector('[aria-hidden=true]')];
    expect(clocks.every((clock) => clock !== null && !clock.closest('[role=status]'))).to.equal(true);
  });

  describe('of a call that cannot be checked', () => {
    const SIGNED_OUT = 'You are signed out. Your call continues on your phone. Sign in to see it here.';
    const UNCHECKED = 'We can’t check the call right now. It continues on your phone.';

    async function ring(withPanel: boolean): Promise<{store: FakeStore; key: string}> {
      const store = fakeStore();
      const page = await fixture(html`<div>
        ${withPanel ? html`<rc-call-status account=${store.account}></rc-call-status>` : ''}
        <rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>
      </div>`);
      const {key} = await page.querySelector<RcClickToCall>('rc-click-to-call')!.call();
      await until(() => spokenTexts().includes('Your phone is ringing. Answer it.'), 'the ringing is announced');
      return {store, key};
    }

    for (const withPanel of [true, false]) {
      it(`come once ${withPanel ? 'with' : 'without'} a panel, and again where the session has expired`, async () => {
        const {store, key} = await ring(withPanel);
        store.change(key, {stale: true});
        await until(() => spokenTexts().includes(UNCHECKED), 'it is announced');
        clearRegions();
        store.change(key, {calleeStatus: 'InProgress'});
        store.setSession('expired');
        await until(() => spokenTexts().length > 0, 'the end of the session is announced');
        expect(spokenTexts()).to.deep.equal([SIGNED_OUT]);
      });

      it(`come where the session expires first ${withPanel ? 'with' : 'without'} a panel`, async () => {
        const {store, key} = await ring(withPanel);
        store.setSession('expired');
        store.change(key, {stale: true});
        await until(() => spokenTexts().length > 0 && !spokenTexts()[0]!.includes('ringing'), 'it is announced');
        expect(spokenTexts()).to.deep.equal([SIGNED_OUT]);
      });
    }

    it('leave the sentence of a phase before it', async () => {
      const {store, key} = await ring(true);
      store.change(key, {phase: 'ringing-callee'});
      store.change(key, {stale: true});
      await until(() => spokenTexts().some((text) => text.includes(UNCHECKED)), 'it is announced');
      expect(spokenTexts()).to.deep.equal([`Ringing Anna. ${UNCHECKED}`]);
    });

    it('do not come for a page that has just been loaded, and asks in a moment', async () => {
      const store = fakeStore('restoring');
      await fixture(html`<rc-call-status account=${store.account}></rc-call-status>`);
      store.setSession('ready');
      const resumed = aCall('ringing-caller', {stale: true}), other = aCall('placing', {to: '+16505550102', name: 'Ben'});
      store.calls.set([resumed]);
      store.change(resumed.key, {calleeStatus: 'InProgress'});
      store.calls.set([other, ...store.calls.get()]);
      store.change(other.key, {phase: 'ringing-caller'});
      await until(() => spokenTexts().length > 0, 'the other call is announced');
      expect(spokenTexts()).to.deep.equal(['Your phone is ringing. Answer it.']);
    });
  });

  it('are not alerts, since the user need not act', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: {code: 'busy', leg: 'callee', message: ''}};
    const page = await fixture(html`<div>
      <rc-call-status account=${store.account}></rc-call-status>
      <rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>
    </div>`);
    await page.querySelector<RcClickToCall>('rc-click-to-call')!.call();
    await until(() => spokenTexts().includes('Anna is busy. Try again later.'), 'the failure is announced');
    expect(liveRegions().some(({region}) => region.matches('[role=alert]'))).to.equal(false);
  });

  it('come after a tooltip that says the user\'s own phone rings first', async () => {
    const store = fakeStore();
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>`);
    await element.updateComplete;
    expect(mainControl(element).title).to.match(/^We ring your phone first, then Anna\./);
  });
});
