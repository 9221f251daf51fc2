/**
 * Formats numbers for people. The parser loads when there is a number to show; until then a number
 * is shown as E.164.
 */
import type {Observable} from '../../store/types.js';

type Parser = typeof import('../../phone/parse.js');

let parser: Parser | undefined;
let parserPromise: Promise<Parser> | undefined;

const parserListeners = new Set<(isLoaded: boolean) => void>();

/** Whether numbers can be formatted. Watching it does not load the parser. */
export const parserLoaded: Observable<boolean> = {
  get: () => parser !== undefined,
  subscribe(listener) {
    listener(parser !== undefined);
    return parserLoaded.listen(listener);
  },
  listen(listener) {
    parserListeners.add(listener);
    return () => void parserListeners.delete(listener);
  },
};

/** A list of a thousand numbers renders again for each page of it and each letter of a filter. */
const formattedNumbers = new Map<string, string>();

/** `+1 650 555 0100` for `+16505550100` once the parser has loaded, for whatever reason. */
export function formatNumber(e164: string): string {
  if (!parser) return e164;
  const known = formattedNumbers.get(e164);
  if (known !== undefined) return known;
  const formatted = parser.parseNumber(e164)?.international ?? e164;
  formattedNumbers.set(e164, formatted);
  return formatted;
}

/** The parser, if it has loaded. @lazy */
export const loadedParser = (): Parser | undefined => parser;

/** Loads the parser, once for the page; the next call tries again where it did not load. */
export async function loadParser(): Promise<Parser> {
  try {
    return await (parserPromise ??= importParser());
  } catch (error) {
    parserPromise = undefined;
    throw error;
  }
}

async function importParser(): Promise<Parser> {
  parser = await import('../../phone/parse.js');
  for (const listener of parserListeners) listener(true);
  return parser;
}

/** Loads the parser; `onLoaded` runs once it has loaded, and not where it was there already. */
export function loadNumberFormat(onLoaded: () => void): void {
  if (!parser) loadParser().then(onLoaded, () => undefined);
}
