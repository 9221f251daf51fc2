import assert from 'node:assert/strict';
import {test} from 'node:test';
import {OFFER, createSipFixture, settled} from './sip-support.js';
import {PRESENCE, SESSIONS} from './push-support.js';

/** A call comes, and one phone or more ring. @param {{scenario?: string, phones?: number}} [what] */
async function ringing({scenario = 'ringing', phones: count = 1} = {}) {
  const fixture = createSipFixture();
  const socket = await fixture.openSubscribed([SESSIONS, PRESENCE]);
  const phones = [];
  for (let n = 0; n < count; n++) phones.push(await fixture.registered());
  const [call] = /** @type {[import('../facts.js').InboundFacts]} */ (fixture.simulator.playInbound(scenario));
  await settled();
  const [phone] = /** @type {[typeof phones[0]]} */ (phones);
  assert.deepEqual(phones.map((one) => one.takeNames()), phones.map(() => ['INVITE']));
  for (const one of phones) {
    one.answer('INVITE', '100 Trying');
    one.answer('INVITE', '180 Ringing');
  }
  return {...fixture, newPhone: fixture.phone, call, phone, phones, socket};
}

const CONFIRM = 17;
const VOICEMAIL = 11;
const REJECT = 12;

test('rings with the ids of the session and the numbers of the caller', async () => {
  const {call, phone} = await ringing();
  const {headers, body} = phone.received.at(-1) ?? {headers: {}, body: ''};
  assert.equal(headers['p-rc-api-ids'], `party-id=p-${call.id.slice(2)}-2;session-id=${call.id}`);
  assert.match(headers.From ?? '', /^"A LINDQVIST" <sip:\+16505550100@sip\.ringcentral\.com>;tag=/);
  assert.match(headers['P-rc'] ?? '', /^<Msg><Hdr SID="[^"]+" Req="[^"]+" From="#\d+@sip\.ringcentral\.com:5060" To="16505550172\*101" Cmd="6"\/><Bdy /);
  assert.match(headers['P-rc'] ?? '', / Phn="\+16505550100" Nm="A LINDQVIST" ToPhn="\+16505550172" ToNm="Alex Morgan"/);
  assert.equal(body, OFFER);
});

test('is answered on the phone: push says so, and a request with which device', async () => {
  const {call, expectStatus, lines, phone, sessionPath, simulator, socket} = await ringing();
  await phone.command(CONFIRM);
  phone.answer('INVITE', '200 OK', 'v=0\r\n');
  assert.deepEqual(phone.takeNames(), ['ACK']);
  assert.deepEqual(socket.takeParties(), ['-2 Setup', '-2 Answered']);
  const {parties} = await expectStatus(200, 'GET', sessionPath(call.id));
  assert.equal(parties[1].to.deviceId, phone.sipInfo.deviceId);
  assert.equal(lines[0]?.sounds.at(-1), 'talk');
  simulator.inbound(call.id).callerHangsUp();
  assert.deepEqual(phone.takeNames(), ['BYE']);
  assert.equal(lines[0]?.isClosed, true);
});

test('the user hangs up on the phone', async () => {
  const {phone, socket} = await ringing();
  const callId = phone.answer('INVITE', '200 OK', 'v=0\r\n');
  assert.deepEqual(await phone.within('BYE', {callId}), ['ACK', '200']);
  assert.equal(socket.takeParties().at(-1), '-2 Disconnected/CallFinished');
});

test('holds on the phone, and by request', async () => {
  const {call, expectStatus, lines, phone, sessionPath, socket} = await ringing();
  const callId = phone.answer('INVITE', '200 OK', 'v=0\r\n');
  socket.takeParties();
  await phone.within('INVITE', {callId, body: 'v=0\r\na=sendonly\r\n'});
  assert.deepEqual(socket.takeParties(), ['-2 Hold']);
  await phone.within('INVITE', {callId, body: OFFER});
  assert.deepEqual(socket.takeParties(), ['-2 Answered']);
  const party = `${sessionPath(call.id)}/parties/p-${call.id.slice(2)}-2`;
  await expectStatus(200, 'POST', `${party}/hold`);
  assert.equal(lines[0]?.sounds.at(-1), 'silence');
  await expectStatus(204, 'DELETE', sessionPath(call.id));
  assert.equal(phone.takeNames().at(-1), 'BYE');
});

test('is declined, or sent to the voicemail, by a phone that has confirmed', async () => {
  for (const [command, party] of /** @type {const} */ ([[REJECT, '-2 Disconnected/Rejected'], [VOICEMAIL, '-2 VoiceMail/Voicemail']])) {
    const {phone, socket} = await ringing();
    assert.deepEqual(await phone.command(command), ['200']);
    assert.deepEqual(await phone.command(CONFIRM), ['200']);
    assert.deepEqual(await phone.command(command), ['200', 'CANCEL']);
    assert.equal(socket.takeParties().at(-1), party);
  }
});

test('the caller gives up', async () => {
  const {call, phone, simulator, sip} = await ringing();
  simulator.inbound(call.id).callerHangsUp();
  const [cancel] = phone.take();
  const invite = phone.received.find(({subject}) => subject.startsWith('INVITE'));
  assert.equal(cancel?.headers.CSeq, invite?.headers.CSeq?.replace('INVITE', 'CANCEL'));
  assert.equal(cancel?.headers['Call-ID'], invite?.headers['Call-ID']);
  assert.deepEqual(sip.calls(), []);
});

test('rings on all phones, and one of them answers', async () => {
  const {phones, socket} = await ringing({phones: 3});
  phones[1]?.answer('INVITE', '200 OK', 'v=0\r\n');
  assert.deepEqual(phones.map((one) => one.takeNames()), [['MESSAGE 7', 'CANCEL'], ['ACK'], ['MESSAGE 7', 'CANCEL']]);
  const [message, cancel] = phones[0]?.received.slice(-2) ?? [];
  const invite = phones[0]?.received.find(({subject}) => subject.startsWith('INVITE'));
  assert.equal(cancel?.headers.CSeq, invite?.headers.CSeq?.replace('INVITE', 'CANCEL'));
  assert.match(message?.body ?? '', new RegExp(`<Bdy Cln="${phones[0]?.sipInfo.authorizationId}"/>`));
  assert.equal(socket.takeParties().at(-1), '-2 Answered');
});

test('is answered on another phone, or by a colleague', async () => {
  for (const act of /** @type {const} */ (['answer', 'answerElsewhere'])) {
    const {call, phone, simulator} = await ringing();
    simulator.inbound(call.id)[act]();
    assert.deepEqual(phone.takeNames(), ['MESSAGE 7', 'CANCEL']);
  }
});

test('an answer that comes too late is ended at once', async () => {
  const {call, phone, sip} = await ringing();
  call.steps = [{at: call.startedAt, kind: 'caller-hang-up'}];
  phone.answer('INVITE', '200 OK', 'v=0\r\n');
  assert.deepEqual(phone.takeNames(), ['ACK', 'BYE']);
  assert.deepEqual(sip.calls(), []);
});

test('scenarios ring it: they answer, miss and call twice', async () => {
  for (const [scenario, seconds, messages] of /** @type {const} */ ([
    ['known', 6, ['MESSAGE 7', 'CANCEL']], ['missed', 20, ['CANCEL']], ['voicemail', 20, ['CANCEL']],
    ['caller-gave-up', 8, ['CANCEL']], ['queue-elsewhere', 6, ['MESSAGE 7', 'CANCEL']], ['two-at-once', 3, ['INVITE']],
  ])) {
    const {phone, simulator, sip} = await ringing({scenario});
    simulator.advance(seconds * 1000);
    sip.update();
    await settled();
    assert.deepEqual(phone.takeNames(), messages, scenario);
  }
});

test('a queue call can only be answered or declined', async () => {
  const {phone} = await ringing({scenario: 'queue'});
  assert.equal(phone.received.at(-1)?.headers['p-rc-api-call-info'], 'callAttributes=queue-call');
});

test('a transfer rings once more', async () => {
  const {call, phone, simulator} = await ringing({scenario: 'extension'});
  call.steps = [];
  phone.answer('INVITE', '200 OK', 'v=0\r\n');
  phone.takeNames();
  simulator.inbound(call.id).transfer({reason: 'BlindTransfer', from: {phoneNumber: '+16505550100'}});
  await settled();
  assert.deepEqual(phone.takeNames(), ['BYE', 'INVITE']);
  const invite = phone.received.at(-1);
  assert.match(invite?.headers['p-rc-api-ids'] ?? '', /-4;/);
  assert.match(invite?.headers.From ?? '', /sip:\+16505550100@/);
});

test('a phone that registers while it rings, rings too', async () => {
  const {registered} = await ringing();
  const late = await registered();
  await settled();
  assert.deepEqual(late.takeNames(), ['INVITE']);
});

test('a phone whose socket breaks while it rings, rings again once it is back', async () => {
  const {phone, phone: {sipInfo}, newPhone, sip} = await ringing();
  phone.connection.lost();
  assert.deepEqual(sip.calls(), []);
  const back = await newPhone(sipInfo);
  assert.deepEqual(back.register(), ['401', '200']);
  await settled();
  assert.deepEqual(back.takeNames(), ['INVITE']);
});

test('a call that is up goes on over another socket', async () => {
  const {call, phone, phone: {sipInfo}, newPhone, simulator} = await ringing();
  phone.answer('INVITE', '200 OK', 'v=0\r\n');
  phone.connection.lost();
  const back = await newPhone(sipInfo);
  back.register();
  simulator.inbound(call.id).callerHangsUp();
  assert.deepEqual(back.takeNames(), ['BYE']);
});

test('ends where the phone\'s sound is lost', async () => {
  const {lines, phone, sip, socket} = await ringing();
  phone.answer('INVITE', '200 OK', 'v=0\r\n');
  lines[0]?.lose();
  assert.equal(socket.takeParties().at(-1), '-2 Disconnected/CallFinished');
  assert.deepEqual(sip.calls(), []);
});

test('a storm of calls rings each', async () => {
  const {phone, simulator, sip} = await ringing();
  simulator.storm();
  await settled();
  assert.deepEqual(phone.takeNames(), Array.from({length: 20}, () => 'INVITE'));
  assert.equal(sip.calls().length, 21);
  simulator.reset();
  assert.deepEqual(sip.calls(), []);
});
