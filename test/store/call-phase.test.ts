import {expect} from '@open-wc/testing';
import {isFinal, nextPhase, type PhaseOutcome, rankOf, type StatusAnswer} from '../../src/store/call-phase.js';
import type {Phase} from '../../src/store/types.js';

const PHASES: readonly Phase[] = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling', 'ended', 'canceled', 'failed', 'unconfirmed'];
const UNTOLD = [undefined, 'SomethingNew'] as const;
const LEG = [
  ...UNTOLD, 'InProgress', 'Success', 'Finished', 'NoSessionFound', 'Busy', 'NoAnswer', 'Rejected', 'GenericError',
  'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser', 'Invalid',
] as const;
const CALL = [...LEG, 'CannotReach', 'NoAnsweringMachine'] as const;

const answer = (call?: string, caller?: string, callee?: string): StatusAnswer => ({
  ...(call && {callStatus: call}), ...(caller && {callerStatus: caller}), ...(callee && {calleeStatus: callee}),
});

const told = ({phase, error}: PhaseOutcome) => [phase, error?.code, error?.leg].filter(Boolean).join(' ');

/** Every combination there is, with every phase before it. */
function* everything(): Generator<{before: Phase; canceling: boolean; call?: string; caller?: string; callee?: string; answer: StatusAnswer}> {
  for (const before of PHASES) {
    for (const canceling of before === 'canceling' ? [true] : [false, true]) {
      yield {before, canceling, answer: 'gone'};
      for (const call of CALL) for (const caller of LEG) for (const callee of LEG) {
        yield {before, canceling, ...(call && {call}), ...(caller && {caller}), ...(callee && {callee}), answer: answer(call, caller, callee)};
      }
    }
  }
}

describe('statuses → phase', () => {
  it('follows the documented call that is answered', () => {
    const flow: [StatusAnswer, string][] = [
      [answer('InProgress', 'InProgress', 'InProgress'), 'ringing-caller'],
      [answer('InProgress', 'Success', 'InProgress'), 'ringing-callee'],
      [answer('Success', 'Success', 'Success'), 'connected'],
      [answer('Success', 'Finished', 'Finished'), 'ended'],
    ];
    let phase: Phase = 'placing';
    for (const [reading, expected] of flow) {
      phase = nextPhase(phase, reading).phase;
      expect(phase).to.equal(expected);
    }
  });

  it('follows the documented call whose callee is busy', () => {
    expect(told(nextPhase('ringing-callee', answer('CannotReach', 'Success', 'Busy')))).to.equal('failed busy callee');
  });

  const table: [string, Phase, StatusAnswer, string][] = [
    ['first leg rings', 'placing', answer('InProgress', 'InProgress', 'InProgress'), 'ringing-caller'],
    ['first leg is busy', 'ringing-caller', answer('CannotReach', 'Busy', 'InProgress'), 'failed busy caller'],
    ['first leg is not answered', 'ringing-caller', answer('CannotReach', 'NoAnswer', 'InProgress'), 'failed no-answer caller'],
    ['first leg is offline (ringcentral-js issue 12)', 'ringing-caller', answer('CannotReach', 'GenericError', 'Success'), 'failed unreachable caller'],
    ['first leg declines', 'ringing-caller', answer('CannotReach', 'Rejected', 'InProgress'), 'canceled'],
    ['second leg declines', 'ringing-callee', answer('CannotReach', 'Success', 'Rejected'), 'canceled'],
    ['second leg is not answered', 'ringing-callee', answer('CannotReach', 'Success', 'NoAnswer'), 'failed no-answer callee'],
    ['second leg cannot be reached', 'ringing-callee', answer('CannotReach', 'Success', 'GenericError'), 'failed unreachable callee'],
    ['calls abroad are switched off', 'ringing-callee', answer('CannotReach', 'Success', 'InternationalDisabled'), 'failed calling-disabled callee'],
    ['the destination is blocked', 'ringing-callee', answer('CannotReach', 'Success', 'DestinationBlocked'), 'failed destination-blocked callee'],
    ['no funds', 'ringing-callee', answer('CannotReach', 'Success', 'NotEnoughFunds'), 'failed no-funds callee'],
    ['no such user', 'ringing-callee', answer('CannotReach', 'Success', 'NoSuchUser'), 'failed no-such-user callee'],
    ['failed, and the platform hung up the first leg', 'ringing-callee', answer('CannotReach', 'Finished', 'Busy'), 'failed busy callee'],
    ['failed, and the platform rejected the first leg', 'ringing-callee', answer('CannotReach', 'Rejected', 'Busy'), 'failed busy callee'],
    ['unreached, no leg tells', 'ringing-caller', answer('CannotReach', 'InProgress', 'InProgress'), 'failed unreachable'],
    ['server failure', 'ringing-caller', answer('NoAnsweringMachine', 'InProgress', 'InProgress'), 'failed server-error'],
    ['a leg value as the call status', 'ringing-callee', answer('Busy', 'Success', 'Untold'), 'failed busy'],
    ['either hung up', 'connected', answer('Success', 'Finished', 'Success'), 'ended'],
    ['no session any more', 'connected', answer('Success', 'NoSessionFound', 'Success'), 'ended'],
    ['answered and ended between two requests', 'ringing-caller', answer('Success', 'Finished', 'Finished'), 'ended'],
    ['over before it was connected', 'ringing-caller', answer('InProgress', 'Finished', 'InProgress'), 'failed no-answer caller'],
    ['over after the first leg was answered', 'ringing-callee', answer('InProgress', 'Finished', 'InProgress'), 'failed no-answer'],
    ['gone after it was connected', 'connected', 'gone', 'ended'],
    ['gone before', 'ringing-callee', 'gone', 'failed no-answer'],
    ['gone after a cancel', 'canceling', 'gone', 'canceled'],
    ['over after a cancel', 'canceling', answer('InProgress', 'Finished', 'InProgress'), 'canceled'],
    ['rejected after a cancel', 'canceling', answer('InProgress', 'Rejected', 'InProgress'), 'canceled'],
    ['the cancel came too late', 'canceling', answer('Success', 'Success', 'Success'), 'connected'],
    ['the first leg was just answered', 'canceling', answer('InProgress', 'Success', 'InProgress'), 'canceling'],
    ['answers out of order', 'connected', answer('InProgress', 'InProgress', 'InProgress'), 'connected'],
    ['a repeated answer', 'ringing-callee', answer('InProgress', 'Success', 'InProgress'), 'ringing-callee'],
    ['nothing that anybody listed', 'ringing-callee', answer('New', 'Newer', 'Newest'), 'ringing-callee'],
    ['nothing at all', 'ringing-caller', {}, 'ringing-caller'],
    ['only the whole call tells', 'ringing-caller', answer('Success'), 'connected'],
    ['a leg after the talk', 'connected', answer('Success', 'GenericError', 'Success'), 'ended'],
  ];
  for (const [what, before, reading, expected] of table) {
    it(`${what}: ${before} → ${expected}`, () => {
      expect(told(nextPhase(before, reading))).to.equal(expected);
    });
  }

  describe(`over every combination of listed and unlisted values`, () => {
    const names = (one: {before: Phase; canceling: boolean; answer: StatusAnswer}) => `${one.before}${one.canceling ? ' (cancel asked)' : ''} + ${JSON.stringify(one.answer)}`;
    const all = [...everything()].map((one) => ({...one, next: nextPhase(one.before, one.answer, one.canceling)}));
    const broken = (rule: (one: (typeof all)[number]) => boolean) => all.filter((one) => !rule(one)).map(names);

    it('covers what it says', () => {
      expect(all.length).to.equal((PHASES.length * 2 - 1) * (CALL.length * LEG.length * LEG.length + 1));
    });

    it('leaves a finished call as it is', () => {
      expect(broken(({before, next}) => !isFinal(before) || (next.phase === before && !next.error))).to.deep.equal([]);
    });

    it('never goes backwards', () => {
      expect(broken(({before, next}) => rankOf(next.phase) >= rankOf(before))).to.deep.equal([]);
    });

    it('gives a reason exactly where the call failed', () => {
      expect(broken(({before, next}) => isFinal(before) || (next.phase === 'failed') === Boolean(next.error))).to.deep.equal([]);
    });

    it('ends a connected call as ended, however a leg reads afterwards', () => {
      expect(broken(({before, next}) => before !== 'connected' || ['connected', 'ended'].includes(next.phase))).to.deep.equal([]);
    });

    it('says "connected" only when nobody but answered parties are there', () => {
      expect(broken(({before, next, call, caller, callee}) => next.phase !== 'connected' || before === 'connected' ||
        (caller === 'Success' && callee === 'Success') || (call === 'Success' && caller !== 'InProgress' && callee !== 'InProgress'))).to.deep.equal([]);
    });

    it('says "canceled" only after a cancel or a rejection', () => {
      expect(broken(({next, canceling, call, caller, callee, before}) => isFinal(before) || next.phase !== 'canceled' || canceling ||
        [call, caller, callee].includes('Rejected'))).to.deep.equal([]);
    });

    it('names the leg that has the failing value', () => {
      const failing = ['Busy', 'NoAnswer', 'GenericError', 'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser'];
      expect(broken(({before, next, caller, callee}) => isFinal(before) || next.phase !== 'failed' || !next.error ||
        (failing.includes(caller ?? '') ? next.error.leg === 'caller' : !failing.includes(callee ?? '') || next.error.leg === 'callee'))).to.deep.equal([]);
    });

    it('is over once a leg is finished or has no session, or the call is gone', () => {
      const over = ['Finished', 'NoSessionFound'];
      expect(broken(({answer: a, next, caller, callee}) =>
        !(a === 'gone' || over.includes(caller ?? '') || over.includes(callee ?? '')) || isFinal(next.phase))).to.deep.equal([]);
    });

    it('goes on with a call of whose legs nothing is known', () => {
      expect(broken(({before, next, call, caller, callee, canceling, answer: a}) =>
        a === 'gone' || canceling || [call, caller, callee].some((value) => value !== undefined && value !== 'SomethingNew') || next.phase === before)).to.deep.equal([]);
    });
  });

  it('tells when the platform itself cannot say', () => {
    expect(nextPhase('ringing-callee', answer('InProgress', 'Success', 'Invalid'))).to.deep.equal({phase: 'ringing-callee', doubtful: true});
    expect(nextPhase('ringing-callee', answer('InProgress', 'Success', 'InProgress')).doubtful).to.equal(undefined);
  });
});
