/**
 * Asks the host who a number is. The host is given the number in E.164, and a signal that tells when nobody waits for
 * the answer any more; it gives a name, or null.
 */
export type ResolveContact = (number: string, options: {readonly signal: AbortSignal}) => Name | Promise<Name>;

type Name = string | null | undefined;

/** So many names are remembered. */
const MOST = 500;

/** Number → name, by who told it: another one may know it by another name. */
const told = new WeakMap<ResolveContact, Map<string, string>>();

/** The name, empty where there is none; undefined where nobody was asked yet. */
export function knownContactName(number: string, ask: ResolveContact | null): string | undefined {
  return ask ? told.get(ask)?.get(number) : '';
}

/** Resolves with the name, or empty. A host that fails knows no name. */
export async function lookUpContactName(number: string, ask: ResolveContact, signal: AbortSignal): Promise<string> {
  try {
    const name = await ask(number, {signal});
    if (signal.aborted) return '';
    const words = typeof name === 'string' ? name.trim() : '';
    const names = told.get(ask) ?? new Map<string, string>();
    if (names.size >= MOST) names.clear();
    told.set(ask, names.set(number, words));
    return words;
  } catch (error) {
    if (!signal.aborted) console.warn('rc-number-links: resolveContact failed; the number is shown without a name.', error);
    return '';
  }
}
