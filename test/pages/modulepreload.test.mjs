// The lines of dist/cdn/modulepreload.html in a page with the strictest policy.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';

const cdn = (file) => readFileSync(path.join(root, 'dist/cdn', file), 'utf8');
const LINES = cdn('modulepreload.html').replaceAll('"/rc/', '"/copy/');
const MAP = `<script type="importmap">${cdn('importmap.json').replaceAll('"/rc/', '"/copy/')}</script>`;
const SCRIPT = '<script type="module" src="/copy/rc-click-to-call.js?ver=1"></script>';
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
const ELEMENTS = `<rc-session proxy="/nowhere"></rc-session>
  <rc-click-to-call to="(650) 555-0100" country="US"></rc-click-to-call><rc-call-status></rc-call-status>`;
/** The line of the file with this name has the hash of another. */
const withWrongHash = (name) => LINES.replace(new RegExp(`(/${name}-[^>]*sha384-)[^"]*`), `$1${'A'.repeat(64)}`);

describe('lines that preload modules', () => {
  let browser;
  let site;
  before(async () => {
    browser = await launch();
    site = await servePages({
      'strict.html': `<head>${LINES}${SCRIPT}</head>${ELEMENTS}`,
      'map.html': `<head>${MAP}${LINES}${SCRIPT}</head>${ELEMENTS}`,
      'wrong.html': `<head>${withWrongHash('parse')}${SCRIPT}</head>${ELEMENTS}`,
    }, {headers: (pathname) => pathname === '/strict.html' ? {'content-security-policy': POLICY} : {}});
  });
  after(() => Promise.all([browser?.close(), site?.close()]));

  async function open(name, body) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const {problems, requests} = watch(page);
      const missing = [];
      page.on('response', (response) => {
        if (response.url().endsWith('.js') && !response.ok()) missing.push(response.url());
      });
      await page.goto(`${site.url}/${name}`, {waitUntil: 'networkidle0'});
      const isDefined = (tag) => page.evaluate((each) => !!customElements.get(each), tag);
      const scripts = requests.filter((each) => each.endsWith('.js'));
      await body({problems, missing, scripts, isDefined});
    } finally {
      await context.close();
    }
  }

  const preloaded = [...LINES.matchAll(/href="([^"]+)"/g)].map(([, address]) => address);

  for (const name of ['strict.html', 'map.html']) {
    test(`load each file once, and no other: ${name}`, () => open(name, async ({problems, missing, scripts, isDefined}) => {
      // The proxy that the page names is not there.
      const ofScripts = problems.filter((text) => !/nowhere|connect-src|404/.test(text));
      assert.deepEqual([...ofScripts, ...missing], []);
      assert.deepEqual(scripts.toSorted(), [...new Set(scripts)].toSorted());
      assert.deepEqual(preloaded.filter((each) => !scripts.includes(each)), []);
      for (const tag of ['rc-click-to-call', 'rc-session', 'rc-call-status']) assert.ok(await isDefined(tag), tag);
    }));
  }

  test('are refused where the hash differs from the file', () => open('wrong.html', ({problems}) => {
    assert.ok(problems.some((text) => /integrity/.test(text)), problems.join('\n'));
  }));
});
