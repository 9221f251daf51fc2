// Idle call buttons cost a page nothing: files are requested once, and no timer or render follows.
import assert from 'node:assert/strict';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {countWakeUps} from '../../bench/idle/wake-ups.mjs';
import {settle} from '../../bench/support.mjs';
import {startSimulator} from '../../demo/simulator/server.js';
import {closure} from '../../scripts/bundle-graph.mjs';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const cdn = path.join(root, 'dist/cdn');
const buttons = (count) => Array.from({length: count}, (_, i) =>
  `<p><rc-click-to-call to="+165055501${String(i % 100).padStart(2, '0')}">Call desk ${i}</rc-click-to-call></p>`).join('');

const pages = {
  'thousand.html': `<title>Desks</title>${SCRIPT}${buttons(1000)}`,
  'signed-in.html': `<title>Desks</title><rc-session></rc-session><rc-number-select></rc-number-select>
    <rc-call-status></rc-call-status>${SCRIPT}${buttons(20)}`,
};

let site, browser, simulator;

before(async () => {
  [site, browser, simulator] = await Promise.all([servePages(pages), launch(), startSimulator()]);
});

after(() => Promise.all([site?.close(), browser?.close(), simulator?.close()]));

async function open(name) {
  const page = await browser.newPage();
  const {requests, problems} = watch(page);
  const wakeUps = await countWakeUps(page);
  await page.goto(site.url + name);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await page.evaluate(settle);
  return {page, requests, problems, wakeUps};
}

async function signIn(page) {
  const name = crypto.randomUUID();
  const world = simulator.world(name);
  await page.waitForFunction(() => customElements.get('rc-session'));
  await page.evaluate((server, token) => {
    Object.assign(document.querySelector('rc-session'), {server, getAccessToken: async () => token});
  }, `${simulator.url}/w/${name}`, world.signIn({}).access_token);
  await page.waitForFunction(() => document.querySelectorAll('rc-click-to-call:not(:state(link))').length > 0);
  return world;
}

/** Counts from now on how often each call button of the page renders. */
const countRenders = (page) => page.evaluate(() => {
  const {prototype} = customElements.get('rc-click-to-call');
  const {render} = prototype;
  globalThis.renders = new Map();
  prototype.render = function counted() {
    globalThis.renders.set(this, (globalThis.renders.get(this) ?? 0) + 1);
    return render.call(this);
  };
});

/** All renders but those of the call button at this index. */
const rendersExcept = (page, exceptIndex = -1) => page.evaluate((index) => {
  const except = document.querySelectorAll('rc-click-to-call')[index];
  return [...globalThis.renders].reduce((sum, [element, count]) => element === except ? sum : sum + count, 0);
}, exceptIndex);

describe('a page of call links', () => {
  test('requests the script with its static imports, and nothing else', async () => {
    const {page, requests, problems} = await open('/thousand.html');
    const script = [...closure([path.join(cdn, 'rc-click-to-call.js')]).files]
      .map((file) => `/dist/cdn/${path.relative(cdn, file).split(path.sep).join('/')}`);
    assert.deepEqual(requests.slice(1).sort(), script.sort());
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('has no pending timer, frame or idle callback once it has settled', async () => {
    const {page, wakeUps} = await open('/thousand.html');
    assert.equal((await wakeUps()).pending, 0);
    await page.close();
  });

  test('gives every button a role, a name and a tab stop before it is rendered', async () => {
    const {page} = await open('/thousand.html');
    const waiting = await page.$$eval('rc-click-to-call', (buttons) => buttons.filter((button) => button.matches(':state(waiting)')).length);
    assert.ok(waiting > 900, `${waiting} of 1000 are not rendered`);
    const session = await page.createCDPSession();
    const {nodes} = await session.send('Accessibility.getFullAXTree');
    const names = nodes.filter(({role, ignored}) => !ignored && role?.value === 'link').map(({name}) => name?.value);
    // Sorted, since the tree lists rendered links at another depth than the others.
    assert.deepEqual(names.sort(), Array.from({length: 1000}, (_, i) => `Call desk ${i}`).sort());
    await page.evaluate(() => {
      globalThis.focusOrder = [];
      document.addEventListener('focusin', () => globalThis.focusOrder.push(document.activeElement));
    });
    for (let i = 0; i < 1000; i++) await page.keyboard.press('Tab');
    const order = await page.evaluate(() => {
      const all = [...document.querySelectorAll('rc-click-to-call')];
      // A button that renders on focus moves the focus into its body: the same tab stop twice.
      return globalThis.focusOrder.map((element) => all.indexOf(element)).filter((index, i, list) => index !== list[i - 1]);
    });
    assert.deepEqual(order, Array.from({length: 1000}, (_, i) => i));
    await page.close();
  });
});

describe('a page with a session and no call', () => {
  test('has no pending timer, frame or idle callback once it has settled', async () => {
    const {page, wakeUps, problems} = await open('/signed-in.html');
    await signIn(page);
    await page.evaluate(settle);
    assert.equal((await wakeUps()).pending, 0);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('renders no button again while its content is unchanged', async () => {
    const {page} = await open('/signed-in.html');
    const world = await signIn(page);
    await page.evaluate(settle);
    await countRenders(page);
    await page.evaluate(async () => {
      const all = document.querySelectorAll('rc-click-to-call');
      for (const button of all) {
        const {to, name, size, disabled} = button;
        Object.assign(button, {to, name, size, disabled});
      }
      document.body.append(document.createElement('p'));
      const session = document.querySelector('rc-session');
      session.getAccessToken = session.getAccessToken.bind(null);
      await session.updateComplete;
    });
    await page.evaluate(settle);
    assert.equal(await rendersExcept(page), 0);

    // A call renders only the button that placed it.
    await page.click('rc-click-to-call');
    await page.waitForSelector('rc-click-to-call:state(active)');
    world.hangUp(world.facts.calls[0].id);
    await page.waitForSelector('rc-click-to-call:not(:state(active))');
    assert.equal(await rendersExcept(page, 0), 0);
    await page.close();
  });
});
