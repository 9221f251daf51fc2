// The demo's page that shows what RingCentral answers to one call.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {until} from '../support/demo.mjs';
import {assertAccessibleAsIs, useDemo} from './demo-page.mjs';

const PATIENCE = {timeout: 20_000};
/** The time of a scenario must not outlast the access token. */
const AT = {path: '/answers.html', options: {expiresIn: 86_400}};

const reads = (page, selector, text) => page.waitForFunction((where, wanted) =>
  document.querySelector(where).textContent.includes(wanted), PATIENCE, selector, text);
const reportOf = (page) => page.$eval('#report', ({value}) => value);
const callButton = 'rc-click-to-call';

async function placeCall({page, signIn}) {
  await signIn();
  await page.type('#number', '(650) 555-0100');
  await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelector('button.main'), PATIENCE, callButton);
  await (await page.$(callButton)).click();
  await reads(page, '#progress', 'Your phone rings');
}

describe('the page of answers', () => {
  const demo = useDemo();

  test('places one call, and tells what RingCentral answered without saying whose call it was', () => demo.open(async (visit) => {
    const {page, pass, requests, world} = visit;
    await assertAccessibleAsIs(page);
    await placeCall(visit);
    await until(async () => (await reportOf(page)).split('socket received').length > 2);
    await pass(12);
    await reads(page, '#progress', 'Connected');
    await pass(30);
    await reads(page, '#progress', 'The report is ready.');

    const text = await reportOf(page);
    assert.match(text, /^- RingOut and base64\(cs‹session-1›@‹host-1›\): equal /m);
    for (const [method, path] of [['POST', '/restapi/oauth/wstoken'], ['GET', '.*/telephony/sessions/'], ['PATCH', '.*/parties/'], ['POST', '.*/unhold'], ['DELETE', '.*/telephony/sessions/']]) {
      assert.match(text, new RegExp(`^\\| ${method} ${path}[^|]* \\| yes \\|`, 'm'));
    }
    assert.match(text, /"type": "ServerNotification"/);
    const [{id}] = world.facts.calls;
    const {extensionId, accountId, name} = world.options.user;
    for (const personal of [id, atob(id), extensionId, accountId, name, '5550100', 'Bearer']) assert.ok(!text.includes(personal), personal);
    assert.equal(requests('POST', '/ring-out').length, 1);

    await (await page.$(callButton)).click();
    await page.waitForFunction((tag) => /This page places one call/.test(document.querySelector(tag).shadowRoot.textContent), PATIENCE, callButton);
    assert.equal(requests('POST', '/ring-out').length, 1);
    await assertAccessibleAsIs(page);
  }, AT));

  test('sends nothing to anyone but RingCentral', () => demo.open(async (visit) => {
    const {page} = visit;
    const addresses = [];
    page.on('request', (request) => addresses.push(request.url()));
    await placeCall(visit);
    await visit.pass(40);
    await reads(page, '#progress', 'The report is ready.');
    const own = await page.evaluate(() => [location.origin, new URL(document.querySelector('rc-session').server).origin]);
    assert.deepEqual(addresses.filter((url) => !own.includes(new URL(url).origin)), []);
  }, AT));
});
