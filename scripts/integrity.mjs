// dist/cdn/integrity.json: `integrity` for a script tag. dist/cdn/importmap.json: the same for the
// module and all of its chunks, as the content of a `<script type="importmap">`.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Where the documents put the folder. */
export const HOME = '/rc/';

function integrityHash(file) {
  const hash = createHash('sha384').update(readFileSync(file)).digest('base64');
  return `sha384-${hash}`;
}

/** `{"rc-click-to-call.js": "sha384-…", "chunks/…": …}`, sorted by name. */
export function integrityOf(folder) {
  return Object.fromEntries(readdirSync(folder, {recursive: true})
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => [file, integrityHash(path.join(folder, file))]));
}

/**
 * Hashes of the modules; classic scripts have an `integrity` attribute of their own.
 * @param {Record<string, string>} integrity
 * @param {string} [home] address of the folder
 */
export function importMapOf(integrity, home = HOME) {
  const isModule = (file) => file === 'rc-click-to-call.js' || file.startsWith('chunks/');
  const modules = Object.entries(integrity).filter(([file]) => isModule(file));
  return {integrity: Object.fromEntries(modules.map(([file, hash]) => [home + file, hash]))};
}

export function writeIntegrity(folder) {
  const integrity = integrityOf(folder);
  const write = (file, content) =>
    writeFileSync(path.join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
  write('integrity.json', integrity);
  write('importmap.json', importMapOf(integrity));
}
