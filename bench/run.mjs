// `npm run bench`: builds, runs every bench one after the other, and prints what they found beside the targets and
// beside what others cost. About seven minutes on a quiet machine; `-- --quick` takes two, with fewer rounds and
// without the calls at real speed. `-- --table` only prints what was found last. Words select benches by name.
import {existsSync} from 'node:fs';
import path from 'node:path';
import {root, run} from '../scripts/run.mjs';
import {asText} from './table.mjs';

const BENCHES = ['bytes', 'store', 'idle', 'elements', 'find', 'scan', 'calls'];
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const unknown = words.filter((word) => !BENCHES.includes(word));
if (unknown.length) {
  console.error(`There is no bench "${unknown.join(' ')}". There are: ${BENCHES.join(', ')}.`);
  process.exit(1);
}

if (!flags.includes('--table')) {
  const began = Date.now();
  if (!flags.includes('--no-build') && await run(process.execPath, ['scripts/build.mjs', '--fast'])) process.exit(1);
  for (const name of BENCHES) {
    if (words.length ? !words.includes(name) : flags.includes('--quick') && name === 'calls') continue;
    const file = path.join(root, 'bench', name, 'run.mjs');
    if (!existsSync(file)) continue;
    console.log(`\n=== ${name}`);
    const start = Date.now();
    if (await run(process.execPath, [file, ...flags])) process.exitCode = 1;
    console.log(`(${((Date.now() - start) / 1000).toFixed(0)} s)`);
  }
  console.log(`\n=== all, in ${((Date.now() - began) / 60_000).toFixed(1)} minutes: median (middle half), at most, others\n`);
}
console.log(asText());
