// `npm run bench`: builds, runs every bench one after the other, and prints the results beside their targets and
// the alternatives. `-- --quick` has fewer rounds and leaves out the calls at real speed. `-- --table` only
// prints what was found last. Words select benches by name: `npm run bench -- find scan`.
import path from 'node:path';
import {root, run} from '../scripts/run.mjs';
import {asText} from './table.mjs';

/** About how many seconds each takes on a quiet machine with two cores, as a whole and with `--quick`. */
const SECONDS = {
  bytes: [20, 20], store: [2, 1], idle: [55, 20], elements: [150, 60], find: [55, 40], scan: [640, 200],
  calls: [85, 0],
};
const BENCHES = Object.keys(SECONDS);
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const unknown = words.filter((word) => !BENCHES.includes(word));
if (unknown.length) {
  console.error(`There is no bench "${unknown.join(' ')}". There are: ${BENCHES.join(', ')}.`);
  process.exit(1);
}

if (!flags.includes('--table')) {
  const began = Date.now();
  const isQuick = flags.includes('--quick');
  const chosen = BENCHES.filter((name) => words.length ? words.includes(name) : !isQuick || name !== 'calls');
  const seconds = chosen.reduce((sum, name) => sum + SECONDS[name][isQuick ? 1 : 0], 15);
  console.log(`${chosen.join(', ')}: about ${Math.ceil(seconds / 60)} minutes on a quiet machine`);
  if (!flags.includes('--no-build') && await run(process.execPath, ['scripts/build.mjs', '--fast'])) process.exit(1);
  for (const name of chosen) {
    const file = path.join(root, 'bench', name, 'run.mjs');
    console.log(`\n=== ${name}`);
    const start = Date.now();
    if (await run(process.execPath, [file, ...flags])) process.exitCode = 1;
    console.log(`(${((Date.now() - start) / 1000).toFixed(0)} s)`);
  }
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  console.log(`\n=== all, in ${minutes} minutes: median (middle half), target, verdict, alternatives\n`);
}
console.log(asText());
