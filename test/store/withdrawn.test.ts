import {expect} from '@open-wc/testing';
import {LoadError} from '../../src/loading/lazy-part.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;

describe('a call that has not been sent', () => {
  let browser: VirtualBrowser;
  let tab: Tab;
  let releaseToken = (): void => undefined;
  const realFetch = globalThis.fetch;

  beforeEach(async () => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = browser.openTab();
    globalThis.fetch = (url, init) => tab.fetch(url as URL, init ?? {});
  });
  afterEach(async () => {
    globalThis.fetch = realFetch;
    Reflect.deleteProperty(parserPart, 'part');
    Reflect.deleteProperty(parserPart, 'loadNow');
    await browser.close();
  });

  const hideParser = (loaded: ReturnType<typeof parserPart.load>) =>
    Object.defineProperties(parserPart, {
      part: {value: undefined, configurable: true}, loadNow: {value: () => loaded, configurable: true},
    });
  const posts = () => browser.requests('POST', '/ring-out');
  const codeOf = (placed: Promise<unknown>) =>
    placed.then(() => 'placed', ({code, why}: {code: string; why?: string}) => why ?? code);

  describe('and waits for the page or a part of the script', () => {
    const waits: Record<string, {to: string; begin: () => () => void}> = {
      'the check of the page': {
        to: numberOf('answered'),
        begin: () => {
          let pass = (): void => undefined;
          tab.store.configure({screen: () => new Promise((resolve) => { pass = () => resolve(true); })});
          return () => pass();
        },
      },
      'the parser': {
        to: '(650) 555-0100',
        begin: () => {
          const part = parserPart.part!;
          let load = (): void => undefined;
          hideParser(new Promise((resolve) => { load = () => resolve(part); }));
          return () => load();
        },
      },
    };
    for (const [name, {to, begin}] of Object.entries(waits)) {
      it(`is withdrawn at once, for good, and leaves the way free: ${name}`, async () => {
        await tab.connect();
        const goOn = begin();
        const withdrawal = new AbortController();
        const code = codeOf(tab.store.call({to, country: 'US', signal: withdrawal.signal}));
        await browser.advance(500);
        withdrawal.abort();
        expect(await browser.runUntil(code)).to.equal('not-confirmed');
        expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(1);
        tab.store.configure({screen: () => true});
        expect((await browser.runUntil(tab.store.call({to: numberOf('answered-long')}))).phase).to.equal('ringing-caller');
        goOn();
        await browser.advance(seconds(20));
        expect(posts().map(({body}) => JSON.stringify(body).includes(numberOf('answered-long')))).to.deep.equal([true]);
      });
    }

    it('is withdrawn before it began', async () => {
      await tab.connect();
      expect(await codeOf(tab.store.call({to: numberOf('answered'), signal: AbortSignal.abort()}))).to.equal('not-confirmed');
      expect(posts()).to.have.length(0);
    });

    it('ends when the parser does not load', async () => {
      await tab.connect();
      hideParser(Promise.reject(new LoadError('gone')));
      const code = codeOf(tab.store.call({to: '(650) 555-0100', country: 'US'}));
      expect(await browser.runUntil(code)).to.equal('not-loaded');
    });
  });

  describe('and waits for a token', () => {
    beforeEach(async () => {
      let isSlow = false;
      const getAccessToken = async () => {
        if (isSlow) await new Promise<void>((resolve) => releaseToken = resolve);
        return browser.token;
      };
      await tab.connect({getAccessToken});
      isSlow = true;
    });

    it('is canceled at once, without a word about RingCentral', async () => {
      const placed = tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(1));
      const before = browser.now;
      await tab.store.cancel(tab.store.calls.get()[0]!.key);
      const call = await browser.runUntil(placed);
      expect([call.phase, browser.now - before]).to.deep.equal(['canceled', 0]);
      releaseToken();
      await browser.advance(seconds(20));
      expect(tab.phases()).to.deep.equal(['placing', 'canceling', 'canceled']);
      expect(tab.events.filter(({type}) => type === 'call-error')).to.deep.equal([]);
      expect(posts()).to.have.length(0);
    });

    it('is canceled at once from another tab', async () => {
      const other = await browser.openTab().connect();
      const placed = tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(1));
      await other.store.cancel(other.store.calls.get()[0]!.key);
      expect((await browser.runUntil(placed)).phase).to.equal('canceled');
      releaseToken();
      await browser.advance(seconds(20));
      expect(posts()).to.have.length(0);
    });

    it('has failed, not gone astray, when the user signs out', async () => {
      const placed = tab.store.call({to: numberOf('answered')});
      await browser.advance(seconds(1));
      await browser.runUntil(tab.store.signOut());
      const call = await browser.runUntil(placed);
      expect([call.phase, call.error?.code]).to.deep.equal(['failed', 'session-expired']);
      releaseToken();
      await browser.advance(seconds(20));
      expect(tab.phases()).to.deep.equal(['placing', 'failed']);
      expect(posts()).to.have.length(0);
    });
  });
});

describe('a limit that another tab has just met', () => {
  it('is why a call is refused, within the same second too', async () => {
    const browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    const [tab, other] = [await browser.openTab().connect(), await browser.openTab().connect()];
    await browser.runUntil(tab.store.call({to: numberOf('throttled')}));
    await browser.advance(100);
    const refused = await browser.runUntil(other.store.call({to: numberOf('answered')}).catch((error: unknown) => error));
    expect(refused).to.include({code: 'rate-limited'});
    await browser.close();
  });
});
