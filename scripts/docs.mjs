// Fills the parts of the docs that come from the sources, `<!-- made: NAME -->` … `<!-- /made -->`,
// and draws the picture of the benches. With `--check` it writes nothing, and fails if the sources
// give another part or picture.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {asSvg} from '../bench/picture.mjs';
import {asMarkdown} from '../bench/table.mjs';
import {featuredScenarios, scenariosAsMarkdown} from '../demo/simulator/scenarios.js';
import {importGraph} from './import-graph.mjs';
import {callTypes, detailOf, elementTables, fillErrorTable, storeTypes} from './docs-api.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Imports a TypeScript module that has no side effects. */
async function load(file) {
  const {outputFiles: [{text}]} = await build({
    entryPoints: [path.join(root, file)],
    bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error',
  });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** The outcome of each kind of request under each fault, from the table that the tests assert. */
async function faultMatrix() {
  const {FAULTS, KINDS, MATRIX} = await load('test/store/fault-matrix.ts');
  return faultTable('fault', FAULTS, KINDS, MATRIX);
}

/** The table of stored values and faults of storage, likewise. */
async function storageFaults() {
  const {STORAGE_FAULTS, STORAGE_MATRIX, STORED_KINDS} = await load('test/store/fault-matrix.ts');
  return faultTable('storage', STORAGE_FAULTS, STORED_KINDS, STORAGE_MATRIX);
}

function faultTable(title, faults, kinds, matrix) {
  const outcomes = (fault) => Object.keys(kinds).map((kind) => matrix[kind][fault]);
  return [
    `| ${title} | ${Object.values(kinds).join(' | ')} |`,
    `|---|${Object.keys(kinds).map(() => '---|').join('')}`,
    ...faults.map((fault) => `| ${fault} | ${outcomes(fault).join(' | ')} |`),
  ].join('\n');
}

const ACTIVE_PHASES = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling'];
const CANCELABLE_PHASES = ['placing', 'ringing-caller', 'ringing-callee'];
const FINAL_PHASES = ['ended', 'canceled', 'failed', 'unconfirmed'];
const LEG_STATUSES = [
  undefined, 'InProgress', 'Success', 'Finished', 'NoSessionFound', 'Busy', 'NoAnswer', 'Rejected',
  'GenericError', 'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser',
  'Invalid',
];
const CALL_STATUSES = [...LEG_STATUSES, 'CannotReach', 'NoAnsweringMachine'];

/** Every combination of listed statuses, and a call that the platform has forgotten. */
function* possibleAnswers() {
  yield 'gone';
  for (const callStatus of CALL_STATUSES) {
    for (const callerStatus of LEG_STATUSES) {
      for (const calleeStatus of LEG_STATUSES) yield {callStatus, callerStatus, calleeStatus};
    }
  }
}

/** Every transition that `nextPhase` makes for any answer, and those of the store itself. */
async function phases() {
  const {isFinal, nextPhase} = await load('src/store/call-phase.ts');
  const transitions = new Set();
  for (const from of ACTIVE_PHASES) {
    for (const answer of possibleAnswers()) {
      const {phase} = nextPhase(from, answer);
      if (phase !== from) transitions.add(`${from} --> ${phase}`);
    }
  }
  for (const from of CANCELABLE_PHASES) transitions.add(`${from} --> canceling: cancel`);
  transitions.add('canceling --> ringing-caller: refused');
  transitions.add('placing --> unconfirmed: no readable id');
  for (const from of ACTIVE_PHASES) {
    if (from === 'placing') continue;
    transitions.add(`${from} --> unconfirmed: unreadable until given up`);
  }
  return [
    '```mermaid', 'stateDiagram-v2', '  [*] --> placing: click',
    ...[...transitions].map((transition) => `  ${transition}`),
    ...FINAL_PHASES.filter(isFinal).map((phase) => `  ${phase} --> [*]`), '```',
  ].join('\n');
}

/** The limits of file sizes that the tests check. */
function sizes() {
  const {budgets} = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
  const rows = budgets.map(({name, max}) => `| ${name} | ${max} |`);
  return ['| what | kB at most |', '|---|---:|', ...rows].join('\n');
}

/** Text for a cell of a table, where line breaks and bars have a meaning. */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Every locale with its English name. */
async function localeTable() {
  const {locales} = await load('src/i18n/locales/index.ts');
  const names = new Intl.DisplayNames('en', {type: 'language', languageDisplay: 'standard'});
  return [
    '| locale | language |', '|---|---|',
    ...['en', ...locales].map((tag) => `| \`${tag}\` | ${names.of(tag)} |`),
  ].join('\n');
}

/** Every English sentence by its key, in the order of the sources. */
async function words() {
  const {english} = await load('src/i18n/strings.ts');
  return [
    '| key | English |', '|---|---|',
    ...Object.entries(english).map(([key, text]) => `| \`${key}\` | ${cell(text)} |`),
  ].join('\n');
}

const LANGUAGES = {mjs: 'js', conf: 'nginx'};

/** A file that a test runs, as it is. */
const listing = (file) => () => {
  const extension = path.extname(file).slice(1);
  const language = LANGUAGES[extension] ?? extension;
  return `\`\`\`${language}\n${readFileSync(path.join(root, file), 'utf8').trim()}\n\`\`\``;
};

/** The order in which the docs introduce the elements. */
const ELEMENT_ORDER = [
  'rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links',
];

/** The elements of the manifest. */
function elements() {
  const manifest = readFileSync(path.join(root, 'custom-elements.json'), 'utf8');
  const {modules} = JSON.parse(manifest);
  const positionOf = ({tagName}) => ELEMENT_ORDER.indexOf(tagName);
  return modules.flatMap(({declarations = []}) => declarations)
    .filter(({tagName}) => tagName)
    .sort((a, b) => positionOf(a) - positionOf(b));
}

/** The values of custom properties that no page sets, in light and dark, from the tokens. */
function defaultValues() {
  const values = new Map();
  for (const file of ['tokens', 'actions']) {
    const styles = path.join(root, `src/elements/internal/${file}.styles.ts`);
    const text = readFileSync(styles, 'utf8');
    for (const [, property, value] of text.matchAll(/var\((--rc-[\w-]+), (.+)\);/g)) {
      if (values.has(property)) continue;
      values.set(property, value.replace(/^var\(--_rc-page-accent, (.+)\)$/, '$1'));
    }
  }
  // Black or white, depending on the accent.
  values.delete('--rc-on-accent');
  return values;
}

function describeValue(value) {
  if (value === undefined) return '';
  const [, light, dark] = /^light-dark\((.+?), (.+)\)$/.exec(value) ?? [];
  if (light) return `\`${light}\` / \`${dark}\``;
  return `\`${value.replaceAll('--_', '--rc-')}\``;
}

/** More custom properties than that would be hard to remember. */
const MAX_CSS_PROPERTIES = 20;

function cssProperties() {
  const allElements = elements();
  const properties = new Map();
  for (const {tagName, cssProperties: ownProperties = []} of allElements) {
    for (const {name, description} of ownProperties) {
      if (!properties.has(name)) properties.set(name, {description, elementNames: []});
      properties.get(name).elementNames.push(tagName.replace('rc-', ''));
    }
  }
  if (properties.size > MAX_CSS_PROPERTIES) {
    throw new Error(`Of ${properties.size} --rc-* properties, ${MAX_CSS_PROPERTIES} are allowed.`);
  }
  const values = defaultValues();
  const rows = [...properties].map(([name, {description, elementNames}]) => {
    const isEverywhere = elementNames.length === allElements.length;
    const where = isEverywhere ? 'all' : elementNames.join(', ');
    return `| \`${name}\` | ${description} | ${describeValue(values.get(name))} | ${where} |`;
  });
  return [
    '| property | what it is | by itself (light / dark) | elements |', '|---|---|---|---|', ...rows,
  ].join('\n');
}

function partsAndStates() {
  const rows = (listName, selectorOf) =>
    elements().flatMap(({tagName, [listName]: entries = []}) =>
      entries.map(({name, description}) =>
        `| \`${tagName}${selectorOf(name)}\` | ${description} |`));
  return [
    '| selector | what it is |', '|---|---|',
    ...rows('cssParts', (name) => `::part(${name})`),
    ...rows('cssStates', (name) => `:state(${name.replace(/^--/, '')})`),
  ].join('\n');
}

/** A table that keeps its rows, and gets the sentences of `words` that users read. */
const errorTable = (file, wordsName, prefix) => async (oldTable) => {
  const {[wordsName]: words} = await load(file);
  return fillErrorTable(oldTable, words, prefix);
};

const PARTS = {
  'element-click-to-call': () => elementTables('rc-click-to-call'),
  'element-number-select': () => elementTables('rc-number-select'),
  'element-call-status': () => elementTables('rc-call-status'),
  'element-session': () => elementTables('rc-session'),
  'element-number-links': () => elementTables('rc-number-links'),
  'detail-call-request': () => detailOf('RcCallRequestEvent'),
  'detail-call-change': () => detailOf('RcCallChangeEvent'),
  'detail-call-end': () => detailOf('RcCallEndEvent'),
  'detail-call-error': () => detailOf('RcCallErrorEvent'),
  'detail-session-change': () => detailOf('RcSessionChangeEvent'),
  'detail-limit-change': () => detailOf('RcLimitChangeEvent'),
  'types': callTypes,
  'store-types': storeTypes,
  'said-errors': errorTable('src/i18n/en/errors.ts', 'errorWords', 'error.'),
  'said-sign-in': errorTable('src/i18n/en/sign-in-errors.ts', 'signInErrorWords', 'sign-in.'),
  'performance': asMarkdown,
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
  'sizes': sizes,
  'scenarios': () => scenariosAsMarkdown(),
  'scenarios-featured': () => scenariosAsMarkdown(featuredScenarios),
  'fault-matrix': faultMatrix,
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
