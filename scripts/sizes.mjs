// `npm run sizes`: what the built files weigh beside their budgets (scripts/budgets.json).
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {closure} from './bundle-graph.mjs';
import {root} from './run.mjs';

const dist = path.join(root, 'dist');
const {budgets, kinds} = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const weigh = (code) => gzipSync(code, {level: 9}).length;

const built = existsSync(dist)
  ? readdirSync(dist, {recursive: true})
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.split(path.sep).join('/'))
  : [];

/** A file, or a folder's files by a star. */
const matching = (pattern) => {
  const rule = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
  return built.filter((file) => rule.test(file));
};
const ofKind = (kind) => new Set(matching(`cdn/${kinds[kind]}`).map((file) => path.join(dist, file)));

async function files({entries, only, without = []}) {
  const wanted = only ? [...ofKind(only)] : entries.flatMap(matching).map((file) => path.join(dist, file));
  const apart = new Set(without.flatMap((kind) => [...ofKind(kind)]));
  // What everything else shares is loaded long before a chunk of its own kind.
  const first = only ? closure([path.join(dist, 'cdn/rc-click-to-call.js')]).files : new Set();
  return [...closure(wanted.filter((file) => !apart.has(file))).files].filter((file) => !first.has(file));
}

async function measure(budget) {
  if (!budget.bundle) {
    const list = await files(budget);
    return {bytes: list.reduce((sum, file) => sum + weigh(readFileSync(file)), 0), count: list.length};
  }
  const entry = path.join(dist, budget.bundle);
  if (!existsSync(entry)) return {bytes: 0, count: 0};
  const {outputFiles, metafile} = await build({
    entryPoints: [entry], absWorkingDir: dist, outdir: dist, bundle: true, minify: true, format: 'esm', splitting: true,
    write: false, metafile: true, target: 'es2022', logLevel: 'silent',
  });
  const weights = new Map(outputFiles.map((file) => [path.relative(dist, file.path), weigh(file.contents)]));
  const seen = new Set();
  const queue = Object.keys(metafile.outputs).filter((file) => metafile.outputs[file].entryPoint === budget.bundle);
  for (let file; (file = queue.pop());) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const {path: to, kind} of metafile.outputs[file].imports) if (kind === 'import-statement') queue.push(to);
  }
  return {bytes: [...seen].reduce((sum, file) => sum + weights.get(file), 0), count: seen.size};
}

const kB = (bytes) => (bytes / 1000).toFixed(2).padStart(7);
let failed = 0;
console.log('     kB    max target  files');
for (const budget of budgets) {
  const {bytes, count} = await measure(budget);
  const over = bytes > budget.max * 1000;
  const verdict = count === 0 ? 'IS MISSING' : over ? `IS ${bytes - budget.max * 1000} BYTES TOO HEAVY` : '';
  if (verdict) failed++;
  const numbers = [budget.max, budget.target, count].map((number) => String(number).padStart(6));
  const row = [kB(bytes), ...numbers, ` ${budget.name}`].join(' ');
  console.log(verdict ? `${row}: ${verdict}` : row);
}
if (process.argv.includes('--files')) {
  console.log('\nEach file of dist/cdn:');
  for (const file of matching('cdn/*')) {
    const code = readFileSync(path.join(dist, file));
    console.log(`${kB(weigh(code))} of ${kB(code.length)}  ${file}`);
  }
}
process.exitCode = failed ? 1 : 0;
