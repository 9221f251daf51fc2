/** How a call ends with its line: one table. */
import {expect} from '@open-wc/testing';
import type {LineEnd} from '../../../src/store/phone-port.js';
import {callEndOf} from '../../../src/store/browser-calls/line-end.js';
import type {Call} from '../../../src/store/types.js';

const CALL: Call = {id: null, key: 'k', to: '+16505550100', via: 'browser', phase: 'ringing-callee', stale: false, startedAt: 1};
const USER: LineEnd = {by: 'user'};
const PLATFORM: LineEnd = {by: 'platform'};
const LOST: LineEnd = {by: 'lost'};
const FAILURE: LineEnd = {by: 'failure', problem: {code: 'microphone-missing'}};

describe('the end of a line', () => {
  for (const [title, call, end, facts, expected] of [
    ['hung up here while both talk', {phase: 'connected'}, USER, {}, 'ended caller'],
    ['hung up there while both talk', {phase: 'connected'}, PLATFORM, {}, 'ended'],
    ['hung up here, and the platform was faster', {phase: 'connected'}, PLATFORM, {isHungUp: true}, 'ended caller'],
    ['a fault while both talk', {phase: 'connected'}, FAILURE, {}, 'ended'],
    ['hung up on a mailbox', {phase: 'connected', voicemail: true}, USER, {}, 'ended'],
    ['hung up before there is sound', {}, USER, {hasSound: false}, 'canceled'],
    ['hung up while push says that it rings', {calleeStatus: 'InProgress'}, USER, {}, 'canceled'],
    ['hung up where push says nothing', {}, USER, {}, 'ended'],
    ['canceled, and the platform refuses it meanwhile', {phase: 'canceling'}, FAILURE, {hasSound: false, isHungUp: true}, 'canceled'],
    ['lost while it may ring', {}, LOST, {}, 'unknown'],
    ['canceled, which the platform could not be told', {phase: 'canceling'}, LOST, {isHungUp: true}, 'unknown'],
    ['hung up while both talk, which the platform could not be told', {phase: 'connected'}, LOST, {isHungUp: true}, 'ended caller'],
    ['no microphone', {phase: 'placing'}, FAILURE, {hasSound: false}, 'failed microphone-missing'],
    ['ended by the platform while it rings', {}, PLATFORM, {}, 'unexplained'],
  ] as const) {
    it(title, () => {
      const lineFacts = {hasSound: true, isHungUp: false, ...facts};
      const callEnd = callEndOf({...CALL, ...call}, end, lineFacts);
      const told = callEnd.kind === 'over' ? [callEnd.conclusion.phase, callEnd.conclusion.endedBy] : [callEnd.kind];
      const code = callEnd.kind === 'failed' ? callEnd.problem.code : undefined;
      expect([...told, code].filter(Boolean).join(' ')).to.equal(expected);
    });
  }
});
