// The package as npm would publish it, unpacked beside its dependencies.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after} from 'node:test';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = path.join(root, 'dist');
export const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * @returns {{tarball: string, files: string[], folder: string, consumer: string}} `files` relative to the package;
 *   `folder` = the unpacked package; `consumer` = a folder that has it and its dependencies in node_modules
 */
export function pack() {
  const consumer = mkdtempSync(path.join(tmpdir(), 'package-'));
  after(() => rmSync(consumer, {recursive: true, force: true}));
  const out = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', consumer], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{filename, files}] = Object.values(JSON.parse(out));
  const tarball = path.join(consumer, filename);
  const modules = path.join(consumer, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', tarball, '-C', modules]);
  const folder = path.join(modules, manifest.name);
  execFileSync('mv', [path.join(modules, 'package'), folder]);
  for (const name of Object.keys(manifest.dependencies)) link(name, modules);
  // Dependencies of lit itself.
  for (const name of ['lit-html', 'lit-element', '@lit/reactive-element', '@lit-labs/ssr-dom-shim', '@types/trusted-types']) {
    link(name, modules);
  }
  return {tarball, files: files.map((file) => file.path), folder, consumer};
}

/** Links an installed package into another folder's node_modules. */
export function link(name, modules) {
  const to = path.join(modules, name);
  if (existsSync(to)) return;
  mkdirSync(path.dirname(to), {recursive: true});
  symlinkSync(path.join(root, 'node_modules', name), to);
}

/** Entries of package.json: `[specifier, {types, default}]`, without patterns. */
export const entries = Object.entries(manifest.exports)
  .filter(([key]) => !key.includes('*'))
  .map(([key, target]) => [
    key === '.' ? manifest.name : manifest.name + key.slice(1),
    typeof target === 'string' ? {default: target} : target,
  ]);

/** Entries that can be imported as modules. */
export const moduleEntries = entries.filter(([, target]) => target.default?.endsWith('.js'));
