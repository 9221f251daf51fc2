// The scenarios of calls to the user: what both filters tell of each.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  inboundScenarioNamed, inboundScenarios, inboundScenariosAsMarkdown,
} from '../inbound-scenarios.js';
import {defaultUser} from '../lists.js';
import {nextContract} from './next-contract.js';
import {createInboundFixture} from './inbound-support.js';

const RINGS = ['-2 Setup', '-2 Proceeding'];
const TALK_ENDS = [...RINGS, '-2 Answered', '-2 Disconnected'];
const CONNECTED = ['Ringing', 'CallConnected', 'NoCall final'];
const UNANSWERED = ['Ringing', 'NoCall final'];

/** Parties and entries of presence, as they are told of. @type {Record<string, [string[], string[]]>} */
const TOLD = {
  'ringing': [RINGS, ['Ringing']],
  'known': [TALK_ENDS, CONNECTED],
  'unknown': [TALK_ENDS, CONNECTED],
  'two-matches': [TALK_ENDS, CONNECTED],
  'anonymous': [TALK_ENDS, CONNECTED],
  'withheld': [TALK_ENDS, CONNECTED],
  'extension': [TALK_ENDS, CONNECTED],
  'queue': [TALK_ENDS, CONNECTED],
  'queue-unnamed': [TALK_ENDS, CONNECTED],
  'queue-elsewhere': [[...RINGS, '-2 Disconnected/AgentAnswered'], UNANSWERED],
  'missed': [[...RINGS, '-2 Disconnected/NoAnswer missed'], UNANSWERED],
  'voicemail': [[...RINGS, '-2 VoiceMail/Voicemail missed', '-2 Disconnected missed'], UNANSWERED],
  'caller-gave-up': [[...RINGS, '-2 Disconnected/Cancelled missed'], UNANSWERED],
  'declined': [[...RINGS, '-2 Disconnected/Rejected'], UNANSWERED],
  'answered': [[...RINGS, '-2 Answered', '-2 Disconnected/CallFinished'], CONNECTED],
  'two-at-once': [
    [...RINGS, ...RINGS, '-2 Answered', '-2 Disconnected/Cancelled missed', '-2 Disconnected'],
    ['Ringing', 'Ringing, Ringing', 'CallConnected, Ringing', 'CallConnected, NoCall final', 'NoCall final'],
  ],
  'transfer': [
    [...RINGS, '-2 Answered', '-2 Disconnected/AttendedTransfer', '-4 Answered', '-4 Disconnected'],
    ['Ringing', 'CallConnected', 'CallConnected', 'NoCall final'],
  ],
  'transfer-blind': [
    [
      ...RINGS, '-2 Answered', '-2 Disconnected/BlindTransfer', '-4 Setup', '-4 Proceeding',
      '-4 Answered', '-4 Disconnected',
    ],
    ['Ringing', 'CallConnected', 'Ringing', 'CallConnected', 'NoCall final'],
  ],
  'switch': [
    [...RINGS, '-2 Answered', '-2 Disconnected/CallSwitch', '-3 Answered', '-3 Disconnected'],
    ['Ringing', 'CallConnected', 'CallConnected', 'NoCall final'],
  ],
  'pickup': [
    [...RINGS, '-2 Answered', '-2 Disconnected/Pickup', '-3 Answered', '-3 Disconnected'],
    ['Ringing', 'CallConnected', 'CallConnected', 'NoCall final'],
  ],
  'own-ring-out': [
    [
      '-1 Setup', '-1 Proceeding', '-1 Answered', '-2 Setup', '-2 Proceeding', '-2 Answered',
      '-2 Disconnected/CallFinished', '-1 Disconnected',
    ],
    CONNECTED,
  ],
  'own-ring-out-mirrored': [
    [
      '-1 Setup', '-2 Setup', '-1 Proceeding', '-2 Proceeding', '-1 Answered', '-2 Setup',
      '-2 Answered', '-2 Proceeding', '-2 Answered',
      '-2 Disconnected/CallFinished', '-1 Disconnected', '-2 Disconnected',
    ],
    ['Ringing, Ringing', 'CallConnected, CallConnected', 'NoCall final, NoCall final'],
  ],
};

for (const {name} of inboundScenarios) {
  test(`${name}: both filters tell of it, as the OpenAPI file has it`, async () => {
    const {simulator, take} = await createInboundFixture();
    simulator.playInbound(name);
    simulator.advance(60_000);
    const {sessions, presence} = take();
    assert.deepEqual([sessions, presence], TOLD[name]);
    if (!nextContract) return;
    assert.ok(nextContract.checked.has('ExtensionTelephonySessionsEvent'));
    assert.ok(nextContract.checked.has('DetailedExtensionPresenceEvent'));
  });

  test(`${name}: at each second, presence and sessions agree with the notifications`, async () => {
    const {readPresence, send, sessionPath, simulator, takePresence, takeSessions} =
      await createInboundFixture({limits: {light: null}});
    const ids = simulator.playInbound(name).map(({id}) => id);
    /** @type {Record<string, any>} */
    const told = {};
    /** @type {unknown[]} */
    let listed = [];
    for (let second = 0; second <= 40; second++) {
      for (const {activeCalls} of takePresence()) {
        listed = activeCalls.filter((/** @type {any} */ call) => call.terminationType !== 'final');
      }
      for (const {parties: [party]} of takeSessions()) told[party.id] = party.status;
      assert.deepEqual(await readPresence(), listed, `presence, ${second} s`);
      for (const id of ids) {
        const response = await send('GET', sessionPath(id));
        if (response.status === 404) continue;
        const {parties} = await response.json();
        const own = parties.filter((/** @type {any} */ one) => one.extensionId === defaultUser.extensionId);
        for (const party of own) assert.deepEqual(told[party.id], party.status, `${second} s`);
      }
      simulator.advance(1000);
    }
  });
}

test('each scenario has a name, a sentence and fictional numbers', () => {
  assert.deepEqual(Object.keys(TOLD), inboundScenarios.map(({name}) => name));
  for (const {name, description, calls} of inboundScenarios) {
    assert.match(description, /^[A-Z].*\.$/, name);
    for (const {from = '', to = ''} of calls) {
      assert.match(from, /^(\+1[2-9]\d\d55501\d\d|102|anonymous)?$/, name);
      assert.match(to, /^(\+1[2-9]\d\d55501\d\d)?$/, name);
    }
  }
});

test('a name that is not in the table is refused with those that are', () => {
  assert.throws(() => inboundScenarioNamed('knwon'), /no inbound scenario "knwon". Names: ringing, known/);
});

test('the table of the docs has a row for each scenario', () => {
  const lines = inboundScenariosAsMarkdown().trim().split('\n');
  assert.equal(lines.length, inboundScenarios.length + 2);
  assert.equal(lines[2], '| ringing | A contact calls, and your phone rings until somebody acts. |');
});

test('a scenario runs at the speed of its time, and takes another caller', async () => {
  const {simulator, take, readPresence} = await createInboundFixture({speed: 10});
  simulator.playInbound('known', {from: '+13035550199'});
  simulator.advance(100);
  assert.equal((await readPresence())[0].from, '+13035550199');
  simulator.advance(500);
  assert.equal(take().presence.at(-1), 'CallConnected');
});

test('a scenario goes no further once somebody acts', async () => {
  const {simulator, take} = await createInboundFixture();
  simulator.playInbound('known');
  simulator.advance(3000);
  assert.equal(simulator.inbound().callerHangsUp(), true);
  simulator.advance(60_000);
  assert.deepEqual(take(), {
    sessions: [...RINGS, '-2 Disconnected/Cancelled missed'], presence: UNANSWERED,
  });
});
