// What is published:
//   dist/**     ES modules, one a source file, not minified; packages stay imports, RingCentral's SDK is a file of ours
//   dist/cdn/   for pages: rc-click-to-call.js (module) with its chunks, rc-click-to-call.all.js (one classic script),
//               rc-redirect.html with its script
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {buildSync} from 'esbuild';
import esbuild, {minify as shorten} from 'rollup-plugin-esbuild';
import {publishedPath} from './scripts/published-paths.mjs';
import {
  emitHtml, listModules, minifyTemplates, oneTrustedTypesPolicy, tablesWithoutKeys, templatesInHtml,
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

/** One after the other: each finds a little that the other leaves. */
const minify = (compress = {}) => [shorten({target: 'es2022', legalComments: 'inline'}), terser({
  module: true,
  ecma: 2020,
  compress: {
    passes: 3, lhs_constants: false, pure_getters: true, unsafe_arrows: true, unsafe_methods: true, ...compress,
  },
  format: {comments: /^!/},
})];

const forPages = (compress) => [
  nodeResolve({browser: true, exportConditions: ['production']}),
  typescript(),
  oneTrustedTypesPolicy('rc-click-to-call'),
  templatesInHtml(),
  minifyTemplates(),
  minify(compress),
];

const {outputFiles: [strings]} = buildSync({entryPoints: ['src/i18n/strings.ts'], bundle: true, format: 'esm', write: false});
const {english} = await import(`data:text/javascript,${encodeURIComponent(strings.text)}`);

/** What package.json exports; all else comes by being imported. */
const entries = Object.fromEntries(Object.values(exported)
  .map((target) => /^\.\/dist\/(.+)\.js$/.exec(target.default ?? '')?.[1])
  .filter(Boolean)
  .map((name) => [name, [`src/${name}.ts`, `src/elements/${name}.ts`].find((file) => existsSync(file))]));

/** `define.ts` and `index.ts` say nothing by their own name. */
function chunkName({name, facadeModuleId}) {
  const folder = facadeModuleId && path.basename(path.dirname(facadeModuleId));
  return `chunks/${/^(define|index)$/.test(name) && folder ? folder : '[name]'}-[hash].js`;
}

const ENTRY = 'src/cdn/rc-click-to-call.ts';

/**
 * What a page loads together lies in one file: less to wait for, and less in all, since text is packed better the more
 * of it there is. Each with what it imports, unless a file before it has that.
 */
const TOGETHER = {
  first: [ENTRY],
  // Calls, from the click to the end, and all that is said of them.
  calls: ['src/elements/click-to-call/tooltip.ts', 'src/elements/click-to-call/call-controller.ts', 'src/elements/call-status/call-status.ts'],
  session: ['src/elements/session/session.ts', 'src/store/engine.ts', 'src/store/sign-in/pkce.ts'],
  'number-links': ['src/elements/number-links/link-numbers.ts', 'src/elements/number-links/define.ts', 'src/elements/number-links/page-links.ts'],
  // What they show: after the first pointer on a number, or in place of it, or all of them.
  card: ['src/elements/number-links/overlay/number-card.ts', 'src/elements/number-links/inline/inline-buttons.ts', 'src/elements/number-links/list/number-list.ts'],
  plans: ['src/phone/numbering-plans.ts'],
  parse: ['src/phone/parse.ts'],
  find: ['src/phone/find/find-numbers.ts'],
  host: ['src/store/sign-in/external.ts'],
};

/** Rollup's `manualChunks`. */
function inChunk(id, {getModuleInfo}) {
  const brings = (module, found) => {
    if (found.has(module)) return found;
    found.add(module);
    for (const imported of getModuleInfo(module).importedIds) brings(imported, found);
    return found;
  };
  return Object.keys(TOGETHER).find((chunk) =>
    TOGETHER[chunk].some((root) => brings(path.resolve(root), new Set()).has(id)));
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
      entryFileNames: ({name}) => publishedPath(`${name}.js`),
    },
  },
  {
    input: {'rc-click-to-call': ENTRY},
    onwarn,
    plugins: [...forPages(), listModules('node_modules/.cache/cdn-modules.json')],
    output: {
      dir: 'dist/cdn', format: 'es', banner, sourcemap: true,
      chunkFileNames: chunkName, hoistTransitiveImports: false,
      manualChunks: inChunk, onlyExplicitManualChunks: true, freeze: false,
    },
  },
  {
    input: 'src/cdn/rc-click-to-call.all.ts',
    onwarn,
    // In a file as large as this, functions are packed better beside each other than where they are used.
    plugins: [...forPages({hoist_funs: true, inline: 1, keep_fargs: false}), tablesWithoutKeys(Object.keys(english))],
    output: {
      file: 'dist/cdn/rc-click-to-call.all.js', format: 'iife', banner, sourcemap: true, inlineDynamicImports: true,
      freeze: false,
    },
  },
  ...existsSync('src/redirect/rc-redirect.ts') ? [{
    input: 'src/redirect/rc-redirect.ts',
    onwarn,
    plugins: [typescript(), minify(), emitHtml('src/redirect/rc-redirect.html')],
    output: {file: 'dist/cdn/rc-redirect.js', format: 'iife', banner, sourcemap: true},
  }] : [],
];
