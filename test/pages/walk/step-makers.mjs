// How steps of a walk are written, and those that several kinds of walks have.
import fc from 'fast-check';
import {people} from './people.mjs';

export const row = fc.nat(people.length - 1);
export const step = (name, fields = {}) => fc.record({do: fc.constant(name), ...fields});
export const anyOf = (...values) => fc.constantFrom(...values);
export const weighted = (...pairs) => fc.oneof(...pairs.map(([weight, arbitrary]) => ({weight, arbitrary})));

export const call = step('call', {row: weighted([6, row], [1, fc.constant('dialog')])});
export const press = (...what) => step('press', {what: anyOf(...what), nth: fc.nat(1)});
export const wait = (...seconds) => step('wait', {seconds: anyOf(...seconds)});
/** A side hangs up its phone. */
export const hangUp = step('hang-up', {by: anyOf('caller', 'callee')});
export const renewal = anyOf('rerender', 'reload', 'tab', 'swap', 'move').map((name) => ({do: name, ...(name === 'move' && {row: 0})}));

/** Steps around one row. */
export const withRow = (rows, ...makeSteps) => rows.chain((one) => fc.tuple(...makeSteps.map((make) => make(one))));
export const callIt = (one) => fc.constant({do: 'call', row: one});
export const then = (arbitrary) => () => arbitrary;
