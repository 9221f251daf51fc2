/** Finds an item of a menu by the letters that the user types. */

/** A letter after a longer pause begins anew. */
const TYPING_PAUSE_MS = 1_000;

export class TypeAhead {
  #typed = '';
  #typedAt = -Infinity;

  /**
   * The index of the label that the letters so far mean, seen from the one at `current`; -1 if there
   * is none. `locale`: BCP 47, since languages differ in which letters are the same.
   */
  find(letter: string, labels: readonly string[], current: number, locale: string): number {
    const typed = this.isTyping ? this.#typed + letter : letter;
    const index = findLabel(typed, labels, current, locale);
    // A space that continues no label is meant for the item.
    if (letter === ' ' && index < 0) return index;
    this.#typed = typed;
    this.#typedAt = performance.now();
    return index;
  }

  get isTyping(): boolean {
    return performance.now() - this.#typedAt < TYPING_PAUSE_MS;
  }

  reset(): void {
    this.#typedAt = -Infinity;
  }
}

/** One letter, also when it is repeated, goes on to the next label; more letters may stay. */
export function findLabel(
  typed: string, labels: readonly string[], current: number, locale: string,
): number {
  const letters = [...typed.normalize()];
  const isSame = collatorFor(locale);
  const findFrom = (start: number, text: readonly string[]): number => {
    const indices = labels.map((_, offset) => (start + offset) % labels.length);
    return indices.find((index) => startsWith(labels[index]!, text, isSame)) ?? -1;
  };
  const [first = ''] = letters;
  const isRepeated = letters.every((letter) => isSame(letter, first));
  const wholeIndex = letters.length > 1 ? findFrom(Math.max(current, 0), letters) : -1;
  return wholeIndex < 0 && isRepeated ? findFrom(current + 1, [first]) : wholeIndex;
}

function startsWith(
  label: string, text: readonly string[], isSame: (some: string, other: string) => boolean,
): boolean {
  const start = [...label.normalize()].slice(0, text.length);
  return start.length === text.length && isSame(start.join(''), text.join(''));
}

/** Without regard to case and, where the language has no letter of its own for them, to accents. */
function collatorFor(locale: string): (some: string, other: string) => boolean {
  const {compare} = new Intl.Collator(locale, {sensitivity: 'base'});
  return (some, other) => compare(some, other) === 0;
}
