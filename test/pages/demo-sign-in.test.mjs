// Each sign-in page of the demo gets a session, so that the user can place a call.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {watch} from '../support/chromium.mjs';
import {SIGN_IN_STEPS, waitUntilSignedIn} from '../support/demo.mjs';
import {useDemo} from './demo-page.mjs';

describe('sign-in pages of the demo', {timeout: 120_000}, () => {
  const demo = useDemo();

  for (const [name, signIn] of Object.entries(SIGN_IN_STEPS)) {
    test(name, () => demo.open(async (visit) => {
      const {page} = visit;
      const {problems} = watch(page);
      await signIn(visit);
      await waitUntilSignedIn(page);
      assert.deepEqual(problems.filter((text) => !text.includes('redirect URI')), []);
    }, {path: `/sign-in/${name}.html`}));
  }
});
