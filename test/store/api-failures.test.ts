import {expect} from '@open-wc/testing';
import type {ApiClientError} from '../../src/ringcentral/api.js';
import {failureOf} from '../../src/ringcentral/errors.js';

const rows: readonly (readonly [status: number, refusal: ApiClientError, failure: string])[] = [
  [400, {code: 'CMN-101', parameter: 'to'}, 'to-invalid'],
  [400, {code: 'CMN-104', parameter: 'from'}, 'from-invalid'],
  [400, {code: 'CMN-101', parameter: 'callerId.phoneNumber'}, 'caller-id-invalid'],
  [400, {code: 'CMN-101', parameter: 'to[0]'}, 'to-invalid'],
  [400, {code: 'CMN-101', parameter: 'country'}, 'unknown'],
  [400, {code: 'CMN-101', parameter: 'constructor'}, 'unknown'],
  [400, {code: 'CMN-101'}, 'unknown'],
  [403, {code: 'CMN-101'}, 'unknown'],
  [400, {code: 'CMN-401'}, 'permission-missing'],
  [403, {code: 'CMN-408'}, 'permission-missing'],
  [403, {code: 'OAU-167'}, 'permission-missing'],
  [403, {code: 'CMN-109'}, 'feature-unavailable'],
  [403, {code: 'CMN-403'}, 'feature-unavailable'],
  [403, {code: 'CMN-403', feature: 'InternationalCalls'}, 'calling-disabled'],
  [400, {code: 'constructor'}, 'unknown'],
  [403, {code: 'constructor'}, 'permission-missing'],
  [403, {}, 'permission-missing'],
  [404, {}, 'unknown'],
];

describe('a refusal of RingCentral', () => {
  for (const [status, refusal, failure] of rows) {
    it(`${status} ${JSON.stringify(refusal)} means ${failure}`, () => {
      expect(failureOf({kind: 'client-error', status, refusal})).to.equal(failure);
    });
  }
});
