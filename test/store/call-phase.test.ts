import {expect} from '@open-wc/testing';
import {isFinal, nextPhase, type PhaseOutcome, rankOf, type StatusAnswer} from '../../src/store/call-phase.js';
import type {Phase} from '../../src/store/types.js';

const PHASES: readonly Phase[] = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling', 'ended', 'canceled', 'failed', 'unconfirmed'];
const UNLISTED = [undefined, 'SomethingNew'] as const;
const LEG_STATUSES = [
  ...UNLISTED, 'InProgress', 'Success', 'Finished', 'NoSessionFound', 'Busy', 'NoAnswer', 'Rejected', 'GenericError',
  'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser', 'Invalid',
] as const;
const CALL_STATUSES = [...LEG_STATUSES, 'CannotReach', 'NoAnsweringMachine'] as const;

const answer = (call?: string, caller?: string, callee?: string): StatusAnswer => ({
  ...(call && {callStatus: call}), ...(caller && {callerStatus: caller}), ...(callee && {calleeStatus: callee}),
});

const outcomeText = ({phase, error}: PhaseOutcome) => [phase, error?.code, error?.leg].filter(Boolean).join(' ');

interface Combination {
  readonly before: Phase;
  readonly canceling: boolean;
  readonly call?: string;
  readonly caller?: string;
  readonly callee?: string;
  readonly answer: StatusAnswer;
}

/** Every combination of statuses, with every phase before it. */
function* allCombinations(): Generator<Combination> {
  for (const before of PHASES) {
    for (const canceling of before === 'canceling' ? [true] : [false, true]) {
      yield {before, canceling, answer: 'gone'};
      yield {before, canceling, answer: 'lost'};
      for (const call of CALL_STATUSES) {
        for (const caller of LEG_STATUSES) {
          for (const callee of LEG_STATUSES) {
            const statuses = {...(call && {call}), ...(caller && {caller}), ...(callee && {callee})};
            yield {before, canceling, ...statuses, answer: answer(call, caller, callee)};
          }
        }
      }
    }
  }
}

describe('nextPhase()', () => {
  it('follows the documented call that is answered', () => {
    const documentedSteps: [StatusAnswer, string][] = [
      [answer('InProgress', 'InProgress', 'InProgress'), 'ringing-caller'],
      [answer('InProgress', 'Success', 'InProgress'), 'ringing-callee'],
      [answer('Success', 'Success', 'Success'), 'connected'],
      [answer('Success', 'Finished', 'Finished'), 'ended'],
    ];
    let phase: Phase = 'placing';
    for (const [reading, expected] of documentedSteps) {
      phase = nextPhase(phase, reading).phase;
      expect(phase).to.equal(expected);
    }
  });

  it('follows the documented call whose callee is busy', () => {
    expect(outcomeText(nextPhase('ringing-callee', answer('CannotReach', 'Success', 'Busy')))).to.equal('failed busy callee');
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
    ['second leg is busy, and the platform hung up the first', 'ringing-callee', answer('CannotReach', 'Finished', 'Busy'), 'failed busy callee'],
    ['second leg is busy, and the platform rejected the first', 'ringing-callee', answer('CannotReach', 'Rejected', 'Busy'), 'failed busy callee'],
    ['no leg tells why the callee is unreachable', 'ringing-caller', answer('CannotReach', 'InProgress', 'InProgress'), 'failed unreachable'],
    ['the server failed', 'ringing-caller', answer('NoAnsweringMachine', 'InProgress', 'InProgress'), 'failed server-error'],
    ['a leg value as the call status', 'ringing-callee', answer('Busy', 'Success', 'Untold'), 'failed busy'],
    ['one party hung up', 'connected', answer('Success', 'Finished', 'Success'), 'ended'],
    ['the session is gone', 'connected', answer('Success', 'NoSessionFound', 'Success'), 'ended'],
    ['answered and ended between two requests', 'ringing-caller', answer('Success', 'Finished', 'Finished'), 'ended'],
    ['over before it was connected', 'ringing-caller', answer('InProgress', 'Finished', 'InProgress'), 'failed no-answer caller'],
    ['over after the first leg was answered', 'ringing-callee', answer('InProgress', 'Finished', 'InProgress'), 'failed no-answer'],
    ['gone after it was connected', 'connected', 'gone', 'ended'],
    ['gone before it was connected', 'ringing-callee', 'gone', 'failed no-answer'],
    ['gone after a cancel', 'canceling', 'gone', 'canceled'],
    ['gone unseen while the own phone rang', 'ringing-caller', 'lost', 'unconfirmed unconfirmed'],
    ['gone unseen while the callee’s phone rang', 'ringing-callee', 'lost', 'unconfirmed unconfirmed'],
    ['gone unseen after a cancel, which may have been too late', 'canceling', 'lost', 'unconfirmed unconfirmed'],
    ['gone unseen after it was connected', 'connected', 'lost', 'ended'],
    ['over after a cancel', 'canceling', answer('InProgress', 'Finished', 'InProgress'), 'canceled'],
    ['rejected after a cancel', 'canceling', answer('InProgress', 'Rejected', 'InProgress'), 'canceled'],
    ['the cancel came too late', 'canceling', answer('Success', 'Success', 'Success'), 'connected'],
    ['the first leg was just answered', 'canceling', answer('InProgress', 'Success', 'InProgress'), 'canceling'],
    ['answers out of order', 'connected', answer('InProgress', 'InProgress', 'InProgress'), 'connected'],
    ['a repeated answer', 'ringing-callee', answer('InProgress', 'Success', 'InProgress'), 'ringing-callee'],
    ['only unlisted values', 'ringing-callee', answer('New', 'Newer', 'Newest'), 'ringing-callee'],
    ['no values at all', 'ringing-caller', {}, 'ringing-caller'],
    ['only the status of the call is there', 'ringing-caller', answer('Success'), 'connected'],
    ['a leg fails after both parties talked', 'connected', answer('Success', 'GenericError', 'Success'), 'ended'],
  ];
  for (const [description, before, reading, expected] of table) {
    it(`${description}: ${before} → ${expected}`, () => {
      expect(outcomeText(nextPhase(before, reading))).to.equal(expected);
    });
  }

  describe('for every combination of listed and unlisted values', () => {
    const describeCombination = ({before, canceling, answer: given}: Combination) =>
      `${before}${canceling ? ' (cancel asked)' : ''} + ${JSON.stringify(given)}`;
    const allResults = [...allCombinations()].map((combination) => ({
      ...combination, next: nextPhase(combination.before, combination.answer, combination.canceling),
    }));
    const violations = (rule: (result: (typeof allResults)[number]) => boolean) =>
      allResults.filter((result) => !rule(result)).map(describeCombination);

    it('covers all combinations', () => {
      expect(allResults.length).to.equal((PHASES.length * 2 - 1) * (CALL_STATUSES.length * LEG_STATUSES.length * LEG_STATUSES.length + 2));
    });

    it('keeps a final phase', () => {
      expect(violations(({before, next}) => !isFinal(before) || (next.phase === before && !next.error))).to.deep.equal([]);
    });

    it('never goes backwards', () => {
      expect(violations(({before, next}) => rankOf(next.phase) >= rankOf(before))).to.deep.equal([]);
    });

    it('gives a reason exactly where the call failed, or nobody knows how it ended', () => {
      expect(violations(({before, next}) => isFinal(before) || ['failed', 'unconfirmed'].includes(next.phase) === Boolean(next.error))).to.deep.equal([]);
    });

    it('ends a connected call as ended, however a leg reads afterwards', () => {
      expect(violations(({before, next}) => before !== 'connected' || ['connected', 'ended'].includes(next.phase))).to.deep.equal([]);
    });

    it('is "connected" only when both parties answered', () => {
      expect(violations(({before, next, call, caller, callee}) => next.phase !== 'connected' || before === 'connected' ||
        (caller === 'Success' && callee === 'Success') || (call === 'Success' && caller !== 'InProgress' && callee !== 'InProgress'))).to.deep.equal([]);
    });

    it('is "canceled" only after a cancel or a rejection', () => {
      expect(violations(({next, canceling, call, caller, callee, before}) => isFinal(before) || next.phase !== 'canceled' || canceling ||
        [call, caller, callee].includes('Rejected'))).to.deep.equal([]);
    });

    it('names the leg that has the failing value', () => {
      const failing = ['Busy', 'NoAnswer', 'GenericError', 'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser'];
      expect(violations(({before, next, caller, callee}) => isFinal(before) || next.phase !== 'failed' || !next.error ||
        (failing.includes(caller ?? '') ? next.error.leg === 'caller' : !failing.includes(callee ?? '') || next.error.leg === 'callee'))).to.deep.equal([]);
    });

    it('is over once a leg is finished or has no session, or the call is gone', () => {
      const over = ['Finished', 'NoSessionFound'];
      expect(violations(({answer: a, next, caller, callee}) =>
        !(typeof a === 'string' || over.includes(caller ?? '') || over.includes(callee ?? '')) || isFinal(next.phase))).to.deep.equal([]);
    });

    it('keeps the phase when the statuses tell nothing', () => {
      expect(violations(({before, next, call, caller, callee, canceling, answer: a}) =>
        typeof a === 'string' || canceling || [call, caller, callee].some((value) => value !== undefined && value !== 'SomethingNew') || next.phase === before)).to.deep.equal([]);
    });
  });

  it('is doubtful when the platform itself cannot tell a status', () => {
    expect(nextPhase('ringing-callee', answer('InProgress', 'Success', 'Invalid'))).to.deep.equal({phase: 'ringing-callee', doubtful: true});
    expect(nextPhase('ringing-callee', answer('InProgress', 'Success', 'InProgress')).doubtful).to.equal(undefined);
  });
});
