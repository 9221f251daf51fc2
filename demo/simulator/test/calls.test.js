import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed, scenarios} from '../scenarios.js';
import {virtual} from './support.js';

const RINGING = 'InProgress/InProgress/InProgress';

/** Statuses of a call, second by second, each once. */
async function story(/** @type {string} */ name, setup = {}) {
  const {simulator, call, status} = virtual({limits: {light: null}, ...setup});
  const {id} = await call(scenarioNamed(name).number);
  /** @type {[number, string][]} */
  const told = [];
  for (let second = 0; second <= 40; second++) {
    const now = await status(id);
    if (told.at(-1)?.[1] !== now) told.push([second, now]);
    simulator.advance(1000);
  }
  return told;
}

/** @type {[string, [number, string][]][]} */
const STORIES = [
  ['answered', [[0, RINGING], [6, 'InProgress/Success/InProgress'], [12, 'Success/Success/Success'], [22, 'Success/Finished/Finished'], [32, '404']]],
  ['answered-long', [[0, RINGING], [6, 'InProgress/Success/InProgress'], [12, 'Success/Success/Success']]],
  ['busy', [[0, RINGING], [5, 'InProgress/Success/InProgress'], [10, 'CannotReach/Success/Busy'], [20, '404']]],
  ['phone-offline', [[0, RINGING], [5, 'CannotReach/GenericError/Success'], [15, '404']]],
  ['forgotten', [[0, RINGING], [6, 'InProgress/Success/InProgress'], [12, 'Success/Success/Success'], [22, '404']]],
  ['invalid', [[0, RINGING], [5, 'Invalid/Invalid/Invalid']]],
];

for (const [name, expected] of STORIES) {
  test(`${name}, second by second`, async () => assert.deepEqual(await story(name), expected));
}

test('at speed 10 everything is ten times faster', async () => {
  assert.deepEqual(await story('answered', {speed: 10}),
    [[0, RINGING], [1, 'InProgress/Success/InProgress'], [2, 'Success/Success/Success'], [3, 'Success/Finished/Finished'], [4, '404']]);
});

test('a call keeps the speed that it began with', async () => {
  const {simulator, call, status} = virtual();
  const {id} = await call('+16505550100');
  simulator.configure({speed: 100});
  simulator.advance(5000);
  assert.equal(await status(id), RINGING);
});

test('a number outside the table is answered', async () => {
  const {simulator, call, status} = virtual();
  const {id} = await call('+442079460000');
  simulator.advance(12_000);
  assert.equal(await status(id), 'Success/Success/Success');
});

test('ids are opaque strings, some of which have to be percent-encoded; or numbers, when asked for', async () => {
  const {call, status} = virtual({limits: {heavy: null}});
  const ids = [];
  for (let n = 0; n < 10; n++) ids.push((await call('+16505550100')).id);
  assert.ok(ids.every((id) => typeof id === 'string'));
  assert.ok(ids.some((id) => encodeURIComponent(id) !== id));
  for (const id of ids) assert.equal(await status(id), RINGING);
  const odd = virtual({ids: 'number'});
  const answer = await (await odd.simulator.network('http://api.test/restapi/v1.0/account/~/extension/~/ring-out', {
    method: 'POST', headers: {authorization: `Bearer ${odd.simulator.signIn().access_token}`}, body: JSON.stringify({to: {phoneNumber: '+16505550100'}}),
  })).json();
  assert.ok(Number.isSafeInteger(answer.id));
});

test('the deprecated spelling knows the same calls', async () => {
  const {expecting, status} = virtual();
  const {id, uri} = await expecting(200, 'POST', '/ringout', {from: {phoneNumber: '+16505550150'}, to: {phoneNumber: '+16505550100'}});
  assert.ok(Number.isSafeInteger(id));
  assert.match(uri, /\/ringout\/\d+$/);
  assert.equal((await expecting(200, 'GET', `/ringout/${id}`)).id, String(id));
  assert.equal(await status(String(id)), RINGING);
});

test('cancel while the first leg rings: it reads Rejected after a while, then nothing', async () => {
  const {simulator, call, status, expecting} = virtual();
  const {id} = await call('+16505550100');
  simulator.advance(3000);
  await expecting(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  assert.equal(await status(id), RINGING);
  simulator.advance(3900);
  assert.equal(await status(id), RINGING, 'the first leg is not answered meanwhile');
  simulator.advance(100);
  assert.equal(await status(id), 'CannotReach/Rejected/InProgress');
  await expecting(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  simulator.advance(10_000);
  assert.equal(await status(id), '404');
  await expecting(404, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
});

test('a cancel after the first leg was answered is accepted and does nothing', async () => {
  const {simulator, call, status, expecting} = virtual();
  const {id} = await call('+16505550100');
  simulator.advance(6000);
  await expecting(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
  simulator.advance(6000);
  assert.equal(await status(id), 'Success/Success/Success');
});

test('hanging up ends a call in each of its phases', async () => {
  for (const [after, expected] of /** @type {const} */ ([
    [1000, 'CannotReach/Rejected/InProgress'], [7000, 'CannotReach/Finished/Rejected'], [60_000, 'Success/Finished/Finished'],
  ])) {
    const {simulator, call, status} = virtual();
    const {id} = await call(scenarioNamed('answered-long').number);
    simulator.advance(after);
    assert.equal(simulator.hangUp(), true);
    assert.equal(await status(id), expected);
    assert.equal(simulator.hangUp(), false, 'no other call is up');
    simulator.advance(10_000);
    assert.equal(await status(id), '404');
  }
});

test('a call of somebody else is not found', async () => {
  const {simulator, call, status, use} = virtual();
  const {id} = await call('+16505550100');
  use(simulator.signIn({user: {extensionId: '400131426102'}}).access_token);
  assert.equal(await status(id), '404');
});

test('what a call was asked for is kept', async () => {
  const {simulator, call} = virtual();
  await call('16505550100', {from: {forwardingNumberId: '400240003'}, callerId: {phoneNumber: '+16505550170'}, playPrompt: false});
  const {to, from, callerId, playPrompt} = simulator.facts.calls[0] ?? {};
  assert.deepEqual({to, from, callerId, playPrompt}, {to: '+16505550100', from: '+16505550152', callerId: '+16505550170', playPrompt: false});
});

const TO = {to: {phoneNumber: '+16505550100'}};
/** @type {[string, unknown, string, string | undefined][]} */
const REFUSED = [
  ['a body that is not JSON', 'to: 5', 'CMN-103', undefined],
  ['no destination', {}, 'CMN-101', 'to'],
  ['a destination that is no number', {to: {phoneNumber: '1*101'}}, 'CMN-101', 'to'],
  ['a destination that the platform does not take', {to: {phoneNumber: '+16505550129'}}, 'CMN-101', 'to'],
  ['an unknown phone', {...TO, from: {forwardingNumberId: '5'}}, 'CMN-101', 'from'],
  ['a phone that cannot ring', {...TO, from: {forwardingNumberId: '400240004'}}, 'CMN-101', 'from'],
  ['a phone that the platform refuses', {...TO, from: {phoneNumber: '+16505550198'}}, 'CMN-101', 'from'],
  ['an empty phone', {...TO, from: {}}, 'CMN-104', 'from'],
  ['a caller ID of somebody else', {...TO, callerId: {phoneNumber: '+16505550199'}}, 'CMN-101', 'callerId'],
  ['a caller ID that only takes faxes', {...TO, callerId: {phoneNumber: '+16505550174'}}, 'CMN-101', 'callerId'],
  ['a prompt that is not true or false', {...TO, playPrompt: 'yes'}, 'CMN-101', 'playPrompt'],
];
for (const [what, body, code, parameter] of REFUSED) {
  test(`400 for ${what}`, async () => {
    const {simulator, expecting} = virtual();
    const answer = await expecting(400, 'POST', '/ring-out', body);
    assert.equal(answer.errorCode, code);
    assert.equal(answer.errors[0].errorCode, code);
    assert.equal(answer.errors[0].parameterName, parameter);
    assert.equal(simulator.facts.calls.length, 0);
  });
}

test('refusals of the table answer as it says, and no call comes about', async () => {
  for (const {number, post} of scenarios) {
    if (!post?.status) continue;
    const {simulator, expecting} = virtual();
    const answer = await expecting(post.status, 'POST', '/ring-out', {to: {phoneNumber: number}});
    assert.equal(answer.errorCode, post.code);
    assert.equal(answer.feature, post.feature);
    assert.equal(simulator.facts.calls.length, 0);
  }
});

test('dropped before: no call; dropped after: the phone rings all the same', async () => {
  for (const [name, calls] of /** @type {const} */ ([['dropped-before', 0], ['dropped-after', 1]])) {
    const {simulator, ask} = virtual();
    await assert.rejects(ask('POST', '/ring-out', {to: {phoneNumber: scenarioNamed(name).number}}), TypeError);
    assert.equal(simulator.facts.calls.length, calls);
    assert.equal(simulator.requests.at(-1)?.status, 0);
  }
});

test('the slow answer comes after eight seconds', async () => {
  const {simulator, call} = virtual();
  let answered = false;
  const placed = call(scenarioNamed('slow').number).then(() => { answered = true; });
  await new Promise(setImmediate);
  simulator.advance(7999);
  await new Promise(setImmediate);
  assert.equal(answered, false);
  simulator.advance(1);
  await placed;
});

test('facts can be stored and given back', async () => {
  const first = virtual();
  const {id} = await first.call('+16505550100');
  const second = virtual({facts: structuredClone(first.simulator.facts), now: () => first.simulator.now() + 12_000});
  assert.equal(second.simulator.statusOf(id)?.callStatus, 'Success');
});
