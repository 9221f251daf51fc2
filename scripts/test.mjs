// `npm test`: everything that has to be right, one after the other, whatever went wrong before; the last line says
// "N passed, N failed". `--all` runs the browser tests in Firefox and WebKit, too, and fails where anything that is
// tested with is not here; `--installed` runs them in those of the two that are here. Words select steps by name:
// `node scripts/test.mjs types lint`.
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {findChrome} from './browser.mjs';
import {root, run} from './run.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const all = process.argv.includes('--all');
const installed = process.argv.includes('--installed');
const scratch = path.join(root, 'node_modules/.cache/test');
mkdirSync(scratch, {recursive: true});

/** What Node's runner is given: it knows no folders of ours, and no patterns in Node 20. */
function testFiles(...folders) {
  return folders.flatMap((folder) => {
    if (!existsSync(path.join(root, folder))) return [];
    return readdirSync(path.join(root, folder), {recursive: true})
      .filter((file) => /\.test\.m?js$/.test(file))
      .map((file) => path.join(folder, file))
      .sort();
  });
}

const passOrFail = (code) => (code === 0 ? {passed: 1, failed: 0} : {passed: 0, failed: 1});

/** Never less than one failure where the runner itself says that it failed. */
const honest = ({passed, failed}, code) => ({passed, failed: code === 0 ? failed : Math.max(failed, 1)});

const check = (command, ...args) => async () => passOrFail(await run(command, args));

const node = (concurrency, ...folders) => async (name) => {
  const files = testFiles(...folders);
  if (files.length === 0) return {passed: 0, failed: 0, note: 'no tests yet'};
  const log = path.join(scratch, `${name}.tap`);
  rmSync(log, {force: true});
  const code = await run(process.execPath, [
    '--test', `--test-concurrency=${concurrency}`,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', `--test-reporter-destination=${log}`,
    ...files,
  ]);
  const tap = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const count = (what) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const skipped = count('skipped') + count('todo');
  const result = {passed: count('pass'), failed: count('fail') + count('cancelled') + skipped};
  if (skipped) console.error(`${skipped} tests were skipped: a test that does not run proves nothing.`);
  return honest(result, code);
};

/** Compared by the pinned engine, which comes for one kind of machine: on the others there is nothing to compare. */
const pictures = (name) => process.platform === 'linux' && process.arch === 'x64'
  ? node(1, 'test/visual')(name)
  : {passed: 0, failed: 0, note: 'Linux x64 only'};

const browser = (config, env = {}) => async (name) => {
  const log = path.join(scratch, `${name}.json`);
  rmSync(log, {force: true});
  const code = await run('wtr', ['--config', config], {env: {...env, TEST_COUNTS: log}});
  if (!existsSync(log)) return {passed: 0, failed: 1, note: 'the runner never finished'};
  return honest(JSON.parse(readFileSync(log, 'utf8')), code);
};

/** The summary says which engine it was, or that it was none. */
const engine = (key) => async () => {
  const {engines} = await import('./engines.mjs');
  const {name, packages, ...found} = engines[key];
  if (!found.installed()) {
    console.log(`${name} is not here. On Debian: apt-get install ${packages}`);
    return {passed: 0, failed: installed ? 0 : 1, note: `${name} is not here, nothing was tested in it`};
  }
  const version = `${name} ${await found.version()}`;
  console.log(version);
  const result = await browser('web-test-runner.engines.mjs', {ENGINE: key})(key);
  return {...result, note: [version, result.note].filter(Boolean).join(', ')};
};

/** The recipes of docs/server.md, by the servers that they are written for: nginx and PHP. */
const recipes = (name) => {
  const folders = [...process.env.PATH.split(path.delimiter), '/usr/sbin'];
  const missing = ['nginx', 'php'].filter((command) => !folders.some((folder) => existsSync(path.join(folder, command))));
  if (missing.length === 0) return node(1, 'test/recipes')(name);
  console.log(`${missing.join(' and ')} not here. On Debian: apt-get install nginx-light php-cli`);
  return {passed: 0, failed: all ? 1 : 0, note: `${missing.join(' and ')} not here, no recipe was tested`};
};

/** `needs`: without them a step proves nothing, so it counts as failed. `asked`: not by itself. */
const steps = [
  {name: 'vendor', does: check('rollup', '-c', 'scripts/rollup.vendor.mjs', '--silent')},
  {name: 'metadata', does: check(process.execPath, 'scripts/metadata.mjs', '--check')},
  {name: 'types', needs: ['vendor'], does: check('tsc', '-p', '.')},
  {name: 'types-js', does: check('tsc', '-p', 'tsconfig.demo.json')},
  {name: 'lint', needs: ['vendor'], does: check('eslint', '.')},
  {name: 'imports', does: check('depcruise', 'src')},
  {name: 'unused', does: check('knip')},
  {name: 'build', does: check(process.execPath, 'scripts/build.mjs')},
  {name: 'manifest', does: check(process.execPath, 'scripts/check-manifest.mjs')},
  {name: 'sizes', needs: ['build'], does: check(process.execPath, 'scripts/sizes.mjs')},
  {name: 'node', does: node(2, 'demo/simulator/test', 'test/node')},
  {name: 'package', needs: ['build'], does: node(1, 'test/contract', 'test/package', 'test/types', 'test/ssr')},
  {name: 'browser', needs: ['vendor'], does: browser('web-test-runner.config.mjs')},
  {name: 'firefox', needs: ['vendor'], asked: !all && !installed, does: engine('firefox')},
  {name: 'webkit', needs: ['vendor'], asked: !all && !installed, does: engine('webkit')},
  {name: 'pages', needs: ['build'], does: node(1, 'test/pages', 'test/integration')},
  {name: 'recipes', needs: ['build'], does: recipes},
  {name: 'visual', needs: ['build'], does: pictures},
  {name: 'frameworks', needs: ['build'], does: node(1, 'test/frameworks')},
];

const unknown = words.filter((word) => !steps.some(({name}) => name === word));
if (unknown.length) {
  console.error(`There is no step "${unknown.join(' ')}". There are: ${steps.map(({name}) => name).join(', ')}.`);
  process.exit(1);
}

const results = new Map();
try {
  console.log(`Browser: ${(await findChrome()).path}`);
} catch (error) {
  console.error(error.message);
}
for (const {name, needs = [], asked, does} of steps) {
  if (words.length ? !words.includes(name) : asked) continue;
  console.log(`\n=== ${name}`);
  const broken = needs.find((need) => results.get(need)?.failed);
  const began = Date.now();
  let result;
  if (broken) {
    result = {passed: 0, failed: 1, note: `not run, because ${broken} failed`};
  } else {
    try {
      result = await does(name);
    } catch (error) {
      console.error(error);
      result = {passed: 0, failed: 1};
    }
  }
  results.set(name, {...result, seconds: (Date.now() - began) / 1000});
}

console.log('\n=== summary');
let passed = 0;
let failed = 0;
for (const [name, result] of results) {
  passed += result.passed;
  failed += result.failed;
  console.log(`${name.padEnd(10)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed`
    + ` ${result.seconds.toFixed(1).padStart(7)} s${result.note ? `  (${result.note})` : ''}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
