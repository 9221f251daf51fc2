/** The number behind a call button, read without the parser where it is plain E.164. */
import {readE164, type DialableNumber} from '../../phone/dialable-number.js';
import type {ParsedNumber} from '../../phone/parse.js';

/** The number that `to` stands for; `unread` means that only the parser can tell. */
export type Destination =
  | ParsedNumber
  | {readonly kind: 'number'; readonly number: DialableNumber}
  | {readonly kind: 'unread'; readonly links?: {readonly tel: string} | null};

/** Digits that only a link can call: RingOut takes full numbers. */
type ShortDestination =
  Extract<Destination, {kind: 'emergency' | 'service' | 'extension' | 'ambiguous'}>;

/** Where a call link can lead. */
export type LinkScheme = 'rcmobile' | 'rcapp' | 'tel';

/** In the order in which they are offered. */
export const LINK_SCHEMES: readonly LinkScheme[] = ['rcmobile', 'rcapp', 'tel'];

/** Reads a number in E.164; `unread` for every other text. */
export function readDestination(text: string): Destination {
  const number = readE164(text);
  if (number) return {kind: 'number', number};
  return {kind: text.trim() ? 'unread' : 'invalid'};
}

/** Without the parser, the device's own phone can still dial the digits as they are written. */
export function unparsedDestination(
  text: string,
): Extract<Destination, {kind: 'unread'}> {
  const [, written = ''] = /^(?:tel:)?([+\d\s()./-]{3,})/i.exec(text.trim()) ?? [];
  const digits = written.replace(/(?<=^\+.*)\(0\)|[^+\d]/g, '');
  return {kind: 'unread', links: digits ? {tel: `tel:${digits}`} : null};
}

export function isShortDestination(destination: Destination): destination is ShortDestination {
  return ['emergency', 'service', 'extension', 'ambiguous'].includes(destination.kind);
}
