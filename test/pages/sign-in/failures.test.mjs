// Sign-ins that RingCentral refuses, that users give up, and answers that belong to another sign-in.
import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {consent, press, reaches, sessionOf} from '../support.mjs';
import {reachesWithReason, sessionText, SignInSite, stored} from './sign-in-site.mjs';

const REFUSALS = [
  ['redirect-mismatch', 400, {errorCode: 'OAU-109', message: 'Redirect URIs do not match'}],
  ['redirect-missing', 400, {errorCode: 'OAU-113'}],
  ['grant-not-allowed', 400, {error: 'unauthorized_client', error_description: 'OAU-112: grant type is not allowed'}],
  ['code-invalid', 400, {error: 'invalid_grant', error_description: 'OAU-106: the code is invalid'}],
  ['client-unknown', 401, {error: 'invalid_client', errorCode: 'OAU-146'}],
  ['locked-out', 403, {errorCode: 'OAU-147'}],
  ['rate-limited', 429, {errorCode: 'CMN-301'}],
  ['server-error', 503, {errorCode: 'CMN-201'}],
];

describe('a sign-in that fails', {timeout: 120_000}, () => {
  const site = SignInSite.use();
  let context, page, world;

  beforeEach(async () => {
    ({context, page, world} = await site.newVisit());
  });

  for (const [code, status, body] of REFUSALS) {
    it(`explains ${code}, stores nothing, sends one request and allows another try`, async () => {
      await world.options({autoConsent: true});
      await world.fault({method: 'POST', path: '/oauth/token', kind: 'status', status, body});
      await site.open();
      await press(page, 'Sign in');
      await reachesWithReason(page, 'signed-out');
      const {error} = await sessionOf(page);
      assert.equal(error.code, code);
      if (code.startsWith('redirect')) assert.ok(error.message.includes(`${site.origin}/rc-redirect.html`));
      assert.ok((await sessionText(page)).includes(error.message));
      assert.deepEqual(await stored(page), {local: {}, session: {}});
      assert.equal((await world.requests('/oauth/token')).length, 1);
      await page.bringToFront();
      await press(page, 'Sign in');
      await reaches(page, 'ready');
    });
  }

  it('returns to signed out without an error when the user closes the window', async () => {
    await site.open();
    const window = await site.openWindow();
    await window.waitForSelector('button');
    assert.equal((await sessionOf(page)).state, 'signing-in');
    await window.close();
    await reaches(page, 'signed-out');
    assert.equal((await sessionOf(page)).error, undefined);
    await consent(await site.openWindow());
    await reaches(page, 'ready');
  });

  it('says that the user denied access', async () => {
    await site.open();
    await consent(await site.openWindow(), 'Cancel');
    await reachesWithReason(page, 'signed-out');
    assert.equal((await sessionOf(page)).error.code, 'access-denied');
    assert.match(await sessionText(page), /was not allowed to sign you in/);
    assert.deepEqual(await stored(page), {local: {}, session: {}});
  });

  describe('an answer of another sign-in', () => {
    const forgedMessages = (search) => [{type: 'rc-answer', search}, {type: 'rc-answer', search, state: 'x'}];

    it('is refused from other windows and other origins', async () => {
      await site.open();
      const window = await site.openWindow();
      await window.waitForSelector('button');
      const state = await window.$eval('input[name=state]', ({value}) => value);
      // Two frames that learned the state: one of the same origin, one of another.
      for (const origin of [site.origin, site.origin.replace('localhost', '127.0.0.1')]) {
        await page.evaluate(async (url, messages) => {
          const frame = document.body.appendChild(document.createElement('iframe'));
          frame.src = `${url}/frame?${encodeURIComponent(JSON.stringify(messages))}`;
          await new Promise((resolve) => { frame.onload = resolve; });
        }, origin, forgedMessages(`?code=stolen&state=${state}`));
      }
      await page.evaluate((messages) => {
        for (const message of messages) {
          window.postMessage(message, '*');
          window.dispatchEvent(new MessageEvent('message', {data: message, origin: location.origin}));
        }
      }, forgedMessages(`?code=stolen&state=${state}`));
      await new Promise((resolve) => page.evaluate(() => new Promise(requestAnimationFrame)).then(resolve));
      assert.equal((await sessionOf(page)).state, 'signing-in');
      assert.equal((await world.requests('/oauth/token')).length, 0);
      assert.deepEqual(await stored(page), {local: {}, session: {}});
      await consent(window);
      await reaches(page, 'ready');
    });

    it('is refused and explained when its state is wrong or its code was used before', async () => {
      await site.open();
      let window = await site.openWindow();
      await window.waitForSelector('button');
      await window.goto(`${site.origin}/rc-redirect.html?code=forged&state=forged`);
      await reachesWithReason(page, 'signed-out');
      assert.equal((await sessionOf(page)).error.code, 'state-mismatch');
      assert.equal((await world.requests('/oauth/token')).length, 0);
      assert.deepEqual(await stored(page), {local: {}, session: {}});
      assert.equal(new URL(window.url()).search, '', 'the code does not stay in the address');
      await window.close();

      window = await site.openWindow();
      const answerUrls = [];
      window.on('request', (request) => { if (request.url().includes('code=')) answerUrls.push(request.url()); });
      await consent(window);
      await reaches(page, 'ready');
      assert.equal(answerUrls.length, 1);
      const again = await context.newPage();
      await again.goto(answerUrls[0]);
      await again.waitForFunction(() => /No page is waiting/.test(document.body.innerText), {timeout: 8_000});
      assert.equal((await world.requests('/oauth/token')).length, 1);
      assert.equal((await sessionOf(page)).state, 'ready');
    });
  });
});
