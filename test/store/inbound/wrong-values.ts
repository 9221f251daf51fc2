/** Bad bodies: what may stand where a reader expects something else. */

/** Values of every type that JSON has, in place of what a reader expects. */
const WRONG_VALUES: readonly unknown[] = [
  null, true, 0, -1, 1e308, '', ' ', 'x'.repeat(10_000), [], [[]], {}, {length: 3}, '__proto__', '../..', '\u0000',
];

/** Every path of an object, with a wrong value at its end. */
export function* withWrongValues(value: unknown): Generator<unknown> {
  for (const wrong of WRONG_VALUES) yield wrong;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const {[key]: _left, ...rest} = value as Record<string, unknown>;
    if (!Array.isArray(value)) yield rest;
    for (const wrong of withWrongValues(member)) {
      yield Array.isArray(value) ? [wrong] : {...value, [key]: wrong};
    }
  }
}
