import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed} from '../scenarios.js';
import {createLogFixture, recordText} from './call-log-support.js';

const ANSWERED = scenarioNamed('answered').number;

test('a call is in progress until seconds after its end', async () => {
  const {pass, placeCall, readRecords} = createLogFixture();
  const {id} = await placeCall(ANSWERED);
  const texts = [];
  for (const seconds of [0, 8, 8, 6, 2.9, 0.1]) {
    pass(seconds);
    const [record] = await readRecords(id);
    texts.push(`${recordText(record)} ${record.finished}`);
  }
  assert.deepEqual(texts, [
    'In Progress 0, Caller In Progress 0 false',
    'In Progress 2, Caller In Progress 2, Subscriber In Progress 0 false',
    'In Progress 10, Caller In Progress 10, Subscriber In Progress 4 false',
    'In Progress 16, Caller In Progress 16, Subscriber In Progress 10 false',
    'In Progress 16, Caller In Progress 16, Subscriber In Progress 10 false',
    'Call connected 16, Caller Call connected 16, Subscriber Call connected 10 true',
  ]);
});

/** When a call of ten seconds is listed, and how. @type {[string, string[]][]} */
const DELAYS = [
  ['answered', ['In Progress', 'Call connected', 'Call connected']],
  ['record-late', ['none', 'none', 'Call connected']],
  ['record-in-progress', ['In Progress', 'In Progress', 'Call connected']],
  ['record-missing', ['none', 'none', 'none']],
];

for (const [name, expected] of DELAYS) {
  test(`${name}: the record comes when it shall`, async () => {
    const {pass, placeCall, readRecords} = createLogFixture();
    const {id} = await placeCall(scenarioNamed(name).number);
    const results = [];
    for (const seconds of [22, 24, 1]) {
      pass(seconds);
      results.push((await readRecords(id))[0]?.result ?? 'none');
    }
    assert.deepEqual(results, expected);
  });
}

test('options decide over what the scenario says', async () => {
  const {pass, placeCall, readRecords} = createLogFixture({callLog: {delay: 5, isListedBefore: false}});
  const {id} = await placeCall(scenarioNamed('record-late').number);
  pass(26.9);
  assert.deepEqual(await readRecords(id), []);
  pass(0.1);
  assert.equal((await readRecords(id)).length, 1);
});

test('a recording comes after as long as the talk took, without a token in its link', async () => {
  const {pass, placeCall, readLog, readRecords, simulator} = createLogFixture();
  const {id} = await placeCall(scenarioNamed('recorded').number);
  pass(12 + 40);
  simulator.hangUp(id);
  pass(39.9);
  const [before] = await readRecords(id);
  assert.deepEqual([before.result, before.recording, before.shortRecording], ['Call connected', undefined, undefined]);
  pass(0.1);
  const [{recording, legs, lastModifiedTime}] = await readRecords(id);
  assert.match(recording.contentUri, /^http:\/\/api\.test\/restapi\/v1\.0\/account\/\d+\/recording\/\d+\/content$/);
  assert.deepEqual(legs[0].recording, recording);
  assert.equal(Date.parse(lastModifiedTime), simulator.now());
  assert.deepEqual((await readLog(''))[0].recording, recording);
});

test('the link of a recording needs a token, and tells a browser so', async () => {
  const {expectStatus, send, simulator, useToken} = createLogFixture();
  const path = '/restapi/v1.0/account/~/recording/1/content';
  const token = simulator.signIn({scopes: ['ReadCallRecording']}).access_token;
  const page = await send('GET', path, undefined, {accept: 'text/html', authorization: ''});
  assert.deepEqual([page.status, page.headers.get('content-type')], [401, 'text/html; charset=utf-8']);
  await expectStatus(401, 'GET', path, undefined, {authorization: ''});
  await expectStatus(403, 'GET', path);
  useToken(token);
  const sound = await send('GET', path);
  assert.deepEqual([sound.status, sound.headers.get('content-type')], [200, 'audio/wav']);
  assert.equal((await sound.arrayBuffer()).byteLength, 44);
});

test('a recording of less than half a minute is dropped', async () => {
  const {pass, placeCall, readRecords, simulator} = createLogFixture();
  const {id} = await placeCall(scenarioNamed('recorded').number);
  pass(12 + 29);
  simulator.hangUp(id);
  pass(60);
  const [{recording, shortRecording}] = await readRecords(id);
  assert.deepEqual([recording, shortRecording], [undefined, true]);
});

test('times of the call log go with the speed of the call', async () => {
  const {pass, placeCall, readRecords, simulator} = createLogFixture({speed: 10, callLog: {isRecorded: true}});
  const {id} = await placeCall(scenarioNamed('answered-long').number);
  pass(1.2 + 3);
  simulator.hangUp(id);
  pass(0.3);
  assert.equal(recordText((await readRecords(id))[0]), 'Call connected 3, Caller Call connected 3, Subscriber Call connected 3');
  pass(2.7);
  assert.ok((await readRecords(id))[0].recording);
});
