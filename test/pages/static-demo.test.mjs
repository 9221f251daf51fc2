// The demo as files on a web host, with its simulated RingCentral in a Service Worker.
import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {scenarioNamed, scenarios} from '../../demo/simulator/scenarios.js';
import {SIGN_IN_STEPS, until, visitOf, waitUntilSignedIn} from '../support/demo.mjs';
import {worldIn} from '../support/static-host.mjs';
import {holdTime, useStaticDemo} from './static-page.mjs';

/** Names of the events in the log of the page, oldest first. */
const loggedEvents = (page) => page.$$eval('#log summary b', (names) => names.map((name) => name.textContent).reverse());

describe('the demo without a server', {timeout: 240_000}, () => {
  const demo = useStaticDemo();
  const {open, folder} = demo;

  test('signs in and calls to the end by mouse, on the first visit, without a reload', () => open(async (visit) => {
    const {page, signIn, shows, pass, firstReads, world} = visit;
    let loads = 0;
    page.on('load', () => { loads++; });
    await holdTime(visit);
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
    assert.deepEqual(await loggedEvents(page), [
      'rc-call-request', ...Array.from({length: 5}, () => 'rc-call-change'), 'rc-call-end',
    ]);
    assert.equal((await world.calls()).length, 1);
    assert.equal(loads, 0);
  }));

  test('signs in, calls and cancels by keyboard', () => open(async (visit) => {
    const {page, popup, button, shows, pass, world} = visit;
    await holdTime(visit);
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
    // The button ignores the rest of a double click, which is over once a status was read.
    await until(async () => (await world.requests()).some(({method, path: requested}) => method === 'GET' && requested.includes('/ring-out/')));
    await page.keyboard.press('Enter');
    await shows('Canceling…');
    await pass(4);
    await shows('Call canceled');
    assert.equal((await world.calls()).length, 1);
  }));

  test('keeps session and call when the worker stops, is bypassed or is replaced by a new release', () => open(async (visit) => {
    const {page, signIn, shows, pass, button, world} = visit;
    const devtools = await page.createCDPSession();
    await devtools.send('ServiceWorker.enable');
    const stop = () => devtools.send('ServiceWorker.stopAllWorkers');
    await holdTime(visit);
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
    demo.host.release = '// another';
    await page.reload();
    await shows('Connected');
    await stop();
    await pass(10);
    await shows('Call ended');
    assert.equal((await world.calls()).length, 1);
  }));

  test('shows the same call in two tabs', () => open(async (visit) => {
    const {context, page, signIn, shows, pass, watchPage, world} = visit;
    await holdTime(visit);
    await signIn();
    const other = watchPage(await context.newPage());
    await other.goto(demo.host.url);
    const otherTab = visitOf(context, other, world);
    await otherTab.button('Sign out Alex Morgan');
    await page.bringToFront();
    await (await page.$('rc-click-to-call')).click();
    await shows('Ringing your phone…');
    await otherTab.shows('Ringing your phone…');
    await pass(12);
    await shows('Connected');
    await otherTab.shows('Connected');
    await page.close();
    const remainingTab = visitOf(context, other, worldIn(other, demo.host.url));
    await remainingTab.pass(10);
    await otherTab.shows('Call ended');
  }));

  test('plays the scenario of the number', () => open(async (visit) => {
    const {page, signIn, shows, pass} = visit;
    await holdTime(visit);
    assert.equal((await page.$$('.scenarios rc-click-to-call')).length, scenarios.length);
    await signIn();
    await (await page.waitForSelector(`.scenarios rc-click-to-call[to="${scenarioNamed('busy').number}"]`)).click();
    await shows('Ringing your phone…');
    await pass(10);
    await page.waitForFunction(() => /is busy\. Try again later\./.test(document.querySelector('rc-call-status').shadowRoot.textContent));
    // Time jumps over the end of the call, after which RingCentral knows no session to be asked for.
  }, {expected: /redirect URI to register|status of 404/}));

  for (const [name, signIn] of Object.entries(SIGN_IN_STEPS)) {
    test(`signs in: ${name}`, () => open(async (visit) => {
      await signIn(visit);
      await waitUntilSignedIn(visit.page);
    }, {at: `sign-in/${name}.html`}));
  }

  test('serves the smallest page', () => open(async ({page}) => {
    assert.equal(await page.$eval('rc-click-to-call', ({shadowRoot}) => shadowRoot.querySelector('a').href), 'tel:+16505550100');
  }, {at: 'one-script-tag.html'}));

  test('serves the gallery', () => open(async ({page}) => {
    await page.waitForSelector('[data-ready]');
    assert.ok((await page.$$('figure')).length > 10);
  }, {at: 'gallery.html?scheme=light&dir=ltr&theme=ringcentral', expected: /while it has the attribute "jwt"/}));

  describe('when no worker starts', () => {
    const withoutServiceWorker = (page) => page.evaluateOnNewDocument(() => {
      Object.defineProperty(navigator, 'serviceWorker', {value: undefined});
    });
    const refusingServiceWorker = (page) => page.evaluateOnNewDocument(() => {
      navigator.serviceWorker.register = () => Promise.reject(new DOMException('No', 'SecurityError'));
    });
    const firstLink = (page) => page.waitForFunction(() =>
      document.querySelector('rc-click-to-call').shadowRoot?.querySelector('a')?.href.includes('16505550100'));

    for (const [name, prepare, words] of [
      ['without service workers', withoutServiceWorker, /At this address your browser cannot simulate RingCentral, so each number is a link/],
      ['when the browser refuses them', refusingServiceWorker, /Your browser did not let the page simulate RingCentral, so each number is a link/],
    ]) {
      test(`the demo says why and shows links ${name}`, () => open(async ({page}) => {
        await page.waitForFunction((text) => new RegExp(text).test(document.body.innerText), {}, words.source);
        await firstLink(page);
      }, {prepare}));
      test(`the sign-in pages say why and show links ${name}`, async () => {
        for (const pageName of Object.keys(SIGN_IN_STEPS)) {
          await open(async ({page}) => {
            await page.waitForFunction((text) => new RegExp(text).test(document.querySelector('h1 + [role=status]')?.innerText), {}, words.source);
            await firstLink(page);
          }, {prepare, at: `sign-in/${pageName}.html`});
        }
      });
    }

    for (const name of ['index.html', 'sign-in/popup.html']) {
      test(`shows links and says why when opened as a file: ${name}`, async () => {
        const page = await demo.browser.newPage();
        await page.goto(pathToFileURL(path.join(folder, name)).href);
        await firstLink(page);
        assert.match(await page.$eval('main', ({innerText}) => innerText), /opened as a file cannot simulate RingCentral, so each number is a link/);
        await page.close();
      });
    }
  });

  test('has a simulator of less than 130 kB', () => {
    assert.ok(statSync(path.join(folder, 'simulator.js')).size < 130_000);
  });
});
