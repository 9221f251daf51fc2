// `npm run release:notes`: packs what was built, and writes what is new with the hashes of every file; into release/.
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {root, run} from './run.mjs';

/** Outside of dist/, which is published whole. */
const FOLDER = 'release';
export const NOTES = `${FOLDER}/notes.md`;

const hash = (algorithm, encoding, file) => createHash(algorithm).update(readFileSync(file)).digest(encoding);

/** What the changelog says about a version; the version itself is the heading. */
export function changesOf(changelog, version) {
  const start = changelog.indexOf(`\n## ${version} (`);
  if (start < 0) return '';
  const text = changelog.slice(changelog.indexOf('\n', start + 1) + 1);
  const end = text.search(/^## /m);
  return (end < 0 ? text : text.slice(0, end)).trim();
}

/** Rows of every file of dist/cdn: what a `<script integrity>` takes, and what `sha256sum` prints. */
function cdnTable(folder) {
  const files = readdirSync(folder, {recursive: true})
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !file.endsWith('.map') && statSync(path.join(folder, file)).isFile())
    .sort();
  return ['| file | bytes | integrity (SHA-384) | SHA-256 |', '|---|---:|---|---|', ...files.map((file) => {
    const full = path.join(folder, file);
    return `| \`${file}\` | ${statSync(full).size} | \`sha384-${hash('sha384', 'base64', full)}\` | \`${hash('sha256', 'hex', full)}\` |`;
  })].join('\n');
}

/**
 * @param {{cwd?: string, run?: (command: string, args: string[]) => Promise<number>}} [tools]
 * @returns {Promise<string>} the text
 */
export async function writeNotes({cwd = root, run: start = run} = {}) {
  const folder = path.join(cwd, FOLDER);
  const {name, version} = JSON.parse(readFileSync(path.join(cwd, 'package.json'), 'utf8'));
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder);
  if (await start('npm', ['pack', '--silent', '--pack-destination', FOLDER]) !== 0) throw new Error('"npm pack" failed.');
  const [tarball] = readdirSync(folder);
  const packed = path.join(folder, tarball);
  const notes = `# ${name} ${version}

${changesOf(readFileSync(path.join(cwd, 'CHANGELOG.md'), 'utf8'), version)}

## The package

| file | bytes | integrity (SHA-512) | SHA-256 |
|---|---:|---|---|
| \`${tarball}\` | ${statSync(packed).size} | \`sha512-${hash('sha512', 'base64', packed)}\` | \`${hash('sha256', 'hex', packed)}\` |

## Files for script tags

${cdnTable(path.join(cwd, 'dist/cdn'))}
`;
  writeFileSync(path.join(cwd, NOTES), notes);
  return notes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeNotes();
  console.log(`The package and its hashes are in ${FOLDER}/.`);
}
