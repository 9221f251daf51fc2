// Calls across tabs of one browser: real locks, messages between tabs, storage, reload and crash.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {pageWith, reaches, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

/** The callee of a long call. */
const CALLEE = '+16505550101';

describe('a call across tabs', {timeout: 120_000}, () => {
  let browser, site, simulator, world, context, token;
  const opened = [];

  before(async () => {
    [browser, simulator] = await Promise.all([startBrowser(), startRingCentral()]);
    site = await startSite({});
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));

  beforeEach(async () => {
    await context?.close();
    context = await browser.createBrowserContext();
    world = worldOf(simulator.url);
    ({access_token: token} = await world.tokens());
    site.pages['/'] = pageWith(`<rc-session server="${world.server}"></rc-session>
      <rc-click-to-call to="${CALLEE}" confirm="never">Call</rc-click-to-call>
      <script type="module">
        const ends = globalThis.ends = [];
        addEventListener('rc-call-end', ({detail}) => ends.push({phase: detail.call.phase, primary: detail.primary}));
        const session = document.querySelector('rc-session');
        customElements.whenDefined('rc-session').then(() => { session.getAccessToken = async () => '${token}'; });
      </script>`);
    opened.length = 0;
  });

  async function open(hobble = () => {}) {
    const page = await context.newPage();
    await page.evaluateOnNewDocument(hobble);
    await page.goto(site.origin);
    await reaches(page, 'ready');
    opened.push(page);
    return page;
  }
  const call = (page) => page.evaluate((to) => globalThis.storeOf('').call({to}).then(() => 'placed', ({code}) => code), CALLEE);
  const phases = (page) => page.evaluate(() => globalThis.storeOf('').calls.get().map(({phase}) => phase));
  const waitForPhase = (page, phase) => page.waitForFunction(
    (wanted) => globalThis.storeOf?.('').calls.get()[0]?.phase === wanted, {timeout: 15_000, polling: 50}, phase);
  const ends = (page) => page.evaluate(() => globalThis.ends);
  const posts = async () => (await world.requests('/ring-out')).filter(({method}) => method === 'POST');
  const hangUp = () => fetch(`${world.server}/simulator/hang-up`, {method: 'POST', body: '{}', headers: {'content-type': 'application/json'}});

  it('places one call when two tabs are clicked in the same second', async () => {
    const [first, second] = [await open(), await open()];
    const answers = await Promise.all([call(first), call(second)]);
    assert.deepEqual(answers.sort(), ['call-in-progress', 'placed']);
    assert.equal((await posts()).length, 1);
    await Promise.all([waitForPhase(first, 'ringing-caller'), waitForPhase(second, 'ringing-caller')]);
  });

  it('shows in every tab, and fires one rc-call-end in each, of which one is primary', async () => {
    const [first, second] = [await open(), await open()];
    assert.equal(await call(first), 'placed');
    await world.advance(13_000);
    await Promise.all([waitForPhase(first, 'connected'), waitForPhase(second, 'connected')]);
    await hangUp();
    await Promise.all([waitForPhase(first, 'ended'), waitForPhase(second, 'ended')]);
    const endsByTab = await Promise.all([ends(first), ends(second)]);
    assert.deepEqual(endsByTab.map((tabEnds) => tabEnds.map(({phase}) => phase)), [['ended'], ['ended']]);
    assert.equal(endsByTab.flat().filter(({primary}) => primary).length, 1);
  });

  it('continues in another tab when the tab that polls is closed', async () => {
    const [first, second] = [await open(), await open()];
    await first.bringToFront();
    assert.equal(await call(first), 'placed');
    await first.close();
    await second.bringToFront();
    await world.advance(13_000);
    await waitForPhase(second, 'connected');
  });

  it('is known in every tab at once, and in each only once, where the browser has no BroadcastChannel', async () => {
    const hobble = () => { delete globalThis.BroadcastChannel; };
    const [first, second] = [await open(hobble), await open(hobble)];
    assert.equal(await call(first), 'placed');
    await waitForPhase(second, 'ringing-caller');
    await world.advance(13_000);
    await Promise.all([waitForPhase(first, 'connected'), waitForPhase(second, 'connected')]);
    await hangUp();
    await Promise.all([waitForPhase(first, 'ended'), waitForPhase(second, 'ended')]);
    assert.deepEqual((await Promise.all([ends(first), ends(second)])).map(({length}) => length), [1, 1]);
    assert.equal((await posts()).length, 1);
  });

  it('is restored after a reload, and finished by the next page after a crash', async () => {
    const page = await open();
    assert.equal(await call(page), 'placed');
    await page.reload();
    await reaches(page, 'ready');
    assert.deepEqual(await phases(page), ['ringing-caller']);
    await world.advance(13_000);
    await waitForPhase(page, 'connected');
    const client = await page.createCDPSession();
    client.send('Page.crash').catch(() => {}); // never resolves: the page is gone
    await new Promise((resolve) => { page.once('error', resolve); });
    await hangUp();
    await world.advance(60_000);
    const next = await open();
    await waitForPhase(next, 'ended');
    assert.deepEqual(await ends(next), [{phase: 'ended', primary: true}]);
  });

  it('is unconfirmed when its tab crashed while placing it, and is not placed again', async () => {
    await world.fault({method: 'POST', path: '/ring-out', kind: 'timeout'});
    const page = await open();
    void call(page).catch(() => {});
    await waitForPhase(page, 'placing');
    const client = await page.createCDPSession();
    client.send('Page.crash').catch(() => {});
    await new Promise((resolve) => { page.once('error', resolve); });
    const next = await open();
    await waitForPhase(next, 'unconfirmed');
    assert.equal((await posts()).length, 1);
  });

  it('stores no token', async () => {
    const page = await open();
    await call(page);
    const stored = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    assert.match(stored, /\/call\//);
    assert.ok(token.length > 10 && !stored.includes(token));
  });
});
