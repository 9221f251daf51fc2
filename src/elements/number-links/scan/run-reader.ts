/** Reads the numbers of the text run around a text node. */
import {isScannable} from './dom-nodes.js';
import type {Finder} from './finder.js';
import type {NodeClock} from './node-clock.js';
import type {PageNumber, PageNumbers} from './page-numbers.js';
import type {ScanScope} from './scan-scope.js';
import type {RunPiece, TextReader} from './text-reader.js';
import {BACKWARD, adjacentText, isAlone, mayContinue, textRunAround} from './text-runs.js';

const MIN_NUMBER_LENGTH = 7;
/** The start of a text that may continue a number. */
const NUMBER_CONTINUATION = /^\s*[\d+().\-\u2010-\u2015]/;
/** A longer text is read in pieces. */
const LONG_TEXT_CHARACTERS = 1000;
const NO_NUMBERS: readonly PageNumber[] = [];

interface RunReaderOptions {
  readonly finder: Finder;
  readonly scope: ScanScope;
  readonly textReader: TextReader;
  readonly pageNumbers: PageNumbers;
  readonly clock: NodeClock;
}

interface LongText {
  readonly nodes: readonly Text[];
  readonly runText: string;
  readonly pieces: Generator<RunPiece, void>;
}

const textOf = (nodes: readonly Text[]): string => nodes.map(({data}) => data).join('');

export class RunReader {
  /** Texts that take longer than a slice, by the node that they were read for. */
  readonly #longTexts = new Map<Text, LongText>();

  constructor(private readonly options: RunReaderOptions) {}

  /** Reads the run of each text; returns false when it is out of time. */
  readAll(textNodes: Set<Text>, hasTime: () => boolean): boolean {
    for (const textNode of textNodes) {
      if (this.options.clock.isTimeUp(hasTime)) return false;
      textNodes.delete(textNode);
      if (isScannable(textNode)) this.#readRun(textNode);
    }
    return true;
  }

  /**
   * Reads the run of the text if it may hold a number. Returns the run's last node, if the run was
   * read to its end.
   */
  readCandidate(textNode: Text): Text | undefined {
    const mayHold = this.#mayHoldNumber(textNode.data);
    if (!mayHold && !this.#continuesNumber(textNode)) return undefined;
    return this.#readRun(textNode, mayHold);
  }

  /** Reads on in the long texts, unless they have changed: then another record has them. */
  readLongTexts(hasTime: () => boolean): boolean {
    for (const [textNode, {nodes, runText, pieces}] of this.#longTexts) {
      if (isScannable(textNode) && textOf(nodes) === runText) {
        for (let next; !(next = pieces.next()).done;) {
          const {found, start, end} = next.value;
          this.options.pageNumbers.setNumbersOf(nodes, found, start, end);
          if (!hasTime()) return false;
        }
      }
      this.#longTexts.delete(textNode);
    }
    return true;
  }

  #mayHoldNumber(text: string): boolean {
    return text.length >= MIN_NUMBER_LENGTH && this.options.finder.mayHoldNumber(text);
  }

  /** Where a number spans two nodes, neither part needs to look like a number. */
  #continuesNumber(textNode: Text): boolean {
    if (!NUMBER_CONTINUATION.test(textNode.data) || isAlone(textNode)) return false;
    const previous = adjacentText(textNode, BACKWARD, this.options.scope);
    return previous !== null && mayContinue(previous, textNode);
  }

  #readRun(textNode: Text, mayHold = false): Text | undefined {
    const {scope, textReader, pageNumbers, clock} = this.options;
    const {nodes, ends} = isAlone(textNode) ? {nodes: [textNode], ends: true}
      : textRunAround(textNode, scope);
    const runText = textOf(nodes);
    this.#longTexts.delete(textNode);
    const isCandidate = mayHold || this.#mayHoldNumber(runText);
    const context = isCandidate ? scope.contextFor(textNode.parentNode) : null;
    if (!context?.included || textNode.parentElement?.localName === 'iframe') {
      pageNumbers.setNumbersOf(nodes, NO_NUMBERS);
    } else {
      const isLong = runText.length > LONG_TEXT_CHARACTERS;
      const pieces = textReader.read(nodes, runText, isLong, context.country);
      clock.addText(runText.length);
      if (isLong) {
        this.#longTexts.set(textNode, {nodes, runText, pieces});
      } else {
        pageNumbers.setNumbersOf(nodes, pieces.next().value!.found);
      }
    }
    return ends ? nodes.at(-1) : undefined;
  }
}
