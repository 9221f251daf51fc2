// `npm run release:notes`: packs the built package into release/, and writes the release notes
// beside it: the changes of this version, and the hashes of every file.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/** Not in dist/, all of which is published. */
const FOLDER = 'release';

/**
 * The part of the changelog below the heading `## [0.2.0] - 2026-01-31`; empty if there is none.
 */
export function changesOf(changelog, version) {
  const start = changelog.indexOf(`\n## [${version}] - `);
  if (start < 0) return '';
  const [, ...lines] = changelog.slice(start + 1).split('\n');
  const end = lines.findIndex((line) => line.startsWith('## '));
  return lines.slice(0, end < 0 ? undefined : end).join('\n').trim();
}

const hash = (file, algorithm, encoding) =>
  createHash(algorithm).update(readFileSync(file)).digest(encoding);

/** A table row with the hashes that `integrity` attributes and `sha256sum` use. */
function hashRow(file, name, algorithm) {
  const integrity = `${algorithm}-${hash(file, algorithm, 'base64')}`;
  const sha256 = hash(file, 'sha256', 'hex');
  return `| \`${name}\` | ${statSync(file).size} | \`${integrity}\` | \`${sha256}\` |`;
}

function cdnRows(folder) {
  return readdirSync(folder, {recursive: true})
    .filter((name) => !name.endsWith('.map') && statSync(path.join(folder, name)).isFile())
    .sort()
    .map((name) => hashRow(path.join(folder, name), name.split(path.sep).join('/'), 'sha384'))
    .join('\n');
}

function writeNotes() {
  const {name, version} = JSON.parse(readFileSync('package.json', 'utf8'));
  rmSync(FOLDER, {recursive: true, force: true});
  mkdirSync(FOLDER);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', FOLDER], {
    stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32',
  });
  const [tarball] = readdirSync(FOLDER);
  writeFileSync(path.join(FOLDER, 'notes.md'), `# ${name} ${version}

${changesOf(readFileSync('CHANGELOG.md', 'utf8'), version)}

## The package

| file | bytes | integrity (SHA-512) | SHA-256 |
|---|---:|---|---|
${hashRow(path.join(FOLDER, tarball), tarball, 'sha512')}

## Files for script tags

| file | bytes | integrity (SHA-384) | SHA-256 |
|---|---:|---|---|
${cdnRows(path.join('dist', 'cdn'))}
`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeNotes();
  console.log(`The package and its hashes are in ${FOLDER}/.`);
}
