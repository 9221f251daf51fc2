/**
 * Which number of a set was used last. Choices remember its place in the set, by a digest of the
 * set: neither a name nor a number is kept. Without a user, the page itself remembers it.
 */
import type {Store} from '../../../store/types.js';

const placesOfPage = new Map<string, number>();

/** The number that was used last of these; undefined if none was. In any order. */
export function lastUsed(store: Store | undefined, numbers: readonly string[]): string | undefined {
  const set = ordered(numbers);
  const places = hasUser(store) ? store.choices.get().menus : Object.fromEntries(placesOfPage);
  return set[places?.[digestOf(set)] ?? -1];
}

export function rememberUsed(
  store: Store | undefined, numbers: readonly string[], number: string,
): void {
  const set = ordered(numbers);
  const digest = digestOf(set);
  const place = set.indexOf(number);
  if (hasUser(store)) store.choose({menus: {[digest]: place}});
  else placesOfPage.set(digest, place);
}

const hasUser = (store: Store | undefined): store is Store => !!store?.session.get().user;

const ordered = (numbers: readonly string[]): string[] => [...new Set(numbers)].sort();

/** FNV-1a, 32 bits. Not all digits: records keep no order of such names. */
function digestOf(numbers: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of numbers.join()) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return `m${hash.toString(36)}`;
}
