import {expect} from '@open-wc/testing';
import type {ConnectOptions} from '../../src/store/types.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const FRAME_MS = 16;
const server = 'https://platform.example';

describe('a page that draws itself anew on each session change', () => {
  let browser: VirtualBrowser;
  let tab: Tab;
  let drawings: number;
  const realFetch = globalThis.fetch;

  beforeEach(() => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = browser.openTab();
    drawings = 0;
    globalThis.fetch = (url, init) => tab.fetch(url as URL, init ?? {});
  });
  afterEach(async () => {
    globalThis.fetch = realFetch;
    await browser.close();
  });

  const identityRequests = () => browser.requests('GET', '/extension/~');
  const newToken = () => String((browser.simulator.signIn({expiresIn: 36_000}) as {access_token: string}).access_token);

  /** Draws in the frame after each change, with options that are made in the drawing. */
  async function draw(optionsOf: () => ConnectOptions): Promise<void> {
    const drawOnce = () => {
      drawings++;
      return tab.store.connect({server, ...optionsOf()});
    };
    tab.store.session.listen(() => browser.schedule(FRAME_MS, () => void drawOnce(), tab));
    await browser.runUntil(drawOnce());
    await browser.advance(seconds(60));
  }

  it('asks a token function that fails behind a growing pause', async () => {
    let asked = 0;
    await draw(() => ({getAccessToken: () => {
      asked++;
      return Promise.reject(new Error('no token'));
    }}));
    expect(asked).to.be.within(4, 8);
    expect(drawings).to.be.below(8);
    expect(tab.store.session.get().error?.code).to.equal('token-function');
  });

  it('is ready soon after a failing token function works again', async () => {
    let isWorking = false;
    await draw(() => ({getAccessToken: () => isWorking ? Promise.resolve(browser.token) : Promise.reject(new Error('no token'))}));
    isWorking = true;
    await browser.advance(seconds(75));
    expect(tab.store.session.get().state).to.equal('ready');
  });

  it('asks little for the user where each call gives a fresh token', async () => {
    await draw(() => ({getAccessToken: () => Promise.resolve(newToken())}));
    expect(tab.store.session.get().state).to.equal('ready');
    expect(identityRequests()).to.have.length.below(4);
    expect(drawings).to.be.below(8);
  });

  it('asks little for the user where it draws all the time with fresh tokens', async () => {
    await tab.connect({getAccessToken: () => Promise.resolve(newToken())});
    for (let frame = 0; frame < 1_000; frame++) {
      void tab.store.connect({server, storage: 'local', getAccessToken: () => Promise.resolve(newToken())});
      await browser.advance(FRAME_MS);
    }
    expect(identityRequests().length).to.be.below(8);
    expect(tab.store.session.get().state).to.equal('ready');
  });

  it('begins few sessions where its SDK is a literal with new functions', async () => {
    await draw(() => {
      const platform = tab.platform();
      return {sdk: {
        get: (url, query, options) => platform.get(url, query, options), post: platform.post, delete: platform.delete,
      }};
    });
    expect(identityRequests().length).to.be.below(9);
    expect(drawings).to.be.below(20);
  });

  it('uses the SDK of its last drawing in the end', async () => {
    const used: number[] = [];
    const literal = (drawing: number) => {
      const platform = tab.platform();
      return {...platform, get: (...request: Parameters<typeof platform.get>) => {
        used.push(drawing);
        return platform.get(...request);
      }};
    };
    const connected = Array.from({length: 5}, (_, drawing) => tab.store.connect({server, sdk: literal(drawing)}));
    await browser.runUntil(Promise.all(connected));
    for (let drawing = 5; drawing < 10; drawing++) connected.push(tab.store.connect({server, sdk: literal(drawing)}));
    await browser.runUntil(Promise.all(connected));
    expect(used.at(-1)).to.equal(9);
    expect(tab.store.session.get().state).to.equal('ready');
    await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    tab.store.dispose();
    expect(tab.leftovers).to.deep.equal({timers: 0, listeners: 0});
  });

  describe('and an SDK that waits for its turn while the user signs out', () => {
    const used: string[] = [];
    const sdkNamed = (name: string) => {
      const platform = tab.platform();
      return {...platform, get: (...request: Parameters<typeof platform.get>) => {
        used.push(name);
        return platform.get(...request);
      }};
    };
    const connect = (name: string, more: ConnectOptions = {}) => tab.store.connect({server, sdk: sdkNamed(name), ...more});

    beforeEach(async () => {
      used.length = 0;
      for (const name of ['first', 'second']) await browser.runUntil(connect(name));
      void connect('waiting');
      await browser.settle();
      await browser.runUntil(tab.store.signOut());
      used.length = 0;
    });

    it('begins no session', async () => {
      await browser.advance(seconds(300));
      expect(tab.store.session.get().state).to.equal('signed-out');
      expect(used).to.deep.equal([]);
    });

    it('begins none where the page is drawn again, either', async () => {
      void connect('drawn again');
      await browser.advance(seconds(300));
      expect(tab.store.session.get().state).to.equal('signed-out');
      expect(used).to.deep.equal([]);
    });

    it('is the one that the next sign-in uses', async () => {
      await browser.runUntil(tab.store.signIn());
      expect(tab.store.session.get().state).to.equal('ready');
      expect([...new Set(used)]).to.deep.equal(['waiting']);
      await browser.advance(seconds(300));
      expect(tab.store.session.get().state).to.equal('ready');
    });

    it('leaves alone the session of another option that the page sets then', async () => {
      await browser.runUntil(connect('other', {accountId: '400131426000'}));
      expect(tab.store.session.get().state).to.equal('ready');
      expect([...new Set(used)]).to.deep.equal(['other']);
    });
  });
});
