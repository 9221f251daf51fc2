import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed} from '../scenarios.js';
import {SESSIONS, createPushFixture} from './push-support.js';

const LONG = scenarioNamed('answered-long').number;
const UNTIL_CONNECTED = [
  '-1 Setup', '-1 Proceeding', '-1 Answered', '-2 Setup', '-2 Proceeding', '-2 Answered',
];

/** @param {Parameters<typeof createPushFixture>[0]} [setup] */
async function subscribedCall(setup) {
  const fixture = createPushFixture(setup);
  const socket = await fixture.openSubscribed([SESSIONS]);
  const {id} = await fixture.placeCall(LONG);
  return {...fixture, socket, id};
}

test('a lost connection is recovered, with the events that it missed', async () => {
  const {connect, simulator, socket} = await subscribedCall();
  simulator.advance(2000);
  assert.equal(simulator.gateway.dropAll(), 1);
  assert.equal(socket.closes[0]?.code, 1006);
  const heardBefore = socket.takeParties();
  simulator.advance(180_000);
  const next = await connect(socket.lastToken());
  assert.equal(next.frames[0][1].recoveryState, 'Successful');
  assert.notEqual(next.lastToken(), socket.lastToken());
  assert.deepEqual([...heardBefore, ...next.takeParties()], UNTIL_CONNECTED);
  simulator.hangUp();
  assert.deepEqual(next.takeParties(), ['-1 Disconnected/CallFinished', '-2 Disconnected']);
});

test('the events of a recovery tell when they happened', async () => {
  const {connect, simulator, socket} = await subscribedCall();
  simulator.gateway.dropAll();
  simulator.advance(12_000);
  const next = await connect(socket.lastToken());
  const now = simulator.now();
  assert.deepEqual(next.takeNotifications().map(({timestamp}) => (Date.parse(timestamp) - now) / 1000),
    [-11, -6, -6, -5, 0]);
});

test('a recovery fails too late, and the socket stays open without a subscription', async () => {
  const {connect, simulator, socket} = await subscribedCall();
  simulator.gateway.dropAll();
  simulator.advance(180_001);
  const next = await connect(socket.lastToken());
  assert.equal(next.frames[0][1].recoveryState, 'Failed');
  assert.equal(next.frames.length, 1);
  simulator.hangUp();
  assert.deepEqual(next.takeParties(), []);
  assert.equal(next.subscribe([SESSIONS]).status, 200);
});

test('a recovery fails with an older token, another person, or a forgotten session', async () => {
  const {connect, signIn, simulator, socket} = await subscribedCall({limits: {auth: null}});
  const [first] = socket.frames;
  const token = socket.lastToken();
  assert.notEqual(first[0].wsc.token, token);
  simulator.gateway.dropAll();
  assert.equal((await connect(first[0].wsc.token)).frames[0][1].recoveryState, 'Failed');
  signIn({scopes: ['WebSocket'], user: {extensionId: '400131426102'}});
  assert.equal((await connect(token)).frames[0][1].recoveryState, 'Failed');
  signIn({});
  simulator.gateway.dropAll({forget: true});
  assert.equal((await connect(token)).frames[0][1].recoveryState, 'Failed');
});

test('a recovery takes over from a socket that is still open', async () => {
  const {connect, simulator, socket} = await subscribedCall();
  const next = await connect(socket.lastToken());
  assert.equal(next.frames[0][1].recoveryState, 'Successful');
  assert.equal(socket.closes.length, 1);
  assert.equal(simulator.gateway.sockets().length, 1);
});

test('a hundred missed events are kept, the newest', async () => {
  const {connect, id, control, simulator, socket} = await subscribedCall({limits: {light: null}});
  simulator.advance(13_000);
  simulator.gateway.dropAll();
  for (let n = 0; n < 75; n++) {
    simulator.advance(1000);
    await control(200, id, 'mute', {muted: true});
    simulator.advance(1000);
    await control(200, id, 'mute', {muted: false});
  }
  simulator.hangUp();
  const next = await connect(socket.lastToken());
  const parties = next.takeParties();
  assert.equal(parties.length, 100);
  assert.equal(parties.at(-1), '-2 Disconnected');
});

test('a silent socket brings nothing, and all of it once it is no longer silent', async () => {
  const {simulator, socket} = await subscribedCall();
  simulator.configure({pushSilent: true});
  const count = socket.frames.length;
  simulator.advance(13_000);
  socket.send({type: 'Heartbeat', messageId: 'beat'});
  assert.equal(socket.frames.length, count);
  simulator.configure({pushSilent: false});
  assert.deepEqual(socket.takeParties(), UNTIL_CONNECTED);
});

test('what a silent socket kept back comes with the recovery', async () => {
  const {connect, simulator, socket} = await subscribedCall();
  socket.takeParties();
  simulator.configure({pushSilent: true});
  simulator.advance(13_000);
  socket.connection?.lost();
  simulator.configure({pushSilent: false});
  const next = await connect(socket.lastToken());
  assert.deepEqual(next.takeParties(), UNTIL_CONNECTED.slice(1));
});

test('notifications come twice', async () => {
  const {socket} = await subscribedCall({pushDuplicates: true});
  const [first, second] = socket.takeNotifications();
  assert.deepEqual(first, second);
});

test('notifications come late, and none to a socket that has closed', async () => {
  const {simulator, socket} = await subscribedCall({pushDelay: 5000});
  simulator.advance(4999);
  assert.deepEqual(socket.takeParties(), []);
  simulator.advance(1);
  assert.deepEqual(socket.takeParties(), ['-1 Setup']);
  socket.connection?.lost();
  simulator.advance(60_000);
  assert.deepEqual(socket.takeParties(), []);
});

test('notifications come out of order, and the last one in the end', async () => {
  const {simulator, socket} = await subscribedCall({pushShuffled: true});
  assert.deepEqual(socket.takeParties(), []);
  simulator.advance(13_000);
  simulator.advance(1000);
  const parties = socket.takeParties();
  assert.notDeepEqual(parties, UNTIL_CONNECTED);
  assert.deepEqual([...parties].sort(), [...UNTIL_CONNECTED].sort());
  simulator.hangUp();
  assert.deepEqual(socket.takeParties(), ['-2 Disconnected', '-1 Disconnected/CallFinished']);
});

test('a single notification that is held back comes after a second', async () => {
  const {control, id, simulator, socket} = await subscribedCall();
  simulator.advance(13_000);
  socket.takeParties();
  simulator.configure({pushShuffled: true});
  await control(200, id, 'hold');
  assert.deepEqual(socket.takeParties(), []);
  simulator.advance(1000);
  assert.deepEqual(socket.takeParties(), ['-1 Hold']);
});

test('faults happen to requests over the socket', async () => {
  const {connect, simulator} = createPushFixture({limits: {auth: null}});
  const path = '/subscription';
  simulator.faults.push({path, status: 503, body: {errorCode: 'CMN-201'}});
  const socket = await connect();
  const answer = socket.subscribe();
  assert.deepEqual([answer.status, answer.body], [503, {errorCode: 'CMN-201'}]);
  assert.deepEqual(simulator.gateway.sockets()[0]?.filters, []);

  simulator.faults.push({path, kind: 'delay', delay: 3000});
  assert.equal(socket.subscribe().status, undefined);
  simulator.advance(3000);
  assert.equal(socket.frames.at(-1)[0].status, 200);
});

/** @type {[import('../faults.js').FaultKind, number, number][]} */
const LOST = [
  ['timeout', 0, 0], ['timeout-after', 2, 0], ['drop-before', 0, 1], ['drop-after', 2, 1],
];
for (const [kind, filterCount, closeCount] of LOST) {
  test(`${kind}: a subscription gets no answer`, async () => {
    const {connect, simulator} = createPushFixture();
    simulator.faults.push({path: '/subscription', kind});
    const socket = await connect();
    const {session} = socket.connection ?? {};
    assert.equal(socket.subscribe().status, undefined);
    assert.equal(session?.subscription?.filters.enabled.length ?? 0, filterCount);
    assert.equal(socket.closes.length, closeCount);
  });
}

test('faults happen to the request for a ticket', async () => {
  const {requestTicket, simulator} = createPushFixture();
  const path = '/oauth/wstoken';
  simulator.faults.push({path, status: 403}, {path, kind: 'drop-before'});
  assert.equal((await requestTicket()).status, 403);
  await assert.rejects(requestTicket(), TypeError);
  simulator.configure({limits: {auth: 0}});
  const limited = await requestTicket();
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get('retry-after'), '60');
});
