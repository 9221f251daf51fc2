// The files of the package, its types and its source maps.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {publint} from 'publint';
import {formatMessage} from 'publint/utils';
import {dist, entries, manifest, moduleEntries, pack, root} from './support.mjs';

const {tarball, files, folder, consumer} = pack();

test('contains the published files, and no others', () => {
  const allowed = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md|custom-elements\.json|dist\/.+\.(js|d\.ts|map|html|json)|dist\/themes\/\w+\.css)$/;
  assert.deepEqual(files.filter((file) => !allowed.test(file)), []);
  for (const must of ['LICENSE', 'README.md', 'custom-elements.json', 'dist/cdn/integrity.json', 'dist/cdn/importmap.json', 'dist/cdn/modulepreload.html']) {
    assert.ok(files.includes(must), `${must} is missing`);
  }
  assert.deepEqual(files.filter((file) => /(^|\/)(test|demo|node_modules)\//.test(file)), []);
});

test('has every file that package.json names', () => {
  for (const [name, target] of entries) {
    for (const file of Object.values(target)) {
      assert.ok(files.includes(file.slice(2)), `${name} names ${file}, which is not in the package`);
    }
  }
  assert.ok(files.includes(manifest.customElements));
});

test('lists types first, and no catch-all', () => {
  for (const [name, target] of moduleEntries) assert.equal(Object.keys(target)[0], 'types', name);
  assert.ok(!Object.keys(manifest.exports).includes('./*'));
});

test('marks exactly the files with side effects on import', () => {
  const rules = manifest.sideEffects.map((rule) => new RegExp(`^${rule.slice(2).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));
  const marked = files.filter((file) => rules.some((rule) => rule.test(file)));
  const defining = files.filter((file) => /^dist\/[^/]+\/define\.js$/.test(file));
  assert.deepEqual(defining.filter((file) => !marked.includes(file)), []);
  const unexpected = marked.filter((file) => !/^dist\/(index\.js|[^/]+\/define\.js|cdn\/.+\.js|themes\/.+\.css)$/.test(file));
  assert.deepEqual(unexpected, []);
});

test('has no finding of publint', async () => {
  const {messages, pkg} = await publint({pkgDir: folder, strict: true, pack: false});
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test('has types that every kind of module resolution finds', () => {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'],
    {encoding: 'utf8', cwd: root},
  );
  assert.equal(status, 0, stdout + stderr);
});

test('has declarations that import listed packages and existing files only', () => {
  const listed = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
  const unresolved = [];
  for (const file of readdirSync(dist, {recursive: true}).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(path.join(dist, file), 'utf8');
    for (const [, ...found] of text.matchAll(/\bfrom ['"]([^'"\s]+)['"]|\bimport ['"]([^'"\s]+)['"]|\bimport\(['"]([^'"\s]+)['"]\)/g)) {
      const specifier = found.find(Boolean);
      if (specifier.startsWith('.')) {
        const target = path.join(dist, path.dirname(file), specifier.replace(/\.js$/, '.d.ts'));
        if (!existsSync(target)) unresolved.push(`${file}: ${specifier} has no declarations`);
      } else {
        const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
        if (!listed.has(name)) unresolved.push(`${file}: ${specifier} is not a dependency`);
      }
    }
    for (const [, name] of text.matchAll(/\/\/\/ <reference types="([^"]+)"/g)) unresolved.push(`${file}: needs the types of ${name}`);
  }
  assert.deepEqual(unresolved, []);
});

test('compiles in a strict TypeScript project, every entry', () => {
  const lines = moduleEntries.map(([name], i) => `import * as m${i} from '${name}'; export {m${i}};`);
  const source = path.join(consumer, 'use.mts');
  execFileSync('tee', [source], {input: lines.join('\n'), stdio: ['pipe', 'ignore', 'inherit']});
  const {status, stdout} = spawnSync(process.execPath, [
    path.join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022',
    '--module', 'nodenext', '--lib', 'es2023,dom,dom.iterable', '--typeRoots', 'none', '--exactOptionalPropertyTypes',
    '--preserveSymlinks', source,
  ], {encoding: 'utf8', cwd: consumer});
  assert.equal(status, 0, stdout);
});

test('names the libraries of RingCentral that a file contains, with their licenses', () => {
  const scripts = files.filter((file) => /^dist\/cdn\/.+\.js$/.test(file)).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const vendored = files.filter((file) => /^dist\/vendor\/.+\.js$/.test(file));
  const banners = vendored.map((file) => /^\/\*! .+ \*\/$/m.exec(readFileSync(path.join(folder, file), 'utf8'))?.[0]);
  assert.deepEqual(banners.map((banner) => banner?.replaceAll(/ [\d.]+(?=,)/g, '')), [
    '/*! @ringcentral/sdk, MIT */',
    '/*! ringcentral-web-phone, MIT */',
  ]);
  for (const banner of banners) assert.ok(scripts.some((code) => code.includes(banner)), `no file of dist/cdn has ${banner}`);
});

test('has source maps that contain their sources', () => {
  const maps = files.filter((file) => file.endsWith('.map'));
  assert.ok(maps.length > 0);
  for (const file of maps) {
    const {sourcesContent, sources} = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    assert.equal(sourcesContent?.length, sources.length, file);
    assert.ok(sourcesContent.every((text) => typeof text === 'string'), `${file}: a source is missing`);
    assert.deepEqual(sources.filter((source) => path.isAbsolute(source)), [], `${file} names a folder of the machine it was built on`);
  }
});

test('has no dependency with a known vulnerability', (t) => {
  const {stdout} = spawnSync('npm', ['audit', '--omit=dev', '--json'], {encoding: 'utf8', cwd: root, timeout: 60_000});
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    report = {};
  }
  if (!report.metadata) {
    t.diagnostic('The registry gave no audit: offline, or it has none.');
    return;
  }
  const {high = 0, critical = 0} = report.metadata.vulnerabilities;
  assert.equal(high + critical, 0, stdout);
});
