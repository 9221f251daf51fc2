// Notes about a call in a real browser: two pages, real keys, a reload, a crash, a sign-out.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {pageWith, press, reaches, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

/** The callee of a long call. */
const CALLEE = '+16505550101';
const HOUR_MS = 3_600_000;
const PATIENCE = {timeout: 15_000, polling: 50};

describe('notes in a real browser', {timeout: 120_000}, () => {
  let browser, site, simulator, world, context, page;
  const problems = [];

  before(async () => {
    [browser, simulator, site] = await Promise.all([startBrowser(), startRingCentral(), startSite({})]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));

  beforeEach(async () => {
    await context?.close();
    context = await browser.createBrowserContext();
    world = worldOf(simulator.url);
    problems.length = 0;
    site.pages['/'] = pageWith(`<rc-session client-id="demo" server="${world.server}"></rc-session>
      <rc-click-to-call to="${CALLEE}" name="Anna" confirm="never">Call</rc-click-to-call>
      <rc-call-status notes outcomes="Reached,Left message"></rc-call-status>
      <script>
        globalThis.told = [];
        addEventListener('rc-call-note', ({detail: {note, outcome, primary}, target}) => told.push(
          [note, outcome, primary, target === document ? 'document' : target.localName].join('/')));
      </script>`);
    page = await open();
    const tokens = await world.tokens();
    const prefix = `rc-click-to-call/1/session/${['demo', world.server, ''].map(encodeURIComponent).join('|')}/`;
    const now = Date.now();
    await page.evaluate((key, value) => localStorage.setItem(key, value), `${prefix}tokens`, JSON.stringify({
      ...tokens, id: 'tokens-1', expire_time: now + HOUR_MS, refresh_token_expire_time: now + 24 * HOUR_MS,
    }));
    await page.reload();
    await reaches(page, 'ready');
  });

  async function open() {
    const opened = await context.newPage();
    opened.on('pageerror', ({message}) => problems.push(message));
    await opened.goto(site.origin);
    await opened.waitForFunction(() => globalThis.loaded);
    return opened;
  }

  async function talk() {
    await page.evaluate(() => void document.querySelector('rc-click-to-call').call());
    await page.waitForFunction(() => globalThis.storeOf('').calls.get()[0]?.id, PATIENCE);
    await world.advance(13_000);
    await page.waitForSelector('>>> [part=note]', {timeout: 15_000});
  }

  const fieldOf = (onPage) => onPage.waitForSelector('>>> [part=note]', {timeout: 15_000});
  const textIn = async (onPage) => (await fieldOf(onPage)).evaluate(({value}) => value);
  const shows = (onPage, text) => onPage.waitForFunction((wanted) => document.querySelector('rc-call-status')
    .shadowRoot.querySelector('[part=note]')?.value === wanted, PATIENCE, text);
  const toldIn = (onPage) => onPage.evaluate(() => globalThis.told);
  const heard = (onPage, count) => onPage.waitForFunction((wanted) => globalThis.told.length >= wanted, PATIENCE, count);
  const storedNotes = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('/note/')));

  it('keep what is typed over a reload and in another page, and are told once by Ctrl+Enter', async () => {
    await talk();
    const other = await open();
    await reaches(other, 'ready');
    await page.bringToFront();
    await (await fieldOf(page)).click();
    await page.keyboard.type('Wants an offer 😀');
    await shows(other, 'Wants an offer 😀');
    await page.reload();
    await shows(page, 'Wants an offer 😀');
    await (await page.waitForSelector('>>> [part=outcome]')).select('Reached');
    await (await fieldOf(page)).click();
    await page.keyboard.down('Control');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Control');
    await Promise.all([heard(page, 1), heard(other, 1)]);
    await page.waitForFunction(() => document.querySelector('rc-call-status').shadowRoot
      .querySelector('[role=status]').textContent === 'Saved', PATIENCE);
    assert.deepEqual(await toldIn(page), ['Wants an offer 😀/Reached/true/document']);
    assert.deepEqual(await toldIn(other), ['Wants an offer 😀/Reached/false/document']);
    assert.equal(await textIn(page), 'Wants an offer 😀');
    assert.deepEqual(problems, []);
  });

  it('leave the focus and the caret where they are when the call ends', async () => {
    await talk();
    await (await fieldOf(page)).click();
    await page.keyboard.type('He said ');
    const {id} = await page.evaluate(() => globalThis.storeOf('').calls.get()[0]);
    await fetch(`${world.server}/simulator/hang-up`, {method: 'POST', body: JSON.stringify({id}), headers: {'content-type': 'application/json'}});
    await world.advance(5_000);
    await page.waitForFunction(() => globalThis.storeOf('').calls.get()[0].phase === 'ended', {...PATIENCE, timeout: 30_000});
    await page.keyboard.type('goodbye.');
    assert.equal(await textIn(page), 'He said goodbye.');
    // The panel ignores clicks for 0.8 s after its buttons have changed, in real time.
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    await press(page, 'Dismiss');
    await heard(page, 1);
    assert.deepEqual(await toldIn(page), ['He said goodbye.//true/rc-click-to-call']);
    assert.deepEqual(await storedNotes(), []);
  });

  it('are told by one of two pages when the user signs out', async () => {
    await talk();
    const other = await open();
    await reaches(other, 'ready');
    await page.bringToFront();
    await (await fieldOf(page)).click();
    await page.keyboard.type('Unsaved');
    await shows(other, 'Unsaved');
    await page.evaluate(() => globalThis.storeOf('').signOut());
    await Promise.all([heard(page, 1), heard(other, 1)]);
    const told = [...await toldIn(page), ...await toldIn(other)].map((text) => text.split('/').slice(0, 3).join('/'));
    assert.deepEqual(told.sort(), ['Unsaved//false', 'Unsaved//true']);
    assert.deepEqual(await storedNotes(), []);
    assert.deepEqual(problems, []);
  });

  it('are told by another page after the one in which they were written is gone', async () => {
    await talk();
    await (await fieldOf(page)).click();
    await page.keyboard.type('Written before the crash');
    await page.evaluate(() => {
      // The call has long been over when the next page opens.
      for (const [key, value] of Object.entries(localStorage)) {
        if (!key.includes('/call/')) continue;
        const record = JSON.parse(value);
        record.call = {...record.call, phase: 'ended', endedAt: Date.now() - 3_600_000};
        localStorage.setItem(key, JSON.stringify(record));
      }
    });
    const next = await context.newPage();
    await page.close();
    await next.goto(site.origin);
    await heard(next, 1);
    assert.deepEqual(await toldIn(next), ['Written before the crash//true/document']);
    page = next;
    assert.deepEqual(await storedNotes(), []);
  });
});
