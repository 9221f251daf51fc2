/** Calls that a browser carries, in several tabs: one of them is the phone of all. */
import {expect} from '@open-wc/testing';
import {isOver} from '../../../demo/simulator/calls.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, type TabOptions, VirtualBrowser} from '../../support/virtual.js';
import {FakePhones} from './fake-phones.js';

const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'CallControl', 'ReadPresence', 'VoipCalling'];

/** Virtual ms. */
const seconds = (count: number) => count * 1000;

describe('calls in a browser with several tabs', () => {
  let browser: VirtualBrowser;
  let phones: FakePhones;
  let first: Tab;
  let second: Tab;

  const open = (options: TabOptions = {}) => {
    const opened = phones.open(options);
    return opened.connect({sdk: opened.platform(), push: 'auto', browserCalls: true});
  };

  async function start(options: TabOptions = {}): Promise<void> {
    browser = new VirtualBrowser({scopes: SCOPES, simulator: {limits: {light: null, medium: null, heavy: null}}});
    phones = new FakePhones(browser);
    first = await open(options);
    second = await open(options);
  }
  afterEach(() => browser.close());

  const place = (tab: Tab, name = 'answered-long') =>
    browser.runUntil(tab.store.call({to: numberOf(name), from: 'browser'}));
  const callIn = (tab: Tab) => tab.store.calls.get()[0]!;
  const stateIn = (tab: Tab) => tab.store.browserPhone.get()?.state;
  const states = () => [first, second].map(stateIn);
  const phases = () => [first, second].map((tab) => callIn(tab)?.phase);

  async function choose(): Promise<void> {
    first.store.choose({from: 'browser'});
    await browser.advance(seconds(2));
  }

  async function talk(tab = first): Promise<string> {
    const {key} = await place(tab);
    await browser.advance(seconds(8));
    expect(callIn(tab).phase).to.equal('connected');
    return key;
  }

  async function reject(promise: Promise<unknown>): Promise<string> {
    const thrown = await browser.runUntil(promise.then(() => null, (error: unknown) => error));
    return (thrown as {code: string} | null)?.code ?? 'resolved';
  }

  it('one tab is registered, the others say so', async () => {
    await start();
    await choose();
    const third = await open();
    await browser.advance(seconds(1));
    expect([...states(), stateIn(third)]).to.deep.equal(['registered', 'other-tab', 'other-tab']);
    expect(phones.registered.map(({tab}) => tab === first)).to.deep.equal([true]);
  });

  it('when it closes without sound, another one follows within 5 s', async () => {
    await start();
    await choose();
    phones.crash(first);
    await browser.advance(seconds(2));
    expect(stateIn(second)).to.equal('registered');
    expect(phones.registered.map(({tab}) => tab === second)).to.deep.equal([true]);
  });

  it('a click takes the phone first, and keeps it', async () => {
    await start();
    await choose();
    await talk(second);
    expect(states()).to.deep.equal(['other-tab', 'registered']);
    expect(phones.registered.map(({tab}) => tab === second)).to.deep.equal([true]);
    await browser.runUntil(second.store.hangUp(callIn(second).key));
    await browser.advance(seconds(5));
    expect(states()).to.deep.equal(['other-tab', 'registered']);
  });

  it('nothing is handed over while a line has sound', async () => {
    await start();
    const key = await talk();
    expect(await reject(second.store.call({to: numberOf('busy'), from: 'browser'}))).to.equal('call-in-progress');
    expect(phones.sounding.map(({tab}) => tab === first)).to.deep.equal([true]);
    second.store.choose({from: 'browser'});
    await browser.advance(seconds(3));
    expect(states()).to.deep.equal(['registered', 'other-tab']);
    await browser.runUntil(first.store.hangUp(key));
    expect((await place(second, 'busy')).phase).to.equal('ringing-callee');
  });

  it('two clicks in one moment place one call', async () => {
    await start();
    const placed = [first, second].map((tab) => tab.store.call({to: numberOf('answered-long'), from: 'browser'}));
    const results = await Promise.all(placed.map(reject));
    expect(results.sort()).to.deep.equal(['call-in-progress', 'resolved']);
    await browser.advance(seconds(10));
    expect(phones.sounding).to.have.length(1);
  });

  it('other tabs mute, hold, send digits and hang up', async () => {
    await start();
    const key = await talk();
    expect(callIn(second).can).to.deep.equal(['hang-up', 'hold', 'mute', 'keypad']);
    const [line] = phones.lines;
    await browser.runUntil(second.store.mute(key));
    await browser.runUntil(second.store.hold(key));
    await browser.runUntil(second.store.sendDigits(key, '12,3'));
    expect(line).to.include({isMuted: true, isHeld: true, digits: '12,3'});
    await browser.settle();
    expect(callIn(second)).to.include({muted: true, held: true});
    expect([first, second].map(({store}) => store.soundLevels() === null)).to.deep.equal([false, true]);
    phones.actProblem = {code: 'offline'};
    expect(await reject(second.store.mute(key, false))).to.equal('not-now');
    phones.actProblem = null;
    const codes = (tab: Tab) => tab.events.flatMap((event) => event.type === 'call-error' ? [event.error.code] : []);
    expect([codes(first), codes(second)], 'the tab that asked says so').to.deep.equal([[], ['not-now']]);
    await browser.runUntil(second.store.hangUp(key));
    await browser.settle();
    expect(phases()).to.deep.equal(['ended', 'ended']);
    expect(callIn(second).endedBy).to.equal('caller');
  });

  it('another tab cancels', async () => {
    await start();
    await place(first);
    await browser.settle();
    await browser.runUntil(second.store.cancel(callIn(second).key));
    await browser.settle();
    expect(phases()).to.deep.equal(['canceled', 'canceled']);
    expect(phones.talking).to.deep.equal([]);
  });

  it('a command that no tab answers is rejected after 5 s', async () => {
    await start();
    const key = await talk();
    for (const channel of browser.channels) if (channel.tab === first) browser.channels.delete(channel);
    const before = browser.now;
    expect(await reject(second.store.mute(key))).to.equal('not-now');
    expect(browser.now - before).to.equal(seconds(5));
  });

  for (const [title, wait, phase] of [
    ['is placed', 200, 'unconfirmed'], ['rings', 1_500, 'canceled'], ['is talked', 10_000, 'ended'],
  ] as const) {
    it(`a call whose tab dies while it ${title} is ended by another one`, async () => {
      await start();
      void first.store.call({to: numberOf('answered-long'), from: 'browser'});
      await browser.advance(wait);
      phones.crash(first);
      await browser.advance(seconds(5));
      expect(callIn(second).phase).to.equal(phase);
      expect(second.endEvents().map((event) => event.type === 'call-end' && event.primary)).to.deep.equal([true]);
    });
  }

  it('a call whose tab dies is ended at RingCentral before it is said to be over', async () => {
    await start();
    await talk();
    const {call} = phones.lines[0]!;
    const isOverThere = () => isOver(call!, browser.simulator.now(), browser.simulator.options);
    first.close();
    expect(isOverThere()).to.equal(false);
    const overThere: boolean[] = [];
    second.store.calls.listen(() => {
      if (callIn(second).phase === 'ended') overThere.push(isOverThere());
    });
    await browser.advance(seconds(5));
    expect(callIn(second).phase).to.equal('ended');
    expect(overThere[0]).to.equal(true);
  });

  it('also by a page that is opened later, and by one that does not want such calls', async () => {
    await start();
    await talk();
    phones.crash(first);
    second.close();
    await browser.advance(seconds(60));
    const later = await phones.open().connect();
    await browser.advance(seconds(5));
    expect(callIn(later).phase).to.equal('ended');
  });

  it('a page that is opened during the call shows it, and ends it not', async () => {
    await start();
    const key = await talk();
    const third = await open();
    await browser.advance(seconds(30));
    expect(callIn(third)).to.include({phase: 'connected', stale: false});
    await browser.runUntil(third.store.hangUp(key));
    await browser.settle();
    expect(phases()).to.deep.equal(['ended', 'ended']);
  });

  for (const [title, wait, phase] of [
    ['is placed', 200, 'canceled'], ['rings', 1_500, 'canceled'], ['is talked', 10_000, 'ended'],
  ] as const) {
    for (const isTold of [true, false]) {
      it(`a sign-out ends a call once that ${title} in another tab, which is ${isTold ? '' : 'not '}signed out with it`, async () => {
        await start();
        void first.store.call({to: numberOf('answered-long'), from: 'browser'});
        await browser.advance(wait);
        const signedOut = isTold ? [second, first] : [second];
        await browser.runUntil(Promise.all(signedOut.map(({store}) => store.signOut())));
        const ends = [first, second].map((tab) => tab.endEvents()
          .flatMap((event) => event.type === 'call-end' ? [`${event.call.phase} ${event.primary}`] : []));
        expect(ends).to.deep.equal([[`${phase} true`], [`${phase} false`]]);
        for (const {store} of signedOut) expect(store.calls.get()).to.deep.equal([]);
        expect([...browser.storage.keys()].filter((key) => key.includes('/call/'))).to.deep.equal([]);
        await browser.advance(seconds(2));
        expect(phones.talking).to.deep.equal([]);
      });
    }
  }

  it('a sign-out after the tab of a call has died ends it, too', async () => {
    await start();
    await talk();
    phones.crash(first);
    await browser.runUntil(second.store.signOut());
    const ends = second.endEvents().map((event) => event.type === 'call-end' && `${event.call.phase} ${event.primary}`);
    expect(ends).to.deep.equal(['ended true']);
    expect(second.store.calls.get()).to.deep.equal([]);
  });

  it('a tab that loses the phone gives it back, also where no message reaches it', async () => {
    await start({noChannel: true});
    await choose();
    expect(phones.registered.map(({tab}) => tab)).to.deep.equal([first]);
    await place(second);
    await browser.advance(seconds(3));
    expect(phones.registered.map(({tab}) => tab)).to.deep.equal([second]);
    expect(states()).to.deep.equal(['other-tab', 'registered']);
  });

  it('devices that the phone finds are known in all tabs', async () => {
    await start();
    await choose();
    const devices = {microphones: [{id: 'm', label: 'Headset'}], speakers: []};
    phones.phones[0]!.listener.onDevices(devices);
    await browser.settle();
    expect(second.store.browserPhone.get()).to.deep.include(devices);
  });

  it('nothing is lost to a tab that takes the phone while another registers', async () => {
    await start();
    first.store.choose({from: 'browser'});
    await browser.advance(250);
    expect((await place(second)).phase).to.equal('ringing-callee');
    await browser.advance(seconds(3));
    expect(states()).to.deep.equal(['other-tab', 'registered']);
    expect(phones.registered).to.have.length(1);
  });
});
