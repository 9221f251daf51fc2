import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, test} from 'node:test';
import {WebSocket} from 'ws';
import {PROVISION} from './sip-support.js';
import {ALL_SCOPES} from '../options.js';
import {startSimulator} from '../server.js';

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let server;
before(async () => { server = await startSimulator({control: true, scopes: ALL_SCOPES}); });
after(() => server.close());

/** @param {string} path */
const openSocket = (path, protocol = 'sip') => new WebSocket(server.url.replace('http', 'ws') + path, protocol);

/** @param {string} world @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
async function control(world, method, path, body) {
  const init = {method, body: body ? JSON.stringify(body) : null};
  return (await fetch(`${server.url}/w/${world}/simulator${path}`, init)).json();
}

test('each world has its own address, which a provision names', async () => {
  const {access_token: token} = server.world('named').signIn();
  const answer = await fetch(`${server.url}/w/named${PROVISION}`, {
    method: 'POST', body: JSON.stringify({sipInfo: [{transport: 'WSS'}]}), headers: {authorization: `Bearer ${token}`},
  });
  const {sipInfo: [{outboundProxy, transport}]} = await answer.json();
  assert.deepEqual([transport, outboundProxy], ['WS', `${new URL(server.url).host}/w/named`]);
});

test('the socket speaks SIP, and is broken for a while by command', async () => {
  const socket = openSocket('/w/drop');
  await once(socket, 'open');
  assert.equal(socket.protocol, 'sip');
  socket.send('REGISTER sip:sip.ringcentral.com SIP/2.0\r\nCall-Id: 1\r\nCSeq: 1 REGISTER\r\n\r\n');
  const [data] = await once(socket, 'message');
  assert.match(String(data), /^SIP\/2\.0 401 Unauthorized\r\n/);
  const [first, second] = await control('drop', 'GET', '/sip-messages');
  assert.deepEqual([first.direction, second.direction], ['in', 'out']);
  assert.deepEqual(await control('drop', 'GET', '/sip'), {phones: [], calls: []});

  const closed = once(socket, 'close');
  assert.deepEqual(await control('drop', 'POST', '/drop-sip', {seconds: 20}), {dropped: 1});
  await closed;
  const [error] = await once(openSocket('/w/drop'), 'error');
  assert.match(error.message, /503/);
  await control('drop', 'POST', '/advance', {ms: 20_000});
  const again = openSocket('/w/drop/');
  await once(again, 'open');
  again.terminate();
});

test('many people call at once by command', async () => {
  assert.equal((await control('storm', 'POST', '/storm', {count: 3})).length, 3);
});

test('has no phones at other paths, nor where sockets are off', async () => {
  server.world('off').configure({sockets: false});
  for (const [path, status] of /** @type {const} */ ([['/other', /404/], ['/w/off', /503/]])) {
    const [error] = await once(openSocket(path), 'error');
    assert.match(error.message, status);
  }
});

test('a request that is no SIP is ignored', async () => {
  const socket = openSocket('/');
  await once(socket, 'open');
  socket.send('hello');
  socket.send('REGISTER sip:sip.ringcentral.com SIP/2.0\r\nCall-Id: 1\r\n\r\n');
  const [data] = await once(socket, 'message');
  assert.match(String(data), /^SIP\/2\.0 401/);
  const closed = once(socket, 'close');
  server.world().sip?.dropAll();
  await closed;
});
