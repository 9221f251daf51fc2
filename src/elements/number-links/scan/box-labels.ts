/** The word that says what a number is may stand in another box: the head of its column, the term it defines. */
import {isInline} from './text-runs.js';

const LONGEST = 40;

export class BoxLabels {
  readonly #heads = new Map<Element, readonly string[]>();

  /** Such as "Fax"; empty where there is none. */
  labelFor(text: Text): string {
    let box = text.parentElement;
    while (box && isInline(box)) box = box.parentElement;
    if (!box) return '';
    const {localName} = box;
    if (localName === 'dd') return wordsBefore(box, 'dt');
    if (localName !== 'td' && localName !== 'th') return '';
    return this.#head(box as HTMLTableCellElement) || wordsBefore(box, 'th');
  }

  /** The page may have changed. */
  forget(): void {
    this.#heads.clear();
  }

  #head(cell: HTMLTableCellElement): string {
    const table = cell.parentElement?.parentElement?.parentElement;
    if (table?.localName !== 'table') return '';
    let heads = this.#heads.get(table);
    if (!heads) {
      // `rows` would be counted anew after each change of the table.
      const cells = [...table.querySelector('tr')?.cells ?? []];
      // With spanning heads the columns below cannot be told apart.
      heads = cells.every(({localName, colSpan}) => localName === 'th' && colSpan === 1) ? cells.map(short) : [];
      this.#heads.set(table, heads);
    }
    return heads.length > 0 ? heads[cell.cellIndex] ?? '' : '';
  }
}

function wordsBefore({previousElementSibling: before}: Element, tag: 'dt' | 'th'): string {
  return before?.localName === tag ? short(before) : '';
}

function short(element: Element): string {
  const words = element.textContent.trim().replace(/\s*:$/, '');
  return words.length <= LONGEST && !/\d/.test(words) ? words : '';
}
