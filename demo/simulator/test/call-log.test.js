import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inboundScenarios} from '../inbound-scenarios.js';
import {ALL_SCOPES} from '../options.js';
import {scenarioNamed, scenarios} from '../scenarios.js';
import {createLogFixture, recordText} from './call-log-support.js';
import {START, createFixture} from './support.js';

const ANSWERED = scenarioNamed('answered').number;
const OWN = '+16505550150';

test('the record of an answered call has the talk time in the leg of the other phone', async () => {
  const {pass, placeCall, readRecords, simulator} = createLogFixture();
  const {id} = await placeCall(ANSWERED);
  pass(25);
  const [record, ...others] = await readRecords(id);
  assert.deepEqual(others, []);
  assert.equal(recordText(record), 'Call connected 16, Caller Call connected 16, Subscriber Call connected 10');
  const {startTime, direction, action, from, to, finished, telephonySessionId, durationMs} = record;
  const {name, extensionId} = simulator.options.user;
  assert.deepEqual({startTime, direction, action, from, to, finished, telephonySessionId, durationMs}, {
    startTime: new Date(START).toISOString(), direction: 'Outbound', action: 'RingOut Web',
    from: {phoneNumber: OWN, name, extensionId}, to: {phoneNumber: ANSWERED},
    finished: true, telephonySessionId: id, durationMs: 16_000,
  });
});

test('the session ids are those of telephony sessions and presence', async () => {
  const {expectStatus, pass, placeCall, readLog, simulator} = createLogFixture({sessionIds: 'different'});
  const {id} = await placeCall(scenarioNamed('answered-long').number);
  pass(13);
  const {activeCalls: [active]} = await expectStatus(200, 'GET', '/presence?detailedTelephonyState=true');
  simulator.hangUp(id);
  pass(3);
  const [record] = await readLog(`sessionId=${active.sessionId}`);
  assert.notEqual(record.telephonySessionId, id);
  assert.equal(record.telephonySessionId, active.telephonySessionId);
  assert.deepEqual(await readLog(`sessionId=${id}`), []);
});

/** @type {[string, string][]} */
const RESULTS = [
  ['busy', 'Busy 5, Caller Call connected 5, Subscriber Busy 0'],
  ['no-answer', 'No Answer 15, Caller Call connected 15, Subscriber No Answer 0'],
  ['rejected', 'Declined 5, Caller Call connected 5, Subscriber Declined 0'],
  ['phone-offline', 'IP Phone Offline 0, Caller IP Phone Offline 0'],
  ['no-answer-here', 'No Answer 0, Caller No Answer 0'],
  ['declined-here', 'Declined 0, Caller Declined 0'],
  ['hung-up-early', 'Hang Up 5, Caller Call connected 5, Subscriber Hang Up 0'],
  ['international-disabled', 'International Disabled 5, Caller Call connected 5, Subscriber International Disabled 0'],
  ['destination-blocked', 'Blocked 5, Caller Call connected 5, Subscriber Blocked 0'],
  ['no-funds', 'No Calling Credit 5, Caller Call connected 5, Subscriber No Calling Credit 0'],
  ['no-such-user', 'Wrong Number 5, Caller Call connected 5, Subscriber Wrong Number 0'],
  ['no-answering-machine', 'Internal Error 5, Caller Call connected 5, Subscriber Internal Error 0'],
  ['cannot-reach', 'Call Failed 5, Caller Call connected 5, Subscriber Call Failed 0'],
  ['forgotten', 'Call connected 16, Caller Call connected 16, Subscriber Call connected 10'],
  ['voicemail', 'Voicemail 16, Caller Call connected 16, Subscriber Voicemail 10'],
  ['invalid-number', 'Wrong Number 5, Caller Call connected 5, Subscriber Wrong Number 0'],
  ['record-one-leg', 'Busy 5, Caller Call connected 5'],
];

for (const [name, expected] of RESULTS) {
  test(`${name}: the record says how the call ended`, async () => {
    const {pass, placeCall, readRecords} = createLogFixture();
    const {id} = await placeCall(scenarioNamed(name).number);
    pass(30);
    assert.deepEqual((await readRecords(id)).map(recordText), [expected]);
  });
}

test('every call of the table is listed with a final result, but for the one that never is', async () => {
  for (const {name, number, post} of scenarios) {
    if (post) continue;
    const {pass, placeCall, readLog, simulator} = createLogFixture();
    const {id} = await placeCall(number);
    pass(20);
    simulator.hangUp(id);
    pass(60);
    const records = (await readLog()).filter((/** @type {any} */ one) => one.direction === 'Outbound');
    assert.equal(records.length, name === 'record-missing' ? 0 : 1, name);
    for (const {result, finished} of records) {
      assert.ok(finished && result !== 'In Progress', name);
    }
  }
});

test('a canceled call says so', async () => {
  const {expectStatus, pass, placeCall, readRecords} = createLogFixture();
  const {id} = await placeCall(ANSWERED);
  pass(2);
  await expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  pass(7);
  assert.deepEqual((await readRecords(id)).map(recordText), ['Hang Up 0, Caller Hang Up 0']);
});

test('a call from a phone that is offline says so', async () => {
  const {pass, placeCall, readRecords} = createLogFixture();
  const {id} = await placeCall(ANSWERED, {from: {phoneNumber: '+16505550156'}});
  pass(10);
  assert.deepEqual((await readRecords(id)).map(recordText), ['IP Phone Offline 0, Caller IP Phone Offline 0']);
});

test('older systems list the ring of the user\'s phone as a second call, with the numbers mirrored', async () => {
  const {pass, placeCall, readLog, readRecords} = createLogFixture();
  const {id} = await placeCall(scenarioNamed('record-mirrored').number);
  pass(25);
  const records = await readLog();
  const texts = records.map((/** @type {any} */ {direction, action, from, to, result}) =>
    [direction, action, from.phoneNumber, to.phoneNumber, result]);
  const {number} = scenarioNamed('record-mirrored');
  assert.deepEqual(texts, [
    ['Outbound', 'RingOut Web', OWN, number, 'Call connected'],
    ['Inbound', 'Phone Call', number, OWN, 'Call connected'],
  ]);
  assert.equal(Number(records[1].sessionId) - Number(records[0].sessionId), 2000);
  assert.equal((await readRecords(id)).length, 1);
  assert.notEqual(records[0].id, records[1].id);
});

test('calls to the user are in the log as well', async () => {
  const {pass, readLog, simulator} = createLogFixture();
  /** @type {Record<string, string>} */
  const results = {};
  for (const {name, ringOut} of inboundScenarios) {
    if (ringOut || name === 'two-at-once' || name === 'ringing') continue;
    simulator.playInbound(name);
    pass(40);
    const [{direction, result, duration}] = await readLog();
    results[name] = `${direction} ${result} ${duration}`;
  }
  assert.deepEqual(results, {
    'known': 'Inbound Accepted 20', 'unknown': 'Inbound Accepted 20', 'two-matches': 'Inbound Accepted 20',
    'anonymous': 'Inbound Accepted 20', 'withheld': 'Inbound Accepted 20', 'extension': 'Inbound Accepted 20',
    'queue': 'Inbound Accepted 20', 'queue-unnamed': 'Inbound Accepted 20',
    'queue-elsewhere': 'Inbound Answered Elsewhere 0', 'missed': 'Inbound Missed 0',
    'voicemail': 'Inbound Voicemail 0', 'caller-gave-up': 'Inbound Missed 0',
    'declined': 'Inbound Declined 0', 'answered': 'Inbound Accepted 20',
    'transfer': 'Inbound Accepted 22', 'transfer-blind': 'Inbound Accepted 22',
    'switch': 'Inbound Accepted 20', 'pickup': 'Inbound Accepted 20',
  });
});

test('lists the last day, or the time that is asked for, newest first', async () => {
  const {expectStatus, pass, placeCall, readLog} = createLogFixture({expiresIn: 7 * 24 * 3600});
  await placeCall(ANSWERED);
  pass(3600);
  await placeCall(scenarioNamed('busy').number);
  pass(23 * 3600);
  const numbers = async (query = '') =>
    (await readLog(query)).map((/** @type {any} */ {to}) => to.phoneNumber.slice(-2));
  assert.deepEqual(await numbers(), ['02', '00']);
  pass(1);
  assert.deepEqual(await numbers(), ['02']);
  const start = new Date(START).toISOString();
  assert.deepEqual(await numbers(`dateFrom=${start}`), ['02', '00']);
  assert.deepEqual(await numbers(`dateFrom=${start}&dateTo=${start}`), ['00']);
  assert.deepEqual(await numbers(`dateTo=${start}`), ['00']);
  for (const query of ['dateFrom=yesterday', 'view=All', 'perPage=0', 'page=x', 'direction=Both']) {
    const {errorCode, errors} = await expectStatus(400, 'GET', `/call-log?${query}`);
    assert.deepEqual([errorCode, errors[0].parameterName], ['CMN-101', query.split('=')[0]]);
  }
});

test('filters by number and direction, and comes in pages', async () => {
  const {expectStatus, pass, placeCall, readLog, simulator} = createLogFixture();
  for (const name of ['answered', 'busy', 'answered']) {
    await placeCall(scenarioNamed(name).number);
    pass(30);
  }
  simulator.ring({from: ANSWERED});
  pass(1);
  const count = async (/** @type {string} */ query) => (await readLog(query)).length;
  assert.equal(await count('phoneNumber=16505550100'), 3);
  assert.equal(await count('phoneNumber=16505550100&direction=Outbound'), 2);
  assert.equal(await count('direction=Inbound&direction=Outbound&perPage=max'), 4);
  const ids = [];
  let query = 'view=Simple&perPage=3';
  for (let page = 1; query; page++) {
    const {records, paging, navigation} = await expectStatus(200, 'GET', `/call-log?${query}`);
    assert.equal(paging.page, page);
    ids.push(...records.map((/** @type {any} */ {id}) => id));
    query = navigation.nextPage ? new URL(navigation.nextPage.uri).search.slice(1) : '';
  }
  assert.equal(new Set(ids).size, 4);
});

test('a simple view has no legs, and a user sees no call of another', async () => {
  const {pass, placeCall, readLog, simulator, useToken} = createLogFixture();
  await placeCall(ANSWERED);
  pass(30);
  const [record] = await readLog('');
  assert.deepEqual([record.legs, record.billing], [undefined, undefined]);
  useToken(simulator.signIn({user: {extensionId: '9'}}).access_token);
  assert.deepEqual(await readLog(), []);
});

test('refuses apps without the scope and users without the permission, and is Heavy', async () => {
  const {expectStatus, send, simulator, useToken} = createFixture({scopes: ALL_SCOPES});
  const response = await send('GET', '/call-log');
  assert.equal(response.headers.get('x-rate-limit-group'), 'heavy');
  simulator.configure({missingPermissions: ['ReadCallLog']});
  assert.equal((await expectStatus(403, 'GET', '/call-log')).errorCode, 'CMN-408');
  useToken(simulator.signIn({scopes: ['RingOut', 'ReadAccounts']}).access_token);
  assert.equal((await expectStatus(403, 'GET', '/call-log')).errorCode, 'CMN-401');
  for (let n = 3; n < 10; n++) await send('GET', '/call-log');
  await expectStatus(429, 'POST', '/ring-out', {to: {phoneNumber: ANSWERED}});
});
