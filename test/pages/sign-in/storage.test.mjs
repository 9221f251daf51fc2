// Where a session is kept: for all tabs, for one tab, in memory.
import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {consent, pageWith, popupOf, press, reaches, sessionOf} from '../support.mjs';
import {expireTokens, loadNumbers, reloadNumbers, SignInSite, stored} from './sign-in-site.mjs';

describe('the session of several tabs', {timeout: 120_000}, () => {
  const site = SignInSite.use();
  let context, page, world;

  beforeEach(async () => {
    ({context, page, world} = await site.newVisit());
  });

  describe('signing in across tabs', () => {
    const signedIn = async () => {
      await site.open();
      await consent(await site.openWindow());
      await reaches(page, 'ready');
    };

    it('signs in and out in every tab, ends the session at RingCentral and erases its data', async () => {
      const other = await site.open('/', await context.newPage());
      await page.bringToFront();
      await signedIn();
      await reaches(other, 'ready');
      const token = JSON.parse(Object.entries((await stored(page)).local).find(([key]) => key.endsWith('/tokens'))[1]).access_token;
      await press(page, `Sign out ${(await sessionOf(page)).user.name}`);
      await reaches(page, 'signed-out');
      await reaches(other, 'signed-out');
      await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes('/session/')));
      assert.deepEqual((await stored(page)).session, {});
      await page.waitForFunction(async (url) => (await fetch(url)).ok, {}, `${world.server}/simulator/requests`);
      assert.equal((await world.requests('/oauth/revoke')).length, 1);
      const answer = await fetch(`${world.server}/restapi/v1.0/account/~/extension/~`, {headers: {authorization: `Bearer ${token}`}});
      assert.equal(answer.status, 401);
    });

    it('refreshes an expired token once for both tabs, a hundred times, and keeps both signed in', {timeout: 60_000}, async () => {
      await world.options({limits: {auth: 1e6, light: 1e6, medium: 1e6, heavy: 1e6}});
      await signedIn();
      const other = await site.open('/', await context.newPage());
      await reaches(other, 'ready');
      await Promise.all([page, other].map(loadNumbers));
      for (let round = 1; round <= 100; round++) {
        await expireTokens(page, 'localStorage');
        const states = await Promise.all([page, other].map(reloadNumbers));
        assert.deepEqual(states, ['ready', 'ready'], `round ${round}`);
        assert.equal((await sessionOf(page)).state, 'ready', `round ${round}`);
        assert.equal((await sessionOf(other)).state, 'ready', `round ${round}`);
        assert.equal((await world.requests('/oauth/token')).length, 1 + round, `round ${round}: one refresh`);
      }
    });
  });

  describe('storage of the session', () => {
    it('writes nothing with "memory"', async () => {
      site.pages['/'] = site.pageWithSession('storage="memory"');
      await site.open();
      await consent(await site.openWindow());
      await reaches(page, 'ready');
      assert.deepEqual(await stored(page), {local: {}, session: {}});
      assert.deepEqual(await page.evaluate(async () => [document.cookie, await indexedDB.databases(), await caches.keys()]), ['', [], []]);
      await page.reload();
      await reaches(page, 'signed-out');
    });

    it('keeps the session for one tab with "session"', async () => {
      site.pages['/'] = site.pageWithSession('storage="session"');
      await site.open();
      await consent(await site.openWindow());
      await reaches(page, 'ready');
      assert.deepEqual((await stored(page)).local, {});
      await page.reload();
      await reaches(page, 'ready');
      const other = await site.open('/', await context.newPage());
      await reaches(other, 'signed-out');
    });

    it('keeps the session of both tabs when the browser copies "session" into a new one', async () => {
      site.pages['/'] = site.pageWithSession('storage="session"');
      await world.options({limits: {auth: 1e6, light: 1e6, medium: 1e6, heavy: 1e6}});
      await site.open();
      await consent(await site.openWindow());
      await reaches(page, 'ready');
      await page.bringToFront();
      const copy = await popupOf(context, () => page.evaluate(() => { window.open('/', '_blank'); }));
      await reaches(copy, 'ready');
      await Promise.all([page, copy].map(loadNumbers));
      // As after an hour: each in turn needs a new access token.
      for (const [round, tab] of [copy, page, copy, copy, page].entries()) {
        await Promise.all([page, copy].map((each) => expireTokens(each, 'sessionStorage')));
        for (const each of [tab, page, copy]) assert.equal(await reloadNumbers(each), 'ready');
        assert.equal((await sessionOf(page)).state, 'ready');
        assert.equal((await sessionOf(copy)).state, 'ready');
        assert.equal((await world.requests('/oauth/token')).length, 2 + round, 'one refresh for both');
      }
      assert.deepEqual((await stored(page)).local, {});
    });

    it('works without storage that throws, and warns once', async () => {
      const warnings = [];
      page.on('console', (message) => { if (/may not store anything/.test(message.text())) warnings.push(message.text()); });
      await page.evaluateOnNewDocument(() => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {get() { throw new DOMException('Denied', 'SecurityError'); }});
        }
      });
      await site.open();
      await consent(await site.openWindow());
      await reaches(page, 'ready');
      assert.equal(warnings.length, 1);
    });

    it('keeps two apps and two accounts apart', async () => {
      site.pages['/'] = pageWith(['a', 'b'].map((name) =>
        `<rc-session account="${name}" client-id="${name}" server="${world.server}"></rc-session>`).join(''));
      await site.open();
      const first = await page.$('rc-session');
      const window = await popupOf(context, async () => (await (await first.waitForSelector('aria/Sign in[role="button"]')).click()));
      await consent(window);
      await reaches(page, 'ready', 'a');
      assert.equal((await sessionOf(page, 'b')).state, 'signed-out');
      await page.reload();
      await reaches(page, 'ready', 'a');
      assert.equal((await sessionOf(page, 'b')).state, 'signed-out');
    });
  });
});
