// Imports of the built package: by layer, in Node, and in the files for script tags.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {closure, importsOf} from '../../scripts/bundle-graph.mjs';
import {importMapOf, integrityOf} from '../../scripts/integrity.mjs';
import {dist, manifest, moduleEntries, pack} from './support.mjs';

const {consumer} = pack();
const cdn = path.join(dist, 'cdn');
const inside = (files) => [...files].map((file) => path.relative(dist, file).split(path.sep).join('/'));

test('no built file imports a file that is missing', () => {
  const all = readdirSync(dist, {recursive: true}).filter((file) => file.endsWith('.js')).map((file) => path.join(dist, file));
  assert.deepEqual([...closure(all, {later: true}).missing], []);
});

test('the SDK is a file of the package, never an import of another package', () => {
  const {packages} = closure(moduleEntries.map(([, target]) => path.join(dist, '..', target.default)), {later: true});
  const names = [...packages].map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
  assert.deepEqual([...new Set(names)].filter((name) => !['lit', 'nanostores', 'libphonenumber-js'].includes(name)), []);
});

test('./store imports no Lit and no element, neither at once nor later', () => {
  const {files, packages} = closure([path.join(dist, 'store/index.js')], {later: true});
  assert.deepEqual([...packages].filter((name) => /^@?lit/.test(name) && name !== 'libphonenumber-js'), []);
  assert.deepEqual(inside(files).filter((file) => !/^(store|ringcentral|phone|vendor|loading|i18n\/en)\//.test(file)), []);
});

test('./store loads neither the SDK nor the parser until they are needed', () => {
  const {files, packages} = closure([path.join(dist, 'store/index.js')]);
  assert.deepEqual(inside(files).filter((file) => /^vendor\/|phone\/(parse|metadata)/.test(file)), []);
  assert.deepEqual([...packages].filter((name) => name.startsWith('libphonenumber-js')), []);
});

test('./phone imports the parser and nothing else', () => {
  const {files, packages} = closure([path.join(dist, 'phone/index.js')], {later: true});
  assert.deepEqual([...packages].filter((name) => !name.startsWith('libphonenumber-js')), []);
  assert.deepEqual(inside(files).filter((file) => !file.startsWith('phone/')), []);
});

test('./phone and the requests name no global that only a page has', () => {
  const {files} = closure([path.join(dist, 'phone/index.js'), path.join(dist, 'ringcentral/ring-out.js')], {later: true});
  for (const file of files) {
    const code = readFileSync(file, 'utf8');
    assert.doesNotMatch(code, /\b(document|window|HTMLElement|localStorage|sessionStorage|customElements)\./, file);
  }
});

for (const [name] of moduleEntries) {
  test(`${name} is safe to import in Node`, () => {
    const knowsLit = !/\/(store|phone)$/.test(name);
    const code = `
      // Imported first, since Lit itself adds a registry of elements and version numbers to Node.
      if (${knowsLit}) await Promise.all([import('lit'), import('lit/decorators.js')]);
      const before = Reflect.ownKeys(globalThis).length;
      const handles = process.getActiveResourcesInfo().length;
      const logged = [];
      for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = (...words) => logged.push(words.join(' '));
      globalThis.fetch = () => { throw new Error('it asked the network'); };
      await import(${JSON.stringify(name)});
      const store = globalThis[Symbol.for('rc-click-to-call/1')];
      const left = Reflect.ownKeys(globalThis).slice(before);
      process.stdout.write(JSON.stringify({left: left.map(String), logged, store: store !== undefined}));
    `;
    const imported = spawnSync(process.execPath, ['--preserve-symlinks', '--input-type=module', '-e', code], {
      cwd: consumer, encoding: 'utf8', timeout: 20_000,
    });
    assert.equal(imported.status, 0, imported.stderr || 'it kept the process alive');
    assert.deepEqual(JSON.parse(imported.stdout), {left: [], logged: [], store: false});
  });
}

test('class modules and the store have no side effects', () => {
  // `sideEffects` of package.json leaves them out, so a bundler would drop a registration in them.
  for (const [, target] of moduleEntries) {
    if (/define\.js$|^\.\/dist\/index\.js$/.test(target.default)) continue;
    const {files} = closure([path.join(dist, '..', target.default)]);
    for (const file of files) {
      assert.doesNotMatch(readFileSync(file, 'utf8'), /customElements\.define\(["'`]rc-/, file);
      assert.doesNotMatch(file, /define\.js$/, `${target.default} imports ${file}`);
    }
  }
});

test('files for script tags load nothing from elsewhere', () => {
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
    const code = readFileSync(file, 'utf8').replaceAll(/\/\*![^]*?\*\//g, ''); // without notes of licenses
    const addresses = [...code.matchAll(/https?:\/\/[^\s"'`)\\]+/g)].map(([address]) => address);
    assert.deepEqual(addresses.filter((address) => !known.test(address)), [], file);
  }
});

test('the one-file script imports nothing at all', () => {
  const {fixed, later} = importsOf(path.join(cdn, 'rc-click-to-call.all.js'));
  assert.deepEqual([...fixed, ...later], []);
});

test('the phone of the browser loads by itself in the module script, and is not in the classic one', () => {
  const scripts = readdirSync(cdn, {recursive: true}).filter((file) => file.endsWith('.js')).map((file) => path.join(cdn, file));
  const phones = scripts.filter((file) => readFileSync(file, 'utf8').includes('SIP/2.0'));
  assert.deepEqual(phones.map((file) => path.basename(file).replace(/-[\w-]{8}\.js$/, '')), ['browser-calls']);
  for (const file of scripts.filter((script) => !phones.includes(script))) {
    assert.doesNotMatch(readFileSync(file, 'utf8'), /Proxy-Authorization|P-Asserted-Identity|sip:|sip-provision/, file);
    const {files} = closure([file]);
    assert.ok(!phones.some((phone) => files.has(phone)), `${file} imports the phone at once`);
  }
});

test('a server has no phone, and no page without the import has one', () => {
  const code = `
    const {providedPhone} = await import('./node_modules/${manifest.name}/dist/store/phone-port.js');
    await import('${manifest.name}');
    const without = providedPhone();
    await import('${manifest.name}/browser-calls/define.js');
    process.stdout.write(JSON.stringify({without, isPossible: providedPhone().isPossible}));
  `;
  const {stdout, stderr} = spawnSync(process.execPath, ['--preserve-symlinks', '--input-type=module', '-e', code], {
    cwd: consumer, encoding: 'utf8', timeout: 20_000,
  });
  assert.equal(stdout, '{"without":null,"isPossible":false}', stderr);
});

test('modulepreload.html names chunks, each once, with their hashes', () => {
  const hashes = integrityOf(cdn);
  const lines = readFileSync(path.join(cdn, 'modulepreload.html'), 'utf8').split('\n').filter((line) => line.startsWith('<link'));
  const named = lines.map((line) => /^<link rel="modulepreload" href="\/rc\/(chunks\/[^"]+)" integrity="([^"]+)">$/.exec(line)?.slice(1));
  assert.deepEqual(named.filter((pair) => !pair || hashes[pair[0]] !== pair[1]), []);
  assert.equal(new Set(named.map(([file]) => file)).size, named.length);
  assert.ok(named.length > 2);
});

test('integrity.json has the hash of every file for script tags', () => {
  const hashes = JSON.parse(readFileSync(path.join(cdn, 'integrity.json'), 'utf8'));
  assert.deepEqual(hashes, integrityOf(cdn));
  assert.deepEqual(JSON.parse(readFileSync(path.join(cdn, 'importmap.json'), 'utf8')), importMapOf(hashes));
  for (const name of ['rc-click-to-call.js', 'rc-click-to-call.all.js', 'rc-redirect.js']) assert.ok(name in hashes, `${name} is missing`);
});
