// Every list of elements has every element. For a new element, the failures are the list of tasks.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const names = readdirSync(path.join(root, 'src/elements')).filter((name) => name !== 'internal' && existsSync(path.join(root, `src/elements/${name}/define.ts`)));

/** File, the text by which it names an element, and what that means. */
const LISTS = [
  ['package.json', (name) => `"./${name}/define.js"`, 'is exported'],
  ['package.json', (name) => `"./${name}/${name}.js"`, 'is exported without being registered'],
  ['src/index.ts', (name) => `import './elements/${name}/define.js';`, 'comes with the package'],
  ['src/index.ts', (name) => `from './elements/${name}/${name}.js';`, 'is exported by the package'],
  ['src/cdn/rc-click-to-call.ts', (name) => name === 'click-to-call' ? `'../elements/${name}/` : `'rc-${name}': new LazyPart`, 'comes with the script tag'],
  ['src/cdn/rc-click-to-call.all.ts', (name) => `'../elements/${name}/define.js'`, 'is in the one classic script'],
  ['src/elements/number-links/scan/scan-scope.ts', (name) => `'rc-${name}'`, 'is not searched for numbers'],
  ['custom-elements.json', (name) => `"tagName": "rc-${name}"`, 'is in the manifest (npm run manifest)'],
  ['scripts/docs.mjs', (name) => `'rc-${name}'`, 'has a part in the documents'],
  ['docs/elements.md', (name) => `## \`<rc-${name}>\``, 'has a chapter'],
  ['README.md', (name) => `[\`<rc-${name}>\`](docs/elements.md#rc-${name})`, 'is introduced in the README'],
  ['demo/gallery-states.js', (name) => `'rc-${name}': [`, 'is shown in each of its states'],
  ['test/visual/support.mjs', (name) => `'${name}'`, 'has pictures and accessibility trees'],
  ['test/ssr/render.test.mjs', (name) => `<rc-${name}`, 'is rendered on a server'],
];

test('finds the elements', () => assert.ok(names.length >= 5));

for (const name of names) {
  describe(`<rc-${name}>`, () => {
    for (const [file, textFor, meaning] of LISTS) {
      test(`${meaning}: ${file}`, () => assert.ok(read(file).includes(textFor(name)), `${file} has no ${textFor(name)}`));
    }
  });
}
