// The stand-in for WebSocket, for pages that have no server.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPushFixture} from './push-support.js';


test('a stand-in for WebSocket opens, delivers frames in order, and closes', async () => {
  const {requestTicket, simulator} = createPushFixture();
  const {uri, ws_access_token: ticket} = await (await requestTicket()).json();
  const socket = new simulator.WebSocket(`${uri}?access_token=${ticket}`);
  /** @type {string[]} */
  const heard = [];
  assert.throws(() => socket.send('early'), {name: 'InvalidStateError'});
  await new Promise((resolve) => {
    socket.onopen = () => heard.push('open');
    socket.onclose = ({code}) => resolve(heard.push(`close ${code}`));
    socket.addEventListener('message', ({data}) => {
      const [{type}] = JSON.parse(data);
      heard.push(type);
      if (type === 'ConnectionDetails') socket.send('[{"type":"Heartbeat","messageId":"1"}]');
      else socket.close(1000);
    });
  });
  assert.deepEqual(heard, ['open', 'ConnectionDetails', 'Heartbeat', 'close 1000']);
  assert.equal(simulator.gateway.sockets().length, 0);
});

test('a stand-in fails with a bad ticket, and hears when its socket breaks', async () => {
  const {requestTicket, simulator} = createPushFixture();
  const refused = new simulator.WebSocket('ws://api.test/ws?access_token=none');
  /** @type {string[]} */
  const heard = [];
  refused.onerror = () => heard.push('error');
  const code = await new Promise((resolve) => { refused.onclose = (event) => resolve(event.code); });
  assert.deepEqual([heard, code], [['error'], 1006]);

  const {uri, ws_access_token: ticket} = await (await requestTicket()).json();
  const socket = new simulator.WebSocket(`${uri}?access_token=${ticket}`);
  await new Promise((resolve) => { socket.onmessage = resolve; });
  const closed = new Promise((resolve) => { socket.onclose = (event) => resolve(event.code); });
  assert.equal(simulator.gateway.dropAll(), 1);
  assert.equal(await closed, 1006);
});
