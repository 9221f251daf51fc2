import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createWorlds} from '../worlds.js';
import {createFixture} from './support.js';

const DESK_DEVICE = '800100200', LAKE_DEVICE = '800100202', LAKE_NUMBER = '+16505550156';

/** Each phone as `label status`. @param {ReturnType<typeof createFixture>} fixture */
async function readPhones({expectStatus}) {
  const {records: phones} = await expectStatus(200, 'GET', '/forwarding-number');
  const {records: devices} = await expectStatus(200, 'GET', '/device');
  return phones.filter((/** @type {any} */ {features}) => features?.includes('CallForwarding'))
    .map((/** @type {any} */ {label, device}) => {
      const found = devices.find((/** @type {any} */ {id}) => id === device?.id);
      return `${label}: ${found ? found.status : 'no device'}`;
    });
}

test('a phone carries the id of its device, which is online or not', async () => {
  assert.deepEqual(await readPhones(createFixture()), [
    'Desk phone: Online', 'My mobile: no device', 'Home: no device',
    'Softphone without a number: Online', 'My mobile, listed twice: no device', 'Hidden: no device',
    'Lake house: Offline',
  ]);
});

test('a device belongs to the extension of the user', async () => {
  const {expectStatus, simulator} = createFixture();
  const {records} = await expectStatus(200, 'GET', '/device');
  const {accountId, extensionId} = simulator.options.user;
  const texts = records.map((/** @type {any} */ {type, extension}) => `${type} ${extension.id}`);
  assert.deepEqual(texts, [`HardPhone ${extensionId}`, `SoftPhone ${extensionId}`, `HardPhone ${extensionId}`]);
  assert.ok(records[0].uri.endsWith(`/account/${accountId}/device/${DESK_DEVICE}`));
});

test('a phone is plugged out and in, also over HTTP', async () => {
  const fixture = createFixture();
  assert.equal(fixture.simulator.setDevice({id: DESK_DEVICE, status: 'Offline'}), true);
  assert.equal((await readPhones(fixture))[0], 'Desk phone: Offline');
  fixture.simulator.setDevice({id: DESK_DEVICE, status: 'Online'});
  assert.equal((await readPhones(fixture))[0], 'Desk phone: Online');
  assert.equal(fixture.simulator.setDevice({id: '1', status: 'Online'}), false);

  const {fetch, world} = createWorlds({control: true});
  const body = JSON.stringify({id: LAKE_DEVICE, status: 'Online'});
  const response = await fetch(new Request('http://api.test/simulator/device', {method: 'POST', body}));
  assert.deepEqual(await response.json(), {found: true});
  assert.deepEqual(world().facts.deviceStatuses, {[LAKE_DEVICE]: 'Online'});
});

test('a call from a phone that is offline fails, as its number were that of the scenario', async () => {
  const {placeCall, readStatus, simulator} = createFixture();
  const {id} = await placeCall('+16505550100', {from: {phoneNumber: LAKE_NUMBER}});
  assert.equal(await readStatus(id), 'InProgress/InProgress/InProgress');
  // Plugged in too late for this call.
  simulator.setDevice({id: LAKE_DEVICE, status: 'Online'});
  simulator.advance(5000);
  assert.equal(await readStatus(id), 'CannotReach/GenericError/Success');
  const {id: second} = await placeCall('+16505550100', {from: {phoneNumber: LAKE_NUMBER}});
  simulator.advance(6000);
  assert.equal(await readStatus(second), 'InProgress/Success/InProgress');
});

test('where no phone is named, the first one is the one that has to be online', async () => {
  const {placeCall, readStatus, simulator} = createFixture();
  simulator.setDevice({id: DESK_DEVICE, status: 'Offline'});
  const {id} = await placeCall('+16505550100');
  simulator.advance(5000);
  assert.equal(await readStatus(id), 'CannotReach/GenericError/Success');
});

test('serves pages, generated devices, none, or given ones', async () => {
  const {expectStatus, send, simulator} = createFixture({devices: 250});
  const first = await expectStatus(200, 'GET', '/device');
  assert.deepEqual([first.records.length, first.paging.totalPages], [100, 3]);
  const last = await expectStatus(200, 'GET', `/device${new URL(first.navigation.lastPage.uri).search}`);
  assert.deepEqual([last.records.length, last.records[49].status], [50, 'Offline']);
  assert.equal((await send('GET', '/device?perPage=0')).status, 400);
  simulator.configure({devices: 0});
  assert.deepEqual((await expectStatus(200, 'GET', '/device')).records, []);
  simulator.configure({devices: [{id: '5', status: 'Offline'}]});
  assert.equal((await expectStatus(200, 'GET', '/device')).records[0].id, '5');
});

test('refuses apps without ReadAccounts and users without the permission', async () => {
  const {expectStatus, simulator, useToken} = createFixture();
  simulator.configure({missingPermissions: ['ReadUserDevices']});
  assert.equal((await expectStatus(403, 'GET', '/device')).errorCode, 'CMN-408');
  await expectStatus(200, 'GET', '/forwarding-number');
  simulator.configure({missingPermissions: []});
  await expectStatus(200, 'GET', '/device');
  useToken(simulator.signIn({scopes: ['RingOut']}).access_token);
  assert.equal((await expectStatus(403, 'GET', '/device')).errorCode, 'CMN-401');
});

test('answers late when it shall, with the state of that time, and counts as Light', async () => {
  const {send, simulator} = createFixture({delays: {'/device': 3000}});
  /** @type {Response | undefined} */
  let answer;
  const sent = send('GET', '/device').then((response) => { answer = response; });
  // The request has been read, as the next one is answered.
  await send('GET', '/forwarding-number');
  simulator.advance(2999);
  await send('GET', '/forwarding-number');
  assert.equal(answer, undefined);
  simulator.setDevice({id: DESK_DEVICE, status: 'Offline'});
  simulator.advance(1);
  await sent;
  assert.equal((await answer?.json()).records[0].status, 'Offline');
  assert.equal(answer?.headers.get('x-rate-limit-group'), 'light');
});
