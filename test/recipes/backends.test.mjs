// The backends of docs/recipes, each in a process of its own, with the simulator as RingCentral and
// a browser.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, test} from 'node:test';
import {startSimulator} from '../../demo/simulator/server.js';
import {launch, watch} from '../support/chromium.mjs';
import {until} from '../support/demo.mjs';
import {startNode, startPhp} from './servers.mjs';

const PATIENCE = {timeout: 15_000};
const EXTENSION = '/restapi/v1.0/account/~/extension/~';
const HOUR = 3_600_000;
const SECRETS = ['a-client-secret', 'client_secret', 'access_token', 'refresh_token'];

/** Runs in the page: records its events, oldest first. */
function recordEvents() {
  globalThis.heard = [];
  for (const type of ['rc-session-change', 'rc-call-change', 'rc-call-end', 'rc-limit-change']) {
    document.addEventListener(type, ({detail}) => globalThis.heard.push({
      type, state: detail.state, phase: detail.call?.phase, code: detail.call?.error?.code, until: detail.until,
    }));
  }
}

/** Sends a request as any script of the page can. */
const sendRequest = (page, method, path, headers = {}, body = undefined) => page.evaluate(async (...args) => {
  const [verb, address, sentHeaders, text] = args;
  const answer = await fetch(address, {method: verb, headers: sentHeaders, ...text && {body: text}});
  return {status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text()};
}, method, path, headers, body);

const csrfOf = async (page, backend) => JSON.parse((await sendRequest(page, 'GET', `${backend}/session`)).text).csrfToken;

const RECIPES = {
  'proxy.mjs behind nginx.conf': startNode,
  'proxy.php': startPhp,
};

for (const [name, start] of Object.entries(RECIPES)) {
  describe(name, {timeout: 300_000}, () => {
    let browser, simulator, world, site;

    before(async () => {
      simulator = await startSimulator({control: true});
      world = simulator.world('recipe');
      site = await start(`${simulator.url}/w/recipe`);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await simulator?.close();
    });
    // No limit for sign-ins, since each test signs in; the limits for calls stay.
    beforeEach(() => {
      world.reset();
      world.configure({limits: {auth: null}});
    });

    /** Opens the page of the recipe in its own browser context. No answer may hold a secret. */
    async function visit(body) {
      const context = await browser.createBrowserContext();
      const answers = [];
      try {
        const page = await context.newPage();
        const seen = watch(page);
        const closed = new Promise((resolve) => { page.once('close', () => resolve('')); });
        page.on('response', (response) => {
          if (!response.url().startsWith(site.url) || response.url().includes('/rc/')) return;
          // The text of a response that is still loading when the page closes never arrives.
          answers.push(Promise.race([response.text().catch(() => ''), closed]).then((text) =>
            `${response.url()} ${JSON.stringify(response.headers())} ${text}`));
        });
        await page.evaluateOnNewDocument(recordEvents);
        await page.goto(`${site.url}/calls.html`);
        await body(page, seen, context);
        const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie,
          document.documentElement.outerHTML]));
        await page.close();
        const answered = (await Promise.all(answers)).join('\n');
        const tokens = world.facts.pairs.flatMap(({access, refresh}) => [access, refresh]);
        for (const secret of [...tokens, ...SECRETS]) {
          assert.ok(!answered.includes(secret) && !kept.includes(secret), `The browser saw ${secret.slice(0, 8)}…`);
        }
      } finally {
        await context.close();
      }
    }

    const isReady = (page) => page.waitForFunction(() =>
      document.querySelector('rc-session').shadowRoot?.textContent.includes('Alex Morgan'), PATIENCE);

    async function signIn(page) {
      await page.locator('#sign-in').setTimeout(PATIENCE.timeout).click();
      await page.waitForFunction(() => location.pathname.endsWith('/authorize'), PATIENCE);
      await page.locator('button').setTimeout(PATIENCE.timeout).click();
      await page.waitForFunction(() => location.pathname === '/calls.html', PATIENCE);
      await isReady(page);
    }

    const call = (page) => page.locator('aria/Call Anna[role="button"]').setTimeout(PATIENCE.timeout).click();
    const waitForEvent = (page, wanted) => page.waitForFunction((facts) => globalThis.heard.some((event) =>
      Object.entries(facts).every(([key, value]) => event[key] === value)), PATIENCE, wanted);
    const requestsTo = (method, part) => world.requests
      .filter((request) => request.method === method && request.path.includes(part));

    test('signs in, calls, reports the end of the call, signs out', () => visit(async (page, {problems}, context) => {
      await signIn(page);
      assert.equal(new URL(page.url()).search, '', 'The code stays out of the page’s address');
      const cookies = (await context.cookies()).filter(({domain}) => new URL(site.url).hostname === domain);
      assert.ok(cookies.length > 0);
      for (const {httpOnly, secure, sameSite} of cookies) assert.deepEqual({httpOnly, secure, sameSite}, {httpOnly: true, secure: true, sameSite: 'Lax'});

      await call(page);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      assert.deepEqual(requestsTo('POST', '/ring-out')[0].body, {to: {phoneNumber: '+16505550100'}});
      world.advance(6_000);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'connected'});
      world.advance(10_000);
      await waitForEvent(page, {type: 'rc-call-end', phase: 'ended'});
      assert.equal(requestsTo('POST', '/ring-out').length, 1);

      await page.locator('aria/Sign out Alex Morgan[role="button"]').click();
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      await until(() => world.facts.pairs.every(({revokedAt, refreshedAt}) => revokedAt ?? refreshedAt));
      await until(async () => (await sendRequest(page, 'GET', site.backend + EXTENSION)).status === 401);
      assert.deepEqual(problems.filter((text) => !/status of 401/.test(text)), []);
    }));

    test('cancels a call', () => visit(async (page) => {
      await signIn(page);
      await call(page);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      // A button ignores clicks for a moment after it has appeared.
      await until(async () => {
        await page.evaluate(() => document.querySelector('rc-call-status').shadowRoot.querySelector('[part=cancel]')?.click());
        return requestsTo('DELETE', '/ring-out/').at(0)?.status;
      });
      assert.equal(requestsTo('DELETE', '/ring-out/')[0].status, 204);
      world.advance(5_000);
      await waitForEvent(page, {type: 'rc-call-end', phase: 'canceled'});
    }));

    test('refuses requests without the CSRF token', () => visit(async (page) => {
      assert.equal((await sendRequest(page, 'GET', site.backend + EXTENSION)).status, 401, 'Nobody is signed in');
      await signIn(page);
      const before = world.requests.length;
      const place = JSON.stringify({to: {phoneNumber: '+16505550100'}});
      for (const headers of [{}, {'X-CSRF-Token': ''}, {'X-CSRF-Token': 'guessed'}]) {
        assert.equal((await sendRequest(page, 'GET', site.backend + EXTENSION, headers)).status, 403);
        assert.equal((await sendRequest(page, 'POST', `${site.backend}${EXTENSION}/ring-out`, headers, place)).status, 403);
        assert.equal((await sendRequest(page, 'POST', `${site.backend}/sign-out`, headers)).status, 403);
      }
      assert.equal(world.requests.length, before, 'RingCentral heard of none');
    }));

    test('forwards the requests of the elements, and no others', () => visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      for (const path of ['', '/forwarding-number?page=1&perPage=100', '/phone-number?page=1&perPage=100', '/caller-id']) {
        assert.equal((await sendRequest(page, 'GET', site.backend + EXTENSION + path, headers)).status, 200, path);
      }
      assert.equal((await sendRequest(page, 'GET', `${site.backend}${EXTENSION}/ring-out/Y3Mx_-Mg%3D%3D`, headers)).status, 404);
      assert.equal(requestsTo('GET', '/forwarding-number').at(-1).query.perPage, '100');

      const before = world.requests.length;
      const refused = [
        ['GET', `${EXTENSION}/message-store`], ['GET', `${EXTENSION}/`], ['PUT', EXTENSION], ['POST', `${EXTENSION}/sms`],
        ['DELETE', `${EXTENSION}/phone-number`], ['POST', `${EXTENSION}/ring-out/1`], ['GET', `${EXTENSION}/ring-out`],
        ['GET', '/restapi/v1.0/account/~/extension/101'], ['GET', '/restapi/v1.0/account/~'], ['GET', '/restapi/v1.0'],
        ['GET', `${EXTENSION}/ring-out/x%2F..%2F..%2Fmessage-store`], ['GET', `${EXTENSION}/ring-out/x%0A`],
        ['POST', '/restapi/oauth/token'], ['GET', `/x${EXTENSION}`],
      ];
      for (const [method, path] of refused) {
        assert.equal((await sendRequest(page, method, site.backend + path, headers)).status, 403, `${method} ${path}`);
      }
      assert.equal((await sendRequest(page, 'POST', `${site.backend}/token`, headers)).status, 403, 'no token for the page');
      assert.equal(world.requests.length, before, 'RingCentral heard of none');
    }));

    test('renews an expired token once for all waiting requests', () => visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const statusOf = async (path) => (await sendRequest(page, 'GET', site.backend + EXTENSION + path, headers)).status;
      world.advance(HOUR);
      assert.equal(await statusOf(''), 401);
      // So long that the second request arrives during the renewal for the first one.
      world.faults.push({method: 'POST', path: '/oauth/token', delay: 500});
      assert.deepEqual(await Promise.all([statusOf(''), statusOf('/caller-id')]), [200, 200]);
      const renewals = requestsTo('POST', '/oauth/token').filter(({body}) => body.grant_type === 'refresh_token');
      assert.equal(renewals.length, 1);
      assert.match(renewals[0].headers.authorization, /^Basic /);

      // The elements cause the same renewal, and place the call once.
      world.advance(HOUR);
      await call(page);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      assert.deepEqual(requestsTo('POST', '/ring-out').map(({status}) => status).filter((status) => status !== 401), [200]);
    }));

    test('renews a token before it expires', () => visit(async (page) => {
      world.configure({expiresIn: 30});
      await signIn(page);
      const order = world.requests.map(({method, body}) => method === 'POST' ? body.grant_type : method);
      assert.deepEqual(order.slice(order.indexOf('authorization_code'), order.indexOf('authorization_code') + 3),
        ['authorization_code', 'refresh_token', 'GET']);
    }));

    test('reports the end of a session, and answers 503 while it cannot renew a token', () => visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const status = async () => (await sendRequest(page, 'GET', site.backend + EXTENSION, headers)).status;
      world.advance(HOUR);
      assert.equal(await status(), 401);
      world.faults.push({method: 'POST', path: '/oauth/token', status: 429, headers: {'retry-after': '60'}});
      assert.equal(await status(), 503);
      assert.equal(await status(), 503);
      assert.equal(requestsTo('POST', '/oauth/token').filter(({body}) => body.grant_type === 'refresh_token').length, 1,
        'Nothing is asked within the pause');
    }).then(() => visit(async (page) => {
      await signIn(page);
      world.revokeAll();
      await call(page);
      await waitForEvent(page, {type: 'rc-session-change', state: 'expired'});
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      assert.equal(JSON.parse((await sendRequest(page, 'GET', `${site.backend}/session`)).text).signedIn, false);
    })));

    test('passes a rate limit on to the page', () => visit(async (page) => {
      await signIn(page);
      world.configure({limits: {heavy: 0}, penalty: 42_000});
      const began = Date.now();
      await call(page);
      await page.waitForFunction(() => globalThis.heard.some(({type, until: end}) => type === 'rc-limit-change' && end), PATIENCE);
      const end = await page.evaluate(() => globalThis.heard.findLast(({type, until: one}) => type === 'rc-limit-change' && one).until);
      assert.ok(end - began > 40_000 && end - began < 60_000, `Retry-After: ${end - began} ms`);
      await page.waitForFunction(() => /too many|wait|seconds|moment/i.test([...document.querySelectorAll('rc-click-to-call, rc-call-status')]
        .map((element) => element.shadowRoot?.textContent ?? '').join(' ')), PATIENCE);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const answer = await sendRequest(page, 'POST', `${site.backend}${EXTENSION}/ring-out`, headers, '{}');
      assert.equal(answer.status, 429);
      assert.equal(answer.headers['retry-after'], '42');
      assert.equal(answer.headers['x-rate-limit-group'], 'heavy');
    }));

    test('sends a request that places a call once, even when its connection drops', () => visit(async (page) => {
      await signIn(page);
      world.faults.push({method: 'POST', path: '/ring-out', kind: 'drop-after'});
      await call(page);
      await waitForEvent(page, {type: 'rc-call-end', phase: 'unconfirmed'});
      assert.equal(requestsTo('POST', '/ring-out').length, 1);
      assert.equal(world.facts.calls.length, 1);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      world.faults.push({method: 'GET', path: '/caller-id', kind: 'drop-before'});
      assert.equal((await sendRequest(page, 'GET', `${site.backend}${EXTENSION}/caller-id`, headers)).status, 502);
    }));

    test('refuses a sign-in that another browser started or the user declined', () => visit(async (page) => {
      const {status, text} = await sendRequest(page, 'GET', `${site.backend}/signed-in?code=stolen&state=guessed`);
      assert.equal(status, 400);
      assert.match(text, /did not begin in this browser/);
      assert.equal((await sendRequest(page, 'GET', `${site.backend}/signed-in?code=stolen&state=`)).status, 400);
      assert.equal(world.requests.length, 0);

      await page.locator('#sign-in').setTimeout(PATIENCE.timeout).click();
      await page.waitForFunction(() => location.pathname.endsWith('/authorize'), PATIENCE);
      assert.equal((await page.goto(`${site.url}${site.backend}/signed-in?code=stolen&state=guessed`)).status(), 400);
      await page.goto(`${site.url}/calls.html`);

      await page.locator('#sign-in').setTimeout(PATIENCE.timeout).click();
      await page.locator('aria/Cancel[role="button"]').setTimeout(PATIENCE.timeout).click();
      await page.waitForFunction(() => location.pathname === '/calls.html', PATIENCE);
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      assert.equal(requestsTo('POST', '/oauth/token').length, 0);
    }));

    test('keeps a user signed in who signs in again during a request', () => visit(async (page, seen, context) => {
      await signIn(page);
      world.configure({autoConsent: true});
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      world.faults.push({method: 'POST', path: '/oauth/token', delay: 500});
      const other = await context.newPage();
      const back = other.goto(`${site.url}${site.backend}/sign-in?to=/nothing`);
      await until(() => world.faults.length === 0);
      await sendRequest(page, 'GET', site.backend + EXTENSION, headers);
      await back;
      assert.equal(JSON.parse((await sendRequest(page, 'GET', `${site.backend}/session`)).text).signedIn, true);
      assert.equal((await sendRequest(page, 'GET', site.backend + EXTENSION, headers)).status, 200);
      assert.equal(world.facts.pairs.filter(({revokedAt}) => revokedAt === undefined).length, 1);
    }));

    test('redirects to this site only after signing in', () => visit(async (page) => {
      world.configure({autoConsent: true});
      // The first answer sets the first cookie, so the page has to be loaded.
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      for (const [to, lands] of [
        ['https://evil.example/', '/'], ['//evil.example/', '//evil.example/'], ['/calls.html?a=1&b=%20.x', '/calls.html?a=1&b=%20.x'],
        // Characters that a header must not contain.
        ['/calls.html?who=\u5c71\u7530 A', '/calls.html?who=%E5%B1%B1%E7%94%B0%20A'],
        ['/calls.html?\r\nX-A: 1', '/calls.html?%0D%0AX-A:%201'],
      ]) {
        await page.goto(`${site.url}${site.backend}/sign-in?to=${encodeURIComponent(to)}`);
        assert.equal(page.url(), site.url + lands);
      }
      await page.goto(`${site.url}/calls.html`);
      await isReady(page);
      // A second sign-in revokes the tokens of the first.
      assert.equal(world.facts.pairs.filter(({revokedAt}) => revokedAt === undefined).length, 1);
    }));
  });
}

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
