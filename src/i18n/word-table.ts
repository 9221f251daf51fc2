/** The shapes that the translator and the locales share. */

/** One flat table of sentences; `{name}` marks a placeholder. */
export type WordTable = Readonly<Record<string, string>>;

/** How we speak on a page of one language. */
export interface PageLanguage {
  /** One of our locales, or a language for which the page itself has words. */
  readonly words: string;
  /** BCP 47 tag for `Intl`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Empty for English, whose words come with each element. */
  readonly table: WordTable;
  /** A placeholder's value as it reads among the words. */
  show(value: string | number): string;
}
