/** The URIs of call links, for numbers that were checked. */
import type {DialableNumber} from './dialable-number.js';

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

/** Digits to dial as they are, on the device's phone or, for extensions, in RingCentral's apps. */
export interface ShortNumber {
  readonly kind: 'emergency' | 'service' | 'extension' | 'ambiguous';
  readonly digits: string;
}

export function shortNumberLinks(
  {kind, digits}: ShortNumber,
): Pick<CallLinks, 'tel'> & Partial<CallLinks> {
  return {...kind === 'extension' && appLinks(digits), tel: `tel:${digits}`};
}

/**
 * An extension is written as each scheme has it: `;ext=` in `tel:`, two pauses (`,,`) in the apps'
 * dial strings. RFC 3966 has nothing for other tones, which phones take as apps do. Text messages
 * have no extensions and go to the number itself.
 */
export function dialableNumberLinks({e164, extension, tones}: DialableNumber): CallLinks {
  const digits = e164.slice(1);
  const suffix = tones?.replaceAll('#', '%23') ?? (extension ? `,,${extension}` : '');
  return {
    ...appLinks(digits + suffix),
    tel: `tel:+${digits}${tones ? suffix : suffix.replace(',,', ';ext=')}`,
    sms: `sms:+${digits}`,
    rcmobileSms: `rcmobile://sms?number=${digits}`,
  };
}

const appLinks = (dialString: string) => ({
  rcmobile: `rcmobile://call?number=${dialString}`,
  rcapp: `rcapp://r/call?number=${dialString}`,
});
