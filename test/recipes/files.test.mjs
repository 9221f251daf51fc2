// The files as docs/server.md serves them, and the WordPress plugin.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';
import {startNode, startPhp} from './servers.mjs';

const PATIENCE = {timeout: 15_000};
const integrity = JSON.parse(readFileSync(path.join(root, 'dist/cdn/integrity.json'), 'utf8'));
const chunk = Object.keys(integrity).find((file) => file.startsWith('chunks/'));

describe('files', {timeout: 120_000}, () => {
  let browser, site;
  before(async () => {
    // Needs no RingCentral: these tests do not sign in.
    site = await startNode('http://localhost:1');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const headersOf = async (file, headers = {}) => {
    const answer = await fetch(`${site.url}/rc/${file}`, {headers});
    assert.equal(answer.status, 200, file);
    await answer.arrayBuffer();
    return Object.fromEntries(answer.headers);
  };

  const FILES = [
    ['rc-click-to-call.js', /javascript$/, 'public, max-age=300'],
    ['rc-click-to-call.all.js', /javascript$/, 'public, max-age=300'],
    ['integrity.json', /^application\/json/, 'public, max-age=300'],
    [chunk, /javascript$/, 'public, max-age=31536000, immutable'],
    ['rc-redirect.html', /^text\/html/, 'no-store'],
    ['rc-redirect.js', /javascript$/, 'public, max-age=300'],
  ];
  for (const [file, type, caching] of FILES) {
    test(`have type, caching and compression: ${file === chunk ? 'a chunk' : file}`, async () => {
      const headers = await headersOf(file, {'accept-encoding': 'gzip'});
      assert.match(headers['content-type'], type);
      assert.equal(headers['cache-control'], caching);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['content-encoding'], 'gzip');
      assert.equal(headers['access-control-allow-origin'], file === 'rc-redirect.html' ? undefined : '*');
    });
  }

  test('keep the address of the redirect page secret, and the page out of frames', async () => {
    const headers = await headersOf('rc-redirect.html');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(headers['content-security-policy'], /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/);
  });

  test('load by hash in a page of another origin', async () => {
    const files = Object.keys(integrity).filter((file) => file.startsWith('chunks/') || file === 'rc-click-to-call.js');
    const hashes = Object.fromEntries(files.map((file) => [`${site.url}/rc/${file}`, integrity[file]]));
    const host = await servePages({
      'index.html': `<title>Elsewhere</title><script type="importmap">${JSON.stringify({integrity: hashes})}</script>
        <script type="module" src="${site.url}/rc/rc-click-to-call.js" crossorigin integrity="${integrity['rc-click-to-call.js']}"></script>
        <rc-click-to-call to="+16505550100">Call Anna</rc-click-to-call>`,
    });
    try {
      const page = await browser.newPage();
      const {problems} = watch(page);
      await page.goto(`${host.url}/index.html`);
      await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot?.querySelector('a[href]'), PATIENCE);
      assert.deepEqual(problems, []);
      await page.close();
    } finally {
      await host.close();
    }
  });
});

describe('WordPress', {timeout: 120_000}, () => {
  let browser, site;
  before(async () => {
    site = await startPhp('http://localhost:1', {
      'wordpress.php': 'plugins/click-to-call/click-to-call.php', 'test/recipes/wordpress.php': 'index.php',
    });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  async function open(address) {
    const page = await browser.newPage();
    const seen = watch(page);
    await page.goto(site.url + address);
    await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot?.querySelector('a[href]'), PATIENCE);
    return {page, ...seen};
  }

  test('shows links to visitors: those of the shortcode, and those in the text', async () => {
    const {page, problems} = await open('/');
    const links = await page.$$eval('rc-click-to-call', (found) => found.map((element) => element.querySelector('a').getAttribute('href')));
    assert.deepEqual(links, [
      'tel:+16505550100', 'tel:1', 'tel:6505550100;ext=9', 'tel:18003569377', 'tel:+442079460018',
    ]);
    assert.equal(await page.$('img, rc-session'), null);
    await page.waitForFunction(() => document.querySelector('rc-number-links').shadowRoot?.querySelector('.skip:not([hidden])'), PATIENCE);
    await page.evaluate(() => document.querySelector('rc-number-links').shadowRoot.querySelector('.skip').click());
    await page.waitForFunction(() => document.querySelector('rc-number-links').shadowRoot.innerHTML.includes('16505550142'), PATIENCE);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('has a session for members who are signed in to the site', async () => {
    const {page} = await open('/?member');
    await page.waitForFunction(() => document.querySelector('rc-session').shadowRoot?.textContent.includes('Sign in'), PATIENCE);
    const uri = await page.$eval('rc-session', (element) => element.getAttribute('redirect-uri'));
    assert.equal((await fetch(site.url + uri)).status, 200);
    await page.close();
  });
});
