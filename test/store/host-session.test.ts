import {expect} from '@open-wc/testing';
import {until} from '../elements/support.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {ConnectOptions, SessionState} from '../../src/store/types.js';
import {numberOf} from '../support/scenarios.js';
import {cancelWhilePlacing, type Tab, VirtualBrowser} from '../support/virtual.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const never = () => new Promise<never>(() => {});

describe('a session that the page owns', () => {
  let browser: VirtualBrowser;
  let tab: Tab;
  const realFetch = globalThis.fetch;

  beforeEach(() => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = browser.openTab();
    globalThis.fetch = (url, init) => tab.fetch(url as URL, init ?? {});
  });
  afterEach(async () => {
    globalThis.fetch = realFetch;
    await browser.close();
  });

  const postRequests = () => browser.requests('POST', '/ring-out');
  const placeCall = () => browser.runUntil(tab.store.call({to: numberOf('answered')}));
  /** An SDK that knows no `signal`, and may be slow. */
  const slowPlatform = (delays: Partial<Record<'loggedIn' | 'post', () => Promise<unknown>>>): HostPlatform => {
    const platform = tab.platform();
    return {
      get: (url, query) => platform.get(url, query, {retry: true}),
      async post(url, body, query) {
        await delays.post?.();
        return platform.post(url, body, query, {retry: true});
      },
      delete: (url, body, query) => platform.delete(url, body, query, {retry: true}),
      async loggedIn() {
        await delays.loggedIn?.();
        return true;
      },
    };
  };
  const after = (ms: number) => new Promise<void>((resolve) => browser.schedule(ms, resolve));

  describe('drawn forty times', () => {
    /** Connects as a component does that makes its options anew whenever it is drawn. */
    async function drawAgain(waysOf: () => ConnectOptions): Promise<SessionState[]> {
      await tab.connect(waysOf());
      expect(tab.store.session.get().state).to.equal('ready');
      const states: SessionState[] = [];
      tab.store.session.listen(({state}) => states.push(state));
      for (let drawing = 0; drawing < 40; drawing++) await tab.connect(waysOf());
      return states;
    }

    const waysOf: Record<string, () => () => ConnectOptions> = {
      'a new wrapper of one platform': () => {
        const platform = tab.platform();
        return () => ({sdk: {platform: () => platform}});
      },
      'a wrapper, then the platform itself': () => {
        const platform = tab.platform();
        let count = 0;
        return () => ({sdk: count++ % 2 ? platform : {platform: () => platform}});
      },
      'a new object with the same functions': () => {
        const {get, post, delete: remove} = tab.platform();
        return () => ({sdk: {get, post, delete: remove}});
      },
      'a new wrapper and a new token function beside it': () => {
        const platform = tab.platform();
        return () => ({sdk: {platform: () => platform}, getAccessToken: () => Promise.resolve(browser.token)});
      },
      'a new function for one token': () => () => ({getAccessToken: () => Promise.resolve(browser.token)}),
    };
    for (const [name, createWays] of Object.entries(waysOf)) {
      it(`is one session: ${name}`, async () => {
        expect(await drawAgain(createWays())).to.deep.equal([]);
        expect(browser.requests()).to.have.length(1);
      });
    }

    it('stays signed out without a look at the page in between', async () => {
      await tab.connect({getAccessToken: () => Promise.resolve('')});
      const states: SessionState[] = [];
      tab.store.session.listen(({state}) => states.push(state));
      for (let drawing = 0; drawing < 40; drawing++) await tab.connect({getAccessToken: () => Promise.resolve('')});
      expect(states).to.deep.equal([]);
      await tab.connect({getAccessToken: () => Promise.resolve(browser.token)});
      expect(tab.store.session.get().state).to.equal('ready');
    });

    it('asks once where all drawings come before the first answer', async () => {
      const platform = tab.platform();
      const connected = [...Array(40).keys()].map(() => tab.store.connect({
        sdk: {platform: () => platform}, server: 'https://platform.example',
      }));
      await browser.runUntil(Promise.all(connected));
      expect(tab.store.session.get().state).to.equal('ready');
      expect(browser.requests()).to.have.length(1);
    });

    it('is another session with another platform, also behind a wrapper that follows a variable', async () => {
      let platform = tab.platform();
      await tab.connect({sdk: {platform: () => platform}});
      platform = tab.platform();
      await tab.connect({sdk: {platform: () => platform}});
      expect(browser.requests()).to.have.length(2);
    });

    it('is another session where the page changes from a token function to an SDK', async () => {
      const getAccessToken = () => Promise.resolve(browser.token);
      await tab.connect({getAccessToken});
      await tab.connect({getAccessToken, sdk: tab.platform()});
      expect(browser.requests()).to.have.length(2);
    });

    it('keeps a running call', async () => {
      const platform = tab.platform();
      await tab.connect({sdk: {platform: () => platform}});
      await placeCall();
      for (let drawing = 0; drawing < 40; drawing++) await tab.connect({sdk: {platform: () => platform}});
      expect(tab.store.calls.get()[0]).to.include({phase: 'ringing-caller', stale: false});
    });
  });

  describe('with a token function', () => {
    let answer: () => Promise<string>;
    beforeEach(async () => {
      answer = () => Promise.resolve(browser.token);
      await tab.connect({getAccessToken: () => answer()});
      expect(tab.store.session.get().state).to.equal('ready');
    });

    const failures: Record<string, () => Promise<string>> = {
      'never answers': never,
      'rejects': () => Promise.reject(new Error('secret')),
      'throws': () => { throw new Error('secret'); },
      'gives something else': () => Promise.resolve({token: 'secret'} as never),
      'gives a text that no header may hold': () => Promise.resolve('two\nlines'),
    };
    for (const [name, failingAnswer] of Object.entries(failures)) {
      it(`that ${name}: the call has failed, since nothing was sent`, async () => {
        answer = failingAnswer;
        const startTime = browser.now;
        const call = await placeCall();
        expect(call).to.include({phase: 'failed'});
        expect(call.error).to.include({code: 'unknown'});
        expect(browser.now - startTime, 'long before the time-out of a POST').to.be.at.most(seconds(10));
        await browser.advance(seconds(60));
        expect(postRequests()).to.have.length(0);
        expect(tab.endEvents()).to.have.length(1);
        expect(tab.store.session.get().state).to.equal('ready');
        answer = () => Promise.resolve(browser.token);
        expect((await placeCall()).phase).to.equal('ringing-caller');
      });
    }

    it('that gives its token as a line of text', async () => {
      answer = () => Promise.resolve(`${browser.token}\n`);
      expect((await placeCall()).phase).to.equal('ringing-caller');
    });

    it('that has none, since nobody is signed in: the session is over', async () => {
      answer = () => Promise.resolve('');
      expect((await placeCall()).error).to.include({code: 'session-expired'});
      expect(tab.store.session.get().state).to.equal('expired');
      expect(postRequests()).to.have.length(0);
    });

    it('that has lost the network says that the user is offline', async () => {
      answer = () => Promise.reject(new TypeError('Failed to fetch'));
      expect((await placeCall()).error).to.include({code: 'offline'});
    });

    it('that answers too late sends nothing any more', async () => {
      answer = () => after(seconds(11)).then(() => browser.token);
      expect((await placeCall()).phase).to.equal('failed');
      await browser.advance(seconds(60));
      expect(postRequests()).to.have.length(0);
    });

    it('that answers after the page’s own, shorter time-out sends nothing any more', async () => {
      const hurriedTab = browser.openTab({timeout: seconds(2)});
      await hurriedTab.connect({getAccessToken: () => answer()});
      answer = () => after(seconds(3)).then(() => browser.token);
      const call = await browser.runUntil(hurriedTab.store.call({to: numberOf('answered')}));
      expect(call.phase).to.equal('failed');
      await browser.advance(seconds(60));
      expect(postRequests()).to.have.length(0);
    });

    it('that answers after the user has canceled sends nothing any more', async () => {
      answer = () => after(seconds(5)).then(() => browser.token);
      expect((await cancelWhilePlacing(browser, tab)).phase).to.equal('canceled');
      await browser.advance(seconds(60));
      expect(postRequests()).to.have.length(0);
    });

    it('that answers after the user has signed out sends nothing any more', async () => {
      answer = () => after(seconds(5)).then(() => browser.token);
      const placed = tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(1));
      await browser.runUntil(tab.store.signOut());
      await browser.runUntil(placed);
      await browser.advance(seconds(60));
      expect(postRequests()).to.have.length(0);
    });

    it('keeps running calls while another function of the page fails', async () => {
      await placeCall();
      await tab.connect({getAccessToken: never});
      expect(tab.store.session.get()).to.deep.include({state: 'error'});
      expect(tab.store.session.get().error?.code).to.equal('token-function');
      expect(tab.store.calls.get()[0]).to.include({stale: true});
      expect(tab.endEvents()).to.have.length(0);
      await tab.connect({getAccessToken: () => answer()});
      await browser.advance(seconds(3));
      expect(tab.store.calls.get()[0]).to.include({stale: false});
    });

    it('asks nothing within a pause, even where the user is not known yet', async () => {
      const otherTab = browser.openTab();
      browser.simulator.faults.push({method: 'GET', path: '/extension/~', kind: 'status', status: 429, headers: {'retry-after': '3600'}});
      await otherTab.connect({getAccessToken: () => answer()});
      expect(otherTab.store.session.get().error?.code).to.equal('rate-limited');
      const requestCount = browser.requests().length;
      for (let minute = 0; minute < 59; minute++) {
        await browser.advance(seconds(60));
        otherTab.wake();
        await browser.settle();
      }
      expect(browser.requests()).to.have.length(requestCount);
      expect(otherTab.store.session.get()).to.deep.include({state: 'error'});
      await browser.advance(seconds(1_000));
      expect(otherTab.store.session.get().state).to.equal('ready');
    });

    it('says so where the page is still waiting for its first token', async () => {
      const otherTab = browser.openTab();
      await otherTab.connect({getAccessToken: never});
      expect(otherTab.store.session.get().error?.code).to.equal('token-function');
    });
  });

  it('reads a list again that another connection stopped between two pages', async () => {
    const platform = tab.platform();
    const pagesOf = (secondPage: () => Promise<unknown>): HostPlatform => ({...platform, async get(url, query, options) {
      if (!url.includes('/forwarding-number')) return platform.get(url, query, options);
      const {page = 1} = query as {page?: number};
      if (page === 2) await secondPage();
      const record = {phoneNumber: `+1650555010${page}`, features: ['CallForwarding'], type: 'Mobile', label: 'Mobile'};
      return Response.json({records: [record], paging: {totalPages: 2}});
    }});
    tab.store.fromNumbers.subscribe(() => {});
    // A body is read by the browser itself, in its own time.
    const untilList = (isRight: () => boolean): Promise<boolean> => until(isRight, JSON.stringify(tab.store.fromNumbers.get()));
    await tab.connect({sdk: pagesOf(never)});
    await untilList(() => tab.store.fromNumbers.get().state === 'ready');
    expect(tab.store.fromNumbers.get().loadingMore).to.equal(true);
    await tab.connect({sdk: pagesOf(() => Promise.resolve())});
    await browser.advance(seconds(1));
    await untilList(() => tab.store.fromNumbers.get().loadingMore === undefined);
    expect(tab.store.fromNumbers.get().options).to.have.length(2);
  });

  describe('after "Sign out" here', () => {
    const platformOfLiteral = () => {
      const platform = tab.platform();
      return {...platform, get: (...request: Parameters<typeof platform.get>) => platform.get(...request)};
    };
    const ways: Record<string, () => ConnectOptions> = {
      'an SDK without events': () => ({sdk: platformOfLiteral()}),
      'a token function': () => ({getAccessToken: () => Promise.resolve(browser.token)}),
      'a token function with fresh tokens': () => ({getAccessToken: () => Promise.resolve(`t${browser.random()}`)}),
    };
    for (const [name, way] of Object.entries(ways)) {
      it(`stays signed out until the user signs in again: ${name}`, async () => {
        await tab.connect(way());
        await browser.runUntil(tab.store.signOut());
        expect(tab.store.session.get().state).to.equal('signed-out');
        tab.show(false);
        tab.show(true);
        await browser.advance(seconds(5));
        expect(tab.store.session.get().state, 'after the tab was shown').to.equal('signed-out');
        await tab.connect(way());
        await browser.advance(seconds(5));
        expect(tab.store.session.get().state, 'after another drawing').to.equal('signed-out');
        await browser.runUntil(tab.store.signIn());
        expect(tab.store.session.get().state).to.equal('ready');
        tab.wake();
        await browser.settle();
        expect(tab.store.session.get().state).to.equal('ready');
      });
    }

    it('is ready again as soon as the SDK tells of a sign-in', async () => {
      const listeners = new Map<string, () => void>();
      await tab.connect({sdk: {...tab.platform(), on: (type, listener) => listeners.set(type, listener), off() {}}});
      await browser.runUntil(tab.store.signOut());
      tab.wake();
      await browser.settle();
      expect(tab.store.session.get().state).to.equal('signed-out');
      listeners.get('loginSuccess')?.();
      await browser.settle();
      expect(tab.store.session.get().state).to.equal('ready');
    });
  });

  describe('that could not be found at first', () => {
    it('is found soon after a token function failed once, without a click', async () => {
      let count = 0;
      await tab.connect({getAccessToken: () => count++ ? Promise.resolve(browser.token) : Promise.reject(new Error('503'))});
      expect(tab.store.session.get().error?.code).to.equal('token-function');
      await browser.advance(seconds(3));
      expect(tab.store.session.get().state).to.equal('ready');
    });

    it('is found as soon as the network is back', async () => {
      tab.goOnline(false);
      await tab.connect();
      await browser.advance(seconds(300));
      expect(tab.store.session.get().error?.code).to.equal('offline');
      tab.goOnline(true);
      await browser.advance(seconds(2));
      expect(tab.store.session.get().state).to.equal('ready');
    });
  });

  describe('in many tabs whose network comes back', () => {
    const timesOf = async (way: () => ConnectOptions) => {
      const tabs = Array.from({length: 20}, () => browser.openTab());
      const times = new Set<number>();
      for (const each of tabs) await each.connect(way());
      for (const each of tabs) each.goOnline(false);
      await browser.advance(seconds(200));
      const before = browser.now;
      asked = () => times.add(browser.now - before);
      for (const each of tabs) each.goOnline(true);
      await browser.advance(seconds(2));
      return [...times];
    };
    let asked: () => void;
    beforeEach(() => { asked = () => undefined; });

    it('is looked for by each in its own moment, within two seconds', async () => {
      const failing = () => {
        asked();
        return Promise.reject(new TypeError('Failed to fetch'));
      };
      const times = await timesOf(() => ({sdk: {...tab.platform(), get: failing}}));
      expect(times.length).to.be.above(15);
    });

    it('is looked for likewise where nobody was signed in', async () => {
      const times = await timesOf(() => ({getAccessToken: () => {
        asked();
        return Promise.resolve('');
      }}));
      expect(times.length).to.be.above(15);
    });
  });

  describe('with an SDK that throws', () => {
    const boom = () => { throw new Error('secret'); };

    for (const [name, isReadyBefore] of [['at first', false], ['after another one', true]] as const) {
      it(`when it is asked for its platform, ${name}: the session says so, and tries again`, async () => {
        if (isReadyBefore) await tab.connect();
        let isFailing = true;
        const platform = tab.platform();
        await tab.connect({sdk: {platform: () => isFailing ? boom() : platform}});
        expect(tab.store.session.get().state).to.equal('error');
        expect(tab.store.session.get().error?.code).to.equal('token-function');
        await browser.advance(seconds(20));
        expect(tab.store.session.get().state).to.equal('error');
        isFailing = false;
        await browser.advance(seconds(20));
        expect(tab.store.session.get().state).to.equal('ready');
      });
    }

    it('for as long as the user tries: each click ends with words, and goes on once the SDK works', async () => {
      let isFailing = true;
      const platform = tab.platform();
      const calls = {platform: 0};
      await tab.connect({sdk: {platform: () => {
        calls.platform++;
        return isFailing ? boom() : platform;
      }}});
      for (let click = 0; click < 3; click++) {
        const asked = calls.platform;
        await browser.runUntil(tab.store.signIn(), 0);
        expect(calls.platform, 'it is used again at once').to.equal(asked + 1);
        expect(tab.store.session.get().error?.code).to.equal('token-function');
      }
      isFailing = false;
      await browser.runUntil(tab.store.signIn(), 0);
      expect(tab.store.session.get().state).to.equal('ready');
    });

    it('after "Sign out": nothing is tried until the user signs in, and that ends with words', async () => {
      let isFailing = true;
      const platform = tab.platform();
      await tab.connect({sdk: {platform: () => isFailing ? boom() : platform}});
      await browser.runUntil(tab.store.signOut());
      await browser.advance(seconds(120));
      expect(tab.store.session.get()).to.deep.include({state: 'signed-out'});
      await browser.runUntil(tab.store.signIn(), 0);
      expect(tab.store.session.get().error?.code).to.equal('token-function');
      isFailing = false;
      await browser.advance(seconds(120));
      expect(tab.store.session.get().state).to.equal('ready');
    });

    it('when it is asked for its events, or to end them: it is used without', async () => {
      await tab.connect({sdk: {...tab.platform(), on: boom, off: boom}});
      expect(tab.store.session.get().state).to.equal('ready');
      await tab.connect({sdk: {...tab.platform(), on() {}, off: boom}});
      await tab.connect();
      expect(tab.store.session.get().state).to.equal('ready');
    });
  });

  describe('with an SDK', () => {
    const outcomeOf = async (delays: Parameters<typeof slowPlatform>[0]) => {
      await tab.connect({sdk: slowPlatform({})});
      await tab.connect({sdk: slowPlatform(delays)});
      const call = await placeCall();
      await browser.advance(seconds(90));
      const [end] = tab.endEvents(call.key);
      expect(end?.call.phase).to.equal(call.phase);
      return `${call.phase} ${call.error?.code}, ${postRequests().length} sent`;
    };
    /** Only when a call is placed, not while the session is looked for. */
    const onSecondTime = (delay: () => Promise<unknown>) => {
      let count = 0;
      return () => count++ ? delay() : Promise.resolve();
    };

    it('that never says whether somebody is signed in: nothing was sent', async () => {
      expect(await outcomeOf({loggedIn: onSecondTime(never)})).to.equal('failed unknown, 0 sent');
    });

    it('that throws when asked for that: nothing was sent', async () => {
      const failing = onSecondTime(() => Promise.reject(new Error('secret')));
      expect(await outcomeOf({loggedIn: failing})).to.equal('failed unknown, 0 sent');
    });

    it('that says so too late: nothing is handed over any more', async () => {
      expect(await outcomeOf({loggedIn: onSecondTime(() => after(seconds(31)))})).to.equal('failed unknown, 0 sent');
    });

    it('that keeps the POST for ever: unconfirmed', async () => {
      expect(await outcomeOf({post: never})).to.equal('unconfirmed unconfirmed, 0 sent');
    });

    it('that keeps the POST until we gave up: unconfirmed, since it may send it at any time', async () => {
      expect(await outcomeOf({post: () => after(seconds(40))})).to.equal('unconfirmed unconfirmed, 1 sent');
    });

    it('that throws when it has the POST: unconfirmed', async () => {
      expect(await outcomeOf({post: () => Promise.reject(new Error('secret'))})).to.equal('unconfirmed unconfirmed, 0 sent');
    });

    it('that never answers who is signed in: the session says so', async () => {
      await tab.connect({sdk: {...tab.platform(), get: never}});
      await browser.advance(seconds(16));
      expect(tab.store.session.get().error?.code).to.equal('offline');
    });

    it('that never says whether somebody is signed in leaves it to RingCentral’s answer', async () => {
      await tab.connect({sdk: slowPlatform({loggedIn: never})});
      await browser.advance(seconds(11));
      expect(tab.store.session.get().state).to.equal('ready');
    });

    it('that never renews its session after a 401: nothing was done', async () => {
      let isHanging = false;
      const platform = tab.platform();
      await tab.connect({sdk: {...platform, get: (...request) => isHanging ? never() : platform.get(...request)}});
      isHanging = true;
      browser.simulator.faults.push({method: 'POST', path: '/ring-out', kind: 'status', status: 401, body: {errorCode: 'OAU-128'}});
      const call = await placeCall();
      expect(call).to.include({phase: 'failed'});
      expect(postRequests()).to.have.length(1);
    });
  });
});
