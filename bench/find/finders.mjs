// The finders that are measured, in one bundle.
import {bundle} from './load.mjs';

/** Other packages bring old browsers' missing parts along; the browsers measured here lack none. */
export const withoutPolyfills = {
  name: 'without-polyfills',
  setup(build) {
    build.onResolve({filter: /^core-js\/|^regenerator-runtime/}, ({path}) => ({path, namespace: 'nothing'}));
    build.onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: ''}));
  },
};

/** Exports `ours`, `peers` (by name: `(text, country) => found`), `linkify` and `floor`. */
export const findersCode = () => bundle(`
  import {findNumbers} from './src/phone/find/find-numbers.ts';
  const found = (strict) => (text, country) => findNumbers(text, {country, strict});
  export const ours = {ours: found(false), 'ours, strict': found(true)};
  export * from './bench/find/peers.mjs';`, {plugins: [withoutPolyfills]});
