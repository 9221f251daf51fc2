/** Reads the numbers of a text run, with the labels that stand in other boxes. */
import {BoxLabels} from './box-labels.js';
import type {PageNumber} from './page-numbers.js';
import type {ScanScope} from './scan-scope.js';
import {readPieces} from './text-pieces.js';
import type {FindNumbers} from './text-pieces.js';

/** Texts without a number that are remembered for each country, since tables repeat themselves. */
const MAX_REMEMBERED_TEXTS = 2000;
const MAX_REMEMBERED_LENGTH = 40;

/** The numbers that start in a piece of a run. */
export interface RunPiece {
  readonly found: readonly PageNumber[];
  /** The piece in the text of the run. */
  readonly start: number;
  readonly end: number;
}

export class TextReader {
  readonly #numberlessByCountry = new Map<string, Set<string>>();

  readonly labels: BoxLabels;

  constructor(private readonly findNumbers: FindNumbers, scope: ScanScope) {
    this.labels = new BoxLabels(scope);
  }

  /** The pieces of the run one after the other. `isLong`: there may be several. */
  *read(
    textNodes: readonly Text[],
    runText: string,
    isLong: boolean,
    country: string | undefined,
  ): Generator<RunPiece, void> {
    const label = this.labels.labelFor(textNodes[0]!, runText);
    const labeledText = label + runText.trimStart();
    const shift = runText.length - labeledText.length;
    const numberless = this.#numberlessTexts(country);
    if (numberless.has(labeledText)) {
      yield {found: [], start: 0, end: Infinity};
      return;
    }
    const pieces = readPieces(labeledText, isLong, country, this.findNumbers);
    for (const {found, start, end} of pieces) {
      const pageNumbers: PageNumber[] = [];
      for (const {fax, ...number} of found) {
        if (fax || number.start < label.length) continue;
        const [from, startOffset] = locateOffset(textNodes, number.start + shift, false);
        const [to, endOffset] = locateOffset(textNodes, number.end + shift, true);
        pageNumbers.push({
          e164: number.e164, extension: number.extension, tones: number.tones, raw: number.raw,
          kind: 'text', from, start: startOffset, to, end: endOffset,
        });
      }
      if (found.length === 0) rememberText(numberless, labeledText);
      yield {found: pageNumbers, start: start && start + shift, end: end + shift};
    }
  }

  /** Texts that hold no number when read in this country. */
  #numberlessTexts(country = ''): Set<string> {
    let texts = this.#numberlessByCountry.get(country);
    if (!texts) this.#numberlessByCountry.set(country, texts = new Set());
    return texts;
  }
}

function rememberText(texts: Set<string>, text: string): void {
  if (text.length > MAX_REMEMBERED_LENGTH) return;
  if (texts.size >= MAX_REMEMBERED_TEXTS) texts.clear();
  texts.add(text);
}

/**
 * Node and offset for an offset in the run. Between two nodes a number starts in the later one and
 * ends in the earlier one.
 */
function locateOffset(textNodes: readonly Text[], offset: number, isEnd: boolean): [Text, number] {
  let remaining = offset;
  for (const node of textNodes) {
    if (isEnd ? remaining <= node.length : remaining < node.length) return [node, remaining];
    remaining -= node.length;
  }
  const lastNode = textNodes.at(-1)!;
  return [lastNode, lastNode.length];
}
