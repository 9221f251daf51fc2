// Signing in from a frame, of this and of another site.
import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {consent, pageAt, popupOf, reaches, sessionOf} from '../support.mjs';
import {isClosed, SignInSite} from './sign-in-site.mjs';

describe('signing in from a frame', {timeout: 120_000}, () => {
  const site = SignInSite.use();
  let context, world;

  beforeEach(async () => {
    ({context, world} = await site.newVisit());
  });

  it('works in a frame of another site, whose storage is partitioned', async () => {
    const {frame, press} = await site.openFrame();
    const window = await popupOf(context, press);
    await consent(window);
    await reaches(frame, 'ready');
    await isClosed(window);
  });

  describe('a frame of another site, which a cut-off window cannot answer', () => {
    const saysWhatHelps = async (frame) => {
      await frame.waitForFunction(() => globalThis.storeOf().session.get().error);
      const {state, error} = await sessionOf(frame);
      assert.deepEqual([state, error.code], ['signed-out', 'answer-blocked']);
      assert.match(error.message, /Open this page in a tab of its own/);
    };

    it('says what helps when RingCentral cuts the window off, in the frame and in the window', async () => {
      await world.options({coop: true});
      const {frame, press} = await site.openFrame();
      await press();
      const window = await pageAt(context, `${world.server}/restapi/oauth/authorize`);
      await saysWhatHelps(frame);
      await consent(window);
      const redirectPage = await pageAt(context, `${site.origin}/rc-redirect.html`);
      await redirectPage.waitForFunction(() => /in a tab of its own/.test(document.body.innerText), {timeout: 8_000});
      assert.equal((await sessionOf(frame)).state, 'signed-out');
    });

    it('says what helps when the window was closed', async () => {
      const {frame, press} = await site.openFrame();
      const window = await popupOf(context, press);
      await window.waitForSelector('button');
      await window.close();
      await saysWhatHelps(frame);
    });

    it('is none where the page around it is of the same site', async () => {
      const {frame, press} = await site.openFrame(site.origin);
      const window = await popupOf(context, press);
      await window.waitForSelector('button');
      await window.close();
      await reaches(frame, 'signed-out');
      assert.equal((await sessionOf(frame)).error, undefined);
    });
  });
});
