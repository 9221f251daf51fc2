// For each feature, the policy of SECURITY.md suffices, and its decisive directive is necessary.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';

const cdn = (file) => readFileSync(path.join(root, 'dist/cdn', file), 'utf8');
const MAP = cdn('importmap.json').replaceAll('"/rc/', '"/copy/');
const MAP_HASH = `'sha256-${createHash('sha256').update(MAP).digest('base64')}'`;
const {'rc-click-to-call.all.js': SCRIPT_HASH} = JSON.parse(cdn('integrity.json'));

const NONE = "default-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
const MODULE = '<script type="module" src="/copy/rc-click-to-call.js"></script>';
const CLASSIC = `<script src="/copy/rc-click-to-call.all.js" integrity="${SCRIPT_HASH}" crossorigin="anonymous"></script>`;
const LINK = '<rc-click-to-call to="+16505550100">Call</rc-click-to-call>';
/** `bad`: the same without the decisive directive; `complains`: the browser's message about it. */
const POLICIES = {
  'links and number links need a script-src only': {
    page: `${MODULE}${LINK}<rc-number-links country="US">(650) 555-0142</rc-number-links>`,
    good: "script-src 'self'", bad: '', complains: /script-src|Content Security Policy/,
  },
  'the classic script needs its hash': {
    page: CLASSIC + LINK, good: `script-src '${SCRIPT_HASH}'`, bad: `script-src '${SCRIPT_HASH.replace(/.{9}$/, 'AAAAAAAA=')}'`,
    complains: /script-src/,
  },
  'an import map needs its hash': {
    page: `<script type="importmap">${MAP}</script>${MODULE}${LINK}`,
    good: `script-src 'self' ${MAP_HASH}`, bad: "script-src 'self'", complains: /inline script/, works: true,
  },
  'the theme needs a style-src': {
    page: `<link rel="stylesheet" href="/dist/themes/ringcentral.css">${MODULE}${LINK}`,
    good: "script-src 'self'; style-src 'self'", bad: "script-src 'self'", complains: /style-src|stylesheet/, works: true,
  },
};

describe('policies by feature', () => {
  let browser;
  let site;
  before(async () => {
    browser = await launch();
    const entries = Object.values(POLICIES).flatMap(({page}, i) => [[`good-${i}.html`, page], [`bad-${i}.html`, page]]);
    site = await servePages(Object.fromEntries(entries), {
      headers(pathname) {
        const [, kind, i] = /^\/(good|bad)-(\d)/.exec(pathname) ?? [];
        return kind ? {'content-security-policy': `${NONE}; ${Object.values(POLICIES)[i][kind]}`} : {};
      },
    });
  });
  after(() => Promise.all([browser?.close(), site?.close()]));

  async function open(name) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const {problems} = watch(page);
      await page.goto(`${site.url}/${name}.html`, {waitUntil: 'networkidle0'});
      const works = await page.evaluate(() => Boolean(document.querySelector('rc-click-to-call, rc-number-links').shadowRoot));
      return {problems, works};
    } finally {
      await context.close();
    }
  }

  for (const [i, [name, {complains, works = false}]] of Object.entries(POLICIES).entries()) {
    test(name, async () => {
      assert.deepEqual(await open(`good-${i}`), {problems: [], works: true});
      const bad = await open(`bad-${i}`);
      assert.equal(bad.works, works);
      assert.ok(bad.problems.some((text) => complains.test(text)), bad.problems.join('\n'));
    });
  }
});
