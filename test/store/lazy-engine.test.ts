import {expect} from '@open-wc/testing';
import {browserEnvironment} from '../../src/store/browser-environment.js';
import {createStore} from '../../src/store/store.js';
import {LazyPart, LoadError} from '../../src/loading/lazy-part.js';
import type {ConnectOptions} from '../../src/store/types.js';
import {FakePopup} from '../session/fake-popup.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

describe('a store before its engine is there', () => {
  it('signs out what it was to restore', async () => {
    const browser = new VirtualBrowser();
    const tab = browser.openTab();
    await tab.connect();
    expect(tab.store.session.get().state).to.equal('ready');
    tab.close();
    const store = createStore({account: ''}, browser.openTab().environment());
    const connected = store.connect({sdk: tab.lastPlatform!, server: 'https://platform.example'});
    await store.signOut();
    await connected;
    await browser.settle();
    expect(store.session.get().state).to.equal('signed-out');
    store.dispose();
  });

  it('stays quiet once it is disposed', async () => {
    const browser = new VirtualBrowser();
    const tab = browser.openTab();
    await tab.connect();
    const requestCount = browser.requests('GET').length;
    const store = createStore({account: ''}, tab.environment());
    const connected = store.connect({sdk: tab.lastPlatform!, server: 'https://platform.example'});
    store.dispose();
    await connected;
    await browser.settle();
    expect(store.session.get().state).to.equal('signed-out');
    expect(browser.requests('GET')).to.have.length(requestCount);
  });

  it('tells of a call that it refuses', async () => {
    const store = createStore();
    const codes: string[] = [];
    store.on((event) => {
      if (event.type === 'call-error') codes.push(event.error.code);
    });
    const code = await store.call({to: '+16505550101'}).then(() => 'placed', (error: {code: string}) => error.code);
    expect([code, codes]).to.deep.equal(['no-session', ['no-session']]);
  });
});

describe('a call without the engine', () => {
  const {loadNow, whenLoaded} = LazyPart.prototype;
  const isMissing = Object.getOwnPropertyDescriptor(LazyPart.prototype, 'isMissing')!;
  afterEach(() => {
    Object.assign(LazyPart.prototype, {loadNow, whenLoaded});
    Object.defineProperty(LazyPart.prototype, 'isMissing', isMissing);
  });

  it('is refused, and has the engine requested again', async () => {
    const engineParts = new Set<unknown>();
    let requests = 0;
    LazyPart.prototype.whenLoaded = function(onFailure) {
      engineParts.add(this);
      onFailure?.(new LoadError('gone'));
      return new Promise(() => undefined);
    };
    LazyPart.prototype.loadNow = function(this: LazyPart<never>) {
      if (!engineParts.has(this)) return loadNow.call(this) as Promise<never>;
      requests++;
      return Promise.reject(new LoadError('gone'));
    };
    Object.defineProperty(LazyPart.prototype, 'isMissing', {configurable: true, get: () => true});
    const store = createStore();
    void store.connect({clientId: 'app'});
    const refused = await store.call({to: '+16505550101'}).catch((error: unknown) => error);
    expect(refused).to.include({code: 'unknown', why: 'not-loaded'});
    expect(requests).to.equal(1);
    store.dispose();
  });
});

describe('the window of a sign-in', () => {
  const {loadNow, whenLoaded} = LazyPart.prototype;
  const open = globalThis.open.bind(globalThis);
  let windows: FakePopup[];
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(() => {
    windows = [];
    globalThis.open = () => {
      const popup = new FakePopup();
      windows.push(popup);
      return popup.asWindow;
    };
    browser = new VirtualBrowser();
    tab = browser.openTab();
  });
  afterEach(async () => {
    globalThis.open = open;
    Object.assign(LazyPart.prototype, {loadNow, whenLoaded});
    await browser.close();
  });

  const server = 'https://platform.example';
  const clientId = 'app';
  const getAccessToken = () => Promise.resolve('');
  const isLoggedOut = {loggedIn: () => Promise.resolve(false)};
  const ways: Record<string, () => ConnectOptions> = {
    'an SDK': () => ({sdk: {...tab.platform(), ...isLoggedOut}}),
    'an SDK beside a client ID': () => ({sdk: {...tab.platform(), ...isLoggedOut}, clientId}),
    'a token function': () => ({getAccessToken}),
    'a token function beside a client ID': () => ({getAccessToken, clientId}),
    'a proxy': () => ({proxy: '/rc'}),
    'a proxy beside a client ID': () => ({proxy: '', clientId}),
    'a sign-in that leaves the page': () => ({clientId, flow: 'redirect', redirectUri: 'https://elsewhere.example/'}),
    'a redirect URI of another site': () => ({clientId, redirectUri: 'https://elsewhere.example/'}),
    'nothing': () => ({}),
  };
  for (const [name, way] of Object.entries(ways)) {
    it(`is not opened for ${name}`, async () => {
      await tab.connect(way());
      await browser.runUntil(tab.store.signIn());
      expect(windows).to.have.length(0);
      expect(tab.store.session.get().error, 'it says why there is no session').to.not.equal(undefined);
    });

    if (name.startsWith('a redirect URI')) continue;
    it(`is not opened for ${name} before the engine is there`, async () => {
      holdParts();
      void tab.store.connect({server, ...way()});
      void tab.store.signIn();
      await browser.settle();
      expect(windows).to.have.length(0);
    });
  }

  it('is not opened where there is a session, or nobody has said how to get one', async () => {
    await tab.connect();
    await browser.runUntil(tab.store.signIn());
    const other = browser.openTab();
    await browser.runUntil(other.store.signIn());
    expect(windows).to.have.length(0);
  });

  function holdParts(): () => void {
    let release!: () => void;
    const released = new Promise<void>((resolve) => { release = resolve; });
    LazyPart.prototype.loadNow = async function(this: LazyPart<unknown>) {
      await released;
      return loadNow.call(this) as Promise<never>;
    };
    LazyPart.prototype.whenLoaded = async function(this: LazyPart<unknown>) {
      await released;
      return whenLoaded.call(this) as Promise<never>;
    };
    return release;
  }

  it('is one, however often the user clicks while a part is on its way', async () => {
    holdParts();
    void tab.store.connect({clientId, server, redirectUri: '/r.html'});
    for (let click = 0; click < 5; click++) void tab.store.signIn();
    await browser.settle();
    expect(windows).to.have.length(1);
    windows[0]!.close();
    void tab.store.signIn();
    expect(windows, 'the user has closed the first').to.have.length(2);
  });

  it('is closed where the user has signed out before the part was there', async () => {
    const release = holdParts();
    const connected = tab.store.connect({clientId, server, redirectUri: '/r.html'});
    const signedIn = tab.store.signIn();
    const signedOut = tab.store.signOut();
    release();
    await Promise.all([connected, signedIn, signedOut]);
    await browser.settle();
    expect(windows.map(({closed, address}) => [closed, address])).to.deep.equal([[true, '']]);
    expect(tab.store.session.get().state).to.equal('signed-out');
  });

  it('leaves alone what the page sets after a sign-out', async () => {
    const release = holdParts();
    const before = tab.store.connect({server, sdk: {...tab.platform()}});
    const signedOut = tab.store.signOut();
    const after = tab.store.connect({server, sdk: {...tab.platform(), on() {}, off() {}}, accountId: '400131426000'});
    release();
    await browser.runUntil(Promise.all([before, signedOut, after]));
    expect(tab.store.session.get().state).to.equal('ready');
  });
});

describe('the channel of this browser', () => {
  it('takes messages that come after its end', () => {
    const channel = browserEnvironment.channel('rc-click-to-call/1/test', () => undefined);
    channel.close();
    expect(() => channel.post('late')).to.not.throw();
  });
});
