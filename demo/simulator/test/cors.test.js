import assert from 'node:assert/strict';
import {test} from 'node:test';
import {virtual} from './support.js';

const URL_ = 'http://api.test/restapi/v1.0/client-info';
const PAGE = 'http://localhost:8000';

test('a preflight allows what the SDK sends, and is not recorded', async () => {
  const {simulator} = virtual();
  const answer = await simulator.network(URL_, {method: 'OPTIONS', headers: {'origin': PAGE, 'access-control-request-method': 'GET'}});
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
  assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
  const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase().split(', ') ?? [];
  for (const name of ['authorization', 'content-type', 'accept-language', 'client-id', 'x-user-agent', 'rc-user-agent']) assert.ok(allowed.includes(name), name);
  assert.equal(simulator.requests.length, 0);
});

test('answers, refused ones too, can be read by the page; limits only when the world exposes them', async () => {
  const {simulator, ask} = virtual();
  for (const authorization of ['', `Bearer ${simulator.signIn().access_token}`]) {
    const answer = await ask('GET', '/restapi/v1.0/client-info', undefined, {origin: PAGE, authorization});
    assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
    assert.equal(answer.headers.get('access-control-expose-headers'), null);
    assert.equal(answer.headers.get('vary'), 'Origin');
  }
  simulator.configure({exposeHeaders: ['Retry-After']});
  const answer = await ask('GET', '', undefined, {origin: PAGE});
  assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After');
});

test('other origins can be kept out', async () => {
  const {simulator, ask} = virtual();
  simulator.configure({origins: ['https://crm.test']});
  assert.equal((await ask('GET', '', undefined, {origin: PAGE})).headers.get('access-control-allow-origin'), null);
});
