// Types of the packed package: correct code compiles, and mistakes are reported.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {link, manifest, pack, root} from '../package/support.mjs';

const {consumer, folder} = pack();
for (const name of [...Object.keys(manifest.peerDependencies), '@types/react']) link(name, path.join(consumer, 'node_modules'));

test('types of elements, events, store and frameworks', () => {
  const here = path.join(consumer, 'types');
  cpSync(fileURLToPath(new URL('.', import.meta.url)), here, {recursive: true});
  writeFileSync(path.join(consumer, 'package.json'), '{"type": "module"}');
  const {status, stdout} = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', here], {
    encoding: 'utf8', cwd: consumer,
  });
  assert.equal(status, 0, stdout);
});

const read = (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
const elements = read(manifest.customElements).modules
  .flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);

test('web-types and VS Code know every element, attribute and value', () => {
  const webTypes = read(manifest['web-types']);
  const html = read('dist/vscode.html-custom-data.json');
  assert.equal(webTypes.version, manifest.version);
  for (const {tagName, attributes = [], events = [], slots = []} of elements) {
    const names = attributes.map(({name}) => name);
    const jetBrains = webTypes.contributions.html.elements.find(({name}) => name === tagName);
    assert.deepEqual(jetBrains.attributes.map(({name}) => name), names);
    assert.deepEqual(jetBrains.js.events.map(({name}) => name), events.map(({name}) => name));
    assert.deepEqual(jetBrains.slots.map(({name}) => name), slots.map(({name}) => name));
    const code = html.tags.find(({name}) => name === tagName);
    assert.deepEqual(code.attributes.map(({name}) => name), names);
  }
  const button = html.tags.find(({name}) => name === 'rc-click-to-call');
  const valuesOf = (wanted) => button.attributes.find(({name}) => name === wanted).values?.map(({name}) => name);
  assert.deepEqual(valuesOf('size'), ['small', 'medium', 'large']);
  assert.deepEqual(valuesOf('play-prompt'), ['true', 'false']);
  assert.equal(button.attributes.find(({name}) => name === 'sms').valueSet, 'v');
  assert.deepEqual(valuesOf('to'), []);
});

test('VS Code knows every custom property, part and state', () => {
  const css = read('dist/vscode.css-custom-data.json');
  const all = (list) => [...new Set(elements.flatMap((element) => (element[list] ?? []).map(({name}) => name)))].sort();
  assert.deepEqual(css.properties.map(({name}) => name), all('cssProperties'));
  assert.deepEqual(css.pseudoElements.map(({name}) => name), all('cssParts').map((name) => `::part(${name})`));
  assert.deepEqual(css.pseudoClasses.map(({name}) => name), all('cssStates').map((name) => `:state(${name})`));
});
