// What the benches found last, as one table: what was measured, what it should be at most, whether it is, and what
// others cost.
import {read, show, withVersion} from './results.mjs';

const BENCHES = ['bytes', 'store', 'idle', 'elements', 'find', 'scan', 'calls'];

/** Of `value`: a number, or a median with its spread. */
const withUnit = (value, unit) => value === undefined || value === null ? null
  : `${typeof value === 'object' ? show(value) : value}${unit && ` ${unit}`}`;
const kB = (bytes) => bytes === undefined || bytes === null ? null : `${(bytes / 1000).toFixed(1)} kB`;

/** "relative-time 3.1 ×, Shoelace 7.8 ×", of those that were measured. */
const beside = (pairs) => pairs.filter(([, text]) => text).map(([name, text]) => `${withVersion(name)} ${text}`).join(', ') || null;

/** `value` is what is compared with `target`; `ours`, where it takes more than the value to say it. */
function row(what, value, target, unit, others = [], ours = withUnit(value, unit)) {
  const number = typeof value === 'object' ? value?.median : value;
  return {
    what, ours: number === undefined || number === null ? null : ours,
    target: target === null ? null : `${target}${unit && ` ${unit}`}`,
    // Less than nothing: the machine was too busy for so small a difference.
    verdict: target === null ? null : number < 0 ? 'unclear' : number <= target ? 'met' : 'missed',
    others: beside(others),
  };
}

function byteRows() {
  const {budgets = [], pages = {}, others = {}} = read('bytes') ?? {};
  const besides = {
    'script tag, first load': ['Lit (LitElement, html, css)', 'GitHub’s relative-time', 'Shoelace button', 'ringcentral-c2d, as shipped'],
    'parser chunk': ['libphonenumber-js (min)', 'google-libphonenumber'],
    'finder chunk with all it needs': ['libphonenumber-js (max)', 'google-libphonenumber'],
  };
  const most = budgets.find(({name}) => name.startsWith('all five'))?.name;
  if (most) besides[most] = ['Shoelace button and select', 'Material button and select'];
  const links = pages['call links, nobody signed in'];
  const tag = budgets.find(({name}) => name === 'script tag, first load');
  const more = links && tag && links.files + Object.keys(links.apart).length - tag.count + (links.elsewhere ?? 0);
  return [
    ...budgets.map(({name, bytes, target}) =>
      row(name, bytes / 1000, target, 'kB', (besides[name] ?? []).map((other) => [other, kB(others[other])]), kB(bytes))),
    row('requests before any interaction, no session: beyond the script and its static imports', more, 0, '', [],
      `${more} (${links?.files} files in all)`),
    ...Object.entries(pages).map(([name, {bytes, files, apart}]) =>
      row(`a page loads: ${name}`, bytes / 1000, null, 'kB', Object.entries(apart).map(([kind, size]) => [`and the ${kind}`, kB(size)]),
        `${kB(bytes)} in ${files} files`)),
  ];
}

function elementRows() {
  const {insert = {}, memory, tasks = {}, clicks} = read('elements') ?? {};
  const ours = 'rc-click-to-call';
  const others = ['relative-time', 'sl-button', 'md-text-button', `${ours} around a link`];
  const ratios = (kinds) => others.map((kind) => [kind, withUnit(kinds?.[kind]?.ratio.median, '×')]);
  return [
    ...Object.entries({1000: 2.5, 10_000: 2}).map(([count, target]) =>
      row(`${Number(count).toLocaleString('en')} elements inserted, ratio to as many links`, insert[count]?.[ours]?.ratio, target, '×',
        ratios(insert[count]))),
    row('private memory an element at 10,000, ratio to links', memory?.[ours]?.ratio, 2, '×', ratios(memory)),
    row('first click, script, 1,000 elements on the page', clicks?.first, 2.5, 'ms'),
    row('repeated click, script', clicks?.repeated, 0.5, 'ms'),
    ...['inserted at once', 'in the page from the start'].map((how) =>
      row(`longest task while 10,000 elements arrive, ${how}`, tasks[`${ours}, ${how}`], 50, 'ms',
        [['as many links', withUnit(tasks[`link, ${how}`]?.median, 'ms')]])),
  ];
}

function scanRows() {
  const {scans = {}, inserted = {}, ...streams} = read('scan') ?? {};
  const ours = 'rc-number-links', c2d = 'ringcentral-c2d';
  const inserts = inserted[ours];
  return [
    row('longest task while a page is scanned, 10,000 rows at once: the longest piece of ours', inserts?.longestSlice, 50, 'ms', [
      ['the browser’s longest with us', withUnit(inserts?.longestTask?.median, 'ms')],
      ['without anybody', withUnit(inserted.nothing?.longestTask?.median, 'ms')],
      [c2d, withUnit(inserted[c2d]?.longestTask?.median, 'ms')],
    ]),
    ...Object.entries({article: 5, '10,000-row table': 3}).map(([name, target]) =>
      row(`page scan, ${name}, ratio to one pass`, scans[name]?.[ours]?.ratio, target, '×',
        [[c2d, withUnit(scans[name]?.[c2d]?.ratio?.median, '×')]])),
    ...[streams.appended, streams.inDrops].filter(Boolean).map(({perFrame, ratioToC2d, ratioToC2dWithoutMarks}) =>
      row(`appended rows, ${perFrame} a frame, net cost a row, ratio to ringcentral-c2d`, ratioToC2d, 0.3, '×',
        [['without marks', withUnit(ratioToC2dWithoutMarks.median, '×')]])),
  ];
}

function otherRows() {
  const store = read('store'), idle = read('idle'), find = read('find');
  const texts = Object.entries(find?.chromium ?? {}).filter(([, finders]) => finders.ours);
  const still = (what, page) => row(what, page && page.timers + page.requests + page.wakeUps, 0, '', [],
    page && `${page.timers} timers, ${page.requests} requests, ${page.wakeUps} wake-ups in ${page.seconds} s`);
  return [
    row('store: 1,000 subscribers, one transition', store?.ms, 1, 'ms'),
    still('idle page, nobody signed in', idle?.elements),
    still('idle page, signed in, no call', idle?.signedIn),
    ...texts.map(([text, finders]) =>
      row(`findNumbers over 1 MB (${text}), ratio to one regular expression`, finders.ours.ratio, 15, '×',
        ['libphonenumber-js max', 'ringcentral-c2d'].map((name) => [name, withUnit(finders[name]?.ratio?.median, '×')]))),
  ];
}

function callRows() {
  const {ringing} = read('calls')?.delay ?? {};
  return [row('status of a call, from the platform’s change to ours, ringing', ringing?.median, null, 'ms', [],
    ringing && `${Math.round(ringing.median)} ms, 95 % within ${Math.round(ringing.p95)} ms`)];
}

/** Without what never ran: `{what, ours, target, verdict, others}`, texts or null; `verdict`: met, missed, unclear. */
export const rows = () =>
  [...byteRows(), ...elementRows(), ...otherRows(), ...scanRows(), ...callRows()].filter(({ours}) => ours);

export function asMarkdown() {
  return [
    '| what | measured | at most | | beside |', '|---|---|---|---|---|',
    ...rows().map(({what, ours, target, verdict, others}) => `| ${what} | ${ours} | ${target ?? ''} | ${verdict ?? ''} | ${others ?? ''} |`),
  ].join('\n');
}

export function asText() {
  const all = rows();
  const keys = ['what', 'ours', 'target', 'verdict'];
  const widths = keys.map((key) => Math.max(...all.map((one) => one[key]?.length ?? 0)));
  const lines = all.map((one) =>
    [...keys.map((key, i) => (one[key] ?? '').padEnd(widths[i])), one.others ?? ''].join('  ').trimEnd());
  const judged = all.filter(({verdict}) => verdict);
  const met = judged.filter(({verdict}) => verdict === 'met');
  const hasty = BENCHES.filter((name) => read(name)?.quick);
  return [
    ...lines, '', `${met.length} of ${judged.length} targets met.`,
    ...hasty.length ? [`With few rounds (--quick): ${hasty.join(', ')}.`] : [],
  ].join('\n');
}
