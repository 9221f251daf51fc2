import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFixture} from './support.js';

const CLIENT_INFO_URL = 'http://api.test/restapi/v1.0/client-info';
const PAGE_ORIGIN = 'http://localhost:8000';

test('allows the headers of the SDK in a preflight, and does not record it', async () => {
  const {simulator} = createFixture();
  const answer = await simulator.network(CLIENT_INFO_URL, {method: 'OPTIONS', headers: {'origin': PAGE_ORIGIN, 'access-control-request-method': 'GET'}});
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get('access-control-allow-origin'), PAGE_ORIGIN);
  assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
  const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase().split(', ') ?? [];
  const sent = [
    'authorization', 'content-type', 'accept-language', 'client-id', 'x-user-agent',
    'rc-user-agent',
  ];
  for (const name of sent) assert.ok(allowed.includes(name), name);
  assert.equal(simulator.requests.length, 0);
});

test('lets a page read answers and errors, but the headers of limits only as an option', async () => {
  const {simulator, send} = createFixture();
  for (const authorization of ['', `Bearer ${simulator.signIn().access_token}`]) {
    const answer = await send('GET', '/restapi/v1.0/client-info', undefined, {origin: PAGE_ORIGIN, authorization});
    assert.equal(answer.headers.get('access-control-allow-origin'), PAGE_ORIGIN);
    assert.equal(answer.headers.get('access-control-expose-headers'), null);
    assert.equal(answer.headers.get('vary'), 'Origin');
  }
  simulator.configure({exposeHeaders: ['Retry-After']});
  const answer = await send('GET', '', undefined, {origin: PAGE_ORIGIN});
  assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After');
});

test('refuses origins that are not listed', async () => {
  const {simulator, send} = createFixture();
  simulator.configure({origins: ['https://crm.test']});
  assert.equal((await send('GET', '', undefined, {origin: PAGE_ORIGIN})).headers.get('access-control-allow-origin'), null);
});
