// Tables of exceptions: a row has fields of a case, and `why`.

/** Whether a case agrees with all fields of a row; a list means any of its values. */
export function holdsFor({why: _why, ...fields}, testCase) {
  return Object.entries(fields).every(([field, allowed]) => {
    const values = [testCase[field]].flat();
    return [allowed].flat().some((value) => values.includes(value));
  });
}

/** Whether a case with this name is in the sample of a seed: always the same ones. */
export function isSampled(name, share, seed) {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${name}`) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  // The last bits of this hash are even enough; the first ones differ little for similar names.
  return ((hash ^ hash >>> 15) >>> 0) % 10_000 < share * 10_000;
}
