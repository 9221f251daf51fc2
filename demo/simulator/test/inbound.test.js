// Somebody calls the user: what people do about it, and what the platform tells of it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createInboundFixture, entryText} from './inbound-support.js';

const CUSTOMER = {from: '+12125550142', fromName: 'PAT DOYLE'};
const COLLEAGUE = {from: '102', fromName: 'Sam Rivera', fromExtensionId: '400131426102'};
const QUEUE = {...CUSTOMER, to: '+18005550171', queue: 'Support'};

/** A call that rings, its first notifications read. @param {any} ring @param {any} [setup] */
async function ringing(ring = CUSTOMER, setup = {}) {
  const fixture = await createInboundFixture(setup);
  const {id} = fixture.simulator.ring(ring);
  fixture.simulator.advance(1000);
  const first = fixture.take();
  return {...fixture, id, first, call: fixture.simulator.inbound(id)};
}

/** A call that the user has answered. @param {any} [ring] */
async function answered(ring) {
  const fixture = await ringing(ring);
  assert.equal(fixture.call.answer(), true);
  fixture.simulator.advance(1000);
  fixture.take();
  return fixture;
}

test('a call is set up, rings, and is told of in both filters', async () => {
  const {takePresence, takeSessions, simulator} = await createInboundFixture();
  const {id} = simulator.ring(CUSTOMER);
  simulator.advance(1000);
  const {accountId, directNumber, extensionId, name} = simulator.options.user;
  const bodies = takeSessions();
  assert.deepEqual(bodies.map(({parties: [party]}) => party.status.code), ['Setup', 'Proceeding']);
  const {origin, sequence, parties: [party], telephonySessionId} = bodies[0];
  assert.deepEqual([telephonySessionId, origin, sequence], [id, {type: 'Call'}, 1]);
  assert.deepEqual(party, {
    id: `p-${id.slice(2)}-2`, accountId, extensionId, direction: 'Inbound',
    from: {phoneNumber: CUSTOMER.from, name: CUSTOMER.fromName},
    to: {phoneNumber: directNumber, name, extensionId},
    status: {code: 'Setup'}, muted: false, standAlone: false, queueCall: false, missedCall: false,
  });
  const [{activeCalls: [entry], telephonyStatus}] = takePresence();
  assert.equal(telephonyStatus, 'Ringing');
  assert.deepEqual(entry, {
    id, direction: 'Inbound', queueCall: false, from: CUSTOMER.from, fromName: CUSTOMER.fromName,
    to: directNumber, toName: name, telephonyStatus: 'Ringing', telephonySessionId: id,
    startTime: new Date(simulator.now() - 1000).toISOString(), partyId: party.id,
    sessionId: bodies[0].sessionId,
  });
});

test('a queue call names its queue and its caller', async () => {
  const {takePresence, takeSessions, simulator} = await createInboundFixture();
  simulator.ring(QUEUE);
  const [{parties: [party]}] = takeSessions();
  assert.equal(party.queueCall, true);
  assert.deepEqual(party.uiCallInfo, {
    primary: {type: 'QueueName', value: 'Support'},
    additional: {type: 'CallerIdName', value: 'PAT DOYLE'},
  });
  const [{activeCalls: [{callInfo, queueCall, to}]}] = takePresence();
  assert.deepEqual([queueCall, to], [true, '+18005550171']);
  assert.deepEqual(callInfo, {
    primary: {type: 'QueueName', value: 'Support'},
    additional: {type: 'CallerIdNumber', value: CUSTOMER.from},
  });
});

/** @type {[string, any, (call: any) => boolean, string[], string[]][]} */
const ENDS_OF_RINGING = [
  ['a colleague answers a queue call', QUEUE, (call) => call.answerElsewhere(),
    ['-2 Disconnected/AgentAnswered'], ['NoCall final']],
  ['a colleague picks up a call', CUSTOMER, (call) => call.answerElsewhere(),
    ['-2 Disconnected/Pickup'], ['NoCall final']],
  ['the user declines', CUSTOMER, (call) => call.decline(),
    ['-2 Disconnected/Rejected'], ['NoCall final']],
  ['nobody answers', CUSTOMER, (call) => call.miss(),
    ['-2 Disconnected/NoAnswer missed'], ['NoCall final']],
  ['the voicemail answers', CUSTOMER, (call) => call.toVoicemail(),
    ['-2 VoiceMail/Voicemail missed'], ['NoCall final']],
  ['the caller gives up', CUSTOMER, (call) => call.callerHangsUp(),
    ['-2 Disconnected/Cancelled missed'], ['NoCall final']],
];

for (const [what, ring, act, sessions, presence] of ENDS_OF_RINGING) {
  test(`${what}: the user's phone stops ringing`, async () => {
    const {call, readPresence, take} = await ringing(ring);
    assert.equal(act(call), true);
    assert.deepEqual(take(), {sessions, presence});
    assert.deepEqual(await readPresence(), []);
    assert.equal(call.answer(), false);
    assert.deepEqual(take(), {sessions: [], presence: []});
  });
}

/** @type {[string, any, (call: any) => boolean, string[], string[]][]} */
const STEPS_OF_A_TALK = [
  ['the user hangs up', CUSTOMER, (call) => call.hangUp(),
    ['-2 Disconnected/CallFinished'], ['NoCall final']],
  ['the caller hangs up', CUSTOMER, (call) => call.callerHangsUp(),
    ['-2 Disconnected'], ['NoCall final']],
  ['the user puts the caller through', CUSTOMER, (call) => call.transferAway(),
    ['-2 Disconnected/BlindTransfer'], ['NoCall final']],
  ['the user goes on on another phone', CUSTOMER, (call) => call.switchPhone(),
    ['-2 Disconnected/CallSwitch', '-3 Answered'], ['CallConnected']],
  ['the user picks up on another phone', CUSTOMER, (call) => call.switchPhone({reason: 'Pickup'}),
    ['-2 Disconnected/Pickup', '-3 Answered'], ['CallConnected']],
  ['a colleague puts a customer through', COLLEAGUE,
    (call) => call.transfer({from: {phoneNumber: CUSTOMER.from, name: CUSTOMER.fromName}}),
    ['-2 Disconnected/AttendedTransfer', '-4 Answered'], ['CallConnected']],
  ['a colleague puts a customer through blindly', COLLEAGUE,
    (call) => call.transfer({from: {phoneNumber: CUSTOMER.from}, reason: 'BlindTransfer'}),
    ['-2 Disconnected/BlindTransfer', '-4 Setup'], ['Ringing']],
];

for (const [what, ring, act, sessions, presence] of STEPS_OF_A_TALK) {
  test(`${what}: both filters tell of it`, async () => {
    const {call, take} = await answered(ring);
    assert.equal(act(call), true);
    assert.deepEqual(take(), {sessions, presence});
  });
}

test('a transfer keeps the session, with another caller', async () => {
  const {call, id, readPresence, takeSessions} = await answered(COLLEAGUE);
  call.transfer({from: {phoneNumber: CUSTOMER.from, name: CUSTOMER.fromName}});
  const last = takeSessions().at(-1);
  assert.equal(last.telephonySessionId, id);
  assert.equal(last.parties[0].from.phoneNumber, CUSTOMER.from);
  const [entry] = await readPresence();
  assert.deepEqual([entry.telephonySessionId, entry.from, entry.fromName, entry.partyId],
    [id, CUSTOMER.from, CUSTOMER.fromName, last.parties[0].id]);
});

test('a request reads the parties of colleagues, which no notification tells of', async () => {
  const {call, id, readParties, take} = await ringing(QUEUE);
  assert.equal(await readParties(id), '-1 Answered, -2 Proceeding, -3 Proceeding');
  call.answerElsewhere();
  assert.deepEqual(take().sessions, ['-2 Disconnected/AgentAnswered']);
  assert.equal(await readParties(id), '-1 Answered, -2 Disconnected/AgentAnswered, -3 Answered');
  call.callerHangsUp();
  assert.deepEqual(take(), {sessions: [], presence: []});
  assert.equal(await readParties(id), '404');
});

test('a call rings until somebody acts, and can be read all that time', async () => {
  const {call, id, readParties, readPresence, simulator, take} = await ringing();
  simulator.advance(1_200_000);
  assert.deepEqual(take(), {sessions: [], presence: []});
  assert.equal(await readParties(id), '-1 Answered, -2 Proceeding');
  assert.deepEqual((await readPresence()).map(entryText), ['Ringing']);
  assert.equal(call.hangUp(), false);
  assert.equal(call.answer(), true);
  assert.equal(call.answer(), false);
  assert.deepEqual(take(), {sessions: ['-2 Answered'], presence: ['CallConnected']});
});

test('either side hangs up, as in calls that the user places', async () => {
  const {simulator, take} = await createInboundFixture();
  for (const by of /** @type {const} */ (['caller', 'callee'])) {
    const ringing = simulator.ring();
    assert.equal(simulator.hangUp(ringing.id, by), true);
    const talking = simulator.ring();
    simulator.inbound().answer();
    assert.equal(simulator.hangUp(talking.id, by), true);
  }
  assert.deepEqual(take().sessions.filter((text) => text.includes('Disconnected')), [
    '-2 Disconnected/Cancelled missed', '-2 Disconnected',
    '-2 Disconnected/Rejected', '-2 Disconnected/CallFinished',
  ]);
});

test('without an id, the newest call that is not over is meant', async () => {
  const {simulator, take} = await createInboundFixture();
  const first = simulator.ring(CUSTOMER);
  simulator.ring(COLLEAGUE);
  assert.equal(simulator.inbound().decline(), true);
  assert.equal(simulator.inbound().decline(), true);
  assert.equal(simulator.inbound().decline(), false);
  assert.equal(simulator.inbound(first.id).answer(), false);
  assert.throws(() => simulator.steer(first.id, /** @type {any} */ ('sing')), /no step "sing"/);
  assert.equal(take().presence.at(-1), 'NoCall final');
});
