/** What may happen in a random walk with calls in the browser. */
import fc from 'fast-check';

export interface BrowserWorld {
  /** RingCentral tells of sessions. */
  readonly hasPush: boolean;
  readonly tellsSession: boolean;
  readonly options: object;
  readonly registerMs: number;
}

export type BrowserStep =
  | {readonly do: 'call'; readonly tab: number; readonly to: string; readonly waits: boolean; readonly twice: boolean}
  | {readonly do: 'act'; readonly tab: number; readonly action: 'hang-up' | 'hold' | 'mute' | 'keypad' | 'cancel'; readonly on: boolean}
  | {readonly do: 'crash' | 'reload' | 'choose' | 'unchoose' | 'wake' | 'dismiss'; readonly tab: number}
  | {readonly do: 'open' | 'sign-out' | 'hang-up-there' | 'break' | 'drop' | 'refuse'}
  | {readonly do: 'trouble'; readonly at: 'register' | 'microphone' | 'invite' | 'act' | 'none'}
  | {readonly do: 'deliver'; readonly options: object}
  | {readonly do: 'wait'; readonly ms: number};

const tab = fc.nat(2);

export const anyBrowserWorld: fc.Arbitrary<BrowserWorld> = fc.record({
  hasPush: fc.oneof({weight: 4, arbitrary: fc.constant(true)}, {weight: 1, arbitrary: fc.constant(false)}),
  tellsSession: fc.oneof({weight: 6, arbitrary: fc.constant(true)}, {weight: 1, arbitrary: fc.constant(false)}),
  options: fc.record({pushDelay: fc.constantFrom(0, 0, 400, 3_000), pushDuplicates: fc.boolean(), pushShuffled: fc.boolean()}),
  registerMs: fc.constantFrom(50, 300, 2_000),
});

export const anyBrowserStep: fc.Arbitrary<BrowserStep> = fc.oneof(
  {weight: 8, arbitrary: fc.record({
    do: fc.constant('call' as const), tab, waits: fc.boolean(), twice: fc.boolean(),
    to: fc.constantFrom('answered-long', 'answered-long', 'answered', 'busy', 'no-answer', 'invalid-number'),
  })},
  {weight: 10, arbitrary: fc.record({
    do: fc.constant('act' as const), tab, on: fc.boolean(),
    action: fc.constantFrom('hang-up', 'hold', 'mute', 'keypad', 'cancel'),
  })},
  {weight: 6, arbitrary: fc.record({
    do: fc.constantFrom('crash', 'reload', 'choose', 'choose', 'unchoose', 'wake', 'dismiss'), tab,
  })},
  {weight: 5, arbitrary: fc.record({
    do: fc.constantFrom('open', 'open', 'sign-out', 'hang-up-there', 'hang-up-there', 'break', 'drop', 'refuse'),
  })},
  {weight: 2, arbitrary: fc.record({
    do: fc.constant('trouble' as const), at: fc.constantFrom('register', 'microphone', 'invite', 'act', 'none', 'none'),
  })},
  {weight: 10, arbitrary: fc.record({
    do: fc.constant('wait' as const), ms: fc.constantFrom(0, 50, 150, 300, 700, 1_500, 4_000, 9_000),
  })},
);
