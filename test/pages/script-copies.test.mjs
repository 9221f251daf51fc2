// The script tag as pages use it: from another origin, before and after the markup, twice, in two
// versions, beside an npm copy.
import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';
import {startRingCentral, worldOf} from './support.mjs';

const cdn = path.join(root, 'dist/cdn');
const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const integrity = JSON.parse(readFileSync(path.join(cdn, 'integrity.json'), 'utf8'));
const SCRIPTS = ['rc-click-to-call.js', 'rc-click-to-call.all.js'];

/** The files of another version: they differ in the banner and in the names of chunks. */
function otherVersion() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdn-'));
  cpSync(cdn, folder, {recursive: true, filter: (file) => !file.endsWith('.map')});
  for (const name of readdirSync(folder, {recursive: true})) {
    if (!name.endsWith('.js')) continue;
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(version, '0.0.1').replaceAll('/chunks/', '/parts/').replaceAll('./chunks/', './parts/'));
  }
  cpSync(path.join(folder, 'chunks'), path.join(folder, 'parts'), {recursive: true});
  rmSync(path.join(folder, 'chunks'), {recursive: true});
  return folder;
}

const MODULES = JSON.stringify({imports: {
  'lit': '/node_modules/lit/index.js', 'lit/': '/node_modules/lit/',
  'lit-html': '/node_modules/lit-html/lit-html.js', 'lit-html/': '/node_modules/lit-html/',
  'lit-element/': '/node_modules/lit-element/',
  '@lit/reactive-element': '/node_modules/@lit/reactive-element/reactive-element.js',
  '@lit/reactive-element/': '/node_modules/@lit/reactive-element/',
  'libphonenumber-js/core/es6': '/node_modules/libphonenumber-js/core/es6/index.js',
}});

const module = (folder) => `<script type="module" src="${folder}/rc-click-to-call.js"></script>`;
const classic = (folder) => `<script src="${folder}/rc-click-to-call.all.js"></script>`;
const npm = (entry) => `<script type="importmap">${MODULES}</script><script type="module">import '/dist/${entry}.js';</script>`;

/** Each of these pages registers the tags once, and has one session and one call. */
const COPIES = {
  'a module twice': module('/dist/cdn') + module('/copy'),
  'modules of two versions': module('/other') + module('/dist/cdn'),
  'modules of two versions, the other way round': module('/dist/cdn') + module('/other'),
  'a classic script, then a module of another version': classic('/dist/cdn') + module('/other'),
  'a module, then a classic script of another version': module('/dist/cdn') + classic('/other'),
  'classic scripts of two versions': classic('/other') + classic('/dist/cdn'),
  'an npm copy of all elements, then a script': npm('index') + module('/dist/cdn'),
  'a classic script, then an npm copy of all elements': classic('/dist/cdn') + npm('index'),
  'an npm copy of the call button only, then a module': npm('click-to-call/define') + module('/dist/cdn'),
  'an npm copy of the session only, then a module of another version': npm('session/define') + module('/other'),
};

const MARKUP = `<rc-click-to-call to="+16505550100" name="Anna"><a href="tel:+16505550100">Call Anna</a></rc-click-to-call>
  <rc-call-status></rc-call-status><rc-session></rc-session>`;

describe('the script tag', async () => {
  const other = otherVersion();
  const [ringCentral, browser, elsewhere] = await Promise.all([
    startRingCentral(), launch(), servePages({}, {headers: {'access-control-allow-origin': '*'}}),
  ]);
  const away = `${elsewhere.url}/dist/cdn`;
  const from = (name, attributes) => `<script src="${away}/${name}" integrity="${integrity[name]}" crossorigin ${attributes}></script>`;
  const kinds = (name) => name.includes('.all.') ? ['', 'async', 'defer'] : ['type="module"', 'type="module" async'];
  const tags = SCRIPTS.flatMap((name) => kinds(name).flatMap((attributes) => [
    [`${name} ${attributes}, before the markup`, from(name, attributes) + MARKUP],
    [`${name} ${attributes}, after the markup`, MARKUP + from(name, attributes)],
  ]));
  const pages = {
    ...Object.fromEntries(Object.values(COPIES).map((scripts, i) => [`copies-${i}.html`, scripts + MARKUP])),
    ...Object.fromEntries(tags.map(([, html], i) => [`tag-${i}.html`, html])),
    'wrong.html': `${MARKUP}<script type="module" src="${away}/rc-click-to-call.js" integrity="${integrity['rc-click-to-call.all.js']}"
      crossorigin></script>`,
  };
  const site = await servePages(pages, {folders: {other, node_modules: path.join(root, 'node_modules')}});
  after(async () => {
    await Promise.all([browser.close(), site.close(), elsewhere.close(), ringCentral.close()]);
    rmSync(other, {recursive: true});
  });

  /** Opens a page in a browser context of its own, and closes it whatever happens. */
  async function open(name, body) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const seen = watch(page);
      await page.goto(`${site.url}/${name}`);
      await body(page, seen);
    } finally {
      await context.close();
    }
  }

  /** Signs in with an access token of the page, clicks, and waits until the call has ended. */
  async function call(page) {
    const world = worldOf(ringCentral.url);
    const {access_token: token} = await world.tokens();
    await page.evaluate(async (server, ours) => {
      globalThis.ended = [];
      document.addEventListener('rc-call-end', ({detail}) => globalThis.ended.push(detail));
      await Promise.all(['rc-session', 'rc-click-to-call', 'rc-call-status'].map((tag) => customElements.whenDefined(tag)));
      const session = document.querySelector('rc-session');
      const ready = new Promise((resolve) => {
        document.addEventListener('rc-session-change', ({detail}) => detail.state === 'ready' && resolve());
      });
      // The app may not be told of calls by push, and a browser logs each refusal.
      Object.assign(session, {server, push: 'never', getAccessToken: () => Promise.resolve(ours)});
      await ready;
    }, world.server, token);
    await (await page.waitForSelector('aria/Call Anna[role="button"]')).click();
    await page.waitForSelector('::-p-text(Ringing your phone)');
    await page.waitForFunction(() => document.querySelector('rc-call-status').shadowRoot.querySelector('[part~="call"]'));
    await world.advance(30_000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.waitForFunction(() => globalThis.ended.length > 0);
    return {
      placed: (await world.requests('ring-out')).filter(({method}) => method === 'POST').length,
      ended: await page.evaluate(() => globalThis.ended.length),
      stores: await page.evaluate(() => globalThis[Symbol.for('rc-click-to-call/1')].size),
    };
  }

  const ONE_CALL = {placed: 1, ended: 1, stores: 1};

  for (const [i, name] of Object.keys(COPIES).entries()) {
    test(`places one call with ${name}`, () => open(`copies-${i}.html`, async (page, seen) => {
      assert.deepEqual(await call(page), ONE_CALL);
      assert.deepEqual(seen.problems, []);
    }));
  }

  for (const [i, [name]] of tags.entries()) {
    test(`loads from another origin with its hash: ${name}`, () => open(`tag-${i}.html`, async (page, seen) => {
      assert.deepEqual(await call(page), ONE_CALL);
      assert.deepEqual(seen.problems, []);
    }));
  }

  test('does not run a file that differs from its hash, and keeps the link', () => open('wrong.html', async (page, seen) => {
    await page.waitForNetworkIdle();
    assert.equal(seen.problems.length, 1);
    assert.match(seen.problems[0], /integrity/);
    assert.equal(await page.evaluate(() => customElements.get('rc-click-to-call') === undefined), true);
    assert.equal(await page.$eval('rc-click-to-call a', (link) => link.checkVisibility()), true);
  }));
});
