// What the benches found last, as one table: what was measured, what it should be at most, and what others cost.
import {read, show} from './results.mjs';

const kB = (bytes) => bytes === undefined || bytes === null ? null : `${(bytes / 1000).toFixed(1)} kB`;
const times = (value) => value === undefined || value === null ? null : `${typeof value === 'object' ? show(value) : value} ×`;
const ms = (value) => value === undefined || value === null ? null : `${typeof value === 'object' ? show(value) : value} ms`;

/** "Others: 3.1 ×, 7.8 ×", of those that were measured. */
const beside = (pairs) => pairs.filter(([, text]) => text).map(([name, text]) => `${name} ${text}`).join(', ') || null;

function byteRows() {
  const {budgets = [], pages = {}, others = {}} = read('bytes') ?? {};
  const besides = {
    'script tag, first load': ['Lit (LitElement, html, css)', 'GitHub’s relative-time', 'Shoelace button', 'ringcentral-c2d, as shipped'],
    'parser chunk': ['libphonenumber-js (min)', 'google-libphonenumber'],
    'finder chunk with all it needs': ['libphonenumber-js (max)', 'google-libphonenumber'],
  };
  const most = budgets.find(({name}) => name.startsWith('all five'))?.name;
  if (most) besides[most] = ['Shoelace button and select', 'Material button and select'];
  return [
    ...budgets.map(({name, bytes, target}) => ({
      what: name, ours: kB(bytes), target: `${target} kB`,
      others: beside((besides[name] ?? []).map((other) => [other, kB(others[other])])),
    })),
    ...Object.entries(pages).map(([name, {bytes, files, apart}]) => ({
      what: `a page loads: ${name}`, ours: `${kB(bytes)} in ${files} files`, target: null,
      others: Object.keys(apart).length ? `apart: ${Object.entries(apart).map(([kind, size]) => `${kind} ${kB(size)}`).join(', ')}` : null,
    })),
  ];
}

function elementRows() {
  const {insert = {}, memory, tasks = {}, clicks} = read('elements') ?? {};
  const ours = 'rc-click-to-call';
  const others = ['relative-time', 'sl-button', 'md-text-button'];
  return [
    ...Object.entries({1000: '2.5 ×', 10_000: '2.0 ×'}).map(([count, target]) => ({
      what: `${Number(count).toLocaleString('en')} elements inserted, ratio to as many links`, target,
      ours: times(insert[count]?.[ours]?.ratio),
      others: beside([...others, `${ours} around a link`].map((kind) => [kind, times(insert[count]?.[kind]?.ratio.median)])),
    })),
    {
      what: 'private memory an element at 10,000, ratio to links', target: '2.0 ×', ours: times(memory?.[ours]?.ratio),
      others: beside([...others, `${ours} around a link`].map((kind) => [kind, times(memory?.[kind]?.ratio.median)])),
    },
    {what: 'first click, script, 1,000 elements on the page', target: '2.5 ms', ours: ms(clicks?.first), others: null},
    {what: 'repeated click, script', target: '0.5 ms', ours: ms(clicks?.repeated), others: null},
    ...['inserted at once', 'in the page from the start'].map((how) => ({
      what: `longest task while 10,000 arrive, ${how}`, target: '50 ms', ours: ms(tasks[`${ours}, ${how}`]),
      others: beside([['as many links', ms(tasks[`link, ${how}`]?.median)]]),
    })),
  ];
}

function otherRows() {
  const store = read('store'), idle = read('idle'), find = read('find'), scan = read('scan'), calls = read('calls');
  const texts = Object.fromEntries(Object.entries(find?.chromium ?? {}).filter(([, value]) => value.ours));
  const article = scan?.scans?.article, table = scan?.scans?.['10,000-row table'];
  const still = (page) => page && `${page.timers} timers, ${page.requests} requests, ${page.wakeUps} wake-ups in ${page.seconds} s`;
  return [
    {what: 'store: 1,000 subscribers, one transition', target: '1 ms', ours: ms(store?.ms), others: null},
    {what: 'idle page, nobody signed in', target: '0', ours: still(idle?.elements), others: null},
    {what: 'idle page, signed in, no call', target: '0', ours: still(idle?.signedIn), others: null},
    ...Object.entries(texts).map(([text, finders]) => ({
      what: `findNumbers over 1 MB (${text}), ratio to one regular expression`, target: '15 ×', ours: times(finders.ours?.ratio),
      others: beside(['libphonenumber-js max', 'ringcentral-c2d'].map((name) => [name, times(finders[name]?.ratio)])),
    })),
    ...[['article', article, '5 ×'], ['10,000-row table', table, '3 ×']].map(([name, one, target]) => ({
      what: `page scan, ${name}, ratio to one pass`, target, ours: times(one?.['rc-number-links']?.ratio?.median ?? one?.['rc-number-links']?.ratio),
      others: beside([['ringcentral-c2d', times(one?.['ringcentral-c2d']?.ratio?.median ?? one?.['ringcentral-c2d']?.ratio)]]),
    })),
    {what: 'appended rows, net cost a row, ratio to ringcentral-c2d', target: '0.3 ×', ours: times(scan?.appended?.ratioToC2d), others: null},
    {
      what: 'status of a call, from the platform’s change to ours, ringing (median, p95)', target: null,
      ours: calls && `${Math.round(calls.delay.ringing.median)} ms, ${Math.round(calls.delay.ringing.p95)} ms`, others: null,
    },
  ];
}

/** @returns {{what: string, ours: string, target: string | null, others: string | null}[]} without what never ran */
export const rows = () => [...byteRows(), ...elementRows(), ...otherRows()].filter(({ours}) => ours);

export function asMarkdown() {
  return [
    '| what | measured | at most | beside |', '|---|---|---|---|',
    ...rows().map(({what, ours, target, others}) => `| ${what} | ${ours} | ${target ?? ''} | ${others ?? ''} |`),
  ].join('\n');
}

export function asText() {
  const all = rows();
  const width = (key) => Math.max(...all.map((row) => row[key]?.length ?? 0));
  const [what, ours, target] = [width('what'), width('ours'), width('target')];
  return all.map((row) => [
    row.what.padEnd(what), row.ours.padEnd(ours), (row.target ?? '').padEnd(target), row.others ?? '',
  ].join('  ').trimEnd()).join('\n');
}
