/** Numbers as people read them. The parser comes when there is a number to show; until then it is shown as it is. */
import type {Observable} from '../../store/types.js';

type Parser = typeof import('../../phone/parse.js');

let parser: Parser | undefined;
let loading: Promise<Parser> | undefined;

const waiting = new Set<(here: boolean) => void>();

/** Whether numbers can be formatted. Watching it does not load the parser. */
export const parserLoaded: Observable<boolean> = {
  get: () => parser !== undefined,
  subscribe(fn) {
    fn(parser !== undefined);
    return parserLoaded.listen(fn);
  },
  listen(fn) {
    waiting.add(fn);
    return () => void waiting.delete(fn);
  },
};

/** Lists of a thousand numbers are drawn again with each page and each letter typed to filter them. */
const formatted = new Map<string, string>();

/** `+1 650 555 0100` for `+16505550100`, once the parser is there, whoever needed it. */
export function formatNumber(e164: string): string {
  if (!parser) return e164;
  let text = formatted.get(e164);
  if (text === undefined) formatted.set(e164, text = parser.parseNumber(e164)?.international ?? e164);
  return text;
}

/** Loads the parser, once for the page. */
export async function loadParser(): Promise<Parser> {
  try {
    return await (loading ??= import('../../phone/parse.js').then((module) => {
      parser = module;
      for (const fn of waiting) fn(true);
      return module;
    }));
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** Loads the parser; `loaded` is called when it has come, not when it is there already. */
export function loadNumberFormat(loaded: () => void): void {
  if (!parser) loadParser().then(loaded, () => undefined);
}
