/** Which of our locales serves a language, and how to load its words. */
import type {PageLanguage, WordTable} from '../word-table.js';

const LOCALES: Readonly<Record<string, () => Promise<{readonly default: WordTable}>>> = {
  'ar': () => import('./ar.js'),
  'de-DE': () => import('./de-DE.js'),
  'en-GB': () => import('./en-GB.js'),
  'es-419': () => import('./es-419.js'),
  'es-ES': () => import('./es-ES.js'),
  'fi-FI': () => import('./fi-FI.js'),
  'fr-CA': () => import('./fr-CA.js'),
  'fr-FR': () => import('./fr-FR.js'),
  'he': () => import('./he.js'),
  'it-IT': () => import('./it-IT.js'),
  'ja-JP': () => import('./ja-JP.js'),
  'ko-KR': () => import('./ko-KR.js'),
  'nl-NL': () => import('./nl-NL.js'),
  'pt-BR': () => import('./pt-BR.js'),
  'pt-PT': () => import('./pt-PT.js'),
  'zh-CN': () => import('./zh-CN.js'),
  'zh-HK': () => import('./zh-HK.js'),
  'zh-TW': () => import('./zh-TW.js'),
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
  const module = await LOCALES[locale]?.();
  if (!module) throw new RangeError(`There are no words for ${locale}.`);
  return module.default;
}
