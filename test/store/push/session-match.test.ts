import {expect} from '@open-wc/testing';
import type {Party, TelephonySession} from '../../../src/ringcentral/telephony-session.js';
import {confirmedParty, isSessionOf} from '../../../src/store/calls/session-match.js';
import type {Call} from '../../../src/store/types.js';

const OTHER_FACTS = {from: {}, to: {}, isQueueCall: false, isMissed: false, isInConference: false};
const NOW = Date.UTC(2026, 0, 5, 9);
const call: Call = {
  id: 's-a0', key: 'k', to: '+16505550123', phase: 'ringing-caller', stale: false, startedAt: NOW,
};
const initiator: Party = {
  id: 'p-a0-1', extensionId: '101', role: 'Initiator',
  code: 'Answered', ...OTHER_FACTS,
};
const target: Party = {id: 'p-a0-2', role: 'Target', code: 'Answered', ...OTHER_FACTS};
const session: TelephonySession = {id: 's-a0', origin: 'RingOut', parties: [initiator, target]};

describe('whose telephony session it is', () => {
  it('is that of the RingOut with the same id', () => {
    expect(isSessionOf(session, call)).to.equal(true);
  });

  for (const [title, other] of [
    ['another id', {id: 's-b1'}],
    ['another kind of call', {origin: 'Call'}],
    ['an origin that is not told', {origin: undefined}],
  ] as const) {
    it(`is no RingOut’s with ${title}`, () => {
      expect(isSessionOf({...session, ...other} as TelephonySession, call)).to.equal(false);
    });
  }

  it('is nobody’s while the RingOut has no id', () => {
    expect(isSessionOf(session, {...call, id: null})).to.equal(false);
  });
});

describe('whether anything may be done to a session', () => {
  it('may where id, origin and own leg are confirmed', () => {
    expect(confirmedParty(session, call, '101')).to.equal(initiator);
    const held = {...initiator, code: 'Hold'};
    expect(confirmedParty({...session, parties: [held]}, call, '101')).to.equal(held);
  });

  for (const [title, changes, extensionId] of [
    ['another id', {id: 's-b1'}, '101'],
    ['another origin', {origin: 'Call'}, '101'],
    ['somebody else’s leg', {}, '102'],
    ['a leg that is not up', {parties: [{...initiator, code: 'Setup'}, target]}, '101'],
    ['a leg that has ended', {parties: [{...initiator, code: 'Disconnected'}, target]}, '101'],
    ['a conference', {parties: [{...initiator, isInConference: true}, target]}, '101'],
    ['a second target', {parties: [initiator, target, {...target, id: 'p-a0-3'}]}, '101'],
    ['a party without a role', {parties: [initiator, target, {...target, id: 'p-a0-3', role: undefined}]}, '101'],
    ['a second initiator', {parties: [initiator, {...initiator, id: 'p-a0-3'}]}, '101'],
    ['no parties', {parties: []}, '101'],
  ] as const) {
    it(`may not with ${title}`, () => {
      expect(confirmedParty({...session, ...changes} as TelephonySession, call, extensionId)).to.equal(null);
    });
  }
});
