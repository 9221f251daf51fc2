// Scripts come in waves: a request belongs to the wave after the one whose script made it. However slow
// the line, a button can call after two of them: the script, and what it asks for.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {settle} from '../../bench/support.mjs';
import {consent, popupOf, press, startBrowser, startRingCentral, worldOf} from './support.mjs';

const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8'};
const SCRIPT = '/rc-click-to-call.js';
const pageWith = (body) => `<!doctype html><html lang="en"><title>Waves</title><link rel="icon" href="data:,">
  <script type="module" src="${SCRIPT}"></script>${body}`;
const ELEMENTS = `<rc-click-to-call to="(650) 555-0101" country="US"></rc-click-to-call>
  <rc-number-select></rc-number-select><rc-call-status></rc-call-status>`;

/** The page's own SDK. */
const giveSdk = (server, token) => `<script>
  const send = async (method, url, body) => {
    const response = await fetch(${JSON.stringify(server)} + url, {method, body, headers: {authorization: 'Bearer ${token}'}});
    if (!response.ok) throw Object.assign(new Error(), {response});
    return response;
  };
  document.querySelector('rc-session').sdk = {
    loggedIn: async () => true, get: (url) => send('GET', url), post: (url, body) => send('POST', url, JSON.stringify(body)),
  };
</script>`;

/** Serves dist/cdn; holds chunks back while it is closed. */
async function startGate(pages) {
  let held = [];
  let isOpen = true;
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://site');
    const send = () => {
      const type = TYPES[path.extname(pathname)];
      response.writeHead(200, {'content-type': type, 'cache-control': 'no-store'});
      response.end(pages[pathname] ?? readFileSync(path.join(root, 'dist/cdn', pathname)));
    };
    if (isOpen || !pathname.startsWith('/chunks/')) return send();
    held.push({name: path.basename(pathname), send});
  });
  await new Promise((resolve) => { server.listen(0, resolve); });
  return {
    origin: `http://localhost:${server.address().port}`,
    open() {
      isOpen = true;
      this.sendWave();
    },
    shut() { isOpen = false; },
    get held() { return held.map(({name}) => name.replace(/-[\w-]{8}\.js$/, '')); },
    /** Sends what is held now; what these scripts ask for is the next wave. */
    sendWave() {
      const wave = held;
      held = [];
      for (const {send} of wave) send();
    },
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

const canCall = () => {
  const button = document.querySelector('rc-click-to-call:not(:state(link))')?.shadowRoot.querySelector('button');
  return !!button?.title.includes('+1');
};

describe('waves of scripts until a button can call', {timeout: 120_000}, () => {
  let browser, gate, ringcentral, world;
  const pages = {};

  before(async () => {
    [browser, gate, ringcentral] = await Promise.all([startBrowser(), startGate(pages), startRingCentral()]);
    world = worldOf(ringcentral.url);
    const {access_token: token} = await world.tokens();
    pages['/links.html'] = pageWith('<rc-click-to-call to="+16505550101"></rc-click-to-call>');
    pages['/own.html'] = pageWith(`<rc-session client-id="demo" server="${world.server}"></rc-session>${ELEMENTS}`);
    const backend = worldOf(ringcentral.url);
    await backend.options({proxy: true});
    pages['/proxy.html'] = pageWith(`<rc-session proxy="${backend.server}"></rc-session>${ELEMENTS}`);
    pages['/host.html'] = pageWith(`<rc-session></rc-session>${ELEMENTS}${giveSdk(world.server, token)}`);
  });
  after(() => Promise.all([browser?.close(), gate?.close(), ringcentral?.close()]));

  async function signIn(context, page) {
    await page.goto(`${gate.origin}/own.html`);
    await consent(await popupOf(context, () => press(page, 'Sign in')));
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.endsWith('/user')));
  }

  /** Until the page asks for nothing more. */
  async function settled(page) {
    for (let count = -1; count !== gate.held.length;) {
      count = gate.held.length;
      await page.evaluate(settle);
    }
  }

  for (const [kind, prepare] of [['own', signIn], ['host', () => {}], ['proxy', () => {}]]) {
    test(`two with the sign-in of kind "${kind}", with numbers that have no country code`, async () => {
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        await prepare(context, page);
        gate.shut();
        await page.goto(`${gate.origin}/${kind}.html`, {waitUntil: 'domcontentloaded'});
        await settled(page);
        const second = gate.held;
        gate.sendWave();
        await page.waitForFunction(canCall, {timeout: 20_000}).catch(() => {
          assert.fail(`The page needs more than ${second}: ${gate.held}.`);
        });
        // It has nothing to show before there is a session, so it left the line to that.
        assert.ok(!second.includes('number-select'), second.join());
        gate.open();
        await page.waitForFunction(() => customElements.get('rc-number-select'));
      } finally {
        gate.open();
        await context.close();
      }
    });
  }

  test('one on a page of links, which is one file', async () => {
    const page = await browser.newPage();
    const requests = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(`${gate.origin}/links.html`);
    await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot?.querySelector('a[href]'));
    await settled(page);
    assert.deepEqual(requests.filter((name) => name.startsWith('/')), ['/links.html', SCRIPT]);
  });
});
