import {expect} from '@open-wc/testing';
import {readIdentity} from '../../src/ringcentral/identity.js';
import {RateLimits, readRetryAfter} from '../../src/ringcentral/limits.js';
import {readRingOutId} from '../../src/ringcentral/ring-out.js';
import {numberOf} from '../support/scenarios.js';
import {cancelWhilePlacing, type Tab, VirtualBrowser} from '../support/virtual.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const DAY_MS = 24 * 3_600_000;
const EXTENSION_URI = 'https://platform.example/restapi/v1.0/account/400131426000/extension/400131426101';

describe('answers', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = await browser.openTab().connect();
  });
  afterEach(() => browser.close());

  const placeCall = (placingTab = tab) => browser.runUntil(placingTab.store.call({to: numberOf('answered-long')}));
  const postRequests = () => browser.requests('POST', '/ring-out');
  const limitsKey = () => [...browser.storage.keys()].find((key) => key.endsWith('/limits'))!;

  describe('Retry-After', () => {
    const now = Date.UTC(2026, 0, 5, 9);
    const delayOf = (retryAfter: string) => readRetryAfter(new Headers({'retry-after': retryAfter}), now);

    it('is a positive time, in seconds or as a date', () => {
      expect(delayOf('43')).to.equal(seconds(43));
      expect(delayOf(' 0.5 ')).to.equal(500);
      expect(delayOf(new Date(now + 90_000).toUTCString())).to.equal(90_000);
      expect(readRetryAfter(undefined, now)).to.equal(undefined);
    });

    const UNUSABLE = [
      '-5', '-0', '0', '0.0', '', ' ', 'NaN', 'Infinity', '1e3', '0x10', '+5', '5 s', 'soon', '60, 60', '5;',
      'Thu, 01 Jan 1970 00:00:00 GMT', new Date(now).toUTCString(), 'Mon, 99 Foo 2026 99:99:99 GMT', '2999-01-01',
    ];
    for (const text of UNUSABLE) {
      it(`is none where it reads ${JSON.stringify(text)}`, () => expect(delayOf(text)).to.equal(undefined));
    }

    for (const text of ['-5', '0', '', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
      it(`${JSON.stringify(text)} after a 429 is a minute, and nothing leaves within it`, async () => {
        browser.simulator.faults.push({method: 'POST', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': text}});
        const limitedAt = browser.now;
        expect((await placeCall()).error).to.include({code: 'rate-limited', retryAt: limitedAt + seconds(60)});
        expect(tab.store.limit.get().until).to.equal(limitedAt + seconds(60));
        await browser.advance(seconds(59));
        await placeCall().catch(({code}) => expect(code).to.equal('rate-limited'));
        expect(postRequests()).to.have.length(1);
        await browser.advance(seconds(2));
        expect((await placeCall()).phase).to.equal('ringing-caller');
      });
    }

    for (const [text, length] of [['3600', seconds(3_600)], ['7201', seconds(7_201)], ['86400', DAY_MS], ['99999999999', DAY_MS]] as const) {
      it(`of ${text} s is kept to the second, at most a day, also by a tab that opens later`, async () => {
        browser.simulator.faults.push({method: 'POST', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': text}});
        const until = browser.now + length;
        expect((await placeCall()).error).to.include({code: 'rate-limited', retryAt: until});
        const laterTab = await browser.openTab().connect();
        await browser.advance(until - seconds(1) - browser.now);
        expect(laterTab.store.limit.get().until).to.equal(until);
        await placeCall(laterTab).catch(({code}) => expect(code).to.equal('rate-limited'));
        expect(postRequests()).to.have.length(1);
        await browser.advance(seconds(2));
        expect(laterTab.store.limit.get().until).to.equal(null);
        expect((await placeCall(laterTab)).phase).to.equal('ringing-caller');
      });
    }

    it('keeps a status unread for as long as it says', async () => {
      await placeCall();
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': '7200'}});
      await browser.advance(seconds(3));
      const requestCount = browser.requests('GET', '/ring-out').length;
      await browser.advance(seconds(7_190));
      expect(browser.requests('GET', '/ring-out')).to.have.length(requestCount);
      expect(tab.store.calls.get()[0]).to.include({stale: true, phase: 'ringing-caller'});
      await browser.advance(seconds(20));
      expect(browser.requests('GET', '/ring-out').length).to.be.greaterThan(requestCount);
    });

    it('of a 503 keeps a status unread for as long as it says, too', async () => {
      await placeCall();
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 503, headers: {'retry-after': '3600'}});
      await browser.advance(seconds(3));
      const requestCount = browser.requests('GET', '/ring-out').length;
      await browser.advance(seconds(3_590));
      expect(browser.requests('GET', '/ring-out')).to.have.length(requestCount);
    });
  });

  describe('penalties of other tabs and times', () => {
    async function tabWithStored(penalty: unknown): Promise<Tab> {
      tab.close();
      browser.storage.set('rc-click-to-call/1/https://platform.example|400131426101/limits', JSON.stringify({heavy: penalty}));
      return browser.openTab().connect();
    }

    it('are not longer than they were when they began, where the clock was ahead then', async () => {
      const openedTab = await tabWithStored({from: browser.now + 365 * DAY_MS, length: seconds(60)});
      expect(openedTab.store.limit.get().until).to.equal(browser.now + seconds(60));
      await browser.advance(seconds(50));
      // A reload must not begin the penalty anew.
      openedTab.close();
      const reloadedTab = await browser.openTab().connect();
      expect(reloadedTab.store.limit.get().until).to.equal(browser.now + seconds(10));
      await browser.advance(seconds(11));
      expect((await placeCall(reloadedTab)).phase).to.equal('ringing-caller');
    });

    it('last a day at most', async () => {
      const openedTab = await tabWithStored({from: browser.now, length: 365 * DAY_MS});
      expect(openedTab.store.limit.get().until).to.equal(browser.now + DAY_MS);
    });

    for (const penalty of [
      {from: 'now', length: 60_000}, {from: null, length: 60_000}, {from: 0, length: null}, {from: 0, length: -1}, [], 'x', 7, null,
    ]) {
      it(`are ignored where they read ${JSON.stringify(penalty)}`, async () => {
        expect((await tabWithStored(penalty)).store.limit.get().until).to.equal(null);
      });
    }

    it('do not shorten a running one, whatever their numbers', () => {
      const limits = new RateLimits(() => 1_000, () => {});
      limits.penalize('heavy', 60_000);
      for (const from of [Number.NaN, Number.POSITIVE_INFINITY, 10 ** 15, -(10 ** 15)]) {
        limits.adopt({heavy: {from, length: 5_000}});
        expect(limits.until('heavy'), String(from)).to.equal(61_000);
      }
    });

    it('end as they should when the clock is set back, in all tabs', async () => {
      const otherTab = await browser.openTab().connect();
      browser.simulator.faults.push({method: 'POST', path: '/ring-out', kind: 'status', status: 429, headers: {'retry-after': '100'}});
      await placeCall();
      browser.clockError = -DAY_MS;
      await browser.advance(seconds(101));
      for (const shownTab of [tab, otherTab, await browser.openTab().connect()]) {
        expect(shownTab.store.limit.get().until).to.equal(null);
      }
      expect(JSON.parse(browser.storage.get(limitsKey())!)).to.have.property('heavy');
    });
  });

  describe('ids', () => {
    const uri = (id: string, spelling = 'ring-out') => `${EXTENSION_URI}/${spelling}/${id}`;
    const READABLE: [unknown, unknown, string][] = [
      ['Y3MxNzE4MjQzNzI4QDEwLjYyLjI5LjQ=', undefined, 'Y3MxNzE4MjQzNzI4QDEwLjYyLjI5LjQ='],
      ['s-1.2~x', undefined, 's-1.2~x'], [0, undefined, '0'], [9_007_199_254_740_991, undefined, '9007199254740991'],
      [JSON.parse('12345678901234567890'), uri('12345678901234567890'), '12345678901234567890'],
      [JSON.parse('9007199254740993'), uri('9007199254740993', 'ringout'), '9007199254740993'],
      [JSON.parse('1e400'), uri('77'), '77'], [JSON.parse('12345678901234567890'), uri('YQ%3D%3D'), 'YQ=='],
    ];
    for (const [id, address, expected] of READABLE) {
      it(`${String(id)} with ${String(address)} is ${expected}`, () => expect(readRingOutId({id, uri: address})).to.equal(expected));
    }

    const UNREADABLE: unknown[] = [
      '', '.', '..', '...', 'a/b', '../x', 'a?b', 'a#b', '%2e%2e', '%2E', 'a%2fb', 'a\\b', 'a b', '\n', '\u0000', '\ud800', 'ü',
      'x'.repeat(256), null, true, {}, ['..'], undefined, Number.NaN,
    ];
    for (const id of UNREADABLE) {
      it(`${JSON.stringify(id)?.slice(0, 20)} is unreadable`, () => expect(readRingOutId({id, uri: uri('77')})).to.equal(typeof id === 'number' ? '77' : null));
    }

    for (const address of [
      undefined, '', 7, uri(''), uri('..'), uri('%2e%2e'), uri('%2e%2e%2f'), uri('a%2Fb'), uri('%'), `${EXTENSION_URI}/ring-out`, `${EXTENSION_URI}/sms/7`, uri('7/8'),
    ]) {
      it(`a rounded number is unreadable with the uri ${String(address)}`, () => {
        expect(readRingOutId({id: 2 ** 60, uri: address})).to.equal(null);
      });
    }

    it('of a rounded number are followed and canceled under their real digits', async () => {
      browser.simulator.configure({ids: 'number'});
      const sent = '12345678901234567891';
      browser.simulator.faults.push({
        method: 'POST', path: '/ring-out', kind: 'status', status: 200,
        body: `{"id": ${sent}, "uri": "${uri(sent)}", "status": {"callStatus": "InProgress"}}`,
      });
      const call = await placeCall();
      expect(call.id).to.equal(sent);
      await browser.runUntil(tab.store.cancel(call.key));
      await browser.advance(seconds(3));
      expect(browser.requests(undefined, '/ring-out/').every(({path}) => path.endsWith(`/ring-out/${sent}`))).to.equal(true);
      expect(browser.requests('DELETE', sent)).to.have.length(1);
    });

    for (const id of ['..', '.', 'a/../..', '%2e%2e', '']) {
      it(`like a path (${JSON.stringify(id)}) make the call unconfirmed, and are never requested`, async () => {
        browser.simulator.faults.push({method: 'POST', path: '/ring-out', kind: 'status', status: 200, body: {id, uri: uri('77')}});
        const call = await placeCall();
        expect(call.phase).to.equal('unconfirmed');
        const requestCount = browser.requests().length;
        await browser.runUntil(tab.store.cancel(call.key));
        await browser.advance(seconds(60));
        expect(browser.requests()).to.have.length(requestCount);
      });

      it(`like a path (${JSON.stringify(id)}) are not taken from storage or from another tab`, async () => {
        await placeCall();
        const [storedKey, storedText] = [...browser.storage].find(([key]) => key.includes('/call/'))!;
        const record = JSON.parse(storedText) as {call: object};
        tab.close();
        browser.storage.set(storedKey, JSON.stringify({...record, call: {...record.call, id}}));
        const openedTab = await browser.openTab().connect();
        const channel = [...browser.channels].find(({tab: owner}) => owner === openedTab)!;
        channel.onMessage({call: {...record, call: {...record.call, key: 'k'.repeat(20), id}}});
        expect(openedTab.store.calls.get()).to.have.length(0);
        await browser.advance(seconds(30));
        const paths = browser.requests(undefined, '/ring-out').filter(({method}) => method !== 'POST');
        expect(paths).to.have.length(0);
      });
    }

    it('of an extension and its account are taken from the uri where they were rounded', () => {
      const extensionUri = EXTENSION_URI.replace('400131426000', '9007199254740993').replace('400131426101', '9007199254740995');
      const body: unknown = JSON.parse(`{"id": 9007199254740995, "account": {"id": 9007199254740993}, "uri": "${extensionUri}"}`);
      expect(readIdentity(body)).to.include({id: '9007199254740995', accountId: '9007199254740993'});
      expect(readIdentity({id: 2 ** 60})).to.equal(null);
    });
  });

  describe('about a status', () => {
    for (const id of ['Y3MxNzE4NDkyODg0NDM5MDJAMTAuNjIuMjkuMzM', 17]) {
      it(`of another RingOut (${id}) tells nothing of the call`, async () => {
        await placeCall();
        const Finished = {callStatus: 'Success', callerStatus: 'Finished', calleeStatus: 'Finished'};
        browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 200, body: {id, status: Finished}});
        await browser.advance(seconds(3));
        expect(tab.store.calls.get()[0]).to.include({stale: true, phase: 'ringing-caller'});
        await browser.advance(seconds(3));
        expect(tab.store.calls.get()[0]).to.include({stale: false, phase: 'ringing-caller'});
      });
    }

    it('without an id is that of the call', async () => {
      await placeCall();
      const Busy = {callStatus: 'CannotReach', callerStatus: 'Busy'};
      browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 200, body: {status: Busy}});
      await browser.advance(seconds(3));
      expect(tab.store.calls.get()[0]!.error).to.include({code: 'busy', leg: 'caller'});
    });
  });

  describe('of a captive portal', () => {
    const STATUSES = [200, 203, 302, 400, 401, 403, 404, 408, 429, 500, 502, 503, 511];
    const portal = (method: string, path: string, status: number, more = {}) =>
      browser.simulator.faults.push({method, path, kind: 'html', status, body: '\n <!DOCTYPE html><title>Sign in</title>', times: 1, ...more});

    for (const status of STATUSES) {
      it(`${status} to the POST leaves the call unconfirmed, and the session as it is`, async () => {
        portal('POST', '/ring-out', status);
        expect((await placeCall()).phase).to.equal('unconfirmed');
        expect(tab.store.session.get().state).to.equal('ready');
        expect(postRequests()).to.have.length(1);
      });

      it(`${status} to a status says nothing about the call`, async () => {
        await placeCall();
        portal('GET', '/ring-out', status, {times: 3});
        await browser.advance(seconds(9));
        expect(tab.store.calls.get()[0]).to.include({phase: 'ringing-caller', stale: true});
        expect(tab.store.session.get().state).to.equal('ready');
        await browser.advance(seconds(230));
        expect(tab.store.calls.get()[0]).to.include({phase: 'connected', stale: false});
      });

      it(`${status} to a cancel is neither a refusal nor a success`, async () => {
        browser.simulator.configure({speed: 0.05, cancelTakes: 0.2, keepEnded: 0.5});
        const {key} = await placeCall();
        portal('DELETE', '/ring-out', status);
        await browser.runUntil(tab.store.cancel(key));
        expect(tab.store.calls.get()[0]).to.include({phase: 'canceling'});
        await browser.advance(seconds(80));
        expect(tab.store.calls.get()[0]).to.include({phase: 'canceled'});
        expect(browser.requests('DELETE')).to.have.length(2);
      });

      it(`${status} to a list is no refusal of RingCentral`, async () => {
        portal('GET', '/forwarding-number', status);
        tab.store.fromNumbers.subscribe(() => {});
        await browser.advance(seconds(5));
        expect(tab.store.fromNumbers.get()).to.deep.include({state: 'error'});
        const isServerFault = status >= 500 && status !== 511;
        expect(tab.store.fromNumbers.get().error?.code).to.equal(isServerFault ? 'server-error' : 'offline');
        expect(tab.store.session.get().state).to.equal('ready');
      });

      it(`${status} to the question who is signed in neither ends nor begins a session`, async () => {
        const otherTab = browser.openTab();
        portal('GET', '/extension', status, {times: 2});
        await otherTab.connect();
        expect(otherTab.store.session.get()).to.deep.include({state: 'error', user: null});
        await browser.advance(seconds(180));
        expect(otherTab.store.session.get()).to.deep.include({state: 'ready'});
        expect(otherTab.store.session.get().user?.name).to.equal('Alex Morgan');
      });
    }

    it('keeps nothing but a penalty from a 429', async () => {
      portal('POST', '/ring-out', 429, {headers: {'retry-after': '20'}});
      const limitedAt = browser.now;
      await placeCall();
      expect(tab.store.limit.get().until).to.equal(limitedAt + seconds(20));
    });
  });

  describe('where the browser says that there is no network', () => {
    const probes = () => browser.requests('GET').filter(({path}) => /\/extension\/~$/.test(path)).slice(1);
    beforeEach(() => tab.sayOnline(false));

    it('although there is one: RingCentral’s answer to a harmless request releases the POST', async () => {
      const call = await placeCall();
      expect(call.phase).to.equal('ringing-caller');
      expect(probes()).to.have.length(1);
      await browser.advance(seconds(40));
      expect(tab.store.calls.get()[0]).to.include({phase: 'connected', stale: false});
    });

    const RELEASING: Record<string, object> = {
      'a refusal': {kind: 'status', status: 403, body: {errorCode: 'CMN-401'}}, 'a 404': {kind: 'status', status: 404, body: {errorCode: 'CMN-102'}},
      'a fault of its own': {kind: 'status', status: 500}, 'its limit': {kind: 'status', status: 429, headers: {'retry-after': '5'}},
      'a token to renew': {kind: 'status', status: 401, body: {errorCode: 'OAU-128'}},
    };
    for (const [name, fault] of Object.entries(RELEASING)) {
      it(`${name} is an answer, too`, async () => {
        browser.simulator.faults.push({method: 'GET', path: '/extension/~', ...fault});
        expect((await placeCall()).phase).to.equal('ringing-caller');
      });
    }

    const REFUSING: Record<string, () => void> = {
      'nothing answers': () => tab.goOnline(false),
      'no answer comes in time': () => browser.faults.push({method: 'GET', path: '/extension/~', kind: 'hang'}),
      'the answer is lost': () => browser.faults.push({method: 'GET', path: '/extension/~', kind: 'after'}),
      'the answer is too late': () => browser.faults.push({method: 'GET', path: '/extension/~', kind: 'delay', delay: seconds(8)}),
      'a captive portal answers': () => browser.simulator.faults.push({method: 'GET', path: '/extension/~', kind: 'html', status: 200}),
      'a captive portal refuses': () => browser.simulator.faults.push({method: 'GET', path: '/extension/~', kind: 'html', status: 403}),
      'the answer is cut off': () => browser.simulator.faults.push({method: 'GET', path: '/extension/~', kind: 'truncated'}),
    };
    for (const [name, refuse] of Object.entries(REFUSING)) {
      it(`and ${name}: the call has failed as offline, and was never sent`, async () => {
        refuse();
        const startTime = browser.now;
        const call = await placeCall();
        expect(call).to.include({phase: 'failed'});
        expect(call.error).to.include({code: 'offline'});
        expect(browser.now - startTime).to.be.at.most(seconds(5));
        await browser.advance(seconds(60));
        expect(postRequests()).to.have.length(0);
        expect(tab.endEvents()).to.have.length(1);
      });
    }

    it('no request is sent within a penalty: the call is refused with its end', async () => {
      browser.simulator.faults.push({method: 'GET', path: '/forwarding-number', kind: 'status', status: 429});
      tab.store.fromNumbers.subscribe(() => {});
      await browser.advance(seconds(1));
      const {error} = await placeCall();
      expect(error).to.include({code: 'rate-limited'});
      expect(error?.retryAt).to.be.greaterThan(browser.now);
      expect([...probes(), ...browser.requests('POST', '/ring-out')]).to.have.length(0);
    });

    it('a call that the user cancels before the answer is never sent', async () => {
      browser.faults.push({method: 'GET', path: '/extension/~', kind: 'delay', delay: seconds(3)});
      expect((await cancelWhilePlacing(browser, tab)).phase).to.equal('canceled');
      await browser.advance(seconds(60));
      expect(postRequests()).to.have.length(0);
    });

    it('another tab does not take the call for given up while it is being placed', async () => {
      const otherTab = await browser.openTab().connect();
      browser.faults.push(
        {method: 'GET', path: '/extension/~', kind: 'delay', delay: seconds(4.9)},
        {method: 'POST', path: '/ring-out', kind: 'delay', delay: seconds(29.9)},
      );
      const call = await placeCall();
      expect(call.phase).to.equal('ringing-caller');
      expect(otherTab.endEvents()).to.have.length(0);
    });
  });
});
