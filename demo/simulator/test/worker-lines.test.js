// Phones of pages whose simulator is a Service Worker: their sockets and lines, by messages.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {serveLines} from '../sip/page-lines.js';
import {WorkerEnd} from '../push/worker-end.js';
import {PROVISION} from './sip-support.js';
import {createPageAndWorker} from './worker-support.js';

const PROXY = 'wss://demo.test/platform';
const REGISTER = 'REGISTER sip:sip.ringcentral.com SIP/2.0\r\nCall-Id: 1\r\nCSeq: 1 REGISTER\r\n\r\n';

/** Lets all messages arrive. */
const arrived = () => new Promise((resolve) => { setImmediate(resolve); });

const openSocket = (socket) => new Promise((resolve) => { socket.onopen = resolve; });
const nextText = (socket) => new Promise((resolve) => { socket.onmessage = ({data}) => resolve(data); });
const closeOf = (socket) => new Promise((resolve) => { socket.onclose = ({code}) => resolve(code); });

test('the socket of a provision speaks SIP with the worker', async (t) => {
  const {WorkerSocket, send} = createPageAndWorker();
  const {access_token: token} = await send('POST', '/simulator/tokens', {});
  const {sipInfo: [{outboundProxy, transport}]} = await send('POST', PROVISION, {sipInfo: [{transport: 'WSS'}]}, token);
  assert.deepEqual([transport, outboundProxy], ['WSS', 'demo.test/platform']);
  const socket = new WorkerSocket(PROXY, 'sip');
  t.after(() => socket.close());
  await openSocket(socket);
  assert.equal(socket.protocol, 'sip');
  socket.send(REGISTER);
  assert.match(await nextText(socket), /^SIP\/2\.0 401 Unauthorized\r\n/);
  assert.equal((await send('GET', '/simulator/sip-messages')).length, 2);
});

test('a socket of a phone breaks by command, and opens again later', async (t) => {
  const {WorkerSocket, send} = createPageAndWorker();
  const socket = new WorkerSocket(PROXY, 'sip');
  await openSocket(socket);
  socket.send(REGISTER);
  await nextText(socket);
  const closed = closeOf(socket);
  await send('POST', '/simulator/drop-sip', {seconds: 20});
  assert.equal(await closed, 1006);
  assert.equal(await closeOf(new WorkerSocket(PROXY, 'sip')), 1006);
  await send('POST', '/simulator/advance', {ms: 20_000});
  const again = new WorkerSocket(PROXY, 'sip');
  t.after(() => again.close());
  again.onopen = () => again.send(REGISTER);
  assert.match(await nextText(again), /401/);
});

test('who may register is known also after the worker has stopped', async (t) => {
  const {WorkerSocket, restartWorker, send} = createPageAndWorker();
  const {access_token: token} = await send('POST', '/simulator/tokens', {});
  const {sipInfo: [{authorizationId}]} = await send('POST', PROVISION, {sipInfo: [{transport: 'WSS'}]}, token);
  restartWorker();
  const socket = new WorkerSocket(PROXY, 'sip');
  t.after(() => socket.close());
  await openSocket(socket);
  socket.send(REGISTER.replace('\r\n\r\n', `\r\nAuthorization: Digest username="${authorizationId}", nonce="1"\r\n\r\n`));
  assert.match(await nextText(socket), /401/);
});

/** A page with a phone, whose lines make no sound, and the worker's end of its socket. */
async function createLine({mock}) {
  mock.timers.enable({apis: ['setInterval']});
  let now = 0;
  /** @type {any} */
  let transport;
  const listeners = [];
  const sip = {accepts: () => true, connect(given) { transport = given; return {receive() {}, lost() {}}; }};
  const end = new WorkerEnd({gatewayOf: async () => null, sipOf: async () => sip}, () => now);
  const page = {
    id: 'page-1',
    postMessage: (data) => { for (const listen of listeners) listen({data: structuredClone(data)}); },
  };
  const container = {
    controller: {postMessage: (message) => void end.receive(structuredClone(message), page)},
    addEventListener: (_type, listener) => listeners.push(listener),
  };
  const done = [];
  let loseAudio;
  serveLines(container, async (onLost) => {
    loseAudio = onLost;
    return {
      answer: async (sdp) => `answer to ${sdp}`,
      offer: () => Promise.reject(new Error('There is no microphone.')),
      accept: async (sdp) => { done.push(`accept ${sdp}`); },
      play: (sound) => { done.push(sound); },
      heard: () => ({peak: 0.5, loudest: 0.75, digits: '1#'}),
      close: () => { done.push('close'); },
    };
  });
  const hear = (message) => end.receive({socket: '1', ...message}, page);
  await hear({url: PROXY});
  return {
    done, hear, loseAudio: () => loseAudio(), later(ms) { now += ms; },
    openFarEnd: (onLost) => transport.openFarEnd(onLost),
  };
}

test('the other end of a line is in the page of the phone', async (t) => {
  const {done, loseAudio, openFarEnd} = await createLine(t);
  let isLost = false;
  const farEnd = await openFarEnd(() => { isLost = true; });
  assert.equal(await farEnd.answer('an offer'), 'answer to an offer');
  await assert.rejects(farEnd.offer(), /There is no microphone/);
  await farEnd.accept('an answer');
  farEnd.play('talk');
  assert.equal(farEnd.heard().digits, '');
  t.mock.timers.tick(200);
  await arrived();
  assert.deepEqual(farEnd.heard(), {peak: 0.5, loudest: 0.75, digits: '1#'});
  loseAudio();
  await arrived();
  assert.equal(isLost, true);
  farEnd.close();
  await arrived();
  assert.deepEqual(done, ['accept an answer', 'talk', 'close']);
});

test('a page that says nothing for half a minute takes its lines with it', async (t) => {
  const {hear, later, openFarEnd} = await createLine(t);
  let isLost = false;
  const farEnd = await openFarEnd(() => { isLost = true; });
  later(29_000);
  await hear({});
  later(29_000);
  await hear({});
  assert.equal(isLost, false);
  later(31_000);
  await hear({});
  assert.equal(isLost, true);
  await assert.rejects(farEnd.answer('an offer'), /The line is closed/);
});
