// The commands, files and folders that CONTRIBUTING.md names exist.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {root} from '../../scripts/run.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const text = read('CONTRIBUTING.md');
const code = [...text.matchAll(/`([^`\n]+)`/g)].map(([, quoted]) => quoted);
const {scripts} = JSON.parse(read('package.json'));

/** Files of the examples, and generated folders. */
const NOT_YET = /pl-PL|call-count|^(dist|dist-demo|release)\//;

test('names only npm scripts that exist', () => {
  const named = code.flatMap((quoted) => [...quoted.matchAll(/npm (?:run ([\w:-]+)|(test|start)\b)/g)].map(([, script, builtIn]) => script ?? builtIn));
  assert.ok(named.length > 10);
  assert.deepEqual(named.filter((script) => !(script in scripts)), []);
});

test('names only files and folders that exist', () => {
  const paths = code.flatMap((quoted) => quoted.match(/(?<![\w./<-])(?:src|test|demo|scripts|docs|\.ci|\.github)\/[\w./-]*/g) ?? []);
  assert.ok(paths.length > 30);
  assert.deepEqual(paths.filter((file) => !NOT_YET.test(file) && !existsSync(path.join(root, file))), []);
});

test('names every step of the tests, and no others', () => {
  const steps = [...read('scripts/test.mjs').matchAll(/^ {2}\{name: '([\w-]+)'/gm)].map(([, name]) => name);
  const table = /^\| step \|.*\n\|[-|]+\n((?:\|.*\n)+)/m.exec(text)[1];
  const named = table.trim().split('\n').flatMap((row) => [...row.split('|')[1].matchAll(/`([\w-]+)`/g)].map(([, name]) => name));
  assert.deepEqual(named.toSorted(), steps.toSorted());
  for (const [, words] of text.matchAll(/node scripts\/test\.mjs ([\w -]+)`/g)) {
    for (const word of words.split(' ')) assert.ok(steps.includes(word), word);
  }
});

test('has examples whose names are in the files', () => {
  for (const name of ['LOCALES', 'REGIONS', 'RIGHT_TO_LEFT']) assert.ok(read('src/i18n/locales/index.ts').includes(name), name);
  for (const name of ['const SAME', "describe('match'"]) assert.ok(read('test/i18n/locales.test.ts').includes(name), name);
  for (const name of ['connected', 'S', 'F']) assert.match(read('demo/simulator/scenarios.js'), new RegExp(`^const ${name} = `, 'm'));
});
