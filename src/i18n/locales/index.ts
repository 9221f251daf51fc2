import type {Table} from '../locale.js';

const LOCALES: Readonly<Record<string, () => Promise<{readonly default: Table}>>> = {
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

/** The words of one of our locales. */
export async function load(locale: string): Promise<Table> {
  const table = await LOCALES[locale]?.();
  if (!table) throw new RangeError(`There are no words for ${locale}.`);
  return table.default;
}
