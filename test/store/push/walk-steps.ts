/** What may happen in a random walk with push. */
import fc from 'fast-check';
import {scenarios} from '../../../demo/simulator/scenarios.js';
import type {CallAction} from '../../../src/store/types.js';
import type {NetworkFault} from '../../support/virtual.js';

/** How the platform of one walk tells of calls. */
export interface World {
  readonly scopes: readonly string[];
  readonly options: object;
  /** With a call in which both parties talk: there is more to do for it. */
  readonly beginsConnected: boolean;
  /** How push is while the calls of the walk end. */
  readonly atEnd: 'up' | 'silent' | 'dropped';
}

/** How notifications come from here on. */
export type Delivery = 'normal' | 'silent' | 'late' | 'twice' | 'shuffled';

/** A call that another app or person placed; `mine`: by the same person. */
export type ElsewhereKind = 'same-number' | 'other-number' | 'call' | 'incoming' | 'colleague';

/** What a request tells of a session, beside what the simulator knows. */
export type Stranger = 'third-party' | 'conference' | 'other-origin' | 'other-extension';

export type PushStep =
  | {readonly do: 'call'; readonly tab: number; readonly to: number; readonly twice: boolean}
  | {readonly do: 'cancel' | 'dismiss' | 'reload' | 'crash' | 'sign-out' | 'connect'; readonly tab: number}
  | {readonly do: 'act'; readonly tab: number; readonly action: Exclude<CallAction, 'keypad'>; readonly on: boolean}
  | {readonly do: 'wait'; readonly ms: number}
  | {readonly do: 'show'; readonly tab: number; readonly visible: boolean}
  | {readonly do: 'online'; readonly tab: number; readonly online: boolean}
  | {readonly do: 'open'}
  | {readonly do: 'fault'; readonly fault: NetworkFault}
  | {readonly do: 'answer'; readonly fault: object}
  | {readonly do: 'drop'; readonly forget: boolean}
  | {readonly do: 'deliver'; readonly delivery: Delivery}
  | {readonly do: 'elsewhere'; readonly kind: ElsewhereKind; readonly to: number}
  | {readonly do: 'hang-up'; readonly index: number; readonly by: 'caller' | 'callee'}
  | {readonly do: 'phone'; readonly change: {readonly hold?: boolean; readonly mute?: boolean}}
  | {readonly do: 'stranger'; readonly stranger: Stranger | null}
  | {readonly do: 'clock'; readonly ms: number};

const ALL_SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'CallControl', 'ReadPresence'];

export const anyWorld: fc.Arbitrary<World> = fc.record({
  scopes: fc.oneof(
    {weight: 6, arbitrary: fc.constant(ALL_SCOPES)},
    {weight: 1, arbitrary: fc.constantFrom(
      ALL_SCOPES.filter((scope) => scope !== 'CallControl'), ALL_SCOPES.slice(0, 2),
    )},
  ),
  options: fc.record({
    sessions: fc.constantFrom('one', 'one', 'mirrored'),
    sessionIds: fc.constantFrom('same', 'same', 'same', 'different'),
    ids: fc.constantFrom('string', 'prefixed'),
    notifiedParties: fc.constantFrom('all', 'all', 'own'),
    presenceFlickers: fc.boolean(),
    recoveryTimeout: fc.constantFrom(180, 5),
    ticketExpiresIn: fc.constantFrom(30, 600),
  }),
  beginsConnected: fc.boolean(),
  atEnd: fc.constantFrom('up', 'up', 'silent', 'dropped'),
});

const tab = fc.nat(2);
const path = fc.constantFrom('/ring-out', '/telephony/sessions', '/telephony/sessions', '/wstoken', '/hold');
const times = fc.integer({min: 1, max: 3});
const step = <Name extends string>(name: Name) => fc.constant(name);

/** Those that the platform connects are more telling than those that it refuses. */
const scenarioIndex = fc.oneof(
  {weight: 3, arbitrary: fc.constantFrom(
    ...['answered-long', 'answered'].map((name) => scenarios.findIndex((one) => one.name === name)),
  )},
  {weight: 2, arbitrary: fc.nat(scenarios.length - 1)},
);

export const anyStep: fc.Arbitrary<PushStep> = fc.oneof(
  {weight: 6, arbitrary: fc.record({do: step('call'), tab, to: scenarioIndex, twice: fc.boolean()})},
  {weight: 10, arbitrary: fc.record({do: step('wait'), ms: fc.oneof(fc.nat(900), fc.nat(9_000), fc.nat(40_000))})},
  {weight: 8, arbitrary: fc.record({
    do: step('act'), tab, on: fc.boolean(),
    action: fc.constantFrom('hang-up' as const, 'hold' as const, 'mute' as const),
  })},
  {weight: 4, arbitrary: fc.record({
    do: step('elsewhere'), to: scenarioIndex,
    kind: fc.constantFrom<ElsewhereKind>('same-number', 'same-number', 'other-number', 'call', 'incoming', 'colleague'),
  })},
  {weight: 3, arbitrary: fc.record({do: step('hang-up'), index: fc.nat(5), by: fc.constantFrom('caller' as const, 'callee' as const)})},
  {weight: 2, arbitrary: fc.record({
    do: step('phone'),
    change: fc.oneof(fc.record({hold: fc.boolean()}), fc.record({mute: fc.boolean()})),
  })},
  {weight: 4, arbitrary: fc.record({
    do: step('stranger'),
    stranger: fc.constantFrom<Stranger | null>('third-party', 'conference', 'other-origin', 'other-extension', null),
  })},
  {weight: 2, arbitrary: fc.record({do: step('drop'), forget: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({
    do: step('deliver'), delivery: fc.constantFrom<Delivery>('normal', 'silent', 'late', 'twice', 'shuffled'),
  })},
  {weight: 4, arbitrary: fc.record({
    do: step('fault'),
    fault: fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE', ''), path, times, delay: fc.nat(12_000),
      kind: fc.constantFrom('before' as const, 'after' as const, 'hang' as const, 'hang-after' as const, 'delay' as const),
    }),
  })},
  {weight: 3, arbitrary: fc.record({
    do: step('answer'),
    fault: fc.oneof(
      fc.record({path, times, kind: step('status'), status: fc.constantFrom(400, 401, 404, 409, 429, 500, 503)}),
      fc.record({path: fc.oneof(path, step('/subscription')), times, kind: fc.constantFrom('truncated', 'wrong-types', 'empty', 'html')}),
      fc.record({path: step('/subscription'), times, kind: fc.constantFrom('timeout', 'drop-after', 'drop-before')}),
    ),
  })},
  {weight: 4, arbitrary: fc.record({do: fc.constantFrom('cancel' as const, 'dismiss' as const, 'reload' as const, 'crash' as const), tab})},
  {weight: 1, arbitrary: fc.record({do: step('sign-out'), tab})},
  {weight: 1, arbitrary: fc.record({do: step('connect'), tab})},
  {weight: 1, arbitrary: fc.record({do: step('open')})},
  {weight: 2, arbitrary: fc.record({do: step('show'), tab, visible: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: step('online'), tab, online: fc.boolean()})},
  {weight: 1, arbitrary: fc.record({do: step('clock'), ms: fc.integer({min: -3_600_000, max: 3_600_000})})},
);
