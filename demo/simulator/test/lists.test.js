import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFixture} from './support.js';

test('serves both lists in pages', async () => {
  const {expectStatus, send} = createFixture();
  for (const list of ['/forwarding-number', '/phone-number']) {
    /** @type {any[]} */
    const records = [];
    let nextUrl = `${list}?page=1&perPage=4`;
    for (let page = 1; nextUrl; page++) {
      const answer = await expectStatus(200, 'GET', nextUrl);
      const {paging, navigation, records: pageRecords} = answer;
      assert.equal(paging.page, page);
      assert.equal(paging.totalPages, 3);
      assert.equal(paging.totalElements, 9);
      records.push(...pageRecords);
      nextUrl = navigation.nextPage ? list + new URL(navigation.nextPage.uri).search : '';
    }
    assert.equal(records.length, 9);
    const idType = list === '/phone-number' ? 'number' : 'string';
    assert.ok(records.every(({id}) => typeof id === idType));
    assert.ok(records.some(({features}) => features === undefined));
    assert.deepEqual((await expectStatus(200, 'GET', `${list}?page=9`)).records, []);
    for (const query of ['page=0', 'perPage=none', 'perPage=-1']) {
      assert.equal((await send('GET', `${list}?${query}`)).status, 400);
    }
  }
});

test('serves a thousand generated numbers, none, or given ones', async () => {
  const {simulator, expectStatus} = createFixture({forwardingNumbers: 1000, phoneNumbers: 0});
  const {paging, records} = await expectStatus(200, 'GET', '/forwarding-number');
  assert.equal(paging.totalPages, 10);
  assert.equal(records.length, 100);
  const allRecords = (await expectStatus(200, 'GET', '/forwarding-number?perPage=5000')).records;
  const numbers = allRecords.map((/** @type {any} */ {phoneNumber}) => phoneNumber);
  assert.equal(new Set(numbers).size, 1000);
  assert.deepEqual((await expectStatus(200, 'GET', '/phone-number')).records, []);
  simulator.configure({phoneNumbers: [{id: 5, phoneNumber: '+16505550190'}]});
  assert.deepEqual((await expectStatus(200, 'GET', '/phone-number')).records, [{id: 5, phoneNumber: '+16505550190'}]);
});

test('filters numbers by their usage type', async () => {
  const {expectStatus} = createFixture();
  const {records} = await expectStatus(200, 'GET', '/phone-number?usageType=CompanyNumber&usageType=MainCompanyNumber');
  assert.equal(records.length, 3);
});

test('refuses a call by a user without a phone', async () => {
  const {expectStatus} = createFixture({forwardingNumbers: 0});
  const {errors} = await expectStatus(400, 'POST', '/ring-out', {to: {phoneNumber: '+16505550100'}});
  assert.equal(errors[0].parameterName, 'from');
});

test('serves the signed-in user and the default caller ID', async () => {
  const {simulator, expectStatus} = createFixture({user: {accountId: '7', extensionId: '8', extensionNumber: '102', name: 'Sam Lee', country: 'GB'}});
  const {id, name, account, extensionNumber, regionalSettings} = await expectStatus(200, 'GET', '');
  assert.deepEqual([id, name, account.id, extensionNumber, regionalSettings.homeCountry.isoCode], [8, 'Sam Lee', '7', '102', 'GB']);
  assert.equal((await expectStatus(200, 'GET', '/restapi/v1.0/account/7/extension/8')).id, 8);
  assert.equal((await expectStatus(404, 'GET', '/restapi/v1.0/account/7/extension/9')).errorCode, 'CMN-102');
  assert.equal((await expectStatus(200, 'GET', '/restapi/v1.0/client-info')).extension.id, '8');

  const callerIdOfRingOut = async () => (await expectStatus(200, 'GET', '/caller-id')).byFeature
    .find((/** @type {any} */ {feature}) => feature === 'RingOut').callerId;
  assert.deepEqual(await callerIdOfRingOut(), {type: 'PhoneNumber', phoneInfo: {id: '500340001', phoneNumber: '+16505550170'}});
  simulator.configure({callerId: {type: 'Blocked'}});
  assert.deepEqual(await callerIdOfRingOut(), {type: 'Blocked'});
});
