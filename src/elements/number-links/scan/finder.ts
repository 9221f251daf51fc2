/**
 * Loads the number finder, a chunk of its own, since it carries the world's numbering plans, and
 * with it what reads the page's texts for it.
 */
import {LazyPart} from '../../../loading/lazy-part.js';
import {parserPart} from '../../../phone/parser-part.js';
import type {PageNumber} from './page-numbers.js';
import type {ScanScope} from './scan-scope.js';
import type {FindNumbers} from './text-pieces.js';
import type {TextReader} from './text-reader.js';

export interface Finder {
  readonly findNumbers: FindNumbers;
  /** A cheap check: false means that the text holds no number for certain. */
  mayHoldNumber(text: string): boolean;
  /** Reads a text that is one number as a whole, such as a `tel:` URI. */
  read(
    text: string,
    country: string | undefined,
  ): Pick<PageNumber, 'e164' | 'extension' | 'tones'> | null;
  createReader(scope: ScanScope): TextReader;
}

const finderPart = new LazyPart((_query) => import('../../../phone/find/find-numbers.js'));

const readerPart = new LazyPart((_query) => import('./text-reader.js'));

/** Resolves once the code is there. */
export async function loadFinder(): Promise<Finder> {
  const [{findNumbers, mayHoldNumber}, {parseNumber}, {TextReader}] = await Promise.all([
    finderPart.whenLoaded(), parserPart.whenLoaded(), readerPart.whenLoaded(),
  ]);
  const finder: Finder = {
    findNumbers,
    mayHoldNumber,
    read(text, country) {
      const number = parseNumber(text, {country});
      return number && {
        e164: number.e164, extension: number.extension, tones: number.tones,
      };
    },
    createReader(scope) {
      return new TextReader(this.findNumbers, scope);
    },
  };
  return finder;
}
