// `npm run check:manifest`: is custom-elements.json what the sources say?
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
    const [a, b] = [kept.split('\n'), made.split('\n')];
    const line = b.findIndex((text, i) => text !== a[i]);
    throw new Error(`custom-elements.json differs from the sources in line ${line + 1}:
  kept: ${a[line] ?? '(nothing)'}
  made: ${b[line] ?? '(nothing)'}
Run "npm run manifest" and commit the file.`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
