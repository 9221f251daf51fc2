// Who brings what: floors of the built package, imports in Node, files for pages.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {closure, importsOf} from '../../scripts/bundle-graph.mjs';
import {importMapOf, integrityOf} from '../../scripts/integrity.mjs';
import {dist, moduleEntries, pack} from './support.mjs';

const {consumer} = pack();
const cdn = path.join(dist, 'cdn');
const inside = (files) => [...files].map((file) => path.relative(dist, file).split(path.sep).join('/'));

test('no built file imports a file that is missing', () => {
  const all = readdirSync(dist, {recursive: true}).filter((file) => file.endsWith('.js')).map((file) => path.join(dist, file));
  assert.deepEqual([...closure(all, {later: true}).missing], []);
});

test('the SDK is a file of ours, never an import of the package', () => {
  const {packages} = closure(moduleEntries.map(([, target]) => path.join(dist, '..', target.default)), {later: true});
  const names = [...packages].map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
  assert.deepEqual([...new Set(names)].filter((name) => !['lit', 'nanostores', 'libphonenumber-js'].includes(name)), []);
});

test('./store brings no Lit and no element, now or later', () => {
  const {files, packages} = closure([path.join(dist, 'store/index.js')], {later: true});
  assert.deepEqual([...packages].filter((name) => /^@?lit/.test(name) && name !== 'libphonenumber-js'), []);
  assert.deepEqual(inside(files).filter((file) => !/^(store|ringcentral|phone|vendor|i18n\/en)\//.test(file)), []);
});

test('./store loads neither the SDK nor the parser until they are needed', () => {
  const {files, packages} = closure([path.join(dist, 'store/index.js')]);
  assert.deepEqual(inside(files).filter((file) => /^vendor\/|phone\/(parse|metadata)/.test(file)), []);
  assert.deepEqual([...packages].filter((name) => name.startsWith('libphonenumber-js')), []);
});

test('./phone brings the parser and nothing else', () => {
  const {files, packages} = closure([path.join(dist, 'phone/index.js')], {later: true});
  assert.deepEqual([...packages].filter((name) => !name.startsWith('libphonenumber-js')), []);
  assert.deepEqual(inside(files).filter((file) => !file.startsWith('phone/')), []);
});

test('./phone and ./store name nothing that only a page has, but for the environment', () => {
  const {files} = closure([path.join(dist, 'phone/index.js'), path.join(dist, 'ringcentral/ring-out.js')], {later: true});
  for (const file of files) {
    const code = readFileSync(file, 'utf8');
    assert.doesNotMatch(code, /\b(document|window|HTMLElement|localStorage|sessionStorage|customElements)\./, file);
  }
});

for (const [name] of moduleEntries) {
  test(`importing ${name} in Node does nothing and throws nothing`, () => {
    const knowsLit = !/\/(store|phone)$/.test(name);
    const code = `
      // Lit brings a registry of elements and its version numbers to Node: its doing, not ours.
      if (${knowsLit}) await Promise.all([import('lit'), import('lit/decorators.js')]);
      const before = Reflect.ownKeys(globalThis).length;
      const handles = process.getActiveResourcesInfo().length;
      const loud = [];
      for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = (...words) => loud.push(words.join(' '));
      globalThis.fetch = () => { throw new Error('it asked the network'); };
      await import(${JSON.stringify(name)});
      const store = globalThis[Symbol.for('rc-click-to-call/1')];
      const left = Reflect.ownKeys(globalThis).slice(before);
      process.stdout.write(JSON.stringify({left: left.map(String), loud, store: store !== undefined}));
    `;
    const began = spawnSync(process.execPath, ['--preserve-symlinks', '--input-type=module', '-e', code], {
      cwd: consumer, encoding: 'utf8', timeout: 20_000,
    });
    assert.equal(began.status, 0, began.stderr || 'it kept the process alive');
    assert.deepEqual(JSON.parse(began.stdout), {left: [], loud: [], store: false});
  });
}

test('class modules and the store have no side effects that a bundler would have to keep', () => {
  // The package says so by leaving them out of sideEffects; a registration in one of them would be lost.
  for (const [, target] of moduleEntries) {
    if (/define\.js$|^\.\/dist\/index\.js$/.test(target.default)) continue;
    const {files} = closure([path.join(dist, '..', target.default)]);
    for (const file of files) {
      assert.doesNotMatch(readFileSync(file, 'utf8'), /customElements\.define\(["'`]rc-/, file);
      assert.doesNotMatch(file, /define\.js$/, `${target.default} imports ${file}`);
    }
  }
});

test('files for pages load nothing from elsewhere', () => {
  const files = readdirSync(cdn, {recursive: true}).filter((file) => file.endsWith('.js')).map((file) => path.join(cdn, file));
  assert.ok(files.length > 3);
  for (const file of files) {
    const {fixed, later} = importsOf(file);
    for (const specifier of [...fixed, ...later]) {
      assert.match(specifier, /^\.\.?\//, `${file} imports ${specifier}`);
      const target = path.resolve(path.dirname(file), specifier);
      assert.ok(target.startsWith(cdn + path.sep), `${file} imports ${specifier}, outside of its folder`);
    }
    const known = /^https?:\/\/((platform(\.devtest)?|service)\.ringcentral\.com|www\.w3\.org\/|localhost\b|[^/]*\$\{)/;
    const addresses = [...readFileSync(file, 'utf8').matchAll(/https?:\/\/[^\s"'`)\\]+/g)].map(([address]) => address);
    assert.deepEqual(addresses.filter((address) => !known.test(address)), [], file);
  }
});

test('the one-file script imports nothing at all', () => {
  const {fixed, later} = importsOf(path.join(cdn, 'rc-click-to-call.all.js'));
  assert.deepEqual([...fixed, ...later], []);
});

test('integrity.json has the hash of every file for pages', () => {
  const kept = JSON.parse(readFileSync(path.join(cdn, 'integrity.json'), 'utf8'));
  assert.deepEqual(kept, integrityOf(cdn));
  assert.deepEqual(JSON.parse(readFileSync(path.join(cdn, 'importmap.json'), 'utf8')), importMapOf(kept));
  for (const must of ['rc-click-to-call.js', 'rc-click-to-call.all.js', 'rc-redirect.js']) assert.ok(must in kept, `${must} is missing`);
});
