// The steps of a walk: of the person, of the app around the elements, and of misfortune.
import fc from 'fast-check';
import {WAYS_TO_HIDE} from './host.mjs';
import {people, phones} from './people.mjs';
import {pushMisfortune, pushOptions, pushStory} from './push-steps.mjs';
import {
  anyOf, call, callIt, press, renewal, row, step, then, wait, weighted, withRow,
} from './step-makers.mjs';

const choosePhone = step('phone', {index: fc.nat(phones.length)});
const fault = weighted(
  [3, step('fault', {method: fc.constant('POST'), kind: anyOf('forbidden', 'limited', 'broken', 'slow', 'page', 'never', 'lost')})],
  [2, step('fault', {method: fc.constant('DELETE'), kind: anyOf('forbidden', 'page', 'never')})],
);
const recycle = step('recycle', {row, person: row});
const hide = step('hide', {way: anyOf(...WAYS_TO_HIDE)});
const clock = step('clock', {hours: anyOf(-2, 25)});
const dialog = step('dialog', {person: row});
const key = (...names) => step('key', {key: anyOf(...names)});

const personStep = weighted(
  [5, call],
  [4, press('yes', 'no', 'cancel', 'retry', 'close', 'dismiss')],
  [1, step('double', {row})],
  [1, step('elsewhere')],
  [2, key('Escape', 'Tab', 'Enter')],
  [5, wait(3, 7, 20, 60)],
  [1, wait(180)],
  [1, step('reload')],
  [1, step('tab')],
  [1, choosePhone],
);
const hostStep = weighted(
  [3, recycle],
  [1, step('rerender')],
  [1, step('move', {row})],
  [1, step('remove', {row})],
  [1, step('swap')],
  [2, dialog],
  [1, step('close-dialog')],
  [2, hide],
  [1, step('show')],
  [1, step('script-call', {row})],
  [1, step('confirm', {row})],
);
const misfortune = weighted([4, fault], [1, step('network', {isOnline: fc.boolean()})], [2, clock], [1, step('hang-up')]);

const deleteFault = step('fault', {method: fc.constant('DELETE'), kind: anyOf('forbidden', 'page', 'never')});
const fails = people.flatMap(({about}, index) => /is busy|not answer|would be/.test(about) ? [index] : []);

const recycleIt = (one) => step('recycle', {row: fc.constant(one), person: row});
const tooLate = (one) => fc.constant({do: 'too-late', row: one});
const dialogCall = fc.constant({do: 'call', row: 'dialog'});

/** Steps that belong together, so that rare courses are tried often enough. */
const story = weighted(
  [3, withRow(row, callIt, then(press('yes')), tooLate)],
  [3, fc.tuple(call, press('yes'))],
  [4, withRow(row, callIt, then(wait(3, 20)), recycleIt, then(press('yes', 'cancel')))],
  [4, fc.tuple(deleteFault, call, press('yes'), press('cancel'), wait(7))],
  [4, withRow(anyOf(...fails), then(choosePhone), callIt, then(press('yes')), then(wait(20)), then(choosePhone), then(press('retry')))],
  [2, fc.tuple(call, wait(3, 20), key('Escape'))],
  [2, fc.tuple(dialog, dialogCall, wait(3, 20), key('Escape'))],
  [2, fc.tuple(call, clock, press('cancel', 'yes'))],
  [1, fc.tuple(call, press('yes'), wait(20), clock)],
  [2, fc.tuple(hide, call)],
  [1, fc.tuple(call, hide, wait(7))],
  [3, withRow(row, callIt, then(press('yes')), then(renewal), callIt)],
  [1, fc.tuple(call, press('yes'), press('cancel'))],
  [1, fc.tuple(fc.constant({do: 'network', isOnline: false}), call, wait(3), fc.constant({do: 'network', isOnline: true}), press('retry'))],
  [1, withRow(row, callIt, () => fc.constant({do: 'network', isOnline: false}), then(press('cancel')), then(wait(7)), () => fc.constant({do: 'network', isOnline: true}))],
  [1, withRow(row, () => fc.constant({do: 'fault', method: 'POST', kind: 'slow'}), callIt, () => call, () => wait(7, 20))],
);

const plainSteps = fc.array(weighted(
  [4, personStep.map((one) => [one])],
  [2, hostStep.map((one) => [one])],
  [1, misfortune.map((one) => [one])],
  [5, story],
), {minLength: 3, maxLength: 7, size: 'max'});

/** More of them around calls that the user talks in, and around faults of push. */
const pushedSteps = fc.array(weighted(
  [3, personStep.map((one) => [one])],
  [1, hostStep.map((one) => [one])],
  [1, weighted([1, misfortune], [4, pushMisfortune]).map((one) => [one])],
  [1, story],
  [6, pushStory],
), {minLength: 2, maxLength: 5, size: 'max'});

const anyPage = {
  hasPanel: fc.boolean(), hasSelect: fc.boolean(), disablesWhileBusy: weighted([3, fc.constant(false)], [1, fc.constant(true)]),
  confirm: weighted([3, fc.constant('auto')], [1, fc.constant('always')], [1, fc.constant('never')]),
};
const walkOf = (push, steps) => fc.record({
  seed: fc.nat(1_000),
  page: fc.record({...anyPage, push}),
  steps: steps.map((parts) => parts.flat()),
});

/** A page, and what happens on it. All lengths are as likely as each other, also in the first walks. */
export const plainWalk = fc.noBias(walkOf(fc.constant(null), plainSteps));

/** The same where RingCentral tells the page of its calls by push. */
export const pushedWalk = fc.noBias(walkOf(pushOptions, pushedSteps));
