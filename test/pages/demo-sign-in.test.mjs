// The demo's page for each way in: it gets a session, and a call can be placed.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, watch} from '../support/chromium.mjs';
import {WAYS_IN, isIn, startDemo} from '../support/demo.mjs';

describe('the pages of the ways in', {timeout: 120_000}, () => {
  let browser, demo;
  before(async () => {
    browser = await launch();
    demo = await startDemo(browser);
  });
  after(async () => {
    await demo?.close();
    await browser?.close();
  });

  for (const [name, signIn] of Object.entries(WAYS_IN)) {
    test(name, () => demo.open(async (visit) => {
      const {page} = visit;
      const {problems} = watch(page);
      await signIn(visit);
      await isIn(page);
      assert.deepEqual(problems.filter((text) => !text.includes('redirect URI')), []);
    }, {path: `/sign-in/${name}.html`}));
  }
});
