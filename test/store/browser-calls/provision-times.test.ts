/** Registering this browser leaves room for calls: pages that follow each other quickly wait. */
import {expect} from '@open-wc/testing';
import type {VirtualBrowser} from '../../support/virtual.js';
import {loadParts, newBrowser, Page} from './inbound-pages.js';

const MOST = 5;

describe('pages that register one after the other', () => {
  let browser: VirtualBrowser;

  before(loadParts);
  beforeEach(() => { browser = newBrowser(); });
  afterEach(() => browser.close());

  const provisions = () => browser.requests('POST', '/sip-provision').length;

  /** The user goes from page to page, as on sites that load anew with each click. */
  async function browse(count: number): Promise<Page> {
    let page = await Page.open(browser);
    for (let visit = 1; visit < count; visit++) {
      page.phone.leave();
      page.tab.close();
      page = await Page.open(browser);
    }
    return page;
  }

  it('ask for a registration each', async () => {
    const page = await browse(3);
    expect(provisions()).to.equal(3);
    expect(page.phone.isRegistered).to.equal(true);
  });

  it('leave room for calls: a page that has come too soon registers later', async () => {
    const page = await browse(10);
    expect(provisions()).to.equal(MOST);
    expect(page.phone.isRegistered).to.equal(false);
    expect(page.tab.store.limit.get().until).to.equal(null);
    const call = await browser.runUntil(page.tab.store.call({to: '+16505550142', from: '+16505550150'}));
    expect(call.phase).not.to.equal('failed');
    await browser.advance(120_000);
    expect(page.phone.isRegistered).to.equal(true);
    expect(provisions()).to.equal(MOST + 1);
  });

  it('register at once for a call', async () => {
    const page = await browse(10);
    expect((await browser.runUntil(page.tab.store.call({to: '+16505550142'}))).phase).to.equal('ringing-callee');
    expect(provisions()).to.equal(MOST + 1);
  });

  for (const text of ['', '{', '{}', '"x"', '[null, "1", -5, 1e300]']) {
    it(`take no harm from what is stored: ${text}`, async () => {
      browser.storage.set('rc-click-to-call/1/https://platform.example|400131426101/phone-asked', text);
      const page = await Page.open(browser);
      expect(page.phone.isRegistered).to.equal(true);
    });
  }

  it('leave nothing of it behind after the sign-out', async () => {
    const page = await browse(2);
    await browser.runUntil(page.tab.store.signOut());
    expect([...browser.storage.keys()].filter((key) => key.includes('/phone-'))).to.deep.equal([]);
  });
});
