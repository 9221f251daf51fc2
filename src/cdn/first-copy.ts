const COPY = Symbol.for('rc-click-to-call/script');
const known = globalThis as {[COPY]?: true};

/**
 * Whether this is the first script of rc-click-to-call on the page. Asked before anything is defined, so it has to be
 * imported first. A later one (the tag came twice, in two versions) leaves the page to the first. An npm copy does not
 * count: it defines what its page imports, and the script adds the tags that nobody has defined.
 */
export const isFirstCopy = !known[COPY];
known[COPY] = true;
