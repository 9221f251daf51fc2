// dist/cdn/integrity.json: `integrity` for a script tag. dist/cdn/importmap.json: the same for the module and all of
// its chunks, as the content of a `<script type="importmap">`.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Where the documents put the folder. */
const HOME = '/rc/';

/** `{"rc-click-to-call.js": "sha384-…", "chunks/…": …}`, sorted by name. */
export function integrityOf(folder) {
  return Object.fromEntries(readdirSync(folder, {recursive: true})
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => [file, `sha384-${createHash('sha384').update(readFileSync(path.join(folder, file))).digest('base64')}`]));
}

/** What is loaded as a module; classic scripts have an `integrity` of their own. `home`: address of the folder. */
export function importMapOf(integrity, home = HOME) {
  const modules = Object.entries(integrity).filter(([file]) => file === 'rc-click-to-call.js' || file.startsWith('chunks/'));
  return {integrity: Object.fromEntries(modules.map(([file, hash]) => [home + file, hash]))};
}

export function writeIntegrity(folder) {
  const integrity = integrityOf(folder);
  const write = (file, content) => writeFileSync(path.join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
  write('integrity.json', integrity);
  write('importmap.json', importMapOf(integrity));
}
