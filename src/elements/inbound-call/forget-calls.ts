/** Forgets what is known of calls that are gone. `byKey`: by the calls' keys. */
export function forgetOthers(
  calls: readonly {readonly key: string}[],
  byKey: {keys(): Iterable<string>; delete(key: string): unknown},
): void {
  for (const key of byKey.keys()) {
    if (!calls.some((call) => call.key === key)) byKey.delete(key);
  }
}
