/** What bench/scan/run.mjs runs inside of the page. */
import {loadFinder} from '../../src/elements/number-links/scan/finder.ts';
import {linkNumbers} from '../../src/elements/number-links/link-numbers.ts';
import {PageScanner} from '../../src/elements/number-links/scan/page-scanner.ts';

/** What a page would write itself: every run of text, one expression, all that it matches. */
const NUMBER = /\+?\(?\d[\d\s().-]{6,18}\d/g;

function floor(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walker.nextNode());) {
    for (const match of node.data.matchAll(NUMBER)) found.push([node, match.index, match[0]]);
  }
  return found.length;
}

/** The same pass without keeping anything: no scanner could do less. */
function bareFloor(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const expression = new RegExp(NUMBER.source);
  let found = 0;
  for (let node; (node = walker.nextNode());) if (expression.test(node.data)) found++;
  return found;
}

const finder = await loadFinder();

/** All of it in one go, from nothing to every number usable. */
function ours(root) {
  const scanner = new PageScanner({
    root, include: '', exclude: '', country: () => 'US', telLinks: 'upgrade', frames: false, finder,
    time: {now: () => 0, pause: () => Promise.resolve(), after: () => () => undefined},
    onAdded: () => undefined, onRemoved: () => undefined, onDocument: () => undefined, afterScan: () => true,
  });
  scanner.start();
  used.push(scanner);
  return scanner.pageNumbers.all.size;
}

const used = [];

const runners = {'floor': floor, 'floor, nothing kept': bareFloor, 'rc-number-links': ours, 'nothing': () => 0};

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

/** As many as are needed, all of them fictional, in the usual written forms. */
function number(index) {
  const area = AREAS[Math.floor(index / 100) % AREAS.length];
  const line = `01${String(index % 100).padStart(2, '0')}`;
  return [`(${area}) 555-${line}`, `+1 ${area} 555 ${line}`, `${area}-555-${line}`, `${area}.555.${line}`][index % 4];
}

function article(paragraphs) {
  let html = '';
  for (let at = 0; at < paragraphs; at++) {
    const words = Array.from({length: 80}, (_, word) => WORDS[(at * 7 + word * (1 + at % 5)) % WORDS.length]);
    words[10] = `<a href="#${at}">${words[10]}</a>`;
    words[30] = `<b>${words[30]}</b>`;
    words[50] = `on 2026-11-${10 + at % 20} for $${at}.50`;
    if (at % 4 === 0) words[40] = `call ${number(at)}`;
    if (at % 4 === 2) words[60] = `order #${6505550000 + at}`;
    html += `<p>${words.join(' ')}.</p>\n`;
  }
  return html;
}

function rows(from, count) {
  let html = '';
  for (let at = from; at < from + count; at++) {
    html += `<tr><td>${at}</td><td>Person ${at}</td><td>${number(at)}</td><td>Belmont</td><td>2026-11-${10 + at % 20}</td></tr>\n`;
  }
  return html;
}

const pages = {
  'article': () => article(4000),
  '10,000-row table': () => `<table><tbody>${rows(0, 10_000)}</tbody></table>`,
};

/** A page that nobody has touched yet. */
function prepare(page) {
  for (const scanner of used.splice(0)) scanner.stop();
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
let longest = 0;
let place;
let appended = 0;
/** Tables, and rows after which the next one is filled. */
const TABLES = 20;
const SHORT = 100;
let pass;
let matched = 0;
const {highlights} = CSS;

/**
 * Empty tables with a scanner around them: 'nothing', 'rc-number-links' (also 'without marks'), 'ringcentral-c2d'.
 * Several, since a browser lays out all rows of one again for each that comes, which would drown what linkers cost.
 */
async function open(linked) {
  longest = appended = 0;
  document.body.innerHTML = '<table><tbody></tbody></table>'.repeat(TABLES);
  if (linked.startsWith('rc-number-links')) {
    const value = linked.endsWith('without marks') ? undefined : highlights;
    Object.defineProperty(CSS, 'highlights', {value, configurable: true});
    links = linkNumbers(document.body, {country: 'US'});
    element = document.querySelector('rc-number-links');
    while (!element.links) await frame();
    const {timeSlicer} = element.links.scanner;
    const {step} = timeSlicer;
    timeSlicer.step = (hasTime) => {
      const start = performance.now();
      try {
        return step(hasTime);
      } finally {
        longest = Math.max(longest, performance.now() - start);
      }
    };
  } else if (linked === 'ringcentral-c2d') {
    c2d = new globalThis.RingCentralC2D();
  }
  place = document.querySelector('tbody');
  if (linked === 'one pass') {
    // The least that anybody can do: each new text is looked at once, and nothing is kept.
    const expression = new RegExp(NUMBER.source);
    pass = new MutationObserver((records) => {
      for (const {addedNodes} of records) {
        for (const node of addedNodes) {
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          for (let text; (text = walker.nextNode());) if (expression.test(text.data)) matched++;
        }
      }
    });
    pass.observe(document.body, {childList: true, subtree: true});
  }
  await frame();
}

/** Frame after frame; what one frame has done is part of the next. */
async function append(perFrame, frames) {
  for (let at = 0; at < frames; at++) {
    await frame();
    if (place.rows.length >= SHORT) place = place.parentElement.nextElementSibling?.tBodies[0] ?? place;
    place.insertAdjacentHTML('beforeend', rows(appended, perFrame));
    appended += perFrame;
  }
}

function count() {
  if (element) return element.links.scanner.pageNumbers.all.size;
  if (!c2d) return 0;
  return [...c2d.observer._observer._matchesMap.values()].reduce((sum, matches) => sum + matches.length, 0);
}

/** ms until so many numbers are usable; -1 where they never are. */
async function usable(wanted) {
  const start = performance.now();
  while (count() < wanted) {
    if (performance.now() - start > 20_000) return -1;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - start;
}

/** The page as it is, given to ringcentral-c2d: how many numbers it has when it finds no more. */
async function scanByC2d() {
  c2d = new globalThis.RingCentralC2D();
  let [before, same] = [0, 0];
  while (same < 8) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    same = count() === before && before > 0 ? same + 1 : 0;
    before = count();
  }
  return before;
}

function close() {
  c2d?.dispose();
  links?.disconnect();
  pass?.disconnect();
  c2d = element = links = undefined;
  document.body.replaceChildren();
}

Object.assign(globalThis, {bench: {
  pages: Object.keys(pages), runners: Object.keys(runners),
  prepare, run, scanByC2d, open, append, usable, count, close, longest: () => longest, matched: () => matched,
}});
