// The latest results of the bench of elements, as measurements.mjs describes them.
import {figure, withUnit} from './figures.mjs';
import {read} from './results.mjs';

const OURS = 'rc-click-to-call';

/** A row is compared with those that it has results of. */
const PEERS = {
  'plain button': 'plain button with an icon',
  'bare-button': 'the markup and styles of ours without script',
  'relative-time': 'GitHub’s relative-time',
  'sl-button': 'Shoelace button',
  'wa-button': 'Web Awesome button',
  'md-text-button': 'Material button',
  'rc-click-to-call around a link': 'ours around a link',
};

/** A row of buttons that are not drawn has nothing to learn from one that is. */
const OTHERS = Object.keys(PEERS).filter((kind) => kind !== 'bare-button');

/** Beside ours drawn, only what is drawn as well: `<relative-time>` is a text, not a button. */
const BUTTONS = ['plain button', 'bare-button', 'sl-button', 'wa-button', 'md-text-button'];

const ratioOf = (kinds, kind) => withUnit(kinds?.[kind]?.ratio.median, '×');

function besideLinks(kinds, {ours = OURS, peers = OTHERS} = {}) {
  return {
    value: kinds?.[ours]?.ratio, unit: '×',
    alternatives: peers.map((kind) => [PEERS[kind], ratioOf(kinds, kind)]),
  };
}

const inserting = (kinds, count, target) => ({
  label: `Inserting ${figure(count)} call buttons, compared with ${figure(count)} links`,
  ...besideLinks(kinds), target,
});

function longestTask(tasks, how) {
  return {
    value: tasks[`${OURS}, ${how}`], unit: 'ms', target: 50,
    alternatives: [['links', withUnit(tasks[`link, ${how}`]?.median, 'ms')]],
  };
}

function drawing({drawn, memory}) {
  return [
    {
      label: 'Drawing 300 call buttons that are in view, compared with 300 links',
      ...besideLinks(drawn, {peers: Object.keys(PEERS)}), target: 6,
    },
    {
      label: 'Memory of a call button that is drawn, compared with a link',
      ...besideLinks(memory, {ours: `${OURS}, drawn`, peers: BUTTONS}), target: 4,
    },
  ];
}

function scrolling({scroll: {frames, undrawnPercent} = {}}) {
  const frame = (kind) => withUnit(frames?.[kind]?.p99.median, 'ms');
  return {
    label: 'Slowest frames of a fast scroll over 10,000 call buttons, compared with links',
    value: frames?.[OURS]?.ratio, unit: '×', target: 2,
    alternatives: [
      ['ours', frame(OURS)], ['links', frame('link')],
      ['ours without work in idle time', withUnit(frames?.[OURS]?.waitedRatio.median, '×')],
      ['buttons in view before they were drawn', withUnit(undrawnPercent, '%')],
    ],
  };
}

export function elements() {
  const result = read('elements') ?? {};
  const {insert = {}, memory, tasks = {}, clicks} = result;
  return [
    inserting(insert[1000], 1000, 2.5),
    inserting(insert[10_000], 10_000, 2),
    {
      label: 'Memory of a call button among 10,000, compared with a link',
      ...besideLinks(memory), target: 2,
    },
    ...drawing(result),
    scrolling(result),
    {
      label: 'Script of the first click, with 1,000 call buttons on the page',
      value: clicks?.first, unit: 'ms', target: 2.5,
    },
    {label: 'Script of a later click', value: clicks?.repeated, unit: 'ms', target: 0.5},
    {
      label: 'Longest task while 10,000 call buttons are inserted',
      ...longestTask(tasks, 'inserted at once'),
    },
    {
      label: 'Longest task while a page with 10,000 call buttons loads',
      ...longestTask(tasks, 'in the page from the start'),
    },
  ];
}
