/** A working day of a page that watches who calls, in virtual time. */
import {expect} from '@open-wc/testing';
import '../../../src/store/inbound/inbound-push.js';
import '../../../src/store/push/push-lead.js';
import {VirtualBrowser} from '../../support/virtual.js';
import type {Tab} from '../../support/virtual-tab.js';

const PRESENCE_SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'ReadPresence'];
const SCOPES = [...PRESENCE_SCOPES, 'CallControl'];

const MINUTE_MS = 60_000;
const DAY_MINUTES = 8 * 60;

async function openTab(browser: VirtualBrowser, isWatching: boolean): Promise<Tab> {
  const tab = browser.openTab({sockets: true});
  if (isWatching) tab.store.inbound.listen(() => undefined);
  await tab.connect({sdk: tab.platform(), push: 'auto'});
  return tab;
}

/** Counts what tabs send over sockets, of which the simulator keeps the last ones alone. */
function countFrames(browser: VirtualBrowser): Map<string, number> {
  const counts = new Map<string, number>();
  const {gateway} = browser.simulator;
  const push = gateway.frames.push.bind(gateway.frames);
  gateway.frames.push = (...frames) => {
    for (const {direction, frame} of frames) {
      const {type} = (frame as [{type: string}])[0];
      if (direction === 'in') counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return push(...frames);
  };
  return counts;
}

for (const [source, scopes] of [['sessions', SCOPES], ['presence', PRESENCE_SCOPES]] as const) {
  describe(`eight hours of watching who calls, by ${source}`, () => {
    let browser: VirtualBrowser;
    let tabs: Tab[];
    let frames: Map<string, number>;

    // The first import takes real time.
    before(() => Promise.all([
      import('../../../src/store/inbound/inbound-push.js'),
      import('../../../src/store/push/push-lead.js'),
    ]));
    beforeEach(async () => {
      browser = new VirtualBrowser({scopes: [...scopes]});
      frames = countFrames(browser);
      tabs = [await openTab(browser, true), await openTab(browser, true), await openTab(browser, false)];
      await browser.advance(2 * MINUTE_MS);
      frames.clear();
    });
    afterEach(() => browser.close());

    const ticketCount = () => browser.requests('POST', '/wstoken').length;
    const questionCount = () => browser.requests('GET', '/presence').length;

    it('costs one heartbeat a minute where nothing happens', async () => {
      const requestsBefore = browser.requests().length;
      await browser.advance(DAY_MINUTES * MINUTE_MS);
      expect(browser.requests().length - requestsBefore, 'requests').to.equal(0);
      expect([ticketCount(), questionCount()]).to.deep.equal([1, 1]);
      expect([...frames.keys()]).to.deep.equal(['Heartbeat']);
      expect(frames.get('Heartbeat')).to.equal(DAY_MINUTES);
      expect(browser.simulator.gateway.sockets()).to.have.length(1);
    });

    it('asks once for each connection that drops', async () => {
      const drops = 16;
      for (let count = 0; count < drops; count++) {
        await browser.advance(DAY_MINUTES / drops * MINUTE_MS);
        browser.simulator.gateway.dropAll({forget: count % 2 === 0});
      }
      await browser.advance(MINUTE_MS);
      expect([ticketCount(), questionCount()]).to.deep.equal([drops + 1, drops + 1]);
      expect(frames.get('ClientRequest'), 'those that can be recovered subscribe no more').to.equal(drops / 2);
      expect(frames.get('Heartbeat')).to.be.within(DAY_MINUTES - 2 * drops, DAY_MINUTES + 1);
    });

    it('misses no call that still rings when the connection is back, and keeps nothing', async () => {
      const timersBefore = tabs.map(({leftovers}) => leftovers.timers);
      const listenersBefore = tabs.map(({leftovers}) => leftovers.listeners);
      const keysBefore = [...browser.storage.keys()].sort();
      for (let count = 0; count < 24; count++) {
        await browser.advance(15 * MINUTE_MS);
        browser.simulator.gateway.dropAll({forget: count % 2 === 0});
        // While nobody is told of it.
        const {id} = browser.simulator.ring();
        await browser.advance(40_000);
        for (const {store} of tabs.slice(0, 2)) {
          expect(store.inbound.get()[0], `call ${count}`).to.include({key: id, phase: 'ringing'});
        }
        browser.simulator.inbound(id).answer();
        await browser.advance(2_000);
        browser.simulator.inbound(id).callerHangsUp();
        await browser.advance(5 * MINUTE_MS);
        expect(tabs[0]!.store.inbound.get()[0]).to.include({key: id, phase: 'ended'});
      }
      await browser.advance(11 * MINUTE_MS);
      expect(tabs.map(({store}) => store.inbound.get().length)).to.deep.equal([0, 0, 0]);
      expect(tabs.map(({leftovers}) => leftovers.timers)).to.deep.equal(timersBefore);
      expect(tabs.map(({leftovers}) => leftovers.listeners)).to.deep.equal(listenersBefore);
      expect([...browser.storage.keys()].sort()).to.deep.equal(keysBefore);
      expect([ticketCount(), questionCount()]).to.deep.equal([25, 25]);
      expect(tabs[2]!.events, 'a tab that does not watch is told of nothing').to.deep.equal([]);
    });
  });
}

describe('a page that neither watches nor calls', () => {
  it('opens no socket and sends no request', async () => {
    const browser = new VirtualBrowser({scopes: SCOPES});
    await openTab(browser, false);
    const requestsBefore = browser.requests().length;
    browser.simulator.ring();
    await browser.advance(60 * MINUTE_MS);
    expect(browser.requests()).to.have.length(requestsBefore);
    expect(browser.simulator.gateway.sockets()).to.have.length(0);
    await browser.close();
  });
});
