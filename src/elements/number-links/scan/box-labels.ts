/** Finds a number's label in another box: the head of its column or row, the term it defines. */
import {isInline} from './text-runs.js';

const MAX_LABEL_LENGTH = 40;

export class BoxLabels {
  readonly #headsByTable = new Map<Element, readonly string[]>();

  /** The label, such as "Fax"; empty where there is none. */
  labelFor(textNode: Text): string {
    let box = textNode.parentElement;
    while (box && isInline(box)) box = box.parentElement;
    if (!box) return '';
    const {localName} = box;
    if (localName === 'dd') return labelBefore(box, 'dt');
    if (localName !== 'td' && localName !== 'th') return '';
    return this.#columnHead(box as HTMLTableCellElement) || labelBefore(box, 'th');
  }

  /** Call it when the page may have changed. */
  forget(): void {
    this.#headsByTable.clear();
  }

  #columnHead(cell: HTMLTableCellElement): string {
    const table = cell.parentElement?.parentElement?.parentElement;
    if (table?.localName !== 'table') return '';
    let heads = this.#headsByTable.get(table);
    if (!heads) {
      heads = columnHeads(table);
      this.#headsByTable.set(table, heads);
    }
    return heads.length > 0 ? heads[cell.cellIndex] ?? '' : '';
  }
}

/** The heads by column; none where a head spans columns, since the cells below are ambiguous. */
function columnHeads(table: Element): readonly string[] {
  // The browser counts `table.rows` again after each change of the table.
  const cells = [...table.querySelector('tr')?.cells ?? []];
  const areHeads = cells.every(({localName, colSpan}) => localName === 'th' && colSpan === 1);
  return areHeads ? cells.map(labelOf) : [];
}

function labelBefore({previousElementSibling: previous}: Element, tag: 'dt' | 'th'): string {
  return previous?.localName === tag ? labelOf(previous) : '';
}

/** The text of the element, unless it is too long for a label or holds digits itself. */
function labelOf(element: Element): string {
  const label = element.textContent.trim().replace(/\s*:$/, '');
  return label.length <= MAX_LABEL_LENGTH && !/\d/.test(label) ? label : '';
}
