import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSipFixture} from './sip-support.js';

test('a phone registers with a digest, renews and unregisters', async () => {
  const {phone, simulator, sip} = createSipFixture();
  const one = await phone();
  assert.deepEqual(one.register(), ['401', '200']);
  const [challenge, answer] = one.received;
  assert.match(challenge?.headers['Www-Authenticate'] ?? '', /^Digest realm="sip\.ringcentral\.com", nonce="[\w-]+"$/);
  assert.match(answer?.headers.Contact ?? '', /;expires=60$/);
  assert.match(answer?.headers.To ?? '', /;tag=/);
  const [{expiresAt = 0} = {}] = sip.phones();
  assert.equal(expiresAt, simulator.now() + 60_000);
  simulator.advance(50_000);
  one.register();
  assert.equal(sip.phones()[0]?.expiresAt, simulator.now() + 60_000);
  assert.deepEqual(one.register({expires: 0}), ['401', '200']);
  assert.deepEqual(sip.phones(), []);
});

test('a registration lasts for a minute at most', async () => {
  const {phone, simulator, sip} = createSipFixture();
  (await phone()).register({expires: 3600});
  assert.equal(sip.phones()[0]?.expiresAt, simulator.now() + 60_000);
});

test('refuses a wrong password, and an account that does not exist', async () => {
  const {phone, provision, sip} = createSipFixture();
  const sipInfo = await provision();
  assert.deepEqual((await phone({...sipInfo, password: 'other'})).register(), ['401', '401']);
  assert.deepEqual((await phone({...sipInfo, authorizationId: '8'})).register(), ['401', '401']);
  assert.deepEqual(sip.phones(), []);
});

test('has five slots an extension, which dead phones keep for two minutes', async () => {
  const {phone, registered, signIn, simulator, sip} = createSipFixture();
  const phones = [];
  for (let n = 0; n < 5; n++) phones.push(await registered());
  const sixth = await phone();
  assert.deepEqual(sixth.register(), ['401', '603']);
  assert.equal(sixth.received.at(-1)?.subject, 'SIP/2.0 603 Too Many Contacts');

  phones[0]?.connection.lost();
  simulator.advance(50_000);
  for (const one of phones.slice(1)) one.register();
  simulator.advance(50_000);
  for (const one of phones.slice(1)) one.register();
  assert.deepEqual(sixth.register(), ['401', '603']);
  simulator.advance(19_999);
  assert.deepEqual(sixth.register(), ['401', '603']);
  simulator.advance(1);
  assert.deepEqual(sixth.register(), ['401', '200']);
  assert.equal(sip.phones().length, 5);

  signIn({user: {extensionId: '400131426199', extensionNumber: '199'}});
  await registered();
  assert.equal(sip.phones().length, 6);
});

test('a browser that is registered already needs no further slot', async () => {
  const {phone, provision, registered, sip} = createSipFixture();
  for (let n = 0; n < 4; n++) await registered();
  const instanceId = 'browser-of-alex';
  for (let visit = 0; visit < 3; visit++) {
    assert.deepEqual((await phone(await provision())).register({instanceId}), ['401', '200']);
  }
  assert.equal(sip.phones().length, 5);
  assert.deepEqual((await phone()).register(), ['401', '603']);
});

test('a phone that is not renewed cannot be rung, and loses its slot later', async () => {
  const {registered, simulator, sip} = createSipFixture();
  const one = await registered();
  simulator.advance(60_000);
  simulator.ring();
  assert.deepEqual(one.takeNames(), []);
  assert.equal(sip.phones().length, 1);
  simulator.advance(120_000);
  assert.deepEqual(sip.phones(), []);
});

test('the same instance replaces its predecessor', async () => {
  const {phone, provision, sip} = createSipFixture();
  const sipInfo = await provision();
  const [old, fresh] = [await phone(sipInfo), await phone(await provision())];
  const instanceId = 'tab-of-alex';
  old.register({instanceId});
  fresh.register({instanceId});
  const registered = sip.phones().map((one) => [one.instanceId, one.authorizationId]);
  assert.deepEqual(registered, [[instanceId, fresh.sipInfo.authorizationId]]);
  old.connection.lost();
  assert.equal(sip.phones()[0]?.lostAt, null);
});

test('a closed socket sends and takes nothing more', async () => {
  const {registered, sip} = createSipFixture();
  const one = await registered();
  assert.equal(sip.dropAll({seconds: 20}), 1);
  assert.equal(one.isOpen, false);
  assert.deepEqual(one.register(), []);
});

test('sockets stay shut for as long as is ordered', async () => {
  const {simulator, sip} = createSipFixture();
  sip.dropAll({seconds: 20});
  assert.equal(sip.accepts(), false);
  simulator.advance(20_000);
  assert.equal(sip.accepts(), true);
});

test('switches: refused, unavailable, and a nonce that is never right', async () => {
  const {phone, simulator, sip} = createSipFixture();
  const one = await phone();
  for (const status of ['603 Too Many Contacts', '503 Service Unavailable']) {
    simulator.configure({sipRegisterStatus: status});
    one.register();
    assert.equal(one.received.at(-1)?.subject, `SIP/2.0 ${status}`);
  }
  simulator.configure({sipRegisterStatus: null, sipNonceWrong: true});
  assert.deepEqual(one.register(), ['401', '401']);
  simulator.configure({sipNonceWrong: false});
  one.register();
  simulator.reset();
  assert.deepEqual(sip.phones(), []);
});
