import {expect} from '@open-wc/testing';
import {browserEnvironment} from '../../src/store/environment.js';
import {createStore} from '../../src/store/store.js';
import {VirtualBrowser} from '../support/virtual.js';

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

describe('the channel of this browser', () => {
  it('takes messages that come after its end', () => {
    const channel = browserEnvironment.channel('rc-click-to-call/1/test', () => undefined);
    channel.close();
    expect(() => channel.post('late')).to.not.throw();
  });
});
