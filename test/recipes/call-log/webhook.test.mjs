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
  const keys = () => [...received.values()].map(({key}) => key);
  const has = (key, count = 1) => until(() => keys().filter((one) => one === key).length >= count, `${key} ${count}`);

  it('come by one message for each change, with an id of its own', () => pages.visit(async (tab) => {
    const {ended, details} = aCall('a');
    await tab.end(ended);
    await has('a');
    await tab.note(ended, 'Wants two bikes.', 'Reached');
    await has('a', 2);
    await tab.details(ended, details);
    await has('a', 3);
    const [first, second, third] = received.values();
    assert.deepEqual({...first, id: ''}, {id: '', key: 'a', call: ended, seconds: 65, note: '', outcome: null});
    assert.deepEqual([third.note, third.outcome, third.seconds, third.details], ['Wants two bikes.', 'Reached', 61, details]);
    const revisions = [first, second, third].map(({id}) => Number(/^a\/(\d+)$/.exec(id)[1]));
    assert.deepEqual(revisions.toSorted(), revisions);
    assert.deepEqual([beacons, tab.problems], [3, []]);
  }));

  it('come once, of two tabs and over a reload', () => pages.visit(async (first, second) => {
    const {ended} = aCall('a');
    await first.end(ended, true);
    await second.end(ended, false);
    await has('a');
    await first.reload();
    await first.settle();
    await second.settle();
    assert.deepEqual([keys(), beacons], [['a'], 1]);
  }, {tabs: 2}));

  it('come from the next page, if one has closed before', () => pages.visit(async (tab) => {
    const crashing = await pages.open();
    await crashing.end(aCall('a').ended);
    await crashing.crash();
    await tab.retry();
    await has('a');
    await tab.settle();
    assert.deepEqual(keys(), ['a']);
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
    await has('a');
    await tab.settle();
    assert.equal(beacons, 1);
  }));

  it('fit into a beacon with the longest note', () => pages.visit(async (tab) => {
    const {ended} = aCall('a');
    await tab.end(ended);
    await tab.note(ended, '漢'.repeat(2000));
    await until(() => [...received.values()].some(({note}) => note.length === 2000));
  }));

  it('come for an unconfirmed call that took place, although nobody saw how it ended', () => pages.visit(async (tab) => {
    await tab.end({...unconfirmed('a'), id: 's-7'});
    await has('a');
  }));

  it('do not come for an unconfirmed call without an id, unless it has a note', () => pages.visit(async (tab) => {
    await tab.end(unconfirmed('a'));
    await tab.settle();
    assert.equal(beacons, 0);
    await tab.note(unconfirmed('a'), 'We talked.');
    await has('a');
  }));

  it('leave nothing in the page when the user signs out', () => pages.visit(async (tab) => {
    await tab.end(aCall('a').ended);
    await tab.note(aCall('a').ended, 'A private note');
    await tab.changeSession('signed-out');
    await until(() => [...received.values()].some(({note}) => note === 'A private note'));
    await tab.settle();
    assert.equal(await tab.stored(), '');
  }));

  it('may come after the sign-out: then, too, nothing stays', () => pages.visit(async (tab) => {
    const {ended} = aCall('a');
    await tab.end(ended);
    await tab.changeSession('signed-out');
    await has('a');
    await tab.settle();
    await tab.note(ended, 'Saved by the sign-out');
    await until(() => [...received.values()].some(({note}) => note === 'Saved by the sign-out'));
    await tab.settle();
    assert.equal(await tab.stored(), '');
  }));

  it('stay with their user, whichever page hears of them', () => pages.visit(async (tab) => {
    const ben = {id: '902', accountId: '7', name: 'Ben Okafor'};
    const {ended} = aCall('a');
    await tab.end(ended);
    await has('a');
    await tab.settle();
    await tab.changeSession('expired');
    await tab.changeSession('ready', ben);
    await tab.note(ended, 'A note of Alex');
    await tab.end(aCall('b').ended);
    await has('b');
    await tab.settle();
    assert.deepEqual(keys(), ['a', 'b']);
    await tab.reload(); // Alex is back.
    await has('a', 2);
    assert.equal([...received.values()].at(-1).note, 'A note of Alex');
  }));

  it('keep a note that was saved early until the call is over, however long it is', () => pages.visit(async (tab) => {
    const {ended} = aCall('long');
    await tab.page.evaluate(() => {
      localStorage.setItem('call-log/901/long/note', JSON.stringify({at: Date.now() - 3 * 3_600_000, value: {note: 'Early', outcome: null}}));
    });
    await tab.retry();
    await tab.settle();
    await tab.end(ended);
    await has('long');
    assert.equal([...received.values()].at(-1).note, 'Early');
  }));

  it('are forgotten two hours after they were sent, and three days after they were not', () => pages.visit(async (tab) => {
    await tab.page.evaluate((call) => {
      const put = (name, age) => localStorage.setItem(`call-log/${name}`, JSON.stringify({at: Date.now() - age, value: call}));
      put('901/sent-long-ago/call', 3 * 3_600_000);
      put('902/never-sent/call', 4 * 86_400_000);
      put('902/of-another-user/call', 86_400_000);
    }, aCall('old').ended);
    await tab.retry();
    await has('sent-long-ago');
    await tab.settle();
    const stored = await tab.stored();
    assert.ok(!stored.includes('sent-long-ago') && !stored.includes('never-sent') && stored.includes('of-another-user'), stored);
    assert.deepEqual(keys(), ['sent-long-ago']);
  }));
});
