import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nextContract} from './next-contract.js';
import {PRESENCE, SCOPES, SESSIONS, createPushFixture, openSocket} from './push-support.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NUMBER = '+16505550100';

test('a ticket opens one socket, within half a minute', async () => {
  const {requestTicket, simulator} = createPushFixture();
  const {ws_access_token: ticket, uri, expires_in: lifetime} = await (await requestTicket()).json();
  assert.equal(uri, 'ws://api.test/ws');
  assert.equal(lifetime, 30);
  const url = new URL(`${uri}?access_token=${ticket}`);
  const transport = {send() {}, close() {}};
  assert.equal(simulator.gateway.accepts(url), true);
  assert.ok(simulator.gateway.connect(url, transport));
  assert.equal(simulator.gateway.accepts(url), false);
  assert.equal(simulator.gateway.connect(url, transport), null, 'used up');

  const late = await (await requestTicket()).json();
  simulator.advance(30_000);
  const lateUrl = new URL(`${uri}?access_token=${late.ws_access_token}`);
  assert.equal(simulator.gateway.connect(lateUrl, transport), null, 'expired');
});

test('a ticket needs the scope, and counts with the requests for tokens', async () => {
  const {requestTicket, requestTokens, signIn} = createPushFixture();
  signIn({scopes: ['RingOut']});
  const refused = await requestTicket();
  assert.equal(refused.status, 403);
  assert.equal((await refused.json()).errorCode, 'CMN-401');
  signIn({scopes: SCOPES});
  for (let n = 0; n < 4; n++) assert.equal((await requestTicket()).status, 200);
  const limited = await requestTicket();
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get('x-rate-limit-group'), 'auth');
  assert.equal((await requestTokens({grant_type: 'refresh_token', refresh_token: 'x'})).status, 429);
});

test('there are no tickets where no socket can be opened', async () => {
  const {requestTicket} = createPushFixture({sockets: false});
  assert.equal((await requestTicket()).status, 404);
});

test('the first frame has the details of the connection', async () => {
  const {connect, simulator} = createPushFixture();
  const {frames} = await connect();
  const [meta, body] = frames[0];
  assert.equal(frames.length, 1);
  assert.equal(meta.type, 'ConnectionDetails');
  assert.equal(meta.status, 200);
  assert.equal(meta.wsc.sequence, 1);
  assert.match(meta.wsc.token, /^[\w-]{34}$/);
  assert.deepEqual(body, {
    creationTime: new Date(simulator.now()).toISOString(), maxConnectionsPerSession: 50,
    recoveryBufferSize: 100, recoveryTimeout: 180, idleTimeout: 1800, absoluteTimeout: 86_400,
    maxActiveRequests: 10,
  });
  assert.equal('recoveryState' in body, false);
});

if (nextContract) {
  test('frames have the members of the samples', async () => {
    const {openSubscribed, placeCall} = createPushFixture();
    const socket = await openSubscribed();
    await placeCall(NUMBER);
    const names = (/** @type {object} */ value) => Object.keys(value).sort();
    const {samples} = nextContract ?? {};
    const [details] = socket.frames;
    const notification = socket.frames.find(([meta]) => meta.type === 'ServerNotification');
    for (const [frame, sample] of [
      [details, samples['connection-details']],
      [notification, samples['websocket-notification']],
    ]) {
      const {wsc: _newToken, ...meta} = frame[0];
      const {wsc: _token, ...sampleMeta} = sample[0];
      assert.deepEqual(names(meta), names(sampleMeta));
      assert.deepEqual(names(frame[1]), names(sample[1]));
    }
  });
}

test('answers heartbeats, and malformed frames with an error', async () => {
  const {connect} = createPushFixture();
  const {frames, send, connection} = await connect();
  send({type: 'Heartbeat', messageId: 'beat'});
  assert.equal(frames.at(-1)[0].type, 'Heartbeat');
  assert.equal(frames.at(-1)[0].messageId, 'beat');
  for (const text of ['{', '[]', '{"type":"Heartbeat"}', '[{"type":"Dance"}]']) {
    connection?.receive(text);
    assert.equal(frames.at(-1)[0].type, 'Error', text);
    assert.equal(frames.at(-1)[1].errorCode, 'CMN-103');
  }
});

test('creates, changes and deletes a subscription', async () => {
  const {connect} = createPushFixture();
  const {request, subscribe} = await connect();
  const {status, body} = subscribe();
  const {user} = createPushFixture().simulator.options;
  const own = (/** @type {string} */ filter) =>
    filter.replace('~', user.accountId).replace('~', user.extensionId);
  assert.equal(status, 200);
  assert.equal(body.status, 'Active');
  assert.deepEqual(body.eventFilters, [SESSIONS, PRESENCE].map(own));
  const path = `/restapi/v1.0/subscription/${body.id}`;
  const changed = request('PUT', path, {eventFilters: [PRESENCE]});
  assert.equal(changed.status, 200);
  assert.equal(changed.body.id, body.id);
  assert.deepEqual(changed.body.eventFilters, [own(PRESENCE)]);
  assert.equal(request('DELETE', path).status, 204);
  assert.equal(request('DELETE', path).status, 404);
});

test('refuses other requests over the socket, and malformed subscriptions', async () => {
  const {connect} = createPushFixture();
  const {request} = await connect();
  const path = '/restapi/v1.0/subscription/';
  const deliveryMode = {transportType: 'WebSocket'};
  assert.equal(request('GET', '/restapi/v1.0/account/~').status, 404);
  assert.equal(request('PUT', path, {eventFilters: [SESSIONS]}).status, 404);
  assert.equal(request('POST', path, {deliveryMode}).status, 400);
  assert.equal(request('POST', path, {eventFilters: [], deliveryMode}).status, 400);
  const webHook = {transportType: 'WebHook', address: 'https://host.test/'};
  assert.equal(request('POST', path, {eventFilters: [SESSIONS], deliveryMode: webHook}).status, 400);
});

test('a second subscription of a connection replaces the first', async () => {
  const {connect, placeCall} = createPushFixture();
  const socket = await connect();
  const first = socket.subscribe([SESSIONS]);
  socket.subscribe([PRESENCE]);
  assert.equal(socket.request('DELETE', `/restapi/v1.0/subscription/${first.body.id}`).status, 404);
  await placeCall(NUMBER);
  assert.deepEqual(socket.takeNotifications().map(({event}) => event.includes('presence')), [true]);
});

test('disables the filters whose scope is missing, and refuses when none is left', async () => {
  const {connect, signIn} = createPushFixture();
  signIn({scopes: ['WebSocket', 'ReadPresence']});
  const partly = (await connect()).subscribe();
  assert.equal(partly.status, 200);
  assert.equal(partly.body.eventFilters.length, 1);
  assert.deepEqual(partly.body.disabledFilters.map((/** @type {any} */ one) => [one.filter, one.reason]),
    [[SESSIONS, 'CMN-401']]);
  const whole = (await connect()).subscribe([SESSIONS]);
  assert.equal(whole.status, 403);
  assert.equal(whole.body.errorCode, 'CMN-401');
});

test('disables unknown filters, those of others, and those that an option refuses', async () => {
  const {connect} = createPushFixture({refusedFilters: ['/telephony/sessions']});
  const socket = await connect();
  const foreign = PRESENCE.replace('extension/~', 'extension/1');
  const {body} = socket.subscribe([SESSIONS, PRESENCE, foreign, '/restapi/v1.0/glip/posts']);
  assert.deepEqual(body.disabledFilters.map((/** @type {any} */ {reason}) => reason),
    ['CMN-401', 'SUB-406', 'CMN-101']);
});

test('subscriptions count in the Medium group', async () => {
  const {connect} = createPushFixture({limits: {medium: 2}});
  const {subscribe} = await connect();
  assert.deepEqual([1, 2, 3].map(() => subscribe().status), [200, 200, 429]);
});

test('closes a socket after half an hour without a frame', async () => {
  const {connect, simulator} = createPushFixture();
  const {closes, frames, send} = await connect();
  simulator.advance(29 * MINUTE);
  send({type: 'Heartbeat', messageId: 'beat'});
  simulator.advance(29 * MINUTE);
  assert.equal(closes.length, 0);
  simulator.advance(MINUTE);
  assert.equal(frames.at(-1)[1].errorCode, 'WSG-902');
  assert.equal(closes[0]?.code, 1000);
});

test('closes a socket after a day', async () => {
  const {connect, simulator} = createPushFixture();
  const {closes, frames, send} = await connect();
  for (let beats = 0; beats < 95; beats++) {
    simulator.advance(HOUR / 4);
    send({type: 'Heartbeat', messageId: `beat-${beats}`});
  }
  assert.equal(closes.length, 0);
  simulator.advance(HOUR / 4);
  assert.equal(frames.at(-1)[1].errorCode, 'WSG-903');
  assert.equal(closes.length, 1);
});

test('no timer runs without an open socket', async () => {
  /** @type {Set<symbol>} */
  const timers = new Set();
  const schedule = () => {
    const timer = Symbol('timer');
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const {connect, placeCall, simulator} = createPushFixture({schedule});
  await placeCall(NUMBER);
  assert.equal(timers.size, 0);
  const {connection} = await connect();
  assert.equal(timers.size, 1);
  simulator.advance(1000);
  assert.equal(timers.size, 1);
  connection?.lost();
  assert.equal(timers.size, 0);
});

test('records the frames of both directions, and forgets them', async () => {
  const {connect, simulator} = createPushFixture();
  const {closes, send} = await connect();
  send({type: 'Heartbeat', messageId: 'beat'});
  assert.deepEqual(simulator.gateway.frames.map(({direction, socket, frame}) =>
    [socket, direction, frame[0].type]),
  [[1, 'out', 'ConnectionDetails'], [1, 'in', 'Heartbeat'], [1, 'out', 'Heartbeat']]);
  assert.equal(simulator.gateway.sockets().length, 1);
  simulator.reset();
  assert.equal(simulator.gateway.frames.length, 0);
  assert.equal(simulator.gateway.sockets().length, 0);
  assert.equal(closes[0]?.code, 1006);
});

test('a frame to a closed socket has no answer', async () => {
  const {connect} = createPushFixture();
  const {connection, frames, send} = await connect();
  connection?.lost();
  send({type: 'Heartbeat', messageId: 'beat'});
  assert.equal(frames.length, 1);
});

test('a ticket of a session that was signed out opens nothing', async () => {
  const {requestTicket, simulator} = createPushFixture();
  const {uri, ws_access_token: ticket} = await (await requestTicket()).json();
  simulator.revokeAll();
  assert.throws(() => openSocket(simulator, `${uri}?access_token=${ticket}`), /opens a socket/);
});
