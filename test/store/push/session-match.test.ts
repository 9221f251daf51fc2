import {expect} from '@open-wc/testing';
import type {Party, TelephonySession} from '../../../src/ringcentral/telephony-session.js';
import {confirmedParty, matchSession} from '../../../src/store/calls/session-match.js';
import type {Call} from '../../../src/store/types.js';

const NOW = Date.UTC(2026, 0, 5, 9);
const call: Call = {
  id: 's-a0', key: 'k', to: '+16505550123', phase: 'ringing-caller', stale: false, startedAt: NOW,
};
const initiator: Party = {
  id: 'p-a0-1', extensionId: '101', role: 'Initiator', from: '+16505550123', to: '+16505550100',
  code: 'Answered', isInConference: false,
};
const target: Party = {id: 'p-a0-2', role: 'Target', code: 'Answered', isInConference: false};
const session: TelephonySession = {id: 's-a0', origin: 'RingOut', parties: [initiator, target]};
const seen = {seenAt: NOW + 1_000, isOnlyCall: true};

describe('whose telephony session it is', () => {
  it('is that of the RingOut with the same id', () => {
    expect(matchSession(session, call, {...seen, isOnlyCall: false})).to.equal('same');
  });

  it('is no RingOut’s where the platform says that it is another kind of call', () => {
    expect(matchSession({...session, origin: 'Call'}, call, seen)).to.equal(null);
    expect(matchSession({id: 's-a0', parties: [initiator]}, call, seen)).to.equal(null);
  });

  it('may be read where only the id differs', () => {
    expect(matchSession({...session, id: 's-b1'}, call, seen)).to.equal('alike');
    const national = {...initiator, from: '(650) 555-0100', to: '(650) 555-0123'};
    const nationalSession = {...session, id: 's-b1', parties: [national]};
    expect(matchSession(nationalSession, call, seen)).to.equal('alike');
  });

  for (const [title, other, conditions] of [
    ['another number', {parties: [{...initiator, from: '+16505550199'}]}, {}],
    ['no number', {parties: [{...initiator, from: undefined, to: undefined}]}, {}],
    ['a few digits only', {parties: [{...initiator, from: '0123', to: '101'}]}, {}],
    ['no initiator', {parties: [target]}, {}],
    ['another time', {}, {seenAt: NOW + 11_000}],
    ['an earlier beginning', {createdAt: NOW - 60_000}, {}],
    ['a second call of ours', {}, {isOnlyCall: false}],
    ['a call of another kind', {origin: 'Call'}, {}],
  ] as const) {
    it(`is not alike with ${title}`, () => {
      const otherSession = {...session, id: 's-b1', ...other} as TelephonySession;
      expect(matchSession(otherSession, call, {...seen, ...conditions})).to.equal(null);
    });
  }

  it('is nobody’s while the RingOut has no id', () => {
    expect(matchSession(session, {...call, id: null}, seen)).to.equal(null);
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
