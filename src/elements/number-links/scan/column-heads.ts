/** Finds the heads of a cell's column, in tables and in ARIA grids. */
import {asLabel} from './label-text.js';

const MAX_HEAD_ROWS = 4;
const MAX_COLUMNS = 200;

interface HeadRows {
  readonly rows: readonly Element[];
  /** They are heads for certain, and say more about a number than the cell before it. */
  readonly areCertain: boolean;
  /** In a table with cells that reach into the rows below; otherwise 0. */
  readonly columnCount: number;
}

export class ColumnHeads {
  readonly #headRowsByPart = new Map<Element, HeadRows>();

  /** Adds the heads of the cell's column to its label; what says more stands last. */
  addTo(label: string, cell: Element): string {
    const row = cell.parentElement!;
    const part = row.localName === 'tr' ? row.parentElement
      : cell.closest('[role=grid],[role=table],[role=treegrid]');
    if (!part) return label;
    let headRows = this.#headRowsByPart.get(part);
    if (!headRows) this.#headRowsByPart.set(part, headRows = headRowsOf(part));
    const {rows, areCertain, columnCount} = headRows;
    const column = cellsByColumn(row, columnCount).indexOf(cell);
    const heads = rows.map((each) => cellsByColumn(each, columnCount)[column]);
    const head = heads.map((each) => asLabel(each?.textContent ?? '')).join('');
    return areCertain ? label + head : head + label;
  }

  forget(): void {
    this.#headRowsByPart.clear();
  }
}

const isHead = (cell: Element): boolean => cell.matches('th,thead td');
const mayBeHead = ({textContent}: Element): boolean =>
  !textContent.trim() || asLabel(textContent) !== '';

/** The head rows for a part of a table, such as a `<tbody>`, or for an ARIA grid. */
function headRowsOf(part: Element): HeadRows {
  const table = part.closest('table');
  const firstPart = table?.tHead ?? table?.querySelector('tr')?.parentElement ?? part;
  let rows = table ? topRows(part, isHead) : rowsWithHeads(part);
  if (rows.length === 0) rows = topRows(firstPart, isHead);
  let areCertain = rows.length > 0;
  if (!areCertain) {
    rows = topRows(firstPart, mayBeHead).slice(0, 1);
    const cells = [...rows[0]?.children ?? []];
    areCertain = cells.length > 2 || cells.every((cell) => cell.querySelector('b,strong'));
  }
  const columnCounts = rows.map((row) => cellsByColumn(row).length);
  const hasRowSpans = table?.querySelector('[rowspan]');
  return {rows, areCertain, columnCount: hasRowSpans ? Math.max(0, ...columnCounts) : 0};
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
  Number(cell.getAttribute('colspan') ?? cell.getAttribute('aria-colspan')) || 1;

/** A cell of several columns is there several times. */
function cellsByColumn(row: Element, columnCount = 0): readonly (Element | undefined)[] {
  const cells: (Element | undefined)[] = [];
  for (const cell of row.children) {
    const statedColumn = Number(cell.getAttribute('aria-colindex'));
    if (statedColumn > 0) cells.length = Math.min(statedColumn, MAX_COLUMNS) - 1;
    for (let left = spanOf(cell); left > 0 && cells.length < MAX_COLUMNS; left--) cells.push(cell);
  }
  // Cells from the rows above mostly take the first columns.
  while (cells.length < columnCount) cells.unshift(undefined);
  return cells;
}
