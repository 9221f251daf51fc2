import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSipFixture, placed} from './sip-support.js';

for (const [name, setup, answers] of /** @type {const} */ ([
  ['no digital line', {digitalLine: false}, ['403']],
  ['no emergency address', {emergencyAddress: false}, ['407', '100', '183', '403']],
  ['a switch', {sipInviteStatus: '503 Service Unavailable'}, ['503']],
  ['a nonce that is never right', {sipNonceWrong: true}, ['407', '407']],
])) {
  test(`refused: ${name}`, async () => {
    const {simulator, registered} = createSipFixture();
    const phone = await registered();
    simulator.configure(setup);
    assert.deepEqual(await phone.call('16505550101'), answers);
    assert.deepEqual(simulator.facts.calls, []);
  });
}

for (const [name, answers] of /** @type {const} */ ([
  ['server-error', ['407', '100', '183', '500']], ['throttled', ['407', '100', '183', '503']],
  ['permission-missing', ['403']], ['number-refused', ['407', '100', '183', '404']],
])) {
  test(`refused: ${name}`, async () => {
    const {answers: received, call, sip} = await placed(name);
    assert.deepEqual(received, answers);
    assert.equal(call, undefined);
    assert.deepEqual(sip.calls(), []);
  });
}

test('the socket breaks before the call, and after it', async () => {
  const before = await placed('dropped-before');
  assert.deepEqual([before.answers, before.phone.isOpen, before.call], [['407', '100'], false, undefined]);
  const after = await placed('dropped-after');
  assert.deepEqual([after.answers, after.phone.isOpen], [['407', '100', '183'], false]);
  assert.equal(after.sip.calls().length, 1);
});

test('a phone that is not registered places no call', async () => {
  const {phone} = createSipFixture();
  assert.deepEqual(await (await phone()).call('16505550101'), ['403']);
});

test('where there is no audio, the call says so', async () => {
  const openFarEnd = () => Promise.reject(new Error('The package @roamhq/wrtc is not installed.'));
  const {answers, phone, sip, socket} = await placed('answered-long', {openFarEnd});
  assert.deepEqual(answers, ['407', '100', '183', '503']);
  assert.equal(phone.received.at(-1)?.headers.Warning, '399 simulator "The package @roamhq/wrtc is not installed."');
  assert.equal(socket.takeParties().at(-1), '-1 Disconnected/Cancelled');
  assert.deepEqual(sip.calls(), []);
});
