// Calls to the user where notifications flicker, are damaged or lost, and where a RingOut rings in.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inboundScenarioNamed} from '../inbound-scenarios.js';
import {scenarioNamed} from '../scenarios.js';
import {createInboundFixture, entryText} from './inbound-support.js';
import {PRESENCE, SESSIONS} from './push-support.js';

const ANNA = inboundScenarioNamed('known').calls[0]?.from;
const ANSWERED = scenarioNamed('answered').number;

test('presence flickers while a call rings, as an option', async () => {
  const {readPresence, simulator, take} = await createInboundFixture({presenceFlickers: true});
  simulator.playInbound('known');
  simulator.advance(2000);
  assert.deepEqual((await readPresence()).map(entryText), ['NoCall intermediate']);
  simulator.advance(60_000);
  assert.deepEqual(take().presence,
    ['Ringing', 'NoCall intermediate', 'Ringing', 'CallConnected', 'NoCall final']);
});

test('presence does not flicker once the call is answered', async () => {
  const {simulator, take} = await createInboundFixture({presenceFlickers: true});
  simulator.ring();
  simulator.inbound().answer();
  simulator.advance(10_000);
  assert.deepEqual(take().presence, ['Ringing', 'CallConnected']);
});

test('sequences rise for each party and in presence, also where much happens at one moment', async () => {
  const {simulator, takePresence, takeSessions} = await createInboundFixture();
  simulator.playInbound('transfer-blind');
  simulator.advance(60_000);
  simulator.ring();
  simulator.inbound().answer();
  simulator.inbound().hangUp();
  /** @type {Record<string, number[]>} */
  const sequences = {};
  for (const {sequence, parties: [party]} of takeSessions()) (sequences[party.id] ??= []).push(sequence);
  sequences.presence = takePresence().map(({sequence}) => sequence);
  for (const [name, list] of Object.entries(sequences)) {
    assert.ok(list.length > 1, name);
    assert.deepEqual(list, [...new Set(list)].sort((one, other) => one - other), name);
  }
});

test('notifications come twice, in another order, or late, as options', async () => {
  const duplicated = await createInboundFixture({pushDuplicates: true});
  duplicated.simulator.playInbound('missed');
  duplicated.simulator.advance(60_000);
  assert.deepEqual(duplicated.take().presence, ['Ringing', 'Ringing', 'NoCall final', 'NoCall final']);

  const shuffled = await createInboundFixture({pushShuffled: true});
  shuffled.simulator.ring();
  shuffled.simulator.inbound().callerHangsUp();
  assert.deepEqual(shuffled.take(), {
    sessions: ['-2 Disconnected/Cancelled missed', '-2 Setup'],
    presence: ['NoCall final', 'Ringing'],
  });

  /** @type {[number, () => void][]} */
  const timers = [];
  const late = await createInboundFixture({
    pushDelay: 700, schedule: (ms, action) => { timers.push([ms, action]); return () => {}; },
  });
  late.simulator.ring();
  assert.deepEqual(late.take().presence, []);
  for (const [ms, action] of timers) if (ms === 700) action();
  assert.deepEqual(late.take().presence, ['Ringing']);
});

test('a socket that opens while a call rings is told of changes only, and presence lists the call', async () => {
  const {openSubscribed, readPresence, simulator} = await createInboundFixture();
  const {id} = simulator.ring();
  simulator.advance(1000);
  const {takeNotifications} = await openSubscribed([SESSIONS, PRESENCE]);
  assert.deepEqual(takeNotifications(), []);
  const [entry] = await readPresence();
  assert.deepEqual([entry.telephonySessionId, entryText(entry)], [id, 'Ringing']);
  simulator.inbound().answer();
  assert.equal(takeNotifications().length, 2);
});

test('a connection that is recovered brings what it missed of a call', async () => {
  const {connect, openSubscribed, simulator} = await createInboundFixture();
  const socket = await openSubscribed([PRESENCE]);
  simulator.gateway.dropAll();
  simulator.playInbound('missed');
  simulator.advance(30_000);
  const {takeNotifications} = await connect(socket.lastToken());
  assert.deepEqual(takeNotifications().map(({body}) => body.activeCalls.map(entryText).join()),
    ['Ringing', 'NoCall final']);
});

test('another user hears nothing of the call, and may not read it', async () => {
  const {expectStatus, openSubscribed, sessionPath, signIn, simulator} = await createInboundFixture();
  signIn({user: {extensionId: '400131426102', name: 'Sam Rivera', directNumber: '+16505550179'}});
  const {takeNotifications} = await openSubscribed([SESSIONS, PRESENCE]);
  const {id} = simulator.ring();
  assert.deepEqual(takeNotifications(), []);
  await expectStatus(403, 'GET', sessionPath(id));
  const {to} = simulator.ring({owner: '400131426102'});
  assert.deepEqual(to, {phoneNumber: '+16505550179', name: 'Sam Rivera', extensionId: '400131426102'});
  assert.equal(takeNotifications().length, 2);
});

test('requests hold, mute and end a call that the user has answered', async () => {
  const {expectStatus, sessionPath, simulator, take} = await createInboundFixture();
  const {id} = simulator.ring();
  const party = `${sessionPath(id)}/parties/p-${id.slice(2)}-2`;
  await expectStatus(409, 'POST', `${party}/hold`);
  simulator.inbound().answer();
  take();
  await expectStatus(200, 'POST', `${party}/hold`);
  await expectStatus(200, 'PATCH', party, {muted: true});
  await expectStatus(200, 'POST', `${party}/unhold`);
  await expectStatus(204, 'DELETE', sessionPath(id));
  assert.deepEqual(take(), {
    sessions: ['-2 Hold', '-2 Hold muted', '-2 Answered muted', '-2 Disconnected/CallFinished muted'],
    presence: ['OnHold', 'CallConnected', 'NoCall final'],
  });
  await expectStatus(404, 'GET', sessionPath(id));
});

test('nobody rings for longer than a day', async () => {
  const {simulator, take} = await createInboundFixture();
  simulator.ring();
  simulator.advance(25 * 3_600_000);
  assert.equal(take().presence.at(-1), 'NoCall final');
  assert.equal(simulator.inbound().answer(), false);
});

for (const mirrorOrigin of /** @type {const} */ (['RingOut', 'Call'])) {
  test(`the user's own leg of a RingOut rings in, as a ${mirrorOrigin}`, async () => {
    const {placeCall, readPresence, simulator, takeSessions} =
      await createInboundFixture({sessions: 'mirrored', mirrorOrigin});
    const place = [
      async () => (await placeCall(ANSWERED)).id,
      async () => simulator.placeElsewhere({to: ANSWERED}).id,
      async () => simulator.playInbound('own-ring-out-mirrored')[0]?.id,
    ];
    for (const placeOne of place) {
      const id = await placeOne();
      const bodies = takeSessions();
      assert.deepEqual(bodies.map(({origin, parties: [party]}) =>
        [origin.type, party.direction, party.from.phoneNumber]), [
        ['RingOut', 'Outbound', '+16505550150'], [mirrorOrigin, 'Inbound', ANNA],
      ]);
      const [own, mirror] = await readPresence();
      assert.equal(own.telephonySessionId, id);
      assert.deepEqual([mirror.direction, mirror.from, mirror.to, mirror.telephonyStatus],
        ['Inbound', ANNA, '+16505550150', 'Ringing']);
      assert.equal(Number(mirror.sessionId) - Number(own.sessionId), 2000);
      simulator.advance(60_000);
      takeSessions();
    }
  });
}

test('the mirrored leg is told of first, as an option', async () => {
  const {readPresence, simulator, takeSessions} =
    await createInboundFixture({sessions: 'mirrored', mirrorFirst: true});
  simulator.placeElsewhere({to: ANSWERED});
  assert.deepEqual(takeSessions().map(({parties: [{direction}]}) => direction), ['Inbound', 'Outbound']);
  const directions = (await readPresence()).map((/** @type {any} */ {direction}) => direction);
  assert.deepEqual(directions, ['Inbound', 'Outbound']);
});

test('the mirrored leg is alone for a while, as an option', async () => {
  const {readParties, readPresence, simulator, take, takePresence} =
    await createInboundFixture({sessions: 'mirrored', mirrorFirst: true, mirrorLead: 2});
  const {id} = simulator.placeElsewhere({to: ANSWERED});
  assert.deepEqual(takePresence().map(({activeCalls}) => activeCalls.length), [1]);
  assert.equal(await readParties(id), '404');
  simulator.advance(2000);
  assert.equal((await readPresence()).length, 2);
  assert.deepEqual(take().sessions, ['-2 Setup', '-2 Proceeding', '-1 Proceeding']);
});
