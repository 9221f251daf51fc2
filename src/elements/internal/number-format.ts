/**
 * Formats numbers for people. The parser loads when there is a number to show; until then a number
 * is shown as E.164.
 */
import {parserPart} from '../../phone/parser-part.js';
import type {Observable} from '../../store/types.js';

/** Whether numbers can be formatted. Watching it does not load the parser. */
export const parserLoaded: Observable<boolean> = {
  get: () => parserPart.part !== undefined,
  subscribe(listener) {
    listener(parserLoaded.get());
    return parserLoaded.listen(listener);
  },
  listen: (listener) => parserPart.onLoaded(() => listener(true)),
};

/** A list of a thousand numbers renders again for each page of it and each letter of a filter. */
const formattedNumbers = new Map<string, string>();

/** `+1 650 555 0100` for `+16505550100` once the parser has loaded, for whatever reason. */
export function formatNumber(e164: string): string {
  const parser = parserPart.part;
  if (!parser) return e164;
  const known = formattedNumbers.get(e164);
  if (known !== undefined) return known;
  const formatted = parser.parseNumber(e164)?.international ?? e164;
  formattedNumbers.set(e164, formatted);
  return formatted;
}

/** Loads the parser; `onLoaded` runs once it has loaded, and not where it was there already. */
export function loadNumberFormat(onLoaded: () => void): void {
  if (!parserPart.part) void parserPart.whenLoaded().then(onLoaded);
}

interface NumberFormats {
  /** As people of its country write it: `(650) 555-0100`. */
  readonly national: string;
  /** As people of other countries write it: `+1 650 555 0100`. */
  readonly international: string;
}

/** A number in E.164 as people write it; undefined until the parser has loaded. */
export function numberFormats(e164: string): NumberFormats | undefined {
  const parser = parserPart.part;
  if (!parser) return undefined;
  const {national = e164, international = e164} = parser.parseNumber(e164) ?? {};
  return {national, international};
}

/** The same once the parser has loaded; E.164 where it does not load. */
export async function loadNumberFormats(e164: string): Promise<NumberFormats> {
  if (!parserPart.part) await parserPart.load().catch(() => undefined);
  return numberFormats(e164) ?? {national: e164, international: e164};
}
