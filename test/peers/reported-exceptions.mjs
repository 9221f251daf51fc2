// Reported inputs that are answered otherwise. `node test/peers/reported.list.mjs` prints the ids.

/** On purpose: `{id, answer, why}`. */
export const EXCEPTIONS = [
];

/** Faults of today: each goes from here when it is mended. */
export const KNOWN_FAULTS = [
];

/** The same, of pieces of pages (test/pages/reported-numbers.test.mjs). */
export const KNOWN_PAGE_FAULTS = [
];
