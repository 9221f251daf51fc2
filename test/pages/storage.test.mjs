// A real browser whose storage is really full, is cleared, or holds unreadable values.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {consent, pageWith, press, reaches, sessionOf, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

/** The callee of a long call. */
const CALLEE = '+16505550101';
const USER = '400131426101';
const HOUR_MS = 3_600_000;

describe('a storage that fails', {timeout: 120_000}, () => {
  let browser, site, simulator, world, context, page;
  const warnings = [];

  before(async () => {
    [browser, simulator, site] = await Promise.all([startBrowser(), startRingCentral(), startSite({})]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));

  beforeEach(async () => {
    // The storage of a context goes with it.
    await context?.close();
    context = await browser.createBrowserContext();
    world = worldOf(simulator.url);
    site.pages['/'] = pageWith(`<rc-session client-id="demo" server="${world.server}"></rc-session>
      <rc-click-to-call to="${CALLEE}" confirm="never">Call</rc-click-to-call>
      <rc-call-status></rc-call-status>`);
    warnings.length = 0;
    page = await context.newPage();
    page.on('console', (message) => { if (message.type() === 'warn') warnings.push(message.text()); });
    page.on('pageerror', ({message}) => warnings.push(message));
  });

  const open = async () => {
    await page.goto(site.origin);
    await page.waitForFunction(() => globalThis.loaded);
  };
  /** Another part of the site takes all room of an area, to the last character. */
  const fill = (area = 'localStorage') => page.evaluate((name) => {
    const storage = globalThis[name];
    for (let length = 2 ** 22, count = 0; length >= 1;) {
      try {
        storage.setItem(`theirs-${count}`, 'x'.repeat(length));
        count++;
      } catch {
        length = Math.floor(length / 2);
      }
    }
  }, area);
  /** Lengths of the other part's values. */
  const theirs = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('theirs-')).sort()
    .map((key) => localStorage[key].length));
  const accountPrefix = () => `rc-click-to-call/1/${world.server}|${USER}`;
  const store = (values) => page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, JSON.stringify(value));
  }, Object.entries(values));
  const keys = () => page.evaluate(() => Object.keys(localStorage));

  async function signIn() {
    const tokens = await world.tokens();
    const now = Date.now();
    const prefix = `rc-click-to-call/1/session/${['demo', world.server, ''].map(encodeURIComponent).join('|')}/`;
    await store({
      [`${prefix}tokens`]: {...tokens, id: 'tokens-1', expire_time: now + HOUR_MS, refresh_token_expire_time: now + 24 * HOUR_MS},
    });
    await page.reload();
    await reaches(page, 'ready');
  }
  const call = () => page.evaluate((to) => globalThis.storeOf('').call({to}).then(({key}) => key), CALLEE);
  const phases = () => page.evaluate(() => globalThis.storeOf('').calls.get().map(({phase}) => phase));
  const waitForPhase = (phase) => page.waitForFunction(
    (wanted) => globalThis.storeOf?.('').calls.get()[0]?.phase === wanted, {timeout: 15_000, polling: 50}, phase);
  const panelText = () => page.$eval('rc-call-status', ({shadowRoot}) => shadowRoot.textContent.replace(/\s+/g, ' '));

  it('is read though it is full: the user stays signed in, and the call goes on', async () => {
    await open();
    await signIn();
    await call();
    await fill();
    const lengths = await theirs();
    assert.ok(lengths.reduce((sum, length) => sum + length) > 1_000_000);
    await page.reload();
    await reaches(page, 'ready');
    assert.deepEqual(await phases(), ['ringing-caller']);
    await world.advance(13_000);
    await waitForPhase('connected');
    assert.deepEqual(await theirs(), lengths, 'the other part of the site keeps its values');
  });

  it('makes room for a call from its lists, when it is full', async () => {
    await open();
    await signIn();
    await store({[`${accountPrefix()}/numbers/caller-id`]: {at: 1, list: 'x'.repeat(2_000)}});
    await fill();
    const lengths = await theirs();
    const key = await call();
    assert.ok((await keys()).includes(`${accountPrefix()}/call/${key}`));
    await page.reload();
    await reaches(page, 'ready');
    assert.deepEqual(await phases(), ['ringing-caller']);
    assert.deepEqual(await theirs(), lengths);
    assert.deepEqual(warnings, []);
  });

  it('says once that it is full, when it has nothing to give up', async () => {
    await open();
    await signIn();
    await fill();
    await call();
    await world.advance(13_000);
    await waitForPhase('connected');
    assert.deepEqual(warnings.filter((text) => text.startsWith('rc-click-to-call')),
      ['rc-click-to-call: storage is full; what finds no room lasts until the page is closed.']);
  });

  it('signs in though it is full, until the page is closed', async () => {
    await open();
    await fill();
    const opened = new Promise((resolve) => { page.once('popup', resolve); });
    await press(page, 'Sign in');
    await consent(await opened);
    await reaches(page, 'ready');
    assert.equal((await keys()).filter((key) => key.startsWith('rc-click-to-call')).length, 0);
    await page.reload();
    await reaches(page, 'signed-out');
  });

  it('does not leave the page for a sign-in that could not come back', async () => {
    site.pages['/'] = pageWith(`<rc-session flow="redirect" client-id="demo" server="${world.server}"></rc-session>`);
    await open();
    await fill('sessionStorage');
    await press(page, 'Sign in');
    await page.waitForFunction(() => globalThis.storeOf('').session.get().error, {polling: 50});
    assert.equal((await sessionOf(page)).error.code, 'storage-blocked');
    assert.equal(page.url(), `${site.origin}/`);
  });

  it('is cleared under a call that goes on, also after a reload', async () => {
    site.pages['/'] = site.pages['/'].replace('</body>', `<script type="module">
      const session = document.querySelector('rc-session');
      session.removeAttribute('client-id');
      customElements.whenDefined('rc-session').then(() => { session.getAccessToken = async () => '${(await world.tokens()).access_token}'; });
    </script></body>`);
    await open();
    await reaches(page, 'ready');
    const key = await call();
    await page.evaluate(() => localStorage.clear());
    await page.waitForFunction((name) => localStorage[name], {polling: 50}, `${accountPrefix()}/call/${key}`);
    await page.reload();
    await reaches(page, 'ready');
    assert.deepEqual(await phases(), ['ringing-caller']);
  });

  it('shows no part of a call that cannot be read', async () => {
    await open();
    await signIn();
    const now = Date.now();
    const base = {to: CALLEE, phase: 'failed', startedAt: now - 60_000, endedAt: now - 30_000, id: 's-1'};
    const damaged = {
      time: {...base, phase: 'ended', connectedAt: 'soon'}, end: {...base, phase: 'ended', connectedAt: now - 50_000, endedAt: {}},
      name: {...base, name: {first: 'Ann'}}, error: {...base, error: {}}, code: {...base, error: {code: 'no-such-code', leg: 7}},
      text: {...base, error: 'busy'}, retry: {...base, error: {code: 'rate-limited', retryAt: 'later'}},
      start: {...base, startedAt: null}, active: {...base, phase: 'connected', connectedAt: [], callerStatus: {}},
    };
    await store(Object.fromEntries(Object.entries(damaged).map(([key, value]) =>
      [`${accountPrefix()}/call/${key}`, {revision: 1, call: {...value, key}}])));
    await page.reload();
    await reaches(page, 'ready');
    await page.waitForFunction(() => globalThis.storeOf('').calls.get().length > 0);
    await page.waitForFunction(() => document.querySelector('rc-call-status').shadowRoot.querySelector('[part~=call]'));
    assert.doesNotMatch(await panelText(), /NaN|Infinity|\[object|undefined|null|error\./);
    assert.deepEqual(warnings, []);
  });
});
