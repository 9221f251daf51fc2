// `npm run sizes`: what the built files weigh beside their budgets (scripts/budgets.json); `-- --files` tells why,
// `-- --json` says it to a program.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {closure} from './bundle-graph.mjs';
import {root} from './run.mjs';

const dist = path.join(root, 'dist');
const cdn = path.join(dist, 'cdn');
const {budgets, kinds} = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const weigh = (code) => gzipSync(code, {level: 9}).length;

/** Chunk → the sources it is made of, as the build noted them. */
const modulesFile = path.join(root, 'node_modules/.cache/cdn-modules.json');
const modules = existsSync(modulesFile) ? JSON.parse(readFileSync(modulesFile, 'utf8')) : {};
const chunks = Object.keys(modules).map((file) => path.join(cdn, file)).filter((file) => existsSync(file));
const entry = path.join(cdn, 'rc-click-to-call.js');

/** The chunks that hold the named source, or the sources of the named folder, with all that comes with them. */
const holding = (source) => closure(chunks.filter((file) =>
  Object.keys(modules[path.relative(cdn, file).split(path.sep).join('/')]).some((id) => id.startsWith(source)))).files;
const ofKind = (kind) => holding(kinds[kind]);

const without = (list, apart) => list.filter((file) => !apart.some((set) => set.has(file)));
const shared = closure(without(chunks, Object.keys(kinds).map(ofKind))).files;

function files(budget) {
  if (budget.file) return [path.join(dist, budget.file)].filter((file) => existsSync(file));
  if (budget.entry) {
    const later = (budget.with ?? []).flatMap((source) => [...holding(source)]);
    return [...closure([entry, ...later]).files];
  }
  if (budget.only) return [...ofKind(budget.only)].filter((file) => !shared.has(file));
  // What is left may share a chunk with what is kept apart.
  return [...closure(without(chunks, budget.without.map(ofKind))).files];
}

async function measure(budget) {
  if (!budget.bundle) {
    const list = files(budget);
    return {bytes: list.reduce((sum, file) => sum + weigh(readFileSync(file)), 0), count: list.length};
  }
  const file = path.join(dist, budget.bundle);
  if (!existsSync(file)) return {bytes: 0, count: 0};
  const {outputFiles, metafile} = await build({
    entryPoints: [file], absWorkingDir: dist, outdir: dist, bundle: true, minify: true, format: 'esm', splitting: true,
    write: false, metafile: true, target: 'es2022', logLevel: 'silent',
  });
  const weights = new Map(outputFiles.map((file) => [path.relative(dist, file.path), weigh(file.contents)]));
  const seen = new Set();
  const queue = Object.keys(metafile.outputs).filter((file) => metafile.outputs[file].entryPoint === budget.bundle);
  for (let output; (output = queue.pop());) {
    if (seen.has(output)) continue;
    seen.add(output);
    for (const {path: to, kind} of metafile.outputs[output].imports) if (kind === 'import-statement') queue.push(to);
  }
  return {bytes: [...seen].reduce((sum, name) => sum + weights.get(name), 0), count: seen.size};
}

const kB = (bytes) => (bytes / 1000).toFixed(2).padStart(7);
const measured = [];
for (const budget of budgets) measured.push({...budget, ...await measure(budget)});
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(measured.map(({name, bytes, count, max, target}) => ({name, bytes, count, max, target}))));
  process.exit();
}

let failed = 0;
console.log('     kB    max target  files');
for (const {bytes, count, ...budget} of measured) {
  const over = bytes > budget.max * 1000;
  const verdict = count === 0 ? 'IS MISSING' : over ? `IS ${bytes - budget.max * 1000} BYTES TOO HEAVY` : '';
  if (verdict) failed++;
  const numbers = [budget.max, budget.target, count].map((number) => String(number).padStart(6));
  const row = [kB(bytes), ...numbers, ` ${budget.name}`].join(' ');
  console.log(verdict ? `${row}: ${verdict}` : row);
}
if (process.argv.includes('--files')) {
  console.log('\nThe files of dist/cdn, gzipped and minified, with their sources before minifying:');
  for (const file of readdirSync(cdn, {recursive: true}).filter((name) => name.endsWith('.js')).sort()) {
    const code = readFileSync(path.join(cdn, file));
    console.log(`${kB(weigh(code))} of ${kB(code.length)}  ${file}`);
    for (const [id, bytes] of Object.entries(modules[file.split(path.sep).join('/')] ?? {})) {
      if (bytes) console.log(`${' '.repeat(20)}${kB(bytes)}  ${id}`);
    }
  }
}
process.exitCode = failed ? 1 : 0;
