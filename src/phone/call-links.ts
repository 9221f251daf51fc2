import {
  dialableNumberLinks, shortNumberLinks, type CallLinks, type ShortNumber,
} from './call-uris.js';
import {readE164, type DialableNumber} from './dialable-number.js';

export type {CallLinks, ShortNumber} from './call-uris.js';

/**
 * The links for a number in E.164 (`;ext=` allowed), a parsed number or a short number; null for
 * anything else. Only digits that were checked here reach a URI.
 */
export function callLinks(number: ShortNumber): Pick<CallLinks, 'tel'> & Partial<CallLinks> | null;
export function callLinks(number: string | DialableNumber): CallLinks | null;
export function callLinks(
  number: string | DialableNumber | ShortNumber,
): Partial<CallLinks> | null;
export function callLinks(
  number: string | DialableNumber | ShortNumber,
): Partial<CallLinks> | null {
  if (typeof number === 'string') {
    const written = readE164(number);
    return written && dialableNumberLinks(written);
  }
  if (isShortNumber(number)) return isValid(number) ? shortNumberLinks(number) : null;
  // Pages that are not type-checked may pass anything, null included.
  const checked = readE164(number?.e164 ?? '');
  if (!checked || !hasValidTones(number)) return null;
  return dialableNumberLinks({...number, e164: checked.e164});
}

const hasValidTones = ({extension = '0', tones = ',0'}: DialableNumber): boolean =>
  /^\d{1,20}$/.test(extension) && /^(?:,+[\d*#]+)+$/.test(tones);

const isShortNumber = (number: DialableNumber | ShortNumber): number is ShortNumber =>
  typeof number === 'object' && number && 'digits' in number;

const isValid = ({kind, digits}: ShortNumber): boolean => kind === 'ambiguous'
  ? /^\+?\d{1,20}$/.test(digits)
  : /^(?:emergency|service|extension)$/.test(kind) && /^\d{1,8}$/.test(digits);
