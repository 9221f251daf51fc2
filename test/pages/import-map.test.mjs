// With dist/cdn/importmap.json in the page, the browser refuses every script that differs from the
// build, lazy parts included.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {closure} from '../../scripts/bundle-graph.mjs';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';

const built = readFileSync(path.join(root, 'dist/cdn/importmap.json'), 'utf8').replaceAll('"/rc/', '"/copy/');
const {integrity} = JSON.parse(built);
const WRONG_HASH = `sha384-${'A'.repeat(64)}`;

/** The script and its static imports; the page loads all other files when it needs them. */
const staticFiles = new Set([...closure([path.join(root, 'dist/cdn/rc-click-to-call.js')]).files]
  .map((file) => `/copy/${path.relative(path.join(root, 'dist/cdn'), file).split(path.sep).join('/')}`));

/** The import map with a wrong hash for the files that match. */
const mapWithWrongHashes = (isWrong) => JSON.stringify({integrity: Object.fromEntries(Object.entries(integrity)
  .map(([file, hash]) => [file, isWrong(file) ? WRONG_HASH : hash]))});

const page = (map) => `<script type="importmap">${map}</script>
  <script type="module" src="/copy/rc-click-to-call.js"></script>
  <rc-click-to-call to="+16505550100">Call</rc-click-to-call><rc-call-status></rc-call-status>`;

describe('an import map with hashes', () => {
  let browser;
  let site;
  before(async () => {
    browser = await launch();
    site = await servePages({
      'whole.html': page(built),
      'no-panel.html': page(mapWithWrongHashes((file) => !staticFiles.has(file))),
      'no-script.html': page(mapWithWrongHashes((file) => file.endsWith('/rc-click-to-call.js'))),
    });
  });
  after(() => Promise.all([browser?.close(), site?.close()]));

  async function open(name, body) {
    const context = await browser.createBrowserContext();
    try {
      const tab = await context.newPage();
      const {problems, requests} = watch(tab);
      await tab.goto(`${site.url}/${name}`, {waitUntil: 'networkidle0'});
      const defined = await tab.evaluate(() => ['rc-click-to-call', 'rc-call-status'].filter((tag) => customElements.get(tag)));
      await body({defined, problems, requests});
    } finally {
      await context.close();
    }
  }

  test('has the hash of every module that the page loads', () => open('whole.html', ({defined, problems, requests}) => {
    assert.deepEqual(defined, ['rc-click-to-call', 'rc-call-status']);
    assert.deepEqual(problems, []);
    const scripts = requests.filter((file) => file.endsWith('.js'));
    assert.ok(scripts.some((file) => file.startsWith('/copy/chunks/')), 'Chunks were loaded.');
    assert.deepEqual(scripts.filter((file) => !integrity[file]), []);
  }));

  test('refuses a lazy part that differs from the build, and loads the rest', () =>
    open('no-panel.html', ({defined, problems}) => {
      assert.deepEqual(defined, ['rc-click-to-call']);
      assert.ok(problems.some((text) => /integrity/.test(text)), problems.join('\n'));
    }));

  test('refuses a script that differs from the build', () => open('no-script.html', ({defined}) => {
    assert.deepEqual(defined, []);
  }));
});
