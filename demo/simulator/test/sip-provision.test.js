import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {nextContract} from './next-contract.js';
import {PROVISION, createSipFixture} from './sip-support.js';

const WSS = {sipInfo: [{transport: 'WSS'}]};

test('each provision is another account of the same line', async () => {
  const {expectStatus} = createSipFixture();
  const first = await expectStatus(200, 'POST', PROVISION, WSS);
  const second = await expectStatus(200, 'POST', PROVISION, WSS);
  const [one] = first.sipInfo;
  const [other] = second.sipInfo;
  assert.deepEqual({...one, password: '', authorizationId: ''}, {
    transport: 'WSS', username: '16505550172*101', password: '', authorizationId: '',
    authorizationTypes: ['SipDigest'], domain: 'sip.ringcentral.com', outboundProxy: 'api.test',
    outboundProxyBackup: 'api.test', stunServers: [],
  });
  assert.notEqual(one.authorizationId, other.authorizationId);
  assert.notEqual(one.password, other.password);
  assert.equal(first.device.id, one.authorizationId);
  assert.equal(first.device.type, 'WebPhone');
  assert.equal(first.sipFlags.outboundCallsEnabled, true);
  assert.equal(first.device.emergency.addressStatus, 'Valid');
});

test('over http the socket has no encryption either', async () => {
  const {simulator} = createSipFixture();
  const {access_token: token} = simulator.signIn();
  const answer = await simulator.fetch(new Request(`http://localhost:8001${PROVISION}`, {
    method: 'POST', body: JSON.stringify(WSS), headers: {authorization: `bearer ${token}`},
  }));
  const {sipInfo: [{outboundProxy, transport}]} = await answer.json();
  assert.deepEqual([transport, outboundProxy], ['WS', 'localhost:8001']);
});

test('a device that is known keeps its id', async () => {
  const {expectStatus} = createSipFixture();
  const {device} = await expectStatus(200, 'POST', PROVISION, {...WSS, device: {id: '801'}});
  assert.equal(device.id, '801');
});

test('says where the line or the emergency address is missing', async () => {
  const {expectStatus, simulator} = createSipFixture({digitalLine: false, emergencyAddress: false});
  const {device, sipFlags} = await expectStatus(200, 'POST', PROVISION, WSS);
  assert.equal(sipFlags.outboundCallsEnabled, false);
  assert.deepEqual(device.phoneLines, []);
  assert.equal(device.emergency.addressStatus, 'Invalid');
  assert.equal(device.emergencyServiceAddress, undefined);
  simulator.configure({digitalLine: true});
  assert.equal((await expectStatus(200, 'POST', PROVISION, WSS)).sipFlags.outboundCallsEnabled, true);
});

test('needs the scope, and counts as heavy', async () => {
  const scopes = ['ReadAccounts', 'RingOut', 'WebSocket'];
  const {expectStatus, simulator} = createSipFixture({scopes, limits: {heavy: 1}});
  assert.equal((await expectStatus(403, 'POST', PROVISION, WSS)).errorCode, 'CMN-401');
  simulator.configure({limits: {heavy: 1}});
  assert.equal((await expectStatus(429, 'POST', PROVISION, WSS)).errorCode, 'CMN-301');
});

test('takes no transport but the one of browsers', async () => {
  const {expectStatus} = createSipFixture();
  for (const body of [{}, {sipInfo: [{transport: 'UDP'}]}, 'none']) {
    assert.equal((await expectStatus(400, 'POST', PROVISION, body)).errorCode, 'CMN-101');
  }
});

test('the documented switches are options, and all of them are documented', () => {
  const {simulator} = createSipFixture();
  const text = readFileSync(new URL('../../../docs/scenarios.md', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^\| `(\w+): .*` \|/gm)].map(([, name]) => name);
  const isSwitch = (/** @type {string} */ name) => /^(sip|digitalLine|emergencyAddress)/.test(name);
  assert.deepEqual(documented, Object.keys(simulator.options).filter(isSwitch));
});

if (nextContract) {
  test('the answer matches the OpenAPI file', async () => {
    for (const emergencyAddress of [true, false]) {
      await createSipFixture({emergencyAddress}).expectStatus(200, 'POST', PROVISION, WSS);
    }
    assert.ok(nextContract?.checked.has(`POST ${PROVISION}`));
  });
}
