const SCRIPT_SYMBOL = Symbol.for('rc-click-to-call/script');
const markedGlobal = globalThis as {[SCRIPT_SYMBOL]?: true};

/**
 * Whether this is the page's first script of rc-click-to-call. Imported before anything is defined.
 * A second script (the tag is there twice, maybe in two versions) leaves the page to the first. An
 * npm copy does not count: it defines what its page imports, and the script defines the other tags.
 */
export const isFirstCopy = !markedGlobal[SCRIPT_SYMBOL];
markedGlobal[SCRIPT_SYMBOL] = true;
