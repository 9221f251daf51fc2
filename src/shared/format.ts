/** Numbers as people read them. The parser comes when there is a number to show; until then it is shown as it is. */

type Parser = typeof import('../phone/parse.js');

let parser: Parser | undefined;
let loading: Promise<Parser> | undefined;

/** `+1 650 555 0100` for `+16505550100`, once the parser is there. */
export function formatNumber(e164: string): string {
  return parser?.parseNumber(e164)?.international ?? e164;
}

/** Loads the parser, once for the page; `loaded` is called when it has come, not when it is there already. */
export function loadFormat(loaded: () => void): void {
  if (parser) return;
  loading ??= import('../phone/parse.js').then((module) => parser = module);
  loading.then(loaded, () => loading = undefined);
}
