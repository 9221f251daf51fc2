// A button in the page's link, and a link in the button's label: the page stays where it is.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {pageWith, reaches, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

const button = (confirm = 'never', label = '') =>
  `<rc-click-to-call to="+16505550101" name="Anna" confirm="${confirm}">${label}</rc-click-to-call>`;

const PAGES = {
  '/card': `<a href="/elsewhere"><h2>Anna</h2>${button()}</a>`,
  '/far-card': `<div style="height: 9000px"></div><a href="/elsewhere">${button()}</a>`,
  '/asking-card': `<a href="/elsewhere">${button('always')}</a>`,
  '/wrapped': button('never', '<b>Call <a href="/elsewhere">+1 650-555-0101</a></b>'),
  '/far-wrapped': `<div style="height: 9000px"></div>${button('never', '<b>Call <a href="/elsewhere">+1 650-555-0101</a></b>')}`,
};

describe('links around and in a button', {timeout: 60_000}, () => {
  let browser, site, simulator, world, page;

  before(async () => {
    [browser, simulator, site] = await Promise.all([startBrowser(), startRingCentral(), startSite({'/elsewhere': pageWith('Elsewhere')})]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));
  beforeEach(async () => {
    await page?.close();
    world = worldOf(simulator.url);
    page = await browser.newPage();
  });

  async function open(name) {
    const {access_token: token} = await world.tokens();
    site.pages[name] = pageWith(`<rc-session server="${world.server}"></rc-session>${PAGES[name]}<script type="module">
      customElements.whenDefined('rc-session').then(() => { document.querySelector('rc-session').getAccessToken = async () => '${token}'; });
    </script>`);
    await page.goto(site.origin + name);
    await reaches(page, 'ready');
  }
  const callsOnce = async () => {
    await page.waitForFunction(() => globalThis.storeOf('').calls.get()[0]?.phase === 'ringing-caller', {polling: 50});
    assert.equal(new URL(page.url()).pathname.startsWith('/elsewhere'), false);
    assert.equal((await world.requests('/ring-out')).filter(({method}) => method === 'POST').length, 1);
  };

  it('calls from a card that is one link', async () => {
    await open('/card');
    await (await page.waitForSelector('rc-click-to-call >>> .main')).click();
    await callsOnce();
  });

  it('calls from such a card by keyboard', async () => {
    await open('/card');
    await page.$eval('rc-click-to-call', (element) => element.focus());
    await page.keyboard.press('Enter');
    await callsOnce();
  });

  it('calls from such a card before the body of the button is drawn', async () => {
    await open('/far-card');
    await page.$eval('rc-click-to-call', (element) => element.click());
    await callsOnce();
  });

  it('stays on the page with its question', async () => {
    await open('/asking-card');
    await (await page.waitForSelector('rc-click-to-call >>> .main')).click();
    await (await page.waitForSelector('rc-click-to-call >>> .ask')).click();
    await new Promise((resolve) => { setTimeout(resolve, 900); });
    await (await page.waitForSelector('rc-click-to-call >>> .primary')).click();
    await callsOnce();
  });

  for (const name of ['/wrapped', '/far-wrapped']) {
    it(`calls once where an extension has linked the number in the label (${name})`, async () => {
      await open(name);
      // By script: the page stays unscrolled, so the far button is not drawn.
      await page.$eval('rc-click-to-call a', (link) => link.click());
      await callsOnce();
    });
  }
});
