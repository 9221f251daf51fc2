// dist/cdn/integrity.json: `integrity` for a script tag, and for an import map that covers the chunks.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** `{"rc-click-to-call.js": "sha384-…", "chunks/…": …}`, sorted by name. */
export function integrityOf(folder) {
  return Object.fromEntries(readdirSync(folder, {recursive: true})
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => [file, `sha384-${createHash('sha384').update(readFileSync(path.join(folder, file))).digest('base64')}`]));
}

export function writeIntegrity(folder) {
  writeFileSync(path.join(folder, 'integrity.json'), `${JSON.stringify(integrityOf(folder), null, 2)}\n`);
}
