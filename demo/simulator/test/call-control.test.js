import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed} from '../scenarios.js';
import {PRESENCE, SCOPES, SESSIONS, createPushFixture} from './push-support.js';

const LONG = scenarioNamed('answered-long').number;
const CONNECTED_MS = 13_000;

/** @param {Parameters<typeof createPushFixture>[0]} [setup] */
async function connectedCall(setup) {
  const fixture = createPushFixture(setup);
  const socket = await fixture.openSubscribed([SESSIONS]);
  const {id} = await fixture.placeCall(LONG);
  fixture.simulator.advance(CONNECTED_MS);
  socket.takeNotifications();
  return {...fixture, socket, id};
}

/** @type {[string, number, string, string[]][]} */
const DELETIONS = [
  ['while the caller is rung', 2000, 'CannotReach/Rejected/InProgress', ['-1 Disconnected/Cancelled']],
  ['while the callee is rung', 8000, 'CannotReach/Finished/Rejected',
    ['-1 Disconnected/CallFinished', '-2 Disconnected/Cancelled']],
  ['once connected', CONNECTED_MS, 'Success/Finished/Finished',
    ['-1 Disconnected/CallFinished', '-2 Disconnected']],
];
for (const [when, ms, status, parties] of DELETIONS) {
  test(`ends a session ${when}, and with it the RingOut`, async () => {
    const fixture = createPushFixture();
    const {expectStatus, openSubscribed, placeCall, readParties, sessionPath, simulator} = fixture;
    const {takeParties} = await openSubscribed([SESSIONS]);
    const {id} = await placeCall(LONG);
    simulator.advance(ms);
    takeParties();
    await expectStatus(204, 'DELETE', sessionPath(id));
    assert.deepEqual(takeParties(), parties);
    assert.equal(await fixture.readStatus(id), status);
    assert.equal(await readParties(id), '404');
    await expectStatus(404, 'DELETE', sessionPath(id));
  });
}

test('the side that hangs up gives the reason', async () => {
  for (const [by, expected] of /** @type {const} */ ([
    ['caller', ['-1 Disconnected/CallFinished', '-2 Disconnected']],
    ['callee', ['-2 Disconnected/CallFinished', '-1 Disconnected']],
  ])) {
    const {id, simulator, socket} = await connectedCall();
    assert.equal(simulator.hangUp(id, by), true);
    assert.deepEqual(socket.takeParties(), expected);
  }
});

test('holds and takes back, mutes and unmutes', async () => {
  const {control, expectStatus, id, readParties, readStatus, socket} = await connectedCall();
  assert.equal((await control(200, id, 'hold')).status.code, 'Hold');
  assert.equal(await readParties(id), '-1 Hold, -2 Answered');
  assert.equal(await readStatus(id), 'Success/Success/Success');
  assert.equal((await expectStatus(200, 'GET', PRESENCE)).telephonyStatus, 'OnHold');
  assert.equal((await control(200, id, 'unhold')).status.code, 'Answered');
  assert.equal((await control(200, id, 'mute', {muted: true})).muted, true);
  assert.equal((await control(200, id, 'mute', {party: {muted: false}})).muted, false);
  assert.deepEqual(socket.takeParties(),
    ['-1 Hold', '-1 Answered', '-1 Answered muted', '-1 Answered']);
});

test('refuses what the state does not allow', async () => {
  const {control, id, placeCall} = await connectedCall();
  const conflict = await control(409, id, 'unhold');
  assert.equal(conflict.message, 'Incorrect State');
  await control(200, id, 'hold');
  await control(409, id, 'hold');
  const ringing = await placeCall(LONG);
  await control(409, ringing.id, 'hold');
  await control(409, ringing.id, 'mute', {muted: true});
});

test('refuses a body without `muted`, and the other party', async () => {
  const {control, id} = await connectedCall();
  await control(400, id, 'mute', {mute: true});
  await control(403, id, 'hold', undefined, 2);
  await control(403, id, 'mute', {muted: true}, 2);
  await control(404, id, 'hold', undefined, 3);
});

test('a hold on the phone itself is reported, and cannot be taken back by a request', async () => {
  const {control, id, readParties, simulator, socket} = await connectedCall();
  assert.equal(simulator.changePhone({hold: true}), true);
  assert.deepEqual(socket.takeParties(), ['-1 Hold']);
  await control(409, id, 'unhold');
  await control(409, id, 'hold');
  simulator.changePhone({id, hold: false});
  assert.equal(await readParties(id), '-1 Answered, -2 Answered');
  await control(200, id, 'hold');
  simulator.changePhone({hold: true});
  await control(409, id, 'unhold');
  simulator.changePhone({hold: false});
  await control(200, id, 'unhold');
});

test('a mute on the phone itself outlasts an unmute by a request', async () => {
  const {control, id, simulator, socket} = await connectedCall();
  simulator.changePhone({mute: true});
  assert.deepEqual(socket.takeParties(), ['-1 Answered muted']);
  assert.equal((await control(200, id, 'mute', {muted: false})).muted, true);
  simulator.changePhone({mute: false});
  assert.deepEqual(socket.takeParties(), ['-1 Answered']);
});

test('what is unreported does not show, and the callee\'s phone can be held, too', async () => {
  const {id, readParties, simulator, socket} = await connectedCall();
  simulator.changePhone({mute: true, hold: true, unreported: true});
  assert.deepEqual(socket.takeParties(), []);
  simulator.changePhone({leg: 'callee', hold: true});
  assert.equal(await readParties(id), '-1 Answered, -2 Hold');
  assert.equal(simulator.changePhone({id: 'none', hold: true}), false);
});

test('changes at the same moment are all told of', async () => {
  const {id, socket, control} = await connectedCall();
  await control(200, id, 'hold');
  await control(200, id, 'unhold');
  assert.deepEqual(socket.takeParties(), ['-1 Hold', '-1 Answered']);
});

test('control needs its scope, presence needs another', async () => {
  const {expectStatus, placeCall, sessionPath, signIn} = createPushFixture();
  const {id} = await placeCall(LONG);
  signIn({scopes: ['RingOut', 'ReadPresence']});
  await expectStatus(403, 'GET', sessionPath(id));
  await expectStatus(403, 'DELETE', sessionPath(id));
  await expectStatus(200, 'GET', PRESENCE);
  signIn({scopes: ['CallControl']});
  await expectStatus(200, 'GET', sessionPath(id));
  assert.equal((await expectStatus(403, 'GET', PRESENCE)).errorCode, 'CMN-401');
});

test('control counts in the Light group', async () => {
  const {expectStatus, placeCall, sessionPath} = createPushFixture({limits: {light: 2}});
  const {id} = await placeCall(LONG);
  await expectStatus(200, 'GET', sessionPath(id));
  await expectStatus(200, 'GET', PRESENCE);
  await expectStatus(429, 'DELETE', sessionPath(id));
});

test('reads one party', async () => {
  const {expectStatus, id, sessionPath} = await connectedCall();
  const {parties} = await expectStatus(200, 'GET', sessionPath(id));
  const path = `${sessionPath(id)}/parties/`;
  assert.deepEqual(await expectStatus(200, 'GET', path + parties[1].id), parties[1]);
  await expectStatus(404, 'GET', `${path}none`);
});

test('the session of another person is refused', async () => {
  const {expectStatus, id, sessionPath, signIn} = await connectedCall();
  signIn({scopes: SCOPES, user: {extensionId: '400131426102'}});
  await expectStatus(403, 'GET', sessionPath(id));
  await expectStatus(403, 'DELETE', sessionPath(id));
  await expectStatus(404, 'GET', sessionPath('none'));
});

test('tells of the same person\'s calls from elsewhere, and of another\'s where it is mistaken', async () => {
  const {expectStatus, openSubscribed, readParties, sessionPath, simulator} = createPushFixture();
  const {takeNotifications} = await openSubscribed([SESSIONS]);
  const own = simulator.placeElsewhere({to: LONG});
  const direct = simulator.placeElsewhere({to: LONG, origin: 'Call'});
  const {extensionId} = simulator.options.user;
  const foreign = simulator.placeElsewhere({to: LONG, owner: '400131426102', watchers: [extensionId]});
  simulator.placeElsewhere({to: LONG, owner: '400131426102'});
  const origins = takeNotifications().map(({body}) =>
    [body.telephonySessionId, body.origin.type, body.parties[0].direction]);
  assert.deepEqual(origins, [
    [own.id, 'RingOut', 'Inbound'], [direct.id, 'Call', 'Outbound'],
    [foreign.id, 'RingOut', 'Inbound'],
  ]);
  simulator.advance(CONNECTED_MS);
  assert.equal(await readParties(direct.id), '-1 Answered');
  await expectStatus(403, 'GET', sessionPath(foreign.id));
  assert.equal((await expectStatus(200, 'GET', PRESENCE)).totalActiveCalls, 2);
  await expectStatus(404, 'GET', `/ring-out/${direct.id}`);
  await expectStatus(200, 'GET', `/ring-out/${own.id}`);
});

test('answers of control requests fail by fault', async () => {
  const {expectStatus, id, readParties, send, sessionPath, simulator} = await connectedCall();
  const path = '/telephony/sessions/';
  const conflict = {errorCode: 'TAS-101', message: 'Incorrect State'};
  simulator.faults.push(
    {method: 'GET', path, status: 403}, {method: 'GET', path, status: 404},
    {path: /\/hold$/, status: 409, body: conflict}, {method: 'DELETE', path, kind: 'drop-after'},
  );
  await expectStatus(403, 'GET', sessionPath(id));
  await expectStatus(404, 'GET', sessionPath(id));
  await expectStatus(409, 'POST', `${sessionPath(id)}/parties/p/hold`);
  assert.equal(await readParties(id), '-1 Answered, -2 Answered');
  await assert.rejects(send('DELETE', sessionPath(id)), TypeError);
  assert.equal(await readParties(id), '404');
});
