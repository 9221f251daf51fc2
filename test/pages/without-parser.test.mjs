// The script that reads numbers cannot be loaded: users can still call, and the page says how.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {pageWith, reaches, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

const NATIONAL = '<rc-click-to-call to="(650) 555-0101" country="US" name="Anna"></rc-click-to-call>';

describe('a number that cannot be read', {timeout: 60_000}, () => {
  let browser, site, simulator, world, page;

  before(async () => {
    [browser, simulator, site] = await Promise.all([startBrowser(), startRingCentral(), startSite({'/': pageWith(NATIONAL)})]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));
  beforeEach(async () => {
    await page?.close();
    world = worldOf(simulator.url);
    page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on('request', (request) => void (/\/chunks\/parse-/.test(request.url()) ? request.abort() : request.continue()));
  });

  async function open(button) {
    const {access_token: token} = await world.tokens();
    site.pages['/signed-in'] = pageWith(`<rc-session server="${world.server}"></rc-session>${button}<script type="module">
      customElements.whenDefined('rc-session').then(() => { document.querySelector('rc-session').getAccessToken = async () => '${token}'; });
    </script>`);
    await page.goto(`${site.origin}/signed-in`);
    await reaches(page, 'ready');
  }
  const pressMain = async () => (await page.waitForSelector('rc-click-to-call >>> .main')).click();

  it('is a link with the written digits', async () => {
    await page.goto(site.origin);
    const href = await page.waitForSelector('rc-click-to-call >>> a[href]').then((link) => link.evaluate((one) => one.getAttribute('href')));
    assert.equal(href, 'tel:6505550101');
  });

  it('is offered as such a link where the call fails', async () => {
    await open(NATIONAL);
    await pressMain();
    const link = await page.waitForSelector('rc-click-to-call >>> .message a[href]');
    assert.equal(await link.evaluate((one) => one.getAttribute('href')), 'tel:6505550101');
    assert.equal((await world.requests('/ring-out')).length, 0);
  });

  it('takes nothing over from the number that the row had before', async () => {
    await open('<rc-click-to-call to="+16505550101" name="Anna" confirm="always"></rc-click-to-call>');
    await pressMain();
    await page.waitForSelector('rc-click-to-call >>> .ask');
    await page.$eval('rc-click-to-call', (row) => Object.assign(row, {to: '(650) 555-0102', name: 'Bob', country: 'US'}));
    await page.waitForFunction(() => !document.querySelector('rc-click-to-call').shadowRoot.querySelector('.message'), {polling: 50, timeout: 5_000});
    assert.equal((await world.requests('/ring-out')).length, 0);
  });
});
