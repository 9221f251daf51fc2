/**
 * Looks up a contact: the page receives the number in E.164 and returns the name, or null. `signal`
 * is aborted once the answer is no longer needed.
 */
export type ResolveContact = (
  number: string,
  options: {readonly signal: AbortSignal},
) => ContactName | Promise<ContactName>;

type ContactName = string | null | undefined;

/** Names to remember for each resolver. */
const MAX_NAMES = 500;

/** Names by number, for each resolver: another one may know the number by another name. */
const namesByResolver = new WeakMap<ResolveContact, Map<string, string>>();

/** The name, empty where there is none; undefined before the resolver has answered. */
export function knownContactName(
  number: string,
  resolveContact: ResolveContact | null,
): string | undefined {
  return resolveContact ? namesByResolver.get(resolveContact)?.get(number) : '';
}

/** Resolves with the name, or with an empty string where the resolver fails or knows none. */
export async function lookUpContactName(
  number: string,
  resolveContact: ResolveContact,
  signal: AbortSignal,
): Promise<string> {
  try {
    const answer = await resolveContact(number, {signal});
    if (signal.aborted) return '';
    const name = typeof answer === 'string' ? answer.trim() : '';
    const names = namesByResolver.get(resolveContact) ?? new Map<string, string>();
    if (names.size >= MAX_NAMES) names.clear();
    namesByResolver.set(resolveContact, names.set(number, name));
    return name;
  } catch (error) {
    if (!signal.aborted) {
      console.warn(
        'rc-number-links: resolveContact failed; the number is shown without a name.', error,
      );
    }
    return '';
  }
}
