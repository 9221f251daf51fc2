// `npm run check:manifest`: does custom-elements.json agree with the sources?
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {root, run} from './run.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
try {
  // The analyzer wants a folder below its own.
  const code = await run('cem', ['analyze', '--quiet', '--outdir', path.relative(root, folder)]);
  if (code !== 0) throw new Error('The analyzer of custom elements failed.');
  const read = (file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const made = read(path.join(folder, 'custom-elements.json'));
  if (!made) throw new Error('The analyzer wrote nothing.');
  const kept = read(path.join(root, 'custom-elements.json'));
  if (made === kept) {
    console.log('custom-elements.json is what the sources say.');
  } else {
    const [keptLines, madeLines] = [kept.split('\n'), made.split('\n')];
    const line = madeLines.findIndex((text, i) => text !== keptLines[i]);
    throw new Error(`custom-elements.json differs from the sources in line ${line + 1}:
  kept: ${keptLines[line] ?? '(nothing)'}
  made: ${madeLines[line] ?? '(nothing)'}
Run "npm run manifest" and commit the file.`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
