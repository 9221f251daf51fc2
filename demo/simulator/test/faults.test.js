import assert from 'node:assert/strict';
import {test} from 'node:test';
import {virtual} from './support.js';

const CALL = {to: {phoneNumber: '+16505550100'}};

test('a fault happens to the next matching requests only', async () => {
  const {simulator, ask} = virtual();
  simulator.faults.push({method: 'get', path: '/caller-id', times: 2, kind: 'status', status: 503, body: {errorCode: 'CMN-201'}, headers: {'retry-after': '9'}});
  assert.equal((await ask('GET', '')).status, 200);
  const answer = await ask('GET', '/caller-id');
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('retry-after'), '9');
  assert.deepEqual(await answer.json(), {errorCode: 'CMN-201'});
  assert.equal((await ask('GET', '/caller-id')).status, 503);
  assert.equal((await ask('GET', '/caller-id')).status, 200);
  assert.deepEqual(simulator.requests.map(({status, fault}) => [status, fault]),
    [[200, undefined], [503, 'status'], [503, 'status'], [200, undefined]]);
});

test('a path may be a regular expression, and a kind be left out', async () => {
  const {simulator, ask} = virtual();
  simulator.faults.push({path: /\/ring-out$/, status: 500});
  assert.equal((await ask('GET', '/ring-out/none')).status, 404);
  assert.equal((await ask('POST', '/ring-out', CALL)).status, 500);
});

/** @type {[import('../faults.js').FaultKind, number, boolean][]} */
const KINDS = [
  ['status', 500, false], ['html', 502, false], ['truncated', 200, true], ['wrong-types', 200, true], ['empty', 200, true], ['drop-body', 200, true],
];
for (const [kind, status, placed] of KINDS) {
  test(`${kind}: ${placed ? 'the call is placed, its answer damaged' : 'no call is placed'}`, async () => {
    const {simulator, ask} = virtual();
    simulator.faults.push({kind});
    const answer = await ask('POST', '/ring-out', CALL);
    assert.equal(answer.status, status);
    assert.equal(simulator.facts.calls.length, placed ? 1 : 0);
    if (kind === 'wrong-types') assert.equal(typeof (await answer.json()).id, 'object');
    else await assert.rejects(answer.json());
  });
}

test('drop-before never reaches anybody; drop-after does', async () => {
  for (const [kind, calls] of /** @type {const} */ ([['drop-before', 0], ['drop-after', 1]])) {
    const {simulator, ask} = virtual();
    simulator.faults.push({kind});
    await assert.rejects(ask('POST', '/ring-out', CALL), TypeError);
    assert.equal(simulator.facts.calls.length, calls);
    assert.equal(simulator.requests[0]?.status, 0);
  }
});

test('a time-out lasts until the client gives up', async () => {
  for (const [kind, calls] of /** @type {const} */ ([['timeout', 0], ['timeout-after', 1]])) {
    const {simulator} = virtual();
    simulator.faults.push({kind});
    const controller = new AbortController();
    const asked = simulator.network('http://api.test/restapi/v1.0/account/~/extension/~/ring-out', {
      method: 'POST', signal: controller.signal, headers: {authorization: `Bearer ${simulator.signIn().access_token}`}, body: JSON.stringify(CALL),
    });
    await new Promise(setImmediate);
    controller.abort();
    await assert.rejects(asked, {name: 'AbortError'});
    assert.equal(simulator.facts.calls.length, calls);
  }
});

test('an answer can be late, by this simulator\'s clock', async () => {
  const {simulator, ask} = virtual();
  simulator.faults.push({kind: 'delay', delay: 3000});
  let answered = false;
  const asked = ask('GET', '').then(({status}) => { answered = true; return status; });
  await new Promise(setImmediate);
  assert.equal(answered, false);
  simulator.advance(3000);
  assert.equal(await asked, 200);
});

test('everything is recorded', async () => {
  const {simulator, ask} = virtual();
  await ask('POST', '/ring-out?x=1', CALL, {'X-User-Agent': 'test'});
  const {method, path, query, body, headers, at, status} = simulator.requests[0] ?? {};
  assert.deepEqual({method, path, query, body, at, status}, {
    method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', query: {x: '1'}, body: CALL, at: simulator.now(), status: 200,
  });
  assert.equal(headers?.['x-user-agent'], 'test');
  assert.match(headers?.authorization ?? '', /^bearer /);
});
