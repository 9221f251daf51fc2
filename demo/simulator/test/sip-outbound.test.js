import assert from 'node:assert/strict';
import {test} from 'node:test';
import {PRESENCE} from './push-support.js';
import {placed, settled} from './sip-support.js';

test('is answered at once, while the callee still rings', async () => {
  const {answers, call, lines, phone, readParties, simulator, sip, socket} = await placed('answered-long');
  assert.deepEqual(answers, ['407', '100', '183', '200']);
  const [challenge, , progress, answer] = phone.received.slice(-4);
  assert.match(challenge?.headers['Proxy-Authenticate'] ?? '', /, nonce="[\w-]+"$/);
  const id = call?.id ?? '';
  assert.match(id, /^s-[0-9a-fz]+$/);
  for (const message of [progress, answer]) {
    assert.equal(message?.headers['p-rc-api-ids'], `party-id=p-${id.slice(2)}-1;session-id=${id}`);
  }
  assert.match(answer?.body ?? '', /^answer to/);
  assert.deepEqual(socket.takeParties(), ['-1 Setup']);
  simulator.advance(1000);
  assert.deepEqual(socket.takeParties(), ['-1 Proceeding']);
  assert.deepEqual(lines[0]?.sounds, ['ring-back']);
  simulator.advance(5000);
  assert.deepEqual(socket.takeParties(), ['-1 Answered']);
  assert.deepEqual(lines[0]?.sounds, ['ring-back', 'talk']);
  assert.equal(await readParties(id), '-1 Answered');
  assert.deepEqual(sip.calls().map(({sessionId, state}) => [sessionId, state]), [[id, 'up']]);
});

test('the session is a call of the browser', async () => {
  const {call, expectStatus, phone, sessionPath, simulator, socket} = await placed('answered-long');
  const {body} = socket.takeNotifications().find(({event}) => event.includes('/telephony/sessions'));
  assert.deepEqual(body.origin, {type: 'Call'});
  assert.equal(body.telephonySessionId, call?.id);
  assert.equal(body.parties[0].direction, 'Outbound');
  const {parties: [party]} = await expectStatus(200, 'GET', sessionPath(call?.id ?? ''));
  assert.equal(party.from.deviceId, phone.sipInfo.deviceId);
  assert.equal((await expectStatus(200, 'GET', PRESENCE)).telephonyStatus, 'Ringing');
  simulator.advance(6000);
  assert.equal((await expectStatus(200, 'GET', PRESENCE)).telephonyStatus, 'CallConnected');
});

test('P-Asserted-Identity decides the caller ID, if the number is the user\'s', async () => {
  const {phone, simulator} = await placed('answered-long');
  for (const [asserted, callerId] of /** @type {const} */ ([
    ['sip:16505550170@sip.ringcentral.com', '+16505550170'], ['sip:6505550170@sip.ringcentral.com', '+16505550170'],
    ['sip:anonymous@sip.ringcentral.com', 'anonymous'], ['sip:12125550100@sip.ringcentral.com', '+16505550172'],
  ])) {
    await phone.call('16505550101', {'P-Asserted-Identity': asserted}, asserted);
    assert.equal(simulator.facts.calls.at(-1)?.callerId, callerId);
  }
});

test('the user hangs up: while it rings, and later', async () => {
  for (const [seconds, parties] of /** @type {const} */ ([[2, ['-1 Setup', '-1 Proceeding', '-1 Disconnected/Cancelled']],
    [8, ['-1 Setup', '-1 Proceeding', '-1 Answered', '-1 Disconnected/CallFinished']]])) {
    const {lines, phone, simulator, sip, socket} = await placed('answered-long');
    simulator.advance(seconds * 1000);
    assert.deepEqual(await phone.within('BYE'), ['200']);
    assert.deepEqual(socket.takeParties(), parties);
    assert.deepEqual(sip.calls(), []);
    assert.equal(lines[0]?.isClosed, true);
    assert.deepEqual(await phone.within('BYE'), ['481']);
  }
});

for (const [name, reason, seconds] of /** @type {const} */ ([
  ['busy', 'TargetBusy', 5], ['no-answer', 'NoAnswer', 15], ['rejected', 'Rejected', 5], ['invalid-number', 'InvalidNumber', 5],
])) {
  test(`${name}: the platform hangs up, and push says why`, async () => {
    const {phone, simulator, sip, socket} = await placed(name);
    simulator.advance(seconds * 1000 - 1);
    assert.deepEqual(phone.takeNames(), []);
    simulator.advance(1);
    assert.deepEqual(phone.takeNames(), ['BYE']);
    assert.equal(socket.takeParties().at(-1), `-1 Disconnected/${reason}`);
    assert.deepEqual(sip.calls(), []);
  });
}

test('scenarios about the user\'s own phone are answered', async () => {
  for (const name of ['answered', 'phone-offline', 'no-answer-here', 'declined-here', 'hung-up-early', 'invalid', 'invalid-for-a-while']) {
    const {simulator, socket, phone} = await placed(name);
    simulator.advance(6000);
    assert.equal(socket.takeParties().at(-1), '-1 Answered', name);
    simulator.advance(10_000);
    assert.deepEqual(phone.takeNames(), ['BYE'], name);
  }
});

test('a request ends the session: the platform hangs up', async () => {
  const {call, expectStatus, phone, sessionPath, simulator, socket} = await placed('answered-long');
  simulator.advance(6000);
  socket.takeParties();
  await expectStatus(204, 'DELETE', sessionPath(call?.id ?? ''));
  assert.deepEqual(phone.takeNames(), ['BYE']);
  assert.deepEqual(socket.takeParties(), ['-1 Disconnected/CallFinished']);
});

test('the callee hangs up', async () => {
  const {call, phone, simulator} = await placed('answered-long');
  simulator.advance(6000);
  simulator.hangUp(call?.id ?? '', 'callee');
  assert.deepEqual(phone.takeNames(), ['BYE']);
});

test('holds by an offer that only sends, and by request', async () => {
  const {call, expectStatus, lines, phone, sessionPath, simulator, socket} = await placed('answered-long');
  simulator.advance(6000);
  socket.takeParties();
  assert.deepEqual(await phone.within('INVITE', {body: 'v=0\r\na=sendonly\r\n'}), ['200']);
  assert.deepEqual(socket.takeParties(), ['-1 Hold']);
  assert.equal(lines[0]?.sounds.at(-1), 'silence');
  await phone.within('INVITE', {body: 'v=0\r\na=sendrecv\r\n'});
  assert.deepEqual(socket.takeParties(), ['-1 Answered']);
  assert.equal(lines[0]?.sounds.at(-1), 'talk');

  const {id} = (await expectStatus(200, 'GET', sessionPath(call?.id ?? ''))).parties[0];
  const party = `${sessionPath(call?.id ?? '')}/parties/${id}`;
  await expectStatus(200, 'POST', `${party}/hold`);
  assert.deepEqual(socket.takeParties(), ['-1 Hold']);
  assert.equal(lines[0]?.sounds.at(-1), 'silence');
  await expectStatus(200, 'POST', `${party}/unhold`);
  assert.equal(lines[0]?.sounds.at(-1), 'talk');
});

test('a new offer without a hold changes nothing', async () => {
  const {phone, simulator, socket} = await placed('answered-long');
  simulator.advance(6000);
  socket.takeParties();
  assert.deepEqual(await phone.within('INVITE', {body: 'v=0\r\na=sendrecv\r\n'}), ['200']);
  assert.deepEqual(socket.takeParties(), []);
});

test('the call log has it as a VoIP call', async () => {
  const {expectStatus, simulator} = await placed('answered');
  simulator.advance(60_000);
  const {records: [record]} = await expectStatus(200, 'GET', '/call-log');
  assert.equal(record.action, 'VoIP Call');
  assert.equal(record.result, 'Call connected');
  assert.equal(record.duration, 10);
  assert.equal(record.to.phoneNumber, '+16505550100');
  assert.equal(record.from.phoneNumber, '+16505550172');
});

test('is canceled before its answer', async () => {
  const {answers, call, phone, simulator, sip, socket} = await placed('answered-long', {sipAnswerDelay: 5});
  assert.deepEqual(answers, ['407', '100', '183']);
  assert.deepEqual(await phone.within('CANCEL'), ['200', '487']);
  assert.equal(socket.takeParties().at(-1), '-1 Disconnected/Cancelled');
  assert.equal(call?.hungUpAt, simulator.now());
  simulator.advance(5000);
  await settled();
  assert.deepEqual(phone.takeNames(), []);
  assert.deepEqual(sip.calls(), []);
});

test('a late answer', async () => {
  const {phone, simulator} = await placed('answered-long', {sipAnswerDelay: 5});
  simulator.advance(5000);
  await settled();
  assert.deepEqual(phone.takeNames(), ['200']);
});

test('goes on over another socket of the same phone', async () => {
  const {newPhone, simulator, sip, phone} = await placed('answered-long');
  sip.dropAll();
  assert.equal(sip.calls().length, 1);
  const next = await newPhone(phone.sipInfo);
  next.register();
  assert.deepEqual(await next.within('BYE'), ['200']);
  assert.deepEqual(sip.calls(), []);
  await next.call('16505550102', {}, 'out-2');
  simulator.advance(5000);
  assert.deepEqual(next.takeNames(), ['BYE']);
});

test('stays with its own socket while that is open', async () => {
  const {call, newPhone, phone, simulator} = await placed('answered-long');
  const otherTab = await newPhone(phone.sipInfo);
  otherTab.register();
  simulator.hangUp(call?.id ?? '', 'callee');
  assert.deepEqual([phone.takeNames(), otherTab.takeNames()], [['BYE'], []]);
});

test('a hang-up that is not answered ends the call all the same', async () => {
  const {phone, sip} = await placed('answered-long', {sipByeSilent: true});
  assert.deepEqual(await phone.within('BYE'), []);
  assert.deepEqual(sip.calls(), []);
});

test('ends where the phone\'s sound is lost', async () => {
  const {lines, simulator, sip, socket} = await placed('answered-long');
  simulator.advance(6000);
  sip.dropAll();
  lines[0]?.lose();
  assert.equal(socket.takeParties().at(-1), '-1 Disconnected/CallFinished');
  assert.deepEqual(sip.calls(), []);
});

test('commands over the call succeed', async () => {
  const {phone} = await placed('answered-long');
  const headers = {'Content-Type': 'application/json;charset=utf-8'};
  const body = JSON.stringify({request: {reqid: 7, command: 'startcallrecord'}});
  assert.deepEqual(await phone.within('INFO', {headers, body}), ['200', 'INFO']);
  const {response} = JSON.parse(phone.received.at(-1)?.body ?? '');
  assert.deepEqual(response, {reqid: 7, command: 'startcallrecord', result: {code: 0, description: 'Succeeded'}});
  assert.deepEqual(await phone.within('INFO', {headers, body: '{'}), ['200']);
});
