import {rangeOf} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';

const LONGEST = 60;
/** Other numbers tell nothing of this one. */
const NUMBERS = /[+(]*\d[\d\s().-]{5,}\d/g;
const BOX = 'p, li, tr, dd, dt, td, th, caption, figcaption, blockquote, address, h1, h2, h3, h4, h5, h6, div, section';

/** The words beside a number, by which people know which one it is; empty where there are none. */
export function surroundingText(find: PageNumber): string {
  const {from, raw} = find;
  if (find.kind === 'link') return short(from.textContent ?? '');
  if (find.kind === 'field') {
    const {labels, ariaLabel, placeholder} = from as HTMLInputElement;
    return short(labels?.[0]?.textContent ?? ariaLabel ?? placeholder);
  }
  const inner = from.parentElement?.closest(BOX);
  if (!inner) return '';
  // A cell that holds nothing else is told by its row.
  if (inner.textContent.trim().length <= raw.length + 3) {
    const box = inner.closest('tr, li, dl');
    return box ? short(wordsOf(box).replace(raw, ' ').replaceAll(NUMBERS, ' ')) : '';
  }
  const range = rangeOf(find);
  range.setEnd(range.startContainer, range.startOffset);
  range.setStart(inner, 0);
  // From the last sentence's end, or another number, on.
  const words = range.toString().replace(/\s+/g, ' ').split(/[.;!?]\s/).at(-1)!.split(NUMBERS).at(-1)!;
  return short(words, true);
}

/** The cells of a row run together in `textContent`. */
function wordsOf(box: Element): string {
  return box.localName === 'tr' ? [...box.children].map(({textContent}) => textContent).join(' ') : box.textContent;
}

function short(words: string, end = false): string {
  const text = words.replace(/\s+/g, ' ').replace(/^[\s,.:;–—-]+|[\s,:–—-]+$/g, '');
  if (text.length <= LONGEST) return text;
  return end ? `…${text.slice(-LONGEST).replace(/^\S*\s/, '')}` : `${text.slice(0, LONGEST).replace(/\s\S*$/, '')}…`;
}
