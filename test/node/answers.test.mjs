// The demo page "What RingCentral answers": its report can be published, and says which ids are equal.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {compareIds, describeId} from '../../demo/answers/ids.js';
import {pseudonymize} from '../../demo/answers/pseudonymize.js';
import {report} from '../../demo/answers/report.js';

const base64Id = (digits, host = '10.62.29.33') => btoa(`cs${digits}@${host}`);
const RING_OUT_ID = base64Id('171842849288443902');
const EXTENSION = '/restapi/v1.0/account/400131426008/extension/400131426101';

const ENTRIES = [
  {
    at: 1.2, kind: 'request', method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', status: 200,
    sent: {to: {phoneNumber: '+16505550100'}},
    headers: ['content-type'],
    body: {
      id: RING_OUT_ID, uri: `https://platform.ringcentral.com${EXTENSION}/ring-out/${RING_OUT_ID}`,
      status: {callStatus: 'InProgress', callerStatus: 'InProgress', calleeStatus: 'InProgress'},
    },
  },
  {
    at: 1.4, kind: 'request', method: 'POST', path: '/restapi/oauth/wstoken', status: 200, headers: [],
    body: {ws_access_token: 'U0pXticket', uri: 'wss://ws-api.ringcentral.com/ws', expires_in: 30},
  },
  {
    at: 2, kind: 'socket', type: 'received',
    body: [{type: 'ConnectionDetails', wsc: {token: 'wscsecret', sequence: 1}}, {absoluteTimeout: 86400}],
  },
  {
    at: 3, kind: 'socket', type: 'received',
    body: [{type: 'ServerNotification'}, {
      uuid: 'e5b1c2a4-0000-4000-8000-000000000001', event: `${EXTENSION}/telephony/sessions`, ownerId: '400131426101',
      timestamp: '2026-03-02T09:41:00.000Z',
      body: {
        sequence: 12345678, sessionId: '402131426001', telephonySessionId: RING_OUT_ID,
        parties: [{
          id: 'cs171842849288443902-1', extensionId: '400131426101', accountId: '400131426008',
          ringOutRole: 'Initiator', direction: 'Inbound', status: {code: 'Disconnected', reason: 'TargetBusy'},
          from: {phoneNumber: '6505550100', name: 'Anna Lindqvist'}, to: {phoneNumber: '+14155550123'},
        }],
      },
    }],
  },
  {
    at: 4, kind: 'request', method: 'PATCH', headers: [], status: 403,
    path: `/restapi/v1.0/account/~/telephony/sessions/${encodeURIComponent(RING_OUT_ID)}/parties/cs171842849288443902-1`,
    body: {errorCode: 'CMN-401', message: 'Alex Morgan [400131426101] at +1 650 555 0100 needs [CallControl] permission', parameterName: 'partyId'},
  },
  {
    at: 5, kind: 'request', method: 'GET', path: '/restapi/v1.0/account/~/extension/~/presence', status: 200, headers: [],
    body: {extension: {id: 400131426101, extensionNumber: '101'}, activeCalls: [{toName: 'Alex Morgan', to: '+16505550100'}]},
  },
];

test('no token, number, name or id is left', () => {
  const text = JSON.stringify(pseudonymize(ENTRIES)) + report(ENTRIES, {server: 'example.com', browser: 'a browser', date: '2026-03-02'});
  const personal = [
    RING_OUT_ID, encodeURIComponent(RING_OUT_ID), '171842849288443902', '10.62.29.33', '400131426', '402131426', 'U0pXticket', 'wscsecret',
    '5550100', '5550123', '555 0100', 'Anna', 'Alex', 'Morgan', 'e5b1c2a4', '"101"',
  ];
  for (const value of personal) assert.ok(!text.includes(value), value);
});

test('the words of the platform, times and counts stay', () => {
  const [ringOut, ticket, details, notified, refused] = pseudonymize(ENTRIES);
  assert.deepEqual(ringOut.body.status, ENTRIES[0].body.status);
  assert.equal(ticket.body.expires_in, 30);
  assert.deepEqual(details.body, [{type: 'ConnectionDetails', wsc: {token: 'masked', sequence: 1}}, {absoluteTimeout: 86400}]);
  const {timestamp, body: {sequence, parties: [{ringOutRole, direction, status}]}} = notified.body[1];
  assert.deepEqual([timestamp, sequence], ['2026-03-02T09:41:00.000Z', 12345678]);
  assert.deepEqual([ringOutRole, direction, status], ['Initiator', 'Inbound', {code: 'Disconnected', reason: 'TargetBusy'}]);
  assert.deepEqual([refused.body.errorCode, refused.body.parameterName], ['CMN-401', 'partyId']);
  assert.match(refused.body.message, /needs \[CallControl\] permission$/);
});

test('equal values have equal pseudonyms, in whatever form they come', () => {
  const [ringOut, , , notified, refused, presence] = pseudonymize(ENTRIES);
  const {event, ownerId, body: {telephonySessionId, sessionId, parties: [party]}} = notified.body[1];
  assert.equal(ringOut.body.id, 'base64(cs‹session-1›@‹host-1›)');
  assert.equal(telephonySessionId, ringOut.body.id);
  assert.equal(party.id, 'cs‹session-1›-1');
  assert.equal(sessionId, 'legacy-session-1');
  assert.equal(refused.path, `/restapi/v1.0/account/~/telephony/sessions/${ringOut.body.id}/parties/${party.id}`);
  assert.equal(ringOut.body.uri, `https://platform.ringcentral.com/restapi/v1.0/account/account-1/extension/extension-1/ring-out/${ringOut.body.id}`);
  assert.equal(event, '/restapi/v1.0/account/account-1/extension/extension-1/telephony/sessions');
  assert.deepEqual([ownerId, party.extensionId, party.accountId, presence.body.extension.id], ['extension-1', 'extension-1', 'account-1', 'extension-1']);
  assert.equal(ringOut.sent.to.phoneNumber, 'number-1 (+ and 11 digits)');
  assert.equal(party.from.phoneNumber, 'number-1 (10 digits)');
  assert.equal(party.to.phoneNumber, 'number-2 (+ and 11 digits)');
});

test('the given value stays as it is', () => {
  const copy = structuredClone(ENTRIES);
  pseudonymize(ENTRIES);
  assert.deepEqual(ENTRIES, copy);
});

for (const [name, value, expected] of [
  ['a field that nobody knows', {comment: 'Call me at noon'}, {comment: 'text-1'}],
  ['a word of the platform that is none', {status: 'Paid 1234567'}, {status: 'text-1'}],
  ['a parameter of an address', {uri: 'wss://ws-api.ringcentral.com/ws?access_token=secret&wsc=secret'}, {uri: 'wss://ws-api.ringcentral.com/ws'}],
  ['a switch of an event filter', {filter: '/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true'}, {filter: '/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true'}],
  ['an id in another place of a path', {path: '/restapi/v1.0/client-info/400131426101'}, {path: '/restapi/v1.0/client-info/id-1'}],
  ['ids of the newer form', {telephonySessionId: 's-a0d178729c49dz1876d9', partyId: 'p-a0d178729c49dz1876d9-2'}, {telephonySessionId: 's-‹session-1›', partyId: 'p-‹session-1›-2'}],
  ['empty values', {name: '', phoneNumber: null, muted: false}, {name: '', phoneNumber: null, muted: false}],
  ['a large number that is no count', {deviceId: 802345678, size: 802345679}, {deviceId: 'device-1', size: 'size-1'}],
]) {
  test(`pseudonyms: ${name}`, () => assert.deepEqual(pseudonymize(value), expected));
}

const digits = '171842849288443902';
for (const [first, second, expected] of [
  [base64Id(digits), base64Id(digits), /^equal \(base64 of “cs”, 18 digits, “@” and a host\)$/],
  [base64Id(digits), base64Id('171842849288443903'), /^different: both base64, digits that differ by 1, the same host$/],
  [base64Id(digits), base64Id('271842849288443902', '10.62.29.34'), /^different: both base64, unlike digits, different hosts$/],
  [base64Id(digits), base64Id(digits, '10.62.29.34'), /the same digits, different hosts$/],
  ['123456789', 's-a0d178729c49d', /^different: the RingOut's is 9 digits; the session's is “s-” and 13 letters and digits$/],
  ['s-a0d178729c49d', 's-a0d178729c50e', /^different: both “s-” and 13 letters and digits, of which the first 10 are equal$/],
  ['a0d178729c49d', 's-a0d178729c49d', /^different forms of the same characters$/],
]) {
  test(`ids: ${describeId(first)}, ${describeId(second)}: ${expected.source}`, () => assert.match(compareIds(first, second), expected));
}

test('the report says which ids are equal, and which requests the browser allowed', () => {
  const blocked = {at: 6, kind: 'request', method: 'DELETE', path: '/restapi/v1.0/account/~/telephony/sessions/~', status: 'no answer'};
  const text = report([...ENTRIES, blocked], {server: 'example.com', browser: 'a browser', date: '2026-03-02'});
  assert.match(text, /^- RingOut and base64\(cs‹session-1›@‹host-1›\): equal /m);
  assert.match(text, /^\| POST \/restapi\/oauth\/wstoken \| yes \| 200 \|/m);
  assert.match(text, /^\| DELETE .* \| no, or no network \| no answer \|/m);
});

test('a report without a call says so', () => {
  assert.match(report([], {server: 'example.com', browser: 'a browser', date: '2026-03-02'}), /There is no RingOut/);
});
