/** The steps of random walks over calls whose records are read, and the worlds that they take place in. */
import fc from 'fast-check';
import {numberOf} from '../support/scenarios.js';
import type {NetworkFault} from '../support/virtual.js';
import type {LogOptions} from './call-log-platform.js';

export interface DetailsWorld {
  readonly options: Partial<LogOptions>;
  readonly tabs: 'shared' | 'no-locks' | 'memory';
  /** Whether the page of each tab wants the records, by the tab's index. */
  readonly wants: readonly boolean[];
}

export type DetailsStep =
  | {readonly do: 'call'; readonly tab: number; readonly to: string}
  | {readonly do: 'cancel' | 'dismiss' | 'ask' | 'reload' | 'crash'; readonly tab: number}
  | {readonly do: 'open'; readonly wants: boolean}
  | {readonly do: 'show' | 'online'; readonly tab: number; readonly isOn: boolean}
  | {readonly do: 'hang-up'; readonly all: boolean}
  | {readonly do: 'network'; readonly kind: NetworkFault['kind']; readonly method: 'GET' | 'POST'; readonly delay: number}
  | {readonly do: 'answer'; readonly answer: number | object}
  | {readonly do: 'sign-out'}
  | {readonly do: 'clock'; readonly ms: number}
  | {readonly do: 'wait'; readonly ms: number};

export const anyWorld: fc.Arbitrary<DetailsWorld> = fc.record({
  options: fc.record({
    recordAfter: fc.constantFrom(0, 2_000, 2_000, 20_000, 40_000),
    recordingAfter: fc.constantFrom(null, null, 0, 40_000, 300_000),
    inProgressFor: fc.constantFrom(0, 0, 10_000),
    legs: fc.constantFrom('both' as const, 'one' as const),
    mirror: fc.constantFrom('none' as const, 'other-session' as const, 'same-session' as const),
    isOtherId: fc.constantFrom(false, false, false, true),
  }),
  tabs: fc.constantFrom('shared', 'shared', 'shared', 'no-locks', 'memory'),
  wants: fc.array(fc.constantFrom(true, true, true, false), {minLength: 1, maxLength: 3}),
});

const tab = fc.nat(3);
const step = <Name extends string>(name: Name) => fc.constant(name);
const dialed = fc.constantFrom(...[
  'answered', 'answered', 'answered-long', 'answered-long', 'answered-long', 'busy', 'phone-offline', 'slow', 'dropped-after',
].map((name) => numberOf(name)));

export const anyStep: fc.Arbitrary<DetailsStep> = fc.oneof(
  {weight: 12, arbitrary: fc.record({do: step('call'), tab, to: dialed})},
  {weight: 14, arbitrary: fc.record({do: step('wait'), ms: fc.oneof(fc.nat(2_000), fc.nat(9_000), fc.nat(40_000), fc.nat(240_000))})},
  {weight: 6, arbitrary: fc.record({do: step('hang-up'), all: fc.boolean()})},
  {weight: 8, arbitrary: fc.record({
    do: fc.constantFrom('cancel' as const, 'dismiss' as const, 'ask' as const, 'ask' as const, 'reload' as const, 'crash' as const), tab,
  })},
  {weight: 1, arbitrary: fc.record({do: step('open'), wants: fc.boolean()})},
  {weight: 3, arbitrary: fc.record({do: fc.constantFrom('show' as const, 'online' as const), tab, isOn: fc.boolean()})},
  {weight: 3, arbitrary: fc.record({
    do: step('network'), kind: fc.constantFrom('before' as const, 'after' as const, 'hang' as const, 'delay' as const),
    method: fc.constantFrom('GET' as const, 'GET' as const, 'POST' as const), delay: fc.nat(9_000),
  })},
  {weight: 3, arbitrary: fc.record({do: step('answer'), answer: fc.oneof(
    {weight: 6, arbitrary: fc.constantFrom<number | object>(404, 429, 500, {}, {records: [null, 7]})},
    {weight: 1, arbitrary: fc.constant(403)},
  )})},
  {weight: 1, arbitrary: fc.record({do: step('sign-out')})},
  {weight: 1, arbitrary: fc.record({do: step('clock'), ms: fc.constantFrom(-3_600_000, -60_000, 60_000, 3_600_000)})},
);
