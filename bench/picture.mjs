// The main results as bars beside those of the alternatives: docs/images/performance.svg, which
// `npm run docs` writes.
import {figure} from './figures.mjs';
import {read} from './results.mjs';

const WIDTH = 720;
const MARGIN = 24;
const BAR_LEFT = 270;
const BAR_MAX_WIDTH = 350;
const BAR_HEIGHT = 14;
const BAR_DISTANCE = 24;
const PANEL_TITLE_HEIGHT = 28;
const PANEL_DISTANCE = 18;
const HEAD_HEIGHT = 80;

const OURS = 'rc-click-to-call';

/** The picture stands on a background of its own: a page's theme may differ from the system's. */
const STYLE = `
  .background { fill: #fff; stroke: #d3d8df; }
  text { fill: #1b1f24; font: 14px system-ui, sans-serif; }
  .heading { font-size: 17px; }
  .note { fill: #575e69; }
  .heading, .title, .ours { font-weight: 600; }
  rect.other { fill: #7f8894; }
  rect.ours { fill: #0b5cad; }
  @media (prefers-color-scheme: dark) {
    .background { fill: #16191d; stroke: #434a55; }
    text { fill: #f1f3f5; }
    .note { fill: #a7afbb; }
    rect.other { fill: #88919e; }
    rect.ours { fill: #8ab8ff; }
  }
`;

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const bar = (name, value, label, kind = 'other') => ({name, value, label, kind});
const sizeBar = (name, bytes, kind) => bar(name, bytes, kB(bytes), kind);
const ratioBar = (name, ratio, kind) => bar(name, ratio, `${figure(ratio)} ×`, kind);

const ratio = (name, measured) => ratioBar(name, measured.ratio.median);
const ourRatio = (measured) => ratioBar(OURS, measured.ratio.median, 'ours');

function sizePanels() {
  const {budgets, others} = read('bytes');
  const budget = (start) => budgets.find(({name}) => name.startsWith(start)).bytes;
  const ourSize = (start) => sizeBar(OURS, budget(start), 'ours');
  const size = (name) => sizeBar(name, others[name]);
  return [
    {
      title: 'Script that a page of call buttons loads first',
      bars: [
        ourSize('script tag'),
        size('GitHub’s relative-time'),
        size('Shoelace button'),
        sizeBar('ringcentral-c2d', others['ringcentral-c2d, as shipped']),
      ],
    },
    {
      title: 'The five elements for calls, with calls and sign-in',
      bars: [
        ourSize('the five'),
        size('Shoelace button and select'),
        size('Material button and select'),
      ],
    },
  ];
}

const OTHER_BUTTONS = {
  'relative-time': 'GitHub’s relative-time',
  'sl-button': 'Shoelace button',
  'wa-button': 'Web Awesome button',
  'md-text-button': 'Material button',
};

/** Some bars of ours beside a link and the other buttons that were measured with it. */
const besideLinks = (kinds, ours = [ourRatio(kinds[OURS])]) => [
  ratioBar('plain link', 1),
  ...kinds['plain button'] ? [ratio('plain button with an icon', kinds['plain button'])] : [],
  ...ours,
  ...Object.entries(OTHER_BUTTONS)
    .filter(([kind]) => kinds[kind])
    .map(([kind, name]) => ratio(name, kinds[kind])),
];

/** Buttons of others are always drawn. */
function memoryBars(memory) {
  const drawn = memory[`${OURS}, drawn`];
  const ours = drawn && [
    ratioBar(`${OURS}, out of view`, memory[OURS].ratio.median, 'ours'),
    ratioBar(`${OURS}, drawn`, drawn.ratio.median, 'ours'),
  ];
  return besideLinks(memory, ours);
}

function elementPanels() {
  const {insert, memory, drawn} = read('elements');
  return [
    {title: 'Time to insert 10,000 buttons, most of them out of view', bars: besideLinks(insert[10_000])},
    ...drawn ? [{title: 'Time to draw 300 buttons that are in view', bars: besideLinks(drawn)}] : [],
    {title: 'Memory of a button', bars: memoryBars(memory)},
  ];
}

const secondsBar = (name, ms, kind) => bar(name, ms, `${figure(ms / 1000)} s`, kind);

function linePanels() {
  const {own, host, c2d} = read('line')?.lines['slow 4G'] ?? {};
  if (!own) return [];
  return [{
    title: 'Time until a number can be called on a slow line (400 ms, 400 kbit/s)',
    bars: [
      secondsBar(`${OURS}, own sign-in`, own.ready.median, 'ours'),
      secondsBar(`${OURS}, page’s SDK`, host.ready.median, 'ours'),
      secondsBar('ringcentral-c2d', c2d.median),
    ],
  }];
}

function findPanels() {
  const table = read('scan').scans['10,000-row table'];
  const text = read('find').chromium['in 400'];
  return [
    {
      title: 'Time to find the numbers in a table of 10,000 rows',
      bars: [
        ratioBar('one regular expression', 1),
        ourRatio(table['rc-number-links']),
        ratio('ringcentral-c2d', table['ringcentral-c2d']),
      ],
    },
    {
      title: 'Time to find the numbers in 1 MB of text',
      bars: [
        ratioBar('one regular expression', 1),
        ourRatio(text.ours),
        ratio('libphonenumber-js', text['libphonenumber-js max']),
        ratio('ringcentral-c2d', text['ringcentral-c2d']),
      ],
    },
  ];
}

/** Each has its own scale: `{title, bars: [{name, value, label, kind}]}`; `kind`: ours, other. */
const panels = () =>
  [...sizePanels(), ...linePanels(), ...elementPanels(), ...findPanels()];

const panelHeight = ({bars}) => PANEL_TITLE_HEIGHT + bars.length * BAR_DISTANCE;

function drawBar({name, value, label, kind}, longest, top) {
  const baseline = top + BAR_HEIGHT - 2;
  const width = Number((value / longest * BAR_MAX_WIDTH).toFixed(1));
  const end = BAR_LEFT + width + 8;
  return [
    `<text class="${kind}" x="${MARGIN}" y="${baseline}">${name}</text>`,
    `<rect class="${kind}" x="${BAR_LEFT}" y="${top}" width="${width}" height="${BAR_HEIGHT}"/>`,
    `<text class="${kind}" x="${end}" y="${baseline}">${label}</text>`,
  ];
}

function drawPanel({title, bars}, top) {
  const longest = Math.max(...bars.map(({value}) => value));
  const barTop = (index) => top + PANEL_TITLE_HEIGHT + index * BAR_DISTANCE;
  return [
    `<text class="title" x="${MARGIN}" y="${top + 14}">${title}</text>`,
    ...bars.flatMap((one, index) => drawBar(one, longest, barTop(index))),
  ];
}

export function asSvg() {
  const drawn = [];
  let height = HEAD_HEIGHT;
  for (const panel of panels()) {
    drawn.push(...drawPanel(panel, height));
    height += panelHeight(panel) + PANEL_DISTANCE;
  }
  const note = 'Shorter is better. Sizes are minified and gzipped; × is relative to the first bar.';
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}">`,
    `<style>${STYLE}</style>`,
    `<rect class="background" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    `<text class="heading" x="${MARGIN}" y="36">rc-click-to-call beside its alternatives</text>`,
    `<text class="note" x="${MARGIN}" y="59">${note}</text>`,
    ...drawn,
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}
