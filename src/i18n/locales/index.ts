import type {Table} from '../locale.js';

const LOCALES: Readonly<Record<string, () => Promise<{readonly default: Table}>>> = {};

/** The locale that serves a BCP 47 tag best, by tag, then by language; null = English. */
export function match(language: string, locales: readonly string[] = Object.keys(LOCALES)): string | null {
  const wanted = language.toLowerCase();
  const [primary] = wanted.split('-');
  return locales.find((locale) => locale.toLowerCase() === wanted)
    ?? locales.find((locale) => locale.toLowerCase().split('-')[0] === primary)
    ?? null;
}

/** The words of one of our locales. */
export async function load(locale: string): Promise<Table> {
  const table = await LOCALES[locale]?.();
  if (!table) throw new RangeError(`There are no words for ${locale}.`);
  return table.default;
}
