// Bundles @ringcentral/sdk for browsers, once, so that the demo, the tests and the package all load
// the same file: src/vendor/ringcentral-sdk.js. The SDK itself imports Node's `crypto` and
// `events`, which consumers' bundlers refuse. It is built from the TypeScript sources in its
// package: its compiled files carry ES5 helpers in every module, a fifth of the bytes.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import alias from '@rollup/plugin-alias';
import commonjs from '@rollup/plugin-commonjs';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const root = path.dirname(createRequire(import.meta.url).resolve('@ringcentral/sdk/package.json'));
const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const shim = (name) => path.join(import.meta.dirname, 'shims', name);
const replaceText = (include, values) =>
  replace({preventAssignment: true, delimiters: ['', ''], include, values});

export default {
  input: shim('sdk.js'),
  context: 'globalThis',
  shimMissingExports: true, // its sources re-export types, which leave nothing behind
  output: {
    file: path.join(import.meta.dirname, '../src/vendor/ringcentral-sdk.js'),
    format: 'es',
    banner: `/*! @ringcentral/sdk ${version}, MIT */`,
  },
  plugins: [
    alias({
      entries: {
        'crypto': shim('crypto.js'),
        'events': shim('events.js'),
        'ringcentral-sdk-source': path.join(root, 'src/SDK.ts'),
      },
    }),
    replaceText('**/core/Constants.ts', {"require('../../package.json')": JSON.stringify({version})}),
    // Its constructor reads `localStorage` before it looks at its options, which throws where
    // storage is blocked (frames of third parties). Ours is always given.
    replaceText('**/core/Externals.ts', {'root.localStorage': 'undefined'}),
    esbuild({
      include: /\.ts$/, exclude: [], target: 'es2022', tsconfig: false,
      tsconfigRaw: {compilerOptions: {useDefineForClassFields: false}},
    }),
    nodeResolve({browser: true, preferBuiltins: false, extensions: ['.ts', '.js']}),
    commonjs(),
    terser({module: true, ecma: 2022, compress: {passes: 2}, format: {comments: /^!/}}),
  ],
};
