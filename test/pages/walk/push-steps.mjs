// Steps of a walk on pages that RingCentral tells of their calls by push.
import fc from 'fast-check';
import {people} from './people.mjs';
import {
  anyOf, call, callIt, hangUp, press, renewal, row, step, then, wait, weighted, withRow,
} from './step-makers.mjs';

/** How RingCentral shows calls to this app. */
export const pushOptions = fc.record({
  sessions: anyOf('one', 'one', 'mirrored'), sessionIds: anyOf('same', 'same', 'same', 'different'),
  notifiedParties: anyOf('all', 'all', 'own'), ids: anyOf('string', 'prefixed'), presenceFlickers: fc.boolean(),
});

const controlFault = step('control-fault', {
  request: anyOf('read', 'hang-up', 'hang-up', 'hold', 'mute'), kind: anyOf('forbidden', 'conflict', 'over-before', 'lost', 'slow', 'never'),
});
/** The other party hangs up while the user does. */
const endedMeanwhile = step('control-fault', {
  request: anyOf('read', 'hang-up'), kind: fc.constant('over-before'),
});
const pushChange = anyOf(
  {pushSilent: true}, {pushSilent: false}, {pushDelay: 700}, {pushDelay: 3_000}, {pushDelay: 0}, {pushDuplicates: true},
  {pushShuffled: true}, {pushShuffled: false}, {refusedFilters: ['telephony/sessions']}, {refusedFilters: ['telephony/sessions', 'presence']},
).map((change) => ({do: 'push', change}));
const ownPhone = anyOf(
  {hold: true}, {hold: false}, {mute: true}, {mute: false}, {hold: true, leg: 'callee'}, {hold: true, unreported: true},
).map((change) => ({do: 'own-phone', change}));
const foreign = (to) => step('foreign', {person: to, origin: anyOf('Call', 'RingOut'), by: anyOf('same', 'same', 'colleague'), incoming: fc.boolean()});
const foreignEnd = step('foreign-end', {by: anyOf('caller', 'callee')});
const drop = step('drop', {isForgotten: fc.boolean()});
export const pushMisfortune = weighted(
  [3, pushChange], [2, drop], [2, controlFault], [1, step('ticket-fault', {kind: anyOf('limited', 'broken', 'slow', 'never')})],
  [3, ownPhone], [2, foreign(row)], [1, foreignEnd],
);
const control = press('hang-up', 'hold', 'mute');
const talks = anyOf(...people.flatMap(({about}, index) => /talks/.test(about) ? [index] : []));
/** A call that is up, or nearly. */
const talkWith = (one) => [callIt, then(press('yes')), then(wait(7, 20))].map((make) => make(one));
const withTalk = (...arbitraries) => talks.chain((one) => fc.tuple(...talkWith(one), ...arbitraries.map((make) => make(one))));
const foreignTo = (one) => foreign(fc.constant(one));

/** Steps around a call that the platform tells of by push. */
export const pushStory = weighted(
  [4, withTalk(then(control), then(wait(3)), then(control))],
  [3, withTalk(then(controlFault), then(control), then(wait(3, 20)), then(control))],
  [1, withTalk(then(endedMeanwhile), then(press('hang-up')), then(wait(3)))],
  [3, withTalk(then(ownPhone), then(wait(3)), then(control), then(wait(3)))],
  [3, withTalk(then(drop), then(ownPhone), then(wait(20, 180)))],
  [3, withTalk(foreignTo, then(wait(7, 20)), then(weighted([1, control], [1, foreignEnd])), then(wait(3, 20)))],
  [2, withRow(row, callIt, foreignTo, then(press('yes')), then(wait(7, 20)), then(foreignEnd), then(wait(3, 20)))],
  [2, withRow(row, foreignTo, callIt, then(press('yes')), then(wait(7, 20)), then(foreignEnd), then(wait(3)))],
  [2, withTalk(then(pushChange), then(ownPhone), then(wait(3, 20, 180)), then(control))],
  [2, fc.tuple(pushChange, call, press('yes'), wait(20), control, wait(20))],
  [2, withTalk(then(renewal), then(wait(3, 20)), then(control))],
  [1, withTalk(then(hangUp), then(wait(3)))],
  [1, fc.tuple(step('ticket-fault', {kind: anyOf('limited', 'broken')}), call, wait(20), step('reload'), wait(20))],
  [1, withTalk(callIt, then(wait(3)))],
);
