import {readE164, type DialableNumber} from './dialable-number.js';

/** Links that open a call or a text message in another app. Every value is a URI for an `href`. */
export interface CallLinks {
  /** The RingCentral Phone app. */
  readonly rcmobile: string;
  /** The current RingCentral app. */
  readonly rcapp: string;
  /** The device's own phone (RFC 3966). */
  readonly tel: string;
  readonly sms: string;
  readonly rcmobileSms: string;
}

/** A number to dial as it is, on the device's phone or, for extensions, in RingCentral's apps. */
export interface ShortNumber {
  readonly kind: 'emergency' | 'service' | 'extension';
  readonly digits: string;
}

/**
 * The links for a number in E.164 (`;ext=` allowed), a parsed number or a short number; null for
 * anything else. Only digits that were checked here reach a URI.
 *
 * An extension is written as each scheme has it: `;ext=` in `tel:`, two pauses (`,,`) in the apps'
 * dial strings. Text messages have no extensions and go to the number itself.
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
    return written && dialableNumberLinks(written.e164, written.extension);
  }
  if (isShortNumber(number)) return shortNumberLinks(number);
  // Pages that are not type-checked may pass anything, null included.
  const checked = readE164(number?.e164 ?? '');
  return checked && dialableNumberLinks(checked.e164, number.extension);
}

const isShortNumber = (number: DialableNumber | ShortNumber): number is ShortNumber =>
  typeof number === 'object' && number && 'digits' in number;

function shortNumberLinks({kind, digits}: ShortNumber): Partial<CallLinks> | null {
  const isValid = /^(?:emergency|service|extension)$/.test(kind) && /^\d{1,8}$/.test(digits);
  if (!isValid) return null;
  const tel = `tel:${digits}`;
  return kind === 'extension' ? {...appLinks(digits), tel} : {tel};
}

function dialableNumberLinks(e164: string, extension: string | undefined): CallLinks | null {
  if (extension !== undefined && !/^\d{1,20}$/.test(extension)) return null;
  const digits = e164.slice(1);
  return {
    ...appLinks(extension ? `${digits},,${extension}` : digits),
    tel: extension ? `tel:+${digits};ext=${extension}` : `tel:+${digits}`,
    sms: `sms:+${digits}`,
    rcmobileSms: `rcmobile://sms?number=${digits}`,
  };
}

const appLinks = (dialString: string) => ({
  rcmobile: `rcmobile://call?number=${dialString}`,
  rcapp: `rcapp://r/call?number=${dialString}`,
});
