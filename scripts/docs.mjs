/**
 * Fills the parts of the docs that are made from the sources, `<!-- made: NAME -->` … `<!-- /made -->`, and draws the
 * picture of the benches. With `--check` nothing is written; it fails where a part or the picture is not what the
 * sources give.
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {asSvg} from '../bench/picture.mjs';
import {asMarkdown} from '../bench/table.mjs';
import {featuredScenarios, scenariosAsMarkdown} from '../demo/simulator/scenarios.js';
import {importGraph} from './import-graph.mjs';
import {callTypes, detailOf, elementTables, saidIn, storeTypes} from './docs-api.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A TypeScript module without side effects, as Node can import it. */
async function load(file) {
  const {outputFiles: [{text}]} = await build({
    entryPoints: [path.join(root, file)], bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error',
  });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** What each kind of request comes to under each fault, from the table that the tests assert. */
async function faultMatrix() {
  const {FAULTS, KINDS, MATRIX} = await load('test/store/fault-matrix.ts');
  const kinds = Object.keys(KINDS);
  return [
    `| fault | ${kinds.map((kind) => KINDS[kind]).join(' | ')} |`,
    `|---|${kinds.map(() => '---|').join('')}`,
    ...FAULTS.map((fault) => `| ${fault} | ${kinds.map((kind) => MATRIX[kind][fault]).join(' | ')} |`),
  ].join('\n');
}

/** Every step that the pure function can take, tried with every combination of listed values. */
async function phases() {
  const {isFinal, nextPhase} = await load('src/store/call-phase.ts');
  const living = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling'];
  const legs = [
    undefined, 'InProgress', 'Success', 'Finished', 'NoSessionFound', 'Busy', 'NoAnswer', 'Rejected', 'GenericError',
    'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser', 'Invalid',
  ];
  const steps = new Set();
  for (const from of living) {
    const answers = ['gone'];
    for (const callStatus of [...legs, 'CannotReach', 'NoAnsweringMachine']) {
      for (const callerStatus of legs) {
        for (const calleeStatus of legs) answers.push({callStatus, callerStatus, calleeStatus});
      }
    }
    for (const answer of answers) {
      const {phase} = nextPhase(from, answer);
      if (phase !== from) steps.add(`${from} --> ${phase}`);
    }
  }
  for (const from of ['placing', 'ringing-caller', 'ringing-callee']) steps.add(`${from} --> canceling: cancel`);
  steps.add('canceling --> ringing-caller: refused');
  steps.add('placing --> unconfirmed: no readable id');
  for (const from of living.slice(1)) steps.add(`${from} --> unconfirmed: unreadable until given up`);
  const finals = ['ended', 'canceled', 'failed', 'unconfirmed'].filter(isFinal);
  return [
    '```mermaid', 'stateDiagram-v2', '  [*] --> placing: click', ...[...steps].map((step) => `  ${step}`),
    ...finals.map((phase) => `  ${phase} --> [*]`), '```',
  ].join('\n');
}

/** What the tests hold each file to. */
function sizes() {
  const {budgets} = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
  return ['| what | kB at most |', '|---|---:|', ...budgets.map(({name, max}) => `| ${name} | ${max} |`)].join('\n');
}

/** A cell of a table holds no line and no bar of its own. */
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

/** A file that a test runs, as it stands. */
const listing = (file) => () => {
  const language = {mjs: 'js', conf: 'nginx'}[path.extname(file).slice(1)] ?? path.extname(file).slice(1);
  return `\`\`\`${language}\n${readFileSync(path.join(root, file), 'utf8').trim()}\n\`\`\``;
};

/** Elements of the manifest, in the order in which people meet them. */
function elements() {
  const {modules} = JSON.parse(readFileSync(new URL('../custom-elements.json', import.meta.url), 'utf8'));
  const found = modules.flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);
  const order = ['rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links'];
  return found.sort((a, b) => order.indexOf(a.tagName) - order.indexOf(b.tagName));
}

/** What a property is where nobody sets it, in light and dark: as it stands in the tokens. */
function defaults() {
  const values = new Map();
  for (const file of ['tokens', 'actions']) {
    const text = readFileSync(new URL(`../src/elements/internal/${file}.styles.ts`, import.meta.url), 'utf8');
    for (const [, property, value] of text.matchAll(/var\((--rc-[\w-]+), (.+)\);/g)) {
      if (!values.has(property)) values.set(property, value.replace(/^var\(--_rc-page-accent, (.+)\)$/, '$1'));
    }
  }
  // Black or white, by the accent.
  values.delete('--rc-on-accent');
  return values;
}

const shown = (value) => {
  if (value === undefined) return '';
  const [, light, dark] = /^light-dark\((.+?), (.+)\)$/.exec(value) ?? [];
  return light ? `\`${light}\` / \`${dark}\`` : `\`${value.replaceAll('--_', '--rc-')}\``;
};

const MOST_PROPERTIES = 20;

function cssProperties() {
  const known = new Map();
  for (const {tagName, cssProperties: own = []} of elements()) {
    for (const {name, description} of own) {
      const entry = known.get(name) ?? {description, tags: []};
      known.set(name, entry).get(name).tags.push(tagName.replace('rc-', ''));
    }
  }
  if (known.size > MOST_PROPERTIES) throw new Error(`There are ${known.size} --rc-* properties: more than anybody remembers.`);
  const values = defaults();
  return [
    '| property | what it is | by itself (light / dark) | elements |', '|---|---|---|---|',
    ...[...known].map(([name, {description, tags}]) =>
      `| \`${name}\` | ${description} | ${shown(values.get(name))} | ${tags.length === elements().length ? 'all' : tags.join(', ')} |`),
  ].join('\n');
}

function partsAndStates() {
  const rows = (own, list, write) => own.flatMap(({tagName, [list]: entries = []}) =>
    entries.map(({name, description}) => `| \`${tagName}${write(name)}\` | ${description} |`));
  return [
    '| selector | what it is |', '|---|---|',
    ...rows(elements(), 'cssParts', (name) => `::part(${name})`),
    ...rows(elements(), 'cssStates', (name) => `:state(${name.replace(/^--/, '')})`),
  ].join('\n');
}

/** `said-errors`, `said-sign-in`: the rows stay, and get what people read. */
const said = (file, name, prefix) => async (before) => saidIn(before, (await load(file))[name], prefix);

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
  'said-errors': said('src/i18n/en/errors.ts', 'errorWords', 'error.'),
  'said-sign-in': said('src/i18n/en/sign-in-errors.ts', 'signInErrorWords', 'sign-in.'),
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
  'phases': phases,
  'locales': localeTable,
  'words': words,
  'import-graph': importGraph,
};

const PICTURES = {'docs/images/performance.svg': asSvg};

const check = process.argv.includes('--check');
const files = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
let stale = 0;

/** Writes what the sources give, or with `--check` reports that the file has something else. */
function update(file, before, after) {
  if (after === before) return;
  stale++;
  const where = path.join(root, file);
  if (check) console.error(`${file} is not what the sources give: run "npm run docs" (${pathToFileURL(where)}).`);
  else writeFileSync(where, after);
}

/** Text of a file; undefined where there is none. */
function textOf(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

for (const file of files) {
  const before = textOf(file);
  if (before === undefined) continue;
  let after = before;
  for (const [whole, name, old] of before.matchAll(/<!-- made: ([\w-]+) -->([\s\S]*?)<!-- \/made -->/g)) {
    if (!PARTS[name]) throw new Error(`${file}: nothing is called "${name}".`);
    const text = (await PARTS[name](old)).trim();
    after = after.replace(whole, () => `<!-- made: ${name} -->\n${text}\n<!-- /made -->`);
  }
  update(file, before, after);
}
for (const [file, draw] of Object.entries(PICTURES)) update(file, textOf(file), draw());
if (check && stale) process.exitCode = 1;
