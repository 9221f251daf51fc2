// Bundles all finders that are measured.
import {bundle} from './load.mjs';

/** Leaves out the polyfills of other packages: the browsers measured here need none. */
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
  const findWith = (strict) => (text, country) => findNumbers(text, {country, strict});
  export const ours = {ours: findWith(false), 'ours, strict': findWith(true)};
  export * from './bench/find/peers.mjs';`, {plugins: [withoutPolyfills]});
