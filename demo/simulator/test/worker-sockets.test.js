// Sockets of pages whose simulator is a Service Worker: both ends, joined by messages.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RealSocket, createPageAndWorker} from './worker-support.js';

const closeOf = (socket) => new Promise((resolve) => { socket.onclose = ({code}) => resolve(code); });

test('a page hears by messages that somebody calls', async () => {
  const {open, send} = createPageAndWorker();
  const {socket, frames, next} = await open();
  assert.equal(frames[0][0].type, 'ConnectionDetails');
  const eventFilters = ['/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true'];
  const answered = next();
  socket.send(JSON.stringify([
    {type: 'ClientRequest', messageId: '1', method: 'POST', path: '/restapi/v1.0/subscription/'},
    {eventFilters, deliveryMode: {transportType: 'WebSocket'}},
  ]));
  await answered;
  const notified = next();
  const [{id}] = await send('POST', '/simulator/inbound', {scenario: 'known'});
  await notified;
  const {activeCalls: [call]} = frames.at(-1)[1].body;
  assert.deepEqual([call.telephonySessionId, call.telephonyStatus], [id, 'Ringing']);
  assert.equal((await send('GET', '/simulator/sockets')).length, 1);
});

test('a page that closes its socket, or is gone, frees it', async () => {
  const {later, listeners, open, receive, send} = createPageAndWorker();
  const {socket} = await open();
  socket.close();
  await new Promise((resolve) => { socket.onclose = resolve; });
  assert.equal((await send('GET', '/simulator/sockets')).length, 0);
  assert.equal(listeners.size, 0);

  await open();
  later(31_000);
  const other = await open();
  await receive({socket: 'unknown'});
  other.socket.send('[{"type":"Heartbeat","messageId":"1"}]');
  await other.next();
  assert.equal((await send('GET', '/simulator/sockets')).length, 1);
});

test('a socket breaks with its worker, with its platform, and by a bad ticket', async () => {
  const {WorkerSocket, listeners, open, restartWorker, send} = createPageAndWorker();
  const first = await open();
  restartWorker();
  first.socket.send('[]');
  assert.equal(await closeOf(first.socket), 1006);

  const second = await open();
  const closed = closeOf(second.socket);
  assert.equal((await send('POST', '/simulator/drop-sockets', {})).dropped, 1);
  assert.equal(await closed, 1006);

  for (const path of ['ws?access_token=none', 'other']) {
    assert.equal(await closeOf(new WorkerSocket(`wss://demo.test/platform/${path}`)), 1006);
  }
  assert.equal(listeners.size, 0);
});

test('sockets to other hosts are real', () => {
  const {WorkerSocket, listeners} = createPageAndWorker();
  const socket = new WorkerSocket('wss://other.test/ws');
  assert.ok(socket instanceof RealSocket);
  assert.equal(listeners.size, 0);
});
