/**
 * Which words an element speaks: those of the nearest `lang`, followed while it changes. English comes with each
 * element; every other language is a chunk that loads when a page asks for it.
 */

/** One flat table of sentences; `{name}` marks what is filled in. */
export type WordTable = Readonly<Record<string, string>>;

type Placeholders<Text extends string> =
  Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

type Params<Text extends string> =
  [Placeholders<Text>] extends [never] ? [] : [params: Readonly<Record<Placeholders<Text>, string | number>>];

/** Gives the sentence of a key, its placeholders filled in. */
export interface Translator<T extends WordTable> {
  <Key extends keyof T & string>(key: Key, ...params: Params<T[Key]>): string;
  /** BCP 47 tag of the words themselves, which may differ from the page's. */
  readonly language: string;
  /** BCP 47 tag for `Intl`: the page's own where the words follow it, since digits differ by region. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** What a language of the page comes to. */
export interface PageLanguage extends Pick<Translator<WordTable>, 'locale' | 'direction'> {
  /** Our locale, or a language that the page itself has words for. */
  readonly words: string;
  /** Empty = English. */
  readonly table: WordTable;
  /** What is filled in, as it reads among the words. */
  show(value: string | number): string;
}

const ENGLISH: PageLanguage = {
  words: 'en', locale: 'en', direction: 'ltr', table: {},
  show: (value) => typeof value === 'number' ? value.toLocaleString('en') : value,
};

const voices = new Map<string, PageLanguage>();
const overrides = new Map<string, WordTable>();
/** The page's own sentences, the nearest first; none before `overrideWords`. */
let overriding: (words: string) => readonly (WordTable | undefined)[] = () => [];
const followers = new Set<LanguageFollower>();

/** What the mechanism needs of an element. */
export interface LanguageFollower extends Element {
  languageChanged(): void;
}

/** `text` with `{name}` replaced by `params.name`, as `show` writes it; what has no value stays as it is. */
export function fill(
  text: string,
  params: Readonly<Record<string, string | number>> = {},
  show: (value: string | number) => string = String,
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => show(params[name] ?? whole));
}

/** The nearest ancestor-or-self that fits, looking on outside of shadow roots at their hosts. */
export function closestAcross(element: Element, selector: string): Element | null {
  for (let at: Element | undefined = element; at;) {
    const found: Element | null = at.closest(selector);
    if (found) return found;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return null;
}

/** BCP 47 tag of the nearest `lang`; empty when the page does not say. */
export function languageOf(element: Element): string {
  return closestAcross(element, '[lang]')?.getAttribute('lang')?.trim().replaceAll('_', '-') ?? '';
}

/** Words for a language: the loaded table of its locale, English where there is none (yet). */
export function createTranslator<const T extends WordTable>(english: T, language: string): Translator<T> {
  const {words, locale, direction, table, show} = voices.get(language) ?? ENGLISH;
  const sources = [...overriding(words), table, english];
  const translate = (key: string, params?: Readonly<Record<string, string | number>>): string =>
    fill(sources.find((source) => source?.[key] !== undefined)?.[key] ?? key, params, show);
  return Object.assign(translate, {language: words, locale, direction});
}

/**
 * Replaces single sentences: keys and placeholders as in the English table. `locale` is one of ours (`de-DE`), a
 * language for all of its regions (`de`, `en`), or one that we have no words for, whose other sentences stay English.
 * Elements on the page follow at once. Throws a `RangeError` where `locale` is no BCP 47 tag.
 */
export function overrideWords(locale: string, words: WordTable): void {
  const [tag = ''] = Intl.getCanonicalLocales(locale);
  const key = tag === 'en-US' ? 'en' : tag;
  overrides.set(key, {...overrides.get(key), ...words});
  overriding = (of) => [overrides.get(of), overrides.get(of.replace(/-.*/, ''))];
  for (const [language, voice] of voices) if (voice === ENGLISH) voices.delete(language);
  tellAll();
}

/** Keeps the element told of changes of its language; returns the end of it. */
export function followLanguage(element: LanguageFollower): () => void {
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) watch(root);
  watch(element.ownerDocument);
  followers.add(element);
  return () => followers.delete(element);
}

/** Loads the words for a language unless they are here; elements are told when they have come. */
export function loadLanguage(language: string): void {
  if (!language || /^en(-US)?$/i.test(language) || voices.has(language)) return;
  voices.set(language, ENGLISH);
  void import('./locales/index.js').then(async ({voiceOf}) => {
    const voice = await voiceOf(language, overrides);
    if (!voice) return;
    voices.set(language, voice);
    tellAll();
  }).catch(() => {
    // Without its chunk a page speaks English; the next element that asks tries again.
    voices.delete(language);
  });
}

function tellAll(): void {
  for (const follower of followers) follower.languageChanged();
}

const watched = new WeakSet<Node>();

function watch(root: Node): void {
  if (watched.has(root)) return;
  watched.add(root);
  new MutationObserver(tellAll).observe(root, {subtree: true, attributes: true, attributeFilter: ['lang']});
}
