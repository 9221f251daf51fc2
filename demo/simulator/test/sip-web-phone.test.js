import assert from 'node:assert/strict';
import {after, before, beforeEach, test} from 'node:test';
import WebPhone from 'ringcentral-web-phone';
import {WebSocket} from 'ws';
import {PROVISION} from './sip-support.js';
import {ALL_SCOPES} from '../options.js';
import {startSimulator} from '../server.js';
import {canHaveAudio, createLines} from '../sip/line.js';

/**
 * The phone that pages use, in Node: its own signaling, and audio of the simulator's kind.
 *
 * @typedef {import('../sip/audio.js').FarEnd} FarEnd
 */

/** It asks for an encrypted socket, which this server has not. */
class PlainWebSocket extends WebSocket {
  /** @param {string} url @param {string} protocol */
  constructor(url, protocol) {
    // Each message has a turn of its own, as in browsers.
    super(url.replace(/^wss:/, 'ws:'), protocol, {allowSynchronousEvents: false});
  }
}
Object.assign(globalThis, {WebSocket: PlainWebSocket});

const LIMIT_MS = 5000;

const openLine = createLines();

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let server;
before(async () => { server = await startSimulator({scopes: ALL_SCOPES}); });
after(() => server.close());

let worldCount = 0;
/** @type {ReturnType<typeof server.world>} */
let world;
/** @type {WebPhone} */
let phone;
/** The phone's own audio, by call. @type {FarEnd[]} */
let voices = [];

/** Audio of a call, as the phone asks for it. */
function createSession() {
  const opened = openLine(() => {});
  const end = async () => (await opened).close();
  void opened.then((voice) => {
    voices.push(voice);
    voice.play('talk');
  });
  return {
    createOffer: async () => (await opened).offer(),
    createAnswer: async (/** @type {string} */ sdp) => (await opened).answer(sdp),
    // A call may end while its answer is still being applied.
    applyAnswer: async (/** @type {string} */ sdp) => { await (await opened).accept(sdp).catch(() => {}); },
    setMuted: () => {},
    sendDtmf: () => {},
    changeInputDevice: async () => {},
    changeOutputDevice: async () => {},
    dispose: () => { void end(); },
  };
}

beforeEach(async () => {
  voices = [];
  const name = `phone-${++worldCount}`;
  world = server.world(name);
  const {access_token: token} = world.signIn();
  const answer = await fetch(`${server.url}/w/${name}${PROVISION}`, {
    method: 'POST', body: JSON.stringify({sipInfo: [{transport: 'WSS'}]}),
    headers: {'authorization': `Bearer ${token}`, 'content-type': 'application/json'},
  });
  const {sipInfo: [sipInfo]} = await answer.json();
  phone = new WebPhone({sipInfo, autoAnswer: false, webRtcSessionFactory: createSession});
});

/** Looks until something holds. @param {string} what @param {() => unknown} holds */
async function until(what, holds) {
  for (const start = performance.now(); !holds();) {
    assert.ok(performance.now() - start < LIMIT_MS, `not within ${LIMIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** @param {any} emitter @param {string} event @returns {Promise<any>} */
const once = (emitter, event) => new Promise((resolve) => { emitter.once(event, resolve); });

const heard = () => world.sip?.calls()[0]?.heard?.peak ?? 0;

test('registers, and unregisters', async () => {
  await phone.start();
  assert.equal(world.sip?.phones().length, 1);
  await phone.dispose();
  assert.equal(world.sip?.phones().length, 0);
});

test('fails to register where all slots are taken', async () => {
  world.configure({sipRegisterStatus: '603 Too Many Contacts'});
  await assert.rejects(phone.start(), /603 Too Many Contacts/);
  world.configure({sipRegisterStatus: null, sipNonceWrong: true});
  await assert.rejects(phone.start(), /401 Unauthorized/);
});

if (canHaveAudio) {
  test('calls, holds and hangs up, and both ends hear each other', async () => {
    await phone.start();
    const call = await phone.call('16505550101', '16505550170');
    const [placed] = world.facts.calls;
    assert.equal(call.state, 'answered');
    assert.equal(call.sessionId, placed?.id);
    assert.equal(call.partyId, `p-${placed?.id.slice(2)}-1`);
    assert.equal(placed?.callerId, '+16505550170');
    await until('the simulator hears the phone', () => heard() > 0.1);
    await until('the phone hears the simulator', () => (voices[0]?.heard().peak ?? 0) > 0.1);
    await call.hold();
    assert.equal(world.sip?.calls()[0]?.isHeld, true);
    await call.unhold();
    assert.equal(world.sip?.calls()[0]?.isHeld, false);
    assert.deepEqual(await call.startRecording(), {code: 0, description: 'Succeeded'});
    const isDisposed = once(call, 'disposed');
    await call.hangup();
    assert.deepEqual(world.sip?.calls(), []);
    // The phone leaves a call that it has ended itself to its page.
    call.dispose();
    await isDisposed;
    await phone.dispose();
  });

  test('the callee hangs up', async () => {
    await phone.start();
    const call = await phone.call('16505550101');
    const isDisposed = once(call, 'disposed');
    world.hangUp(call.sessionId, 'callee');
    await isDisposed;
    assert.deepEqual(phone.callSessions, []);
    await phone.dispose();
  });

  test('a call that fails', async () => {
    await phone.start();
    world.configure({emergencyAddress: false});
    const failed = new Promise((resolve) => phone.on('outboundCall', (call) => call.once('failed', resolve)));
    await phone.call('16505550101');
    assert.equal(await failed, 'SIP/2.0 403 Forbidden');
    assert.deepEqual(phone.callSessions, []);
    await phone.dispose();
  });

  test('is called, and answers', async () => {
    await phone.start();
    const inbound = once(phone, 'inboundCall');
    const {id} = world.ring({from: '+16505550177', fromName: 'Anna & "Bo"'});
    const call = await inbound;
    assert.equal(call.sessionId, id);
    assert.equal(call.remoteNumber, '+16505550177');
    assert.deepEqual(call.rcApiCallInfo, {callAttributes: 'reject,send-vm'});
    await call.answer();
    await until('the simulator hears the phone', () => heard() > 0.1);
    const isDisposed = once(call, 'disposed');
    world.inbound(id).callerHangsUp();
    await isDisposed;
    await phone.dispose();
  });

  test('is called, and declines or sends to the voicemail', async () => {
    await phone.start();
    for (const [action, kind] of /** @type {const} */ ([['decline', 'decline'], ['toVoicemail', 'voicemail']])) {
      const inbound = once(phone, 'inboundCall');
      const {id} = world.ring();
      const call = await inbound;
      const isDisposed = once(call, 'disposed');
      await until('the phone has confirmed', () => world.sip?.messages.some(({text}) =>
        text.includes(`Call-Id: ${call.callId}`) && text.includes('Cmd="17"')));
      void call[action]();
      await isDisposed;
      assert.equal(world.facts.inbound.find((one) => one.id === id)?.steps[0]?.kind, kind);
    }
    await phone.dispose();
  });

  test('goes on over a new socket', async () => {
    await phone.start();
    const call = await phone.call('16505550101');
    world.sip?.dropAll({seconds: 20});
    await assert.rejects(phone.start());
    world.advance(20_000);
    await until('the simulator still hears the phone', () => heard() > 0.1);
    await phone.start();
    await call.hangup();
    assert.deepEqual(world.sip?.calls(), []);
    call.dispose();
    await phone.dispose();
  });
}
