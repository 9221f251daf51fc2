// The steps of a walk: of the person, of the app around the elements, and of misfortune.
import fc from 'fast-check';
import {WAYS_TO_HIDE} from './host.mjs';
import {people, phones} from './people.mjs';

const row = fc.nat(people.length - 1);
const step = (name, fields = {}) => fc.record({do: fc.constant(name), ...fields});
const anyOf = (...values) => fc.constantFrom(...values);
const weighted = (...pairs) => fc.oneof(...pairs.map(([weight, arbitrary]) => ({weight, arbitrary})));

const call = step('call', {row: weighted([6, row], [1, fc.constant('dialog')])});
const press = (...what) => step('press', {what: anyOf(...what), nth: fc.nat(1)});
const wait = (...seconds) => step('wait', {seconds: anyOf(...seconds)});
const choosePhone = step('phone', {index: fc.nat(phones.length)});
const fault = weighted(
  [3, step('fault', {method: fc.constant('POST'), kind: anyOf('forbidden', 'limited', 'broken', 'slow')})],
  [4, step('fault', {method: fc.constant('DELETE'), kind: anyOf('forbidden', 'page', 'never')})],
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

/** What belongs together, so that rare courses are tried often enough. */
const story = weighted(
  [3, fc.tuple(call, press('yes'))],
  [2, fc.tuple(call, wait(3, 20), recycle, press('yes', 'cancel'))],
  [2, fc.tuple(step('fault', {method: fc.constant('DELETE'), kind: anyOf('forbidden', 'page', 'never')}), call, press('yes', 'cancel'), press('cancel'), wait(7))],
  [1, fc.tuple(choosePhone, call, wait(20), choosePhone, press('retry'))],
  [2, fc.tuple(call, wait(3, 20), key('Escape'))],
  [1, fc.tuple(dialog, step('call', {row: fc.constant('dialog')}), wait(3, 20), key('Escape'))],
  [1, fc.tuple(call, clock, press('cancel', 'yes'))],
  [1, fc.tuple(hide, call)],
);

const steps = fc.array(weighted(
  [6, personStep.map((one) => [one])],
  [2, hostStep.map((one) => [one])],
  [2, misfortune.map((one) => [one])],
  [4, story],
), {minLength: 2, maxLength: 8});

/** A page, and what happens on it. */
export const anyWalk = fc.record({
  seed: fc.nat(1_000),
  page: fc.record({
    hasPanel: fc.boolean(), hasSelect: fc.boolean(), disablesWhileBusy: weighted([3, fc.constant(false)], [1, fc.constant(true)]),
    confirm: weighted([3, fc.constant('auto')], [1, fc.constant('always')], [1, fc.constant('never')]),
  }),
  steps: steps.map((parts) => parts.flat()),
});
