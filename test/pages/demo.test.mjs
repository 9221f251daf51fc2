// The demo, used by mouse and by keyboard, from signing in to the end of a call.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {scenarioNamed, scenarios} from '../../demo/simulator/scenarios.js';
import {startDemoServer} from '../../scripts/demo-server.mjs';
import {root} from '../../scripts/run.mjs';
import {launch, watch} from '../support/chromium.mjs';
import {startDemo, until} from '../support/demo.mjs';

const AXE = path.join(root, 'node_modules/axe-core/axe.min.js');

/** Asserts that axe finds nothing, in the light and in the dark scheme. */
async function assertAccessible(page, state) {
  if (!await page.evaluate(() => 'axe' in window)) await page.addScriptTag({path: AXE});
  for (const scheme of ['light', 'dark']) {
    await page.select('#scheme', scheme);
    const found = await page.evaluate(async () => (await window.axe.run()).violations
      .flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(' ')}`)));
    assert.deepEqual(found, [], `${state}, ${scheme}`);
  }
}

/** The events in the log of the page, oldest first, as "type detail". */
const loggedEvents = (page) => page.$$eval('#log summary', (lines) => lines.map((line) => line.textContent.replace(/^\S+ /, '')).reverse());

/** The main control of each customer's call button: the address of a link, or `button`. */
const controls = (page) => page.$$eval('.next rc-click-to-call, table rc-click-to-call', (elements) => elements.map(({shadowRoot}) => {
  const {localName} = shadowRoot.querySelector('[part=button]');
  return shadowRoot.querySelector('a.main')?.getAttribute('href') ?? localName;
}));

const customer = (page, name) => page.waitForSelector(`rc-click-to-call[name="${name}"]`);

/** Presses Tab until the focused control has this text, shadow roots included. */
async function tabTo(page, text) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      let {activeElement: element} = document;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent.trim();
    });
    if (focused === text) return;
  }
  throw new Error(`The keyboard does not reach "${text}".`);
}

describe('the demo', () => {
  let browser;
  let demo;
  before(async () => {
    browser = await launch();
    demo = await startDemo(browser);
  });
  after(async () => {
    await demo?.close();
    await browser?.close();
  });

  test('says before the first click that the user’s own phone rings first', () => demo.open(async ({page}) => {
    const text = await page.$eval('body', (body) => body.innerText);
    assert.match(text, /We ring your phone first\./);
    assert.match(text, /Nothing rings for real here\./);
    await assertAccessible(page, 'signed out');
  }));

  test('shows links without a session', () => demo.open(async ({page}) => {
    await page.waitForFunction(() => [...document.querySelectorAll('table rc-click-to-call')].every(({shadowRoot}) => shadowRoot?.querySelector('a.main')));
    assert.deepEqual(await controls(page), ['16505550100', '16505550100', '16505550102', '16505550101,,9', '16505550103', '14165550109']
      .map((number) => `rcmobile://call?number=${number}`));
  }));

  test('signs in through a window and calls to the end, by mouse', () =>
    demo.open(async ({page, world, pass, shows, firstReads, signIn, requests}) => {
      const {problems} = watch(page);
      await signIn();
      await assertAccessible(page, 'signed in');
      await page.click('#clear');

      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await firstReads('Cancel');
      await assertAccessible(page, 'ringing');
      await pass(6);
      await shows('Ringing Anna…');
      await pass(6);
      await shows('Connected');
      await firstReads('Connected 00:0');
      await assertAccessible(page, 'connected');
      await pass(10);
      await shows('Call ended');
      await firstReads('Call Anna');

      assert.deepEqual(await loggedEvents(page), [
        'rc-call-request +16505550100', 'rc-call-change placing', 'rc-call-change ringing-caller',
        'rc-call-change ringing-callee', 'rc-call-change connected', 'rc-call-change ended', 'rc-call-end ended, primary',
      ]);
      const [placed, ...more] = requests('POST', '/ring-out');
      assert.deepEqual(placed.body, {to: {phoneNumber: '+16505550100'}});
      assert.deepEqual(more, []);
      assert.equal(world.facts.calls.length, 1);
      assert.deepEqual(problems.filter((text) => !text.includes('redirect URI to register')), []);
    }));

  test('signs in, chooses a phone, calls and cancels, by keyboard alone', () =>
    demo.open(async ({page, popup, button, shows, requests, firstReads}) => {
      await page.waitForSelector('aria/Sign in[role="button"]', {visible: true});
      const window = await popup(async () => {
        await tabTo(page, 'Sign in');
        await page.keyboard.press('Enter');
      });
      await window.waitForSelector('button');
      await window.keyboard.press('Tab');
      await window.keyboard.press('Enter');
      await button('Sign out Alex Morgan');
      await page.bringToFront();
      await page.waitForFunction(() => document.querySelector('rc-number-select').shadowRoot.querySelectorAll('option').length > 3);
      await page.focus('rc-number-select');
      await page.keyboard.type('My mobile');
      await page.waitForFunction(() => document.querySelector('rc-number-select').value === '+16505550151');

      await page.focus('body');
      await page.evaluate(() => document.activeElement.blur());
      await tabTo(page, 'Call Anna');
      await page.keyboard.press('Enter');
      await shows('Ringing your phone…');
      const [{body}] = requests('POST', '/ring-out');
      assert.deepEqual(body, {to: {phoneNumber: '+16505550100'}, from: {phoneNumber: '+16505550151'}});
      // The button ignores the rest of a double click, which is over once a status was read.
      await until(() => requests('GET', '/ring-out/').length > 0);
      await page.keyboard.press('Enter');
      await firstReads('Canceling…');
      assert.equal(requests('DELETE', '/ring-out/').length, 1);
    }));

  test('shows a call as canceled once RingCentral confirms it', () =>
    demo.open(async ({page, pass, press, shows, signIn, requests}) => {
      await signIn();
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await until(() => requests('GET', '/ring-out/').length > 0);
      await press('Cancel call to Anna');
      await shows('Canceling…');
      await assertAccessible(page, 'canceling');
      await pass(4);
      await shows('Call canceled');
      assert.equal(requests('POST', '/ring-out').length, 1);
    }));

  for (const [name, seconds, sentence] of [
    ['Ben Okafor', 10, 'Ben Okafor is busy. Try again later.'],
    ['Diego Ramos', 20, 'Diego Ramos did not answer. Try again later.'],
  ]) {
    test(`${name}: ${sentence}`, () => demo.open(async ({page, pass, shows, signIn}) => {
      await signIn();
      await (await customer(page, name)).click();
      await shows('Ringing your phone…');
      await pass(seconds);
      await shows(sentence);
      await assertAccessible(page, sentence);
      const card = await (await customer(page, name)).$eval('>>> .message', (message) => message.textContent.replace(/\s+/g, ' '));
      assert.ok(card.includes(sentence) && card.includes('Try again'), card);
    }));
  }

  test('shows why RingCentral refused a call, and a link', () => demo.open(async ({page, shows, signIn}) => {
    await signIn();
    const {number} = scenarioNamed('permission-missing');
    await (await page.waitForSelector(`.scenarios rc-click-to-call[to="${number}"]`)).click();
    await shows('You are not allowed to make this call. Ask your administrator.');
    const href = await page.$eval(`.scenarios rc-click-to-call[to="${number}"]`, ({shadowRoot}) => shadowRoot.querySelector('.message a').href);
    assert.equal(href, `rcmobile://call?number=${number.slice(1)}`);
  }));

  test('keeps the session and the call over a reload', () =>
    demo.open(async ({page, pass, shows, signIn, button, requests}) => {
      await signIn();
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      await page.reload();
      await button('Sign out Alex Morgan');
      await shows('Ringing your phone…');
      await pass(12);
      await shows('Connected');
      await page.reload();
      await shows('Connected');
      await pass(10);
      await shows('Call ended');
      assert.equal(requests('POST', '/ring-out').length, 1);
      assert.equal(requests('POST', '/oauth/token').length, 1);
    }));

  test('loads every page of both number lists, sends the chosen numbers and remembers them', () =>
    demo.open(async ({page, shows, signIn, button, requests}) => {
      const count = (kind, above) => page.waitForFunction((which, number) => document
        .querySelector(`rc-number-select[kind=${which}]`).shadowRoot.querySelectorAll('optgroup option').length >= number, {}, kind, above);
      await signIn();
      await count('from', 250);
      await count('caller-id', 120);
      assert.ok(requests('GET', '/forwarding-number').length > 1);
      assert.ok(requests('GET', '/phone-number').length > 1);
      for (const [kind, value] of [['from', '+14045550101'], ['caller-id', '+12125550119']]) {
        const select = await page.$(`rc-number-select[kind=${kind}]`);
        await (await select.$('>>> select')).select(value);
      }
      await page.reload();
      await button('Sign out Alex Morgan');
      await (await page.$('rc-click-to-call')).click();
      await shows('Ringing your phone…');
      assert.deepEqual(requests('POST', '/ring-out')[0].body, {
        to: {phoneNumber: '+16505550100'}, from: {phoneNumber: '+14045550101'}, callerId: {phoneNumber: '+12125550119'},
      });
    }, {options: {forwardingNumbers: 450, phoneNumbers: 150}}));

  test('shows links again after signing out', () => demo.open(async ({page, signIn, press, button}) => {
    await signIn();
    assert.ok((await controls(page)).every((control) => control === 'button'));
    await press('Sign out Alex Morgan');
    await button('Sign in');
    await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot.querySelector('a.main'));
    assert.ok((await controls(page)).every((control) => control.startsWith('rcmobile:')));
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
      const {content, window: width} = await page.evaluate(() => ({content: document.documentElement.scrollWidth, window: innerWidth}));
      assert.ok(content <= width, `${content} px in ${width}`);
      await assertAccessible(page, name);
    }, {viewport}));
  }

  test('shows links when its folder is served without RingCentral', async () => {
    const site = await startDemoServer();
    const page = await browser.newPage();
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
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", `connect-src 'self' ${simulator}`,
      "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html',
    ].join('; ');
    const strict = await startDemo(browser, {headers: (simulator) => ({'content-security-policy': policy(simulator)})});
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

async function assertAccessibleAsIs(page) {
  await page.addScriptTag({path: AXE});
  const found = await page.evaluate(async () => (await window.axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})).violations.map(({id}) => id));
  assert.deepEqual(found, []);
}
