// A recipe for call logs with the real elements and a simulated RingCentral: what their events bring a webhook.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {after, before, beforeEach, describe, it} from 'node:test';
import {build} from 'esbuild';
import {startSimulator} from '../../../demo/simulator/server.js';
import {root} from '../../../scripts/run.mjs';
import {launch, watch} from '../../support/chromium.mjs';
import {read, until} from './pages.mjs';

/** A tab in the background draws nothing. */
const PATIENCE = {timeout: 30_000, polling: 100};
const SCOPES = ['ReadAccounts', 'RingOut', 'ReadCallLog', 'ReadCallRecording'];

describe('a call log of the real elements', {timeout: 180_000}, () => {
  let browser, simulator, server, world, context, origin;
  const received = [];

  before(async () => {
    const {outputFiles: [elements]} = await build({
      entryPoints: [path.join(root, 'test/recipes/call-log/real-page.js')], tsconfig: path.join(root, 'tsconfig.json'),
      bundle: true, ignoreAnnotations: true, write: false, format: 'esm', target: 'es2022',
    });
    simulator = await startSimulator({control: true});
    const page = `<!doctype html><html lang="en"><title>CRM</title>
      <script type="module" src="/elements.js"></script><script type="module" src="/call-log-webhook.js"></script>
      <rc-session server="${simulator.url}/w/log" call-details push="never"></rc-session>
      <rc-click-to-call to="+16505550100" name="Anna Berg"></rc-click-to-call><rc-call-status notes outcomes="Reached,Left message"></rc-call-status>`;
    const files = new Map([
      ['/', page], ['/elements.js', elements.text], ['/call-log-webhook.js', read('docs/recipes/call-log-webhook.js')],
      ['/call-log-queue.js', read('docs/recipes/call-log-queue.js')],
    ]);
    server = createServer(async (request, response) => {
      if (request.url === '/token') return response.end(world.signIn({clientId: 'demo'}).access_token);
      if (request.url === '/hooks/calls') received.push(JSON.parse(await text(request)));
      const file = files.get(request.url);
      if (!file) return response.writeHead(204).end();
      response.writeHead(200, {'content-type': request.url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'});
      response.end(file);
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    origin = `http://localhost:${server.address().port}`;
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    await simulator?.close();
  });
  beforeEach(() => {
    received.length = 0;
    world = simulator.world('log');
    world.reset();
    // A talk of five seconds.
    world.configure({speed: 2, scopes: SCOPES});
  });

  async function visit(body, tabs = 1) {
    context = await browser.createBrowserContext();
    try {
      const opened = [];
      for (let i = 0; i < tabs; i++) opened.push(await open());
      await body(...opened);
    } finally {
      await context.close();
    }
  }

  async function open() {
    const page = await context.newPage();
    page.problems = watch(page).problems;
    await page.goto(origin, {waitUntil: 'load'});
    await page.evaluate(() => globalThis.isReady());
    return page;
  }

  const latest = () => received.at(-1) ?? {};
  const ended = (page) => page.waitForFunction(() => globalThis.phases().every((phase) => phase === 'ended'), PATIENCE);
  const type = (page, words) => page.locator('aria/Note – Anna Berg').fill(words);
  const settle = (page) => page.evaluate(async () => {
    for (let turns = 0; turns < 3; turns++) await navigator.locks.request('call-log', () => {});
  });
  const stored = (page) => page.evaluate(() => Object.entries(localStorage).flat().join('\n'));

  it('has the call, its note and RingCentral’s record under one key, from two tabs', () => visit(async (first, second) => {
    const key = await first.evaluate(() => globalThis.placeCall());
    await second.waitForFunction(() => globalThis.phases()[0] === 'connected', PATIENCE);
    await type(second, 'Wants two bikes.');
    await second.locator('aria/Outcome – Anna Berg').fill('Reached');
    await ended(first);
    await until(() => received.length > 0);
    assert.equal(latest().note, '', 'Typing is not saving.');
    await first.reload({waitUntil: 'load'});
    await first.evaluate(() => globalThis.isReady());
    await second.locator('aria/Save note – Anna Berg').click();
    await until(() => latest().note === 'Wants two bikes.' && latest().outcome === 'Reached');
    await until(() => latest().details?.result === 'Call connected', 'RingCentral has a record');
    await settle(first);
    assert.deepEqual([...new Set(received.map((message) => message.key))], [key]);
    assert.equal(new Set(received.map(({id}) => id)).size, received.length, 'No message came twice.');
    assert.equal(latest().note, 'Wants two bikes.');
    assert.deepEqual(first.problems, []);
  }, 2));

  it('has a note that is saved by dismissing the call', () => visit(async (page) => {
    const key = await page.evaluate(() => globalThis.placeCall());
    await ended(page);
    await type(page, 'Dismissed');
    await page.evaluate((of) => globalThis.dismiss(of), key);
    await until(() => latest().note === 'Dismissed');
  }));

  it('has a note that is saved by the sign-out, and the page keeps nothing', () => visit(async (page) => {
    await page.evaluate(() => globalThis.placeCall());
    await ended(page);
    await type(page, 'Signed out');
    await page.evaluate(() => globalThis.signOut());
    await until(() => received.some(({note}) => note === 'Signed out'));
    await settle(page);
    const kept = await stored(page);
    assert.ok(!kept.includes('Signed out') && !kept.includes('Anna') && !kept.includes('call-log/'), kept);
  }));

  it('has a call whose page was closed while both talked', () => visit(async (page) => {
    const key = await page.evaluate(() => globalThis.placeCall());
    await page.waitForFunction(() => globalThis.phases()[0] === 'connected', PATIENCE);
    await type(page, 'Before the crash');
    await page.close();
    const next = await open();
    await ended(next);
    await until(() => latest().key === key);
    await next.locator('aria/Save note – Anna Berg').click();
    await until(() => latest().note === 'Before the crash');
  }));
});
