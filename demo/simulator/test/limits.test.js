import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scenarioNamed} from '../scenarios.js';
import {createFixture} from './support.js';

/** @type {[number, (fixture: ReturnType<typeof createFixture>) => Promise<Response>][]} */
const LIMITS = [
  [50, ({send}) => send('GET', '')],
  [10, ({send}) => send('DELETE', '/ring-out/none')],
  [5, ({requestTokens}) => requestTokens({grant_type: 'refresh_token', refresh_token: 'none'})],
];

test('accepts 50 Light, 10 Heavy and 5 Auth requests a minute', async () => {
  for (const [limit, sendRequest] of LIMITS) {
    const fixture = createFixture();
    for (let n = 1; n <= limit; n++) {
      const answer = await sendRequest(fixture);
      assert.notEqual(answer.status, 429);
      assert.equal(answer.headers.get('x-rate-limit-remaining'), String(limit - n));
      assert.equal(answer.headers.get('x-rate-limit-limit'), String(limit));
      assert.equal(answer.headers.get('x-rate-limit-window'), '60');
    }
    const limited = await sendRequest(fixture);
    assert.equal(limited.status, 429);
    assert.equal(limited.headers.get('retry-after'), '60');
    assert.equal((await limited.json()).errorCode, 'CMN-301');
  }
});

test('starts a window with its first request', async () => {
  const {simulator, send} = createFixture({limits: {light: 2}});
  await send('GET', '');
  simulator.advance(59_999);
  await send('GET', '');
  simulator.advance(1);
  assert.equal((await send('GET', '')).status, 200);
});

test('restarts the penalty at each request within it', async () => {
  const {simulator, send} = createFixture({limits: {light: 1}});
  await send('GET', '');
  assert.equal((await send('GET', '')).status, 429);
  simulator.advance(59_000);
  assert.equal((await send('GET', '')).status, 429);
  simulator.advance(59_000);
  assert.equal((await send('GET', '')).status, 429);
  simulator.advance(60_000);
  assert.equal((await send('GET', '')).status, 200);
});

test('counts groups, users and apps separately', async () => {
  const {simulator, send, useToken} = createFixture({limits: {light: 1}});
  await send('GET', '');
  assert.equal((await send('GET', '')).status, 429);
  assert.equal((await send('DELETE', '/ring-out/none')).status, 404);
  useToken(simulator.signIn({clientId: 'other'}).access_token);
  assert.equal((await send('GET', '')).status, 200);
  useToken(simulator.signIn({user: {extensionId: '9'}}).access_token);
  assert.equal((await send('GET', '')).status, 200);
});

test('changes and lifts limits while it runs', async () => {
  const {simulator, send} = createFixture({limits: {light: 1}, penalty: 5000});
  simulator.configure({limits: {light: null}});
  for (let n = 0; n < 100; n++) assert.equal((await send('GET', '')).status, 200);
  assert.equal((await send('GET', '')).headers.get('x-rate-limit-limit'), null);
  simulator.configure({limits: {light: 1}});
  await send('GET', '');
  await send('GET', '');
  simulator.advance(5000);
  assert.equal((await send('GET', '')).status, 200);
});

test('starts the Heavy penalty when the throttled number is called', async () => {
  const {simulator, send, placeCall} = createFixture();
  const callThrottledNumber = () => send('POST', '/ring-out', {to: {phoneNumber: scenarioNamed('throttled').number}});
  const limited = await callThrottledNumber();
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get('retry-after'), '60');
  assert.equal((await send('POST', '/ring-out', {to: {phoneNumber: '+16505550100'}})).status, 429);
  simulator.advance(60_000);
  await placeCall('+16505550100');
});
