// Tables of exceptions: a row has fields of a case, and `why`.

/** Whether a case agrees with all fields of a row: a value, a list of them, or a function that tells. */
export function holdsFor({why: _why, ...fields}, testCase) {
  return Object.entries(fields).every(([field, allowed]) => {
    const values = [testCase[field]].flat();
    if (typeof allowed === 'function') return values.some(allowed);
    return [allowed].flat().some((value) => values.includes(value));
  });
}

/** A number from 0 to 2³² - 1 that is always the same for a text (FNV-1a, mixed once more). */
export function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ hash >>> 15, 0x2c1b3c6d);
  return (hash ^ hash >>> 12) >>> 0;
}

/** Whether a case with this name is in the sample of a seed: always the same ones. */
export const isSampled = (name, share, seed) => hashOf(`${seed} ${name}`) % 10_000 < share * 10_000;
