// docs/recipes/call-log-webhook.js: what a webhook receives, which ignores ids that it has had.
import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {beforeEach, describe, it} from 'node:test';
import {aCall, CallLogPages, unconfirmed, until} from './pages.mjs';

describe('calls to a webhook', {timeout: 120_000}, () => {
  const received = new Map();
  let beacons = 0;
  const pages = CallLogPages.use({
    script: 'call-log-webhook.js',
    handle: async (request, response) => {
      if (request.url !== '/hooks/calls') return void response.writeHead(404).end();
      assert.equal(request.method, 'POST'); // no question (OPTIONS) before
      assert.match(request.headers['content-type'], /^text\/plain/);
      beacons++;
      const message = JSON.parse(await text(request));
      if (!received.has(message.id)) received.set(message.id, message);
      response.writeHead(204).end();
    },
  });
  beforeEach(() => {
    received.clear();
    beacons = 0;
  });
  const has = (...wanted) => until(() => wanted.every((id) => received.has(id)), wanted.join());
  const ids = () => [...received.keys()];

  it('come by one message for each change, with an id of its own', () => pages.visit(async (tab) => {
    const {ended, details} = aCall('a');
    await tab.end(ended);
    await has('a/create');
    await tab.note(ended, 'Wants two bikes.', 'Reached');
    await has('a/update-2');
    await tab.details(ended, details);
    await has('a/update-3');
    assert.deepEqual(received.get('a/create'), {
      id: 'a/create', key: 'a', kind: 'create', call: ended, seconds: 65, note: '', outcome: null,
    });
    const {note, outcome, seconds, details: {result}} = received.get('a/update-3');
    assert.deepEqual([note, outcome, seconds, result], ['Wants two bikes.', 'Reached', 61, 'Call connected']);
    assert.deepEqual([beacons, tab.problems], [3, []]);
  }));

  it('come once, of two tabs and over a reload', () => pages.visit(async (first, second) => {
    const {ended} = aCall('a');
    await first.end(ended, true);
    await second.end(ended, false);
    await has('a/create');
    await first.reload();
    await first.settle();
    await second.settle();
    assert.deepEqual([ids(), beacons], [['a/create'], 1]);
  }, {tabs: 2}));

  it('come from the next page, if one has closed before', () => pages.visit(async (tab) => {
    const crashing = await pages.open();
    await crashing.end(aCall('a').ended);
    await crashing.crash();
    await tab.retry();
    await has('a/create');
    await tab.settle();
    assert.deepEqual(ids(), ['a/create']);
  }));

  it('wait while the browser takes no beacon, and while there is no network', () => pages.visit(async (tab) => {
    await tab.page.evaluate(() => {
      globalThis.realBeacon = navigator.sendBeacon;
      navigator.sendBeacon = () => false;
    });
    await tab.end(aCall('a').ended);
    await until(() => tab.problems.length === 1);
    assert.equal(beacons, 0);
    await tab.page.evaluate(() => { navigator.sendBeacon = globalThis.realBeacon; });
    await tab.page.setOfflineMode(true);
    await tab.retry();
    await until(() => tab.problems.length === 2);
    await tab.page.setOfflineMode(false);
    await has('a/create');
    await tab.settle();
    assert.equal(beacons, 1);
  }));

  it('fit into a beacon with the longest note', () => pages.visit(async (tab) => {
    const {ended} = aCall('a');
    await tab.end(ended);
    await tab.note(ended, '漢'.repeat(2000));
    await until(() => [...received.values()].some(({note}) => note.length === 2000));
  }));

  it('do not come for an unconfirmed call, unless it has a note', () => pages.visit(async (tab) => {
    await tab.end(unconfirmed('a'));
    await tab.settle();
    assert.equal(beacons, 0);
    await tab.note(unconfirmed('a'), 'We talked.');
    await has('a/create');
  }));

  it('leave nothing in the page when the user signs out', () => pages.visit(async (tab) => {
    await tab.end(aCall('a').ended);
    await tab.note(aCall('a').ended, 'A private note');
    await tab.changeSession('signed-out');
    await until(() => [...received.values()].some(({note}) => note === 'A private note'));
    await tab.settle();
    assert.equal(await tab.stored(), '');
  }));

  it('are forgotten two hours after they were sent, and three days after they were not', () => pages.visit(async (tab) => {
    await tab.page.evaluate((call) => {
      const put = (name, age) => localStorage.setItem(`call-log/${name}`, JSON.stringify({at: Date.now() - age, value: call}));
      put('901/sent-long-ago/call', 3 * 3_600_000);
      put('902/never-sent/call', 4 * 86_400_000);
      put('902/of-another-user/call', 86_400_000);
    }, aCall('old').ended);
    await tab.retry();
    await has('sent-long-ago/create');
    await tab.settle();
    const stored = await tab.stored();
    assert.ok(!stored.includes('sent-long-ago') && !stored.includes('never-sent') && stored.includes('of-another-user'), stored);
    assert.deepEqual(ids(), ['sent-long-ago/create']);
  }));
});
