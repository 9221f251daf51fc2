import {readE164, type DialableNumber} from './dialable-number.js';

/** What opens a call or a text message outside this page. Every value is a complete URI, ready for `href`. */
export interface CallLinks {
  /** The RingCentral Phone app. */
  readonly rcmobile: string;
  /** Today's RingCentral app. */
  readonly rcapp: string;
  /** The device's own phone (RFC 3966). */
  readonly tel: string;
  readonly sms: string;
  readonly rcmobileSms: string;
}

/** A short number that is called as it stands: only the device's own phone, or for an extension RingCentral's apps. */
export interface ShortNumber {
  readonly kind: 'emergency' | 'service' | 'extension';
  readonly digits: string;
}

/**
 * The links for a number in E.164 (also with `;ext=`), for a parsed number, or for a short number; null for
 * everything else. Only digits that were checked here reach a URI.
 *
 * An extension travels as the scheme has it: `;ext=` in `tel:`; two pauses where the number is a dial string. A
 * text message goes to the number itself: messages have no extensions.
 */
export function callLinks(number: ShortNumber): Pick<CallLinks, 'tel'> & Partial<CallLinks> | null;
export function callLinks(number: string | DialableNumber): CallLinks | null;
export function callLinks(number: string | DialableNumber | ShortNumber): Partial<CallLinks> | null;
export function callLinks(number: string | DialableNumber | ShortNumber): Partial<CallLinks> | null {
  if (typeof number === 'object' && number && 'digits' in number) {
    const {kind, digits} = number;
    if (!/^(?:emergency|service|extension)$/.test(kind) || !/^\d{1,8}$/.test(digits)) return null;
    return {...kind === 'extension' && apps(digits), tel: `tel:${digits}`};
  }
  const read = readE164(typeof number === 'string' ? number : number?.e164 ?? '');
  if (!read) return null;
  const extension = typeof number === 'string' ? read.extension : number.extension;
  if (extension !== undefined && !/^\d{1,20}$/.test(extension)) return null;
  const digits = read.e164.slice(1);
  return {
    ...apps(extension ? `${digits},,${extension}` : digits),
    tel: `tel:+${digits}${extension ? `;ext=${extension}` : ''}`,
    sms: `sms:+${digits}`,
    rcmobileSms: `rcmobile://sms?number=${digits}`,
  };
}

const apps = (dialString: string) => ({
  rcmobile: `rcmobile://call?number=${dialString}`,
  rcapp: `rcapp://r/call?number=${dialString}`,
});
