// The backend in Node gives its access token to the page, where that is allowed.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {startSimulator} from '../../demo/simulator/server.js';
import {launch} from '../support/chromium.mjs';
import {until} from '../support/demo.mjs';
import {PATIENCE, sendRequest} from './recipe.mjs';
import {startNode} from './servers.mjs';

describe('proxy.mjs with token.js', {timeout: 120_000}, () => {
  let browser, simulator, world, site;
  before(async () => {
    simulator = await startSimulator({control: true});
    world = simulator.world('recipe');
    world.configure({autoConsent: true});
    const server = `${simulator.url}/w/recipe`;
    site = await startNode(server, {RC_TOKEN_ENDPOINT: '1'}, {
      'token.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tokens</title>
        <script type="module" src="/rc/rc-click-to-call.js"></script><script type="module" src="/token.js"></script>
        <rc-session server="${server}"></rc-session><rc-click-to-call to="+16505550100">Call Anna</rc-click-to-call></html>`,
    });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await simulator?.close();
  });

  test('gives its access token to the page of a signed-in user only', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}/rc-api/sign-in?to=/token.html`);
    await page.locator('aria/Call Anna[role="button"]').setTimeout(PATIENCE.timeout).click();
    await until(() => world.requests.some(({method, path, status}) => method === 'POST' && path.endsWith('/ring-out') && status === 200));
    const {headers} = world.requests.find(({method, path}) => method === 'POST' && path.endsWith('/ring-out'));
    assert.equal(headers.authorization, `Bearer ${world.facts.pairs[0].access}`);
    assert.equal(headers.origin, site.url, 'It came from the page');
    assert.equal((await sendRequest(page, 'POST', '/rc-api/token')).status, 403);
    const context = await browser.createBrowserContext();
    const signedOut = await context.newPage();
    await signedOut.goto(`${site.url}/token.html`);
    assert.equal((await sendRequest(signedOut, 'POST', '/rc-api/token')).status, 401);
    await context.close();
    await page.close();
  });
});
