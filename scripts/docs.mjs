// Fills the parts of the docs that come from the sources, `<!-- made: NAME -->` … `<!-- /made -->`,
// and draws the picture of the benches. With `--check` it writes nothing, and fails if the sources
// give another part or picture.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {asSvg} from '../bench/picture.mjs';
import {asMarkdown} from '../bench/table.mjs';
import {browserScenariosAsMarkdown} from '../demo/simulator/browser-scenarios.js';
import {inboundScenariosAsMarkdown} from '../demo/simulator/inbound-scenarios.js';
import {featuredScenarios, scenariosAsMarkdown} from '../demo/simulator/scenarios.js';
import {callTypes, detailOf, elementTables, storeTypes} from './docs-api.mjs';
import {faultMatrix, phases, pushFaults, storageFaults} from './docs-calls.mjs';
import {costs} from './docs-costs.mjs';
import {cssProperties, partsAndStates} from './docs-styles.mjs';
import {errorTable, localeTable, words} from './docs-words.mjs';
import {importGraph} from './import-graph.mjs';
import {root} from './run.mjs';

/** The limits of file sizes that the tests check. */
function sizes() {
  const {budgets} = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
  const rows = budgets.map(({name, max}) => `| ${name} | ${max} |`);
  return ['| what | kB at most |', '|---|---:|', ...rows].join('\n');
}

const LANGUAGES = {mjs: 'js', conf: 'nginx'};

/** A file that a test runs, as it is. */
const listing = (file) => () => {
  const extension = path.extname(file).slice(1);
  const language = LANGUAGES[extension] ?? extension;
  return `\`\`\`${language}\n${readFileSync(path.join(root, file), 'utf8').trim()}\n\`\`\``;
};

const PARTS = {
  'element-click-to-call': () => elementTables('rc-click-to-call'),
  'element-number-select': () => elementTables('rc-number-select'),
  'element-call-status': () => elementTables('rc-call-status'),
  'element-session': () => elementTables('rc-session'),
  'element-number-links': () => elementTables('rc-number-links'),
  'element-inbound-call': () => elementTables('rc-inbound-call'),
  'detail-call-request': () => detailOf('RcCallRequestEvent'),
  'detail-call-change': () => detailOf('RcCallChangeEvent'),
  'detail-call-end': () => detailOf('RcCallEndEvent'),
  'detail-call-error': () => detailOf('RcCallErrorEvent'),
  'detail-call-note': () => detailOf('RcCallNoteEvent'),
  'detail-call-details': () => detailOf('RcCallDetailsEvent'),
  'detail-session-change': () => detailOf('RcSessionChangeEvent'),
  'detail-inbound-change': () => detailOf('RcInboundChangeEvent'),
  'detail-inbound-open': () => detailOf('RcInboundOpenEvent'),
  'detail-limit-change': () => detailOf('RcLimitChangeEvent'),
  'types': callTypes,
  'store-types': storeTypes,
  'said-errors': errorTable('src/i18n/en/errors.ts', 'errorWords', 'error.'),
  'said-sign-in': errorTable('src/i18n/en/sign-in-errors.ts', 'signInErrorWords', 'sign-in.'),
  'performance': asMarkdown,
  'costs': costs,
  'css-properties': cssProperties,
  'parts-and-states': partsAndStates,
  'react-app': listing('test/frameworks/react/App.tsx'),
  'react-types': listing('test/frameworks/react/tsconfig.json'),
  'preact-app': listing('test/frameworks/preact/App.tsx'),
  'solid-app': listing('test/frameworks/solid/App.tsx'),
  'vue-app': listing('test/frameworks/vue/App.vue'),
  'vue-config': listing('test/frameworks/vue/vite.config.js'),
  'svelte-app': listing('test/frameworks/svelte/App.svelte'),
  'angular-app': listing('test/frameworks/angular/app.ts'),
  'angular-template': listing('test/frameworks/angular/app.html'),
  'bundled-page': listing('test/frameworks/bundlers/index.html'),
  'bundled-script': listing('test/frameworks/bundlers/main.js'),
  'webpack-config': listing('test/frameworks/bundlers/webpack.config.mjs'),
  'rollup-config': listing('test/frameworks/bundlers/rollup.config.mjs'),
  'esbuild-config': listing('test/frameworks/bundlers/esbuild.config.mjs'),
  'import-map': listing('test/frameworks/bundlers/import-map.html'),
  'prerender': listing('test/ssr/prerender.mjs'),
  'recipe-nginx': listing('docs/recipes/nginx.conf'),
  'recipe-wordpress': listing('docs/recipes/wordpress.php'),
  'recipe-page': listing('docs/recipes/calls.html'),
  'recipe-page-script': listing('docs/recipes/calls.js'),
  'recipe-node': listing('docs/recipes/proxy.mjs'),
  'recipe-php': listing('docs/recipes/proxy.php'),
  'recipe-token': listing('docs/recipes/token.js'),
  'recipe-crm-page': listing('docs/recipes/crm-by-url.html'),
  'recipe-crm-script': listing('docs/recipes/crm-by-url.js'),
  'recipe-hubspot': listing('docs/recipes/hubspot-calling.js'),
  'recipe-salesforce': listing('docs/recipes/salesforce-open-cti.js'),
  'recipe-call-log-queue': listing('docs/recipes/call-log-queue.js'),
  'recipe-call-log': listing('docs/recipes/call-log.js'),
  'recipe-call-log-backend': listing('docs/recipes/call-log-backend.mjs'),
  'recipe-call-log-hubspot': listing('docs/recipes/call-log-hubspot.mjs'),
  'recipe-call-log-pipedrive': listing('docs/recipes/call-log-pipedrive.mjs'),
  'recipe-call-log-salesforce': listing('docs/recipes/call-log-salesforce.js'),
  'recipe-call-log-webhook': listing('docs/recipes/call-log-webhook.js'),
  'sizes': sizes,
  'scenarios': () => scenariosAsMarkdown(),
  'inbound-scenarios': inboundScenariosAsMarkdown,
  'browser-scenarios': browserScenariosAsMarkdown,
  'scenarios-featured': () => scenariosAsMarkdown(featuredScenarios),
  'fault-matrix': faultMatrix,
  'push-faults': pushFaults,
  'storage-faults': storageFaults,
  'phases': phases,
  'locales': localeTable,
  'words': words,
  'import-graph': importGraph,
};

const PICTURES = {'docs/images/performance.svg': asSvg};

const isCheck = process.argv.includes('--check');
const MADE_PART = /<!-- made: ([\w-]+) -->([\s\S]*?)<!-- \/made -->/g;
const documents = [
  'README.md', 'CONTRIBUTING.md', 'SECURITY.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
let staleFiles = 0;

/** Writes a file that has changed; with `--check`, reports it. */
function update(file, oldText, newText) {
  if (newText === oldText) return;
  staleFiles++;
  const fullPath = path.join(root, file);
  if (isCheck) {
    const url = pathToFileURL(fullPath);
    console.error(`${file} is not what the sources give: run "npm run docs" (${url}).`);
  } else {
    writeFileSync(fullPath, newText);
  }
}

/** The text of a file; undefined if there is none. */
function textOf(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

for (const file of documents) {
  const oldText = textOf(file);
  if (oldText === undefined) continue;
  let newText = oldText;
  for (const [oldPart, name, oldContent] of oldText.matchAll(MADE_PART)) {
    if (!PARTS[name]) throw new Error(`${file}: there is no part "${name}".`);
    const content = (await PARTS[name](oldContent)).trim();
    newText = newText.replace(oldPart, () => `<!-- made: ${name} -->\n${content}\n<!-- /made -->`);
  }
  update(file, oldText, newText);
}
for (const [file, draw] of Object.entries(PICTURES)) update(file, textOf(file), draw());
if (isCheck && staleFiles) process.exitCode = 1;
