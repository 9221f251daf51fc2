// Signing in through a window of RingCentral.
import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {closes, consent, pageAt, popupOf, press, reaches, sessionOf} from '../support.mjs';
import {isClosed, reachesWithReason, SignInSite} from './sign-in-site.mjs';

describe('signing in through a window', {timeout: 120_000}, () => {
  const site = SignInSite.use();
  let context, page, world;

  beforeEach(async () => {
    ({context, page, world} = await site.newVisit());
  });

  it('signs in through a popup, and keeps the session over a reload', async () => {
    await site.open();
    const window = await site.openWindow();
    await consent(window);
    await reaches(page, 'ready');
    assert.equal((await sessionOf(page)).user.country, 'US');
    assert.ok(window.isClosed() || await new Promise((resolve) => window.once('close', () => resolve(true))));
    const requestsBefore = (await world.requests()).length;
    await page.reload();
    await reaches(page, 'ready');
    assert.equal((await world.requests()).length, requestsBefore, 'a reload needs no request');
  });

  it('closes the window when the code to sign in with does not load', async () => {
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (/\/chunks\/engine-/.test(request.url())) request.abort();
      else request.continue();
    });
    await site.open();
    const window = await popupOf(context, () => press(page, 'Try again'));
    await isClosed(window);
    const {state, error} = await sessionOf(page);
    assert.deepEqual([state, error?.code], ['error', 'sdk-load']);
  });

  it('loads the SDK once the pointer is on the sign-in button, and not before', async () => {
    const loaded = [];
    page.on('request', (request) => { if (/\/chunks\/sdk-/.test(request.url())) loaded.push(request.url()); });
    await site.open();
    await reaches(page, 'signed-out');
    const button = await page.waitForSelector('aria/Sign in[role="button"]');
    assert.equal(loaded.length, 0);
    const sdkLoaded = page.waitForResponse((response) => /\/chunks\/sdk-/.test(response.url()));
    await button.hover();
    await sdkLoaded;
    assert.equal(loaded.length, 1);
  });

  it('shows a link when the browser blocks the window', async () => {
    await page.evaluateOnNewDocument(() => { window.open = () => null; });
    await site.open();
    await press(page, 'Sign in');
    await reachesWithReason(page, 'signed-out');
    assert.equal((await sessionOf(page)).error.code, 'popup-blocked');
    const window = await popupOf(context, async () => {
      await (await page.waitForSelector('aria/Open the sign-in window[role="link"]')).click();
    });
    await consent(window);
    await reaches(page, 'ready');
    await isClosed(window);
  });

  for (const [where, pageIsolates, ringCentralIsolates] of [['the page', true, false], ['RingCentral', false, true], ['both', true, true]]) {
    it(`receives the answer when ${where} cuts the window from its opener (COOP)`, async () => {
      const coop = {'cross-origin-opener-policy': 'same-origin'};
      if (pageIsolates) site.pages['/'] = {html: site.pages['/'], headers: coop};
      await world.options({coop: ringCentralIsolates});
      await site.open();
      await press(page, 'Sign in');
      // COOP replaces the page of the window, so the first handle of it is dead.
      const window = await pageAt(context, `${world.server}/restapi/oauth/authorize`);
      await consent(window);
      await reaches(page, 'ready');
      await closes(context, window);
    });
  }

  it('opens one window at a time', async () => {
    await site.open();
    const window = await site.openWindow();
    await window.waitForSelector('button');
    await page.bringToFront();
    await press(page, 'Show the sign-in window');
    await page.waitForFunction(() => globalThis.storeOf().session.get().error);
    assert.equal((await sessionOf(page)).error.code, 'sign-in-open');
    assert.equal((await context.pages()).length, 2);
    await consent(window);
    await reaches(page, 'ready');
  });
});
