/** The facts that a number select shows. */
import type {numberSelectWords} from '../../i18n/en/number-select.js';
import type {Translator} from '../../i18n/translator.js';
import {isComplete, type AccountNumbers} from './account-numbers.js';

export type SelectTranslator = Translator<typeof numberSelectWords>;

export interface SelectContent extends AccountNumbers {
  /** E.164 or `browser`; empty = RingCentral's default. */
  readonly value: string;
  /** The element's own label; may be empty. */
  readonly label: string;
  /** Text of the page's `<label>` elements; may be empty. */
  readonly externalLabel: string;
  readonly required: boolean;
  readonly isDisabled: boolean;
  /** The value is invalid, and the user may be told so by now. */
  readonly showsInvalid: boolean;
  /** The user finished typing, and the text was no number. */
  readonly isInvalid: boolean;
}

/** The form requires a phone, and the account has none to choose. */
export function mustType(
  {kind, session, list, value, required, browserPhone}: SelectContent,
): boolean {
  const isPhoneMissing = required && kind !== 'caller-id' && !value && !browserPhone;
  const hasNoPhones = isComplete(list) && list.options.length === 0;
  return isPhoneMissing && session === 'ready' && hasNoPhones;
}
