// What docs/recipes/call-log-hubspot.mjs and call-log-pipedrive.mjs make of a call.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {save as saveInHubSpot} from '../../../docs/recipes/call-log-hubspot.mjs';
import {pipedrive} from '../../../docs/recipes/call-log-pipedrive.mjs';
import {HubSpot, Pipedrive} from './crm.mjs';
import {aCall, failed, unconfirmed} from './pages.mjs';

Object.assign(process.env, {HUBSPOT_TOKEN: 'a-hubspot-token', PIPEDRIVE_TOKEN: 'a-pipedrive-token'});

describe('the status in HubSpot', {timeout: 60_000}, () => {
  const crm = new HubSpot();
  before(async () => {
    await crm.start();
    process.env.HUBSPOT_API = crm.url;
  });
  after(() => crm.close());
  beforeEach(() => crm.reset());

  const entryOf = ({error, ...call}, more = {}) => ({
    call: {...call, code: error?.code}, seconds: 61, note: '', outcome: null, revision: 1, ...more,
  });
  const CASES = [
    ['ended', aCall('a').ended, 'COMPLETED'],
    ['canceled', aCall('a', {phase: 'canceled'}).ended, 'CANCELED'],
    ['busy', failed('a', 'busy'), 'BUSY'],
    ['no answer', failed('a', 'no-answer'), 'NO_ANSWER'],
    ['failed otherwise', failed('a', 'destination-blocked'), 'FAILED'],
    ['unconfirmed, with a note', unconfirmed('a'), ''],
  ];
  for (const [name, call, status] of CASES) {
    it(`says how the call ended: ${name}`, async () => {
      await saveInHubSpot('u1:a', entryOf(call));
      assert.equal(crm.entries.get('u1:a').hs_call_status, status);
    });
  }

  it('is that of RingCentral’s record for an unconfirmed call', async () => {
    await saveInHubSpot('u1:a', entryOf(unconfirmed('a'), {result: 'No Answer'}));
    assert.equal(crm.entries.get('u1:a').hs_call_status, 'NO_ANSWER');
  });

  it('comes with all properties, and an outcome of HubSpot’s own', async () => {
    const outcome = 'f240bbac-87c9-4f6e-bf70-924b57d47db7';
    await saveInHubSpot('u1:a', entryOf(aCall('a').ended, {outcome, note: 'Hello', recording: 'https://media.example/5'}));
    assert.deepEqual(crm.entries.get('u1:a'), {
      id: '1000', contact: '51', hs_timestamp: Date.parse('2026-11-27T09:58:30Z'), hs_call_title: 'Call with Anna Berg',
      hs_call_body: 'Hello', hs_call_direction: 'OUTBOUND', hs_call_duration: 61_000, hs_call_from_number: '+16505550100',
      hs_call_to_number: '+16505550142', hs_call_status: 'COMPLETED', hs_call_disposition: outcome,
      hs_call_recording_url: 'https://media.example/5',
    });
    await saveInHubSpot('u1:b', entryOf(aCall('b').ended, {outcome: 'Reached', note: 'Hello'}));
    assert.equal(crm.entries.get('u1:b').hs_call_body, 'Reached<br>Hello');
  });
});

describe('an activity in Pipedrive', {timeout: 60_000}, () => {
  const crm = new Pipedrive();
  before(async () => {
    await crm.start();
    process.env.PIPEDRIVE_API = crm.url;
  });
  after(() => crm.close());

  it('is a call that is done, with its duration in minutes', async () => {
    crm.reset();
    const {startedAt, to, name, phase} = aCall('a').ended;
    const entry = {call: {startedAt, to, name, phase}, seconds: 3661, note: 'Hello', outcome: 'Reached', revision: 1};
    await pipedrive(new Map())('u1:a', entry);
    assert.deepEqual([...crm.entries.values()], [{
      id: 2000, subject: 'Call with Anna Berg', type: 'call', done: true, due_date: '2026-11-27', due_time: '09:58', duration: '01:02',
      note: 'Reached<br>Hello<br>+16505550142, 3661 s<br><small>Call u1:a</small>', participants: [{person_id: 51, primary: true}],
    }]);
  });
});
