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

/** A world of its own, over HTTP. */
function world(/** @type {string} */ name) {
  const url = `${server.url}/w/${name}`;
  /** @type {(method: string, what: string, body?: unknown) => Promise<any>} */
  const order = async (method, what, body) => {
    const answer = await fetch(`${url}/simulator${what}`, {method, ...(body ? {body: JSON.stringify(body)} : {})});
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  return {url, order};
}

async function signedIn(/** @type {string} */ name) {
  const {url, order} = world(name);
  const {access_token: token} = await order('POST', '/tokens', {});
  const ask = (/** @type {string} */ method, /** @type {string} */ path, /** @type {RequestInit} */ more = {}) =>
    fetch(url + EXTENSION + path, {method, headers: {authorization: `Bearer ${token}`}, ...more});
  const call = (/** @type {string} */ scenario) =>
    ask('POST', '/ring-out', {body: JSON.stringify({to: {phoneNumber: scenarioNamed(scenario).number}})});
  return {url, order, ask, call};
}

test('a call over HTTP, its clock moved by hand', async () => {
  const {order, ask, call} = await signedIn('call');
  const answer = await call('answered');
  assert.equal(answer.headers.get('connection'), 'close');
  const {id, uri} = await answer.json();
  assert.ok(uri.startsWith(`${server.url}/w/call/restapi/`));
  await order('POST', '/advance', {ms: 12_000});
  assert.equal((await (await ask('GET', `/ring-out/${encodeURIComponent(id)}`)).json()).status.callStatus, 'Success');
  assert.equal((await order('GET', '/calls'))[0].status.callerStatus, 'Success');
  await order('POST', '/hang-up', {id});
  assert.equal((await (await ask('GET', `/ring-out/${encodeURIComponent(id)}`)).json()).status.callerStatus, 'Finished');
  assert.deepEqual((await order('GET', '/requests')).map((/** @type {any} */ {method, status}) => `${method} ${status}`),
    ['POST 200', 'GET 200', 'GET 200']);
});

test('connections die for real', async () => {
  const {order, ask, call} = await signedIn('drops');
  await assert.rejects(call('dropped-before'), TypeError);
  assert.equal((await order('GET', '/calls')).length, 0);
  await assert.rejects(call('dropped-after'), TypeError);
  assert.equal((await order('GET', '/calls')).length, 1);
  await order('POST', '/faults', [{kind: 'drop-body', path: '/caller-id'}, {kind: 'drop-before', path: '/phone-number'}]);
  const half = await ask('GET', '/caller-id');
  assert.equal(half.status, 200);
  await assert.rejects(half.text(), TypeError);
  await assert.rejects(ask('GET', '/phone-number'), TypeError);
  assert.equal((await ask('GET', '/phone-number')).status, 200);
  assert.equal((await order('GET', '/requests')).length, 5, 'nothing was sent twice');
});

test('a time-out ends when the client gives up', async () => {
  const {order, ask} = await signedIn('timeout');
  await order('POST', '/faults', {kind: 'timeout'});
  const controller = new AbortController();
  const asked = ask('GET', '', {signal: controller.signal});
  while (!(await order('GET', '/requests')).length);
  controller.abort();
  await assert.rejects(asked, {name: 'AbortError'});
  while ((await order('GET', '/requests'))[0].status !== 0);
});

test('worlds do not meet, and one can begin again', async () => {
  const one = await signedIn('one');
  const two = await signedIn('two');
  await one.call('answered');
  assert.equal((await two.order('GET', '/calls')).length, 0);
  await one.order('POST', '/options', {speed: 10, limits: {light: 1}});
  await one.order('DELETE', '');
  assert.equal((await one.order('POST', '/options', {})).speed, 1);
  assert.equal((await one.ask('GET', '')).status, 401);
  await two.order('POST', '/revoke', {});
  assert.equal((await two.ask('GET', '')).status, 401);
});

test('orders that cannot be read are refused, and all of them without `control`', async () => {
  const {url} = world('orders');
  assert.equal((await fetch(`${url}/simulator/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/simulator/options`, {method: 'POST', body: '{'})).status, 400);
  const closed = await startSimulator();
  assert.equal((await fetch(`${closed.url}/simulator/requests`)).status, 403);
  assert.equal((await fetch(`${closed.url}/restapi/v1.0/client-info`)).status, 401);
  await closed.close();
});

test('the real SDK signs in with PKCE, reads, calls, refreshes and signs out', async () => {
  const {url, order} = world('sdk');
  await order('POST', '/options', {autoConsent: true});
  const sdk = new SDK({server: url, clientId: 'demo', redirectUri: REDIRECT, localStorage: memory(), refreshDelayMs: 0});
  const platform = sdk.platform();
  const consent = await fetch(platform.loginUrl({usePKCE: true, state: 's'}), {redirect: 'manual'});
  const back = new URL(consent.headers.get('location') ?? '');
  const {code, state} = platform.parseLoginRedirect(back.search);
  assert.equal(state, 's');
  await platform.login({code: code ?? ''});
  assert.equal(await platform.loggedIn(), true);

  assert.equal((await (await platform.get(EXTENSION)).json()).name, 'Alex Morgan');
  const placed = await (await platform.post(`${EXTENSION}/ring-out`, {to: {phoneNumber: '+16505550100'}})).json();
  const path = `${EXTENSION}/ring-out/${encodeURIComponent(placed.id)}`;
  assert.equal((await (await platform.get(path)).json()).status.callStatus, 'InProgress');
  assert.equal((await platform.delete(path)).status, 204);
  await assert.rejects(platform.get(`${EXTENSION}/ring-out/none`), (/** @type {any} */ error) => error.response.status === 404);

  const {access_token: before} = await platform.auth().data();
  await platform.refresh();
  assert.notEqual((await platform.auth().data()).access_token, before);
  await platform.get(EXTENSION);
  const {access_token: last} = await platform.auth().data();
  await platform.logout();
  assert.equal((await fetch(url + EXTENSION, {headers: {authorization: `Bearer ${last}`}})).status, 401);
});

/** @returns {any} */
function memory() {
  const items = new Map();
  return new Proxy({
    getItem: (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
    removeItem: (/** @type {string} */ key) => void items.delete(key),
  }, {ownKeys: () => [...items.keys()], getOwnPropertyDescriptor: () => ({enumerable: true, configurable: true})});
}
