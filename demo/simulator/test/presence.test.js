// Presence: the calls of a user as colleagues see them.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed} from '../scenarios.js';
import {PRESENCE, createPushFixture} from './push-support.js';

const ANSWERED = scenarioNamed('answered').number;

const presenceTexts = (notifications) => notifications.map(({body}) => {
  const calls = body.activeCalls.map((/** @type {any} */ call) =>
    `${call.telephonyStatus} ${call.terminationType ?? ''}`.trim());
  return `${body.telephonyStatus}: ${calls.join(', ')}`;
});

test('presence rings, is connected, on hold, and tells of the end once', async () => {
  const {control, expectStatus, openSubscribed, placeCall, simulator} = createPushFixture();
  const {takeNotifications} = await openSubscribed([PRESENCE]);
  const {id} = await placeCall(ANSWERED);
  simulator.advance(13_000);
  await control(200, id, 'hold');
  await control(200, id, 'unhold');
  simulator.advance(10_000);
  const notifications = takeNotifications();
  assert.deepEqual(presenceTexts(notifications), [
    'Ringing: Ringing', 'CallConnected: CallConnected', 'OnHold: OnHold',
    'CallConnected: CallConnected', 'NoCall: NoCall final',
  ]);
  const sequences = notifications.map(({body}) => body.sequence);
  assert.deepEqual(sequences, [...new Set(sequences)].sort((one, other) => one - other));
  const {activeCalls, telephonyStatus} = await expectStatus(200, 'GET', PRESENCE);
  assert.deepEqual([activeCalls, telephonyStatus], [[], 'NoCall']);
});

test('presence flickers, as an option', async () => {
  const {openSubscribed, placeCall, simulator} = createPushFixture({presenceFlickers: true});
  const {takeNotifications} = await openSubscribed([PRESENCE]);
  await placeCall(ANSWERED);
  simulator.advance(30_000);
  assert.deepEqual(presenceTexts(takeNotifications()), [
    'Ringing: Ringing', 'NoCall: NoCall intermediate', 'Ringing: Ringing',
    'CallConnected: CallConnected', 'NoCall: NoCall final',
  ]);
});

test('presence without details lists no calls', async () => {
  const {expectStatus, openSubscribed, placeCall, simulator} = createPushFixture();
  const {takeNotifications} = await openSubscribed([PRESENCE.split('?')[0] ?? '']);
  await placeCall(ANSWERED);
  simulator.advance(30_000);
  assert.deepEqual(takeNotifications().map(({body}) => body.telephonyStatus),
    ['Ringing', 'CallConnected', 'NoCall']);
  assert.equal('activeCalls' in await expectStatus(200, 'GET', '/presence'), false);
});
