// For each script in the documents: the check that it does what its document says.
import assert from 'node:assert/strict';
import {
  waitForInvocation, invocationsOf, waitUntilReady, until, waitForLog, reads, callTo, placed,
  waitForPlacedCall, waitForNumbers, fireCallEnd,
} from './snippet-checks.mjs';
import {AFTER_CALL_SCRIPTS} from './snippet-expectations-after-call.mjs';
import {BROWSER_CALL_SCRIPTS} from './snippet-expectations-browser-calls.mjs';
import {INBOUND_SCRIPTS} from './snippet-expectations-inbound.mjs';

/** `in`: a text of the script; the first match counts. `may`: messages allowed in the console. */
export const SCRIPTS = [
  ...AFTER_CALL_SCRIPTS,
  ...BROWSER_CALL_SCRIPTS,
  {in: "import 'rc-click-to-call/session/define.js'", async then({page}) {
    await waitUntilReady(page);
  }},
  {in: 'onrc-call-end', then: ({page}) => fireCallEnd(page)},
  {in: '@rc-call-end', then: ({page}) => fireCallEnd(page)},
  {in: 'useSyncExternalStore', async then({page}) {
    await reads(page, '#app', 'On the phone: 0');
    await callTo(page, '+16505550100');
    await reads(page, '#app', 'On the phone: 1');
  }},
  {in: 'crm.log(call.to', may: /status of 400/, async then({page}) {
    await callTo(page, '+16505550129');
    await waitForInvocation(page, 'crm.log', '+16505550129', 'failed');
  }},
  {in: 'key: call.key', may: /status of 400/, async then({page}) {
    await callTo(page, '+16505550129');
    await waitForInvocation(page, 'crm.log');
    const [[, entry], ...more] = await invocationsOf(page, 'crm.log');
    assert.deepEqual({...entry, key: ''}, {key: '', number: '+16505550129', result: 'to-invalid', seconds: 0});
    assert.deepEqual(more, []);
  }},
  {in: 'store.cancel(running.key)', async then({page, world, pass}) {
    await page.waitForFunction(() => document.querySelector('#callButton').textContent === 'Call Anna', {timeout: 15_000});
    const press = () => page.evaluate(() => document.querySelector('#callButton').click());
    await until(async () => {
      if (placed(world).length === 0) await press();
      return placed(world).length > 0;
    }, 'No call was placed.');
    await page.waitForFunction(() => document.querySelector('#callButton').textContent === 'Cancel', {timeout: 15_000});
    await press();
    await until(() => world.requests.some(({method}) => method === 'DELETE'), 'Nothing was canceled.');
    await pass(8);
    await page.waitForFunction(() => document.querySelector('#callButton').textContent === 'Call Anna', {timeout: 15_000});
    assert.equal(placed(world).length, 1);
  }},
  {in: 'store.hangUp(', async then({page}) {
    await reads(page, '#callButton', '^Nothing to hang up$');
    await page.waitForFunction(() => {
      document.querySelector('#callButton').click();
      return window.invocations.some(([, code]) => code === 'not-now');
    }, {timeout: 15_000, polling: 200});
  }},
  {in: 'store.fromNumbers.subscribe', async then({page}) {
    await page.waitForFunction(() => window.invocations.some(([name, list]) => name === 'show' && list.includes('Home')), {timeout: 15_000});
  }},
  {in: 'screen: (number) =>', async then({page, world}) {
    await page.waitForFunction(() => {
      document.querySelector('#callButton').click();
      return window.invocations.some(([, code]) => code === 'do-not-call');
    }, {timeout: 15_000, polling: 200});
    await waitForInvocation(page, 'show', 'do-not-call', 'Only North America is called from here.');
    assert.deepEqual(placed(world), []);
  }},
  {in: "formatAsYouType('+1650555')", async then({page}) {
    await waitForInvocation(page, 'show', 1);
    assert.deepEqual((await invocationsOf(page, 'show')).map(([, value]) => value),
      ['+16505550100', ',,9988776#', null, 'emergency', 'tel:+16505550100', '+1 650 555', 1]);
  }},
  {in: 'import {explainNumbers}', async then({page}) {
    await waitForInvocation(page, 'show', 'too-few-points');
    assert.deepEqual((await invocationsOf(page, 'show')).map(([, name]) => name),
      ['6505550100', 'bare-digits', 'other-word', 'too-few-points']);
  }},
  {in: 'signInButton.onclick', async then({page}) {
    await page.waitForFunction(() => document.querySelector('#callButton').onclick, {timeout: 15_000});
    await page.click('#callButton');
    await waitForInvocation(page, 'show', 'Sign in to call.');
  }},
  {in: 'button.call()', async then({page, logged, world}) {
    await waitForLog({logged}, /^ringing-caller$/);
    assert.equal((await waitForPlacedCall(world)).to.phoneNumber, '+16505550100');
    assert.ok(page);
  }},
  {in: 'session.getAccessToken =', then: ({page}) => waitUntilReady(page)},
  ...INBOUND_SCRIPTS,
  {in: 'numbers.resolveContact', async then({page, shows}) {
    await waitForNumbers(page, 1);
    const at = await page.$eval('#text', (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const {left, top, width, height} = range.getBoundingClientRect();
      return {x: left + width / 2, y: top + height / 2};
    });
    await page.mouse.move(at.x, at.y);
    await shows('Anna of the harbor office');
  }},
  {in: 'links.disconnect()', async then({page}) {
    await waitUntilReady(page);
    assert.equal(await page.$('rc-number-links'), null);
  }},
  {in: "const numbers = linkNumbers(document, {country: 'US'})", then: ({page}) => waitForNumbers(page, 1)},
  {in: "event.refuse('This", async then({page, shows, world}) {
    await callTo(page, '+16505550144');
    await shows('This customer asked not to be called.');
    assert.deepEqual(placed(world), []);
  }},
  {in: 'async screen(number)', async then({page, shows, world}) {
    await callTo(page, '+16505550100');
    await shows('This customer asked not to be called.');
    assert.deepEqual(placed(world), []);
  }},
  {in: 'event.update({callerId', may: /status of 400/, async then({page, world}) {
    await page.evaluate(() => { location.hash = 'front-desk'; });
    await callTo(page, '+16505550100');
    const {callerId, from, playPrompt} = await waitForPlacedCall(world);
    assert.deepEqual([callerId, from, playPrompt], [{phoneNumber: '+14165550199'}, {phoneNumber: '+16505550150'}, false]);
  }},
  {in: 'document.title =', async then({page, world, pass}) {
    await callTo(page, '+16505550100');
    await waitForPlacedCall(world);
    await page.waitForFunction(() => document.title === 'Contacts');
    await pass(13);
    await page.waitForFunction(() => document.title === 'On the phone with Anna', {timeout: 15_000});
  }},
  {in: 'showHelp', may: /status of 403/, async then({page}) {
    await callTo(page, '+16505550126');
    await waitForInvocation(page, 'showHelp', 'Ask IT for the permission to use RingOut.');
  }},
  {in: "addEventListener('rc-session-change'", then: ({page}) => reads(page, 'output', '^Signed in: Alex Morgan$')},
  {in: "addEventListener('rc-limit-change'", may: /status of 429/, async then({page}) {
    await callTo(page, '+16505550125');
    await reads(page, 'output', '^Calls again at .*\\d');
  }},
  {in: "addEventListener('change'", async then({page, logged}) {
    await waitUntilReady(page);
    const option = () => document.querySelector('rc-number-select').shadowRoot.querySelector('option[value="+16505550152"]');
    await page.waitForFunction(option, {timeout: 15_000});
    const select = await page.evaluateHandle(() => document.querySelector('rc-number-select').shadowRoot.querySelector('select'));
    await select.asElement().select('+16505550152');
    await waitForLog({logged}, /^\+16505550152$/);
  }},
  {in: "from 'ringcentral-c2d'", async then({page}) {
    await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
  }},
  {in: 'findNumbers(text', then: ({page}) => waitForInvocation(page, 'show', '+16505550100', '9', '(650) 555-0100 x9')},
  {in: 'RCAdapter', async then({page}) {
    await waitUntilReady(page);
    await page.click('.call');
    await waitForInvocation(page, 'RCAdapter.clickToCall', '+16505550100', true);
  }},
  {in: 'link.dataset.phone}).catch', async then({page, world}) {
    await waitUntilReady(page);
    await page.click('.call');
    assert.equal((await waitForPlacedCall(world)).to.phoneNumber, '+16505550100');
    await page.waitForFunction(() => window.invocations.some(([, call]) => call?.phase === 'ringing-caller'), {timeout: 15_000});
  }},
  {in: 'themes/ringcentral.css', async then({page}) {
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--rc-accent')), '');
  }},
  {in: "Symbol.for('rc-click-to-call/1')", async then({logged}) {
    await waitForLog({logged}, /"state":"ready"/);
    assert.ok(!/token/i.test(logged.join()), 'No token is shown.');
  }},
  {in: 'overrideWords', then: ({page}) => page.waitForFunction(() =>
    document.querySelector('rc-call-status').shadowRoot?.textContent.includes('Nobody called yet.'), {timeout: 15_000})},
];

/** The same for pages; the elements of every page are checked in any case. */
export const PAGES = [
  {in: 'new FormData(form)', async then({page, logged}) {
    await page.evaluate(() => customElements.whenDefined('rc-number-select').then(() => {
      document.querySelector('rc-number-select').value = '+16505550142';
      document.querySelector('form button').click();
    }));
    await waitForLog({logged}, /^\+16505550142$/);
  }},
  {in: 'data-country="US"', then: ({page}) => page.evaluate(() => Promise.all(
    ['rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links'].map((tag) => customElements.whenDefined(tag)),
  ).then(() => true))},
  {in: "await load('rc-call-status')", then: ({page}) => page.evaluate(() => customElements.whenDefined('rc-call-status').then(() => true))},
  {in: 'linkNumbers(document', then: ({page}) => waitForNumbers(page, 1)},
  {in: '<rc-number-links', then: ({page}) => waitForNumbers(page, '[1-9]')},
  {in: 'ringcentral-c2d@', then: ({page}) => page.waitForFunction(() => window.clickToDial?.widget)},
  {in: '<section lang="ja">', then: ({page}) => page.waitForFunction(() =>
    document.querySelector('rc-call-status').shadowRoot?.querySelector('[lang^=ja]'), {timeout: 15_000})},
  {in: 'proxy="/rc-api"', may: /status of 404/, async then({page}) {
    await page.waitForFunction(() => document.querySelectorAll('rc-session').length === 2);
  }},
  {in: 'themes/ringcentral.css"', async then({page}) {
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--rc-accent')), '');
  }},
];
