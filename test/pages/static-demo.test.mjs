// The demo as files on a web host, with its simulated RingCentral in a Service Worker.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {scenarioNamed, scenarios} from '../../demo/simulator/scenarios.js';
import {buildDemo} from '../../scripts/build-demo.mjs';
import {launch, watch} from '../support/chromium.mjs';
import {SPEED, WAYS_IN, isIn, until, visitOf} from '../support/demo.mjs';

const TYPES = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};
/** A browser asks for it by itself. */
const ICON = /^http:\/\/localhost:\d+\/favicon\.ico$/;
const PLACE = '/~somebody/demos/calls/';

/** As little as a web host can do: files by their names, `index.html` for folders; a script may be published anew. */
async function startHost(folder) {
  const host = {release: ''};
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url, 'http://host');
    const name = path.join(folder, pathname.slice(PLACE.length), pathname.endsWith('/') ? 'index.html' : '');
    const body = pathname.startsWith(PLACE) && request.method === 'GET' && await readFile(name).catch(() => null);
    response.writeHead(body ? 200 : 404, {'content-type': TYPES[path.extname(name)] ?? 'text/plain'});
    response.end(body && name.endsWith('simulator.js') ? `${body}\n${host.release}` : body || 'Not found');
  });
  await new Promise((resolve) => { server.listen(0, resolve); });
  return Object.assign(host, {
    url: `http://localhost:${server.address().port}${PLACE}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  });
}

/** The simulator inside the browser, as the page's own scripts reach it. */
function worldIn(page, base) {
  const order = (method, what, body) => page.evaluate(async (url, init) => (await fetch(url, init)).json(),
    `${base}platform/simulator/${what}`, {method, ...body && {body: JSON.stringify(body)}});
  return {
    configure: (options) => order('POST', 'options', options),
    advance: (ms) => order('POST', 'advance', {ms}),
    calls: () => order('GET', 'calls'),
    requests: () => order('GET', 'requests'),
  };
}

/** Every event that the page has heard, oldest first. */
const heard = (page) => page.$$eval('#log summary b', (names) => names.map((name) => name.textContent).reverse());

describe('the demo without a server', {timeout: 240_000}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'static-demo-'));
  let browser;
  let host;
  before(async () => {
    await buildDemo(folder);
    host = await startHost(folder);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  /** A first visit of somebody; on no page anything may go wrong or ask anybody but the web host. */
  async function open(body, {at = '', prepare, expected = /redirect URI to register/} = {}) {
    const context = await browser.createBrowserContext();
    const problems = [];
    const strangers = [];
    const attend = (page) => {
      const seen = watch(page);
      page.on('request', (request) => { if (!request.url().startsWith(host.url) && !ICON.test(request.url())) strangers.push(request.url()); });
      page.once('close', () => problems.push(...seen.problems));
      return page;
    };
    try {
      const page = attend(await context.newPage());
      page.on('popup', attend);
      await prepare?.(page);
      await page.goto(host.url + at);
      await page.waitForFunction(() => document.querySelector('rc-session, rc-click-to-call')?.shadowRoot);
      const world = worldIn(page, host.url);
      await body({...visitOf(context, page, world), world, attend, problems});
      for (const one of await context.pages()) await one.close();
      assert.deepEqual(problems.filter((text) => !expected.test(text)), []);
      assert.deepEqual(strangers, []);
    } finally {
      await context.close();
    }
  }

  const isSimulated = (page) => page.waitForSelector('[data-world=simulated]', {visible: true});

  /** Calls whose time the test moves. */
  async function slowly({page, world}) {
    await isSimulated(page);
    await world.configure({speed: SPEED});
  }

  test('by mouse, on the first visit and without a reload: signs in, and a call goes to its end', () => open(async (visit) => {
    const {page, signIn, shows, pass, firstReads, world} = visit;
    let loads = 0;
    page.on('load', () => { loads++; });
    await slowly(visit);
    await signIn();
    await page.click('#clear');
    await (await page.$('rc-click-to-call')).click();
    await shows('Ringing your phone…');
    await firstReads('Cancel');
    await pass(6);
    await shows('Ringing Anna…');
    await pass(6);
    await shows('Connected');
    await pass(10);
    await shows('Call ended');
    await firstReads('Call Anna');
    assert.deepEqual(await heard(page), [
      'rc-call-request', ...Array.from({length: 5}, () => 'rc-call-change'), 'rc-call-end',
    ]);
    assert.equal((await world.calls()).length, 1);
    assert.equal(loads, 0);
  }));

  test('by keyboard: signs in, calls and cancels', () => open(async (visit) => {
    const {page, popup, button, shows, pass, world} = visit;
    await slowly(visit);
    await button('Sign in');
    const window = await popup(async () => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    });
    await window.waitForSelector('button');
    await window.keyboard.press('Tab');
    await window.keyboard.press('Enter');
    await button('Sign out Alex Morgan');
    await page.bringToFront();
    await page.focus('rc-click-to-call');
    await page.keyboard.press('Enter');
    await shows('Ringing your phone…');
    // A status that was read is later than the rest of a double click, which the button ignores.
    await until(async () => (await world.requests()).some((one) => one.method === 'GET' && one.path.includes('/ring-out/')));
    await page.keyboard.press('Enter');
    await shows('Canceling…');
    await pass(4);
    await shows('Call canceled');
    assert.equal((await world.calls()).length, 1);
  }));

  test('signing in and the call outlive the worker, reloads past it, and a new release', () => open(async (visit) => {
    const {page, signIn, shows, pass, button, world} = visit;
    const devtools = await page.createCDPSession();
    await devtools.send('ServiceWorker.enable');
    const stop = () => devtools.send('ServiceWorker.stopAllWorkers');
    await slowly(visit);
    await signIn();
    await (await page.$('rc-click-to-call')).click();
    await shows('Ringing your phone…');
    await stop();
    await pass(6);
    await shows('Ringing Anna…');
    await stop();
    await page.reload();
    await button('Sign out Alex Morgan');
    await shows('Ringing Anna…');
    await stop();
    await devtools.send('Page.enable');
    await Promise.all([page.waitForNavigation(), devtools.send('Page.reload', {ignoreCache: true})]);
    await button('Sign out Alex Morgan');
    await pass(6);
    await shows('Connected');
    host.release = '// another';
    await page.reload();
    await shows('Connected');
    await stop();
    await pass(10);
    await shows('Call ended');
    assert.equal((await world.calls()).length, 1);
  }));

  test('two tabs show the same call', () => open(async (visit) => {
    const {context, page, signIn, shows, pass, attend, world} = visit;
    await slowly(visit);
    await signIn();
    const other = attend(await context.newPage());
    await other.goto(host.url);
    const there = visitOf(context, other, world);
    await there.button('Sign out Alex Morgan');
    await page.bringToFront();
    await (await page.$('rc-click-to-call')).click();
    await shows('Ringing your phone…');
    await there.shows('Ringing your phone…');
    await pass(12);
    await shows('Connected');
    await there.shows('Connected');
    await page.close();
    const alone = visitOf(context, other, worldIn(other, host.url));
    await alone.pass(10);
    await there.shows('Call ended');
  }));

  test('what happens is chosen by the number', () => open(async (visit) => {
    const {page, signIn, shows, pass} = visit;
    await slowly(visit);
    assert.equal((await page.$$('.scenarios rc-click-to-call')).length, scenarios.length);
    await signIn();
    await (await page.waitForSelector(`.scenarios rc-click-to-call[to="${scenarioNamed('busy').number}"]`)).click();
    await shows('Ringing your phone…');
    await pass(10);
    await page.waitForFunction(() => /is busy\. Try again later\./.test(document.querySelector('rc-call-status').shadowRoot.textContent));
  }));

  for (const [name, signIn] of Object.entries(WAYS_IN)) {
    test(`the way in: ${name}`, () => open(async (visit) => {
      await signIn(visit);
      await isIn(visit.page);
    }, {at: `sign-in/${name}.html`}));
  }

  test('the smallest page there is', () => open(async ({page}) => {
    assert.equal(await page.$eval('rc-click-to-call', ({shadowRoot}) => shadowRoot.querySelector('a').href), 'tel:+16505550100');
  }, {at: 'one-script-tag.html'}));

  test('the gallery', () => open(async ({page}) => {
    await page.waitForSelector('[data-ready]');
    assert.ok((await page.$$('figure')).length > 10);
  }, {at: 'gallery.html?scheme=light&dir=ltr&theme=ringcentral', expected: /while it has the attribute "jwt"/}));

  describe('where no worker starts', () => {
    const without = (page) => page.evaluateOnNewDocument(() => {
      Object.defineProperty(navigator, 'serviceWorker', {value: undefined});
    });
    const refused = (page) => page.evaluateOnNewDocument(() => {
      navigator.serviceWorker.register = () => Promise.reject(new DOMException('No', 'SecurityError'));
    });
    const firstLink = (page) => page.waitForFunction(() =>
      document.querySelector('rc-click-to-call').shadowRoot?.querySelector('a')?.href.includes('16505550100'));

    for (const [name, prepare, words] of [
      ['without service workers', without, /At this address your browser cannot simulate RingCentral, so each number is a link/],
      ['where they are refused', refused, /Your browser did not let the page simulate RingCentral, so each number is a link/],
    ]) {
      test(`${name} the demo says why, and has links`, () => open(async ({page}) => {
        await page.waitForFunction((text) => new RegExp(text).test(document.body.innerText), {}, words.source);
        await firstLink(page);
      }, {prepare}));
      test(`${name} the pages of the ways in say why, too`, async () => {
        for (const way of Object.keys(WAYS_IN)) {
          await open(async ({page}) => {
            await page.waitForFunction((text) => new RegExp(text).test(document.querySelector('h1 + [role=status]')?.innerText), {}, words.source);
            await firstLink(page);
          }, {prepare, at: `sign-in/${way}.html`});
        }
      });
    }

    for (const name of ['index.html', 'sign-in/popup.html']) {
      test(`opened as a file ${name} has links, and a sentence`, async () => {
        const page = await browser.newPage();
        await page.goto(pathToFileURL(path.join(folder, name)).href);
        await firstLink(page);
        assert.match(await page.$eval('main', ({innerText}) => innerText), /opened as a file cannot simulate RingCentral, so each number is a link/);
        await page.close();
      });
    }
  });

  test('is small', () => {
    assert.ok(statSync(path.join(folder, 'simulator.js')).size < 60_000);
  });
});
