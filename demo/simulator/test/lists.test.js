import assert from 'node:assert/strict';
import {test} from 'node:test';
import {virtual} from './support.js';

test('both lists come in pages', async () => {
  const {expecting, ask} = virtual();
  for (const list of ['/forwarding-number', '/phone-number']) {
    /** @type {any[]} */
    const records = [];
    let next = `${list}?page=1&perPage=4`;
    for (let pages = 1; next; pages++) {
      const {paging, navigation, records: some} = await expecting(200, 'GET', next);
      assert.equal(paging.page, pages);
      assert.equal(paging.totalPages, 3);
      assert.equal(paging.totalElements, 9);
      records.push(...some);
      next = navigation.nextPage ? list + new URL(navigation.nextPage.uri).search : '';
    }
    assert.equal(records.length, 9);
    assert.ok(records.every(({id}) => typeof id === (list === '/phone-number' ? 'number' : 'string')));
    assert.ok(records.some(({features}) => features === undefined));
    assert.deepEqual((await expecting(200, 'GET', `${list}?page=9`)).records, []);
    for (const wrong of ['page=0', 'perPage=none', 'perPage=-1']) assert.equal((await ask('GET', `${list}?${wrong}`)).status, 400);
  }
});

test('a world may have a thousand numbers, none, or its own', async () => {
  const {simulator, expecting} = virtual({forwardingNumbers: 1000, phoneNumbers: 0});
  const {paging, records} = await expecting(200, 'GET', '/forwarding-number');
  assert.equal(paging.totalPages, 10);
  assert.equal(records.length, 100);
  const all = (await expecting(200, 'GET', '/forwarding-number?perPage=5000')).records;
  assert.equal(new Set(all.map((/** @type {any} */ {phoneNumber}) => phoneNumber)).size, 1000);
  assert.deepEqual((await expecting(200, 'GET', '/phone-number')).records, []);
  simulator.configure({phoneNumbers: [{id: 5, phoneNumber: '+16505550190'}]});
  assert.deepEqual((await expecting(200, 'GET', '/phone-number')).records, [{id: 5, phoneNumber: '+16505550190'}]);
});

test('the numbers of one kind can be asked for', async () => {
  const {expecting} = virtual();
  const {records} = await expecting(200, 'GET', '/phone-number?usageType=CompanyNumber&usageType=MainCompanyNumber');
  assert.equal(records.length, 3);
});

test('with no phone at all a call has nothing to ring first', async () => {
  const {expecting} = virtual({forwardingNumbers: 0});
  const {errors} = await expecting(400, 'POST', '/ring-out', {to: {phoneNumber: '+16505550100'}});
  assert.equal(errors[0].parameterName, 'from');
});

test('who is signed in, and what the other party sees by default', async () => {
  const {simulator, expecting} = virtual({user: {accountId: '7', extensionId: '8', extensionNumber: '102', name: 'Sam Lee', country: 'GB'}});
  const {id, name, account, extensionNumber, regionalSettings} = await expecting(200, 'GET', '');
  assert.deepEqual([id, name, account.id, extensionNumber, regionalSettings.homeCountry.isoCode], [8, 'Sam Lee', '7', '102', 'GB']);
  assert.equal((await expecting(200, 'GET', '/restapi/v1.0/account/7/extension/8')).id, 8);
  assert.equal((await expecting(404, 'GET', '/restapi/v1.0/account/7/extension/9')).errorCode, 'CMN-102');
  assert.equal((await expecting(200, 'GET', '/restapi/v1.0/client-info')).extension.id, '8');

  const ringOut = async () => (await expecting(200, 'GET', '/caller-id')).byFeature
    .find((/** @type {any} */ {feature}) => feature === 'RingOut').callerId;
  assert.deepEqual(await ringOut(), {type: 'PhoneNumber', phoneInfo: {id: '500340001', phoneNumber: '+16505550170'}});
  simulator.configure({callerId: {type: 'Blocked'}});
  assert.deepEqual(await ringOut(), {type: 'Blocked'});
});
