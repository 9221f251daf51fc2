/** Options of a number select: pure functions from RingCentral's list to groups and matches. */
import type {NumberOption} from '../../store/types.js';

/** In the order in which users look for them. */
const KIND_ORDER: readonly NumberOption['kind'][] = [
  'mobile', 'home', 'work', 'direct', 'company', 'toll-free', 'other',
];

interface OptionGroup {
  readonly kind: NumberOption['kind'];
  readonly options: readonly NumberOption[];
}

/** The options by kind, each number once, each group in the order of the list. */
export function grouped(options: readonly NumberOption[]): readonly OptionGroup[] {
  const seenNumbers = new Set<string>();
  const distinctOptions = options.filter(({number}) =>
    !seenNumbers.has(number) && seenNumbers.add(number));
  return KIND_ORDER
    .map((kind) => ({kind, options: distinctOptions.filter((option) => option.kind === kind)}))
    .filter((group) => group.options.length > 0);
}

/** The options whose label has every word of the text, or whose number has its digits. */
export function filtered(
  options: readonly NumberOption[],
  filterText: string,
): readonly NumberOption[] {
  const words = filterText.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const digits = filterText.replace(/\D/g, '');
  return options.filter(({number, label = ''}) => {
    const hasWords = words.every((word) => label.toLocaleLowerCase().includes(word));
    return hasWords || (digits !== '' && number.includes(digits));
  });
}
