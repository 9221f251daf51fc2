/** What may happen in a random walk with calls to the user. */
import fc from 'fast-check';
import {numberOf} from '../../support/scenarios.js';

/** How the platform of one walk tells of calls, and what the tabs of the browser share. */
export interface InboundWorld {
  readonly scopes: readonly string[];
  readonly options: object;
  readonly tabs: 'shared' | 'no-locks' | 'memory';
  /** Of the first tabs: whether each watches who calls. */
  readonly watching: readonly boolean[];
}

/** Who calls. `dialed`: the number that the user called last. */
export type CallerKind =
  | 'dialed' | 'answered' | 'no-answer-here' | 'other' | 'extension' | 'anonymous' | 'withheld' | 'queue';

export const CALLERS: Readonly<Record<Exclude<CallerKind, 'dialed'>, object>> = {
  'answered': {from: numberOf('answered'), fromName: 'A LINDQVIST'},
  'no-answer-here': {from: numberOf('no-answer-here')},
  'other': {from: '+12125550141', fromName: 'WIRELESS CALLER'},
  'extension': {from: '102', fromName: 'Sam Rivera', fromExtensionId: '400131426102'},
  'anonymous': {from: 'anonymous', fromName: 'Anonymous'},
  'withheld': {from: ''},
  'queue': {from: '+12125550141', to: '+18005550171', queue: 'Support'},
};

/** What becomes of a call to the user. */
export type InboundAct =
  | 'answer' | 'answerElsewhere' | 'decline' | 'miss' | 'toVoicemail' | 'callerHangsUp' | 'hangUp'
  | 'transfer' | 'transferAway' | 'switchPhone';

export interface NetworkTrouble {
  readonly method: string;
  readonly path: string;
  readonly times: number;
  readonly kind: 'before' | 'after' | 'hang' | 'delay';
  readonly delay: number;
}

export interface AnswerTrouble {
  readonly path: string;
  readonly times: number;
  readonly kind: 'status';
  readonly status: number;
}

export type InboundStep =
  | {readonly do: 'ring'; readonly caller: CallerKind}
  | {readonly do: 'act'; readonly index: number; readonly act: InboundAct; readonly isBlind: boolean}
  | {readonly do: 'call'; readonly tab: number; readonly to: string}
  | {readonly do: 'elsewhere'; readonly to: string; readonly origin: 'RingOut' | 'Call'; readonly sessions: 'one' | 'mirrored'}
  | {readonly do: 'hang-up'; readonly index: number; readonly by: 'caller' | 'callee'}
  | {readonly do: 'cancel' | 'watch' | 'unwatch' | 'reload' | 'crash' | 'dismiss'; readonly tab: number}
  | {readonly do: 'open'; readonly isWatching: boolean}
  | {readonly do: 'show'; readonly tab: number; readonly visible: boolean}
  | {readonly do: 'online'; readonly online: boolean}
  | {readonly do: 'drop'; readonly forget: boolean}
  | {readonly do: 'network'; readonly trouble: NetworkTrouble}
  | {readonly do: 'answer'; readonly trouble: AnswerTrouble}
  | {readonly do: 'sign-out'; readonly tab: number; readonly isNextUser: boolean}
  | {readonly do: 'wait'; readonly ms: number};

const PRESENCE_SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'ReadPresence'];
const ALL_SCOPES = [...PRESENCE_SCOPES, 'CallControl'];

export const anyWorld: fc.Arbitrary<InboundWorld> = fc.record({
  scopes: fc.oneof(
    {weight: 5, arbitrary: fc.constant(ALL_SCOPES)},
    {weight: 5, arbitrary: fc.constant(PRESENCE_SCOPES)},
    {weight: 1, arbitrary: fc.constantFrom(
      ALL_SCOPES.filter((scope) => scope !== 'ReadPresence'), ALL_SCOPES.slice(0, 2),
    )},
  ),
  options: fc.record({
    sessions: fc.constantFrom('one', 'mirrored'),
    mirrorOrigin: fc.constantFrom('RingOut', 'Call'),
    mirrorFirst: fc.boolean(),
    mirrorLead: fc.constantFrom(0, 0, 0.1, 1),
    sessionIds: fc.constantFrom('same', 'same', 'different'),
    ids: fc.constantFrom('string', 'prefixed'),
    notifiedParties: fc.constantFrom('all', 'own'),
    presenceFlickers: fc.boolean(),
    pushDuplicates: fc.boolean(),
    pushShuffled: fc.constantFrom(false, false, true),
    pushDelay: fc.constantFrom(0, 0, 0, 300, 2_000),
    recoveryTimeout: fc.constantFrom(180, 5),
    ticketExpiresIn: fc.constantFrom(30, 600),
    refusedFilters: fc.constantFrom([], [], [], ['/telephony/sessions']),
  }),
  tabs: fc.constantFrom('shared', 'shared', 'shared', 'shared', 'no-locks', 'memory'),
  watching: fc.array(fc.constantFrom(true, true, false), {minLength: 1, maxLength: 3}),
});

const tab = fc.nat(3);
const step = <Name extends string>(name: Name) => fc.constant(name);
const dialed = fc.constantFrom(...[
  'answered', 'answered', 'answered-long', 'answered-long', 'no-answer-here', 'declined-here', 'busy', 'slow', 'dropped-after',
].map((name) => numberOf(name)));
const path = fc.constantFrom('/presence', '/presence', '/telephony/sessions', '/wstoken', '/ring-out');
const times = fc.integer({min: 1, max: 3});

export const anyStep: fc.Arbitrary<InboundStep> = fc.oneof(
  {weight: 10, arbitrary: fc.record({
    do: step('ring'),
    caller: fc.constantFrom<CallerKind>(
      'dialed', 'dialed', 'answered', 'no-answer-here', 'other', 'extension', 'anonymous', 'withheld', 'queue',
    ),
  })},
  {weight: 14, arbitrary: fc.record({
    do: step('wait'), ms: fc.oneof(fc.nat(900), fc.nat(9_000), fc.nat(9_000), fc.nat(40_000)),
  })},
  {weight: 9, arbitrary: fc.record({
    do: step('act'), index: fc.nat(3), isBlind: fc.boolean(),
    act: fc.constantFrom<InboundAct>(
      'answer', 'answer', 'answerElsewhere', 'decline', 'miss', 'toVoicemail', 'callerHangsUp', 'hangUp',
      'transfer', 'transferAway', 'switchPhone',
    ),
  })},
  {weight: 6, arbitrary: fc.record({do: step('call'), tab, to: dialed})},
  {weight: 5, arbitrary: fc.record({
    do: step('elsewhere'), to: dialed,
    origin: fc.constantFrom('RingOut' as const, 'RingOut' as const, 'Call' as const),
    sessions: fc.constantFrom('one' as const, 'mirrored' as const),
  })},
  {weight: 3, arbitrary: fc.record({
    do: step('hang-up'), index: fc.nat(5), by: fc.constantFrom('caller' as const, 'callee' as const),
  })},
  {weight: 8, arbitrary: fc.record({
    do: fc.constantFrom('cancel' as const, 'watch' as const, 'watch' as const, 'unwatch' as const,
      'reload' as const, 'crash' as const, 'dismiss' as const),
    tab,
  })},
  {weight: 2, arbitrary: fc.record({do: step('open'), isWatching: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: step('show'), tab, visible: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: step('online'), online: fc.boolean()})},
  {weight: 4, arbitrary: fc.record({do: step('drop'), forget: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({
    do: step('network'),
    trouble: fc.record({
      method: fc.constantFrom('GET', 'POST'), path, times, delay: fc.nat(6_000),
      kind: fc.constantFrom('before' as const, 'after' as const, 'hang' as const, 'delay' as const),
    }),
  })},
  {weight: 2, arbitrary: fc.record({
    do: step('answer'),
    trouble: fc.record({path, times, kind: step('status'), status: fc.constantFrom(401, 403, 429, 500, 503)}),
  })},
  {weight: 1, arbitrary: fc.record({do: step('sign-out'), tab, isNextUser: fc.boolean()})},
);
