import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, test} from 'node:test';
import {WebSocket} from 'ws';
import {PRESENCE, SCOPES, SESSIONS} from './push-support.js';
import {EXTENSION} from './support.js';
import {startSimulator} from '../server.js';

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let server;
before(async () => { server = await startSimulator({control: true}); });
after(() => server.close());

/** @param {string} name */
async function openWorld(name) {
  const url = `${server.url}/w/${name}`;
  /** @type {(method: string, path: string, body?: unknown) => Promise<any>} */
  const control = async (method, path, body) => {
    const init = {method, body: body ? JSON.stringify(body) : null};
    return (await fetch(`${url}/simulator${path}`, init)).json();
  };
  const {access_token: token} = await control('POST', '/tokens', {scopes: SCOPES});
  /** @type {(method: string, path: string, body?: unknown) => Promise<any>} */
  const send = async (method, path, body) => {
    const init = {method, headers: {authorization: `Bearer ${token}`}, body: body ? JSON.stringify(body) : null};
    return (await fetch(url + path, init)).json();
  };

  async function connect() {
    const {uri, ws_access_token: ticket} = await send('POST', '/restapi/oauth/wstoken');
    const socket = new WebSocket(`${uri}?access_token=${ticket}`);
    const queue = frameQueue(socket);
    return {socket, ...queue};
  }
  return {url, control, send, connect};
}

/** Frames one after the other. @param {WebSocket} socket */
function frameQueue(socket) {
  /** @type {any[]} */
  const frames = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    waiting.shift()?.();
  });
  return {
    async nextFrame() {
      if (!frames.length) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
      return frames.shift();
    },
  };
}

const subscription = (/** @type {string[]} */ filters) => JSON.stringify([
  {type: 'ClientRequest', messageId: 'm', method: 'POST', path: '/restapi/v1.0/subscription/'},
  {eventFilters: filters, deliveryMode: {transportType: 'WebSocket'}},
]);

test('serves the sockets of a world, and its clock', async () => {
  const {connect, control, send} = await openWorld('push');
  const {nextFrame, socket} = await connect();
  assert.equal((await nextFrame())[0].type, 'ConnectionDetails');
  socket.send(subscription([SESSIONS]));
  assert.equal((await nextFrame())[0].status, 200);
  assert.equal((await control('GET', '/sockets'))[0].filters.length, 1);
  const {id} = await send('POST', `${EXTENSION}/ring-out`, {to: {phoneNumber: '+16505550100'}});
  assert.equal((await nextFrame())[1].body.telephonySessionId, id);
  await control('POST', '/advance', {ms: 6000});
  const codes = [];
  for (let n = 0; n < 3; n++) codes.push((await nextFrame())[1].body.parties[0].status.code);
  assert.deepEqual(codes, ['Proceeding', 'Answered', 'Setup']);
  assert.equal((await control('GET', '/frames')).length, 7);
  socket.close();
  await once(socket, 'close');
});

test('tells a socket of a change by itself', async () => {
  const {connect, control, send} = await openWorld('timer');
  await control('POST', '/options', {speed: 1000});
  const {nextFrame, socket} = await connect();
  await nextFrame();
  socket.send(subscription([PRESENCE]));
  await nextFrame();
  await send('POST', `${EXTENSION}/ring-out`, {to: {phoneNumber: '+16505550100'}});
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await nextFrame())[1].body.telephonyStatus);
  assert.deepEqual(statuses, ['Ringing', 'CallConnected', 'NoCall']);
  socket.terminate();
});

test('phones and other apps act by command, and sockets break', async () => {
  const {connect, control, send} = await openWorld('commands');
  const {nextFrame, socket} = await connect();
  await nextFrame();
  socket.send(subscription([SESSIONS]));
  await nextFrame();
  const {id} = await control('POST', '/calls', {to: '+16505550101'});
  assert.equal((await nextFrame())[1].body.telephonySessionId, id);
  await control('POST', '/advance', {ms: 13_000});
  for (let n = 0; n < 5; n++) await nextFrame();
  assert.deepEqual(await control('POST', '/phone', {mute: true}), {found: true});
  assert.equal((await nextFrame())[1].body.parties[0].muted, true);
  assert.deepEqual(await control('POST', '/hang-up', {by: 'callee'}), {found: true});
  assert.equal((await nextFrame())[1].body.parties[0].status.reason, 'CallFinished');
  assert.equal((await send('GET', `${EXTENSION}/presence`)).telephonyStatus, 'NoCall');
  const closed = once(socket, 'close');
  assert.deepEqual(await control('POST', '/drop-sockets', {forget: true}), {dropped: 1});
  assert.equal((await closed)[0], 1006);
});

test('refuses a bad ticket and a wrong path', async () => {
  const {url} = await openWorld('refused');
  for (const [path, status] of /** @type {const} */ ([['/ws?access_token=none', 401], ['/other', 404]])) {
    const socket = new WebSocket(url.replace('http', 'ws') + path);
    const [error] = await once(socket, 'error');
    assert.match(error.message, new RegExp(String(status)));
  }
});

test('closes its sockets with the server', async () => {
  const ownServer = await startSimulator();
  const world = ownServer.world();
  const {access_token: token} = world.signIn({scopes: SCOPES});
  const answer = await fetch(`${ownServer.url}/restapi/oauth/wstoken`, {method: 'POST', headers: {authorization: `Bearer ${token}`}});
  const {uri, ws_access_token: ticket} = await answer.json();
  const socket = new WebSocket(`${uri}?access_token=${ticket}`);
  await once(socket, 'message');
  const closed = once(socket, 'close');
  await ownServer.close();
  await closed;
  assert.equal(world.gateway.sockets().length, 0);
});
