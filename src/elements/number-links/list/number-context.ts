import {rangeOf} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';

const MAX_CONTEXT_LENGTH = 60;
/** Characters that a box may hold besides the number and still count as the number alone. */
const MAX_EXTRA_CHARACTERS = 3;
/** Other numbers say nothing about this one. */
const OTHER_NUMBERS = /[+(]*\d[\d\s().-]{5,}\d/g;
const SENTENCE_END = /[.;!?]\s/;
const BOX_SELECTOR = 'p, li, tr, dd, dt, td, th, caption, figcaption, blockquote, address, h1, h2, h3, h4, h5, h6, div, section';

/** The words beside a number, by which the user recognizes it; empty where there are none. */
export function surroundingText(pageNumber: PageNumber): string {
  const {from, kind, raw} = pageNumber;
  if (kind === 'link') return shortenEnd(from.textContent ?? '');
  if (kind === 'field') return shortenEnd(fieldLabel(from as HTMLInputElement));
  const box = from.parentElement?.closest(BOX_SELECTOR);
  if (!box) return '';
  const isAlone = box.textContent.trim().length <= raw.length + MAX_EXTRA_CHARACTERS;
  return isAlone ? textOfRow(box, raw) : textBefore(pageNumber, box);
}

function fieldLabel({labels, ariaLabel, placeholder}: HTMLInputElement): string {
  return labels?.[0]?.textContent ?? ariaLabel ?? placeholder;
}

/** The row or list item around a box that holds only the number. */
function textOfRow(box: Element, raw: string): string {
  const row = box.closest('tr, li, dl');
  if (!row) return '';
  return shortenEnd(textOf(row).replace(raw, ' ').replaceAll(OTHER_NUMBERS, ' '));
}

/** The text before the number, since the end of the last sentence or the last other number. */
function textBefore(pageNumber: PageNumber, box: Element): string {
  const range = rangeOf(pageNumber);
  range.setEnd(range.startContainer, range.startOffset);
  range.setStart(box, 0);
  const sentence = collapseSpace(range.toString()).split(SENTENCE_END).at(-1)!;
  return shortenStart(sentence.split(OTHER_NUMBERS).at(-1)!);
}

/** The cells of a row have no space between them in `textContent`. */
function textOf(element: Element): string {
  if (element.localName !== 'tr') return element.textContent;
  return [...element.children].map(({textContent}) => textContent).join(' ');
}

const collapseSpace = (text: string): string => text.replace(/\s+/g, ' ');

const trimPunctuation = (text: string): string =>
  collapseSpace(text).replace(/^[\s,.:;–—-]+|[\s,:–—-]+$/g, '');

function shortenEnd(text: string): string {
  const words = trimPunctuation(text);
  if (words.length <= MAX_CONTEXT_LENGTH) return words;
  return `${words.slice(0, MAX_CONTEXT_LENGTH).replace(/\s\S*$/, '')}…`;
}

function shortenStart(text: string): string {
  const words = trimPunctuation(text);
  if (words.length <= MAX_CONTEXT_LENGTH) return words;
  return `…${words.slice(-MAX_CONTEXT_LENGTH).replace(/^\S*\s/, '')}`;
}
