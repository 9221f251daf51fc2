/** What a number select offers: pure, from the platform's list to groups. */
import type {NumberOption} from '../../store/types.js';

const KINDS: readonly NumberOption['kind'][] = ['mobile', 'home', 'work', 'direct', 'company', 'toll-free', 'other'];

export interface OptionGroup {
  readonly kind: NumberOption['kind'];
  readonly options: readonly NumberOption[];
}

/** From how many numbers on a filter box helps. */
export const FILTER_MIN_OPTIONS = 30;

/** The options by kind, each number once, in the order of the list. */
export function grouped(options: readonly NumberOption[]): readonly OptionGroup[] {
  const seen = new Set<string>();
  const once = options.filter(({number}) => !seen.has(number) && seen.add(number));
  return KINDS
    .map((kind) => ({kind, options: once.filter((option) => option.kind === kind)}))
    .filter((group) => group.options.length > 0);
}

/** The options that have each typed word in their label, or its digits in their number. */
export function filtered(options: readonly NumberOption[], text: string): readonly NumberOption[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const digits = text.replace(/\D/g, '');
  return options.filter(({number, label = ''}) =>
    words.every((word) => label.toLocaleLowerCase().includes(word)) || digits !== '' && number.includes(digits));
}
