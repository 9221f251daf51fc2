/** Which of our locales serves a language, and how to load its words. */
import {LazyPart} from '../../loading/lazy-part.js';
import type {PageLanguage, WordTable} from '../word-table.js';

const LOCALES: Readonly<Record<string, LazyPart<{readonly default: WordTable}>>> = {
  'ar': new LazyPart((_query) => import('./ar.js')),
  'de-DE': new LazyPart((_query) => import('./de-DE.js')),
  'en-GB': new LazyPart((_query) => import('./en-GB.js')),
  'es-419': new LazyPart((_query) => import('./es-419.js')),
  'es-ES': new LazyPart((_query) => import('./es-ES.js')),
  'fi-FI': new LazyPart((_query) => import('./fi-FI.js')),
  'fr-CA': new LazyPart((_query) => import('./fr-CA.js')),
  'fr-FR': new LazyPart((_query) => import('./fr-FR.js')),
  'he': new LazyPart((_query) => import('./he.js')),
  'it-IT': new LazyPart((_query) => import('./it-IT.js')),
  'ja-JP': new LazyPart((_query) => import('./ja-JP.js')),
  'ko-KR': new LazyPart((_query) => import('./ko-KR.js')),
  'nl-NL': new LazyPart((_query) => import('./nl-NL.js')),
  'pt-BR': new LazyPart((_query) => import('./pt-BR.js')),
  'pt-PT': new LazyPart((_query) => import('./pt-PT.js')),
  'zh-CN': new LazyPart((_query) => import('./zh-CN.js')),
  'zh-HK': new LazyPart((_query) => import('./zh-HK.js')),
  'zh-TW': new LazyPart((_query) => import('./zh-TW.js')),
};

/** All locales that have words of their own; American English comes with the elements. */
export const locales: readonly string[] = Object.keys(LOCALES);

/**
 * Which of our locales serves the regions that have none of their own; null = American English. The last line of a
 * language serves all other regions, by CLDR's parent locales.
 */
const REGIONS: Readonly<Record<string, readonly (readonly [regions: string, locale: string | null])[]>> = {
  en: [['US CA PH PR GU VI AS MP UM', null], ['', 'en-GB']],
  es: [['ES EA IC GQ PH AD GI', 'es-ES'], ['', 'es-419']],
  fr: [['CA', 'fr-CA'], ['', 'fr-FR']],
  pt: [['BR', 'pt-BR'], ['', 'pt-PT']],
};

const RIGHT_TO_LEFT = /^(ar|he|fa|ur)\b/;

/** The locale that serves a BCP 47 tag best; null = American English, also for an unknown language or tag. */
export function match(tag: string, available: readonly string[] = locales): string | null {
  const requested = parseLocale(tag);
  if (!requested) return null;
  const {language, script, region = ''} = requested.maximize();
  const ifAvailable = (locale: string): string | undefined =>
    available.find((candidate) => candidate === locale);
  if (language === 'zh' || language === 'yue') {
    return ifAvailable(chineseLocale(language, script, region)) ?? null;
  }
  const exact = ifAvailable(requested.baseName) ?? ifAvailable(`${language}-${region}`);
  if (exact) return exact;
  const [, regional] = REGIONS[language]
    ?.find(([regions]) => !regions || regions.split(' ').includes(region)) ?? [];
  if (regional === null) return null;
  const sameLanguage = available.find((candidate) => candidate.split('-')[0] === language);
  return (regional && ifAvailable(regional)) ?? sameLanguage ?? null;
}

function parseLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}

/** The script says more about written Chinese than the region; Cantonese uses the words of Hong Kong. */
function chineseLocale(language: string, script: string | undefined, region: string): string {
  if (script !== 'Hant') return 'zh-CN';
  const isCantonese = language === 'yue' || region === 'HK' || region === 'MO';
  return isCantonese ? 'zh-HK' : 'zh-TW';
}

/**
 * How to speak on a page in `language` (BCP 47): with our words for it, or in English where the page has replaced some
 * sentences (`overrides`, by locale or language); null = in plain English.
 */
export async function pageLanguageOf(
  language: string,
  overrides: ReadonlyMap<string, WordTable>,
): Promise<PageLanguage | null> {
  const ourLocale = match(language);
  const languageOnly = language.replace(/-.*/, '');
  const overridden = [language, languageOnly].find((tag) => overrides.has(tag));
  const words = ourLocale ?? overridden;
  if (!words) return null;
  const locale = ourLocale ? language : words;
  const isRightToLeft = RIGHT_TO_LEFT.test(words);
  return {
    words,
    locale,
    direction: isRightToLeft ? 'rtl' : 'ltr',
    table: ourLocale ? await loadWords(ourLocale) : {},
    show(value) {
      const text = typeof value === 'number' ? value.toLocaleString(locale) : value;
      return isRightToLeft ? isolate(text) : text;
    },
  };
}

/** Text that keeps its own direction among right-to-left words; a plain string can carry no markup. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

async function loadWords(locale: string): Promise<WordTable> {
  const module = await LOCALES[locale]?.whenLoaded();
  if (!module) throw new RangeError(`There are no words for ${locale}.`);
  return module.default;
}
