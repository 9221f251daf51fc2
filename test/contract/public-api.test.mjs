// Everything that a page can name, as it is recorded beside this test. A line that differs is a change that pages,
// apps and style sheets have to follow: it belongs into the changelog, or it is a mistake.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {init, parse} from 'es-module-lexer';
import {build} from 'esbuild';
import {dist, manifest, moduleEntries, root} from '../package/support.mjs';
import {printPackage} from './print-types.mjs';
import {asJson, assertRecorded} from './recorded-text.mjs';

const cdn = path.join(dist, 'cdn');
const withoutMaps = (folder) => readdirSync(folder).filter((file) => !file.endsWith('.map')).sort();

test('the entries of the package, and the names of files for pages', async () => {
  await init;
  const [, exported] = parse(readFileSync(path.join(cdn, 'rc-click-to-call.js'), 'utf8'));
  assertRecorded('files.json', asJson({
    exports: manifest.exports,
    cdn: withoutMaps(cdn),
    cdnModuleExports: exported.map(({n}) => n).sort(),
    themes: withoutMaps(path.join(dist, 'themes')),
  }));
});

test('the chunks, which pages may preload by integrity.json', () => {
  const names = withoutMaps(path.join(cdn, 'chunks')).map((file) => file.replace(/-[\w-]{8}\.js$/, ''));
  // Sorted without the hashes, which would decide whether "session-…" comes before "session-parties-…".
  assertRecorded('chunks.json', asJson(names.sort()));
});

test('the exported names with their types', () => {
  const declarations = new Map(moduleEntries.map(([specifier, {types}]) => [specifier, path.join(root, types)]));
  assertRecorded('public-api.txt', printPackage(dist, declarations));
});

test('what custom-elements.json says of each element', () => {
  const {modules} = JSON.parse(readFileSync(path.join(root, manifest.customElements), 'utf8'));
  const elements = modules.flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);
  const recorded = Object.fromEntries(elements.map((element) => [element.tagName, namesIn(element)]));
  assertRecorded('elements.json', asJson(recorded));
});

/** Names alone: the types stand in public-api.txt, where private ones are spelled out. */
function namesIn({name, attributes = [], members = [], events = [], slots, cssParts, cssProperties, cssStates}) {
  const propertyOf = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.fieldName]).sort(byFirst));
  return {
    class: name,
    attributes: propertyOf,
    properties: names(members.filter(({kind}) => kind === 'field')),
    reflected: names(members.filter(({reflects}) => reflects)),
    methods: names(members.filter(({kind}) => kind === 'method')),
    events: Object.fromEntries(events.map((event) => [event.name, event.type.text]).sort(byFirst)),
    slots: names(slots), parts: names(cssParts), customProperties: names(cssProperties), states: names(cssStates),
  };
}

const names = (list = []) => list.map(({name}) => name).sort();

const byFirst = ([a], [b]) => (a < b ? -1 : 1);

test('the keys of the words that a page may override, their placeholders, and the locales', async () => {
  const {english, locales} = await wordsOf();
  assertRecorded('words.json', asJson({
    locales: [...locales].sort(),
    words: Object.fromEntries(Object.keys(english).sort().map((key) => [key, placeholders(english[key])])),
  }));
});

/** Not from `dist`: no built module holds all of English. */
async function wordsOf() {
  const contents = `
    export {english} from './src/i18n/strings.ts';
    export {locales} from './src/i18n/locales/index.ts';
  `;
  const {outputFiles: [bundle]} = await build({
    stdin: {contents, resolveDir: root}, bundle: true, format: 'esm', write: false, logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.text).toString('base64')}`);
}

const placeholders = (text) => [...new Set(text.match(/(?<=\{)\w+(?=\})/g) ?? [])].sort().join(' ');
