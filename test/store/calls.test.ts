import {expect} from '@open-wc/testing';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

/** Virtual seconds. */
const s = (seconds: number) => seconds * 1000;

describe('calls', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser();
    tab = await browser.openTab().connect();
  });

  afterEach(() => browser.close());

  const place = (to: string, from = tab) => browser.run(from.store.call({to}));
  const posts = () => browser.requests('POST', '/ring-out');
  const reads = () => browser.requests('GET', '/ring-out');
  const current = (of = tab) => of.store.calls.get()[0];

  it('goes through every phase to its end', async () => {
    const call = await place(numberOf('answered'));
    expect(call.phase).to.equal('ringing-caller');
    await browser.advance(s(60));
    expect(tab.phases()).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected', 'ended']);
    expect(tab.ends()).to.have.length(1);
    expect(tab.ends()[0]).to.include({primary: true});
    expect(current()).to.include({phase: 'ended', stale: false});
    expect(current()!.endedAt! - current()!.connectedAt!).to.be.within(s(4), s(20));
    expect(posts()).to.have.length(1);
  });

  const failures: [string, string, string?][] = [
    ['busy', 'busy', 'callee'], ['no-answer', 'no-answer', 'callee'], ['phone-offline', 'unreachable', 'caller'],
    ['international-disabled', 'calling-disabled'], ['destination-blocked', 'destination-blocked'], ['no-funds', 'no-funds'],
  ];
  for (const [scenario, code, leg] of failures) {
    it(`fails as the platform says: ${scenario} → ${code}`, async () => {
      await place(numberOf(scenario));
      await browser.advance(s(60));
      const {phase, error} = current()!;
      expect(phase).to.equal('failed');
      expect(error).to.include({code, ...(leg && {leg})});
      expect(tab.ends()).to.have.length(1);
      expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(1);
    });
  }

  it('asks at most 30 times a minute, and stops when the call is over', async () => {
    await place(numberOf('answered-long'));
    await browser.advance(s(600));
    const times = reads().map(({at}) => at);
    for (const start of times) expect(times.filter((at) => at >= start && at < start + s(60))).to.have.length.at.most(30);
    browser.simulator.hangUp();
    await browser.advance(s(6));
    expect(current()!.phase).to.equal('ended');
    const asked = reads().length;
    await browser.advance(s(120));
    expect(reads()).to.have.length(asked);
  });

  it('leaves no timer behind once the call has been shown for ten minutes', async () => {
    const {listeners} = tab.left;
    await place(numberOf('busy'));
    await browser.advance(s(60));
    expect(tab.store.calls.get()).to.have.length(1);
    await browser.advance(s(600));
    expect(tab.store.calls.get()).to.have.length(0);
    expect(tab.left).to.deep.equal({timers: 0, listeners});
    tab.store.dispose();
    expect(tab.left).to.deep.equal({timers: 0, listeners: 0});
  });

  describe('one gesture, one call', () => {
    it('places one call of two in the same tick', async () => {
      const [first, second] = await browser.run(Promise.allSettled([
        tab.store.call({to: numberOf('answered')}), tab.store.call({to: numberOf('busy')}),
      ]));
      expect(first.status).to.equal('fulfilled');
      expect(second).to.have.nested.property('reason.code', 'call-in-progress');
      expect(posts()).to.have.length(1);
      expect(tab.store.calls.get()).to.have.length(1);
    });

    it('places one call of two clicks in two tabs within the same second', async () => {
      const other = await browser.openTab().connect();
      const both = Promise.allSettled([tab.store.call({to: numberOf('answered')}), (async () => {
        await new Promise<void>((resolve) => browser.at(700, resolve));
        return other.store.call({to: numberOf('answered')});
      })()]);
      const results = await browser.run(both);
      expect(results.map(({status}) => status)).to.deep.equal(['fulfilled', 'rejected']);
      expect(posts()).to.have.length(1);
    });

    for (const noLocks of [false, true]) {
      it(`places one call of two clicks in two tabs at once${noLocks ? ', without Web Locks, where the second can know' : ''}`, async () => {
        if (noLocks) tab = await browser.openTab({noLocks}).connect();
        const other = await browser.openTab({noLocks}).connect();
        const results = await browser.run(Promise.allSettled([tab.store.call({to: numberOf('answered')}), other.store.call({to: numberOf('answered')})]));
        expect(results.filter(({status}) => status === 'fulfilled')).to.have.length(1);
        expect(posts()).to.have.length(1);
      });
    }

    it('places one call of two clicks in two tabs that share no storage', async () => {
      const pair = [await browser.openTab({storage: 'memory'}).connect(), await browser.openTab({storage: 'memory'}).connect()];
      const results = await browser.run(Promise.allSettled(pair.map(({store}) => store.call({to: numberOf('answered')}))));
      expect(results.filter(({status}) => status === 'fulfilled')).to.have.length(1);
      expect(posts()).to.have.length(1);
    });

    it('allows calls side by side once each has been placed', async () => {
      await place(numberOf('answered-long'));
      await place(numberOf('answered-long'));
      expect(posts()).to.have.length(2);
      await browser.advance(s(60));
      expect(tab.store.calls.get().map(({phase}) => phase)).to.deep.equal(['connected', 'connected']);
    });

    it('refuses while the first is still being placed', async () => {
      browser.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: s(8)});
      const first = tab.store.call({to: numberOf('answered')});
      await browser.advance(s(4));
      const again = await tab.store.call({to: numberOf('answered')}).catch((error: unknown) => error);
      expect(again).to.include({code: 'call-in-progress'});
      await browser.run(first);
      expect(posts()).to.have.length(1);
    });
  });

  describe('a POST is never repeated', () => {
    const lost: [string, () => void][] = [
      ['the connection is lost before', () => browser.faults.push({method: 'POST', kind: 'before'})],
      ['the connection is lost after', () => browser.faults.push({method: 'POST', kind: 'after'})],
      ['no answer comes', () => browser.faults.push({method: 'POST', kind: 'hang-after'})],
      ['the server fails', () => browser.simulator.faults.push({method: 'POST', kind: 'status', status: 500})],
      ['the answer is HTML', () => browser.simulator.faults.push({method: 'POST', kind: 'html', status: 502})],
      ['the answer is cut off', () => browser.simulator.faults.push({method: 'POST', kind: 'truncated'})],
      ['the answer has other types', () => browser.simulator.faults.push({method: 'POST', kind: 'wrong-types'})],
      ['the answer is empty', () => browser.simulator.faults.push({method: 'POST', kind: 'empty'})],
    ];
    for (const [what, fault] of lost) {
      it(`unconfirmed, when ${what}`, async () => {
        fault();
        const call = await place(numberOf('answered'));
        expect(call).to.include({phase: 'unconfirmed', id: null});
        await browser.advance(s(300));
        expect(posts()).to.have.length.at.most(1);
        expect(tab.phases()).to.deep.equal(['placing', 'unconfirmed']);
        expect(tab.ends()).to.have.length(1);
      });
    }

    it('gives up after 30 s, or what the host set', async () => {
      tab = await browser.openTab({timeout: s(10)}).connect();
      browser.faults.push({method: 'POST', kind: 'hang'});
      const began = browser.now;
      await place(numberOf('answered'));
      expect(browser.now - began).to.equal(s(10));
    });

    it('not a minute later either, when the host repeats throttled requests', async () => {
      tab = await browser.openTab({handleRateLimit: true}).connect();
      const call = await place(numberOf('throttled'));
      expect(call).to.include({phase: 'failed'});
      expect(call.error).to.include({code: 'rate-limited'});
      await browser.advance(s(180));
      expect(posts()).to.have.length(1);
    });

    it('except once after a definite 401', async () => {
      browser.simulator.faults.push({method: 'POST', kind: 'status', status: 401, body: {errorCode: 'OAU-128'}});
      const call = await place(numberOf('answered'));
      expect(call.phase).to.equal('ringing-caller');
      expect(posts().map(({status}) => status)).to.deep.equal([401, 200]);
    });
  });

  describe('rate limits', () => {
    it('sends nothing of the group from any tab until the penalty is over', async () => {
      const other = await browser.openTab().connect();
      await place(numberOf('answered-long'));
      await browser.advance(s(20));
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': '43'}});
      await browser.advance(s(10));
      const limited = reads().find(({status}) => status === 429)!;
      expect(tab.store.limit.get().until).to.equal(limited.at + s(43));
      expect(other.store.limit.get().until).to.equal(limited.at + s(43));
      expect(current()!.stale).to.equal(true);
      await browser.advance(s(60));
      const after = reads().filter(({at}) => at > limited.at);
      expect(after[0]!.at).to.be.within(limited.at + s(43), limited.at + s(46));
      expect(tab.store.limit.get().until).to.equal(null);
      expect(current()).to.include({stale: false, phase: 'connected'});
    });

    it('refuses a call within the penalty, and says when', async () => {
      await place(numberOf('throttled'));
      const refused = await tab.store.call({to: numberOf('answered')}).catch((error: unknown) => error) as {code: string; retryAt: number};
      expect(refused.code).to.equal('rate-limited');
      expect(refused.retryAt).to.be.greaterThan(browser.now);
      expect(posts()).to.have.length(1);
      await browser.advance(refused.retryAt - browser.now);
      await place(numberOf('answered'));
      expect(posts().map(({status}) => status)).to.deep.equal([429, 200]);
    });
  });

  describe('tabs and reloads', () => {
    it('only one tab asks, and another takes over within five seconds', async () => {
      const other = await browser.openTab().connect();
      await place(numberOf('answered-long'));
      await browser.advance(s(30));
      expect(other.phases()).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected']);
      const times = reads().map(({at}) => at);
      for (const start of times) expect(times.filter((at) => at >= start && at < start + s(60))).to.have.length.at.most(30);
      tab.close();
      browser.simulator.hangUp();
      await browser.advance(s(8));
      expect(current(other)!.phase).to.equal('ended');
      expect(other.ends()[0]).to.include({primary: true});
    });

    it('tells the end once in each document, and is primary in one', async () => {
      const others = [await browser.openTab().connect(), await browser.openTab().connect()];
      await place(numberOf('answered'));
      await browser.advance(s(60));
      const ends = [tab, ...others].map((one) => one.ends());
      expect(ends.map((one) => one.length)).to.deep.equal([1, 1, 1]);
      expect(ends.flat().filter(({primary}) => primary)).to.have.length(1);
    });

    it('is primary in one document also where tabs cannot talk to each other', async () => {
      const options = {noLocks: true, noChannel: true};
      const pair = [await browser.openTab(options).connect()];
      await place(numberOf('answered'), pair[0]);
      pair.push(await browser.openTab(options).connect());
      await browser.advance(s(60));
      expect(pair.map((one) => one.ends().length)).to.deep.equal([1, 1]);
      expect(pair.flatMap((one) => one.ends()).filter(({primary}) => primary)).to.have.length(1);
    });

    it('picks a call up after a reload', async () => {
      await place(numberOf('answered-long'));
      await browser.advance(s(20));
      tab.close();
      tab = await browser.openTab().connect();
      expect(current()).to.include({phase: 'connected'});
      await browser.advance(s(3));
      expect(current()).to.include({phase: 'connected', stale: false});
      browser.simulator.hangUp();
      await browser.advance(s(8));
      expect(tab.ends()).to.have.length(1);
    });

    it('concludes from a 404 a call that ended while nobody looked', async () => {
      await place(numberOf('answered'));
      await browser.advance(s(14));
      expect(current()!.phase).to.equal('connected');
      tab.close();
      await browser.advance(s(3600));
      tab = await browser.openTab().connect();
      await browser.advance(s(3));
      expect(current()!.phase).to.equal('ended');
      expect(tab.ends()).to.have.length(1);
      expect(tab.ends()[0]!.primary).to.equal(true);
    });

    it('concludes a call whose tab died while placing it', async () => {
      browser.faults.push({method: 'POST', kind: 'hang'});
      void tab.store.call({to: numberOf('answered')});
      await browser.advance(s(2));
      tab.close();
      tab = await browser.openTab().connect();
      await browser.settle();
      expect(current()).to.include({phase: 'unconfirmed'});
      expect(tab.ends()).to.have.length(1);
    });

    it('drops what is older than a day', async () => {
      browser.faults.push({method: 'GET', path: '/ring-out', kind: 'before', times: 1_000});
      await place(numberOf('answered-long'));
      await browser.advance(s(2));
      tab.close();
      await browser.advance(s(25 * 3600));
      tab = await browser.openTab().connect();
      await browser.advance(s(1));
      expect(tab.ends().map(({call}) => call.phase)).to.deep.equal(['unconfirmed']);
      await browser.advance(s(601));
      expect([...browser.storage.keys()].filter((key) => key.includes('/call/'))).to.deep.equal([]);
    });

    it('shows a change within 2.5 s while legs ring and 6 s while connected, also when another tab was first', async () => {
      tab.show(false);
      await place(numberOf('answered-long'));
      tab.show(false);
      const looked = await browser.openTab().connect();
      await browser.advance(s(1));
      const {startedAt} = current(looked)!;
      await browser.advance(s(30));
      const connectedAt = current(looked)!.connectedAt!;
      expect(connectedAt - startedAt).to.be.within(s(12), s(14.5));
      browser.simulator.hangUp();
      const hungUpAt = browser.now;
      await browser.advance(s(6));
      expect(current(looked)!.endedAt! - hungUpAt).to.be.at.most(s(6));
    });

    it('a tab that is looked at takes over from one that is hidden', async () => {
      const other = await browser.openTab().connect();
      await place(numberOf('answered-long'));
      tab.show(false);
      other.show(false);
      await browser.advance(s(60));
      const slow = reads().length;
      other.show(true);
      await browser.advance(s(60));
      expect(reads().length - slow).to.be.within(10, 14);
    });

    it('a dismissed call is gone in every tab, and stays gone', async () => {
      const other = await browser.openTab().connect();
      await place(numberOf('busy'));
      await browser.advance(s(60));
      tab.store.dismiss(current()!.key);
      await browser.settle();
      expect(other.store.calls.get()).to.have.length(0);
      expect((await browser.openTab().connect()).store.calls.get()).to.have.length(0);
    });

    it('works in memory where storage is blocked', async () => {
      tab = await browser.openTab({blockedStorage: true}).connect();
      await place(numberOf('answered'));
      await browser.advance(s(60));
      expect(current()!.phase).to.equal('ended');
    });

    it('ignores what it cannot read in storage', async () => {
      await place(numberOf('answered-long'));
      const key = [...browser.storage.keys()].find((name) => name.includes('/call/'))!;
      const prefix = key.slice(0, key.lastIndexOf('/') + 1);
      tab.close();
      for (const [i, text] of ['', '{', 'null', '[]', '{"call":{"key":"x"}}', '"text"', '{"call":{"key":"x","to":"<b>","phase":"ended"}}'].entries()) {
        browser.storage.set(`${prefix}bad${i}`, text);
      }
      tab = await browser.openTab().connect();
      expect(tab.store.calls.get()).to.have.length(1);
    });
  });

  describe('cancelling', () => {
    it('is canceled when the platform says so', async () => {
      await place(numberOf('answered'));
      await browser.advance(s(2));
      await browser.run(tab.store.cancel(current()!.key));
      expect(current()).to.include({phase: 'canceling'});
      await browser.advance(s(15));
      expect(current()).to.include({phase: 'canceled'});
      expect(tab.phases()).to.deep.equal(['placing', 'ringing-caller', 'canceling', 'canceled']);
    });

    it('asked for while the call is being placed, leaves as soon as there is an id', async () => {
      browser.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: s(3)});
      const placed = tab.store.call({to: numberOf('answered')});
      await browser.advance(s(1));
      await browser.run(tab.store.cancel(current()!.key));
      await browser.run(placed);
      expect(browser.requests('DELETE')).to.have.length(1);
      await browser.advance(s(20));
      expect(current()!.phase).to.equal('canceled');
    });

    it('that comes too late is not claimed', async () => {
      await place(numberOf('answered-long'));
      await browser.advance(s(8));
      expect(current()!.phase).to.equal('ringing-callee');
      await browser.run(tab.store.cancel(current()!.key));
      await browser.advance(s(10));
      expect(current()).to.include({phase: 'connected'});
      expect(current()!.cancelAt).to.be.a('number');
    });

    it('of a call that is over already: a 404 is the end', async () => {
      await place(numberOf('answered'));
      browser.simulator.faults.push({method: 'DELETE', kind: 'status', status: 404, body: {errorCode: 'CMN-102'}});
      await browser.run(tab.store.cancel(current()!.key));
      expect(current()!.phase).to.equal('canceled');
    });

    for (const [what, fault] of [
      ['429', {kind: 'status', status: 429, headers: {'retry-after': '3'}}], ['503', {kind: 'status', status: 503}],
    ] as const) {
      it(`answered ${what} is tried again`, async () => {
        await place(numberOf('no-answer'));
        browser.simulator.faults.push({method: 'DELETE', ...fault});
        await browser.run(tab.store.cancel(current()!.key));
        await browser.advance(s(10));
        expect(browser.requests('DELETE')).to.have.length(2);
      });
    }

    it('that the platform refuses gives the call back', async () => {
      await place(numberOf('answered-long'));
      browser.simulator.faults.push({method: 'DELETE', kind: 'status', status: 403, body: {errorCode: 'CMN-408'}});
      await browser.run(tab.store.cancel(current()!.key));
      expect(current()!.phase).to.equal('ringing-caller');
      expect(browser.requests('DELETE')).to.have.length(1);
      expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(1);
    });
  });

  describe('trouble while a call is on', () => {
    it('is stale, not failed, while the network is away, and read at once when it is back', async () => {
      await place(numberOf('answered-long'));
      await browser.advance(s(20));
      tab.goOnline(false);
      const asked = reads().length;
      await browser.advance(s(120));
      expect(reads()).to.have.length(asked);
      tab.goOnline(true);
      await browser.advance(s(1));
      expect(reads()).to.have.length(asked + 1);
      expect(current()).to.include({phase: 'connected', stale: false});
    });

    it('backs off after failures', async () => {
      await place(numberOf('answered-long'));
      await browser.advance(s(15));
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 503, times: 5});
      await browser.advance(s(120));
      const failed = reads().filter(({status}) => status === 503).map(({at}) => at);
      const gaps = failed.slice(1).map((at, i) => (at - failed[i]!) / 1000);
      expect(gaps).to.have.length(4);
      gaps.forEach((gap, i) => expect(gap).to.be.within(2 ** (i + 1) * 0.75, 2 ** (i + 1) * 1.25 + 2.1));
      expect(current()!.stale).to.equal(false);
    });

    it('honours Retry-After of a 503', async () => {
      await place(numberOf('answered-long'));
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 503, headers: {'retry-after': '20'}});
      await browser.advance(s(40));
      const [failed, next] = reads();
      expect(next!.at - failed!.at).to.be.within(s(20), s(23));
    });

    it('gives a call up when the platform cannot say for a minute', async () => {
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 200, times: 1000,
        body: {id: 'x', status: {callStatus: 'Invalid', callerStatus: 'Invalid', calleeStatus: 'Invalid'}}});
      await place(numberOf('answered-long'));
      await browser.advance(s(50));
      expect(current()).to.include({phase: 'ringing-caller', stale: true});
      await browser.advance(s(20));
      expect(current()).to.include({phase: 'unconfirmed'});
    });

    it('never gets an unconfirmed call placed while offline: nothing was sent', async () => {
      tab.goOnline(false);
      const call = await place(numberOf('answered'));
      expect(call.error).to.include({code: 'offline'});
      expect(posts()).to.have.length(0);
    });
  });

  describe('session trouble does not kill a call', () => {
    it('revoked in mid-call: stale, then taken up after signing in again', async () => {
      await place(numberOf('answered-long'));
      await browser.advance(s(20));
      browser.simulator.faults.push({method: 'GET', kind: 'status', status: 401, times: 1_000, body: {errorCode: 'OAU-128'}});
      await browser.advance(s(10));
      expect(tab.store.session.get().state).to.equal('expired');
      expect(current()).to.include({phase: 'connected', stale: true});
      const asked = reads().length;
      await browser.advance(s(120));
      expect(reads()).to.have.length(asked);
      browser.simulator.faults.length = 0;
      await tab.connect();
      await browser.advance(s(3));
      expect(current()).to.include({phase: 'connected', stale: false});
      browser.simulator.hangUp();
      await browser.advance(s(8));
      expect(tab.ends()).to.have.length(1);
    });

    it('signing out gives the call up and erases what is stored', async () => {
      await place(numberOf('answered-long'));
      await browser.advance(s(20));
      await browser.run(tab.store.signOut());
      expect(tab.ends().map(({call}) => call.phase)).to.deep.equal(['unconfirmed']);
      expect(tab.store.calls.get()).to.deep.equal([]);
      expect([...browser.storage.entries()].filter(([, value]) => value.includes(numberOf('answered-long')))).to.deep.equal([]);
      const asked = reads().length;
      await browser.advance(s(120));
      expect(reads()).to.have.length(asked);
    });

    it('signing out erases calls that this page never took up', async () => {
      await place(numberOf('busy'));
      const kept = [...browser.storage.keys()].find((name) => name.includes('/call/'))!;
      const unknown = `${kept}0`;
      browser.storage.set(unknown, '{"of": "a tab that is closed"}');
      await browser.run(tab.store.signOut());
      expect([browser.storage.has(kept), browser.storage.has(unknown)]).to.deep.equal([false, false]);
    });
  });

  describe('refusals', () => {
    const refused = (to: string, of = tab) => browser.run(of.store.call({to}).then(() => 'placed', (error: {code: string; message: string}) => error));

    it('a number nobody can call', async () => {
      expect(await refused('hello')).to.include({code: 'invalid-number'});
      expect(tab.store.calls.get()).to.have.length(0);
    });

    it('an emergency number', async () => {
      expect(await refused('911')).to.include({code: 'emergency-number'});
    });

    const screens: [string, () => true | string | Promise<true | string>, object | string][] = [
      ['a reason', () => 'Asked not to be called', {code: 'do-not-call', message: 'Asked not to be called'}],
      ['a reason later', () => Promise.resolve('Not before May'), {code: 'do-not-call', message: 'Not before May'}],
      ['an exception', () => { throw new Error('down'); }, {code: 'do-not-call'}],
      ['no answer within 3 s', () => new Promise(() => {}), {code: 'do-not-call'}],
      ['consent', () => true, 'placed'],
    ];
    for (const [what, screen, expected] of screens) {
      it(`do not call: ${what}`, async () => {
        tab = await browser.openTab({screen}).connect();
        const result = await refused(numberOf('answered'));
        if (typeof expected === 'string') expect(result).to.equal(expected);
        else expect(result).to.include(expected);
        expect(posts()).to.have.length(expected === 'placed' ? 1 : 0);
      });
    }

    it('without a session', async () => {
      const stranger = browser.openTab();
      expect(await refused(numberOf('answered'), stranger)).to.include({code: 'no-session'});
    });
  });
});
