// docs/recipes/call-log.js with its backends: HubSpot and Pipedrive have each call once, whatever happens on the way.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {callLog} from '../../../docs/recipes/call-log-backend.mjs';
import {save as saveInHubSpot} from '../../../docs/recipes/call-log-hubspot.mjs';
import {pipedrive} from '../../../docs/recipes/call-log-pipedrive.mjs';
import {HubSpot, Pipedrive} from './crm.mjs';
import {aCall, CallLogPages, unconfirmed, until} from './pages.mjs';

Object.assign(process.env, {HUBSPOT_TOKEN: 'a-hubspot-token', PIPEDRIVE_TOKEN: 'a-pipedrive-token'});

/** A CRM with its recipe, and how a test reads an entry of it. */
const CRMS = {
  HubSpot: {
    crm: new HubSpot(), variable: 'HUBSPOT_API', makeSave: () => saveInHubSpot,
    notesOf: (entry) => entry.hs_call_body, contactOf: (entry) => entry.contact,
  },
  Pipedrive: {
    crm: new Pipedrive(), variable: 'PIPEDRIVE_API', makeSave: (ids) => pipedrive(ids),
    notesOf: (entry) => entry.note, contactOf: (entry) => String(entry.participants?.[0].person_id),
  },
};

for (const [name, {crm, variable, makeSave, notesOf, contactOf}] of Object.entries(CRMS)) {
  describe(`calls in ${name}`, {timeout: 180_000}, () => {
    const ids = new Map();
    let isUserKnown = true;
    /** Faults between page and backend: a status, `lost` (done, without an answer), `held`. */
    let faults = [];
    let release = () => {};
    let handler = null;
    const requests = [];
    const pages = CallLogPages.use({
      script: 'call-log.js',
      handle: async (request, response) => {
        if (request.method !== 'PUT') return void response.writeHead(404).end();
        requests.push(request.url);
        const fault = faults.shift();
        if (typeof fault === 'number') return void response.writeHead(fault).end();
        if (fault === 'held') await new Promise((resolve) => { release = resolve; });
        if (fault === 'lost') response.end = () => void request.socket.destroy();
        await handler(request, response);
      },
    });
    before(async () => {
      await crm.start();
      process.env[variable] = crm.url;
    });
    after(() => crm.close());
    beforeEach(() => {
      crm.reset();
      ids.clear();
      faults = [];
      requests.length = 0;
      isUserKnown = true;
      handler = callLog({save: makeSave(ids), userOf: async () => isUserKnown ? 'u1' : null});
    });
    const entries = () => [...crm.entries.values()];
    const logged = (count = 1) => until(() => crm.entries.size >= count && !faults.length, `${name} has ${count} calls`);
    const hasNote = (words) => until(() => entries().some((entry) => notesOf(entry).includes(words)), words);

    it('has a call with its note, its contact and the recording', () => pages.visit(async (tab) => {
      const {ended, details, recorded} = aCall('a');
      await tab.end(ended);
      await logged();
      await tab.details(ended, details);
      await tab.note(ended, 'Wants <b>two</b> bikes.\nCall in May.', 'Reached');
      await hasNote('Wants &#60;b&#62;two&#60;/b&#62; bikes.<br>Call in May.');
      await tab.details(ended, recorded);
      await tab.settle();
      assert.equal(crm.entries.size, 1);
      assert.equal(contactOf(entries()[0]), '51');
      assert.ok(JSON.stringify(entries()[0]).includes('ringcentral-media-reader/?media=https%3A%2F%2Fmedia.ringcentral.com'));
      assert.deepEqual([crm.problems, tab.problems], [[], []]);
    }));

    it('has a call once, of two tabs', () => pages.visit(async (first, second) => {
      const {ended} = aCall('a');
      await first.end(ended, true);
      await second.end(ended, false);
      await second.note(ended, 'From the second tab', null, true);
      await first.note(ended, 'From the second tab', null, false);
      await hasNote('From the second tab');
      await first.settle();
      assert.deepEqual([crm.entries.size, requests.length <= 2], [1, true]);
    }, {tabs: 2}));

    it('has a note that came before the end, and edits of it', () => pages.visit(async (tab) => {
      const {talking, ended} = aCall('a');
      await tab.note(talking, 'While talking');
      await tab.settle();
      assert.equal(crm.entries.size, 0);
      faults = ['held'];
      await tab.end(ended);
      await until(() => requests.length === 1);
      await tab.note(ended, 'Before the answer');
      release();
      await hasNote('Before the answer');
      await tab.note(ended, 'The last word');
      await hasNote('The last word');
      await tab.settle();
      assert.equal(crm.entries.size, 1);
      assert.ok(!notesOf(entries()[0]).includes('Before the answer'));
    }));

    for (const fault of [500, 429, 'lost']) {
      it(`has a call once after a fault of the backend: ${fault}`, () => pages.visit(async (tab) => {
        faults = [fault];
        await tab.end(aCall('a').ended);
        // Of a lost answer, the browser may repeat the request by itself.
        await until(async () => {
          if (requests.length === 1) await tab.retry();
          return requests.length > 1;
        });
        await logged();
        await tab.settle();
        assert.equal(crm.entries.size, 1);
        assert.equal(requests.length, 2);
      }));

      it(`has a call once after a fault of the CRM: ${fault}`, () => pages.visit(async (tab) => {
        crm.faults = name === 'HubSpot' ? [fault] : ['none', fault]; // after the search for the person
        await tab.end(aCall('a').ended);
        await until(() => tab.problems.some((text) => text.startsWith('The call is not logged yet')));
        await tab.retry();
        await logged();
        await tab.settle();
        assert.equal(crm.entries.size, 1);
        assert.deepEqual(crm.problems, []);
      }));
    }

    it('has a call once although the page was closed before the answer, or before the request', () => pages.visit(async (tab) => {
      faults = ['held'];
      const crashing = await pages.open();
      await crashing.end(aCall('a').ended);
      await until(() => requests.length === 1);
      await crashing.crash();
      await tab.settle(); // The page is dead once it no longer holds the lock.
      release();
      const hasty = await pages.open();
      await hasty.end(aCall('b').ended);
      await hasty.crash();
      await tab.retry();
      await logged(2);
      await tab.settle();
      assert.equal(crm.entries.size, 2);
    }));

    it('has a call once although the page was reloaded before the answer', () => pages.visit(async (tab) => {
      faults = ['held'];
      const {ended} = aCall('a');
      await tab.end(ended);
      await until(() => requests.length === 1);
      await tab.reload();
      release();
      await logged();
      await tab.note(ended, 'After the reload');
      await hasNote('After the reload');
      await tab.settle();
      assert.equal(crm.entries.size, 1);
    }));

    it('does not wait forever for an answer: another tab goes on', () => pages.visit(async (tab) => {
      faults = ['held'];
      const stuck = await pages.open();
      await stuck.end(aCall('a').ended);
      await until(() => requests.length === 1);
      await tab.note(aCall('a').ended, 'Still there');
      await stuck.crash();
      await hasNote('Still there');
      release(); // The first request arrives after the second one.
      await tab.settle();
      assert.equal(crm.entries.size, 1);
      assert.ok(notesOf(entries()[0]).includes('Still there'));
    }));

    it('has nothing of an unconfirmed call without an id until the user or RingCentral says that it took place', () => pages.visit(async (tab) => {
      const [silent, noted, recorded] = ['a', 'b', 'c'].map(unconfirmed);
      for (const call of [silent, noted, recorded]) await tab.end(call);
      await tab.settle();
      assert.equal(crm.entries.size, 0);
      await tab.note(noted, 'We talked after all.');
      await tab.details(recorded, aCall('c').details);
      await logged(2);
      await tab.settle();
      assert.equal(crm.entries.size, 2);
    }));

    it('has a call that ended while there was no network', () => pages.visit(async (tab) => {
      await tab.page.setOfflineMode(true);
      await tab.end(aCall('a').ended);
      await until(() => tab.problems.length > 0);
      await tab.page.setOfflineMode(false); // The page notices by itself.
      await logged();
    }));

    it('has a call of a page without the recipe, once there is a note', () => pages.visit(async (tab) => {
      await tab.note(aCall('a').ended, 'A late note');
      await hasNote('A late note');
    }));

    it('is asked by users of the site only, and with calls only', () => pages.visit(async (tab) => {
      isUserKnown = false;
      await tab.end(aCall('a').ended);
      await until(() => tab.problems.some((text) => text.includes('401')));
      isUserKnown = true;
      const put = (body, type = 'application/json') => tab.page.evaluate(async (...args) =>
        (await fetch('/api/call-log/x', {method: 'PUT', headers: {'Content-Type': args[1]}, body: args[0]})).status, body, type);
      const good = JSON.stringify({call: aCall('x').ended, seconds: 5, note: '', revision: 1});
      assert.equal(await put(good, 'text/plain'), 400);
      assert.equal(await put('{'), 400);
      assert.equal(await put('{"call": {"to": "911"}}'), 400);
      assert.equal(await put(JSON.stringify({call: aCall('x').ended, note: 'x'.repeat(30_000)})), 400);
      assert.equal(crm.entries.size, 0);
      assert.equal(await put(good), 204);
    }));

    it('gets what is left when the user signs out, and the storage is empty then', () => pages.visit(async (tab) => {
      faults = [500];
      const {ended} = aCall('a');
      await tab.end(ended);
      await tab.note(ended, 'A private note');
      await tab.changeSession('signed-out');
      await hasNote('A private note');
      await tab.settle();
      assert.equal(await tab.stored(), '');
    }));

    it('gets no call of one user in the name of the next one', () => pages.visit(async (tab) => {
      faults = [500, 500, 500];
      await tab.end(aCall('a').ended);
      await until(() => requests.length === 1);
      await tab.changeSession('signed-out');
      await until(() => requests.length === 2);
      await tab.settle();
      const ben = {id: '902', accountId: '7', name: 'Ben Okafor'};
      await tab.changeSession('ready', ben);
      await tab.settle();
      await tab.reload(ben);
      await tab.settle();
      assert.equal(requests.length, 2);
      // Alex is back, and the CRM is well again.
      faults = [];
      await tab.reload();
      await logged();
      assert.equal(crm.entries.size, 1);
    }));
  });
}
