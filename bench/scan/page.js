/** The part of bench/scan/run.mjs that runs in the page. */
import {loadFinder} from '../../src/elements/number-links/scan/finder.ts';
import {linkNumbers} from '../../src/elements/number-links/link-numbers.ts';
import {PageScanner} from '../../src/elements/number-links/scan/page-scanner.ts';

/** The simplest scan that a page could write itself: one expression on each text node. */
const NUMBER = /\+?\(?\d[\d\s().-]{6,18}\d/g;

function collectMatches(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walker.nextNode());) {
    for (const match of node.data.matchAll(NUMBER)) found.push([node, match.index, match[0]]);
  }
  return found.length;
}

/** The same pass without keeping the matches: no scanner could do less. */
function countMatches(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const expression = new RegExp(NUMBER.source);
  let found = 0;
  for (let node; (node = walker.nextNode());) if (expression.test(node.data)) found++;
  return found;
}

const finder = await loadFinder();

/** The whole page in one slice, until every number is usable. */
function scanPage(root) {
  const scanner = new PageScanner({
    root, include: '', exclude: '', country: () => 'US', telLinks: 'upgrade', frames: false, finder,
    time: {now: () => 0, pause: () => Promise.resolve(), after: () => () => undefined},
    onAdded: () => undefined, onRemoved: () => undefined, onDocument: () => undefined, afterScan: () => true,
    onError: (error) => { throw error; },
  });
  scanner.start();
  startedScanners.push(scanner);
  return scanner.pageNumbers.all.size;
}

const startedScanners = [];

const runners = {
  'floor': collectMatches, 'floor, nothing kept': countMatches, 'rc-number-links': scanPage, 'nothing': () => 0,
};

const WORDS = ('the committee met again in spring and agreed that the old building should be kept as it was several people '
  + 'had written to say how much they liked the garden behind it nobody wanted to see it go a small shop will open on '
  + 'the ground floor with tea cake and a shelf of used books').split(' ');

const AREAS = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
  239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
  310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 331, 334, 336, 337, 339, 346, 347, 351, 352,
  360, 361, 385, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430,
  432, 434, 435, 440, 443, 464, 469, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515,
  516, 517, 518, 520, 530,
];

/** Any number of fictional numbers, in the usual formats. */
function number(index) {
  const area = AREAS[Math.floor(index / 100) % AREAS.length];
  const line = `01${String(index % 100).padStart(2, '0')}`;
  return [`(${area}) 555-${line}`, `+1 ${area} 555 ${line}`, `${area}-555-${line}`, `${area}.555.${line}`][index % 4];
}

function article(paragraphs) {
  let html = '';
  for (let index = 0; index < paragraphs; index++) {
    const words = Array.from({length: 80}, (_, word) => WORDS[(index * 7 + word * (1 + index % 5)) % WORDS.length]);
    words[10] = `<a href="#${index}">${words[10]}</a>`;
    words[30] = `<b>${words[30]}</b>`;
    words[50] = `on 2026-11-${10 + index % 20} for $${index}.50`;
    if (index % 4 === 0) words[40] = `call ${number(index)}`;
    if (index % 4 === 2) words[60] = `order #${6505550000 + index}`;
    html += `<p>${words.join(' ')}.</p>\n`;
  }
  return html;
}

function rows(from, count) {
  let html = '';
  for (let index = from; index < from + count; index++) {
    html += `<tr><td>${index}</td><td>Person ${index}</td><td>${number(index)}</td><td>Belmont</td><td>2026-11-${10 + index % 20}</td></tr>\n`;
  }
  return html;
}

const pages = {
  'article': () => article(4000),
  '10,000-row table': () => `<table><tbody>${rows(0, 10_000)}</tbody></table>`,
};

/** Fills the page with fresh nodes. */
function prepare(page) {
  for (const scanner of startedScanners.splice(0)) scanner.stop();
  document.body.innerHTML = pages[page]();
  void document.body.offsetHeight;
}

function run(runner) {
  return runners[runner](document.body);
}

const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

let element;
let links;
let c2d;
let longestSlice = 0;
let tableBody;
let appended = 0;
const TABLE_COUNT = 20;
/** Rows in a table before the next one is filled. */
const MAX_TABLE_ROWS = 100;
let onePassObserver;
let matchCount = 0;
const {highlights} = CSS;

/**
 * Empty tables with a scanner around them: 'nothing', 'rc-number-links' (also 'without marks'), 'ringcentral-c2d'.
 * There are several, since a browser lays out all rows of a table again for each new row, and that cost would hide the
 * cost of the scanners.
 */
async function open(scannerName) {
  longestSlice = appended = 0;
  document.body.innerHTML = '<table><tbody></tbody></table>'.repeat(TABLE_COUNT);
  if (scannerName.startsWith('rc-number-links')) {
    const value = scannerName.endsWith('without marks') ? undefined : highlights;
    Object.defineProperty(CSS, 'highlights', {value, configurable: true});
    links = linkNumbers(document.body, {country: 'US'});
    element = document.querySelector('rc-number-links');
    while (!element.pageLinks.links) await frame();
    const {timeSlicer} = element.pageLinks.links.scanner;
    const {step} = timeSlicer;
    timeSlicer.step = (hasTime) => {
      const start = performance.now();
      try {
        return step(hasTime);
      } finally {
        longestSlice = Math.max(longestSlice, performance.now() - start);
      }
    };
  } else if (scannerName === 'ringcentral-c2d') {
    c2d = new globalThis.RingCentralC2D();
  }
  tableBody = document.querySelector('tbody');
  if (scannerName === 'one pass') {
    // The least work that is possible: looks at each new text once, and keeps nothing.
    const expression = new RegExp(NUMBER.source);
    onePassObserver = new MutationObserver((records) => {
      for (const {addedNodes} of records) {
        for (const node of addedNodes) {
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          for (let text; (text = walker.nextNode());) if (expression.test(text.data)) matchCount++;
        }
      }
    });
    onePassObserver.observe(document.body, {childList: true, subtree: true});
  }
  await frame();
}

/** Appends rows frame after frame. */
async function append(perFrame, frames) {
  for (let turn = 0; turn < frames; turn++) {
    await frame();
    const nextTable = tableBody.parentElement.nextElementSibling;
    if (nextTable && tableBody.rows.length >= MAX_TABLE_ROWS) [tableBody] = nextTable.tBodies;
    tableBody.insertAdjacentHTML('beforeend', rows(appended, perFrame));
    appended += perFrame;
  }
}

function count() {
  if (element) return element.pageLinks.links.scanner.pageNumbers.all.size;
  if (!c2d) return 0;
  return [...c2d.observer._observer._matchesMap.values()].reduce((sum, matches) => sum + matches.length, 0);
}

/** Ms until this many numbers are usable; -1 if they never are. */
async function usable(wanted) {
  const start = performance.now();
  while (count() < wanted) {
    if (performance.now() - start > 20_000) return -1;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - start;
}

/** Runs ringcentral-c2d on the page; resolves with the count of numbers once it finds no more. */
async function scanByC2d() {
  c2d = new globalThis.RingCentralC2D();
  let lastCount = 0;
  let unchangedTurns = 0;
  while (unchangedTurns < 8) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const isUnchanged = count() === lastCount && lastCount > 0;
    unchangedTurns = isUnchanged ? unchangedTurns + 1 : 0;
    lastCount = count();
  }
  return lastCount;
}

function close() {
  c2d?.dispose();
  links?.disconnect();
  onePassObserver?.disconnect();
  c2d = element = links = undefined;
  document.body.replaceChildren();
}

Object.assign(globalThis, {bench: {
  pages: Object.keys(pages), runners: Object.keys(runners),
  prepare, run, scanByC2d, open, append, usable, count, close, longest: () => longestSlice, matched: () => matchCount,
}});
