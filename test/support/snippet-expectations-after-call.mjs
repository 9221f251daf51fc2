// For each script about what comes after a call, or before it: the check that it does what its document says.
import assert from 'node:assert/strict';
import {callTo, invocationsOf, waitForInvocation, waitForPlacedCall} from './snippet-checks.mjs';

/** Fires an event as a call does. */
const fire = (page, type, detail) => page.evaluate(async (...args) => {
  await customElements.whenDefined('rc-call-status');
  document.dispatchEvent(new CustomEvent(args[0], {detail: args[1]}));
}, type, detail);

export const AFTER_CALL_SCRIPTS = [
  {in: 'panel.outcomes =', async then({page}) {
    await page.waitForFunction(() => document.querySelector('rc-call-status').outcomes?.length === 3, {timeout: 15_000});
  }},
  {in: "addEventListener('rc-call-note'", async then({page}) {
    await fire(page, 'rc-call-note', {call: {key: 'k'}, note: 'Wants two bikes.', outcome: null, primary: false});
    await fire(page, 'rc-call-note', {call: {key: 'k'}, note: 'Wants two bikes.', outcome: 'reached', primary: true});
    await waitForInvocation(page, 'crm.log', 'k', 'Wants two bikes.', 'reached');
    assert.equal((await invocationsOf(page, 'crm.log')).length, 1);
  }},
  {in: "addEventListener('rc-call-details'", async then({page}) {
    const details = {result: 'Call connected', legs: [{leg: 'caller', duration: 70}, {leg: 'callee', duration: 61}]};
    await fire(page, 'rc-call-details', {call: {key: 'k'}, details, primary: true});
    await waitForInvocation(page, 'crm.log', 'k', 'Call connected', 61);
  }},
  {in: 'store.saveNote(', async then({page, world}) {
    const press = () => page.evaluate(() => document.querySelector('#callButton').click());
    await page.waitForFunction(() => document.querySelector('#callButton').onclick, {timeout: 15_000});
    await press();
    await waitForInvocation(page, 'show', 'There is no call yet.');
    await callTo(page, '+16505550100');
    await waitForPlacedCall(world);
    await page.waitForFunction(() => {
      document.querySelector('#callButton').click();
      return window.invocations.some(([name]) => name === 'crm.log');
    }, {timeout: 15_000, polling: 200});
    const [[, key, ...saved], ...more] = await invocationsOf(page, 'crm.log');
    assert.deepEqual([typeof key, saved, more], ['string', ['Wants two bikes.', 'reached'], []]);
  }},
  {in: 'store.checkPhones()', async then({page}) {
    await page.waitForFunction(() => {
      document.querySelector('#callButton').onpointerenter?.();
      return window.invocations.some(([, word]) => word === 'offline');
    }, {timeout: 15_000, polling: 200});
    const [[, , numbers]] = await invocationsOf(page, 'show');
    assert.ok(numbers.length > 0 && numbers.every((number) => /^\+\d+$/.test(number)), String(numbers));
  }},
];
