/** How the platform's words for calls are read: each value of its enums, and bad bodies. */
import {expect} from '@open-wc/testing';
import {readActiveCalls} from '../../../src/ringcentral/presence.js';
import {readTelephonySession} from '../../../src/ringcentral/telephony-session.js';
import {readCaller} from '../../../src/store/inbound/caller.js';
import {OwnLegs} from '../../../src/store/inbound/own-legs.js';
import {isSameNumber} from '../../../src/store/inbound/same-number.js';
import {sightActiveCall, sightSession} from '../../../src/store/inbound/sighting.js';
import {withWrongValues} from './wrong-values.js';

const USER = '400131426101';

const CODES = [
  'Setup', 'Proceeding', 'Answered', 'Disconnected', 'Gone', 'Parked', 'Hold', 'VoiceMail', 'FaxReceive',
  'Tds', 'VoiceMailScreening',
];
const REASONS = [
  'Pickup', 'Supervising', 'TakeOver', 'Timeout', 'BlindTransfer', 'RccTransfer', 'AttendedTransfer',
  'CallerInputRedirect', 'CallFlip', 'ParkLocation', 'DtmfTransfer', 'AgentAnswered', 'AgentDropped',
  'Rejected', 'Cancelled', 'InternalError', 'NoAnswer', 'TargetBusy', 'InvalidNumber',
  'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser', 'CallPark',
  'CallRedirected', 'CallReplied', 'CallSwitch', 'CallFinished', 'CallDropped', 'Voicemail',
];

const OTHER = '+12125550141';

function sessionBody(status: object, party: object = {}): object {
  return {
    telephonySessionId: 's-1', sessionId: '402000000001', sequence: 1, origin: {type: 'Call'},
    parties: [{
      id: 'p-1-2', extensionId: USER, direction: 'Inbound', from: {phoneNumber: OTHER, name: 'ANNA'},
      to: {phoneNumber: '+16505550172'}, status, ...party,
    }],
  };
}

const sight = (body: object) => sightSession(readTelephonySession(body)!, USER);

/** What the phone of the user does by a code and a reason; `?`: it may go on elsewhere. */
function stateOf(code: string, reason?: string): string {
  const sighting = sight(sessionBody({code, reason}));
  return sighting ? `${sighting.state}${sighting.isTentative ? '?' : ''}` : 'none';
}

describe('what a telephony session says of the user’s phone', () => {
  const LIVE_STATES: Readonly<Record<string, string>> = {
    Setup: 'ringing', Proceeding: 'ringing', Answered: 'answered', Hold: 'answered', Parked: 'answered',
    VoiceMail: 'missed', FaxReceive: 'none', Tds: 'none', VoiceMailScreening: 'none',
  };
  const END_STATES: Readonly<Record<string, string>> = {
    Pickup: 'elsewhere?', CallFlip: 'elsewhere?', CallSwitch: 'elsewhere?', TakeOver: 'elsewhere', AgentAnswered: 'elsewhere',
    BlindTransfer: 'ended?', RccTransfer: 'ended?', AttendedTransfer: 'ended?', DtmfTransfer: 'ended?',
    CallerInputRedirect: 'ended?', ParkLocation: 'ended?', CallPark: 'ended?', CallRedirected: 'ended?',
    Timeout: 'missed', NoAnswer: 'missed', Cancelled: 'missed', Voicemail: 'missed',
    Rejected: 'declined',
  };

  for (const code of CODES) {
    it(`knows ${code} with each reason`, () => {
      for (const reason of [undefined, ...REASONS, 'Teleported']) {
        const expected = LIVE_STATES[code] ?? END_STATES[reason ?? ''] ?? 'ended';
        expect(stateOf(code, reason), reason).to.equal(expected);
        expect(stateOf(code.toUpperCase(), reason?.toLowerCase()), 'case').to.equal(expected);
      }
    });
  }

  it('says nothing of a code that it does not know', () => {
    for (const code of ['Teleporting', '', 'constructor']) expect(stateOf(code)).to.equal('none');
  });

  it('takes a call for missed where the platform counts it so', () => {
    for (const reason of [undefined, 'Rejected']) {
      expect(sight(sessionBody({code: 'Disconnected', reason}, {missedCall: true}))?.state, reason).to.equal('missed');
    }
  });

  it('looks at inbound ends of this user alone', () => {
    for (const party of [{extensionId: '9'}, {extensionId: undefined}, {direction: 'Outbound'}, {direction: undefined}]) {
      expect(sight(sessionBody({code: 'Setup'}, party)), JSON.stringify(party)).to.equal(null);
    }
  });

  it('prefers the end that talks, then the one that rings, then the last one', () => {
    const end = (id: string, code: string) => ({id, extensionId: USER, direction: 'Inbound', status: {code}});
    const partyOf = (...ends: object[]) => sight({telephonySessionId: 's-1', parties: ends})?.partyId;
    expect(partyOf(end('p-1', 'Answered'), end('p-2', 'Setup'))).to.equal('p-1');
    expect(partyOf(end('p-1', 'Disconnected'), end('p-2', 'Setup'))).to.equal('p-2');
    expect(partyOf(end('p-1', 'Disconnected'), end('p-2', 'Disconnected'))).to.equal('p-2');
  });

  it('takes any body', () => {
    for (const body of withWrongValues(sessionBody({code: 'Setup', reason: 'Pickup'}))) {
      const session = readTelephonySession(body);
      if (session) sightSession(session, USER);
    }
  });

  it('reads a list of ten thousand parties', () => {
    const parties = Array.from({length: 10_000}, (_, index) => ({
      id: `p-${index}`, extensionId: USER, direction: 'Inbound', status: {code: 'Setup'},
    }));
    expect(sight({telephonySessionId: 's-1', parties})?.partyId).to.equal('p-9999');
  });
});

describe('what presence says of the user’s phone', () => {
  const entry = {
    telephonySessionId: 's-1', sessionId: '402000000001', direction: 'Inbound', from: OTHER, fromName: 'ANNA',
    to: '+16505550172', partyId: 'p-1', startTime: '2026-01-05T09:00:00Z', queueCall: true,
    callInfo: {primary: {type: 'QueueName', value: 'Support'}},
  };
  const sightEntry = (changes: object) => {
    const [activeCall] = readActiveCalls({activeCalls: [{...entry, ...changes}]})!;
    return activeCall ? sightActiveCall(activeCall) : null;
  };

  for (const [status, termination, state] of [
    ['Ringing', undefined, 'ringing'], ['CallConnected', undefined, 'answered'], ['OnHold', undefined, 'answered'],
    ['ParkedCall', undefined, 'answered'], ['NoCall', 'final', 'ended'], ['NoCall', undefined, 'ended?'],
    ['NoCall', 'sudden', 'ended?'], ['NoCall', 'intermediate', 'none'], ['Teleporting', undefined, 'none'],
    [undefined, 'final', 'none'],
  ] as const) {
    it(`knows ${status} (${termination})`, () => {
      const seen = sightEntry({telephonyStatus: status, terminationType: termination});
      expect(seen ? `${seen.state}${seen.isTentative ? '?' : ''}` : 'none').to.equal(state);
    });
  }

  it('takes no call for one to the user unless it is inbound', () => {
    for (const direction of ['Outbound', 'inbound', '', undefined, 7]) {
      expect(sightEntry({direction, telephonyStatus: 'Ringing'})).to.equal(null);
    }
  });

  it('takes any body', () => {
    for (const body of withWrongValues({activeCalls: [{...entry, telephonyStatus: 'Ringing'}]})) {
      for (const activeCall of readActiveCalls(body) ?? []) sightActiveCall(activeCall);
      const legs = new OwnLegs(() => 0);
      legs.noteActiveCalls(readActiveCalls(body) ?? [], true);
    }
  });

  it('reads no start that is not a time', () => {
    expect(sightEntry({telephonyStatus: 'Ringing', startTime: 'yesterday'})).to.not.have.property('startedAt');
  });
});

describe('who calls', () => {
  const read = (from: string, fromName?: string, more: object = {}) =>
    readCaller({from, fromName, isQueueCall: false, ...more});

  for (const [from, fromName, expected] of [
    ['+12125550141', 'ANNA', {from: '+12125550141', fromName: 'ANNA'}],
    ['+1 (212) 555-0141', undefined, {from: '+12125550141'}],
    ['+12125550141', '+1 212 555 0141', {from: '+12125550141'}],
    ['102', 'Sam Rivera', {extension: '102', fromName: 'Sam Rivera'}],
    ['', 'Anonymous', {}], ['anonymous', undefined, {}], ['Private Caller', 'Unknown Name', {}],
    ['restricted', 'UNAVAILABLE', {}], ['  ', ' ', {}],
    ['Front door', undefined, {fromName: 'Front door'}],
    ['', 'Line\u0000one\ntwo', {fromName: 'Line one two'}],
    ['', '<img src=x onerror=alert(1)>', {fromName: '<img src=x onerror=alert(1)>'}],
    ['', 'x'.repeat(10_000), {fromName: 'x'.repeat(100)}],
    ['', '😀'.repeat(200), {fromName: '😀'.repeat(100)}],
  ] as const) {
    it(`reads ${JSON.stringify(from).slice(0, 40)} ${JSON.stringify(fromName)?.slice(0, 40)}`, () => {
      expect(read(from, fromName)).to.deep.equal(expected);
    });
  }

  it('never says which queue is the caller', () => {
    const pilot = {isQueueCall: true, queueName: 'Support', to: '+18005550171'};
    expect(read('+18005550171', undefined, pilot)).to.deep.equal({to: '+18005550171', queue: 'Support'});
    expect(read('+12125550141', undefined, {isQueueCall: true})).to.deep.equal({from: '+12125550141', queue: ''});
  });
});

describe('whether two texts are one number', () => {
  for (const [one, other, expected] of [
    ['+12125550141', '(212) 555-0141', true], ['+12125550141', '212.555.0141', true],
    ['+442079460123', '020 7946 0123', true], ['102', '102', true],
    ['+12125550102', '102', false], ['+12125550141', '5550141', true], ['+12125550141', '550141', false],
    ['', '', false], [undefined, undefined, false], ['anonymous', 'anonymous', false], ['+', '+', false],
    ['+12125550141', '+12125550142', false], ['0', '00', false],
  ] as const) {
    it(`${one} and ${other}: ${expected}`, () => {
      expect(isSameNumber(one, other)).to.equal(expected);
      expect(isSameNumber(other, one)).to.equal(expected);
    });
  }
});
