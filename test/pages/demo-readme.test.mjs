// The README's examples work as they stand. The test fills in only the client ID and the server.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {startSimulator} from '../../demo/simulator/server.js';
import {root} from '../../scripts/run.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

/** The README's code block in this language that contains this text. */
function block(language, part) {
  const found = [...readme.matchAll(/```(\w+)\n([\s\S]+?)```/g)].find(([, kind, code]) => kind === language && code.includes(part));
  assert.ok(found, `The README has no ${language} with "${part}".`);
  return found[2];
}

const PATIENCE = {timeout: 15_000};

describe('examples of the README', () => {
  let browser;
  let simulator;
  let site;
  before(async () => {
    browser = await launch();
    simulator = await startSimulator();
    const filledIn = (code) => code.replaceAll('/rc/', '/copy/')
      .replace(/data-client-id="YOUR_CLIENT_ID"/, `data-client-id="demo" data-server="${simulator.url}"`)
      .replace(/client-id="YOUR_CLIENT_ID"/, `client-id="demo" server="${simulator.url}"`)
      .replace(/clientId: 'YOUR_CLIENT_ID'/, `clientId: 'demo', server: '${simulator.url}'`);
    site = await servePages({
      'module.html': filledIn(block('html', 'kind="caller-id"')),
      'classic.html': filledIn(block('html', 'data-country')),
      'store.html': `<script type="importmap">{"imports": {"rc-click-to-call/store": "/dist/store/index.js"}}</script>
        <button id="signInButton">Sign in</button><button id="callButton">Call Anna</button><output></output>
        <script>const show = (text) => document.querySelector('output').textContent = text;</script>
        <script type="module">${filledIn(block('js', "from 'rc-click-to-call/store';"))}; document.body.dataset.ready = '';</script>`,
      'listener.html': `<script type="module" src="/copy/rc-click-to-call.js"></script>
        <rc-session client-id="demo" server="${simulator.url}" redirect-uri="/copy/rc-redirect.html"></rc-session>
        <rc-click-to-call to="+16505550129">Call</rc-click-to-call><output></output>
        <script>const crm = {log: (...what) => document.querySelector('output').textContent = what};
        ${block('js', 'crm.log')}</script>`,
    });
  });
  after(async () => {
    await browser?.close();
    await Promise.all([site?.close(), simulator?.close()]);
  });

  async function open(name, body) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const {problems} = watch(page);
      await page.goto(`${site.url}/${name}`);
      await body(page);
      return problems.filter((text) => !/redirect URI to register|status of 4\d\d/.test(text));
    } finally {
      await context.close();
    }
  }

  async function signIn(page) {
    const opened = new Promise((resolve) => { page.once('popup', resolve); });
    // A locator tries again when the button is rendered anew before the click.
    await page.locator('aria/Sign in[role="button"]').setTimeout(PATIENCE.timeout).click();
    await (await opened).locator('button').setTimeout(PATIENCE.timeout).click();
  }

  const waitForCallButton = (page) => page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot?.querySelector('button.main'), PATIENCE);
  const lastCall = () => simulator.world().facts.calls.at(-1);

  for (const name of ['module', 'classic']) {
    test(`sign in and place a call with ${name === 'module' ? 'a module' : 'one classic script'}`, async () => {
      const before = simulator.world().facts.calls.length;
      const problems = await open(`${name}.html`, async (page) => {
        await signIn(page);
        await waitForCallButton(page);
        await page.click('rc-click-to-call');
        await page.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot.querySelector('button.main')
          .textContent.includes('Cancel'), PATIENCE);
        await page.waitForFunction(() => document.querySelector('rc-click-to-call').matches(':state(active)'), PATIENCE);
      });
      assert.equal(simulator.world().facts.calls.length, before + 1);
      assert.equal(lastCall().to, '+16505550100');
      assert.deepEqual(problems, []);
    });
  }

  test('sign in and place a call with the store alone', async () => {
    const problems = await open('store.html', async (page) => {
      await page.waitForFunction(() => 'ready' in document.body.dataset, PATIENCE);
      await signIn(page);
      await page.waitForFunction(async () => {
        const {getStore} = await import('rc-click-to-call/store');
        return getStore().session.get().state === 'ready';
      }, PATIENCE);
      await page.click('#callButton');
      await page.waitForFunction(() => document.querySelector('output').textContent === 'ringing-caller', PATIENCE);
    });
    assert.deepEqual(problems, []);
  });

  test('report the end of a call to one listener on the document', () => open('listener.html', async (page) => {
    await signIn(page);
    await waitForCallButton(page);
    await page.click('rc-click-to-call');
    await page.waitForFunction(() => /^\+16505550129,failed,\d+$/.test(document.querySelector('output').textContent), PATIENCE);
  }));
});
