/**
 * Gives sentences in the language of a page. English comes with each element; every other language is a chunk that
 * loads when a page asks for it. Runs without a page: `elements/internal/page-language.ts` follows `lang` attributes.
 */
import {LazyPart} from '../loading/lazy-part.js';
import type {PageLanguage, WordTable} from './word-table.js';

type PlaceholderNames<Text extends string> =
  Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholderNames<Rest> : never;

type PlaceholderArguments<Text extends string> = [PlaceholderNames<Text>] extends [never]
  ? []
  : [values: Readonly<Record<PlaceholderNames<Text>, string | number>>];

type PlaceholderValues = Readonly<Record<string, string | number>>;

/** Gives the sentence of a key with its placeholders filled in. */
export interface Translator<Table extends WordTable> {
  <Key extends keyof Table & string>(key: Key, ...values: PlaceholderArguments<Table[Key]>): string;
  /** BCP 47 tag of the words themselves; it may differ from the page's language. */
  readonly language: string;
  /** BCP 47 tag for `Intl`: the page's own where we have its words, since digits differ by region. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

const localesPart = new LazyPart((_query) => import('./locales/index.js'));

const ENGLISH: PageLanguage = {
  words: 'en', locale: 'en', direction: 'ltr', table: {},
  show: (value) => typeof value === 'number' ? value.toLocaleString('en') : value,
};

/** By the language of the page; English also stands for a language whose words are still loading. */
const pageLanguages = new Map<string, PageLanguage>();
const overridesByLocale = new Map<string, WordTable>();
const wordsListeners = new Set<() => void>();

/** The page's own sentences for our locale `words`, the most specific first. */
let overridesFor: (words: string) => readonly (WordTable | undefined)[] = () => [];

/** Calls `listener` when words were loaded or replaced; returns the unsubscribe. */
export function onWordsChange(listener: () => void): () => void {
  wordsListeners.add(listener);
  return () => wordsListeners.delete(listener);
}

function notifyWordsListeners(): void {
  for (const listener of wordsListeners) listener();
}

/** `text` with each `{name}` replaced by `values.name`, as `show` writes it; others stay as they are. */
export function fillPlaceholders(
  text: string,
  values: PlaceholderValues = {},
  show: (value: string | number) => string = String,
): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => show(values[name] ?? placeholder));
}

/** A translator for the page's `language` (BCP 47); it speaks English until the words are loaded. */
export function createTranslator<const Table extends WordTable>(
  english: Table,
  language: string,
): Translator<Table> {
  const {words, locale, direction, table, show} = pageLanguages.get(language) ?? ENGLISH;
  const tables = [...overridesFor(words), table, english];
  const translate = (key: string, values?: PlaceholderValues): string => {
    const source = tables.find((candidate) => candidate?.[key] !== undefined);
    return fillPlaceholders(source?.[key] ?? key, values, show);
  };
  return Object.assign(translate, {language: words, locale, direction});
}

/**
 * Replaces single sentences: keys and placeholders as in the English table. `locale` is one of ours (`de-DE`), a
 * language for all of its regions (`de`, `en`), or one that we have no words for, whose other sentences stay English.
 * Elements on the page follow at once. Throws a `RangeError` if `locale` is not a BCP 47 tag.
 */
export function overrideWords(locale: string, words: WordTable): void {
  const [canonicalTag = ''] = Intl.getCanonicalLocales(locale);
  const key = canonicalTag === 'en-US' ? 'en' : canonicalTag;
  overridesByLocale.set(key, {...overridesByLocale.get(key), ...words});
  overridesFor = (ours) => {
    const languageOnly = ours.replace(/-.*/, '');
    return [overridesByLocale.get(ours), overridesByLocale.get(languageOnly)];
  };
  // A language that had to speak English may have words now.
  for (const [language, pageLanguage] of pageLanguages) {
    if (pageLanguage === ENGLISH) pageLanguages.delete(language);
  }
  notifyWordsListeners();
}

/** Loads the words for a page's language unless they are here; `onWordsChange` tells when they have come. */
export function loadLanguage(language: string): void {
  const needsNoWords = !language || /^en(-US)?$/i.test(language);
  if (needsNoWords || pageLanguages.has(language)) return;
  pageLanguages.set(language, ENGLISH);
  void localesPart.whenLoaded().then(async ({pageLanguageOf}) => {
    const pageLanguage = await pageLanguageOf(language, overridesByLocale);
    if (!pageLanguage) return;
    pageLanguages.set(language, pageLanguage);
    notifyWordsListeners();
  });
}
