import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed, scenarios} from '../scenarios.js';
import {EXTENSION, ORIGIN, createFixture} from './support.js';

const CALL_REQUEST = {to: {phoneNumber: '+16505550100'}};
const RINGING = 'InProgress/InProgress/InProgress';

/** Each status of a call with the second at which it first shows. */
async function statusHistory(/** @type {string} */ scenarioName, setup = {}) {
  const {simulator, placeCall, readStatus} = createFixture({limits: {light: null}, ...setup});
  const {id} = await placeCall(scenarioNamed(scenarioName).number);
  /** @type {[number, string][]} */
  const history = [];
  for (let second = 0; second <= 40; second++) {
    const status = await readStatus(id);
    if (history.at(-1)?.[1] !== status) history.push([second, status]);
    simulator.advance(1000);
  }
  return history;
}

/** @type {[string, [number, string][]][]} */
const HISTORIES = [
  ['answered', [
    [0, RINGING], [6, 'InProgress/Success/InProgress'], [12, 'Success/Success/Success'],
    [22, 'Success/Finished/Finished'], [32, '404'],
  ]],
  ['answered-long', [
    [0, RINGING], [6, 'InProgress/Success/InProgress'], [12, 'Success/Success/Success'],
  ]],
  ['busy', [
    [0, RINGING], [5, 'InProgress/Success/InProgress'], [10, 'CannotReach/Success/Busy'],
    [20, '404'],
  ]],
  ['phone-offline', [[0, RINGING], [5, 'CannotReach/GenericError/Success'], [15, '404']]],
  ['forgotten', [
    [0, RINGING], [6, 'InProgress/Success/InProgress'], [12, 'Success/Success/Success'],
    [22, '404'],
  ]],
  ['invalid', [[0, RINGING], [5, 'Invalid/Invalid/Invalid']]],
];

for (const [name, expected] of HISTORIES) {
  test(`${name}: each status comes at its second`, async () => {
    assert.deepEqual(await statusHistory(name), expected);
  });
}

test('runs scenarios ten times faster at speed 10', async () => {
  assert.deepEqual(await statusHistory('answered', {speed: 10}), [
    [0, RINGING], [1, 'InProgress/Success/InProgress'], [2, 'Success/Success/Success'],
    [3, 'Success/Finished/Finished'], [4, '404'],
  ]);
});

test('keeps the speed that a call began with', async () => {
  const {simulator, placeCall, readStatus} = createFixture();
  const {id} = await placeCall('+16505550100');
  simulator.configure({speed: 100});
  simulator.advance(5000);
  assert.equal(await readStatus(id), RINGING);
});

test('answers calls to numbers outside the table', async () => {
  const {simulator, placeCall, readStatus} = createFixture();
  const {id} = await placeCall('+442079460000');
  simulator.advance(12_000);
  assert.equal(await readStatus(id), 'Success/Success/Success');
});

test('gives calls opaque ids, some to be percent-encoded, or numeric ones as an option', async () => {
  const {placeCall, readStatus} = createFixture({limits: {heavy: null}});
  const ids = [];
  for (let n = 0; n < 10; n++) ids.push((await placeCall('+16505550100')).id);
  assert.ok(ids.every((id) => typeof id === 'string'));
  assert.ok(ids.some((id) => encodeURIComponent(id) !== id));
  for (const id of ids) assert.equal(await readStatus(id), RINGING);
  // Not by the fixture's own requests: the OpenAPI file knows no numeric ids.
  const {simulator} = createFixture({ids: 'number'});
  const response = await simulator.network(ORIGIN + EXTENSION + '/ring-out', {
    method: 'POST',
    headers: {authorization: `Bearer ${simulator.signIn().access_token}`},
    body: JSON.stringify(CALL_REQUEST),
  });
  assert.ok(Number.isSafeInteger((await response.json()).id));
});

test('serves the same calls at the deprecated path', async () => {
  const {expectStatus, readStatus} = createFixture();
  const {id, uri} = await expectStatus(200, 'POST', '/ringout', {from: {phoneNumber: '+16505550150'}, to: {phoneNumber: '+16505550100'}});
  assert.ok(Number.isSafeInteger(id));
  assert.match(uri, /\/ringout\/\d+$/);
  assert.equal((await expectStatus(200, 'GET', `/ringout/${id}`)).id, String(id));
  assert.equal(await readStatus(String(id)), RINGING);
});

test('cancels a call while the first phone rings: Rejected after four seconds, later forgotten', async () => {
  const {simulator, placeCall, readStatus, expectStatus} = createFixture();
  const {id} = await placeCall('+16505550100');
  simulator.advance(3000);
  await expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  assert.equal(await readStatus(id), RINGING);
  simulator.advance(3900);
  assert.equal(await readStatus(id), RINGING, 'the first leg is not answered meanwhile');
  simulator.advance(100);
  assert.equal(await readStatus(id), 'CannotReach/Rejected/InProgress');
  await expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  simulator.advance(10_000);
  assert.equal(await readStatus(id), '404');
  await expectStatus(404, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
});

test('a canceled call can be hung up only until the cancel shows', async () => {
  for (const [ms, isFound] of /** @type {const} */ ([[3000, true], [4000, false]])) {
    const {simulator, placeCall, expectStatus} = createFixture();
    const {id} = await placeCall('+16505550100');
    await expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
    simulator.advance(ms);
    assert.equal(simulator.hangUp(), isFound);
    assert.equal(simulator.hangUp(), false);
  }
});

test('accepts a cancel after the first phone was answered, without effect', async () => {
  const {simulator, placeCall, readStatus, expectStatus} = createFixture();
  const {id} = await placeCall('+16505550100');
  simulator.advance(6000);
  await expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  simulator.advance(6000);
  assert.equal(await readStatus(id), 'Success/Success/Success');
});

test('ends a call in each of its phases when one side hangs up', async () => {
  for (const [ms, expected] of /** @type {const} */ ([
    [1000, 'CannotReach/Rejected/InProgress'], [7000, 'CannotReach/Finished/Rejected'], [60_000, 'Success/Finished/Finished'],
  ])) {
    const {simulator, placeCall, readStatus} = createFixture();
    const {id} = await placeCall(scenarioNamed('answered-long').number);
    simulator.advance(ms);
    assert.equal(simulator.hangUp(), true);
    assert.equal(await readStatus(id), expected);
    assert.equal(simulator.hangUp(), false, 'no other call is active');
    simulator.advance(10_000);
    assert.equal(await readStatus(id), '404');
  }
});

test('does not find the call of another user', async () => {
  const {simulator, placeCall, readStatus, useToken} = createFixture();
  const {id} = await placeCall('+16505550100');
  useToken(simulator.signIn({user: {extensionId: '400131426102'}}).access_token);
  assert.equal(await readStatus(id), '404');
});

test('keeps what a call was requested with', async () => {
  const {simulator, placeCall} = createFixture();
  await placeCall('16505550100', {from: {forwardingNumberId: '400240003'}, callerId: {phoneNumber: '+16505550170'}, playPrompt: false});
  const {to, from, callerId, playPrompt} = simulator.facts.calls[0] ?? {};
  assert.deepEqual({to, from, callerId, playPrompt}, {to: '+16505550100', from: '+16505550152', callerId: '+16505550170', playPrompt: false});
});

/** @type {[string, unknown, string, string | undefined][]} */
const REFUSED_REQUESTS = [
  ['a body that is not JSON', 'to: 5', 'CMN-103', undefined],
  ['a missing destination', {}, 'CMN-101', 'to'],
  ['a destination that is no number', {to: {phoneNumber: '1*101'}}, 'CMN-101', 'to'],
  ['a destination that the platform does not accept', {to: {phoneNumber: '+16505550129'}}, 'CMN-101', 'to'],
  ['an unknown phone', {...CALL_REQUEST, from: {forwardingNumberId: '5'}}, 'CMN-101', 'from'],
  ['a phone that cannot ring', {...CALL_REQUEST, from: {forwardingNumberId: '400240004'}}, 'CMN-101', 'from'],
  ['a phone that the platform refuses', {...CALL_REQUEST, from: {phoneNumber: '+16505550198'}}, 'CMN-101', 'from'],
  ['an empty phone', {...CALL_REQUEST, from: {}}, 'CMN-104', 'from'],
  ['a caller ID of another user', {...CALL_REQUEST, callerId: {phoneNumber: '+16505550199'}}, 'CMN-101', 'callerId'],
  ['a caller ID that only takes faxes', {...CALL_REQUEST, callerId: {phoneNumber: '+16505550174'}}, 'CMN-101', 'callerId'],
  ['a prompt that is not true or false', {...CALL_REQUEST, playPrompt: 'yes'}, 'CMN-101', 'playPrompt'],
];
for (const [what, body, errorCode, parameterName] of REFUSED_REQUESTS) {
  test(`refuses ${what} with 400`, async () => {
    const {simulator, expectStatus} = createFixture();
    const answer = await expectStatus(400, 'POST', '/ring-out', body);
    assert.equal(answer.errorCode, errorCode);
    assert.equal(answer.errors[0].errorCode, errorCode);
    assert.equal(answer.errors[0].parameterName, parameterName);
    assert.equal(simulator.facts.calls.length, 0);
  });
}

test('answers with the error of the scenario, and places no call', async () => {
  for (const {number, post} of scenarios) {
    if (!post?.status) continue;
    const {simulator, expectStatus} = createFixture();
    const answer = await expectStatus(post.status, 'POST', '/ring-out', {to: {phoneNumber: number}});
    assert.equal(answer.errorCode, post.code);
    assert.equal(answer.feature, post.feature);
    assert.equal(simulator.facts.calls.length, 0);
  }
});

test('places no call if the request is lost, and one if only its answer is lost', async () => {
  for (const [name, callCount] of /** @type {const} */ ([['dropped-before', 0], ['dropped-after', 1]])) {
    const {simulator, send} = createFixture();
    await assert.rejects(send('POST', '/ring-out', {to: {phoneNumber: scenarioNamed(name).number}}), TypeError);
    assert.equal(simulator.facts.calls.length, callCount);
    assert.equal(simulator.requests.at(-1)?.status, 0);
  }
});

test('answers the slow number after eight seconds', async () => {
  const {simulator, placeCall} = createFixture();
  let isAnswered = false;
  const pending = placeCall(scenarioNamed('slow').number).then(() => { isAnswered = true; });
  await new Promise(setImmediate);
  simulator.advance(7999);
  await new Promise(setImmediate);
  assert.equal(isAnswered, false);
  simulator.advance(1);
  await pending;
});

test('continues from stored facts', async () => {
  const first = createFixture();
  const {id} = await first.placeCall('+16505550100');
  const second = createFixture({
    facts: structuredClone(first.simulator.facts), now: () => first.simulator.now() + 12_000,
  });
  assert.equal(second.simulator.statusOf(id)?.callStatus, 'Success');
});
