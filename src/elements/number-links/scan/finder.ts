/** What finds numbers in text: a chunk of its own, with all that it needs to know of the world's numbers. */

import type {FoundNumber} from '../../../phone/find/find-numbers.js';

export interface Finder {
  findNumbers(text: string, options: {readonly country?: string | undefined}): readonly FoundNumber[];
  /** One cheap look: false = there is no number in the text for sure. */
  mayHoldNumber(text: string): boolean;
  /** Reads a text that is a number as a whole, such as a `tel:` URI. */
  read(
    text: string,
    country: string | undefined,
  ): {readonly e164: string; readonly extension: string | undefined} | null;
}

let loading: Promise<Finder> | undefined;

export function loadFinder(): Promise<Finder> {
  loading ??= Promise.all([import('../../../phone/find/find-numbers.js'), import('../../../phone/parse.js')]).then(
    ([{findNumbers, mayHoldNumber}, {parseNumber}]) => ({
      findNumbers,
      mayHoldNumber,
      read(text, country) {
        const number = parseNumber(text, {country});
        return number && {e164: number.e164, extension: number.extension};
      },
    }),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
