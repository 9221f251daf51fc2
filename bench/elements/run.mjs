// node bench/elements/run.mjs [--quick] [--parts=drawn,scroll]
// Compares many call buttons with as many links and elements of other packages in one page. They
// take turns in each round. Each part below measures one thing; `--parts` measures only those, and
// keeps the others as they were. Needs a build. Writes bench/results/elements.json.
import {keep, quick, read, show, withVersion} from '../results.mjs';
import {benchClicks} from './clicks.mjs';
import {DRAWN, benchDrawn} from './drawn.mjs';
import {benchInsert} from './insert.mjs';
import {bundlePeers} from './kinds.mjs';
import {benchMemory} from './memory.mjs';
import {benchScroll} from './scroll.mjs';
import {MANY, serveSite} from './site.mjs';
import {benchTasks} from './tasks.mjs';

function logKinds(title, kinds, key) {
  console.log(title);
  for (const [kind, {[key]: value, ratio}] of Object.entries(kinds ?? {})) {
    console.log(`  ${withVersion(kind).padEnd(32)} ${show(value).padEnd(28)} ${show(ratio)}`);
  }
}

function logInsert(counts) {
  for (const [count, kinds] of Object.entries(counts)) {
    logKinds(`${count} inserted: main thread's ms until at rest, and the ratio to links`, kinds, 'ms');
  }
}

function logScroll({frames, undrawnPercent}) {
  logKinds(`scroll of ${MANY}: main thread's ms in a frame, 99 of 100, and the ratio to links`, frames, 'p99');
  for (const [kind, {p50, waited, waitedRatio}] of Object.entries(frames)) {
    console.log(`  ${kind.padEnd(32)} median ${show(p50)}, without idle time ${show(waited)} ${show(waitedRatio)}`);
  }
  console.log(`  in view, but not drawn yet: ${undrawnPercent} %`);
}

function logTasks(tasks) {
  console.log(`longest task while ${MANY} arrive, ms`);
  for (const [name, ms] of Object.entries(tasks)) console.log(`  ${name.padEnd(48)} ${show(ms)}`);
}

const PARTS = {
  insert: {measure: benchInsert, log: logInsert},
  memory: {
    measure: benchMemory,
    log: (kinds) => logKinds(`private memory of one of ${MANY}, bytes, and the ratio to links`, kinds, 'bytes'),
  },
  drawn: {
    measure: benchDrawn,
    log: (kinds) => logKinds(`${DRAWN} in view: main thread's ms for one, and the ratio to links`, kinds, 'ms'),
  },
  scroll: {measure: benchScroll, log: logScroll},
  tasks: {measure: benchTasks, log: logTasks},
  clicks: {
    measure: benchClicks,
    log: ({first, repeated}) => console.log(
      `script of a click, 1000 elements on the page, ms: first ${show(first)}, repeated ${show(repeated)}`,
    ),
  },
};

const flag = process.argv.find((argument) => argument.startsWith('--parts='));
const names = flag ? flag.slice('--parts='.length).split(',') : Object.keys(PARTS);
const unknownNames = names.filter((name) => !(name in PARTS));
if (unknownNames.length) {
  console.error(`There is no part "${unknownNames.join(' ')}". There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

const site = await serveSite();
const peers = await bundlePeers();
const {quick: wasQuick = false, ...earlier} = flag ? read('elements') ?? {} : {};
const result = Object.fromEntries(Object.keys(PARTS).map((name) => [name, earlier[name]]));
for (const name of names) {
  const startedAt = Date.now();
  result[name] = await PARTS[name].measure(site, peers);
  PARTS[name].log(result[name]);
  console.log(`  (${name}: ${((Date.now() - startedAt) / 1000).toFixed(0)} s)`);
}
await site.close();
keep('elements', {...result, quick: quick || wasQuick});
