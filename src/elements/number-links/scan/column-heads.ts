/** Finds the heads of a cell's column, in tables and in ARIA grids. */
import {asLabel} from './label-text.js';

const MAX_HEAD_ROWS = 4;
const MAX_COLUMNS = 200;

interface Heads {
  /** By column. */
  readonly labels: readonly string[];
  /** They are heads for certain, and say more about a number than the cell before it. */
  readonly areCertain: boolean;
  /** Cells of the table reach into the rows below. */
  readonly hasRowSpans: boolean;
}

export class ColumnHeads {
  readonly #headsByPart = new Map<Element, Heads>();

  /** Adds the heads of the cell's column to its label; what says more stands last. */
  addTo(label: string, cell: Element): string {
    const row = cell.parentElement!;
    const part = row.localName === 'tr' ? row.parentElement
      : cell.closest('[role=grid],[role=table],[role=treegrid]');
    if (!part) return label;
    let heads = this.#headsByPart.get(part);
    if (!heads) this.#headsByPart.set(part, heads = headsOf(part));
    const {labels, areCertain, hasRowSpans} = heads;
    if (labels.length === 0) return label;
    const head = labels[cellsByColumn(row, hasRowSpans ? labels.length : 0).indexOf(cell)] ?? '';
    return areCertain ? label + head : head + label;
  }

  forget(): void {
    this.#headsByPart.clear();
  }
}

const isHead = (cell: Element): boolean => cell.matches('th,thead td');
const mayBeHead = ({textContent}: Element): boolean =>
  !textContent.trim() || asLabel(textContent) !== '';

/** The heads for a part of a table, such as a `<tbody>`, or for an ARIA grid. */
function headsOf(part: Element): Heads {
  const table = part.closest('table');
  if (!table) return headsIn(rowsWithHeads(part));
  const firstPart = table.tHead ?? table.querySelector('tr')!.parentElement!;
  const hasRowSpans = [part, firstPart].some((each) => each.querySelector('[rowspan]'));
  const ownRows = topRows(part, isHead);
  const rows = ownRows.length > 0 ? ownRows : topRows(firstPart, isHead);
  if (rows.length > 0) return headsIn(rows, hasRowSpans);
  const [row] = topRows(firstPart, mayBeHead);
  const cells = [...row?.children ?? []];
  const areCertain = cells.length > 2 || cells.every((cell) => cell.querySelector('b,strong'));
  return headsIn(row ? [row] : [], hasRowSpans, areCertain);
}

function headsIn(rows: readonly Element[], hasRowSpans = false, areCertain = true): Heads {
  const columnCount = Math.max(0, ...rows.map((row) => cellsByColumn(row).length));
  const labels = Array<string>(columnCount).fill('');
  for (const row of rows) {
    const cells = cellsByColumn(row, hasRowSpans ? columnCount : 0);
    for (const [column, cell] of cells.entries()) {
      labels[column] += asLabel(cell?.textContent ?? '');
    }
  }
  return {labels, areCertain, hasRowSpans};
}

/** Grids keep fixed columns, and their heads, in boxes of their own. */
function rowsWithHeads(grid: Element): Element[] {
  const heads = [...grid.querySelectorAll('[role=columnheader]')];
  return [...new Set(heads.map(({parentElement}) => parentElement!))];
}

/** The rows at the top of the part whose cells are all heads. A title of the table is none. */
function topRows(part: Element, isHeadCell: (cell: Element) => boolean): Element[] {
  const rows: Element[] = [];
  for (let row = part.firstElementChild; row; row = row.nextElementSibling) {
    const cells = [...row.children];
    if (cells.length === 1 && spanOf(cells[0]!) > 1) continue;
    if (rows.length === MAX_HEAD_ROWS || !cells.every(isHeadCell)) break;
    rows.push(row);
  }
  return rows;
}

const spanOf = (cell: Element): number =>
  (cell as HTMLTableCellElement).colSpan || Number(cell.ariaColSpan) || 1;

/** A cell of several columns is there several times. */
function cellsByColumn(row: Element, columnCount = 0): readonly (Element | undefined)[] {
  const cells: (Element | undefined)[] = [];
  for (const cell of row.children) {
    const statedColumn = Number(cell.ariaColIndex);
    if (statedColumn > 0) cells.length = Math.min(statedColumn, MAX_COLUMNS) - 1;
    for (let left = spanOf(cell); left > 0 && cells.length < MAX_COLUMNS; left--) cells.push(cell);
  }
  // Cells from the rows above mostly take the first columns.
  while (cells.length < columnCount) cells.unshift(undefined);
  return cells;
}
