// The backends of docs/recipes let users sign in and call.
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {until} from '../support/demo.mjs';
import {
  call, csrfOf, EXTENSION, HOUR_MS, PATIENCE, Recipe, RECIPES, sendRequest, signIn, waitForEvent,
} from './recipe.mjs';

for (const [name, start] of Object.entries(RECIPES)) {
  describe(`${name}`, {timeout: 300_000}, () => {
    const recipe = Recipe.use(start);
    let world, site;
    before(() => {
      ({world, site} = recipe);
    });

    test('signs in, calls, reports the end of the call, signs out', () => recipe.visit(async (page, {problems}, context) => {
      await signIn(page);
      assert.equal(new URL(page.url()).search, '', 'The code stays out of the page’s address');
      const cookies = (await context.cookies()).filter(({domain}) => new URL(site.url).hostname === domain);
      assert.ok(cookies.length > 0);
      for (const {httpOnly, secure, sameSite} of cookies) assert.deepEqual({httpOnly, secure, sameSite}, {httpOnly: true, secure: true, sameSite: 'Lax'});

      await call(page);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      assert.deepEqual(recipe.requestsTo('POST', '/ring-out')[0].body, {to: {phoneNumber: '+16505550100'}});
      world.advance(6_000);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'connected'});
      world.advance(10_000);
      await waitForEvent(page, {type: 'rc-call-end', phase: 'ended'});
      assert.equal(recipe.requestsTo('POST', '/ring-out').length, 1);

      await page.locator('aria/Sign out Alex Morgan[role="button"]').click();
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      await until(() => world.facts.pairs.every(({revokedAt, refreshedAt}) => revokedAt ?? refreshedAt));
      await until(async () => (await sendRequest(page, 'GET', site.backend + EXTENSION)).status === 401);
      assert.deepEqual(problems.filter((text) => !/status of 401/.test(text)), []);
    }));

    test('cancels a call', () => recipe.visit(async (page) => {
      await signIn(page);
      await call(page);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      // A button ignores clicks for a moment after it has appeared.
      await until(async () => {
        await page.evaluate(() => document.querySelector('rc-call-status').shadowRoot.querySelector('[part=cancel]')?.click());
        return recipe.requestsTo('DELETE', '/ring-out/').at(0)?.status;
      });
      assert.equal(recipe.requestsTo('DELETE', '/ring-out/')[0].status, 204);
      world.advance(5_000);
      await waitForEvent(page, {type: 'rc-call-end', phase: 'canceled'});
    }));

    test('renews an expired token once for all waiting requests', () => recipe.visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const statusOf = async (path) => (await sendRequest(page, 'GET', site.backend + EXTENSION + path, headers)).status;
      world.advance(HOUR_MS);
      assert.equal(await statusOf(''), 401);
      // So long that the second request arrives during the renewal for the first one.
      world.faults.push({method: 'POST', path: '/oauth/token', delay: 500});
      assert.deepEqual(await Promise.all([statusOf(''), statusOf('/caller-id')]), [200, 200]);
      const renewals = recipe.requestsTo('POST', '/oauth/token').filter(({body}) => body.grant_type === 'refresh_token');
      assert.equal(renewals.length, 1);
      assert.match(renewals[0].headers.authorization, /^Basic /);

      // The elements cause the same renewal, and place the call once.
      world.advance(HOUR_MS);
      await call(page);
      await waitForEvent(page, {type: 'rc-call-change', phase: 'ringing-caller'});
      assert.deepEqual(recipe.requestsTo('POST', '/ring-out').map(({status}) => status).filter((status) => status !== 401), [200]);
    }));

    test('renews a token before it expires', () => recipe.visit(async (page) => {
      world.configure({expiresIn: 30});
      await signIn(page);
      const order = world.requests.map(({method, body}) => method === 'POST' ? body.grant_type : method);
      assert.deepEqual(order.slice(order.indexOf('authorization_code'), order.indexOf('authorization_code') + 3),
        ['authorization_code', 'refresh_token', 'GET']);
    }));

    test('reports the end of a session, and answers 503 while it cannot renew a token', () => recipe.visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      const status = async () => (await sendRequest(page, 'GET', site.backend + EXTENSION, headers)).status;
      world.advance(HOUR_MS);
      assert.equal(await status(), 401);
      world.faults.push({method: 'POST', path: '/oauth/token', status: 429, headers: {'retry-after': '60'}});
      assert.equal(await status(), 503);
      assert.equal(await status(), 503);
      assert.equal(recipe.requestsTo('POST', '/oauth/token').filter(({body}) => body.grant_type === 'refresh_token').length, 1,
        'Nothing is asked within the pause');
    }).then(() => recipe.visit(async (page) => {
      await signIn(page);
      world.revokeAll();
      await call(page);
      await waitForEvent(page, {type: 'rc-session-change', state: 'expired'});
      await page.waitForSelector('#sign-in', {visible: true, ...PATIENCE});
      assert.equal(JSON.parse((await sendRequest(page, 'GET', `${site.backend}/session`)).text).signedIn, false);
    })));

    test('passes a rate limit on to the page', () => recipe.visit(async (page) => {
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

    test('sends a request that places a call once, even when its connection drops', () => recipe.visit(async (page) => {
      await signIn(page);
      world.faults.push({method: 'POST', path: '/ring-out', kind: 'drop-after'});
      await call(page);
      await waitForEvent(page, {type: 'rc-call-end', phase: 'unconfirmed'});
      assert.equal(recipe.requestsTo('POST', '/ring-out').length, 1);
      assert.equal(world.facts.calls.length, 1);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      world.faults.push({method: 'GET', path: '/caller-id', kind: 'drop-before'});
      assert.equal((await sendRequest(page, 'GET', `${site.backend}${EXTENSION}/caller-id`, headers)).status, 502);
    }));
  });
}
