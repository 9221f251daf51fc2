import assert from 'node:assert/strict';
import {test} from 'node:test';
import {contract} from './contract.js';
import {virtual} from './support.js';
import {scenarios} from '../scenarios.js';

if (contract) {
  test('every status of every scenario is as the OpenAPI file has it', async () => {
    for (const {number, timeline, post} of scenarios) {
      if (post) continue;
      const {simulator, call, status} = virtual();
      const {id} = await call(number, {from: {phoneNumber: '+16505550150'}, callerId: {phoneNumber: '+16505550170'}, playPrompt: true});
      let before = 0;
      for (const {at} of timeline) {
        simulator.advance((at - before) * 1000);
        await status(id);
        before = at;
      }
    }
  });

  test('every operation that we serve is as the OpenAPI file has it', async () => {
    const {ask, call, expecting} = virtual();
    await expecting(200, 'GET', '');
    await expecting(200, 'GET', '/caller-id');
    await expecting(200, 'GET', '/forwarding-number?page=1&perPage=3');
    await expecting(200, 'GET', '/phone-number?page=2&perPage=3&usageType=DirectNumber&status=Normal');
    const {id} = await call('+16505550100', {from: {forwardingNumberId: '400240001'}, country: {id: '1'}});
    await expecting(204, 'DELETE', `/ring-out/${encodeURIComponent(id)}`);
    const old = await expecting(200, 'POST', '/ringout', {from: {phoneNumber: '+16505550150'}, to: {phoneNumber: '+16505550100'}});
    await expecting(200, 'GET', `/ringout/${old.id}`);
    await expecting(204, 'DELETE', `/ringout/${old.id}`);
    assert.equal((await ask('GET', '/ring-out/none')).status, 404);
    const inFile = '/restapi/v1.0/account/{accountId}/extension/{extensionId}';
    for (const served of [
      'GET ', 'GET /caller-id', 'GET /forwarding-number', 'GET /phone-number',
      ...['ring-out', 'ringout'].flatMap((name) => [`POST /${name}`, `GET /${name}/{ringoutId}`, `DELETE /${name}/{ringoutId}`]),
    ]) assert.ok(contract?.seen.has(served.replace(' ', ` ${inFile}`)), served);
  });

  test('the check itself finds departures', async () => {
    const url = 'http://api.test/restapi/v1.0/account/~/extension/~/ring-out';
    const request = (/** @type {unknown} */ body) => new Request(url, {method: 'POST', body: JSON.stringify(body)});
    const good = {id: 'x', uri: 'y', status: {callStatus: 'InProgress', callerStatus: 'Success', calleeStatus: 'Busy'}};
    const asked = {from: {phoneNumber: '+16505550150'}, to: {phoneNumber: '+16505550100'}};
    await contract?.check(request(asked), Response.json(good));
    await assert.rejects(async () => contract?.check(request({...asked, playPrompt: 'yes'}), Response.json(good)), /playPrompt/);
    await assert.rejects(async () => contract?.check(request({}), Response.json(good)), /required property 'to'/);
    await assert.rejects(async () => contract?.check(request(asked), Response.json({...good, id: 5})), /id must be string/);
    const odd = {...good, status: {...good.status, callerStatus: 'Odd'}};
    await assert.rejects(async () => contract?.check(request(asked), Response.json(odd)), /allowed values/);
  });
}
