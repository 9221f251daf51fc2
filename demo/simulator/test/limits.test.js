import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed} from '../scenarios.js';
import {virtual} from './support.js';

test('a minute takes 50 Light, 10 Heavy and 5 Auth requests', async () => {
  for (const [most, ask] of /** @type {const} */ ([
    [50, (/** @type {ReturnType<typeof virtual>} */ {ask}) => ask('GET', '')],
    [10, (/** @type {ReturnType<typeof virtual>} */ {ask}) => ask('DELETE', '/ring-out/none')],
    [5, (/** @type {ReturnType<typeof virtual>} */ {token}) => token({grant_type: 'refresh_token', refresh_token: 'none'})],
  ])) {
    const world = virtual();
    for (let n = 1; n <= most; n++) {
      const answer = await ask(world);
      assert.notEqual(answer.status, 429);
      assert.equal(answer.headers.get('x-rate-limit-remaining'), String(most - n));
      assert.equal(answer.headers.get('x-rate-limit-limit'), String(most));
      assert.equal(answer.headers.get('x-rate-limit-window'), '60');
    }
    const refused = await ask(world);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '60');
    assert.equal((await refused.json()).errorCode, 'CMN-301');
  }
});

test('a window starts with its first request', async () => {
  const {simulator, ask} = virtual({limits: {light: 2}});
  await ask('GET', '');
  simulator.advance(59_999);
  await ask('GET', '');
  simulator.advance(1);
  assert.equal((await ask('GET', '')).status, 200);
});

test('every request inside the penalty restarts it', async () => {
  const {simulator, ask} = virtual({limits: {light: 1}});
  await ask('GET', '');
  assert.equal((await ask('GET', '')).status, 429);
  simulator.advance(59_000);
  assert.equal((await ask('GET', '')).status, 429);
  simulator.advance(59_000);
  assert.equal((await ask('GET', '')).status, 429);
  simulator.advance(60_000);
  assert.equal((await ask('GET', '')).status, 200);
});

test('groups, users and apps are counted apart', async () => {
  const {simulator, ask, use} = virtual({limits: {light: 1}});
  await ask('GET', '');
  assert.equal((await ask('GET', '')).status, 429);
  assert.equal((await ask('DELETE', '/ring-out/none')).status, 404);
  use(simulator.signIn({clientId: 'other'}).access_token);
  assert.equal((await ask('GET', '')).status, 200);
  use(simulator.signIn({user: {extensionId: '9'}}).access_token);
  assert.equal((await ask('GET', '')).status, 200);
});

test('limits can be changed and lifted', async () => {
  const {simulator, ask} = virtual({limits: {light: 1}, penalty: 5000});
  simulator.configure({limits: {light: null}});
  for (let n = 0; n < 100; n++) assert.equal((await ask('GET', '')).status, 200);
  assert.equal((await ask('GET', '')).headers.get('x-rate-limit-limit'), null);
  simulator.configure({limits: {light: 1}});
  await ask('GET', '');
  await ask('GET', '');
  simulator.advance(5000);
  assert.equal((await ask('GET', '')).status, 200);
});

test('the throttled number starts the penalty of its group', async () => {
  const {simulator, ask, call} = virtual();
  const post = () => ask('POST', '/ring-out', {to: {phoneNumber: scenarioNamed('throttled').number}});
  const refused = await post();
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '60');
  assert.equal((await ask('POST', '/ring-out', {to: {phoneNumber: '+16505550100'}})).status, 429);
  simulator.advance(60_000);
  await call('+16505550100');
});
