// The pages of the demo: their texts, links and looks, with and without RingCentral.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {scenarioNamed, scenarios} from '../../demo/simulator/scenarios.js';
import {startDemoServer} from '../../scripts/demo-server.mjs';
import {root} from '../../scripts/run.mjs';
import {watch} from '../support/chromium.mjs';
import {startDemo} from '../support/demo.mjs';
import {assertAccessible, assertAccessibleAsIs, controls, useDemo} from './demo-page.mjs';

describe('the demo', () => {
  const demo = useDemo();

  test('says before the first click that the user’s own phone rings first', () => demo.open(async ({page}) => {
    const text = await page.$eval('body', (body) => body.innerText);
    assert.match(text, /We ring your phone first\./);
    assert.match(text, /Nothing rings for real here\./);
    await assertAccessible(page, 'signed out');
  }));

  test('shows links without a session', () => demo.open(async ({page}) => {
    await page.waitForFunction(() => [...document.querySelectorAll('table rc-click-to-call[to]')].every(({shadowRoot}) => shadowRoot?.querySelector('a.main')));
    const numbers = ['16505550100', '16505550100', '16505550102', '16505550101,,9', '16505550103', '14165550109', '16505550140', '16505550140'];
    // The last customer has a menu of several numbers.
    assert.deepEqual(await controls(page), [...numbers.map((number) => `rcmobile://call?number=${number}`), 'button']);
  }));

  test('shows links again after signing out', () => demo.open(async ({page, signIn, press, button}) => {
    await signIn();
    assert.ok((await controls(page)).every((control) => control === 'button'));
    await press('Sign out Alex Morgan');
    await button('Sign in');
    await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot.querySelector('a.main'));
    assert.ok((await controls(page)).slice(0, -1).every((control) => control.startsWith('rcmobile:')));
  }));

  test('lists every scenario', () => demo.open(async ({page}) => {
    const listed = await page.$$eval('.scenarios rc-click-to-call', (elements) => elements.map(({to}) => to));
    assert.deepEqual(listed, scenarios.map(({number}) => number));
    assert.equal(await page.$eval('rc-click-to-call', ({to}) => to), scenarioNamed('answered').number);
  }));

  for (const [name, viewport, rightToLeft] of [
    ['on a narrow screen', {width: 320, height: 700, isMobile: true, hasTouch: true}, false],
    ['from right to left', {width: 1280, height: 900}, true],
  ]) {
    test(`fits the window's width ${name}`, () => demo.open(async ({page, signIn, shows}) => {
      if (rightToLeft) await page.click('#rtl');
      await signIn();
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await page.$eval('table', (table) => table.scrollIntoView());
      await page.waitForFunction(() => [...document.querySelectorAll('table rc-click-to-call')]
        .some(({shadowRoot}) => shadowRoot?.querySelector('.then')));
      const {content, window: width} = await page.evaluate(() => ({content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth}));
      assert.ok(content <= width, `${content} px in ${width}`);
      await assertAccessible(page, name);
    }, {viewport}));
  }

  test('shows links when its folder is served without RingCentral', async () => {
    const site = await startDemoServer();
    const page = await demo.browser.newPage();
    try {
      await page.goto(site.url);
      await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot?.querySelector('a.main'));
      assert.match(await page.$eval('body', (body) => body.innerText), /has no RingCentral to sign in to/);
    } finally {
      await page.close();
      await site.close();
    }
  });

  test('places a call under a strict policy with Trusted Types', async () => {
    const policy = (simulator) => [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", `connect-src 'self' ${simulator} ${simulator.replace('http', 'ws')}`,
      "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html',
    ].join('; ');
    const strict = await startDemo(demo.browser, {headers: (simulator) => ({'content-security-policy': policy(simulator)})});
    try {
      await strict.open(async ({page, pass, shows, signIn}) => {
        await signIn();
        await (await page.$('rc-click-to-call')).click();
        await shows('Ringing your phone…');
        await pass(12);
        await shows('Connected');
        assert.deepEqual(await page.evaluate(() => window.violations), []);
      }, {
        prepare: (page) => page.evaluateOnNewDocument(() => {
          window.violations = [];
          document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) =>
            window.violations.push(`${violatedDirective} ${blockedURI}`));
        }),
      });
    } finally {
      await strict.close();
    }
  });

  describe('the smallest page', () => {
    test('is the first example of the README', () => {
      const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
      const [, smallest] = /```html\n([\s\S]+?)```/.exec(readme);
      assert.equal(readFileSync(path.join(root, 'demo/one-script-tag.html'), 'utf8'), smallest);
    });

    test('links to the phone app without a session', () => demo.open(async ({page}) => {
      const {problems} = watch(page);
      assert.equal(await page.$eval('rc-click-to-call', ({shadowRoot}) => shadowRoot.querySelector('a').href), 'tel:+16505550100');
      await assertAccessibleAsIs(page);
      assert.deepEqual(problems, []);
    }, {path: '/one-script-tag.html'}));
  });
});
