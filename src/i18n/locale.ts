/**
 * Which words an element speaks: those of the nearest `lang`, followed while it changes. English comes with each
 * element; every other language is a chunk that loads when a page asks for it.
 */

/** One flat table of sentences; `{name}` marks what is filled in. */
export type Table = Readonly<Record<string, string>>;

type Placeholders<Text extends string> =
  Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

type Params<Text extends string> =
  [Placeholders<Text>] extends [never] ? [] : [params: Readonly<Record<Placeholders<Text>, string | number>>];

/** Gives the sentence of a key, its placeholders filled in. */
export interface Translate<T extends Table> {
  <Key extends keyof T & string>(key: Key, ...params: Params<T[Key]>): string;
  /** BCP 47 tag of the words themselves, which may differ from the page's. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

const RIGHT_TO_LEFT = /^(ar|he|fa|ur)\b/i;

const tables = new Map<string, Table>();
const resolved = new Map<string, string>();
const overrides = new Map<string, Table>();
const followers = new Set<LanguageFollower>();

/** What the mechanism needs of an element. */
export interface LanguageFollower extends Element {
  languageChanged(): void;
}

/**
 * `text` with `{name}` replaced by `params.name`; a placeholder without a value stays as it is. `isolated`: what is
 * filled in keeps its own direction, as numbers and names inside right-to-left words must.
 */
export function fill(text: string, params: Readonly<Record<string, string | number>> = {}, isolated = false): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? whole;
    return isolated ? `\u2068${value}\u2069` : String(value);
  });
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
  return closestAcross(element, '[lang]')?.getAttribute('lang') ?? '';
}

/** Words for a language: the loaded table of its locale, English where there is none (yet). */
export function translator<const T extends Table>(english: T, language: string): Translate<T> {
  const locale = resolved.get(language) ?? 'en';
  const table = tables.get(locale);
  const own = overrides.get(locale);
  const direction = RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr';
  const translate = (key: string, params?: Readonly<Record<string, string | number>>): string =>
    fill(own?.[key] ?? table?.[key] ?? english[key] ?? key, params, direction === 'rtl');
  return Object.assign(translate, {language: locale, direction}) as unknown as Translate<T>;
}

/**
 * Replaces single sentences for one locale ("en", "de-DE"): keys and placeholders as in the English table.
 * Elements on the page follow at once.
 */
export function overrideWords(locale: string, words: Table): void {
  overrides.set(locale, {...overrides.get(locale), ...words});
  tellAll();
}

/** Keeps the element told of changes of its language; returns the end of it. */
export function followLanguage(element: LanguageFollower): () => void {
  watchDocument(element.ownerDocument);
  followers.add(element);
  return () => followers.delete(element);
}

/** Loads the words for a language unless they are here; elements are told when they have come. */
export function loadLanguage(language: string): void {
  if (!language || /^en(-US)?$/i.test(language) || resolved.has(language)) return;
  resolved.set(language, 'en');
  void import('./locales/index.js').then(async ({match, load}) => {
    const locale = match(language);
    if (!locale) return;
    if (!tables.has(locale)) tables.set(locale, await load(locale));
    resolved.set(language, locale);
    tellAll();
  }).catch(() => {
    // Without its chunk a page speaks English; the next element that asks tries again.
    resolved.delete(language);
  });
}

function tellAll(): void {
  for (const follower of followers) follower.languageChanged();
}

const watched = new WeakSet<Document>();

function watchDocument(document: Document): void {
  if (watched.has(document)) return;
  watched.add(document);
  new MutationObserver(tellAll).observe(document, {subtree: true, attributes: true, attributeFilter: ['lang']});
}
