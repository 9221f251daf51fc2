// `npm run sizes`: the weight of the built files beside their budgets (scripts/budgets.json).
// `npm run sizes -- --files` lists every file with its sources; `--json` is for programs.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {closure} from './bundle-graph.mjs';
import {cdn, chunks, chunksHolding, entry, gzippedBytes, modulesOf} from './cdn-files.mjs';
import {root} from './run.mjs';

const dist = path.join(root, 'dist');
const {budgets, kinds} = JSON.parse(readFileSync(path.join(root, 'scripts/budgets.json'), 'utf8'));

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const chunksOfKind = (kind) => chunksHolding(...[kinds[kind]].flat());

/** Every chunk but those of some kinds. Those that the rest imports stay. */
function chunksWithout(unwantedKinds) {
  const unwanted = unwantedKinds.map(chunksOfKind);
  return closure(chunks.filter((file) => !unwanted.some((set) => set.has(file)))).files;
}

function filesOf(budget) {
  if (budget.file) return [path.join(dist, budget.file)].filter((file) => existsSync(file));
  if (budget.entry) {
    const loadedLater = [...chunksHolding(...budget.with ?? [])];
    return [...closure([entry, ...loadedLater]).files];
  }
  if (budget.only) {
    const shared = chunksWithout(Object.keys(kinds));
    return [...chunksOfKind(budget.only)].filter((file) => !shared.has(file));
  }
  return [...chunksWithout(budget.without)];
}

/** The first load of a module of the package, as a bundler makes it. */
async function measureBundle(name) {
  const file = path.join(dist, name);
  if (!existsSync(file)) return {bytes: 0, count: 0};
  const {outputFiles, metafile: {outputs}} = await build({
    entryPoints: [file],
    absWorkingDir: dist,
    outdir: dist,
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    target: 'es2022',
    logLevel: 'silent',
  });
  const weights = new Map(outputFiles
    .map((output) => [path.relative(dist, output.path), gzippedBytes(output.contents)]));
  // A set grows while it is iterated.
  const loaded = new Set(Object.keys(outputs)
    .filter((output) => outputs[output].entryPoint === name));
  for (const output of loaded) {
    for (const imported of outputs[output].imports) {
      if (imported.kind === 'import-statement') loaded.add(imported.path);
    }
  }
  return {bytes: sum([...loaded].map((output) => weights.get(output))), count: loaded.size};
}

function measure(budget) {
  if (budget.bundle) return measureBundle(budget.bundle);
  const files = filesOf(budget);
  return {bytes: sum(files.map((file) => gzippedBytes(readFileSync(file)))), count: files.length};
}

const kB = (bytes) => (bytes / 1000).toFixed(2).padStart(7);

function verdictOn({bytes, count, max}) {
  if (count === 0) return 'IS MISSING';
  const tooMany = bytes - max * 1000;
  return tooMany > 0 ? `IS ${tooMany} BYTES TOO HEAVY` : '';
}

function printBudgets(measured) {
  console.log('     kB    max target  files');
  for (const budget of measured) {
    const {name, bytes, count, max, target} = budget;
    const numbers = [max, target, count].map((number) => String(number).padStart(6));
    const row = [kB(bytes), ...numbers, ` ${name}`].join(' ');
    const verdict = verdictOn(budget);
    console.log(verdict ? `${row}: ${verdict}` : row);
  }
}

function printFiles() {
  console.log('\nThe files of dist/cdn, gzipped and minified, with their sources before minifying:');
  const names = readdirSync(cdn, {recursive: true}).filter((name) => name.endsWith('.js')).sort();
  for (const name of names) {
    const content = readFileSync(path.join(cdn, name));
    console.log(`${kB(gzippedBytes(content))} of ${kB(content.length)}  ${name}`);
    for (const [id, bytes] of Object.entries(modulesOf(path.join(cdn, name)))) {
      if (bytes) console.log(`${' '.repeat(20)}${kB(bytes)}  ${id}`);
    }
  }
}

const measured = [];
for (const budget of budgets) measured.push({...budget, ...await measure(budget)});

if (process.argv.includes('--json')) {
  const rows = measured.map(({name, bytes, count, max, target}) => ({name, bytes, count, max, target}));
  console.log(JSON.stringify(rows));
} else {
  printBudgets(measured);
  if (process.argv.includes('--files')) printFiles();
  if (measured.some(verdictOn)) process.exitCode = 1;
}
