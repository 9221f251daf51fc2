// The files of dist/cdn by the sources that they hold, as the build noted them.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {closure} from './bundle-graph.mjs';
import {root} from './run.mjs';

export const cdn = path.join(root, 'dist/cdn');
export const entry = path.join(cdn, 'rc-click-to-call.js');

/** Chunk → its sources with their bytes. */
const modulesFile = path.join(root, 'node_modules/.cache/cdn-modules.json');
const modules = existsSync(modulesFile) ? JSON.parse(readFileSync(modulesFile, 'utf8')) : {};

export const modulesOf = (file) => modules[path.relative(cdn, file).split(path.sep).join('/')] ?? {};

export const chunks = Object.keys(modules)
  .map((name) => path.join(cdn, name))
  .filter((file) => existsSync(file));

/** Whether `dist/` is of the build that noted the sources. */
export const hasBuild = chunks.length > 0 && chunks.length === Object.keys(modules).length;

export const gzippedBytes = (content) => gzipSync(content, {level: 9}).length;

export const weightOf = (files) =>
  [...files].reduce((sum, file) => sum + gzippedBytes(readFileSync(file)), 0);

/** The chunks that hold the named sources, or a source of the named folders, with their imports. */
export function chunksHolding(...sources) {
  const isNamed = (id) => sources.some((source) => id.startsWith(source));
  const holds = (file) => Object.keys(modulesOf(file)).some(isNamed);
  return closure(chunks.filter(holds)).files;
}
