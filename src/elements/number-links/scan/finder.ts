/** Loads the number finder: a chunk of its own, since it carries the world's numbering plans. */
import {LazyPart} from '../../../loading/lazy-part.js';
import type {FoundNumber} from '../../../phone/find/find-numbers.js';
import {parserPart} from '../../../phone/parser-part.js';

export interface Finder {
  findNumbers(
    text: string,
    options: {readonly country?: string | undefined},
  ): readonly FoundNumber[];
  /** A cheap check: false means that the text holds no number for certain. */
  mayHoldNumber(text: string): boolean;
  /** Reads a text that is one number as a whole, such as a `tel:` URI. */
  read(
    text: string,
    country: string | undefined,
  ): {readonly e164: string; readonly extension: string | undefined} | null;
}

const finderPart = new LazyPart((_query) => import('../../../phone/find/find-numbers.js'));

/** Resolves once the code is there. */
export async function loadFinder(): Promise<Finder> {
  const [{findNumbers, mayHoldNumber}, {parseNumber}] = await Promise.all([
    finderPart.whenLoaded(), parserPart.whenLoaded(),
  ]);
  return {
    findNumbers,
    mayHoldNumber,
    read(text, country) {
      const number = parseNumber(text, {country});
      return number && {e164: number.e164, extension: number.extension};
    },
  };
}
