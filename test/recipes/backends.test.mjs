// docs/recipes for real: each backend in a process of its own, the simulator as RingCentral, and a browser.
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

/** What the page heard: its events, oldest first. */
function listen() {
  globalThis.heard = [];
  for (const type of ['rc-session-change', 'rc-call-change', 'rc-call-end', 'rc-limit-change']) {
    document.addEventListener(type, ({detail}) => globalThis.heard.push({
      type, state: detail.state, phase: detail.call?.phase, code: detail.call?.error?.code, until: detail.until,
    }));
  }
}

/** A request as any script of the page could send it. */
const ask = (page, method, path, headers = {}, body = undefined) => page.evaluate(async (...sent) => {
  const [how, where, given, text] = sent;
  const answer = await fetch(where, {method: how, headers: given, ...text && {body: text}});
  return {status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text()};
}, method, path, headers, body);

const csrfOf = async (page, backend) => JSON.parse((await ask(page, 'GET', `${backend}/session`)).text).csrfToken;

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
    // As many sign-ins as there are tests; the limits of calling stay.
    beforeEach(() => {
      world.reset();
      world.configure({limits: {auth: null}});
    });

    /** A browser of one's own on the page of the recipe; whatever it is answered is kept, and must hold no secret. */
    async function visit(body) {
      const context = await browser.createBrowserContext();
      const answers = [];
      try {
        const page = await context.newPage();
        const seen = watch(page);
        const closed = new Promise((resolve) => { page.once('close', () => resolve('')); });
        page.on('response', (response) => {
          if (!response.url().startsWith(site.url) || response.url().includes('/rc/')) return;
          // The text of what a page was still loading when it was left never comes.
          answers.push(Promise.race([response.text().catch(() => ''), closed]).then((text) =>
            `${response.url()} ${JSON.stringify(response.headers())} ${text}`));
        });
        await page.evaluateOnNewDocument(listen);
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
    const hears = (page, wanted) => page.waitForFunction((facts) => globalThis.heard.some((event) =>
      Object.entries(facts).every(([key, value]) => event[key] === value)), PATIENCE, wanted);
    const asked = (method, part) => world.requests.filter((one) => one.method === method && one.path.includes(part));

    test('signs in, calls, sees the call end, signs out', () => visit(async (page, {problems}, context) => {
      await signIn(page);
      assert.equal(new URL(page.url()).search, '', 'The code stays out of the page’s address');
      const cookies = (await context.cookies()).filter(({domain}) => new URL(site.url).hostname === domain);
      assert.ok(cookies.length > 0);
      for (const {httpOnly, secure, sameSite} of cookies) assert.deepEqual({httpOnly, secure, sameSite}, {httpOnly: true, secure: true, sameSite: 'Lax'});

      await call(page);
      await hears(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      assert.deepEqual(asked('POST', '/ring-out')[0].body, {to: {phoneNumber: '+16505550100'}});
      world.advance(6_000);
      await hears(page, {type: 'rc-call-change', phase: 'connected'});
      world.advance(10_000);
      await hears(page, {type: 'rc-call-end', phase: 'ended'});
      assert.equal(asked('POST', '/ring-out').length, 1);

      await page.locator('aria/Sign out Alex Morgan[role="button"]').click();
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      await until(() => world.facts.pairs.every(({revokedAt, refreshedAt}) => revokedAt ?? refreshedAt));
      await until(async () => (await ask(page, 'GET', site.backend + EXTENSION)).status === 401);
      assert.deepEqual(problems.filter((text) => !/status of 401/.test(text)), []);
    }));

    test('cancels a call', () => visit(async (page) => {
      await signIn(page);
      await call(page);
      await hears(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      // A button that has only just appeared under the finger does nothing yet.
      await until(async () => {
        await page.evaluate(() => document.querySelector('rc-call-status').shadowRoot.querySelector('[part=cancel]')?.click());
        return asked('DELETE', '/ring-out/').at(0)?.status;
      });
      assert.equal(asked('DELETE', '/ring-out/')[0].status, 204);
      world.advance(5_000);
      await hears(page, {type: 'rc-call-end', phase: 'canceled'});
    }));

    test('answers only those who have the CSRF token', () => visit(async (page) => {
      assert.equal((await ask(page, 'GET', site.backend + EXTENSION)).status, 401, 'Nobody is signed in');
      await signIn(page);
      const before = world.requests.length;
      const place = JSON.stringify({to: {phoneNumber: '+16505550100'}});
      for (const headers of [{}, {'X-CSRF-Token': ''}, {'X-CSRF-Token': 'guessed'}]) {
        assert.equal((await ask(page, 'GET', site.backend + EXTENSION, headers)).status, 403);
        assert.equal((await ask(page, 'POST', `${site.backend}${EXTENSION}/ring-out`, headers, place)).status, 403);
        assert.equal((await ask(page, 'POST', `${site.backend}/sign-out`, headers)).status, 403);
      }
      assert.equal(world.requests.length, before, 'RingCentral heard of none');
    }));

    test('lets through what the elements ask for, and nothing else', () => visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      for (const path of ['', '/forwarding-number?page=1&perPage=100', '/phone-number?page=1&perPage=100', '/caller-id']) {
        assert.equal((await ask(page, 'GET', site.backend + EXTENSION + path, headers)).status, 200, path);
      }
      assert.equal((await ask(page, 'GET', `${site.backend}${EXTENSION}/ring-out/Y3Mx_-Mg%3D%3D`, headers)).status, 404);
      assert.equal(asked('GET', '/forwarding-number').at(-1).query.perPage, '100');

      const before = world.requests.length;
      const refused = [
        ['GET', `${EXTENSION}/message-store`], ['GET', `${EXTENSION}/`], ['PUT', EXTENSION], ['POST', `${EXTENSION}/sms`],
        ['DELETE', `${EXTENSION}/phone-number`], ['POST', `${EXTENSION}/ring-out/1`], ['GET', `${EXTENSION}/ring-out`],
        ['GET', '/restapi/v1.0/account/~/extension/101'], ['GET', '/restapi/v1.0/account/~'], ['GET', '/restapi/v1.0'],
        ['GET', `${EXTENSION}/ring-out/x%2F..%2F..%2Fmessage-store`], ['GET', `${EXTENSION}/ring-out/x%0A`],
        ['POST', '/restapi/oauth/token'], ['GET', `/x${EXTENSION}`],
      ];
      for (const [method, path] of refused) {
        assert.equal((await ask(page, method, site.backend + path, headers)).status, 403, `${method} ${path}`);
      }
      assert.equal((await ask(page, 'POST', `${site.backend}/token`, headers)).status, 403, 'no token for the page');
      assert.equal(world.requests.length, before, 'RingCentral heard of none');
    }));

    test('renews an expired token once for all who wait', () => visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const statusOf = async (path) => (await ask(page, 'GET', site.backend + EXTENSION + path, headers)).status;
      world.advance(HOUR);
      assert.equal(await statusOf(''), 401);
      // Long enough that the second request comes while the first one's renewal is under way.
      world.faults.push({method: 'POST', path: '/oauth/token', delay: 500});
      assert.deepEqual(await Promise.all([statusOf(''), statusOf('/caller-id')]), [200, 200]);
      const renewals = asked('POST', '/oauth/token').filter(({body}) => body.grant_type === 'refresh_token');
      assert.equal(renewals.length, 1);
      assert.match(renewals[0].headers.authorization, /^Basic /);

      // The elements do the same by themselves, and the call is placed once.
      world.advance(HOUR);
      await call(page);
      await hears(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      assert.deepEqual(asked('POST', '/ring-out').map(({status}) => status).filter((status) => status !== 401), [200]);
    }));

    test('renews ahead of the end', () => visit(async (page) => {
      world.configure({expiresIn: 30});
      await signIn(page);
      const order = world.requests.map(({method, body}) => method === 'POST' ? body.grant_type : method);
      assert.deepEqual(order.slice(order.indexOf('authorization_code'), order.indexOf('authorization_code') + 3),
        ['authorization_code', 'refresh_token', 'GET']);
    }));

    test('says when the session is over, and when that cannot be known', () => visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const status = async () => (await ask(page, 'GET', site.backend + EXTENSION, headers)).status;
      world.advance(HOUR);
      assert.equal(await status(), 401);
      world.faults.push({method: 'POST', path: '/oauth/token', status: 429, headers: {'retry-after': '60'}});
      assert.equal(await status(), 503);
      assert.equal(await status(), 503);
      assert.equal(asked('POST', '/oauth/token').filter(({body}) => body.grant_type === 'refresh_token').length, 1,
        'Nothing is asked within the pause');
    }).then(() => visit(async (page) => {
      await signIn(page);
      world.revokeAll();
      await call(page);
      await hears(page, {type: 'rc-session-change', state: 'expired'});
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      assert.equal(JSON.parse((await ask(page, 'GET', `${site.backend}/session`)).text).signedIn, false);
    })));

    test('a rate limit reaches the page', () => visit(async (page) => {
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
      const answer = await ask(page, 'POST', `${site.backend}${EXTENSION}/ring-out`, headers, '{}');
      assert.equal(answer.status, 429);
      assert.equal(answer.headers['retry-after'], '42');
      assert.equal(answer.headers['x-rate-limit-group'], 'heavy');
    }));

    test('a request that places a call is sent once, whatever happens to it', () => visit(async (page) => {
      await signIn(page);
      world.faults.push({method: 'POST', path: '/ring-out', kind: 'drop-after'});
      await call(page);
      await hears(page, {type: 'rc-call-end', phase: 'unconfirmed'});
      assert.equal(asked('POST', '/ring-out').length, 1);
      assert.equal(world.facts.calls.length, 1);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      world.faults.push({method: 'GET', path: '/caller-id', kind: 'drop-before'});
      assert.equal((await ask(page, 'GET', `${site.backend}${EXTENSION}/caller-id`, headers)).status, 502);
    }));

    test('a sign-in that did not begin here, or was declined, signs nobody in', () => visit(async (page) => {
      const {status, text} = await ask(page, 'GET', `${site.backend}/signed-in?code=stolen&state=guessed`);
      assert.equal(status, 400);
      assert.match(text, /did not begin in this browser/);
      assert.equal((await ask(page, 'GET', `${site.backend}/signed-in?code=stolen&state=`)).status, 400);
      assert.equal(world.requests.length, 0);

      await page.locator('#sign-in').setTimeout(PATIENCE.timeout).click();
      await page.waitForFunction(() => location.pathname.endsWith('/authorize'), PATIENCE);
      assert.equal((await page.goto(`${site.url}${site.backend}/signed-in?code=stolen&state=guessed`)).status(), 400);
      await page.goto(`${site.url}/calls.html`);

      await page.locator('#sign-in').setTimeout(PATIENCE.timeout).click();
      await page.locator('aria/Cancel[role="button"]').setTimeout(PATIENCE.timeout).click();
      await page.waitForFunction(() => location.pathname === '/calls.html', PATIENCE);
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      assert.equal(asked('POST', '/oauth/token').length, 0);
    }));

    test('who signs in again while something is asked stays signed in', () => visit(async (page, seen, context) => {
      await signIn(page);
      world.configure({autoConsent: true});
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      world.faults.push({method: 'POST', path: '/oauth/token', delay: 500});
      const other = await context.newPage();
      const back = other.goto(`${site.url}${site.backend}/sign-in?to=/nothing`);
      await until(() => world.faults.length === 0);
      await ask(page, 'GET', site.backend + EXTENSION, headers);
      await back;
      assert.equal(JSON.parse((await ask(page, 'GET', `${site.backend}/session`)).text).signedIn, true);
      assert.equal((await ask(page, 'GET', site.backend + EXTENSION, headers)).status, 200);
      assert.equal(world.facts.pairs.filter(({revokedAt}) => revokedAt === undefined).length, 1);
    }));

    test('comes back to this site only', () => visit(async (page) => {
      world.configure({autoConsent: true});
      // Nobody is faster; the first answer brings the first cookie.
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      for (const [to, lands] of [
        ['https://evil.example/', '/'], ['//evil.example/', '//evil.example/'], ['/calls.html?a=1&b=%20.x', '/calls.html?a=1&b=%20.x'],
        // What no header may hold.
        ['/calls.html?who=\u5c71\u7530 A', '/calls.html?who=%E5%B1%B1%E7%94%B0%20A'],
        ['/calls.html?\r\nX-A: 1', '/calls.html?%0D%0AX-A:%201'],
      ]) {
        await page.goto(`${site.url}${site.backend}/sign-in?to=${encodeURIComponent(to)}`);
        assert.equal(page.url(), site.url + lands);
      }
      await page.goto(`${site.url}/calls.html`);
      await isReady(page);
      // Whoever signs in again leaves no session behind.
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

  test('the page calls with a token of the backend, which only it can get', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}/rc-api/sign-in?to=/token.html`);
    await page.locator('aria/Call Anna[role="button"]').setTimeout(PATIENCE.timeout).click();
    await until(() => world.requests.some(({method, path, status}) => method === 'POST' && path.endsWith('/ring-out') && status === 200));
    const {headers} = world.requests.find(({method, path}) => method === 'POST' && path.endsWith('/ring-out'));
    assert.equal(headers.authorization, `Bearer ${world.facts.pairs[0].access}`);
    assert.equal(headers.origin, site.url, 'It came from the page');
    assert.equal((await ask(page, 'POST', '/rc-api/token')).status, 403);
    const context = await browser.createBrowserContext();
    const stranger = await context.newPage();
    await stranger.goto(`${site.url}/token.html`);
    assert.equal((await ask(stranger, 'POST', '/rc-api/token')).status, 401);
    await context.close();
    await page.close();
  });
});
