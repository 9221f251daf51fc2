import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SDK} from '@ringcentral/sdk';
import {EXTENSION, REDIRECT} from './support.js';
import {startSimulator} from '../server.js';
import {scenarioNamed} from '../scenarios.js';

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let server;
before(async () => { server = await startSimulator({control: true}); });
after(() => server.close());

/** A world of the server, with its control endpoints. */
function openWorld(/** @type {string} */ name) {
  const url = `${server.url}/w/${name}`;
  /** @type {(method: string, path: string, body?: unknown) => Promise<any>} */
  const control = async (method, path, body) => {
    const init = {method, body: body ? JSON.stringify(body) : null};
    const answer = await fetch(`${url}/simulator${path}`, init);
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  return {url, control};
}

async function openSignedInWorld(/** @type {string} */ name) {
  const {url, control} = openWorld(name);
  const {access_token: token} = await control('POST', '/tokens', {});
  /** @type {(method: string, path: string, init?: RequestInit) => Promise<Response>} */
  const send = (method, path, init = {}) =>
    fetch(url + EXTENSION + path, {
      method, headers: {authorization: `Bearer ${token}`}, ...init,
    });
  const placeCall = (/** @type {string} */ scenarioName) => {
    const {number} = scenarioNamed(scenarioName);
    return send('POST', '/ring-out', {body: JSON.stringify({to: {phoneNumber: number}})});
  };
  return {url, control, send, placeCall};
}

test('serves a call over HTTP, and moves its clock on demand', async () => {
  const {control, send, placeCall} = await openSignedInWorld('call');
  const answer = await placeCall('answered');
  assert.equal(answer.headers.get('connection'), 'close');
  const {id, uri} = await answer.json();
  assert.ok(uri.startsWith(`${server.url}/w/call/restapi/`));
  await control('POST', '/advance', {ms: 12_000});
  assert.equal((await (await send('GET', `/ring-out/${encodeURIComponent(id)}`)).json()).status.callStatus, 'Success');
  assert.equal((await control('GET', '/calls'))[0].status.callerStatus, 'Success');
  await control('POST', '/hang-up', {id});
  assert.equal((await (await send('GET', `/ring-out/${encodeURIComponent(id)}`)).json()).status.callerStatus, 'Finished');
  assert.deepEqual((await control('GET', '/requests')).map((/** @type {any} */ {method, status}) => `${method} ${status}`),
    ['POST 200', 'GET 200', 'GET 200']);
});

test('rings on demand, by a scenario or by hand', async () => {
  const {control} = await openSignedInWorld('ring');
  const [known, ...others] = await control('POST', '/inbound', {scenario: 'known'});
  assert.deepEqual([known.from.phoneNumber, others], ['+16505550100', []]);
  const {id} = await control('POST', '/ring', {from: '+12125550141', queue: 'Support'});
  assert.deepEqual(await control('POST', '/steer', {step: 'answer'}), {done: true});
  assert.deepEqual(await control('POST', '/steer', {id, step: 'answer'}), {done: false});
  await control('POST', '/steer', {id, step: 'switch', reason: 'Pickup'});
  const steps = (await control('GET', '/inbound')).at(-1).steps
    .map((/** @type {any} */ {kind, reason}) => [kind, reason]);
  assert.deepEqual(steps, [['answer', undefined], ['switch', 'Pickup']]);
});

test('breaks real connections', async () => {
  const {control, send, placeCall} = await openSignedInWorld('drops');
  await assert.rejects(placeCall('dropped-before'), TypeError);
  assert.equal((await control('GET', '/calls')).length, 0);
  await assert.rejects(placeCall('dropped-after'), TypeError);
  assert.equal((await control('GET', '/calls')).length, 1);
  await control('POST', '/faults', [{kind: 'drop-body', path: '/caller-id'}, {kind: 'drop-before', path: '/phone-number'}]);
  const halfAnswer = await send('GET', '/caller-id');
  assert.equal(halfAnswer.status, 200);
  await assert.rejects(halfAnswer.text(), TypeError);
  await assert.rejects(send('GET', '/phone-number'), TypeError);
  assert.equal((await send('GET', '/phone-number')).status, 200);
  assert.equal((await control('GET', '/requests')).length, 5, 'nothing was sent twice');
});

test('ends a time-out when the client gives up', async () => {
  const {control, send} = await openSignedInWorld('timeout');
  await control('POST', '/faults', {kind: 'timeout'});
  const controller = new AbortController();
  const pending = send('GET', '', {signal: controller.signal});
  while (!(await control('GET', '/requests')).length);
  controller.abort();
  await assert.rejects(pending, {name: 'AbortError'});
  while ((await control('GET', '/requests'))[0].status !== 0);
});

test('separates worlds, and resets one of them', async () => {
  const one = await openSignedInWorld('one');
  const two = await openSignedInWorld('two');
  await one.placeCall('answered');
  assert.equal((await two.control('GET', '/calls')).length, 0);
  await one.control('POST', '/options', {speed: 10, limits: {light: 1}});
  await one.control('DELETE', '');
  assert.equal((await one.control('POST', '/options', {})).speed, 1);
  assert.equal((await one.send('GET', '')).status, 401);
  await two.control('POST', '/revoke', {});
  assert.equal((await two.send('GET', '')).status, 401);
});

test('refuses unreadable commands, and every command without `control`', async () => {
  const {url} = openWorld('commands');
  assert.equal((await fetch(`${url}/simulator/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/simulator/options`, {method: 'POST', body: '{'})).status, 400);
  const unknown = await fetch(`${url}/simulator/inbound`, {method: 'POST', body: '{"scenario":"none"}'});
  assert.equal(unknown.status, 400);
  assert.match((await unknown.json()).message, /no inbound scenario "none"/);
  const closedServer = await startSimulator();
  assert.equal((await fetch(`${closedServer.url}/simulator/requests`)).status, 403);
  assert.equal((await fetch(`${closedServer.url}/restapi/v1.0/client-info`)).status, 401);
  await closedServer.close();
});

test('lets the real SDK sign in with PKCE, read, call, refresh and sign out', async () => {
  const {url, control} = openWorld('sdk');
  await control('POST', '/options', {autoConsent: true});
  const sdk = new SDK({server: url, clientId: 'demo', redirectUri: REDIRECT, localStorage: memoryStorage(), refreshDelayMs: 0});
  const platform = sdk.platform();
  const consent = await fetch(platform.loginUrl({usePKCE: true, state: 's'}), {redirect: 'manual'});
  const redirect = new URL(consent.headers.get('location') ?? '');
  const {code, state} = platform.parseLoginRedirect(redirect.search);
  assert.equal(state, 's');
  await platform.login({code: code ?? ''});
  assert.equal(await platform.loggedIn(), true);

  assert.equal((await (await platform.get(EXTENSION)).json()).name, 'Alex Morgan');
  const placed = await (await platform.post(`${EXTENSION}/ring-out`, {to: {phoneNumber: '+16505550100'}})).json();
  const path = `${EXTENSION}/ring-out/${encodeURIComponent(placed.id)}`;
  assert.equal((await (await platform.get(path)).json()).status.callStatus, 'InProgress');
  assert.equal((await platform.delete(path)).status, 204);
  await assert.rejects(platform.get(`${EXTENSION}/ring-out/none`), (/** @type {any} */ error) => error.response.status === 404);

  const {access_token: firstToken} = await platform.auth().data();
  await platform.refresh();
  assert.notEqual((await platform.auth().data()).access_token, firstToken);
  await platform.get(EXTENSION);
  const {access_token: lastToken} = await platform.auth().data();
  await platform.logout();
  assert.equal((await fetch(url + EXTENSION, {headers: {authorization: `Bearer ${lastToken}`}})).status, 401);
});

/** @returns {any} */
function memoryStorage() {
  const items = new Map();
  return new Proxy({
    getItem: (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
    removeItem: (/** @type {string} */ key) => void items.delete(key),
  }, {
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: () => ({enumerable: true, configurable: true}),
  });
}
