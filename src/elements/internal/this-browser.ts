/** The phone that is no number: this browser itself. */
import type {Store} from '../../store/types.js';

/** Its name where a phone is chosen or asked for. */
export const THIS_BROWSER = 'browser';

/** The phone that will ring; absent = the platform's default, also where this page is no phone. */
export function possiblePhone(
  phone: string | undefined, {browserPhone}: Pick<Store, 'browserPhone'>,
): string | undefined {
  const isMissing = phone === THIS_BROWSER && browserPhone.get() === null;
  return isMissing ? undefined : phone;
}
