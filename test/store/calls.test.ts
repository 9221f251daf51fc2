import {expect} from '@open-wc/testing';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;

describe('calls', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser();
    tab = await browser.openTab().connect();
  });

  afterEach(() => browser.close());

  const placeCall = (to: string, placingTab = tab) =>
    browser.runUntil(placingTab.store.call({to}));
  const postRequests = () => browser.requests('POST', '/ring-out');
  const statusRequests = () => browser.requests('GET', '/ring-out');
  const currentCall = (shownTab = tab) => shownTab.store.calls.get()[0];

  it('takes an answered call through every phase to its end', async () => {
    const call = await placeCall(numberOf('answered'));
    expect(call.phase).to.equal('ringing-caller');
    await browser.advance(seconds(60));
    expect(tab.phases()).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected', 'ended']);
    expect(tab.endEvents()).to.have.length(1);
    expect(tab.endEvents()[0]).to.include({primary: true});
    expect(currentCall()).to.include({phase: 'ended', stale: false});
    expect(currentCall()!.endedAt! - currentCall()!.connectedAt!).to.be.within(seconds(4), seconds(20));
    expect(postRequests()).to.have.length(1);
  });

  const failures: [string, string, string?][] = [
    ['busy', 'busy', 'callee'], ['no-answer', 'no-answer', 'callee'], ['phone-offline', 'unreachable', 'caller'],
    ['international-disabled', 'calling-disabled'], ['destination-blocked', 'destination-blocked'], ['no-funds', 'no-funds'],
  ];
  for (const [scenario, code, leg] of failures) {
    it(`fails with the reason that the platform gives: ${scenario} → ${code}`, async () => {
      await placeCall(numberOf(scenario));
      await browser.advance(seconds(60));
      const {phase, error} = currentCall()!;
      expect(phase).to.equal('failed');
      expect(error).to.include({code, ...(leg && {leg})});
      expect(tab.endEvents()).to.have.length(1);
      expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(1);
    });
  }

  it('sends at most 30 status requests a minute, and none when the call is over', async () => {
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(600));
    const times = statusRequests().map(({at}) => at);
    for (const start of times) expect(times.filter((at) => at >= start && at < start + seconds(60))).to.have.length.at.most(30);
    browser.simulator.hangUp();
    await browser.advance(seconds(6));
    expect(currentCall()!.phase).to.equal('ended');
    const requestCount = statusRequests().length;
    await browser.advance(seconds(120));
    expect(statusRequests()).to.have.length(requestCount);
  });

  it('leaves no timer once a finished call has been shown for ten minutes', async () => {
    const {listeners} = tab.leftovers;
    await placeCall(numberOf('busy'));
    await browser.advance(seconds(60));
    expect(tab.store.calls.get()).to.have.length(1);
    await browser.advance(seconds(600));
    expect(tab.store.calls.get()).to.have.length(0);
    expect(tab.leftovers).to.deep.equal({timers: 0, listeners});
    tab.store.dispose();
    expect(tab.leftovers).to.deep.equal({timers: 0, listeners: 0});
  });

  describe('one gesture places one call', () => {
    it('places one of two calls in the same tick', async () => {
      const [first, second] = await browser.runUntil(Promise.allSettled([
        tab.store.call({to: numberOf('answered')}), tab.store.call({to: numberOf('busy')}),
      ]));
      expect(first.status).to.equal('fulfilled');
      expect(second).to.have.nested.property('reason.code', 'call-in-progress');
      expect(postRequests()).to.have.length(1);
      expect(tab.store.calls.get()).to.have.length(1);
    });

    it('places one call for two clicks in two tabs within the same second', async () => {
      const other = await browser.openTab().connect();
      const both = Promise.allSettled([tab.store.call({to: numberOf('answered')}), (async () => {
        await new Promise<void>((resolve) => browser.schedule(700, resolve));
        return other.store.call({to: numberOf('answered')});
      })()]);
      const results = await browser.runUntil(both);
      expect(results.map(({status}) => status)).to.deep.equal(['fulfilled', 'rejected']);
      expect(postRequests()).to.have.length(1);
    });

    for (const noLocks of [false, true]) {
      it(`places one call for two clicks in two tabs at once${noLocks ? ', without Web Locks but with a channel' : ''}`, async () => {
        if (noLocks) tab = await browser.openTab({noLocks}).connect();
        const other = await browser.openTab({noLocks}).connect();
        const results = await browser.runUntil(Promise.allSettled([tab.store.call({to: numberOf('answered')}), other.store.call({to: numberOf('answered')})]));
        expect(results.filter(({status}) => status === 'fulfilled')).to.have.length(1);
        expect(postRequests()).to.have.length(1);
      });
    }

    it('places one call for two clicks in two tabs that share no storage', async () => {
      const pair = [await browser.openTab({storage: 'memory'}).connect(), await browser.openTab({storage: 'memory'}).connect()];
      const results = await browser.runUntil(Promise.allSettled(pair.map(({store}) => store.call({to: numberOf('answered')}))));
      expect(results.filter(({status}) => status === 'fulfilled')).to.have.length(1);
      expect(postRequests()).to.have.length(1);
    });

    it('allows a second call once the first has been placed', async () => {
      await placeCall(numberOf('answered-long'));
      await placeCall(numberOf('answered-long'));
      expect(postRequests()).to.have.length(2);
      await browser.advance(seconds(60));
      expect(tab.store.calls.get().map(({phase}) => phase)).to.deep.equal(['connected', 'connected']);
    });

    it('refuses a second call while one is being placed', async () => {
      browser.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: seconds(8)});
      const first = tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(4));
      const again = await tab.store.call({to: numberOf('answered')}).catch((error: unknown) => error);
      expect(again).to.include({code: 'call-in-progress'});
      await browser.runUntil(first);
      expect(postRequests()).to.have.length(1);
    });
  });

  describe('POST requests', () => {
    const faults: [string, () => void][] = [
      ['the connection is lost before the request', () => browser.faults.push({method: 'POST', kind: 'before'})],
      ['the connection is lost after the request', () => browser.faults.push({method: 'POST', kind: 'after'})],
      ['no answer comes', () => browser.faults.push({method: 'POST', kind: 'hang-after'})],
      ['the server fails', () => browser.simulator.faults.push({method: 'POST', kind: 'status', status: 500})],
      ['the answer is HTML', () => browser.simulator.faults.push({method: 'POST', kind: 'html', status: 502})],
      ['the answer is cut off', () => browser.simulator.faults.push({method: 'POST', kind: 'truncated'})],
      ['the answer has other types', () => browser.simulator.faults.push({method: 'POST', kind: 'wrong-types'})],
      ['the answer is empty', () => browser.simulator.faults.push({method: 'POST', kind: 'empty'})],
    ];
    for (const [description, injectFault] of faults) {
      it(`ends a call as unconfirmed and sends no second POST when ${description}`, async () => {
        injectFault();
        const call = await placeCall(numberOf('answered'));
        expect(call).to.include({phase: 'unconfirmed', id: null});
        await browser.advance(seconds(300));
        expect(postRequests()).to.have.length.at.most(1);
        expect(tab.phases()).to.deep.equal(['placing', 'unconfirmed']);
        expect(tab.endEvents()).to.have.length(1);
      });
    }

    it('gives up after the time-out that the page set', async () => {
      tab = await browser.openTab({timeout: seconds(10)}).connect();
      browser.faults.push({method: 'POST', kind: 'hang'});
      const startTime = browser.now;
      await placeCall(numberOf('answered'));
      expect(browser.now - startTime).to.equal(seconds(10));
    });

    it('sends no second POST when the SDK of the page repeats throttled requests', async () => {
      tab = await browser.openTab({handleRateLimit: true}).connect();
      const call = await placeCall(numberOf('throttled'));
      expect(call).to.include({phase: 'failed'});
      expect(call.error).to.include({code: 'rate-limited'});
      await browser.advance(seconds(180));
      expect(postRequests()).to.have.length(1);
    });

    it('repeats a POST once after a definite 401', async () => {
      browser.simulator.faults.push({method: 'POST', kind: 'status', status: 401, body: {errorCode: 'OAU-128'}});
      const call = await placeCall(numberOf('answered'));
      expect(call.phase).to.equal('ringing-caller');
      expect(postRequests().map(({status}) => status)).to.deep.equal([401, 200]);
    });
  });

  describe('rate limits', () => {
    it('sends no request of the group from any tab until the penalty is over', async () => {
      const other = await browser.openTab().connect();
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(20));
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': '43'}});
      await browser.advance(seconds(10));
      const limited = statusRequests().find(({status}) => status === 429)!;
      expect(tab.store.limit.get().until).to.equal(limited.at + seconds(43));
      expect(other.store.limit.get().until).to.equal(limited.at + seconds(43));
      expect(currentCall()!.stale).to.equal(true);
      await browser.advance(seconds(60));
      const laterRequests = statusRequests().filter(({at}) => at > limited.at);
      expect(laterRequests[0]!.at).to.be.within(limited.at + seconds(43), limited.at + seconds(46));
      expect(tab.store.limit.get().until).to.equal(null);
      expect(currentCall()).to.include({stale: false, phase: 'connected'});
    });

    it('refuses a call within the penalty, and tells when to try again', async () => {
      await placeCall(numberOf('throttled'));
      const refused = await tab.store.call({to: numberOf('answered')}).catch((error: unknown) => error) as {code: string; retryAt: number};
      expect(refused.code).to.equal('rate-limited');
      expect(refused.retryAt).to.be.greaterThan(browser.now);
      expect(postRequests()).to.have.length(1);
      await browser.advance(refused.retryAt - browser.now);
      await placeCall(numberOf('answered'));
      expect(postRequests().map(({status}) => status)).to.deep.equal([429, 200]);
    });
  });

  describe('tabs and reloads', () => {
    it('polls in one tab only, and another takes over within five seconds', async () => {
      const other = await browser.openTab().connect();
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(30));
      expect(other.phases()).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected']);
      const times = statusRequests().map(({at}) => at);
      for (const start of times) expect(times.filter((at) => at >= start && at < start + seconds(60))).to.have.length.at.most(30);
      tab.close();
      browser.simulator.hangUp();
      await browser.advance(seconds(8));
      expect(currentCall(other)!.phase).to.equal('ended');
      expect(other.endEvents()[0]).to.include({primary: true});
    });

    it('fires the end once in each document, and is primary in one', async () => {
      const others = [await browser.openTab().connect(), await browser.openTab().connect()];
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(60));
      const ends = [tab, ...others].map((one) => one.endEvents());
      expect(ends.map((one) => one.length)).to.deep.equal([1, 1, 1]);
      expect(ends.flat().filter(({primary}) => primary)).to.have.length(1);
    });

    it('is primary in one document also when tabs share neither locks nor channels', async () => {
      const options = {noLocks: true, noChannel: true};
      const pair = [await browser.openTab(options).connect()];
      await placeCall(numberOf('answered'), pair[0]);
      pair.push(await browser.openTab(options).connect());
      await browser.advance(seconds(60));
      expect(pair.map((one) => one.endEvents().length)).to.deep.equal([1, 1]);
      expect(pair.flatMap((one) => one.endEvents()).filter(({primary}) => primary)).to.have.length(1);
    });

    for (const noLocks of [false, true]) {
      const without = noLocks ? 'neither locks nor channels' : 'no channels';

      it(`calls a number once where tabs share ${without}: a later tab refuses, and then knows the call`, async () => {
        const options = {noLocks, noChannel: true};
        const [first, second] = [await browser.openTab(options).connect(), await browser.openTab(options).connect()];
        await placeCall(numberOf('answered-long'), first);
        await browser.advance(seconds(4));
        expect(second.store.calls.get()).to.deep.equal([]);
        const code = await browser.runUntil(second.store.call({to: numberOf('answered-long')}).catch((error: {code: string}) => error.code));
        expect(code).to.equal('call-in-progress');
        expect(postRequests()).to.have.length(1);
        expect(currentCall(second)!.key).to.equal(currentCall(first)!.key);
        // Who calls again now has seen that it rings.
        await placeCall(numberOf('answered-long'), second);
        expect(postRequests()).to.have.length(2);
      });

      it(`shows the call of another tab to who comes back, where tabs share ${without}`, async () => {
        const options = {noLocks, noChannel: true};
        const [first, second] = [await browser.openTab(options).connect(), await browser.openTab(options).connect()];
        second.show(false);
        await placeCall(numberOf('answered-long'), first);
        await browser.advance(browser.storageDelayMs);
        second.show(true);
        await browser.settle();
        expect(currentCall(second)!.key).to.equal(currentCall(first)!.key);
      });
    }

    it('follows a call after a reload', async () => {
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(20));
      tab.close();
      tab = await browser.openTab().connect();
      expect(currentCall()).to.include({phase: 'connected'});
      await browser.advance(seconds(3));
      expect(currentCall()).to.include({phase: 'connected', stale: false});
      browser.simulator.hangUp();
      await browser.advance(seconds(8));
      expect(tab.endEvents()).to.have.length(1);
    });

    it('keeps what is to be pressed after the answer', async () => {
      const call = await placeCall(`${numberOf('answered-long')},,9988776#,,654321#`);
      const keys = {extension: '9988776', tones: ',,9988776#,,654321#'};
      expect(call).to.include(keys);
      expect(postRequests()[0]!.body).to.have.nested.property('to.phoneNumber', numberOf('answered-long'));
      tab.close();
      const reloadedTab = await browser.openTab().connect();
      expect(currentCall(reloadedTab)).to.include(keys);
    });

    it('concludes from a 404 a call that ended while no page was open', async () => {
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(14));
      expect(currentCall()!.phase).to.equal('connected');
      tab.close();
      await browser.advance(seconds(3600));
      tab = await browser.openTab().connect();
      await browser.advance(seconds(3));
      expect(currentCall()!.phase).to.equal('ended');
      expect(tab.endEvents()).to.have.length(1);
      expect(tab.endEvents()[0]!.primary).to.equal(true);
    });

    describe('that a page finds when it opens', () => {
      /** Whether the calls of a new tab were ever said to be unreadable. */
      const openWatched = async (ms: number) => {
        const opened = browser.openTab();
        const wasStale: boolean[] = [];
        opened.store.calls.subscribe((calls) => { for (const call of calls) wasStale.push(call.stale); });
        await opened.connect();
        await browser.advance(ms);
        expect(wasStale).to.have.length.greaterThan(0);
        return {opened, staleness: [...new Set(wasStale)]};
      };

      for (const [moment, after] of [['has just been placed', 0.5], ['rings', 6.5], ['is talked', 20]] as const) {
        it(`is readable in a second tab while it ${moment}, with no more requests`, async () => {
          await placeCall(numberOf('answered-long'));
          await browser.advance(seconds(after));
          const {phase} = currentCall()!;
          const {opened, staleness} = await openWatched(seconds(1));
          expect(staleness).to.deep.equal([false]);
          expect(currentCall(opened)!.phase).to.equal(phase);
          const gaps = statusRequests().slice(1).map(({at}, i) => at - statusRequests()[i]!.at);
          expect(gaps.every((gap) => gap >= 2_050), `status requests ${gaps.join(', ')} ms apart`).to.equal(true);
        });
      }

      it('is readable after a reload', async () => {
        await placeCall(numberOf('answered-long'));
        await browser.advance(seconds(20));
        tab.close();
        await browser.advance(seconds(1));
        expect((await openWatched(seconds(3))).staleness).to.deep.equal([false]);
      });

      it('is stale from the first moment on where the other tab cannot read it', async () => {
        await placeCall(numberOf('answered-long'));
        browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': '43'}});
        await browser.advance(seconds(4));
        expect((await openWatched(seconds(1))).staleness).to.deep.equal([true]);
      });

      it('is stale at first where nobody has followed it, and is read at once', async () => {
        await placeCall(numberOf('answered-long'));
        await browser.advance(seconds(20));
        tab.close();
        await browser.advance(seconds(100));
        const {opened, staleness} = await openWatched(seconds(1));
        expect(staleness).to.deep.equal([true, false]);
        expect(currentCall(opened)).to.include({phase: 'connected', stale: false});
      });
    });

    describe('that nobody saw end', () => {
      const WORDS = 'We don’t know whether the call was answered. If it was not, call again.';
      const NOTHING_KNOWN = [['call-error', undefined, 'unconfirmed'], ['call-end', 'unconfirmed', 'unconfirmed']];
      /** The events by which the page learns of the end. */
      const toldIn = (someTab: Tab) => someTab.events
        .filter(({type}) => type === 'call-error' || type === 'call-end')
        .map((event) => event.type === 'call-end'
          ? [event.type, event.call.phase, event.call.error?.code]
          : [event.type, undefined, (event as {error?: {code: string}}).error?.code]);

      it('is not told as unanswered by the next page', async () => {
        await placeCall(numberOf('answered'));
        await browser.advance(seconds(3));
        expect(currentCall()!.phase).to.equal('ringing-caller');
        tab.close();
        await browser.advance(seconds(120));
        tab = await browser.openTab().connect();
        await browser.advance(seconds(3));
        expect(currentCall()!.connectedAt).to.equal(undefined);
        expect(toldIn(tab)).to.deep.equal(NOTHING_KNOWN);
        expect(currentCall()!.error!.message).to.equal(WORDS);
      });

      for (const phase of ['ringing-caller', 'ringing-callee', 'canceling'] as const) {
        it(`is not told as unanswered by a page that slept while it was ${phase}`, async () => {
          await placeCall(numberOf('answered-long'));
          await browser.advance(phase === 'ringing-callee' ? seconds(8) : seconds(3));
          if (phase === 'canceling') await browser.runUntil(tab.store.cancel(currentCall()!.key));
          expect(currentCall()!.phase).to.equal(phase);
          browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 404, times: 9, body: {errorCode: 'CMN-102'}});
          // The lid is closed: the clock goes on, and no timer runs.
          browser.now += seconds(600);
          await browser.advance(seconds(3));
          // The page has heard before that the cancel had no effect.
          expect(toldIn(tab).slice(-2)).to.deep.equal(NOTHING_KNOWN);
          expect(tab.endEvents()).to.have.length(1);
        });
      }

      const forgetCalls = () => browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 404, times: 9, body: {errorCode: 'CMN-102'}});

      it('is unanswered where hidden tabs followed it at their pace', async () => {
        tab.show(false);
        await placeCall(numberOf('no-answer'));
        await browser.advance(seconds(15));
        const {length} = statusRequests();
        forgetCalls();
        await browser.advance(seconds(10));
        expect(statusRequests().length - length).to.equal(1);
        expect(tab.endEvents().map(({call}) => call.error?.code)).to.deep.equal(['no-answer']);
      });

      it('is not told as unanswered where another page asked just before, but had no answer', async () => {
        await placeCall(numberOf('answered-long'));
        await browser.advance(seconds(3));
        browser.faults.push({method: 'GET', path: '/ring-out', kind: 'hang', times: 1});
        await browser.advance(seconds(3));
        tab.close();
        forgetCalls();
        tab = await browser.openTab().connect();
        await browser.advance(seconds(4));
        expect(toldIn(tab)).to.deep.equal(NOTHING_KNOWN);
      });

      it('may still ring where RingCentral refused to say how it is', async () => {
        await placeCall(numberOf('answered-long'));
        browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 400, times: 99, body: {errorCode: 'CMN-101'}});
        await browser.advance(seconds(200));
        expect(toldIn(tab)).to.deep.equal(NOTHING_KNOWN);
        expect(currentCall()!.id).to.not.equal(null);
        expect(currentCall()!.error!.message).to.equal('Your phone may still ring. If it stays silent, call again.');
      });

      it('is not told as unanswered where two calls rang, whichever is read first', async () => {
        await placeCall(numberOf('answered'));
        await browser.advance(seconds(3));
        await placeCall(numberOf('no-answer'));
        await browser.advance(seconds(1));
        browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 404, times: 9, body: {errorCode: 'CMN-102'}});
        browser.now += seconds(600);
        await browser.advance(seconds(6));
        expect(tab.endEvents().map(({call}) => call.phase)).to.deep.equal(['unconfirmed', 'unconfirmed']);
      });

      it('is not told as unanswered after the platform could not say how it is', async () => {
        const Invalid = {callStatus: 'Invalid', callerStatus: 'Invalid', calleeStatus: 'Invalid'};
        await placeCall(numberOf('answered-long'));
        browser.simulator.faults.push(
          {method: 'GET', path: '/ring-out', kind: 'status', status: 200, times: 10, body: {status: Invalid}},
          {method: 'GET', path: '/ring-out', kind: 'status', status: 404, times: 9, body: {errorCode: 'CMN-102'}},
        );
        await browser.advance(seconds(40));
        expect(toldIn(tab)).to.deep.equal(NOTHING_KNOWN);
      });

      it('is unanswered where a tab had read it just before, whichever that was', async () => {
        const other = await browser.openTab().connect();
        await placeCall(numberOf('answered-long'));
        await browser.advance(seconds(4));
        browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 404, times: 9, body: {errorCode: 'CMN-102'}});
        tab.close();
        await browser.advance(seconds(4));
        expect(other.endEvents().map(({call}) => call.error?.code)).to.deep.equal(['no-answer']);
      });
    });

    it('gives up a call whose tab crashed while placing it', async () => {
      browser.faults.push({method: 'POST', kind: 'hang'});
      void tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(2));
      tab.close();
      tab = await browser.openTab().connect();
      await browser.settle();
      expect(currentCall()).to.include({phase: 'unconfirmed'});
      expect(tab.endEvents()).to.have.length(1);
    });

    it('gives up a call that is older than a day', async () => {
      browser.faults.push({method: 'GET', path: '/ring-out', kind: 'before', times: 1_000});
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(2));
      tab.close();
      await browser.advance(seconds(25 * 3600));
      tab = await browser.openTab().connect();
      await browser.advance(seconds(5));
      expect(tab.endEvents().map(({call}) => call.phase)).to.deep.equal(['unconfirmed']);
      await browser.advance(seconds(601));
      expect([...browser.storage.keys()].filter((key) => key.includes('/call/'))).to.deep.equal([]);
    });

    it('shows a change within 2.5 s while legs ring and 6 s while connected, also in a second tab', async () => {
      tab.show(false);
      await placeCall(numberOf('answered-long'));
      tab.show(false);
      const visibleTab = await browser.openTab().connect();
      await browser.advance(seconds(1));
      const {startedAt} = currentCall(visibleTab)!;
      await browser.advance(seconds(30));
      const connectedAt = currentCall(visibleTab)!.connectedAt!;
      expect(connectedAt - startedAt).to.be.within(seconds(12), seconds(14.5));
      browser.simulator.hangUp();
      const hungUpAt = browser.now;
      await browser.advance(seconds(6));
      expect(currentCall(visibleTab)!.endedAt! - hungUpAt).to.be.at.most(seconds(6));
    });

    it('a visible tab takes over from a hidden one', async () => {
      const other = await browser.openTab().connect();
      await placeCall(numberOf('answered-long'));
      tab.show(false);
      other.show(false);
      await browser.advance(seconds(60));
      const slowRequests = statusRequests().length;
      other.show(true);
      await browser.advance(seconds(60));
      expect(statusRequests().length - slowRequests).to.be.within(10, 14);
    });

    it('removes a dismissed call from every tab for good', async () => {
      const other = await browser.openTab().connect();
      await placeCall(numberOf('busy'));
      await browser.advance(seconds(60));
      tab.store.dismiss(currentCall()!.key);
      await browser.settle();
      expect(other.store.calls.get()).to.have.length(0);
      expect((await browser.openTab().connect()).store.calls.get()).to.have.length(0);
    });

    it('works in memory when storage is blocked', async () => {
      tab = await browser.openTab({blockedStorage: 'named'}).connect();
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(60));
      expect(currentCall()!.phase).to.equal('ended');
    });

    it('ignores unreadable values in storage', async () => {
      await placeCall(numberOf('answered-long'));
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

  describe('canceling', () => {
    it('ends as canceled once the platform confirms it', async () => {
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(2));
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      expect(currentCall()).to.include({phase: 'canceling'});
      await browser.advance(seconds(15));
      expect(currentCall()).to.include({phase: 'canceled'});
      expect(tab.phases()).to.deep.equal(['placing', 'ringing-caller', 'canceling', 'canceled']);
    });

    it('sends the cancel as soon as a call that is being placed has an id', async () => {
      browser.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: seconds(3)});
      const placed = tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(1));
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      await browser.runUntil(placed);
      expect(browser.requests('DELETE')).to.have.length(1);
      await browser.advance(seconds(20));
      expect(currentCall()!.phase).to.equal('canceled');
    });

    it('stays connected when the cancel comes too late', async () => {
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(8));
      expect(currentCall()!.phase).to.equal('ringing-callee');
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      await browser.advance(seconds(10));
      expect(currentCall()).to.include({phase: 'connected'});
      expect(currentCall()!.cancelAt).to.be.a('number');
    });

    it('takes a 404 as the end of the call', async () => {
      await placeCall(numberOf('answered'));
      browser.simulator.faults.push({method: 'DELETE', kind: 'status', status: 404, body: {errorCode: 'CMN-102'}});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      expect(currentCall()!.phase).to.equal('canceled');
    });

    for (const [status, fault] of [
      ['429', {kind: 'status', status: 429, headers: {'retry-after': '3'}}], ['503', {kind: 'status', status: 503}],
    ] as const) {
      it(`repeats a cancel that is answered with ${status}`, async () => {
        await placeCall(numberOf('no-answer'));
        browser.simulator.faults.push({method: 'DELETE', ...fault});
        await browser.runUntil(tab.store.cancel(currentCall()!.key));
        await browser.advance(seconds(10));
        expect(browser.requests('DELETE')).to.have.length(2);
      });
    }

    it('returns to the phase before when the platform refuses the cancel', async () => {
      await placeCall(numberOf('answered-long'));
      browser.simulator.faults.push({method: 'DELETE', kind: 'status', status: 403, body: {errorCode: 'CMN-408'}});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      expect(currentCall()!.phase).to.equal('ringing-caller');
      expect(browser.requests('DELETE')).to.have.length(1);
      expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(1);
      expect(currentCall()).to.include({cancelFailed: true});
    });

    it('tells every tab that the cancel was refused, and takes another one', async () => {
      const otherTab = await browser.openTab().connect();
      await placeCall(numberOf('answered-long'));
      browser.simulator.faults.push({method: 'DELETE', kind: 'status', status: 403, body: {errorCode: 'CMN-408'}});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      expect(currentCall(otherTab)).to.include({phase: 'ringing-caller', cancelFailed: true});
      await browser.runUntil(otherTab.store.cancel(currentCall(otherTab)!.key));
      expect(currentCall()).to.include({phase: 'canceling'}).and.not.have.property('cancelFailed');
      await browser.advance(seconds(10));
      expect([currentCall()!.phase, currentCall(otherTab)!.phase]).to.deep.equal(['canceled', 'canceled']);
      expect(browser.requests('DELETE')).to.have.length(2);
    });

    it('sends the cancel again after the page of a network that asks for a sign-in', async () => {
      await placeCall(numberOf('no-answer'));
      browser.simulator.faults.push({method: 'DELETE', kind: 'html', status: 200});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      await browser.advance(seconds(10));
      expect(browser.requests('DELETE')).to.have.length(2);
      expect(currentCall()!.phase).to.equal('canceled');
    });

    it('says after five seconds that the cancel was not delivered, until it is', async () => {
      await placeCall(numberOf('no-answer-here'));
      browser.faults.push({method: 'DELETE', kind: 'before', times: 2});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      await browser.advance(seconds(4));
      expect(currentCall()).to.include({phase: 'canceling'}).and.not.have.property('cancelFailed');
      await browser.advance(seconds(2));
      expect(currentCall()).to.include({phase: 'canceling', cancelFailed: true});
      const reports = tab.events.filter((event) => event.type === 'call-error');
      expect(reports.map(({error}) => error.code)).to.deep.equal(['timeout']);
      await browser.advance(seconds(20));
      expect(currentCall()!.phase).to.equal('canceled');
      expect(currentCall()).not.to.have.property('cancelFailed');
    });
  });

  it('reads the status of a canceled call between those of other calls', async () => {
    for (const scenario of ['no-answer-here', 'answered-long', 'no-answer']) {
      await placeCall(numberOf(scenario));
      await browser.advance(seconds(2));
    }
    const canceledCall = tab.store.calls.get().find(({to}) => to === numberOf('no-answer-here'))!;
    await browser.runUntil(tab.store.cancel(canceledCall.key));
    await browser.advance(seconds(8));
    expect(tab.store.calls.get().find(({key}) => key === canceledCall.key)!.phase).to.equal('canceled');
  });

  describe('a cancel without effect', () => {
    const reportsOf = (reportingTab: Tab) => reportingTab.events.filter(({type}) => type === 'call-error');

    it('is reported by the tab of the user alone, and known in all', async () => {
      const otherTab = await browser.openTab().connect();
      await placeCall(numberOf('no-answer-here'));
      browser.faults.push({method: 'DELETE', kind: 'before', times: 20});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      await browser.advance(seconds(12));
      expect(currentCall(otherTab)).to.include({phase: 'canceling', cancelFailed: true});
      expect([reportsOf(tab).length, reportsOf(otherTab).length]).to.deep.equal([1, 0]);
    });

    it('is noticed by another tab when that of the user is gone', async () => {
      const otherTab = await browser.openTab().connect();
      await placeCall(numberOf('no-answer-here'));
      browser.faults.push({method: 'DELETE', kind: 'before', times: 20});
      await browser.runUntil(tab.store.cancel(currentCall()!.key));
      tab.close();
      await browser.advance(seconds(12));
      expect(currentCall(otherTab)).to.include({cancelFailed: true});
    });

    it('is not reported while RingCentral still has five seconds after it took the cancel', async () => {
      await placeCall(numberOf('no-answer-here'));
      browser.faults.push({method: 'DELETE', kind: 'delay', delay: seconds(4)});
      void tab.store.cancel(currentCall()!.key);
      await browser.advance(seconds(30));
      expect(currentCall()!.phase).to.equal('canceled');
      expect(reportsOf(tab)).to.have.length(0);
    });
  });

  describe('what the page asked for', () => {
    it('is kept with the call, also after a reload, without what the user chose', async () => {
      tab.store.choose({from: '+16505550151'});
      await browser.runUntil(tab.store.call({to: numberOf('answered-long'), playPrompt: false}));
      expect(currentCall()!.requested).to.deep.equal({playPrompt: false});
      expect(currentCall()!.from).to.equal('+16505550151');
      const nextTab = await browser.openTab().connect();
      await browser.advance(seconds(1));
      expect(currentCall(nextTab)!.requested).to.deep.equal({playPrompt: false});
    });

    it('is absent where the page left everything to the user', async () => {
      await placeCall(numberOf('answered-long'));
      expect(currentCall()).not.to.have.property('requested');
    });
  });

  describe('a clock that is set back during the call', () => {
    it('lets no call end before it began', async () => {
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(15));
      expect(currentCall()!.phase).to.equal('connected');
      browser.clockError = -2 * 60 * seconds(60);
      await browser.advance(seconds(120));
      const {phase, startedAt, connectedAt, endedAt} = currentCall()!;
      expect(phase).to.equal('ended');
      expect(connectedAt!).to.be.at.least(startedAt);
      expect(endedAt!).to.be.at.least(connectedAt!);
    });
  });

  describe('an active call in trouble', () => {
    it('is stale without a network, and is read at once when it returns', async () => {
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(20));
      tab.goOnline(false);
      const requestCount = statusRequests().length;
      await browser.advance(seconds(120));
      expect(statusRequests()).to.have.length(requestCount);
      tab.goOnline(true);
      await browser.advance(seconds(1));
      expect(statusRequests()).to.have.length(requestCount + 1);
      expect(currentCall()).to.include({phase: 'connected', stale: false});
    });

    it('waits longer after each failure', async () => {
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(15));
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 503, times: 5});
      await browser.advance(seconds(120));
      const failedTimes = statusRequests().filter(({status}) => status === 503).map(({at}) => at);
      const gaps = failedTimes.slice(1).map((at, i) => (at - failedTimes[i]!) / 1000);
      expect(gaps).to.have.length(4);
      gaps.forEach((gap, i) => expect(gap).to.be.within(2 ** (i + 1) * 0.75, 2 ** (i + 1) * 1.25 + 2.1));
      expect(currentCall()!.stale).to.equal(false);
    });

    it('honours Retry-After of a 503', async () => {
      await placeCall(numberOf('answered-long'));
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 503, headers: {'retry-after': '20'}});
      await browser.advance(seconds(40));
      const [failedRequest, nextRequest] = statusRequests();
      expect(nextRequest!.at - failedRequest!.at).to.be.within(seconds(20), seconds(23));
    });

    it('is given up when the platform cannot tell its status for a minute', async () => {
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 200, times: 1000,
        body: {status: {callStatus: 'Invalid', callerStatus: 'Invalid', calleeStatus: 'Invalid'}}});
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(50));
      expect(currentCall()).to.include({phase: 'ringing-caller', stale: true});
      await browser.advance(seconds(20));
      expect(currentCall()).to.include({phase: 'unconfirmed'});
    });

    it('fails as offline, not as unconfirmed, when no request was sent', async () => {
      tab.goOnline(false);
      const call = await placeCall(numberOf('answered'));
      expect(call.error).to.include({code: 'offline'});
      expect(postRequests()).to.have.length(0);
    });
  });

  describe('an active call without a session', () => {
    it('is followed for a day before it is given up', async () => {
      await placeCall(numberOf('answered-long'));
      browser.simulator.faults.push({method: 'GET', kind: 'status', status: 401, times: 1_000, body: {errorCode: 'OAU-128'}});
      await browser.advance(seconds(23 * 3_600));
      expect(currentCall()).to.include({stale: true}).and.not.include({phase: 'unconfirmed'});
      await browser.advance(seconds(2 * 3_600));
      expect(tab.endEvents()[0]?.call).to.include({phase: 'unconfirmed'});
    });

    it('is stale after the session was revoked, and is read again after the next sign-in', async () => {
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(20));
      browser.simulator.faults.push({method: 'GET', kind: 'status', status: 401, times: 1_000, body: {errorCode: 'OAU-128'}});
      await browser.advance(seconds(10));
      expect(tab.store.session.get().state).to.equal('expired');
      expect(currentCall()).to.include({phase: 'connected', stale: true});
      const requestCount = statusRequests().length;
      await browser.advance(seconds(120));
      expect(statusRequests()).to.have.length(requestCount);
      browser.simulator.faults.length = 0;
      await tab.connect();
      await browser.advance(seconds(3));
      expect(currentCall()).to.include({phase: 'connected', stale: false});
      browser.simulator.hangUp();
      await browser.advance(seconds(8));
      expect(tab.endEvents()).to.have.length(1);
    });

    it('is given up and erased when the user signs out', async () => {
      await placeCall(numberOf('answered-long'));
      await browser.advance(seconds(20));
      await browser.runUntil(tab.store.signOut());
      expect(tab.endEvents().map(({call}) => call.phase)).to.deep.equal(['unconfirmed']);
      expect(tab.store.calls.get()).to.deep.equal([]);
      expect([...browser.storage.entries()].filter(([, value]) => value.includes(numberOf('answered-long')))).to.deep.equal([]);
      const requestCount = statusRequests().length;
      await browser.advance(seconds(120));
      expect(statusRequests()).to.have.length(requestCount);
    });

    it('is erased at sign-out even when this page never took it over', async () => {
      await placeCall(numberOf('busy'));
      const storedKey = [...browser.storage.keys()].find((name) => name.includes('/call/'))!;
      const unknownKey = `${storedKey}0`;
      browser.storage.set(unknownKey, '{"of": "a tab that is closed"}');
      await browser.runUntil(tab.store.signOut());
      expect([browser.storage.has(storedKey), browser.storage.has(unknownKey)]).to.deep.equal([false, false]);
    });
  });

  describe('refusals', () => {
    const callOrError = (to: string, placingTab = tab) =>
      browser.runUntil(placingTab.store.call({to}).then(() => 'placed', (error: {code: string; message: string}) => error));

    it('refuses a text that is no number', async () => {
      expect(await callOrError('hello')).to.include({code: 'invalid-number'});
      expect(tab.store.calls.get()).to.have.length(0);
    });

    it('refuses an emergency number', async () => {
      expect(await callOrError('911')).to.include({code: 'emergency-number'});
    });

    const screens: [string, () => true | string | Promise<true | string>, object | string][] = [
      ['a reason', () => 'Asked not to be called', {code: 'do-not-call', message: 'Asked not to be called'}],
      ['a reason later', () => Promise.resolve('Not before May'), {code: 'do-not-call', message: 'Not before May'}],
      ['an exception', () => { throw new Error('down'); }, {code: 'do-not-call'}],
      ['no answer within 3 s', () => new Promise(() => {}), {code: 'do-not-call'}],
      ['consent', () => true, 'placed'],
    ];
    for (const [verdict, screen, expected] of screens) {
      it(`asks the do-not-call check, which gives ${verdict}`, async () => {
        tab = await browser.openTab({screen}).connect();
        const result = await callOrError(numberOf('answered'));
        if (typeof expected === 'string') expect(result).to.equal(expected);
        else expect(result).to.include(expected);
        expect(postRequests()).to.have.length(expected === 'placed' ? 1 : 0);
      });
    }

    it('refuses a call without a session', async () => {
      const signedOutTab = browser.openTab();
      expect(await callOrError(numberOf('answered'), signedOutTab)).to.include({code: 'no-session'});
    });
  });
});
