import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFixture} from './support.js';

const CALL_REQUEST = {to: {phoneNumber: '+16505550100'}};

test('applies a fault only to the next matching requests', async () => {
  const {simulator, send} = createFixture();
  simulator.faults.push({method: 'get', path: '/caller-id', times: 2, kind: 'status', status: 503, body: {errorCode: 'CMN-201'}, headers: {'retry-after': '9'}});
  assert.equal((await send('GET', '')).status, 200);
  const answer = await send('GET', '/caller-id');
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('retry-after'), '9');
  assert.deepEqual(await answer.json(), {errorCode: 'CMN-201'});
  assert.equal((await send('GET', '/caller-id')).status, 503);
  assert.equal((await send('GET', '/caller-id')).status, 200);
  assert.deepEqual(simulator.requests.map(({status, fault}) => [status, fault]),
    [[200, undefined], [503, 'status'], [503, 'status'], [200, undefined]]);
});

test('takes a regular expression as path, and a fault without a kind', async () => {
  const {simulator, send} = createFixture();
  simulator.faults.push({path: /\/ring-out$/, status: 500});
  assert.equal((await send('GET', '/ring-out/none')).status, 404);
  assert.equal((await send('POST', '/ring-out', CALL_REQUEST)).status, 500);
});

/** @type {[import('../faults.js').FaultKind, number, boolean][]} */
const KINDS = [
  ['status', 500, false], ['html', 502, false], ['truncated', 200, true],
  ['wrong-types', 200, true], ['empty', 200, true], ['drop-body', 200, true],
];
for (const [kind, status, isPlaced] of KINDS) {
  test(`${kind}: ${isPlaced ? 'places the call and damages its answer' : 'places no call'}`, async () => {
    const {simulator, send} = createFixture();
    simulator.faults.push({kind});
    const answer = await send('POST', '/ring-out', CALL_REQUEST);
    assert.equal(answer.status, status);
    assert.equal(simulator.facts.calls.length, isPlaced ? 1 : 0);
    if (kind === 'wrong-types') assert.equal(typeof (await answer.json()).id, 'object');
    else await assert.rejects(answer.json());
  });
}

test('drops a request before or after the platform handles it', async () => {
  for (const [kind, callCount] of /** @type {const} */ ([['drop-before', 0], ['drop-after', 1]])) {
    const {simulator, send} = createFixture();
    simulator.faults.push({kind});
    await assert.rejects(send('POST', '/ring-out', CALL_REQUEST), TypeError);
    assert.equal(simulator.facts.calls.length, callCount);
    assert.equal(simulator.requests[0]?.status, 0);
  }
});

test('times out until the client gives up', async () => {
  for (const [kind, callCount] of /** @type {const} */ ([['timeout', 0], ['timeout-after', 1]])) {
    const {simulator} = createFixture();
    simulator.faults.push({kind});
    const controller = new AbortController();
    const pending = simulator.network('http://api.test/restapi/v1.0/account/~/extension/~/ring-out', {
      method: 'POST', signal: controller.signal, headers: {authorization: `Bearer ${simulator.signIn().access_token}`}, body: JSON.stringify(CALL_REQUEST),
    });
    await new Promise(setImmediate);
    controller.abort();
    await assert.rejects(pending, {name: 'AbortError'});
    assert.equal(simulator.facts.calls.length, callCount);
  }
});

test('delays an answer by the simulator\'s own clock', async () => {
  const {simulator, send} = createFixture();
  simulator.faults.push({kind: 'delay', delay: 3000});
  let isAnswered = false;
  const pending = send('GET', '').then(({status}) => { isAnswered = true; return status; });
  await new Promise(setImmediate);
  assert.equal(isAnswered, false);
  simulator.advance(3000);
  assert.equal(await pending, 200);
});

test('records each request', async () => {
  const {simulator, send} = createFixture();
  await send('POST', '/ring-out?x=1', CALL_REQUEST, {'X-User-Agent': 'test'});
  const {method, path, query, body, headers, at, status} = simulator.requests[0] ?? {};
  assert.deepEqual({method, path, query, body, at, status}, {
    method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', query: {x: '1'}, body: CALL_REQUEST, at: simulator.now(), status: 200,
  });
  assert.equal(headers?.['x-user-agent'], 'test');
  assert.match(headers?.authorization ?? '', /^bearer /);
});
