import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {callError, lostError} from '../../src/store/call-error.js';
import type {Call, Phase} from '../../src/store/types.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {TRANSLATIONS, translatePage} from './page-translator.js';
import {byRole, later, part, textOf, until} from './support.js';

const renderPanel = (store: FakeStore): Promise<RcCallStatus> =>
  fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);

const partTexts = (element: Element, name: string): string[] =>
  Array.from(element.shadowRoot?.querySelectorAll(`[part~=${name}]`) ?? [], textOf);

const liveRegion = (element: Element): Element => {
  const found = element.shadowRoot?.querySelector('[role=status]');
  if (!found) throw new Error('There is no live region.');
  return found;
};

describe('<rc-call-status>', () => {
  it('explains its purpose while there is no call', async () => {
    const element = await renderPanel(fakeStore());
    expect(textOf(element.shadowRoot as ShadowRoot)).to.contain('we ring your phone first');
    await expect(element).to.be.accessible();
  });

  it('does not say that a call which nobody saw end was not answered', async () => {
    const store = fakeStore();
    store.calls.set([aCall('unconfirmed', {error: lostError(), endedAt: Date.now()})]);
    const element = await renderPanel(store);
    expect(partTexts(element, 'error')).to.deep.equal(['We don’t know whether the call was answered. If it was not, call again.']);
  });

  it('says that the phone may still ring where nobody could ask about a placed call', async () => {
    const store = fakeStore();
    store.calls.set([aCall('unconfirmed', {error: callError('unconfirmed'), endedAt: Date.now()})]);
    const element = await renderPanel(store);
    expect(partTexts(element, 'error')).to.deep.equal(['Your phone may still ring. If it stays silent, call again.']);
  });

  for (const [phase, legs, more] of [
    ['placing', ['Your phone Waiting', 'Anna Waiting'], {}],
    ['ringing-caller', ['Your phone Ringing', 'Anna Waiting'], {}],
    ['ringing-callee', ['Your phone Answered', 'Anna Ringing'], {}],
    ['connected', ['Your phone Connected', 'Anna Connected'], {connectedAt: Date.now() - 12_000}],
    ['canceling', ['Your phone Ringing', 'Anna Waiting'], {}],
    ['ended', ['Your phone Hung up', 'Anna Hung up'], {connectedAt: Date.now() - 62_000, endedAt: Date.now()}],
    ['canceled', ['Your phone Canceled', 'Anna Canceled'], {}],
    ['failed', ['Your phone Answered', 'Anna Busy'], {callerStatus: 'Success', error: callError('busy', {leg: 'callee'})}],
    ['unconfirmed', ['Your phone Unknown', 'Anna Unknown'], {id: null, error: callError('unconfirmed')}],
  ] as [Phase, string[], Partial<Call>][]) {
    it(`shows both legs while ${phase}, accessibly`, async () => {
      const store = fakeStore();
      store.calls.set([aCall(phase, more)]);
      const element = await renderPanel(store);
      expect(partTexts(element, 'leg')).to.deep.equal(legs);
      await expect(element).to.be.accessible();
    });
  }

  it('shows the newest call first, and formats numbers', async () => {
    const store = fakeStore();
    const {name: _, ...older} = aCall('ended', {endedAt: Date.now()});
    store.calls.set([aCall('ringing-caller'), older]);
    const element = await renderPanel(store);
    await until(() => partTexts(element, 'call')[1]?.includes('+1 650 555 0101'), 'the number is formatted');
    expect(partTexts(element, 'call')[0]).to.contain('Anna');
  });

  it('shows only the call with the given call-id', async () => {
    const store = fakeStore();
    const call = aCall('ringing-caller', {id: 'one'});
    store.calls.set([aCall('connected'), call]);
    const element = await fixture(html`<rc-call-status call-id="one" account=${store.account}></rc-call-status>`);
    expect(partTexts(element, 'call').length).to.equal(1);
  });

  it('runs a clock while connected, and keeps it out of the live region', async () => {
    const store = fakeStore();
    store.calls.set([aCall('connected', {connectedAt: Date.now() - 12_000})]);
    const element = await renderPanel(store);
    expect(part(element, 'timer')).to.match(/^00:1[23]$/);
    expect(element.shadowRoot?.querySelector('[role=status] [part=timer]')).to.equal(null);
  });

  it('says how long an ended call lasted', async () => {
    const store = fakeStore();
    const now = Date.now();
    store.calls.set([aCall('ended', {connectedAt: now - 62_000, endedAt: now})]);
    expect(part(await renderPanel(store), 'timer')).to.equal('01:02');
  });

  it('cancels while that is possible, not for the rest of a double click', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-caller')]);
    const element = await renderPanel(store);
    byRole(element, 'button', 'Cancel call to Anna')?.click();
    expect(store.canceled.length).to.equal(0);
    await later(900, () => byRole(element, 'button', 'Cancel call to Anna')?.click());
    expect(store.canceled.length).to.equal(1);
    await element.updateComplete;
    expect(byRole(element, 'button')).to.equal(undefined);
    expect(part(element, 'call')).to.contain('Canceling…');
  });

  it('offers no cancel for a connected call, but says how to end it', async () => {
    const store = fakeStore();
    store.calls.set([aCall('connected', {connectedAt: Date.now(), extension: '227'})]);
    const element = await renderPanel(store);
    expect(byRole(element, 'button')).to.equal(undefined);
    expect(part(element, 'call')).to.contain('hang up your phone').and.to.contain('Now dial 227.');
  });

  it('names the leg that failed, and tries again with what the page asked for', async () => {
    const store = fakeStore();
    const requested = {callerId: '+16505550112', playPrompt: false};
    const error = callError('unreachable', {leg: 'caller'});
    store.calls.set([aCall('failed', {error, from: '+16505550111', requested, extension: '9'})]);
    store.choices.set({from: '+16505550113'});
    const element = await renderPanel(store);
    expect(part(element, 'error')).to.contain('Your phone could not be reached.');
    const asked = oneEvent(element, 'rc-call-request');
    await later(900, () => byRole(element, 'button', 'Try again')?.click());
    await asked;
    await until(() => store.requests[0], 'it calls again');
    expect(store.requests[0]).to.include({to: '+16505550101;ext=9', from: '+16505550113', name: 'Anna', ...requested});
  });

  it('says that the state is unknown while it cannot be read', async () => {
    const store = fakeStore();
    store.calls.set([aCall('connected', {stale: true, connectedAt: Date.now()})]);
    expect(part(await renderPanel(store), 'call')).to.contain('can’t check the call right now');
  });

  it('does not say so while a page that was just loaded restores its session', async () => {
    const store = fakeStore('restoring');
    store.calls.set([aCall('connected', {stale: true, connectedAt: Date.now()})]);
    const element = await renderPanel(store);
    expect(part(element, 'call')).to.contain('Connected').and.not.contain('can’t check');
    store.session.set({...store.session.get(), state: 'expired'});
    await until(() => part(element, 'call').includes('You are signed out'), 'it says why');
  });

  it('says when a limit ends', async () => {
    const store = fakeStore();
    store.limit.set({until: Date.now() + 43_000});
    const element = await renderPanel(store);
    expect(textOf(element.shadowRoot as ShadowRoot)).to.match(/Resumes in 4[23] seconds\./);
    await expect(element).to.be.accessible();
  });

  it('keeps the focus in the list when the button that was pressed goes', async () => {
    const store = fakeStore();
    const call = aCall('failed', {error: callError('busy', {leg: 'callee'}), endedAt: Date.now()});
    store.calls.set([call]);
    const element = await renderPanel(store);
    const focused = (): Element | null => element.shadowRoot!.activeElement;
    const pressed = async (name: string): Promise<void> => {
      const button = byRole(element, 'button', name)!;
      button.focus();
      await later(900, () => button.click());
    };
    await pressed('Try again');
    await until(() => focused()?.getAttribute('part') === 'cancel', 'the new call has the focus');
    await pressed('Cancel call to Anna');
    await until(() => focused()?.matches('.calls'), 'the list has the focus');
  });

  it('asks before it calls an international number again, as the button does', async () => {
    const store = fakeStore();
    const to = '+442079460123';
    store.calls.set([aCall('failed', {to, error: callError('busy', {leg: 'callee'}), endedAt: Date.now()})]);
    const element = await renderPanel(store);
    let pressCount = 0;
    // Each press is deliberate: a while after the one before.
    const press = (name: string): Promise<void> =>
      later(900 * ++pressCount, () => byRole(element, 'button', name)!.click());
    const ask = async (): Promise<void> => {
      await press('Try again');
      await until(() => element.shadowRoot?.activeElement?.matches('.primary'), 'the question has the focus');
      expect(textOf(element.shadowRoot!)).to.contain('Call Anna? This is an international call.');
    };
    await ask();
    await press('Don’t call');
    await until(() => element.shadowRoot?.activeElement?.textContent?.includes('Try again'), 'the focus is back');
    expect(store.requests).to.deep.equal([]);
    await ask();
    await press('Call');
    await until(() => store.requests[0], 'it calls');
    expect(store.requests.map((request) => request.to)).to.deep.equal([to]);
  });

  it('dismisses a finished call, and keeps the focus in the list', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ended', {endedAt: Date.now()}), aCall('canceled', {endedAt: Date.now()})]);
    const element = await renderPanel(store);
    const dismiss = byRole(element, 'button', 'Dismiss');
    dismiss?.focus();
    dismiss?.click();
    await until(() => partTexts(element, 'call').length === 1, 'it is gone');
    await until(() => element.shadowRoot?.activeElement?.getAttribute('part') === 'dismiss', 'the next one has the focus');
  });

  it('announces each transition once, from a region that was there and empty', async () => {
    const store = fakeStore();
    const element = await renderPanel(store);
    const second = await renderPanel(store);
    expect(liveRegion(element).textContent).to.equal('');
    expect(element.shadowRoot?.querySelectorAll('[role=status], [role=alert], [aria-live]').length).to.equal(1);
    const call = await store.call({to: '+16505550101', name: 'Anna'});
    await until(() => liveRegion(element).textContent === 'Your phone is ringing. Answer it.', 'the ringing is announced');
    expect(liveRegion(second).textContent, 'one voice an account').to.equal('');
    store.change(call.key, {callerStatus: 'Success'});
    store.change(call.key, {phase: 'connected', connectedAt: Date.now()});
    await until(() => liveRegion(element).textContent === 'Connected to Anna.', 'the connection is announced');
    element.remove();
    store.change(call.key, {phase: 'ended', endedAt: Date.now()});
    await until(() => liveRegion(second).textContent === 'Call to Anna ended.', 'the end is announced');
  });

  for (const translation of TRANSLATIONS) {
    it(`says what is new after a translator has replaced its words (${translation})`, async () => {
      const store = fakeStore();
      const call = aCall('ringing-caller', {extension: '227'});
      store.calls.set([call]);
      store.limit.set({until: Date.now() + 43_000});
      const element = await renderPanel(store);
      await until(() => part(element, 'call').includes('+1 650 555 0101'), 'the number is formatted');
      const words = (): string => textOf(element.shadowRoot!);
      translatePage(translation, element.shadowRoot!);
      expect(words()).to.contain('«Ringing your phone…»').and.to.contain('«Cancel»');

      store.change(call.key, {phase: 'connected', connectedAt: Date.now() - 12_000});
      await element.updateComplete;
      const limited = words();
      expect(part(element, 'call')).to.contain('Connected').and.to.contain('Now dial 227.');
      expect(partTexts(element, 'leg')).to.deep.equal(['«Your phone» Connected', '«Anna» Connected']);
      translatePage(translation, element.shadowRoot!);
      await later(60_000, async () => {
        element.requestUpdate();
        await element.updateComplete;
        expect(part(element, 'timer')).to.match(/^01:1\d$/);
        expect(words()).not.to.contain('Resumes').and.not.to.equal(limited);
      });

      translatePage(translation, element.shadowRoot!);
      store.change(call.key, {phase: 'failed', endedAt: Date.now(), callerStatus: 'Success', error: callError('busy', {leg: 'callee'})});
      await element.updateComplete;
      expect(part(element, 'error')).to.equal('Anna is busy. Try again later.');
      expect(partTexts(element, 'leg')).to.deep.equal(['«Your phone» Answered', '«Anna» Busy']);
      expect(part(element, 'call')).not.to.match(/Connected|Ringing|Cancel|dial/);
      expect(byRole(element, 'button', 'Try again')).to.be.instanceOf(HTMLElement);
      element.remove();
    });
  }

  it('shows foreign markup as text', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-callee', {name: '<img src=x onerror=alert(1)>'})]);
    const element = await renderPanel(store);
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(part(element, 'call')).to.contain('<img src=x onerror=alert(1)>');
  });
});
