// docs/recipes/call-log-salesforce.js in a softphone page: Salesforce has one task for each call.
import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {beforeEach, describe, it} from 'node:test';
import {aCall, CallLogPages, failed, unconfirmed, until} from './pages.mjs';

describe('calls in Salesforce', {timeout: 120_000}, () => {
  const tasks = new Map();
  let searches = 0;
  let saves = 0;
  let hold = null;
  const answer = (response, body) => response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(body));

  const pages = CallLogPages.use({
    script: 'call-log-salesforce.js', head: '<script src="/open-cti.js"></script>',
    files: {'/open-cti.js': 'test/recipes/call-log/open-cti.js'},
    handle: async (request, response) => {
      if (request.method !== 'POST') return void response.writeHead(404).end();
      const body = JSON.parse(await text(request));
      if (request.url === '/apex') {
        searches++;
        assert.deepEqual([body.apexClass, body.methodName], ['CallLog', 'find']);
        const key = new URLSearchParams(body.methodParams).get('key');
        return answer(response, {runApex: [...tasks.values()].find(({CallObject}) => CallObject === key)?.Id ?? ''});
      }
      saves++;
      const {entityApiName: _, Id = `00T00000000000${tasks.size}`, ...fields} = body;
      tasks.set(Id, {...tasks.get(Id), Id, ...fields});
      if (hold) await hold;
      answer(response, {recordId: Id});
    },
  });
  beforeEach(() => {
    tasks.clear();
    searches = saves = 0;
    hold = null;
  });
  const logged = (count = 1) => until(() => tasks.size >= count, `There are ${count} tasks`);
  const says = (words) => until(() => [...tasks.values()].some(({Description}) => Description.includes(words)), words);
  const setFault = (tab, fault) => tab.page.evaluate((wanted) => { globalThis.host.fault = wanted; }, fault);
  const problemsOf = (tab) => tab.page.evaluate(() => globalThis.host.problems);

  it('have a task with note, outcome, duration and relations, which is updated by its id', () => pages.visit(async (tab) => {
    const {ended, recorded} = aCall('a');
    await tab.end(ended);
    await logged();
    await tab.settle();
    assert.deepEqual([...tasks.values()], [{
      Id: '00T000000000000', Subject: 'Call: Anna Berg', Description: '', CallDurationInSeconds: 65, CallDisposition: 'ended',
      WhoId: '003000000000001', WhatId: '001000000000003', TaskSubtype: 'Call', Status: 'Completed', CallType: 'Outbound',
      ActivityDate: '2026-11-27', CallObject: 'a',
    }]);
    await tab.note(ended, 'Wants two bikes.', 'Reached');
    await says('Wants two bikes.');
    await tab.details(ended, recorded);
    await says('Recording: https://ringcentral.github.io/ringcentral-media-reader/?media=https%3A%2F%2Fmedia');
    const [task, ...more] = tasks.values();
    assert.deepEqual([task.CallDisposition, task.CallDurationInSeconds, more], ['Reached', 61, []]);
    assert.deepEqual([searches, await problemsOf(tab), tab.problems], [0, [], []]);
  }));

  it('have the reason of a failure, and no relation that Salesforce does not know', () => pages.visit(async (tab) => {
    await tab.end({...failed('a', 'busy'), to: '+16505550199', name: undefined});
    await logged();
    const [{CallDisposition, Subject, WhoId, WhatId}] = tasks.values();
    assert.deepEqual([CallDisposition, Subject, WhoId, WhatId], ['busy', 'Call: +16505550199', undefined, undefined]);
  }));

  it('have one task, of two tabs', () => pages.visit(async (first, second) => {
    const {ended} = aCall('a');
    await second.note(ended, 'Before the end', null, true);
    await first.end(ended, true);
    await second.end(ended, false);
    await says('Before the end');
    await Promise.all([first.settle(), second.settle()]);
    assert.equal(tasks.size, 1);
  }, {tabs: 2}));

  it('have one task after an error, and after an exception', () => pages.visit(async (tab) => {
    for (const [index, fault] of ['error', 'throws'].entries()) {
      await setFault(tab, fault);
      await tab.end(aCall(fault).ended);
      await until(() => tab.problems.length > index);
      await tab.retry();
      await logged(index + 1);
    }
    await tab.settle();
    assert.equal(tasks.size, 2);
  }));

  it('have one task although the page was closed before the answer', () => pages.visit(async (tab) => {
    let release;
    hold = new Promise((resolve) => { release = resolve; });
    const crashing = await pages.open();
    await crashing.end(aCall('a').ended);
    await until(() => saves === 1);
    await crashing.crash();
    await tab.settle(); // The page is dead once it no longer holds the lock.
    release();
    await tab.note(aCall('a').ended, 'From the next page');
    await says('From the next page');
    await tab.settle();
    assert.deepEqual([tasks.size, searches], [1, 1]);
  }));

  it('have one task although nothing is remembered of it', () => pages.visit(async (tab) => {
    const {ended} = aCall('a');
    await tab.end(ended);
    await logged();
    await tab.changeSession('signed-out');
    await tab.settle();
    await tab.note(ended, 'Saved by the sign-out');
    await says('Saved by the sign-out');
    assert.deepEqual([tasks.size, searches], [1, 1]);
  }));

  it('have one task although the answer never comes', () => pages.visit(async (tab) => {
    for (const fault of ['lost', 'never']) {
      const stuck = await pages.open();
      await setFault(stuck, fault);
      await stuck.end(aCall(fault).ended);
      if (fault === 'lost') await logged();
      else await stuck.page.waitForFunction(() => globalThis.host.fault === '');
      await stuck.reload();
      await tab.note(aCall(fault).ended, `After ${fault}`);
      await says(`After ${fault}`);
      await stuck.settle();
    }
    assert.equal(tasks.size, 2);
  }));

  it('have no task of an unconfirmed call without a note', () => pages.visit(async (tab) => {
    await tab.end(unconfirmed('a'));
    await tab.settle();
    assert.equal(tasks.size, 0);
    await tab.note(unconfirmed('a'), 'We talked.');
    await says('We talked.');
    assert.equal([...tasks.values()][0].CallDisposition, 'unconfirmed');
  }));

  it('have the day on which the user called', () => pages.visit(async (tab) => {
    await tab.page.emulateTimezone('America/Los_Angeles');
    const startedAt = Date.parse('2026-11-28T01:30:00Z');
    await tab.end(aCall('evening', {startedAt, connectedAt: startedAt, endedAt: startedAt + 60_000}).ended);
    await logged();
    assert.equal([...tasks.values()][0].ActivityDate, '2026-11-27');
  }));

  it('have a note that comes while the last answer is awaited', () => pages.visit(async (tab) => {
    let release;
    hold = new Promise((resolve) => { release = resolve; });
    const {ended} = aCall('a');
    await tab.end(ended);
    await logged();
    await tab.changeSession('signed-out');
    await tab.note(ended, 'Just in time');
    release();
    await says('Just in time');
    await tab.settle();
    assert.equal(await tab.stored(), '');
  }));

  it('leave nothing in the page when the user signs out', () => pages.visit(async (tab) => {
    await tab.end(aCall('a').ended);
    await tab.note(aCall('a').ended, 'A private note');
    await tab.changeSession('signed-out');
    await says('A private note');
    await tab.settle();
    assert.equal(await tab.stored(), '');
  }));
});
