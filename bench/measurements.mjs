// The latest results of all benches as measurements with their targets and alternatives.
import {elements} from './element-measurements.mjs';
import {figure, isMissing, kB, withUnit} from './figures.mjs';
import {line} from './line-measurements.mjs';
import {read} from './results.mjs';

/** By the first words of a budget's name in scripts/budgets.json. */
const BUDGETS = {
  'script tag, first load': {
    label: 'First load of the script tag',
    alternatives: [
      'Lit (LitElement, html, css)', 'GitHub’s relative-time', 'Shoelace button',
      'ringcentral-c2d, as shipped',
    ],
  },
  'the five elements for calls': {
    label: 'The five elements for calls in English, with calls and sign-in',
    alternatives: ['Shoelace button and select', 'Material button and select'],
  },
  'the same': {label: 'The same with a session of the page’s own'},
  'SDK chunk': {label: 'RingCentral’s SDK, loaded for `client-id` and `proxy`'},
  'parser chunk': {
    label: 'Number parser, loaded for numbers without a country code',
    alternatives: ['libphonenumber-js (min)', 'google-libphonenumber'],
  },
  'finder chunk': {
    label: 'Number finder with its parser, loaded by `<rc-number-links>`',
    alternatives: ['libphonenumber-js (max)', 'google-libphonenumber'],
  },
  'calls in the browser': {label: 'Calls in the browser, loaded for `browser-calls`'},
  'everything but': {label: 'All files except translations, finder and calls in the browser'},
  'one classic script': {label: 'Everything in one classic script'},
  'page that the sign-in': {label: 'Script of the redirect page'},
  './store alone': {label: 'First load of `rc-click-to-call/store`'},
};

/** By their names in bench/bytes/run.mjs. */
const PAGES = {
  'call links, nobody signed in': {label: 'Download of a page of call links, signed out'},
  'the five elements for calls, signed in by the page’s own token, a call placed and ended': {
    label: 'Download of a page with the five elements for calls, signed in with its own token, after one call',
    target: 66,
  },
};

/** By their names in bench/find/run.mjs. */
const TEXTS = {
  'a number in 800 characters': 'one number in 800 characters',
  'in 400': 'one number in 400 characters',
  'numbers everywhere': 'nothing but numbers',
};

const filesText = (count) => count === 1 ? '1 file' : `${count} files`;

/**
 * Each function below, and those of the files beside this one, gives measurements:
 * `{label, value, unit, target, alternatives, result}`. `alternatives` are pairs of a name and its figure;
 * `result` is there where the text of the value is not enough. A bench that never ran leaves `value` undefined.
 */
function bytes() {
  const {budgets = [], pages = {}, others = {}} = read('bytes') ?? {};
  const ofBudget = ({name, bytes: size, target}) => {
    const start = Object.keys(BUDGETS).find((words) => name.startsWith(words));
    const {label = name, alternatives = []} = BUDGETS[start] ?? {};
    return {
      label, value: size / 1000, unit: 'kB', target, result: kB(size),
      alternatives: alternatives.map((other) => [other, kB(others[other])]),
    };
  };
  const ofPage = ([name, page]) => {
    const more = Object.entries(page.apart).map(([kind, size]) => `${kind} ${kB(size)}`);
    const result = [`${kB(page.bytes)} in ${filesText(page.files)}`, more.join(' and ')];
    return {
      label: name, ...PAGES[name], value: page.bytes / 1000, unit: 'kB',
      result: result.filter(Boolean).join(', plus '),
    };
  };
  const firstLoad = budgets.find(({name}) => name === 'script tag, first load');
  const ofLinks = pages['call links, nobody signed in'];
  return [
    ...budgets.map(ofBudget),
    ...Object.entries(pages).map(ofPage),
    ...(firstLoad && ofLinks ? [furtherRequests(firstLoad, ofLinks)] : []),
  ];
}

function furtherRequests(firstLoad, {files, apart, elsewhere = 0}) {
  const {count} = firstLoad;
  const further = files + Object.keys(apart).length + elsewhere - count;
  return {
    label: `Requests of a page of call links, beyond the ${filesText(count)} of the first load`,
    value: further, target: 0, result: `${further}`,
  };
}

function store() {
  const label = 'One change of the store, with 1,000 subscribers';
  return [{label, value: read('store')?.ms, unit: 'ms', target: 1}];
}

function idle() {
  const {elements: signedOut, signedIn} = read('idle') ?? {};
  const still = (label, page) => {
    if (!page) return {label};
    const {timers, requests, wakeUps, seconds} = page;
    return {
      label, value: timers + requests + wakeUps, target: 0,
      result: `${timers} timers, ${requests} requests, ${wakeUps} wake-ups in ${seconds} s`,
    };
  };
  return [
    still('Idle page with 1,000 call buttons, signed out', signedOut),
    still('The same page, signed in, without a call', signedIn),
  ];
}

function find() {
  const texts = Object.entries(read('find')?.chromium ?? {}).filter(([, finders]) => finders.ours);
  return texts.map(([name, finders]) => {
    const text = TEXTS[name] ?? name;
    return {
      label: `\`findNumbers\` over 1 MB, ${text}, compared with one regular expression`,
      value: finders.ours.ratio, unit: '×', target: 20,
      alternatives: ['libphonenumber-js max', 'ringcentral-c2d'].map((other) =>
        [other, withUnit(finders[other]?.ratio?.median, '×')]),
    };
  });
}

function scan() {
  const {scans = {}, inserted = {}, appended, inDrops} = read('scan') ?? {};
  const ours = 'rc-number-links', c2d = 'ringcentral-c2d';
  const longestTask = (linker) => withUnit(inserted[linker]?.longestTask?.median, 'ms');
  const scanning = (page, what, target) => ({
    label: `Scanning ${what}, compared with one regular expression`,
    value: scans[page]?.[ours]?.ratio, unit: '×', target,
    alternatives: [[c2d, withUnit(scans[page]?.[c2d]?.ratio?.median, '×')]],
  });
  const streaming = ({perFrame, ratioToC2d, ratioToC2dWithoutMarks}) => ({
    label: `Extra time for a row, ${perFrame} appended in each frame, compared with ${c2d}`,
    value: ratioToC2d, unit: '×', target: 0.4,
    alternatives: [['ours without underlines', withUnit(ratioToC2dWithoutMarks.median, '×')]],
  });
  return [
    {
      label: 'Longest slice of our work while 10,000 inserted rows are scanned',
      value: inserted[ours]?.longestSlice, unit: 'ms', target: 50,
      alternatives: [
        ['the browser’s longest task with us', longestTask(ours)],
        ['without a finder', longestTask('nothing')],
        [`with ${c2d}`, longestTask(c2d)],
      ],
    },
    scanning('article', 'a long article', 5),
    scanning('10,000-row table', 'a table of 10,000 rows', 3),
    ...[appended, inDrops].filter(Boolean).map(streaming),
  ];
}

/** The target of the delay is for 95 % of the changes. */
function calls() {
  const {push, polling} = read('calls') ?? {};
  const delayOf = ({median, p95}) => `${figure(median)} ms, 95 % within ${figure(p95)} ms`;
  const requestsOf = ({requests, sockets}) => {
    const count = `${requests.median} requests`;
    return sockets.median ? `${count} and ${sockets.median} socket` : count;
  };
  return [
    {
      label: 'Delay until a page shows that a call has changed, told by push',
      value: push?.delay.all.p95, unit: 'ms', target: 500,
      result: push && delayOf(push.delay.all),
      alternatives: [['followed by requests alone', polling && delayOf(polling.delay.all)]],
    },
    {
      label: 'Requests of a call of a minute, told by push',
      value: push?.requests.median, target: 6,
      result: push && requestsOf(push),
      alternatives: [['followed by requests alone', polling && requestsOf(polling)]],
    },
  ];
}

/** The target is for 95 % of the rings. */
function inbound() {
  const {sessions, presence} = read('inbound') ?? {};
  const delayOf = ({card}) => `${figure(card.median)} ms, 95 % within ${figure(card.p95)} ms`;
  return [{
    label: 'Delay from RingCentral’s ring to the card that says who calls',
    value: sessions?.card.p95, unit: 'ms', target: 500,
    result: sessions && delayOf(sessions),
    alternatives: [['told by presence', presence && delayOf(presence)]],
  }];
}

export const measurements = () => [
  ...bytes(), ...line(), ...elements(), ...store(), ...idle(), ...find(), ...scan(), ...calls(), ...inbound(),
].filter(({value}) => !isMissing(value));
