import type {WordTable, PageLanguage} from '../locale.js';

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

/** The locales that have words of their own, English as of the United States apart. */
export const locales: readonly string[] = Object.keys(LOCALES);

/**
 * Which of our locales serves the regions that have none of their own; null = English itself. Regions that are not
 * listed go with the last one, by what CLDR calls their parent locale.
 */
const REGIONS: Readonly<Record<string, readonly (readonly [regions: string, locale: string | null])[]>> = {
  en: [['US CA PH PR GU VI AS MP UM', null], ['', 'en-GB']],
  es: [['ES EA IC GQ PH AD GI', 'es-ES'], ['', 'es-419']],
  fr: [['CA', 'fr-CA'], ['', 'fr-FR']],
  pt: [['BR', 'pt-BR'], ['', 'pt-PT']],
};

/** The locale that serves a BCP 47 tag best; null = English, also where there is no such language or tag. */
export function match(tag: string, among: readonly string[] = locales): string | null {
  let wanted: Intl.Locale;
  try { wanted = new Intl.Locale(tag); } catch { return null; }
  const {language, script, region = ''} = wanted.maximize();
  const of = (locale: string | null | undefined) => among.find((one) => one === locale);
  const exact = of(wanted.baseName) ?? of(`${language}-${region}`);
  // Cantonese is written with the words of Hong Kong; a region says less about Chinese than its script.
  if (language === 'zh' || language === 'yue') {
    const chinese = script !== 'Hant' ? 'zh-CN' : language === 'yue' || region === 'HK' || region === 'MO' ? 'zh-HK' : 'zh-TW';
    return of(chinese) ?? null;
  }
  if (exact) return exact;
  const rule = REGIONS[language]?.find(([regions]) => !regions || regions.split(' ').includes(region));
  if (rule?.[1] === null) return null;
  return of(rule?.[1]) ?? among.find((one) => one.split('-')[0] === language) ?? null;
}

/**
 * How a page in `language` (BCP 47) speaks: with our words for it, or in English where it has replaced some of them
 * (`overrides`); null = in English.
 */
export async function voiceOf(language: string, overrides: ReadonlyMap<string, WordTable>): Promise<PageLanguage | null> {
  const ours = match(language);
  const words = ours ?? [language, language.replace(/-.*/, '')].find((tag) => overrides.has(tag));
  if (!words) return null;
  const locale = ours ? language : words;
  const direction = RIGHT_TO_LEFT.test(words) ? 'rtl' : 'ltr';
  return {
    words, locale, direction, table: ours ? await load(ours) : {},
    show(value) {
      const text = typeof value === 'number' ? value.toLocaleString(locale) : value;
      // Numbers and names inside of right-to-left words keep their own direction.
      return direction === 'rtl' ? isolate(text) : text;
    },
  };
}

const RIGHT_TO_LEFT = /^(ar|he|fa|ur)\b/;

/** Text that keeps its own direction among words of the other one, where no markup can say so. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

/** The words of one of our locales. */
async function load(locale: string): Promise<WordTable> {
  const table = await LOCALES[locale]?.();
  if (!table) throw new RangeError(`There are no words for ${locale}.`);
  return table.default;
}
