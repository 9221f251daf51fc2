/** RingCentral's record of a call is never in the way of calls, and what is refused is left alone. */
import {expect} from '@open-wc/testing';
import '../../src/store/calls/call-details.js';
import {isFinal} from '../../src/store/call-phase.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {CallLogPlatform, type LogOptions} from './call-log-platform.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;

const detailEvents = (seen: Tab) => seen.events.filter((event) => event.type === 'call-details');
/** `record`, `record!` where it is primary, `recording`. */
const told = (seen: Tab) => detailEvents(seen).map(({details, primary}) =>
  `${details.recording ? 'recording' : 'record'}${primary ? '!' : ''}`);

describe('the platform’s record of a call', () => {
  let browser: VirtualBrowser;
  let log: CallLogPlatform;
  let tab: Tab;

  async function start(options: Partial<LogOptions> = {}, tabOptions: object = {}): Promise<void> {
    browser = new VirtualBrowser();
    log = new CallLogPlatform(browser, options);
    tab = await openTab(tabOptions);
  }
  const openTab = (options: object = {}) => {
    const opened = browser.openTab(options);
    return opened.connect({sdk: opened.platform(), callDetails: true});
  };
  const reload = (old: Tab) => {
    old.close();
    return openTab(old.options);
  };
  afterEach(() => browser.close());

  const place = (caller: Tab, scenario: string) => browser.runUntil(caller.store.call({to: numberOf(scenario)}));
  /** Places a call that is over after the given talk. */
  async function call(talk = seconds(20), caller = tab): Promise<string> {
    const {key} = await place(caller, 'answered-long');
    await browser.advance(seconds(10) + talk);
    browser.simulator.hangUp();
    await untilOver(caller, key);
    return key;
  }
  async function untilOver(caller: Tab, key: string): Promise<void> {
    const isOver = () => caller.store.calls.get().every((one) => one.key !== key || isFinal(one.phase));
    while (!isOver()) await browser.advance(100);
  }
  const detailsKeys = () => [...browser.storage.keys()].filter((key) => key.includes('/details'));

  describe('and the requests that calls need', () => {
    /** Each request leaves room for calls, and none comes while one is placed or canceled. */
    function expectCareful(): void {
      for (const {at} of log.asked) {
        const before = log.heavy.filter((other) => other.at < at && other.at > at - 60_000);
        expect(before.length).to.be.at.most(6);
      }
      expect(log.mostInMinute).to.be.at.most(10);
      expect(log.heavy.map(({status}) => status)).to.not.include(429);
    }

    it('waits until few enough were sent within a minute', async () => {
      await start();
      // Seven calls, all over soon.
      for (let count = 0; count < 7; count++) {
        const {key} = await place(tab, 'phone-offline');
        await untilOver(tab, key);
      }
      await browser.advance(seconds(8));
      expect(told(tab), 'so far').to.have.length.below(7);
      await browser.advance(minutes(4));
      expect(told(tab).filter((one) => one === 'record!')).to.have.length(7);
      expectCareful();
    });

    it('keeps room for calls when many records are due at once', async () => {
      await start();
      const keys = [];
      for (let count = 0; count < 8; count++) {
        keys.push((await place(tab, 'answered-long')).key);
        await browser.advance(seconds(12));
      }
      while (browser.simulator.hangUp());
      for (const key of keys) await untilOver(tab, key);
      await browser.advance(seconds(8));
      // Calls are placed in between, and are never refused.
      for (let count = 0; count < 3; count++) {
        const {phase} = await place(tab, 'answered');
        expect(phase).to.equal('ringing-caller');
        await browser.advance(seconds(3));
      }
      await browser.advance(minutes(5));
      expect(told(tab)).to.have.length(11);
      expectCareful();
    });

    it('waits while a call is being placed, in any tab', async () => {
      await start();
      const other = await openTab();
      await call(seconds(20));
      browser.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: seconds(15)});
      const placing = other.store.call({to: numberOf('answered')});
      await browser.advance(seconds(14));
      expect(log.asked).to.have.length(0);
      await browser.runUntil(placing);
      await browser.advance(seconds(4));
      expect(log.asked).to.have.length(1);
      expectCareful();
    });

    it('waits while a call is being placed in a tab whose messages are lost', async () => {
      await start();
      const other = await openTab({noChannel: true});
      await call(seconds(20));
      browser.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: seconds(15)});
      const placing = other.store.call({to: numberOf('answered')});
      await browser.advance(seconds(14));
      expect(log.asked).to.have.length(0);
      await browser.runUntil(placing);
      await browser.advance(seconds(4));
      expect(log.asked).to.have.length(1);
    });

    it('waits while a call is being canceled', async () => {
      await start();
      await call(seconds(20));
      const {key} = await place(tab, 'answered');
      browser.faults.push({method: 'DELETE', path: '/ring-out', kind: 'hang', times: 3});
      const canceled = tab.store.cancel(key);
      await browser.advance(seconds(9));
      expect(log.asked).to.have.length(0);
      await browser.runUntil(canceled);
      await untilOver(tab, key);
      await browser.advance(seconds(20));
      expect(log.asked).to.have.length(2);
      expectCareful();
    });

    it('never delays a call that is placed while it is asked for', async () => {
      await start();
      await call(seconds(20));
      browser.faults.push({method: 'GET', path: '/call-log', kind: 'delay', delay: seconds(10)});
      await browser.advance(seconds(6));
      expect(log.asked).to.have.length(1);
      const now = browser.now;
      const {phase} = await place(tab, 'answered');
      expect(phase).to.equal('ringing-caller');
      expect(browser.now - now).to.be.below(1_000);
    });

    it('waits out a penalty', async () => {
      await start();
      await call(seconds(20));
      log.answers.push(429);
      await browser.advance(seconds(64));
      expect(log.asked).to.have.length(1);
      expect(tab.store.limit.get().until).to.not.equal(null);
      await browser.advance(seconds(5));
      expect(log.asked).to.have.length(2);
      expect(told(tab)).to.deep.equal(['record!']);
    });

    it('waits out a penalty that a call met in another tab', async () => {
      await start();
      const other = await openTab();
      await call(seconds(20));
      await place(other, 'throttled');
      const metAt = browser.now;
      await browser.advance(seconds(59));
      expect(log.asked).to.have.length(0);
      await browser.advance(seconds(5));
      expect(log.asked[0]!.at).to.be.at.least(metAt + seconds(60));
    });
  });

  describe('where it cannot be read', () => {
    it('is off in all tabs after a 403, silently, also after a reload', async () => {
      await start();
      let other = await openTab();
      await call(seconds(20));
      const waiting = other.store.details(tab.store.calls.get()[0]!.key);
      log.answers.push(403);
      await browser.advance(seconds(6));
      expect(await waiting).to.equal(null);
      other = await reload(other);
      const key = await call(seconds(20), other);
      expect(await browser.runUntil(other.store.details(key))).to.equal(null);
      await browser.advance(minutes(12));
      expect(log.asked).to.have.length(1);
      expect([...told(tab), ...told(other)]).to.deep.equal([]);
      expect(other.events.filter(({type}) => type === 'call-error')).to.deep.equal([]);
    });

    it('is asked for again after another sign-in', async () => {
      await start();
      log.answers.push(403);
      await call(seconds(20));
      await browser.advance(seconds(6));
      await browser.runUntil(tab.store.signOut());
      expect(detailsKeys()).to.deep.equal([]);
      await browser.runUntil(tab.store.signIn());
      await call(seconds(20));
      await browser.advance(seconds(6));
      expect(told(tab)).to.deep.equal(['record!']);
    });

    it('ends the session in the usual way after a 401, and goes on after the next sign-in', async () => {
      await start();
      const key = await call(seconds(20));
      browser.simulator.revokeAll();
      log.answers.push(401, 401, 401);
      await browser.advance(seconds(10));
      expect(tab.store.session.get().state).to.equal('expired');
      const waiting = tab.store.details(key);
      log.answers.length = 0;
      await browser.advance(minutes(1));
      const {length} = log.asked;
      Object.assign(browser, {token: String((browser.simulator.signIn({expiresIn: 864_000}) as {access_token: string}).access_token)});
      await browser.runUntil(tab.store.signIn());
      expect(await browser.runUntil(waiting)).to.include({result: 'Call connected'});
      expect(log.asked).to.have.length(length + 1);
    });

    for (const kind of ['before', 'after', 'hang'] as const) {
      it(`is asked for again after a lost answer (${kind})`, async () => {
        await start();
        await call(seconds(20));
        browser.faults.push({method: 'GET', path: '/call-log', kind});
        await browser.advance(minutes(1));
        expect(told(tab)).to.deep.equal(['record!']);
      });
    }

    for (const answer of [500, 404, 400, {}, {records: 7}]) {
      it(`is asked for again after ${JSON.stringify(answer)}`, async () => {
        await start();
        await call(seconds(20));
        log.answers.push(answer);
        await browser.advance(seconds(10));
        expect(told(tab)).to.deep.equal([]);
        await browser.advance(minutes(1));
        expect(told(tab)).to.deep.equal(['record!']);
        expect(log.asked).to.have.length(2);
      });
    }

    it('is not asked for offline, and at once when the network is back', async () => {
      await start();
      await call(seconds(20));
      tab.goOnline(false);
      await browser.advance(minutes(3));
      expect(log.asked).to.have.length(0);
      tab.goOnline(true);
      await browser.advance(seconds(1));
      expect(told(tab)).to.deep.equal(['record!']);
      expect(log.asked).to.have.length(1);
    });

    it('is given up twelve minutes after the end', async () => {
      await start();
      const key = await call(seconds(20));
      const waiting = tab.store.details(key);
      tab.goOnline(false);
      await browser.advance(minutes(13));
      expect(await waiting).to.equal(null);
      tab.goOnline(true);
      await browser.advance(minutes(1));
      expect(log.asked).to.have.length(0);
      expect(tab.leftovers.timers).to.equal(0);
    });
  });

  describe('over tabs', () => {
    for (const noLocks of [false, true]) {
      it(`is read by one of them, and told in each${noLocks ? ', without Web Locks' : ''}`, async () => {
        await start({recordingAfter: seconds(40)}, {noLocks});
        const others = [await openTab({noLocks}), await openTab({noLocks})];
        await call(seconds(50));
        await browser.advance(minutes(3));
        expect(log.asked).to.have.length(2);
        const all = [tab, ...others].map(told);
        for (const one of all) expect(one.map((step) => step.replace('!', ''))).to.deep.equal(['record', 'recording']);
        expect(all.flat().filter((step) => step.endsWith('!'))).to.have.length(2);
      });
    }

    it('is shared by those who wait for it in several tabs', async () => {
      await start();
      const other = await openTab();
      const key = await call(seconds(20));
      const all = await browser.runUntil(Promise.all([tab.store.details(key), other.store.details(key), other.store.details(key)]));
      expect(new Set(all.map((details) => JSON.stringify(details))).size).to.equal(1);
      expect(all[1]).to.equal(all[2]);
      expect(log.asked).to.have.length(1);
    });

    it('is told in tabs that share no storage', async () => {
      await start({}, {storage: 'memory'});
      const other = await openTab({storage: 'memory'});
      await call(seconds(20));
      await browser.advance(seconds(6));
      expect([...told(tab), ...told(other)].sort()).to.deep.equal(['record', 'record!']);
      expect(log.asked).to.have.length(1);
    });

    it('is told in a tab that learns of it from storage alone', async () => {
      await start();
      const other = await openTab({noChannel: true});
      const {key} = await place(tab, 'answered-long');
      await browser.advance(seconds(20));
      other.show(false);
      other.show(true);
      browser.simulator.hangUp();
      await untilOver(tab, key);
      await untilOver(other, key);
      await browser.advance(seconds(40));
      expect([...told(tab), ...told(other)].sort()).to.deep.equal(['record', 'record!']);
    });

    it('goes on after a reload, and is not told twice', async () => {
      await start({recordAfter: seconds(8), recordingAfter: seconds(45)});
      await call(seconds(60));
      await browser.advance(seconds(6));
      tab = await reload(tab);
      await browser.advance(seconds(25));
      expect(told(tab)).to.deep.equal(['record!']);
      tab = await reload(tab);
      await browser.advance(minutes(5));
      expect(told(tab)).to.deep.equal(['recording!']);
      expect(log.asked).to.have.length(3);
      await browser.advance(minutes(9));
      expect(detailsKeys()).to.deep.equal([]);
    });

    it('goes on where the tab that reads it crashes, with the answer or without', async () => {
      await start();
      const other = await openTab();
      other.show(false);
      await call(seconds(20));
      browser.faults.push({method: 'GET', path: '/call-log', kind: 'delay', delay: seconds(5)});
      await browser.advance(seconds(6));
      expect(log.asked).to.have.length(1);
      tab.close();
      const waiting = other.store.details(other.store.calls.get()[0]!.key);
      await browser.advance(seconds(40));
      expect(told(other)).to.deep.equal(['record!']);
      expect(await waiting).to.equal(detailEvents(other)[0]!.details);
      expect(log.asked).to.have.length(2);
    });

    it('is erased at sign-out, and not asked for any more', async () => {
      await start({recordingAfter: minutes(1)});
      const other = await openTab();
      const key = await call(seconds(60));
      await browser.advance(seconds(6));
      expect(detailsKeys()).to.have.length(1);
      const {key: second} = await place(tab, 'answered-long');
      const waiting = [tab.store.details(second), other.store.details(second)];
      await browser.runUntil(tab.store.signOut());
      await browser.runUntil(other.store.signOut());
      await browser.settle();
      expect(await Promise.all(waiting)).to.deep.equal([null, null]);
      expect(await tab.store.details(key)).to.equal(null);
      expect(detailsKeys()).to.deep.equal([]);
      await browser.advance(minutes(15));
      expect(log.asked).to.have.length(1);
      expect(tab.leftovers.timers).to.equal(0);
    });

    it('is nothing that a sign-out brings about', async () => {
      await start();
      await place(tab, 'answered-long');
      await browser.advance(seconds(20));
      await browser.runUntil(tab.store.signOut());
      await browser.runUntil(tab.store.signIn());
      await browser.advance(minutes(12));
      expect(log.asked).to.have.length(0);
    });

    it('leaves nothing behind after dispose()', async () => {
      await start();
      const key = await call(seconds(20));
      browser.faults.push({method: 'GET', path: '/call-log', kind: 'delay', delay: seconds(5)});
      await browser.advance(seconds(6));
      const waiting = tab.store.details(key);
      tab.store.dispose();
      expect(await waiting).to.equal(null);
      await browser.advance(minutes(1));
      expect(told(tab)).to.deep.equal([]);
      expect(tab.leftovers).to.deep.equal({timers: 0, listeners: 0});
      expect(log.asked).to.have.length(1);
    });
  });

  for (const [name, ms] of [['back', -3_600_000], ['ahead', 3_600_000]] as const) {
    it(`comes although the clock is set ${name} during the call`, async () => {
      await start();
      const {key} = await place(tab, 'answered-long');
      await browser.advance(seconds(20));
      browser.clockError += ms;
      await browser.advance(seconds(10));
      browser.simulator.hangUp();
      await untilOver(tab, key);
      await browser.advance(seconds(8));
      expect(told(tab)).to.deep.equal(['record!']);
    });
  }

  it('comes although the clock is set back after the call', async () => {
    await start({recordAfter: seconds(10), recordingAfter: seconds(100)});
    await call(seconds(60));
    await browser.advance(seconds(6));
    browser.clockError -= 3_600_000;
    await browser.advance(minutes(4));
    expect(told(tab)).to.deep.equal(['record!', 'recording!']);
    expect(log.asked).to.have.length(3);
    await browser.advance(minutes(12));
    expect(detailsKeys()).to.deep.equal([]);
  });
});
