/**
 * Fills the parts of the docs that are made from the sources: `<!-- made: NAME -->` … `<!-- /made -->`. With `--check`
 * nothing is written; it fails where a part is not what the sources give.
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {scenariosAsMarkdown} from '../demo/simulator/scenarios.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A TypeScript module without side effects, as Node can import it. */
async function load(file) {
  const {outputFiles: [{text}]} = await build({
    entryPoints: [path.join(root, file)], bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error',
  });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** What each kind of request comes to under each fault, from the table that the tests assert. */
async function faultMatrix() {
  const {FAULTS, KINDS, MATRIX} = await load('test/store/fault-matrix.ts');
  const kinds = Object.keys(KINDS);
  return [
    `| fault | ${kinds.map((kind) => KINDS[kind]).join(' | ')} |`,
    `|---|${kinds.map(() => '---|').join('')}`,
    ...FAULTS.map((fault) => `| ${fault} | ${kinds.map((kind) => MATRIX[kind][fault]).join(' | ')} |`),
  ].join('\n');
}

/** Every step that the pure function can take, tried with every combination of listed values. */
async function phases() {
  const {isFinal, nextPhase} = await load('src/store/call-phase.ts');
  const living = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling'];
  const legs = [
    undefined, 'InProgress', 'Success', 'Finished', 'NoSessionFound', 'Busy', 'NoAnswer', 'Rejected', 'GenericError',
    'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser', 'Invalid',
  ];
  const steps = new Set();
  for (const from of living) {
    const answers = ['gone'];
    for (const callStatus of [...legs, 'CannotReach', 'NoAnsweringMachine']) {
      for (const callerStatus of legs) {
        for (const calleeStatus of legs) answers.push({callStatus, callerStatus, calleeStatus});
      }
    }
    for (const answer of answers) {
      const {phase} = nextPhase(from, answer);
      if (phase !== from) steps.add(`${from} --> ${phase}`);
    }
  }
  for (const from of ['placing', 'ringing-caller', 'ringing-callee']) steps.add(`${from} --> canceling: cancel`);
  steps.add('canceling --> ringing-caller: refused');
  steps.add('placing --> unconfirmed: no readable id');
  for (const from of living.slice(1)) steps.add(`${from} --> unconfirmed: unreadable until given up`);
  const finals = ['ended', 'canceled', 'failed', 'unconfirmed'].filter(isFinal);
  return [
    '```mermaid', 'stateDiagram-v2', '  [*] --> placing: click', ...[...steps].map((step) => `  ${step}`),
    ...finals.map((phase) => `  ${phase} --> [*]`), '```',
  ].join('\n');
}

/** What the tests hold each file to. */
function sizes() {
  const {budgets} = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
  return ['| what | kB at most |', '|---|---:|', ...budgets.map(({name, max}) => `| ${name} | ${max} |`)].join('\n');
}

const PARTS = {
  'sizes': sizes,
  'scenarios': () => scenariosAsMarkdown(),
  'fault-matrix': faultMatrix,
  'phases': phases,
};

const check = process.argv.includes('--check');
const files = ['README.md', 'CONTRIBUTING.md', ...readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
let stale = 0;

for (const file of files) {
  const where = path.join(root, file);
  let before;
  try { before = readFileSync(where, 'utf8'); } catch { continue; }
  let after = before;
  for (const [whole, name] of before.matchAll(/<!-- made: ([\w-]+) -->[\s\S]*?<!-- \/made -->/g)) {
    if (!PARTS[name]) throw new Error(`${file}: nothing is called "${name}".`);
    const text = (await PARTS[name]()).trim();
    after = after.replace(whole, () => `<!-- made: ${name} -->\n${text}\n<!-- /made -->`);
  }
  if (after === before) continue;
  stale++;
  if (check) console.error(`${path.relative(root, where)} is not what the sources give: run "npm run docs" (${pathToFileURL(where)}).`);
  else writeFileSync(where, after);
}
if (check && stale) process.exitCode = 1;
