// docs/recipes/hubspot-calling.js in HubSpot's calling iframe.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {aCall, InboundPages, KNOWN, read, SHARED, UNKNOWN} from './inbound-pages.mjs';

const SDK = '@hubspot/calling-extensions-sdk';
const COMPANY = '+16505550144';
const PAGE = `<!doctype html><html lang="en"><title>HubSpot</title>
  <script type="importmap">{"imports": {"${SDK}": "/hubspot.js"}}</script>
  <script type="module" src="/card.js"></script><script type="module" src="/recipe.js"></script>
  <rc-inbound-call target="_blank" fallback-url="/search?q={e164}"></rc-inbound-call>`;

describe('HubSpot', {timeout: 120_000}, () => {
  const pages = InboundPages.use({
    html: PAGE,
    files: {'/hubspot.js': read('test/recipes/inbound/hubspot.js'), '/recipe.js': read('docs/recipes/hubspot-calling.js')},
  });
  const START = ['initialized'];

  it('names the caller, and hears of each step once', () => pages.visit({}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    assert.deepEqual(await tab.contacts('a'), [{
      id: '7/0-1/51', name: 'Anna Berg', detail: 'anna@crm.example', url: 'https://app.hubspot.com/contacts/7/record/0-1/51',
    }]);
    await tab.hear(call.answered);
    await tab.hear(call.ended);
    await tab.waitFor('callCompleted');
    assert.deepEqual(await tab.told(...START), [
      ['incomingCall', {externalCallId: 'a', fromNumber: KNOWN, toNumber: '+16505550100', callStartTime: call.ringing.startedAt, createEngagement: true}],
      ['callAnswered', {externalCallId: 'a'}],
      ['callEnded', {externalCallId: 'a', engagementId: 1, callEndStatus: 'COMPLETED'}],
      ['callCompleted', {externalCallId: 'a', engagementId: 1, hideWidget: false}],
    ]);
    assert.deepEqual(tab.problems, []);
  }));

  it('finds nobody, one company, or several', () => pages.visit({}, async (tab) => {
    await tab.hear(aCall('a', UNKNOWN).ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.hear(aCall('b', COMPANY).ringing);
    assert.deepEqual(await tab.names('b'), ['Berg Bikes']);
    await tab.hear(aCall('c', SHARED).ringing);
    assert.deepEqual(await tab.names('c'), ['Anna Berg', 'Berg Bikes']);
  }));

  for (const [name, status] of [['missed', 'MISSED'], ['elsewhere', 'CANCELED'], ['unanswered', 'NO_ANSWER']]) {
    it(`hears how a call ends without an answer: ${name}`, () => pages.visit({}, async (tab) => {
      const call = aCall('a');
      await tab.hear(call.ringing);
      await tab.hear(call[name]);
      await tab.waitFor('callCompleted');
      assert.deepEqual((await tab.told()).find(([method]) => method === 'callEnded')[1].callEndStatus, status);
      assert.deepEqual(await tab.methods(...START), ['incomingCall', 'callEnded', 'callCompleted']);
    }));
  }

  it('hears nothing of callers without a number', () => pages.visit({}, async (tab) => {
    for (const call of [aCall('a', ''), aCall('b', '', {extension: '102'})]) {
      await tab.hear(call.ringing);
      await tab.hear(call.answered);
      await tab.hear(call.ended);
    }
    await tab.settle();
    assert.deepEqual(await tab.methods(...START), []);
  }));

  it('opens the record that the user chooses', () => pages.visit({}, async (tab) => {
    await tab.hear(aCall('a', SHARED).ringing);
    await tab.contacts('a');
    await tab.open('a', 1);
    assert.deepEqual((await tab.told()).at(-1), ['navigateToRecord', {
      objectCoordinates: {portalId: 7, objectTypeId: '0-2', objectId: 62}, openIn: 'CURRENT_TAB',
    }]);
    assert.deepEqual(await tab.opened(), []);
  }));

  it('leaves the search for an unknown caller to the link', () => pages.visit({}, async (tab) => {
    await tab.hear(aCall('a', UNKNOWN).ringing);
    await tab.contacts('a');
    await tab.open('a');
    assert.deepEqual(await tab.opened(), [`${pages.origin}/search?q=%2B16505550199`]);
    assert.deepEqual(await tab.methods(...START), ['incomingCall']);
  }));

  it('gets one call after the other, since its answers do not name them', () => pages.visit({hostOptions: {silent: true}}, async (tab) => {
    const [first, second] = [aCall('a'), aCall('b', COMPANY)];
    await tab.hear(first.ringing);
    await tab.hear(second.ringing);
    await tab.hear(first.answered);
    await tab.settle();
    assert.deepEqual(await tab.methods(...START), ['incomingCall']);
    await tab.page.evaluate((number) => globalThis.host.answer(number), KNOWN);
    await tab.waitFor('callAnswered');
    await tab.page.evaluate((number) => globalThis.host.answer(number), COMPANY);
    assert.deepEqual([await tab.names('a'), await tab.names('b')], [['Anna Berg'], ['Berg Bikes']]);
    await tab.hear(second.elsewhere);
    await tab.hear(first.ended);
    const told = (await tab.waitFor('callEnded', 2)).filter(([method]) => method === 'callEnded').map(([, payload]) => payload);
    assert.deepEqual(told, [
      {externalCallId: 'b', engagementId: 2, callEndStatus: 'CANCELED'}, {externalCallId: 'a', engagementId: 1, callEndStatus: 'COMPLETED'},
    ]);
  }));

  it('is asked from one tab, and names the caller in all', () => pages.visit({tabs: 2}, async (first, second) => {
    const call = aCall('a');
    await second.hear(call.ringing, false);
    await first.hear(call.ringing, true);
    assert.deepEqual([await first.names('a'), await second.names('a')], [['Anna Berg'], ['Anna Berg']]);
    await second.open('a');
    // Another tab may be the primary one by now; HubSpot knows the call in the first one.
    for (const phase of ['answered', 'ended']) {
      await first.hear(call[phase], false);
      await second.hear(call[phase], true);
    }
    await first.waitFor('callCompleted');
    await second.settle();
    assert.deepEqual(await first.methods(...START), ['incomingCall', 'callAnswered', 'callEnded', 'callCompleted']);
    assert.deepEqual(await second.methods(...START), ['navigateToRecord']);
  }));

  it('hears nothing before it is ready, and then all', () => pages.visit({hostOptions: {late: true}}, async (tab) => {
    const call = aCall('a');
    await tab.page.evaluate(() => globalThis.changeSession('ready'));
    await tab.hear(call.ringing);
    await tab.hear(call.answered);
    await tab.settle();
    assert.deepEqual(await tab.told(), []);
    await tab.page.evaluate(() => globalThis.host.becomeReady());
    await tab.waitFor('callAnswered');
    assert.deepEqual(await tab.methods(), ['initialized', 'userLoggedIn', 'incomingCall', 'callAnswered']);
  }));

  it('hears of the sign-in and of its end', () => pages.visit({}, async (tab) => {
    await tab.page.evaluate(() => ['restoring', 'ready', 'expired'].forEach(globalThis.changeSession));
    await tab.waitFor('userLoggedOut');
    assert.deepEqual(await tab.methods(...START), ['userLoggedIn', 'userLoggedOut']);
  }));

  it('takes no longer than the card waits', () => pages.visit({hostOptions: {silent: true}}, async (tab) => {
    await tab.hear(aCall('a').ringing);
    await tab.waitFor('incomingCall');
    await tab.abort('a');
    assert.deepEqual(await tab.names('a'), []);
  }));

  it('gets the next call although it never answers', () => pages.visit({hostOptions: {silent: true}}, async (tab) => {
    await tab.page.evaluate(() => {
      const {setTimeout} = globalThis;
      globalThis.setTimeout = (step, delay) => delay === 10_000 ? void (globalThis.letTimePass = step) : setTimeout(step, delay);
    });
    await tab.hear(aCall('a').ringing);
    await tab.hear(aCall('b').ringing);
    await tab.waitFor('incomingCall');
    await tab.page.evaluate(() => globalThis.letTimePass());
    await tab.waitFor('incomingCall', 2);
    assert.deepEqual(await tab.methods(...START), ['incomingCall', 'incomingCall']);
  }));

  it('is asked again by the next call from a number', () => pages.visit({}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    await tab.contacts('a');
    await tab.hear(call.missed);
    await tab.waitFor('callCompleted');
    await tab.set({matches: {}});
    await tab.hear(aCall('b').ringing);
    // The card itself remembers contacts.
    const answer = await tab.page.evaluate((number) =>
      document.querySelector('rc-inbound-call').resolveContact(number, {signal: new AbortController().signal}), KNOWN);
    assert.deepEqual(answer, []);
  }));

  it('may tell of engagements that are none of these calls', () => pages.visit({}, async (tab) => {
    const call = aCall('a');
    await tab.page.evaluate((number) => globalThis.host.answer(number), UNKNOWN);
    await tab.settle();
    await tab.hear(call.ringing);
    await tab.contacts('a');
    await tab.settle();
    await tab.page.evaluate((number) => globalThis.host.answer(number), UNKNOWN);
    await tab.settle();
    await tab.hear(call.missed);
    await tab.waitFor('callEnded');
    assert.deepEqual((await tab.told()).at(-1)[1].engagementId, 2);
    assert.deepEqual(tab.problems, []);
  }));

  it('has no log of a call that it refuses', () => pages.visit({hostOptions: {broken: ['engagement']}}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    assert.deepEqual(await tab.names('a'), ['Anna Berg']);
    await tab.hear(call.ended);
    await tab.waitFor('callEnded');
    assert.deepEqual(await tab.methods(...START), ['incomingCall', 'callEnded']);
  }));

  it('may throw: the card and the other calls go on', () => pages.visit({hostOptions: {broken: ['incomingCall', 'navigateToRecord']}}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    await tab.hear(call.answered);
    await tab.abort('a');
    assert.deepEqual(await tab.names('a'), []);
    await tab.set({broken: ['navigateToRecord']});
    await tab.hear(aCall('b').ringing);
    assert.deepEqual(await tab.names('b'), ['Anna Berg']);
    await tab.open('b');
    assert.deepEqual(await tab.opened(), ['https://app.hubspot.com/contacts/7/record/0-1/51']);
    assert.deepEqual(await tab.methods(...START), ['incomingCall']);
  }));

  it('may not work at all: the card shows calls without it', () => pages.visit({hostOptions: {broken: ['constructor']}}, async (tab) => {
    await tab.hear(aCall('a').ringing);
    await tab.hear(aCall('a').ended);
    assert.deepEqual(await tab.told(), []);
    assert.equal(tab.problems.length, 1);
  }));
});
