// Signing in by leaving the page, and on sites that answer the address of the redirect page with their app.
import assert from 'node:assert/strict';
import {after, beforeEach, describe, it} from 'node:test';
import {consent, pageAt, press, reaches, sessionOf} from '../support.mjs';
import {isClosed, reachesWithReason, SignInSite, stored} from './sign-in-site.mjs';

describe('signing in without a window', {timeout: 120_000}, () => {
  const site = SignInSite.use();
  let context, page, world;

  beforeEach(async () => {
    ({context, page, world} = await site.newVisit());
  });

  describe('signing in by leaving the page', () => {
    for (const [name, attribute] of [['the redirect page', ''], ['the page itself', 'redirect-uri="/"']]) {
      it(`returns through ${name}, to the same address`, async () => {
        site.pages['/'] = site.pageWithSession(`flow="redirect" ${attribute}`);
        await site.open(attribute ? '/' : '/?view=list#row-7');
        await page.evaluate(() => history.replaceState({scroll: 42}, ''));
        await press(page, 'Sign in');
        await page.waitForSelector('button[name=decision]');
        await consent(page);
        await page.waitForFunction(() => globalThis.loaded);
        await reaches(page, 'ready');
        assert.equal(page.url(), site.origin + (attribute ? '/' : '/?view=list#row-7'));
        assert.equal((await world.requests('/oauth/token')).length, 1);
        assert.deepEqual((await stored(page)).session, {}, 'verifier and state are used up');
      });
    }

    it('keeps the rest of the address, and leaves the answer of another sign-in in it', async () => {
      site.pages['/'] = site.pageWithSession('flow="redirect" redirect-uri="/?a=b"');
      await site.open('/?code=host&state=host');
      await reaches(page, 'signed-out');
      assert.equal(page.url(), `${site.origin}/?code=host&state=host`, "the host's own sign-in");
      assert.equal((await world.requests('/oauth/token')).length, 0);
      await press(page, 'Sign in');
      await page.waitForSelector('button[name=decision]');
      await consent(page);
      await page.waitForFunction(() => globalThis.loaded);
      await reaches(page, 'ready');
      assert.equal(page.url(), `${site.origin}/?a=b`);
    });

    it('says why the user is not signed in', async () => {
      site.pages['/'] = site.pageWithSession('flow="redirect"');
      await site.open();
      await press(page, 'Sign in');
      await page.waitForSelector('button[name=decision]');
      await consent(page, 'Cancel');
      await page.waitForFunction(() => globalThis.loaded);
      await reachesWithReason(page, 'signed-out');
      assert.equal((await sessionOf(page)).error.code, 'access-denied');
    });
  });

  describe('a site that answers every address with its app', () => {
    const consoleOf = (tab) => {
      const lines = [];
      tab.on('console', (message) => { if (message.type() === 'error') lines.push(message.text()); });
      return lines;
    };
    const isMissing = (line) => /rc-redirect\.html is missing/.test(line) && line.includes(`${site.origin}/rc-redirect.html`);
    beforeEach(() => { site.pages['/rc-redirect.html'] = site.pages['/']; });
    after(() => { delete site.pages['/rc-redirect.html']; });

    for (const [where, pageHeaders] of [['', {}], [', also when its pages are isolated', {'cross-origin-opener-policy': 'same-origin'}]]) {
      it(`signs in through the app in the window, and names the missing page${where}`, async () => {
        for (const path of ['/', '/rc-redirect.html']) site.pages[path] = {html: site.pageWithSession(), headers: pageHeaders};
        await site.open();
        await press(page, 'Sign in');
        const window = await pageAt(context, `${world.server}/restapi/oauth/authorize`);
        const lines = consoleOf(window);
        await consent(window);
        await reaches(page, 'ready');
        await isClosed(window);
        assert.equal(lines.filter(isMissing).length, 1);
        assert.ok(!lines.some((line) => /code=|state=/.test(line)));
        assert.equal((await world.requests('/oauth/token')).length, 1);
      });
    }

    it('says that an answer is of no use when no page waits for it, and takes it out of the address', async () => {
      const lines = consoleOf(page);
      await site.open('/rc-redirect.html?code=old&state=old&view=list#row-7');
      await reachesWithReason(page, 'signed-out');
      assert.equal(page.url(), `${site.origin}/rc-redirect.html?view=list#row-7`);
      assert.equal((await sessionOf(page)).error.code, 'code-invalid');
      assert.equal(lines.filter(isMissing).length, 1);
      assert.equal((await world.requests('/oauth/token')).length, 0);
    });

    it('says why the user is not signed in', async () => {
      await site.open();
      await consent(await site.openWindow(), 'Cancel');
      await reachesWithReason(page, 'signed-out');
      assert.equal((await sessionOf(page)).error.code, 'access-denied');
    });

    it('returns to the page that was left to sign in', async () => {
      site.pages['/'] = site.pageWithSession('flow="redirect"');
      site.pages['/rc-redirect.html'] = site.pages['/'];
      const lines = consoleOf(page);
      await site.open('/?view=list#row-7');
      await press(page, 'Sign in');
      await page.waitForSelector('button[name=decision]');
      await consent(page);
      await page.waitForFunction(() => globalThis.loaded && location.pathname === '/');
      await reaches(page, 'ready');
      assert.equal(page.url(), `${site.origin}/?view=list#row-7`);
      assert.equal(lines.filter(isMissing).length, 1);
      assert.deepEqual((await stored(page)).session, {});
      assert.equal((await world.requests('/oauth/token')).length, 1);
    });
  });
});
