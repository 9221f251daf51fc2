// `npm test`: every check and test, one step after the other, whatever failed before. The last line
// says "N passed, N failed". `--all` adds the browser tests in Firefox and WebKit, and fails if a
// program that tests need is missing; `--installed` adds those of the two that are installed. Words
// select steps by name: `node scripts/test.mjs types lint`.
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {findChrome, hasShippedChrome} from './browser.mjs';
import {root, run} from './run.mjs';

const selected = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const all = process.argv.includes('--all');
const onlyInstalled = process.argv.includes('--installed');
// A plain run takes a sample of the walks over pages, and of the numbers that peers are tried on.
if (all) {
  process.env.WALK_FACTOR ??= '6';
  process.env.PEER_SAMPLE ??= '1';
  process.env.PEER_VARIANTS ??= '1';
}
const scratch = path.join(root, 'node_modules/.cache/test');
mkdirSync(scratch, {recursive: true});

/** Node's runner expands no patterns before Node 21. */
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

/** At least one failure if the runner itself failed. */
function withExitCode(result, code) {
  return {...result, failed: code === 0 ? result.failed : Math.max(result.failed, 1)};
}

/** The names of failed tests in a report of Node's runner; a suite fails by its tests. */
function failuresIn(tap) {
  return tap.split(/^ *not ok \d+ - /m).slice(1)
    .filter((report) => !report.includes("failureType: 'subtestsFailed'"))
    .map((report) => {
      const file = /location: '(.*?):\d+:\d+'/.exec(report)?.[1] ?? '';
      const error = /^ *error: ([^]*?)\n *code:/m.exec(report)?.[1] ?? '';
      return `${path.relative(root, file)}: ${report.split('\n', 1)[0]}: ${error}`;
    });
}

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
  const failed = count('fail') + count('cancelled') + skipped;
  const result = {passed: count('pass'), failed, failures: failuresIn(tap)};
  if (skipped) console.error(`${skipped} tests were skipped: a test that does not run proves nothing.`);
  return withExitCode(result, code);
};

/** Pictures are compared by the browser that npm brings, which exists for one kind of machine. */
const pictures = (name) => hasShippedChrome
  ? node(1, 'test/visual')(name)
  : {passed: 0, failed: 0, note: 'Linux x64 only'};

const browser = (config, env = {}) => async (name) => {
  const log = path.join(scratch, `${name}.json`);
  rmSync(log, {force: true});
  const code = await run('wtr', ['--config', config], {env: {...env, TEST_COUNTS: log}});
  if (!existsSync(log)) return {passed: 0, failed: 1, note: 'the runner never finished'};
  return withExitCode(JSON.parse(readFileSync(log, 'utf8')), code);
};

/** The summary names the version of the engine, or says that it is missing. */
const engine = (key) => async () => {
  const {engines} = await import('./engines.mjs');
  const {name, packages, ...found} = engines[key];
  if (!found.installed()) {
    console.log(`${name} is not installed. On Debian: apt-get install ${packages}`);
    const note = `${name} is not installed, nothing was tested in it`;
    return {passed: 0, failed: onlyInstalled ? 0 : 1, note};
  }
  const version = `${name} ${await found.version()}`;
  console.log(version);
  // Random walks try the store, not the engine.
  const WALK_FACTOR = process.env.WALK_FACTOR ?? '0.2';
  const result = await browser('web-test-runner.engines.mjs', {ENGINE: key, WALK_FACTOR})(key);
  return {...result, note: [version, result.note].filter(Boolean).join(', ')};
};

/** nginx is often outside of a user's PATH. */
const programFolders = [...process.env.PATH.split(path.delimiter), '/usr/sbin'];
const hasProgram = (name) => programFolders.some((folder) => existsSync(path.join(folder, name)));

/** The recipes of docs/server.md, run by the servers that they are written for, and those that need none. */
const recipes = async (name) => {
  const missing = ['nginx', 'php'].filter((program) => !hasProgram(program)).join(' and ');
  if (!missing) return node(1, 'test/recipes')(name);
  console.log(`${missing} not installed. On Debian: apt-get install nginx-light php-cli`);
  const result = await node(1, 'test/recipes/inbound', 'test/recipes/call-log')(name);
  const note = `${missing} not installed, no server was tested`;
  return {...result, failed: result.failed + (all ? 1 : 0), note};
};

/**
 * `needs`: if one of these steps failed, this one would prove nothing, so it counts as failed.
 * `onRequest`: left out of a plain `npm test`.
 */
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
  {name: 'peers', does: node(2, 'test/peers')},
  {name: 'package', needs: ['build'], does: node(1, 'test/contract', 'test/package', 'test/types', 'test/ssr')},
  {name: 'browser', needs: ['vendor'], does: browser('web-test-runner.config.mjs')},
  {name: 'firefox', needs: ['vendor'], onRequest: !all && !onlyInstalled, does: engine('firefox')},
  {name: 'webkit', needs: ['vendor'], onRequest: !all && !onlyInstalled, does: engine('webkit')},
  {name: 'pages', needs: ['build'], does: node(1, 'test/pages', 'test/integration')},
  {name: 'recipes', needs: ['build'], does: recipes},
  {name: 'visual', needs: ['build'], does: pictures},
  {name: 'frameworks', needs: ['build'], does: node(1, 'test/frameworks')},
];

const names = steps.map(({name}) => name);
const unknown = selected.filter((word) => !names.includes(word));
if (unknown.length) {
  console.error(`There is no step "${unknown.join(' ')}". There are: ${names.join(', ')}.`);
  process.exit(1);
}

const results = new Map();

async function runStep({name, needs = [], does}) {
  const failedNeed = needs.find((need) => results.get(need)?.failed);
  if (failedNeed) return {passed: 0, failed: 1, note: `not run, because ${failedNeed} failed`};
  try {
    return await does(name);
  } catch (error) {
    console.error(error);
    return {passed: 0, failed: 1};
  }
}

try {
  console.log(`Browser: ${(await findChrome()).path}`);
} catch (error) {
  console.error(error.message);
}
for (const step of steps) {
  const wanted = selected.length ? selected.includes(step.name) : !step.onRequest;
  if (!wanted) continue;
  console.log(`\n=== ${step.name}`);
  const startedAt = Date.now();
  const result = await runStep(step);
  results.set(step.name, {...result, seconds: (Date.now() - startedAt) / 1000});
}

console.log('\n=== summary');
let passed = 0;
let failed = 0;
for (const [name, result] of results) {
  passed += result.passed;
  failed += result.failed;
  const columns = [
    name.padEnd(10),
    `${String(result.passed).padStart(5)} passed`,
    `${String(result.failed).padStart(4)} failed`,
    `${result.seconds.toFixed(1).padStart(7)} s`,
  ];
  console.log(columns.join(' ') + (result.note ? `  (${result.note})` : ''));
}
// The failures once more, since often only the end of a long log is kept.
for (const [name, {failures = []}] of results) {
  for (const failure of failures) console.log(`\nFailed in ${name}: ${failure.slice(0, 1000)}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
