// What is published:
//   dist/**     ES modules, one a source file, not minified; packages stay imports, RingCentral's SDK is a file of ours
//   dist/cdn/   for pages: rc-click-to-call.js (module) with its chunks, rc-click-to-call.all.js (one classic script),
//               rc-redirect.html with its script
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import {
  emitHtml, listModules, minifyTemplates, oneTrustedTypesPolicy, withoutPolyfills,
} from './scripts/rollup-plugins.mjs';

const {version, dependencies, exports: exported} = JSON.parse(readFileSync('package.json', 'utf8'));
/** What a page's own tag names says what it is; its chunks say it with it. */
const banner = ({isEntry}) => isEntry ? `/*! rc-click-to-call ${version}, MIT */` : '';
const packages = new RegExp(`^(${Object.keys(dependencies).filter((name) => name !== '@ringcentral/sdk').join('|')})(/|$)`);

/** A warning is a broken promise to whoever installs the package: a missing file, an unlisted package, a cycle. */
function onwarn(warning) {
  if (warning.code === 'EMPTY_BUNDLE') return; // a module of types only
  throw Object.assign(new Error(warning.message), warning);
}

const typescript = () => esbuild({target: 'es2022', tsconfig: 'tsconfig.json', legalComments: 'none'});

const minify = () => terser({
  module: true,
  ecma: 2020,
  compress: {passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true},
  format: {comments: /^!/},
});

const forPages = () => [
  nodeResolve({browser: true, exportConditions: ['production']}),
  typescript(),
  oneTrustedTypesPolicy('rc-click-to-call'),
  withoutPolyfills(),
  minifyTemplates(),
  minify(),
];

/** What package.json exports; all else comes by being imported. */
const entries = Object.fromEntries(Object.values(exported)
  .map((target) => /^\.\/dist\/(.+)\.js$/.exec(target.default ?? '')?.[1])
  .filter(Boolean)
  .map((name) => [name, `src/${name}.ts`]));

/** `define.ts` and `index.ts` say nothing by their own name. */
function chunkName({name, facadeModuleId}) {
  const folder = facadeModuleId && path.basename(path.dirname(facadeModuleId));
  return `chunks/${/^(define|index)$/.test(name) && folder ? folder : '[name]'}-[hash].js`;
}

const ENTRY = 'src/cdn/rc-click-to-call.ts';

/**
 * What elements beyond a link share, in two files rather than ten: less to fetch, and less in all, since a file is
 * packed better the larger it is.
 */
const SHARED = {
  // A store, its events, the look of cards and their buttons.
  store: [
    'src/store/core', 'src/store/observable', 'src/store/registry', 'src/store/store', 'src/store/call-error',
    'src/shared/page-store', 'src/shared/store-element', 'src/shared/events', 'src/shared/actions.styles',
    'src/shared/call-icons', 'src/i18n/en/errors', 'lit-html/directive', 'lit-html/directive-helpers',
    'lit-html/directives/repeat',
  ],
  // What is said about a call.
  calls: [
    'src/shared/announcer', 'src/shared/sentences', 'src/shared/ticker', 'src/i18n/time', 'src/i18n/en/calls',
    'src/i18n/en/call-status', 'src/call-status/announce',
  ],
};

/** Rollup's `manualChunks`; what the script tag loads from the start stays together. */
function inChunk(id, {getModuleInfo}) {
  const first = new Set();
  const add = (module) => {
    if (first.has(module)) return;
    first.add(module);
    getModuleInfo(module).importedIds.forEach(add);
  };
  add(path.resolve(ENTRY));
  if (first.has(id)) return 'first';
  const name = id.replaceAll(path.sep, '/').replace(/\.(js|ts)$/, '');
  return Object.keys(SHARED).find((chunk) => SHARED[chunk].some((module) => name.endsWith(`/${module}`)));
}

export default [
  {
    input: entries,
    external: packages,
    onwarn,
    plugins: [nodeResolve({resolveOnly: [/^\./]}), typescript()],
    output: {
      dir: 'dist',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: 'src',
      sourcemap: true,
      hoistTransitiveImports: false,
    },
  },
  {
    input: {'rc-click-to-call': ENTRY},
    onwarn,
    plugins: [...forPages(), listModules('node_modules/.cache/cdn-modules.json')],
    output: {
      dir: 'dist/cdn', format: 'es', banner, sourcemap: true,
      chunkFileNames: chunkName, hoistTransitiveImports: false,
      manualChunks: inChunk, onlyExplicitManualChunks: true,
    },
  },
  {
    input: 'src/cdn/rc-click-to-call.all.ts',
    onwarn,
    plugins: forPages(),
    output: {
      file: 'dist/cdn/rc-click-to-call.all.js', format: 'iife', banner, sourcemap: true, inlineDynamicImports: true,
    },
  },
  ...existsSync('src/redirect/rc-redirect.ts') ? [{
    input: 'src/redirect/rc-redirect.ts',
    onwarn,
    plugins: [typescript(), minify(), emitHtml('src/redirect/rc-redirect.html')],
    output: {file: 'dist/cdn/rc-redirect.js', format: 'iife', banner, sourcemap: true},
  }] : [],
];
