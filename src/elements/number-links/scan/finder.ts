/** Loads the number finder: a chunk of its own, since it carries the world's numbering plans. */
import type {FoundNumber} from '../../../phone/find/find-numbers.js';

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

let loading: Promise<Finder> | undefined;

export function loadFinder(): Promise<Finder> {
  loading ??= importFinder().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function importFinder(): Promise<Finder> {
  const [{findNumbers, mayHoldNumber}, {parseNumber}] = await Promise.all([
    import('../../../phone/find/find-numbers.js'),
    import('../../../phone/parse.js'),
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
