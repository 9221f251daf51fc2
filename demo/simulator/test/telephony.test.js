import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed, scenarios} from '../scenarios.js';
import {PRESENCE, SESSIONS, createPushFixture} from './push-support.js';

/** @typedef {ReturnType<typeof createPushFixture>} Fixture */

const ANSWERED = scenarioNamed('answered').number;
const LONG = scenarioNamed('answered-long').number;

const isRinging = /^(Setup|Proceeding)$/;
const isUp = /^(Answered|VoiceMail|Hold)$/;

/**
 * Throws where a session contradicts the status of its RingOut.
 *
 * @param {string} status `call/caller/callee`, or `404`
 * @param {any} session null where the platform does not know it.
 * @param {string} what
 */
function assertConsistent(status, session, what) {
  const [call = '', caller, callee] = status.split('/');
  if (call === 'Invalid') return assert.ok(session, what);
  const isOver = !['InProgress', 'Success'].includes(call) || caller === 'Finished'
    || callee === 'NoSessionFound';
  if (isOver) return assert.equal(session, null, what);
  const [initiator, target] = session.parties.map((/** @type {any} */ one) => one.status.code);
  if (caller === 'InProgress') {
    assert.match(initiator, isRinging, what);
    assert.equal(target, undefined, what);
  } else {
    assert.match(initiator, isUp, what);
    assert.match(target, callee === 'Success' ? isUp : isRinging, what);
  }
}

/** @param {Fixture} fixture @param {string} id */
async function readSession({send, sessionPath}, id) {
  const response = await send('GET', sessionPath(id));
  return response.status === 404 ? null : response.json();
}

/** @type {[string, number, (fixture: Fixture, id: string) => unknown][]} */
const INTERRUPTIONS = [
  ['left alone', 0, () => {}],
  ['canceled', 2, ({expectStatus}, id) =>
    expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`)],
  ...[2, 8, 14].flatMap((second) => /** @type {const} */ ([
    [`hung up by the caller after ${second} s`, second, ({simulator}, id) => simulator.hangUp(id, 'caller')],
    [`hung up by the callee after ${second} s`, second, ({simulator}, id) => simulator.hangUp(id, 'callee')],
    [`ended by a request after ${second} s`, second, ({send, sessionPath}, id) => send('DELETE', sessionPath(id))],
  ])),
];

for (const [what, second, interrupt] of INTERRUPTIONS) {
  test(`${what}: no session contradicts the RingOut's status, nor do notifications`, async () => {
    for (const {name, number, post} of scenarios) {
      if (post) continue;
      const fixture = createPushFixture({limits: {light: null}});
      const {placeCall, readStatus, simulator, openSubscribed} = fixture;
      const socket = await openSubscribed([SESSIONS]);
      const {id} = await placeCall(number);
      /** @type {Record<string, any>} */
      const notified = {};
      for (let now = 0; now <= 34; now++) {
        if (now === second) await interrupt(fixture, id);
        const session = await readSession(fixture, id);
        const moment = `${name}, ${what}, after ${now} s`;
        assertConsistent(await readStatus(id), session, moment);
        for (const {body} of socket.takeNotifications()) {
          for (const party of body.parties) notified[party.id] = party.status;
        }
        const expected = session?.parties ?? [];
        for (const party of expected) assert.deepEqual(notified[party.id], party.status, moment);
        const codes = Object.values(notified).map(({code}) => code);
        if (!session) assert.ok(codes.every((code) => code === 'Disconnected'), moment);
        simulator.advance(1000);
      }
    }
  });
}

/** @type {[string, string[]][]} */
const ENDS = [
  ['answered', ['-2 Disconnected/CallFinished', '-1 Disconnected']],
  ['busy', ['-2 Disconnected/TargetBusy', '-1 Disconnected']],
  ['no-answer', ['-2 Disconnected/NoAnswer', '-1 Disconnected']],
  ['rejected', ['-2 Disconnected/Rejected', '-1 Disconnected']],
  ['phone-offline', ['-1 Disconnected/InternalError']],
  ['no-answer-here', ['-1 Disconnected/NoAnswer']],
  ['declined-here', ['-1 Disconnected/Rejected']],
  ['hung-up-early', ['-1 Disconnected/CallFinished', '-2 Disconnected/Cancelled']],
  ['international-disabled', ['-2 Disconnected/InternationalDisabled', '-1 Disconnected']],
  ['destination-blocked', ['-2 Disconnected/DestinationBlocked', '-1 Disconnected']],
  ['no-funds', ['-2 Disconnected/NotEnoughFunds', '-1 Disconnected']],
  ['no-such-user', ['-2 Disconnected/NoSuchUser', '-1 Disconnected']],
  ['no-answering-machine', ['-2 Disconnected/InternalError', '-1 Disconnected']],
  ['cannot-reach', ['-1 Disconnected', '-2 Disconnected']],
  ['invalid-number', ['-2 Disconnected/InvalidNumber', '-1 Disconnected']],
];

for (const [name, expected] of ENDS) {
  test(`${name}: the parties say why the call ended`, async () => {
    const {openSubscribed, placeCall, simulator} = createPushFixture();
    const {takeParties} = await openSubscribed([SESSIONS]);
    await placeCall(scenarioNamed(name).number);
    simulator.advance(30_000);
    assert.deepEqual(takeParties().filter((text) => text.includes('Disconnected')), expected);
  });
}

test('each state of an answered call is notified at its time, in the order of time', async () => {
  const {openSubscribed, placeCall, simulator} = createPushFixture();
  const {takeNotifications} = await openSubscribed([SESSIONS]);
  await placeCall(ANSWERED);
  const start = simulator.now();
  simulator.advance(30_000);
  const notifications = takeNotifications().map(({body, timestamp}) => {
    const [{id, status}] = body.parties;
    assert.equal(body.eventTime, timestamp);
    return [(Date.parse(timestamp) - start) / 1000, id.slice(-2), status.code];
  });
  assert.deepEqual(notifications, [
    [0, '-1', 'Setup'], [1, '-1', 'Proceeding'], [6, '-1', 'Answered'], [6, '-2', 'Setup'],
    [7, '-2', 'Proceeding'], [12, '-2', 'Answered'],
    [22, '-2', 'Disconnected'], [22, '-1', 'Disconnected'],
  ]);
});

test('an open socket hears of a change without any request, at the speed of the call', async () => {
  const {openSubscribed, placeCall, simulator} = createPushFixture({speed: 10});
  const {takeParties} = await openSubscribed([SESSIONS]);
  await placeCall(ANSWERED);
  takeParties();
  simulator.advance(99);
  assert.deepEqual(takeParties(), []);
  simulator.advance(1);
  assert.deepEqual(takeParties(), ['-1 Proceeding']);
});

test('a voicemail that answers says so, and the RingOut does not', async () => {
  const {placeCall, readParties, readStatus, simulator} = createPushFixture();
  const {id} = await placeCall(scenarioNamed('voicemail').number);
  simulator.advance(12_000);
  assert.equal(await readStatus(id), 'Success/Success/Success');
  assert.equal(await readParties(id), '-1 Answered, -2 VoiceMail/Voicemail');
});

test('sequences rise for each party, and not across parties', async () => {
  const {control, openSubscribed, placeCall, simulator} = createPushFixture();
  const {takeNotifications} = await openSubscribed([SESSIONS]);
  const {id} = await placeCall(LONG);
  simulator.advance(13_000);
  for (const muted of [true, false, true]) await control(200, id, 'mute', {muted});
  await control(200, id, 'hold');
  await control(200, id, 'unhold');
  simulator.hangUp(id);
  /** @type {Record<string, number[]>} */
  const sequences = {};
  const all = takeNotifications().map(({body}) => {
    (sequences[body.parties[0].id] ??= []).push(body.sequence);
    return body.sequence;
  });
  const isRising = (/** @type {number[]} */ list) =>
    list.every((value, index) => index === 0 || value > (list[index - 1] ?? 0));
  assert.deepEqual(Object.values(sequences).map(isRising), [true, true]);
  assert.equal(sequences[Object.keys(sequences)[0] ?? '']?.length, 9);
  assert.equal(isRising(all), false);
});

test('one session has two inbound parties, with the initiator\'s numbers turned round', async () => {
  const fixture = createPushFixture();
  const {id} = await fixture.placeCall(ANSWERED, {from: {phoneNumber: '+16505550151'}, callerId: {phoneNumber: '+16505550170'}});
  fixture.simulator.advance(6000);
  const {origin, parties} = await readSession(fixture, id);
  const {accountId, extensionId} = fixture.simulator.options.user;
  assert.equal(origin.type, 'RingOut');
  const texts = parties.map((/** @type {any} */ {ringOutRole, direction, from, to}) =>
    [ringOutRole, direction, from.phoneNumber, to.phoneNumber]);
  assert.deepEqual(texts, [
    ['Initiator', 'Inbound', ANSWERED, '+16505550151'],
    ['Target', 'Inbound', '+16505550170', ANSWERED],
  ]);
  assert.deepEqual(parties[0].owner, {accountId, extensionId});
  assert.equal(parties[0].extensionId, extensionId);
  assert.equal(parties[1].owner, undefined);
  assert.equal(parties[1].extensionId, undefined);
});

test('a mirrored call is two sessions, and presence lists both', async () => {
  const fixture = createPushFixture({sessions: 'mirrored'});
  const {expectStatus, openSubscribed, placeCall, simulator} = fixture;
  const {takeNotifications} = await openSubscribed([SESSIONS]);
  const {id} = await placeCall(ANSWERED);
  simulator.advance(12_000);
  const {activeCalls} = await expectStatus(200, 'GET', PRESENCE);
  const texts = activeCalls.map((/** @type {any} */ {direction, from, to, telephonyStatus}) =>
    [direction, from, to, telephonyStatus]);
  assert.deepEqual(texts, [
    ['Outbound', '+16505550150', ANSWERED, 'CallConnected'],
    ['Inbound', ANSWERED, '+16505550150', 'CallConnected'],
  ]);
  const [first, second] = activeCalls;
  assert.equal(first.telephonySessionId, id);
  assert.equal(Number(second.sessionId) - Number(first.sessionId), 2000);
  const readRoles = async (/** @type {string} */ sessionId) =>
    (await readSession(fixture, sessionId)).parties.map((/** @type {any} */ party) =>
      [party.ringOutRole, party.direction, party.status.code]);
  assert.deepEqual(await readRoles(second.telephonySessionId), [[undefined, 'Inbound', 'Answered']]);
  assert.deepEqual(await readRoles(id),
    [['Initiator', 'Outbound', 'Answered'], ['Target', 'Inbound', 'Answered']]);
  const told = new Set(takeNotifications().map(({body}) => body.telephonySessionId));
  assert.deepEqual([...told].sort(), [id, second.telephonySessionId].sort());
  await expectStatus(204, 'DELETE', fixture.sessionPath(second.telephonySessionId));
  assert.equal(await readSession(fixture, id), null);
});

test('the session has the id of the RingOut, unless an option says otherwise', async () => {
  for (const [setup, isSame] of /** @type {const} */ ([
    [{}, true], [{ids: 'prefixed'}, true], [{sessionIds: 'different'}, false],
  ])) {
    const fixture = createPushFixture(setup);
    const {id} = await fixture.placeCall(ANSWERED);
    const {activeCalls: [call]} = await fixture.expectStatus(200, 'GET', PRESENCE);
    assert.equal(call.telephonySessionId === id, isSame);
    assert.equal(Boolean(await readSession(fixture, id)), isSame);
    const session = await readSession(fixture, call.telephonySessionId);
    assert.equal(session.parties[0].id, call.partyId);
    const base = session.id.startsWith('s-') ? `p-${session.id.slice(2)}` : atob(session.id).split('@')[0];
    assert.equal(call.partyId, `${base}-1`);
  }
});

test('an option leaves out notifications of the callee\'s party', async () => {
  const {openSubscribed, placeCall, simulator} = createPushFixture({notifiedParties: 'own'});
  const {takeParties} = await openSubscribed([SESSIONS]);
  await placeCall(scenarioNamed('busy').number);
  simulator.advance(30_000);
  assert.deepEqual(takeParties(), ['-1 Setup', '-1 Proceeding', '-1 Answered', '-1 Disconnected']);
});

/** Presence notifications as `status: calls`. @param {any[]} notifications */
test('a subscription tells of changes only, not of how things stand', async () => {
  const {openSubscribed, placeCall, simulator} = createPushFixture();
  await placeCall(ANSWERED);
  const {takeParties} = await openSubscribed();
  assert.deepEqual(takeParties(), []);
  simulator.advance(6000);
  assert.deepEqual(takeParties(), ['-1 Proceeding', '-1 Answered', '-2 Setup']);
});
