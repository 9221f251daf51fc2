// `npm run bench` builds, runs the benches one after the other, and prints their results beside
// their targets and the alternatives. Words select benches: `npm run bench -- find scan`, and
// `npm run bench -- elements --parts=drawn,scroll` measures parts of that one. `-- --quick` measures
// fewer rounds and leaves out calls and rings at real speed, `-- --table` only prints the last
// results, `-- --no-build` takes `dist/` as it is.
import path from 'node:path';
import {root, run} from '../scripts/run.mjs';
import {asText} from './table.mjs';

/** Rough durations on a quiet machine with two cores: of the whole bench, and with `--quick`. */
const DURATIONS_S = {
  bytes: [25, 25], line: [135, 70], store: [2, 1], idle: [55, 20], elements: [240, 130],
  find: [55, 40], scan: [640, 200], calls: [100, 0], inbound: [125, 0],
};
const BUILD_DURATION_S = 15;

/** Benches that take as long as what they measure. */
const AT_REAL_SPEED = ['calls', 'inbound'];

const BENCHES = Object.keys(DURATIONS_S);
const isFlag = (argument) => argument.startsWith('--');
const flags = process.argv.slice(2).filter(isFlag);
const names = process.argv.slice(2).filter((argument) => !isFlag(argument));
const isQuick = flags.includes('--quick');

const unknownNames = names.filter((name) => !BENCHES.includes(name));
if (unknownNames.length) {
  console.error(`There is no bench "${unknownNames.join(' ')}". There are: ${BENCHES.join(', ')}.`);
  process.exit(1);
}

function isSelected(name) {
  if (names.length) return names.includes(name);
  return !isQuick || !AT_REAL_SPEED.includes(name);
}

async function runBench(name) {
  const file = path.join(root, 'bench', name, 'run.mjs');
  const startedAt = Date.now();
  console.log(`\n=== ${name}`);
  if (await run(process.execPath, [file, ...flags])) process.exitCode = 1;
  console.log(`(${((Date.now() - startedAt) / 1000).toFixed(0)} s)`);
}

async function runBenches() {
  const startedAt = Date.now();
  const selected = BENCHES.filter(isSelected);
  const durations = selected.map((name) => DURATIONS_S[name][isQuick ? 1 : 0]);
  const seconds = durations.reduce((sum, duration) => sum + duration, BUILD_DURATION_S);
  const minutes = Math.ceil(seconds / 60);
  console.log(`${selected.join(', ')}: about ${minutes} minutes on a quiet machine`);
  if (!flags.includes('--no-build')) {
    if (await run(process.execPath, ['scripts/build.mjs', '--fast'])) process.exit(1);
  }
  for (const name of selected) await runBench(name);
  const minutesTaken = ((Date.now() - startedAt) / 60_000).toFixed(1);
  console.log(`\n=== all, in ${minutesTaken} minutes: median (middle half), target, verdict, alternatives\n`);
}

if (!flags.includes('--table')) await runBenches();
console.log(asText());
