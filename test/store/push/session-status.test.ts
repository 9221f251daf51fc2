import {expect} from '@open-wc/testing';
import {readTelephonySession} from '../../../src/ringcentral/telephony-session.js';
import {nextPhase} from '../../../src/store/call-phase.js';
import {readSessionStatus} from '../../../src/store/calls/session-status.js';
import type {Phase} from '../../../src/store/types.js';

interface PartyStatus {
  readonly code: string;
  readonly reason?: string | undefined;
  readonly muted?: boolean;
}

const sessionOf = (caller: PartyStatus | null, callee: PartyStatus | null) =>
  readTelephonySession({
    sequence: 3, telephonySessionId: 's-a0', sessionId: '402936341008', origin: {type: 'RingOut'},
    parties: [
      ...caller ? [{
        id: 'p-a0-1', extensionId: '101', ringOutRole: 'Initiator', direction: 'Inbound',
        status: {code: caller.code, reason: caller.reason}, muted: caller.muted,
      }] : [],
      ...callee ? [{
        id: 'p-a0-2', ringOutRole: 'Target', direction: 'Inbound',
        status: {code: callee.code, reason: callee.reason},
      }] : [],
    ],
  })!;

const CODES = [
  'Setup', 'Proceeding', 'Answered', 'Disconnected', 'Gone', 'Parked', 'Hold', 'VoiceMail',
  'Voicemail', 'FaxReceive', 'VoiceMailScreening', 'SomethingNew',
];
const REASONS = [
  undefined, 'Pickup', 'Supervising', 'TakeOver', 'Timeout', 'BlindTransfer', 'AttendedTransfer',
  'CallFlip', 'Rejected', 'Cancelled', 'InternalError', 'NoAnswer', 'TargetBusy', 'InvalidNumber',
  'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser', 'CallPark',
  'CallSwitch', 'CallFinished', 'CallDropped', 'Voicemail', 'SomethingNew',
];
const PHASES: readonly Phase[] = [
  'placing', 'ringing-caller', 'ringing-callee', 'canceling', 'connected', 'ended', 'canceled',
  'failed', 'unconfirmed',
];
const RANKS: Readonly<Record<Phase, number>> = {
  'placing': 0, 'ringing-caller': 1, 'ringing-callee': 2, 'canceling': 2, 'connected': 3,
  'ended': 4, 'canceled': 4, 'failed': 4, 'unconfirmed': 4,
};

describe('the status of a telephony session', () => {
  for (const [caller, callee, phase, expectedPhase] of [
    [{code: 'Setup'}, null, 'placing', 'ringing-caller'],
    [{code: 'Proceeding'}, {code: 'Setup'}, 'placing', 'ringing-caller'],
    [{code: 'Answered'}, {code: 'Setup'}, 'ringing-caller', 'ringing-callee'],
    [{code: 'Answered'}, {code: 'Proceeding'}, 'ringing-caller', 'ringing-callee'],
    [{code: 'Answered'}, {code: 'Answered'}, 'ringing-callee', 'connected'],
    [{code: 'Hold'}, {code: 'Answered'}, 'ringing-callee', 'connected'],
    [{code: 'Disconnected', reason: 'CallFinished'}, {code: 'Answered'}, 'connected', 'ended'],
    [{code: 'Disconnected', reason: 'BlindTransfer'}, {code: 'Answered'}, 'connected', 'connected'],
    [{code: 'Disconnected', reason: 'CallSwitch'}, {code: 'Answered'}, 'connected', 'connected'],
    [{code: 'Answered'}, {code: 'SomethingNew'}, 'ringing-callee', 'ringing-callee'],
    [null, {code: 'Proceeding'}, 'ringing-caller', 'ringing-caller'],
  ] as const) {
    it(`takes ${phase} to ${expectedPhase} by ${JSON.stringify([caller, callee])}`, () => {
      const {status} = readSessionStatus(sessionOf(caller, callee));
      expect(nextPhase(phase, status).phase).to.equal(expectedPhase);
    });
  }

  for (const [reason, leg, expectedCode] of [
    ['TargetBusy', 'callee', 'busy'],
    ['NoAnswer', 'callee', 'no-answer'],
    ['Rejected', 'callee', 'no-answer'],
    ['DestinationBlocked', 'callee', 'destination-blocked'],
    ['NotEnoughFunds', 'callee', 'no-funds'],
    ['InternationalDisabled', 'callee', 'calling-disabled'],
    ['NoSuchUser', 'callee', 'no-such-user'],
    ['InternalError', 'callee', 'unreachable'],
  ] as const) {
    it(`says ${expectedCode} of a ${leg} whose reason is ${reason}`, () => {
      const session = sessionOf({code: 'Answered'}, {code: 'Disconnected', reason});
      const {error} = nextPhase('ringing-callee', readSessionStatus(session).status);
      expect(error).to.deep.equal({code: expectedCode, leg});
    });
  }

  it('says which number is wrong, which RingOut has no status for', () => {
    const session = sessionOf({code: 'Answered'}, {code: 'Disconnected', reason: 'InvalidNumber'});
    expect(readSessionStatus(session).failure).to.deep.equal({code: 'to-invalid', leg: 'callee'});
  });

  it('says who hung up only where the reason of one leg does', () => {
    const hungUp = {code: 'Disconnected', reason: 'CallFinished'};
    const talks = {code: 'Answered'};
    expect(readSessionStatus(sessionOf(hungUp, talks)).endedBy).to.equal('caller');
    expect(readSessionStatus(sessionOf(talks, hungUp)).endedBy).to.equal('callee');
    expect(readSessionStatus(sessionOf({code: 'Disconnected'}, hungUp)).endedBy).to.equal('callee');
    expect(readSessionStatus(sessionOf(hungUp, hungUp)).endedBy).to.equal(undefined);
    for (const reason of [undefined, 'CallFlip', 'CallDropped', 'InternalError', 'Timeout', 'New']) {
      const left = {code: 'Disconnected', ...(reason && {reason})};
      expect(readSessionStatus(sessionOf(left, talks)).endedBy, reason).to.equal(undefined);
    }
  });

  it('says that a call is held or muted only as the platform does', () => {
    const read = (caller: PartyStatus) => {
      const {held, muted} = readSessionStatus(sessionOf(caller, {code: 'Answered'}));
      return [held, muted];
    };
    expect(read({code: 'Hold', muted: true})).to.deep.equal([true, true]);
    expect(read({code: 'Answered', muted: false})).to.deep.equal([false, false]);
    expect(read({code: 'Answered'})).to.deep.equal([false, undefined]);
    expect(read({code: 'Setup', muted: true})).to.deep.equal([undefined, undefined]);
  });

  it('tells a mailbox', () => {
    const session = sessionOf({code: 'Answered'}, {code: 'VoiceMail'});
    expect(readSessionStatus(session).voicemail).to.equal(true);
    const noMailbox = sessionOf({code: 'Answered'}, {code: 'Answered'});
    expect(readSessionStatus(noMailbox).voicemail).to.equal(undefined);
  });

  it('never takes a call backwards, and leaves a final phase, whatever both legs say', () => {
    let count = 0;
    for (const phase of PHASES) {
      for (const callerCode of CODES) for (const calleeCode of CODES) for (const reason of REASONS) {
        const session = sessionOf({code: callerCode, reason}, {code: calleeCode, reason});
        const {phase: next} = nextPhase(phase, readSessionStatus(session).status);
        const isForward = RANKS[next] >= RANKS[phase];
        const stays = RANKS[phase] < 4 || next === phase;
        if (!isForward || !stays) {
          expect.fail(`${phase} → ${next} by ${callerCode}, ${calleeCode}, ${reason}`);
        }
        count++;
      }
    }
    expect(count).to.equal(PHASES.length * CODES.length ** 2 * REASONS.length);
  });
});

describe('readTelephonySession', () => {
  it('reads the answer to a request', () => {
    const session = readTelephonySession({
      id: 's-a1', origin: {type: 'RingOut'}, creationTime: '2026-01-05T09:00:00Z',
      parties: [{
        id: 'p-a1-1', owner: {extensionId: '101'}, ringOutRole: 'Initiator', muted: false,
        from: {phoneNumber: '+16505550100'}, to: {phoneNumber: '+16505550123'},
        status: {code: 'Answered', reason: 'Pickup'}, conferenceRole: 'Host',
      }],
    });
    expect(session).to.deep.equal({
      id: 's-a1', origin: 'RingOut',
      parties: [{
        id: 'p-a1-1', extensionId: '101', role: 'Initiator', code: 'Answered', reason: 'Pickup',
        from: {phoneNumber: '+16505550100'}, to: {phoneNumber: '+16505550123'},
        isMuted: false, isQueueCall: false, isMissed: false, isInConference: true,
      }],
    });
  });

  it('reads who calls whom, by which queue', () => {
    const session = readTelephonySession({
      telephonySessionId: 's-a2', sessionId: '402936341008', sequence: 5, origin: {type: 'Call'},
      parties: [{
        id: 'p-a2-2', extensionId: '101', direction: 'Inbound', queueCall: true, missedCall: true,
        from: {phoneNumber: '+16505550100', name: 'ANNA'}, to: {phoneNumber: '102', extensionId: '7'},
        status: {code: 'Proceeding'}, uiCallInfo: {primary: {type: 'QueueName', value: 'Sales'}},
      }],
    });
    expect(session?.legacyId).to.equal('402936341008');
    expect(session?.parties[0]).to.deep.include({
      direction: 'Inbound', from: {phoneNumber: '+16505550100', name: 'ANNA'},
      to: {phoneNumber: '102'}, isQueueCall: true, queueName: 'Sales', isMissed: true,
    });
  });

  for (const body of [
    null, 7, 'text', [], {}, {id: 's-1'}, {parties: []}, {id: '../x', parties: []},
    {id: 's-1', parties: 'none'},
  ]) {
    it(`reads nothing from ${JSON.stringify(body)}`, () => {
      expect(readTelephonySession(body)).to.equal(null);
    });
  }

  it('leaves out a party that cannot be told', () => {
    const session = readTelephonySession({id: 's-1', parties: [null, {}, {id: 7}, {id: 'p-1'}]});
    expect(session?.parties.map(({id}) => id)).to.deep.equal(['p-1']);
  });
});
