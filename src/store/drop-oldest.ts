/** Forgets what was added first, where there is more than is to be remembered. */
export function dropOldest(known: Map<string, unknown> | Set<string>, limit: number): void {
  const [oldest = ''] = known.keys();
  if (known.size > limit) known.delete(oldest);
}
