import assert from 'node:assert/strict';
import {test} from 'node:test';
import {contract} from './contract.js';
import {createFixture} from './support.js';
import {scenarios} from '../scenarios.js';

if (contract) {
  test('every status of every scenario matches the OpenAPI file', async () => {
    for (const {number, timeline, post} of scenarios) {
      if (post) continue;
      const {simulator, placeCall, readStatus} = createFixture();
      const {id} = await placeCall(number, {from: {phoneNumber: '+16505550150'}, callerId: {phoneNumber: '+16505550170'}, playPrompt: true});
      let previousStep = 0;
      for (const {at} of timeline) {
        simulator.advance((at - previousStep) * 1000);
        await readStatus(id);
        previousStep = at;
      }
    }
  });

  test('every operation that the simulator serves matches the OpenAPI file', async () => {
    const {send, placeCall, expectStatus} = createFixture();
    await expectStatus(200, 'GET', '');
    await expectStatus(200, 'GET', '/caller-id');
    await expectStatus(200, 'GET', '/forwarding-number?page=1&perPage=3');
    await expectStatus(200, 'GET', '/phone-number?page=2&perPage=3&usageType=DirectNumber&status=Normal');
    const {id} = await placeCall('+16505550100', {from: {forwardingNumberId: '400240001'}, country: {id: '1'}});
    await expectStatus(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
    const deprecated = await expectStatus(200, 'POST', '/ringout', {from: {phoneNumber: '+16505550150'}, to: {phoneNumber: '+16505550100'}});
    await expectStatus(200, 'GET', `/ringout/${deprecated.id}`);
    await expectStatus(204, 'DELETE', `/ringout/${deprecated.id}`);
    assert.equal((await send('GET', '/ring-out/none')).status, 404);
    const extensionPath = '/restapi/v1.0/account/{accountId}/extension/{extensionId}';
    const operations = [
      'GET ', 'GET /caller-id', 'GET /forwarding-number', 'GET /phone-number',
      ...['ring-out', 'ringout'].flatMap((name) => [`POST /${name}`, `GET /${name}/{ringoutId}`, `DELETE /${name}/{ringoutId}`]),
    ];
    for (const operation of operations) {
      const name = operation.replace(' ', ` ${extensionPath}`);
      assert.ok(contract?.checkedOperations.has(name), name);
    }
  });

  test('the check finds bodies that do not match the file', async () => {
    const url = 'http://api.test/restapi/v1.0/account/~/extension/~/ring-out';
    const requestWith = (/** @type {unknown} */ body) =>
      new Request(url, {method: 'POST', body: JSON.stringify(body)});
    const validAnswer = {id: 'x', uri: 'y', status: {callStatus: 'InProgress', callerStatus: 'Success', calleeStatus: 'Busy'}};
    const validBody = {from: {phoneNumber: '+16505550150'}, to: {phoneNumber: '+16505550100'}};
    /** @type {(body: unknown, answer: unknown) => Promise<void>} */
    const check = async (body, answer) =>
      contract?.check(requestWith(body), Response.json(answer));
    await check(validBody, validAnswer);
    await assert.rejects(check({...validBody, playPrompt: 'yes'}, validAnswer), /playPrompt/);
    await assert.rejects(check({}, validAnswer), /required property 'to'/);
    await assert.rejects(check(validBody, {...validAnswer, id: 5}), /id must be string/);
    const unknownStatus = {...validAnswer.status, callerStatus: 'Odd'};
    await assert.rejects(check(validBody, {...validAnswer, status: unknownStatus}), /allowed values/);
  });
}
