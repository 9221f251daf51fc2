import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nextContract} from './next-contract.js';
import {PRESENCE, SESSIONS, createPushFixture} from './push-support.js';
import {ALL_SCOPES} from '../options.js';
import {scenarioNamed} from '../scenarios.js';

if (nextContract) {
  for (const sessions of /** @type {const} */ (['one', 'mirrored'])) {
    test(`${sessions}: every operation and event of telephony matches the OpenAPI file`, async () => {
      const {control, expectStatus, openSubscribed, placeCall, sessionPath, simulator} = createPushFixture({sessions});
      const filters = [SESSIONS, PRESENCE, PRESENCE.split('?')[0] ?? '', '/restapi/v1.0/glip/posts'];
      const {takeNotifications} = await openSubscribed(filters);
      const {id} = await placeCall(scenarioNamed('answered-long').number);
      simulator.advance(13_000);
      const {parties: [party]} = await expectStatus(200, 'GET', sessionPath(id));
      await expectStatus(200, 'GET', `${sessionPath(id)}/parties/${party.id}`);
      await expectStatus(200, 'GET', PRESENCE);
      await control(200, id, 'mute', {muted: true});
      await control(200, id, 'hold', {proto: 'Auto'});
      await control(409, id, 'hold');
      await control(200, id, 'unhold');
      await expectStatus(404, 'GET', sessionPath('none'));
      await expectStatus(204, 'DELETE', sessionPath(id));
      assert.ok(takeNotifications().length > 12);

      const sessionsPath = '/restapi/v1.0/account/{accountId}/telephony/sessions/{telephonySessionId}';
      const partyPath = `${sessionsPath}/parties/{partyId}`;
      for (const name of [
        'POST /restapi/oauth/wstoken', `GET ${sessionsPath}`, `DELETE ${sessionsPath}`,
        `GET ${partyPath}`, `PATCH ${partyPath}`, `POST ${partyPath}/hold`, `POST ${partyPath}/unhold`,
        'GET /restapi/v1.0/account/{accountId}/extension/{extensionId}/presence',
        'SubscriptionInfo', 'ExtensionTelephonySessionsEvent', 'DetailedExtensionPresenceEvent',
        'ExtensionPresenceEvent',
      ]) assert.ok(nextContract?.checked.has(name), name);
    });
  }

  for (const view of /** @type {const} */ (['Simple', 'Detailed'])) {
    test(`${view}: devices and call log match the OpenAPI file`, async () => {
      const {expectStatus, placeCall, simulator} = createPushFixture({scopes: ALL_SCOPES, callLog: {isRecorded: true}});
      const {id} = await placeCall(scenarioNamed('record-mirrored').number, {callerId: {phoneNumber: '+16505550170'}});
      const {id: longId} = await placeCall(scenarioNamed('answered-long').number);
      for (const name of ['anonymous', 'extension', 'queue', 'missed']) simulator.playInbound(name);
      simulator.advance(15_000);
      const query = `view=${view}&perPage=max`;
      const readLog = async () => (await expectStatus(200, 'GET', `/call-log?${query}`)).records;
      assert.ok((await readLog()).every((/** @type {any} */ {result}) => result === 'In Progress'));
      simulator.advance(60_000);
      simulator.hangUp(longId);
      simulator.advance(120_000);
      const records = await readLog();
      assert.equal(records.length, 7);
      assert.ok(records.some((/** @type {any} */ {recording}) => recording));
      assert.ok(records.some((/** @type {any} */ {shortRecording}) => shortRecording));
      assert.equal((await expectStatus(200, 'GET', `/call-log?telephonySessionId=${encodeURIComponent(id)}`)).records.length, 1);
      await expectStatus(400, 'GET', '/call-log?page=0');
      await expectStatus(200, 'GET', '/device');
      await expectStatus(200, 'GET', '/forwarding-number');

      const path = '/restapi/v1.0/account/{accountId}/extension/{extensionId}';
      for (const name of ['call-log', 'device', 'forwarding-number']) {
        assert.ok(nextContract?.checked.has(`GET ${path}/${name}`), name);
      }
    });
  }

  test('the check finds bodies that do not match the newer file', async () => {
    const {openSubscribed, placeCall} = createPushFixture();
    const {takeNotifications} = await openSubscribed([SESSIONS]);
    await placeCall(scenarioNamed('answered').number);
    const [notification] = takeNotifications();
    const check = (/** @type {(copy: any) => void} */ change) => () => {
      const copy = structuredClone(notification);
      change(copy);
      nextContract?.checkNotification(copy);
    };
    assert.doesNotThrow(check(() => {}));
    assert.throws(check(({body}) => { body.parties[0].status.code = 'Ringing'; }), /allowed values/);
    assert.throws(check(({body}) => { body.parties[0].phone = '101'; }), /additional properties/);
    assert.throws(check(({body}) => { body.sequence = '1'; }), /must be integer/);
    assert.throws(check((copy) => { copy.event = '/restapi/v1.0/other'; }), /No schema/);

    const url = 'http://api.test/restapi/v1.0/account/~/telephony/sessions/s-1';
    const checkAnswer = (/** @type {unknown} */ body, /** @type {ResponseInit} */ init) =>
      nextContract?.check(new Request(url), Response.json(body, init));
    await checkAnswer({id: 's-1', origin: {type: 'RingOut'}, parties: []}, {});
    await assert.rejects(async () => checkAnswer({id: 1}, {}), /must be string/);
    await assert.rejects(async () => checkAnswer({}, {status: 201}), /not in the OpenAPI file/);

    const logUrl = 'http://api.test/restapi/v1.0/account/~/extension/~/call-log';
    const record = {
      id: 'I1', uri: 'http://api.test/1', sessionId: '1', type: 'Voice', direction: 'Outbound',
      action: 'RingOut Web', startTime: '2026-01-05T09:00:00.000Z',
    };
    const checkRecord = (/** @type {object} */ fields) => nextContract?.check(new Request(logUrl),
      Response.json({navigation: {}, paging: {perPage: 1}, records: [{...record, ...fields}]}));
    await checkRecord({});
    await assert.rejects(async () => checkRecord({result: 'Fine'}), /allowed values/);
    await assert.rejects(async () => checkRecord({talkTime: 10}), /additional properties/);
    await assert.rejects(async () => checkRecord({from: {number: '1'}}), /additional properties/);
    await assert.rejects(async () => checkRecord({legs: [record]}), /legType/);
  });
}
