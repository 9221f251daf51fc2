// The backends of docs/recipes refuse what no element sends, and sign-ins of other browsers.
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {until} from '../support/demo.mjs';
import {csrfOf, EXTENSION, isReady, PATIENCE, Recipe, RECIPES, sendRequest, signIn} from './recipe.mjs';

for (const [name, start] of Object.entries(RECIPES)) {
  describe(`${name}, safety`, {timeout: 300_000}, () => {
    const recipe = Recipe.use(start);
    let world, site;
    before(() => {
      ({world, site} = recipe);
    });

    test('refuses requests without the CSRF token', () => recipe.visit(async (page) => {
      assert.equal((await sendRequest(page, 'GET', site.backend + EXTENSION)).status, 401, 'no user is signed in');
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

    test('forwards the requests of the elements, and no others', () => recipe.visit(async (page) => {
      await signIn(page);
      const headers = {'X-CSRF-Token': await csrfOf(page, site.backend)};
      for (const path of ['', '/forwarding-number?page=1&perPage=100', '/phone-number?page=1&perPage=100', '/caller-id']) {
        assert.equal((await sendRequest(page, 'GET', site.backend + EXTENSION + path, headers)).status, 200, path);
      }
      assert.equal((await sendRequest(page, 'GET', `${site.backend}${EXTENSION}/ring-out/Y3Mx_-Mg%3D%3D`, headers)).status, 404);
      assert.equal(recipe.requestsTo('GET', '/forwarding-number').at(-1).query.perPage, '100');

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

    test('refuses a sign-in that another browser started or the user declined', () => recipe.visit(async (page) => {
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
      assert.equal(recipe.requestsTo('POST', '/oauth/token').length, 0);
    }));

    test('keeps a user signed in who signs in again during a request', () => recipe.visit(async (page, seen, context) => {
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

    test('redirects to this site only after signing in', () => recipe.visit(async (page) => {
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
