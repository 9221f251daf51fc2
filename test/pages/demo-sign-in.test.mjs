// The demo's page for each way in: it gets a session, and a call can be placed.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, watch} from '../support/chromium.mjs';
import {startDemo} from '../support/demo.mjs';

/** What a person does on the page to be signed in. */
const consent = async (window) => (await window.locator('button')).click();
const WAYS = {
  'popup': async ({popup}) => consent(await popup()),
  'redirect': async ({page, press}) => {
    await press('Sign in');
    await page.waitForFunction(() => location.pathname.includes('/authorize'));
    await consent(page);
  },
  'host-sdk': async ({page}) => page.click('#sign-in'),
  'token-function': async () => {},
  'proxy': async () => {},
  'two-accounts': async ({popup}) => consent(await popup()),
};

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

  for (const [name, signIn] of Object.entries(WAYS)) {
    test(name, () => demo.open(async (visit) => {
      const {page} = visit;
      const {problems} = watch(page);
      await signIn(visit);
      await page.waitForFunction(() => [...document.querySelectorAll('rc-session')].some((session) =>
        session.shadowRoot?.textContent.includes('Alex Morgan')), {timeout: 15_000});
      await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')].some((element) =>
        element.shadowRoot?.querySelector('button.main')), {timeout: 15_000});
      assert.deepEqual(problems.filter((text) => !text.includes('redirect URI')), []);
    }, {path: `/sign-in/${name}.html`}));
  }
});
