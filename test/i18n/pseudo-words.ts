/**
 * Pseudo-localization: English with accents, half as long again and in brackets. It shows text that
 * does not come from the tables, and places without room for a longer language.
 */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {english} from '../../src/i18n/strings.js';
import {overrideWords} from '../../src/i18n/translator.js';

/** Names, labels and text of the page that the tests supply. */
const GIVEN = ['Anna', 'Sam', 'My mobile', 'Desk'];

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á', c: 'ç', d: 'đ', e: 'é', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', l: 'ĺ', n: 'ñ', o: 'ó', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', w: 'ŵ', y: 'ý', z: 'ž',
  A: 'Á', C: 'Ç', D: 'Đ', E: 'É', I: 'Í', N: 'Ñ', O: 'Ó', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Ú', W: 'Ŵ', Y: 'Ý',
};

/** Adds short words rather than longer ones, so that lines break as in a real language. */
export function pseudo(text: string): string {
  const accented = text.split(/(\{\w+\})/).map((piece, index) =>
    index % 2 ? piece : piece.replace(/[a-z]/gi, (letter) => ACCENTS[letter] ?? letter)).join('');
  const more = Math.ceil(text.replace(/\{\w+\}/g, '').length / 2);
  return `⟦${accented} ${'õñé ťŵó '.repeat(Math.ceil(more / 8)).slice(0, more).trim()}⟧`;
}

/** The rest of a text without words of the tables and of the tests; sentences may be nested. */
export function textOutsideTables(text: string): string {
  let left = text;
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  for (const given of GIVEN) left = left.replaceAll(given, '');
  return /\p{L}/u.test(left) ? left.trim() : '';
}

const TEXT_ATTRIBUTES = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt', 'label'];

export function* rootsIn(element: Element): Generator<ShadowRoot> {
  const root = element.shadowRoot;
  if (!root) return;
  yield root;
  for (const inner of root.querySelectorAll('*')) yield* rootsIn(inner);
}

/** The text that users can read or hear of an element, nested elements included. */
function* textsOf(element: Element): Generator<string> {
  for (const root of rootsIn(element)) {
    for (const inner of root.querySelectorAll('*')) {
      if (inner.localName === 'style' || inner.closest('[hidden]')) continue;
      for (const child of inner.childNodes) if (child.nodeType === Node.TEXT_NODE) yield child.nodeValue ?? '';
      for (const name of TEXT_ATTRIBUTES) yield inner.getAttribute(name) ?? '';
    }
  }
}

/**
 * The box around words of the tables; null if they are hidden, or may be cut, as in a select.
 * A name or a number in a box of its own may be cut as well: it is in full elsewhere.
 */
function boxOf(text: Text): HTMLElement | null {
  if (!text.nodeValue?.includes('⟦')) return null;
  let box = text.parentElement;
  // Inline boxes have no width of their own.
  while (box && box.clientWidth === 0) box = box.parentElement;
  return !box || box.clientWidth === 1 || /^(style|option|optgroup|select)$/.test(box.localName) ? null : box;
}

/** The middle of each line of text. */
function middlesOf(box: Element): number[] {
  const range = document.createRange();
  range.selectNodeContents(box);
  return Array.from(range.getClientRects(), ({top, bottom}) => (top + bottom) / 2);
}

/** Boxes that are too small for their text. */
function* cutBoxesIn(element: Element): Generator<string> {
  const seen = new Set<HTMLElement>();
  for (const root of rootsIn(element)) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const box = boxOf(texts.currentNode as Text);
      if (!box || seen.has(box)) continue;
      seen.add(box);
      const {clientWidth, scrollWidth} = box;
      const {left, right, top, bottom} = box.getBoundingClientRect();
      if (scrollWidth > clientWidth + 1) yield `${nameFor(box)} is ${scrollWidth} wide in ${clientWidth}`;
      // Not `scrollHeight`: in Firefox an inline box is as high as its font, even in a lower line.
      const cut = getComputedStyle(box).overflowY === 'hidden' && middlesOf(box).find((middle) => middle < top || middle > bottom);
      if (cut) yield `${nameFor(box)} has a line at ${cut}, and goes from ${top} to ${bottom}`;
      if (left < -1 || right > document.documentElement.clientWidth + 1) yield `${nameFor(box)} goes from ${left} to ${right}`;
    }
  }
}

const nameFor = (element: Element): string =>
  `<${element.localName} class="${element.getAttribute('class') ?? ''}"> "${element.textContent.trim().slice(0, 60)}"`;

/** Asserts that all text of an element comes from the tables, and fits. */
export function assertFits(element: Element, state: string): void {
  const texts = [...textsOf(element)];
  expect(texts.some((text) => text.includes('⟦')), `${state}: says something`).to.equal(true);
  expect(texts.map(textOutsideTables).filter(Boolean), `${state}: not from the tables`).to.deep.equal([]);
  expect([...cutBoxesIn(element)], `${state}: cut`).to.deep.equal([]);
}

/** The codes of a table's errors. */
export const codesWith = (prefix: string, words: Readonly<Record<string, string>>): string[] =>
  Object.keys(words).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

/** Within a `describe`: all words are pseudo words, in a window of 320 px. */
export function usePseudoWords(): void {
  before(async () => {
    await setViewport({width: 320, height: 700});
    overrideWords('en', Object.fromEntries(Object.entries(english).map(([key, text]) => [key, pseudo(text)])));
  });

  after(async () => {
    overrideWords('en', english);
    await setViewport({width: 1280, height: 720});
  });
}
