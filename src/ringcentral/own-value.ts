/** The value of a table; undefined where it has none: a key may be any text, `constructor` included. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
