// The files of dist/cdn/, loaded by script tags.
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';

const MODULE = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const MODULE_COPY = '<script type="module" src="/copy/rc-click-to-call.js"></script>';
const CLASSIC = '<script src="/dist/cdn/rc-click-to-call.all.js"></script>';
const BUTTON = '<rc-click-to-call to="+16505550100"><a href="tel:+16505550100">Call Anna</a></rc-click-to-call>';
const ALL = ['rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links'];

const LANGUAGES = readdirSync(`${root}src/i18n/locales`).map((name) => name.replace('.ts', '')).filter((name) => name !== 'index');
const ELEMENTS_IN_EACH = LANGUAGES.map((tag) => `<div lang="${tag}"><rc-click-to-call to="+16505550100"></rc-click-to-call><rc-call-status></rc-call-status></div>`).join('');

const pages = {
  'languages.html': MODULE + ELEMENTS_IN_EACH,
  'classic-languages.html': CLASSIC + ELEMENTS_IN_EACH,
  'links.html': MODULE + BUTTON,
  'all-elements.html': `${BUTTON}<rc-number-select></rc-number-select><rc-call-status></rc-call-status>${MODULE}`,
  'client-id.html': `${MODULE}<rc-session client-id="app" server="https://sign-in.example"></rc-session>`,
  'token.html': `${MODULE}<rc-session></rc-session><script>
    document.querySelector('rc-session').getAccessToken = async () => '';</script>`,
  'numbers.html': `${MODULE}<rc-number-links country="US"><p>Sales: (650) 555-0100</p></rc-number-links>`,
  'inline-numbers.html': `${MODULE}<rc-number-links country="US" mode="inline"><p>Sales: (650) 555-0100</p></rc-number-links>`,
  'twice.html': MODULE + MODULE_COPY + BUTTON + '<rc-call-status></rc-call-status>',
  'versions.html': `<script type="module" src="/dist/cdn/rc-click-to-call.js?ver=6.4"></script>${BUTTON}<rc-call-status></rc-call-status>`,
  'classic-then-module.html': CLASSIC + MODULE + BUTTON,
  'classic-twice.html': CLASSIC + '<script src="/copy/rc-click-to-call.all.js" data-client-id="x"></script>' + BUTTON,
  'classic.html': `<p id="before"></p><script src="/dist/cdn/rc-click-to-call.all.js" data-client-id="my-app"
    data-server="/nowhere" data-redirect-uri="/back.html" data-country="GB"></script><p id="behind"></p>`,
  'classic-in-head.html': '<head><script src="/dist/cdn/rc-click-to-call.all.js" data-client-id="my-app"></script></head><body><p></p>',
  'classic-with-session.html': `<script src="/dist/cdn/rc-click-to-call.all.js" data-client-id="my-app" data-server="/nowhere"></script>
    <rc-session server="/elsewhere"></rc-session>`,
  'classic-plain.html': CLASSIC + BUTTON,
  'classic-links.html': `${CLASSIC}<rc-number-links country="US"><p>Sales: (650) 555-0100, order 6505550100</p>
    <p>London: +44 20 7946 0123</p></rc-number-links>`,
};

const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
  "require-trusted-types-for 'script'", 'trusted-types lit-html',
].join('; ');

describe('files for script tags', async () => {
  let browser;
  let plain;
  let strict;
  before(async () => {
    browser = await launch();
    plain = await servePages(pages);
    strict = await servePages(pages, {headers: {'content-security-policy': POLICY}});
  });
  after(async () => {
    await browser?.close();
    await plain?.close();
    await strict?.close();
  });

  /** Opens a page in a browser context of its own, and closes it whatever happens. */
  async function open(name, body, {policy = false} = {}) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const seen = watch(page);
      await page.goto(`${(policy ? strict : plain).url}/${name}`, {waitUntil: 'networkidle0'});
      await body(page, seen);
    } finally {
      await context.close();
    }
  }

  const defined = (page) => page.evaluate((tags) => tags.filter((tag) => customElements.get(tag)), ALL);
  const waitFor = (page, tag) => page.evaluate((name) => customElements.whenDefined(name).then(() => true), tag);

  test('load the script, and nothing else, on a page of call links', () =>
    open('links.html', async (page, seen) => {
      await waitFor(page, 'rc-click-to-call');
      assert.deepEqual(seen.requests, ['/links.html', '/dist/cdn/rc-click-to-call.js']);
      assert.deepEqual(await defined(page), ['rc-click-to-call']);
      assert.deepEqual(seen.problems, []);
    }));

  test('have the same words in every language in the classic script as in the module', async () => {
    const texts = {};
    for (const name of ['languages.html', 'classic-languages.html']) {
      await open(name, async (page) => {
        await waitFor(page, 'rc-call-status');
        texts[name] = await page.evaluate(() => Promise.all(Array.from(document.querySelectorAll('div[lang] > *'), async (element) => {
          await element.updateComplete; // renders a button that is out of sight
          const {shadowRoot} = element;
          return shadowRoot.querySelector('[aria-label]').ariaLabel + shadowRoot.textContent.replace(/\s+/g, ' ');
        })));
      });
    }
    assert.deepEqual(texts['classic-languages.html'], texts['languages.html']);
    assert.ok(new Set(texts['languages.html']).size > LANGUAGES.length, 'languages differ');
  });

  test('define every element whose tag is on the page', () =>
    open('all-elements.html', async (page, seen) => {
      for (const tag of ['rc-click-to-call', 'rc-number-select', 'rc-call-status']) await waitFor(page, tag);
      assert.deepEqual(await defined(page), ['rc-click-to-call', 'rc-number-select', 'rc-call-status']);
      assert.deepEqual(seen.problems, []);
    }));

  test('load an element when its tag is added, at any depth', () =>
    open('links.html', async (page, seen) => {
      await page.evaluate(() => {
        const section = document.createElement('section');
        section.innerHTML = '<div><p><rc-call-status></rc-call-status></p></div>';
        document.body.append(section);
      });
      await waitFor(page, 'rc-call-status');
      assert.deepEqual(await defined(page), ['rc-click-to-call', 'rc-call-status']);
      assert.deepEqual(seen.problems, []);
    }));

  for (const [name, loaded] of [['client-id.html', 'own-sign-in'], ['token.html', 'host']]) {
    test(`load the code of the page’s way to sign in, and not that of the other: ${name}`, () =>
      open(name, async (page, seen) => {
        await page.waitForFunction(() => document.querySelector('rc-session').shadowRoot?.querySelector('button'));
        const chunks = seen.requests.map((path) => /chunks\/(own-sign-in|host)-/.exec(path)?.[1]).filter(Boolean);
        assert.deepEqual(chunks, [loaded]);
        assert.deepEqual(seen.problems, []);
      }));
  }

  const chunksOf = (seen) => seen.requests.map((path) => /chunks\/([\w-]+)-[\w-]{8}\.js$/.exec(path)?.[1]).filter(Boolean);

  test('load no code of calls for numbers in a page without a session, until the user turns to them', () =>
    open('numbers.html', async (page, seen) => {
      const skipLink = () => document.querySelector('rc-number-links').shadowRoot?.querySelector('.skip:not([hidden])');
      await page.waitForFunction(skipLink);
      assert.deepEqual(chunksOf(seen).toSorted(), ['find', 'number-links', 'parse']);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const rowIsReady = () => !!document.querySelector('rc-number-links').shadowRoot
        .querySelector('li rc-click-to-call')?.shadowRoot?.querySelector('a[href="tel:+16505550100"]');
      await page.waitForFunction(rowIsReady);
      const looks = await page.evaluate(() => {
        const {shadowRoot} = document.querySelector('rc-number-links');
        const {position, backgroundColor} = getComputedStyle(shadowRoot.querySelector('.numbers'));
        return [position, backgroundColor, getComputedStyle(shadowRoot.querySelector('li button')).cursor];
      });
      assert.deepEqual(looks, ['fixed', 'rgb(255, 255, 255)', 'pointer']);
      assert.deepEqual(seen.problems, []);
    }));

  test('load no code of calls for buttons around numbers without a session', () =>
    open('inline-numbers.html', async (page, seen) => {
      await page.waitForFunction(() => document.querySelector('p rc-click-to-call')?.shadowRoot?.querySelector('a[href="tel:+16505550100"]'));
      assert.deepEqual(chunksOf(seen).toSorted(), ['find', 'inline-buttons', 'number-links', 'parse']);
      assert.deepEqual(seen.problems, []);
    }));

  test('load an element that is in a shadow root when the page calls load()', () =>
    open('links.html', async (page) => {
      await page.evaluate(async () => {
        const {load} = await import('/dist/cdn/rc-click-to-call.js');
        await load('rc-number-select');
      });
      assert.deepEqual(await defined(page), ['rc-click-to-call', 'rc-number-select']);
    }));

  test('load the script once when its address has a version', () =>
    open('versions.html', async (page, seen) => {
      await waitFor(page, 'rc-call-status');
      const names = seen.requests.filter((path) => path.endsWith('.js'));
      assert.deepEqual([...new Set(names)], names);
      assert.deepEqual(seen.problems, []);
    }));

  for (const [name, policy] of [
    ['links.html', true], ['all-elements.html', true],
    ['twice.html', false], ['twice.html', true],
    ['classic-plain.html', true],
    ['classic-then-module.html', false], ['classic-then-module.html', true],
    ['classic-twice.html', false], ['classic-twice.html', true],
  ]) {
    test(`define the call button without an error: ${name}${policy ? ' under a strict policy' : ''}`, () =>
      open(name, async (page, seen) => {
        await waitFor(page, 'rc-click-to-call');
        await page.waitForFunction(() => document.querySelector('rc-click-to-call')?.matches(':defined'));
        assert.deepEqual(seen.problems, []);
        assert.equal(await page.evaluate(() => document.querySelectorAll('rc-session').length), 0);
      }, {policy}));
  }

  for (const policy of [false, true]) {
    test(`load all elements with the one classic script${policy ? ' under a strict policy' : ''}`, () =>
      open('classic-links.html', async (page, seen) => {
        const skip = await page.waitForFunction(() => {
          const link = document.querySelector('rc-number-links')?.shadowRoot?.querySelector('.skip');
          return link && !link.hidden && link;
        });
        assert.match(await skip.evaluate((link) => link.textContent), /: 2$/);
        assert.deepEqual(await defined(page), ALL);
        await skip.evaluate((link) => link.click());
        await page.waitForFunction(() => document.querySelector('rc-number-links').shadowRoot.querySelector('li'));
        assert.deepEqual(await page.evaluate(() => [...document.querySelector('rc-number-links').shadowRoot
          .querySelectorAll('li rc-click-to-call')].map((button) => button.getAttribute('to'))), ['+16505550100', '+442079460123']);
        assert.deepEqual(seen.requests, ['/classic-links.html', '/dist/cdn/rc-click-to-call.all.js']);
        assert.deepEqual(seen.problems, []);
      }, {policy}));
  }

  const sessionOf = (page) => page.evaluate(() => {
    const sessions = document.querySelectorAll('rc-session');
    return sessions.length === 1 && {
      attributes: Object.fromEntries([...sessions[0].attributes].map(({name, value}) => [name, value])),
      after: sessions[0].previousElementSibling?.localName ?? null,
    };
  });

  test('add the session that the classic tag describes, after that tag', () =>
    open('classic.html', async (page) => {
      const {attributes, after: sibling} = await sessionOf(page);
      assert.equal(sibling, 'script');
      assert.equal(attributes['client-id'], 'my-app');
      assert.equal(attributes.server, '/nowhere');
      assert.equal(attributes['redirect-uri'], '/back.html');
      assert.equal(attributes.country, 'GB');
      assert.equal(await page.evaluate(() => document.documentElement.getAttribute('country')), 'GB');
    }));

  test('add the session at the end of the page when the tag is in the head', () =>
    open('classic-in-head.html', async (page) => {
      assert.equal((await sessionOf(page)).attributes['client-id'], 'my-app');
      assert.equal(await page.evaluate(() => document.body.lastElementChild?.localName), 'rc-session');
    }));

  test('keep the attributes of a session that the page wrote', () =>
    open('classic-with-session.html', async (page) => {
      const {attributes} = await sessionOf(page);
      assert.equal(attributes['client-id'], 'my-app');
      assert.equal(attributes.server, '/elsewhere');
    }));
});
