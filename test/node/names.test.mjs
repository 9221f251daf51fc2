// One word for one thing: no two files export the same name, and names that tabs and versions share stand in one file.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import ts from 'typescript';
import {root} from '../../scripts/run.mjs';

const src = path.join(root, 'src');
const files = readdirSync(src, {recursive: true})
  .filter((file) => /\.ts$/.test(file) && !/\.d\.ts$|i18n.locales.(?!index)/.test(file));
const sourceOf = (file) => readFileSync(path.join(src, file), 'utf8');

/** Names that a module declares and exports; names that it re-exports do not count. */
function declaredExports(file) {
  const names = [];
  for (const statement of ts.createSourceFile(file, sourceOf(file), ts.ScriptTarget.Latest).statements) {
    const isExported = statement.modifiers?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) continue;
    if (statement.name) names.push(statement.name.text);
    const variables = statement.declarationList?.declarations ?? [];
    names.push(...variables.map(({name}) => name.text).filter(Boolean));
  }
  return new Set(names);
}

/** Pairs of entries that mean the same for different readers. */
const SHARED = new Set([
  'linkNumbers', // of the package, and of the script tag, which loads it first
  // In the classic script, modules of `no-browser-calls.ts` stand in for these.
  'BrowserCalls', 'BrowserPush', 'PhoneControls',
]);

test('no two files export the same name', () => {
  const filesByName = new Map();
  for (const file of files) {
    for (const name of declaredExports(file)) filesByName.set(name, [...filesByName.get(name) ?? [], file]);
  }
  const twice = [...filesByName].filter(([name, where]) => where.length > 1 && !SHARED.has(name));
  assert.deepEqual(twice, []);
  assert.ok(filesByName.size > 200, 'the exports were found');
});

test('no two files have a constant of the same name', () => {
  const filesByConstant = new Map();
  for (const file of files) {
    for (const [, name] of sourceOf(file).matchAll(/^(?:export )?const ([A-Z][A-Z0-9_]+)\b/gm)) {
      filesByConstant.set(name, [...filesByConstant.get(name) ?? [], file]);
    }
  }
  assert.deepEqual([...filesByConstant].filter(([, where]) => where.length > 1), []);
  assert.ok(filesByConstant.size > 50, 'the constants were found');
});

test('the names that tabs, versions and stored data share stand in two files', () => {
  const elsewhere = files.filter((file) => sourceOf(file).includes('rc-click-to-call/1'));
  // Those of the registry are needed before all others, by pages of links, too.
  assert.deepEqual(elsewhere.sort(), [path.join('store', 'keys.ts'), path.join('store', 'store-registry.ts')]);
});
