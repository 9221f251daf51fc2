// An element is wherever elements are listed: whoever adds one is told what is still to do.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const names = readdirSync(path.join(root, 'src/elements')).filter((name) => name !== 'internal' && existsSync(path.join(root, `src/elements/${name}/define.ts`)));

/** What names an element there; `Name` as in its class. */
const PLACES = [
  ['package.json', (name) => `"./${name}/define.js"`, 'is exported'],
  ['package.json', (name) => `"./${name}/${name}.js"`, 'is exported without being registered'],
  ['src/index.ts', (name) => `import './elements/${name}/define.js';`, 'comes with the package'],
  ['src/index.ts', (name) => `from './elements/${name}/${name}.js';`, 'is exported by the package'],
  ['src/cdn/rc-click-to-call.ts', (name) => `'../elements/${name}/`, 'comes with the script tag'],
  ['src/cdn/rc-click-to-call.all.ts', (name) => `'../elements/${name}/define.js'`, 'is in the one classic script'],
  ['src/elements/number-links/scan/scan-scope.ts', (name) => `'rc-${name}'`, 'is no text in which numbers are looked for'],
  ['custom-elements.json', (name) => `"tagName": "rc-${name}"`, 'is in the manifest (npm run manifest)'],
  ['scripts/docs.mjs', (name) => `'rc-${name}'`, 'has its place in the documents'],
  ['docs/elements.md', (name) => `## \`<rc-${name}>\``, 'has a chapter'],
  ['README.md', (name) => `[\`<rc-${name}>\`](docs/elements.md#rc-${name})`, 'is introduced in the README'],
  ['demo/gallery-states.js', (name) => `'rc-${name}': [`, 'is shown in each of its states'],
  ['test/visual/support.mjs', (name) => `'${name}'`, 'is looked at'],
  ['test/ssr/render.test.mjs', (name) => `<rc-${name}`, 'is rendered on a server'],
];

test('the elements are found', () => assert.ok(names.length >= 5));

for (const name of names) {
  describe(`<rc-${name}>`, () => {
    for (const [file, named, what] of PLACES) {
      test(`${what}: ${file}`, () => assert.ok(read(file).includes(named(name)), `${file} has no ${named(name)}`));
    }
  });
}
