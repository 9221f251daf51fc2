/** By what a browser can register as a phone: the request, its answer, and answers of other shapes. */
import {expect} from '@open-wc/testing';
import type {Api, ApiResult} from '../../src/ringcentral/api.js';
import {provisionSip, readSipProvision} from '../../src/ringcentral/sip-provision.js';
import {withWrongValues} from './inbound/wrong-values.js';

const INFO = {
  username: '16505550172*101', password: 'sip-secret', authorizationId: '800123456789', domain: 'sip.ringcentral.com',
  outboundProxy: 'sip112-1241.ringcentral.com:8083', outboundProxyBackup: 'sip112-1242.ringcentral.com:8083',
  stunServers: ['stun1.example:19302', 'stun2.example:19302'], transport: 'WSS',
};
const FLAGS = {voipFeatureEnabled: true, voipCountryBlocked: false, outboundCallsEnabled: true};
const BODY = {device: {id: '800123456789', type: 'WebPhone'}, sipInfo: [{...INFO, authorizationTypes: ['SipDigest']}], sipFlags: FLAGS, pollingInterval: 86_400};

const readInfo = (...entries: unknown[]) => readSipProvision({...BODY, sipInfo: entries})?.sipInfo;
const readEnabled = (sipFlags: unknown) => readSipProvision({...BODY, sipFlags})?.isCallingEnabled;

describe('the answer by which a browser registers', () => {
  it('has what a registration needs, and nothing else', () => {
    expect(readSipProvision(BODY)).to.deep.equal({sipInfo: INFO, isCallingEnabled: true});
  });

  it('may have no second proxy and no servers', () => {
    const {outboundProxyBackup: _proxy, stunServers: _servers, ...least} = INFO;
    expect(readInfo(least)).to.deep.equal(least);
    expect(readInfo({...least, stunServers: []})).to.deep.equal({...least, stunServers: []});
    expect(readInfo({...least, stunServers: [1, '', 'stun1.example:19302', null]})).to.deep.equal({...least, stunServers: ['stun1.example:19302']});
  });

  it('counts from its first entry that a browser can use', () => {
    const tls = {...INFO, transport: 'TLS'}, noPassword = {...INFO, password: undefined};
    const socket = {...INFO, username: '16505550172*102', transport: 'WS'};
    expect(readInfo(tls, null, noPassword, socket, INFO)).to.deep.equal(socket);
  });

  for (const [what, body] of [
    ['no body', null], ['a text', 'sipInfo'], ['no entries', {...BODY, sipInfo: []}], ['entries that are no list', {...BODY, sipInfo: INFO}],
    ['other transports only', {...BODY, sipInfo: [{...INFO, transport: 'UDP'}, {...INFO, transport: 'wss'}, {...INFO, transport: undefined}]}],
  ] as const) {
    it(`is of no use with ${what}`, () => expect(readSipProvision(body)).to.equal(null));
  }

  for (const field of ['username', 'password', 'authorizationId', 'domain', 'outboundProxy'] as const) {
    it(`is of no use without its ${field}`, () => {
      for (const value of [undefined, null, '', 17, {}, []]) expect(readInfo({...INFO, [field]: value})).to.equal(undefined);
    });
  }

  for (const field of ['username', 'authorizationId', 'domain', 'outboundProxy'] as const) {
    it(`is of no use where its ${field} would end a header or an address`, () => {
      for (const text of ['a b', 'a\r\nVia: b', 'a"b', '<a>', 'é', 'a'.repeat(256)]) expect(readInfo({...INFO, [field]: text})).to.equal(undefined);
    });
  }

  it('never throws, whatever its shape', () => {
    for (const body of withWrongValues(BODY)) expect(() => readSipProvision(body)).not.to.throw();
  });

  for (const [what, flags, expected] of [
    ['all is allowed', FLAGS, true],
    ['nothing is said', undefined, true],
    ['the flags have another shape', 'none', true],
    ['the account has no calls over the internet', {...FLAGS, voipFeatureEnabled: false}, false],
    ['the country forbids them', {...FLAGS, voipCountryBlocked: true}, false],
    ['the user has no line for them', {...FLAGS, outboundCallsEnabled: false}, false],
    ['a flag is no yes and no no', {voipFeatureEnabled: 'no', voipCountryBlocked: 'yes', outboundCallsEnabled: 0}, true],
  ] as const) {
    it(`says whether the user may call: ${what}`, () => expect(readEnabled(flags)).to.equal(expected));
  }
});

it('asks for a registration over a socket, once, among the requests that place calls', async () => {
  const sent: unknown[] = [];
  const result: ApiResult = {kind: 'ok', body: BODY};
  const api: Api = {
    request: async (...request) => {
      sent.push(request);
      return result;
    },
  };
  expect(await provisionSip(api)).to.equal(result);
  expect(sent).to.deep.equal([
    ['heavy', {method: 'POST', path: '/restapi/v1.0/client-info/sip-provision', body: {sipInfo: [{transport: 'WSS'}]}}],
  ]);
});
