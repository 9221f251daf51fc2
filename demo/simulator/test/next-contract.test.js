import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nextContract} from './next-contract.js';
import {PRESENCE, SESSIONS, createPushFixture} from './push-support.js';
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
  });
}
