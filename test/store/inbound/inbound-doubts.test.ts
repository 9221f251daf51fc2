/** Calls of which the platform does not say at once whether they are the user's own. */
import {expect} from '@open-wc/testing';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/inbound/inbound-push.js';
import '../../../src/store/push/push-lead.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../../support/virtual.js';

const PRESENCE_SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'ReadPresence'];
const SCOPES = [...PRESENCE_SCOPES, 'CallControl'];

let browser: VirtualBrowser;

async function openTab(): Promise<{tab: Tab; stop: () => void}> {
  const tab = browser.openTab({sockets: true});
  const stop = tab.store.inbound.listen(() => undefined);
  await tab.connect({sdk: tab.platform(), push: 'auto'});
  return {tab, stop};
}

/** A tab that watches, on a platform with these options. */
async function openBrowser(scopes: string[], options: object = {}): Promise<Tab> {
  browser = new VirtualBrowser({scopes, simulator: {limits: {auth: null}, ...options}});
  const {tab} = await openTab();
  await browser.advance(1_000);
  return tab;
}

const told = (tab: Tab): string[] =>
  tab.events.flatMap((event) => event.type === 'inbound-change' ? [event.inbound.phase] : []);

describe('a call that may be the user’s own leg', () => {
  // The first import takes real time.
  before(() => Promise.all([
    import('../../../src/store/inbound/inbound-push.js'),
    import('../../../src/store/push/push-lead.js'),
  ]));
  afterEach(() => browser.close());

  it('is taken back once it is known to be that', async () => {
    const tab = await openBrowser(PRESENCE_SCOPES, {mirrorOrigin: 'Call', mirrorFirst: true, mirrorLead: 1});
    const {tab: other} = await openTab();
    browser.simulator.placeElsewhere({to: numberOf('answered'), sessions: 'mirrored'});
    await browser.advance(500);
    expect(tab.store.inbound.get(), 'nothing tells it from a call').to.have.length(1);
    await browser.advance(1_000);
    for (const {store} of [tab, other]) expect(store.inbound.get()).to.deep.equal([]);
    await browser.advance(60_000);
    for (const one of [tab, other]) expect(told(one)).to.deep.equal(['ringing', 'ended']);
  });

  it('is not shown after the connection dropped before the other session was told of', async () => {
    const tab = await openBrowser(SCOPES, {
      sessions: 'mirrored', mirrorOrigin: 'Call', mirrorFirst: true, mirrorLead: 0.1,
    });
    tab.store.call({to: numberOf('answered')}).catch(() => undefined);
    await browser.settle();
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(60_000);
    expect(told(tab)).to.deep.equal([]);
  });

  it('is not shown where another app’s leg was dropped in the same moment', async () => {
    const tab = await openBrowser(SCOPES, {mirrorOrigin: 'Call', mirrorFirst: true, mirrorLead: 0.1});
    browser.simulator.placeElsewhere({to: numberOf('answered'), sessions: 'mirrored'});
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(60_000);
    expect(told(tab)).to.deep.equal([]);
  });

  it('is not taken for a true call because another app dials the same number', async () => {
    const tab = await openBrowser(SCOPES, {mirrorOrigin: 'Call', mirrorFirst: true, mirrorLead: 1});
    browser.simulator.placeElsewhere({to: numberOf('no-answer-here'), sessions: 'one'});
    await browser.advance(3_000);
    browser.simulator.configure({sessions: 'mirrored'});
    tab.store.call({to: numberOf('no-answer-here')}).catch(() => undefined);
    await browser.advance(60_000);
    expect(told(tab)).to.deep.equal([]);
  });

  it('is shown where it was answered before the ids of the dial were known', async () => {
    const tab = await openBrowser(PRESENCE_SCOPES, {
      sessions: 'mirrored', mirrorOrigin: 'Call', mirrorFirst: true, mirrorLead: 1,
    });
    const call = browser.simulator.ring({from: numberOf('no-answer-here')});
    tab.store.call({to: numberOf('no-answer-here')}).catch(() => undefined);
    browser.simulator.inbound(call.id).answer();
    await browser.advance(5_000);
    expect(tab.store.inbound.get().map(({key, phase}) => [key, phase])).to.deep.equal([[call.id, 'answered']]);
  });

  it('is not shown later where it ended while the connection was down', async () => {
    const tab = await openBrowser(PRESENCE_SCOPES);
    const call = browser.simulator.ring({from: numberOf('answered')});
    await browser.advance(100);
    browser.simulator.gateway.dropAll({forget: true});
    browser.simulator.inbound(call.id).callerHangsUp();
    await browser.advance(60_000);
    expect(told(tab)).to.deep.equal([]);
  });
});

describe('a call that presence does not name at the moment when it is asked', () => {
  afterEach(() => browser.close());

  it('is found in the next answer', async () => {
    const tab = await openBrowser(SCOPES, {presenceFlickers: true});
    await browser.advance(29_000);
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(10);
    // The connection is back after two seconds or a little later.
    browser.simulator.ring();
    await browser.advance(10_000);
    expect(told(tab)).to.deep.equal(['ringing']);
    expect(browser.requests('GET', '/presence'), 'asked twice after the drop').to.have.length(3);
  });

  it('is asked for soon after each failure that follows a success', async () => {
    const tab = await openBrowser(SCOPES);
    for (let count = 0; count < 6; count++) {
      await browser.advance(60_000);
      browser.simulator.faults.push({path: '/presence', kind: 'status', status: 500});
      browser.simulator.gateway.dropAll({forget: true});
      const call = browser.simulator.ring();
      await browser.advance(10_000);
      expect(tab.store.inbound.get()[0], `time ${count}`).to.include({key: call.id});
      browser.simulator.inbound(call.id).callerHangsUp();
    }
  });
});

describe('a call that two tabs learn of', () => {
  afterEach(() => browser.close());

  it('is shown once where there are no locks', async () => {
    browser = new VirtualBrowser({scopes: PRESENCE_SCOPES, simulator: {sessionIds: 'different'}});
    const tabs: Tab[] = [];
    const openWithoutLocks = async (): Promise<void> => {
      const tab = browser.openTab({sockets: true, noLocks: true});
      tab.store.inbound.listen(() => undefined);
      await tab.connect({sdk: tab.platform(), push: 'auto'});
      tabs.push(tab);
    };
    await openWithoutLocks();
    await browser.advance(7_000);
    const to = numberOf('declined-here');
    browser.simulator.placeElsewhere({to});
    tabs[0]!.store.call({to}).catch(() => undefined);
    const call = browser.simulator.ring({from: to});
    // Its connection is there while it is not clear yet who calls.
    await openWithoutLocks();
    await browser.advance(30_000);
    for (const {store} of tabs) expect(store.inbound.get().map(({key}) => key)).to.deep.equal([call.id]);
  });
});

describe('a call that went on at another phone while the connection was down', () => {
  afterEach(() => browser.close());

  it('is over when that phone hangs up', async () => {
    const tab = await openBrowser(SCOPES, {recoveryTimeout: 1});
    await browser.advance(20_000);
    const {id} = browser.simulator.ring();
    browser.simulator.inbound(id).answer();
    browser.simulator.gateway.dropAll({forget: true});
    browser.simulator.inbound(id).switchPhone();
    await browser.advance(20_000);
    expect(tab.store.inbound.get()[0]).to.include({phase: 'answered'});
    browser.simulator.inbound(id).callerHangsUp();
    await browser.advance(5_000);
    expect(tab.store.inbound.get()[0]).to.include({phase: 'ended'});
  });
});

describe('what is stored of a call that expires while nobody watches', () => {
  afterEach(() => browser.close());

  it('is erased by the next page that watches', async () => {
    const tab = await openBrowser(SCOPES);
    browser.simulator.ring();
    await browser.advance(1_000);
    tab.close();
    browser.simulator.inbound().callerHangsUp();
    await browser.advance(11 * 60_000);
    const {tab: next} = await openTab();
    await browser.advance(20_000);
    expect(next.store.inbound.get()).to.deep.equal([]);
    expect([...browser.storage.keys()].filter((key) => key.includes('/inbound'))).to.deep.equal([]);
  });
});

describe('a tab that waits for the connection', () => {
  afterEach(() => browser.close());

  it('does not open one that nobody needs any more', async () => {
    browser = new VirtualBrowser({scopes: SCOPES});
    const tabs = [await openTab(), await openTab(), await openTab()];
    await browser.advance(20_000);
    for (const {stop} of tabs) stop();
    await browser.advance(61_000);
    expect(browser.simulator.gateway.sockets()).to.have.length(0);
    expect(browser.requests('POST', '/wstoken')).to.have.length(1);
  });
});
