// The published files:
//   dist/**     ES modules, one for each source file, not minified; packages stay imports, and
//               RingCentral's SDK is a file of ours
//   dist/cdn/   for pages: rc-click-to-call.js (module) with its chunks, rc-click-to-call.all.js (one
//               classic script), rc-redirect.html with its script
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {buildSync} from 'esbuild';
import esbuild, {minify as minifyByEsbuild} from 'rollup-plugin-esbuild';
import {publishedPath} from './scripts/published-paths.mjs';
import {
  chunksWithQuery, emitHtml, listModules, minifyTemplates, oneTrustedTypesPolicy, standInFor, tablesWithoutKeys,
  templatesInHtml,
} from './scripts/rollup-plugins.mjs';
import {scriptWithoutAddress} from './scripts/script-without-address.mjs';

const {version, dependencies, exports: exported} = JSON.parse(readFileSync('package.json', 'utf8'));

/** Entries name the version; their chunks belong to them. */
const banner = ({isEntry}) => isEntry ? `/*! rc-click-to-call ${version}, MIT */` : '';

const packageNames = Object.keys(dependencies).filter((name) => name !== '@ringcentral/sdk');
const packages = new RegExp(`^(${packageNames.join('|')})(/|$)`);

/** A warning is a broken promise to users of the package: a missing file, an unlisted package. */
function onwarn(warning) {
  if (warning.code === 'EMPTY_BUNDLE') return; // a module of types only
  throw Object.assign(new Error(warning.message), warning);
}

const typescript = () => esbuild({target: 'es2022', tsconfig: 'tsconfig.json', legalComments: 'inline'});

/** Each of the two minifiers finds a little that the other leaves. */
const minify = (compress = {}) => [
  minifyByEsbuild({target: 'es2022', legalComments: 'inline'}),
  terser({
    module: true,
    ecma: 2020,
    compress: {
      passes: 3,
      lhs_constants: false,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      ...compress,
    },
    format: {comments: /^!/},
  }),
];

const readForPages = () => [
  nodeResolve({browser: true, exportConditions: ['production']}),
  typescript(),
  oneTrustedTypesPolicy('rc-click-to-call'),
  templatesInHtml(),
  minifyTemplates(),
];

const {outputFiles: [strings]} = buildSync({
  entryPoints: ['src/i18n/strings.ts'], bundle: true, format: 'esm', write: false,
});
const {english} = await import(`data:text/javascript,${encodeURIComponent(strings.text)}`);

/** The exports of package.json; they import all other modules. */
const entries = Object.fromEntries(Object.values(exported)
  .map((target) => /^\.\/dist\/(.+)\.js$/.exec(target.default ?? '')?.[1])
  .filter(Boolean)
  .map((name) => [name, [`src/${name}.ts`, `src/elements/${name}.ts`].find(existsSync)]));

/** A chunk of a `define.ts` or an `index.ts` is named by its folder. */
function chunkName({name, facadeModuleId}) {
  const folder = facadeModuleId && path.basename(path.dirname(facadeModuleId));
  return `chunks/${/^(define|index)$/.test(name) && folder ? folder : '[name]'}-[hash].js`;
}

const SCRIPT = 'rc-click-to-call';
const ENTRY = 'src/cdn/rc-click-to-call.ts';

/**
 * Modules that a page loads together lie in one chunk: fewer requests, and fewer bytes, because more
 * text packs better. Each comes with its imports, unless an earlier chunk has them.
 */
const TOGETHER = {
  first: [ENTRY],
  // Calls, from the click to the end, with their messages.
  calls: [
    'src/elements/click-to-call/call-code.ts',
    'src/elements/internal/surface.styles.ts',
    // Parts of Lit that other elements use, too.
    'node_modules/lit-html/directive.js',
    'node_modules/lit-html/directive-helpers.js',
    'node_modules/lit-html/directives/repeat.js',
    // Too small for a file of its own: notes need it in elements and store.
    'src/store/note-limit.ts',
  ],
  // The buttons of a call, in the panel and on the cards of numbers and of calls to the user.
  'call-controls': [
    'src/elements/internal/call-controls.ts',
    'src/elements/internal/call-controls.template.ts',
    'src/elements/internal/call-controls.styles.ts',
    'src/elements/internal/call-panel.styles.ts',
    'src/elements/internal/held-buttons.ts',
    'src/elements/internal/lazy-phone-controls.ts',
  ],
  'call-status': ['src/elements/call-status/call-status.ts'],
  // What lies over the page beside a button or a number; other cards need parts of it.
  'call-card': ['src/elements/click-to-call/call-card.ts'],
  session: [
    'src/cdn/session.ts',
    'src/store/engine.ts',
    // What both ways to a session need.
    'src/store/sign-in/strategy.ts',
  ],
  // The two ways: a sign-in with a client id, or a session of the page's own.
  'own-sign-in': ['src/store/sign-in/pkce.ts'],
  host: ['src/store/sign-in/external.ts'],
  // The socket, and what follows calls by it.
  push: ['src/store/push/push-lead.ts', 'src/store/calls/call-push.ts'],
  // Asks the page who has a number, for cards of numbers and of calls to the user.
  contacts: ['src/elements/internal/contact-lookup.ts'],
  'number-links': [
    'src/elements/number-links/link-numbers.ts',
    'src/elements/number-links/define.ts',
    'src/elements/number-links/page-links.ts',
  ],
  // Shown after the first pointer on a number, or as a list of all.
  card: [
    'src/elements/number-links/overlay/number-card.ts',
    'src/elements/number-links/list/number-list.ts',
  ],
  'inbound-call': ['src/elements/inbound-call/define.ts'],
  parse: ['src/phone/parse.ts'],
  // With what reads the page's texts for it.
  find: ['src/phone/find/find-numbers.ts', 'src/elements/number-links/scan/text-reader.ts'],
};

/**
 * Lie in one chunk, too, which has nothing but them: their imports are also those of other calls,
 * which must not load a phone.
 */
const BROWSER_CALLS = [
  'src/browser-calls', 'src/vendor/ringcentral-web-phone.js', 'src/store/browser-calls',
  'src/ringcentral/sip-provision.ts', 'src/store/inbound/browser-lines.ts', 'src/store/inbound/line-',
].map((name) => path.resolve(name));

/** Where calls in the browser begin. The classic script, which would load all of it at once, has none. */
const BROWSER_CALL_ENTRIES = [
  'src/store/browser-calls/browser-calls.ts', 'src/elements/internal/phone-controls/phone-controls.ts',
];

/** Rollup's `manualChunks`. */
function inChunk(id, {getModuleInfo}) {
  const withImports = (module) => {
    // A set grows while it is iterated.
    const modules = new Set([path.resolve(module)]);
    for (const each of modules) {
      for (const imported of getModuleInfo(each).importedIds) modules.add(imported);
    }
    return modules;
  };
  const chunk = Object.keys(TOGETHER)
    .find((name) => TOGETHER[name].some((module) => withImports(module).has(id)));
  return chunk ?? (BROWSER_CALLS.some((name) => id.startsWith(name)) ? 'browser-calls' : undefined);
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
    input: {[SCRIPT]: ENTRY},
    // The first load is the script itself, not a chunk that the script imports.
    preserveEntrySignatures: 'allow-extension',
    onwarn,
    plugins: [
      ...readForPages(), chunksWithQuery(), scriptWithoutAddress(SCRIPT), minify(),
      listModules('node_modules/.cache/cdn-modules.json'),
    ],
    output: {
      dir: 'dist/cdn', format: 'es', banner, sourcemap: true,
      chunkFileNames: chunkName, hoistTransitiveImports: false,
      manualChunks: inChunk, onlyExplicitManualChunks: true, freeze: false,
    },
  },
  {
    input: 'src/cdn/rc-click-to-call.all.ts',
    onwarn,
    // In a file as large as this, functions beside each other pack better than where they are used.
    plugins: [
      ...readForPages(), minify({hoist_funs: true, inline: 1, keep_fargs: false}),
      tablesWithoutKeys(Object.keys(english)),
      standInFor(BROWSER_CALL_ENTRIES, 'src/cdn/no-browser-calls.ts'),
    ],
    output: {
      file: 'dist/cdn/rc-click-to-call.all.js', format: 'iife', banner, sourcemap: true,
      inlineDynamicImports: true, freeze: false,
    },
  },
  ...existsSync('src/redirect/rc-redirect.ts') ? [{
    input: 'src/redirect/rc-redirect.ts',
    onwarn,
    plugins: [typescript(), minify(), emitHtml('src/redirect/rc-redirect.html')],
    output: {file: 'dist/cdn/rc-redirect.js', format: 'iife', banner, sourcemap: true},
  }] : [],
];
