/** The number behind a call button, read without the parser where it is plain E.164. */
import {dialableNumberLinks, shortNumberLinks, type CallLinks} from '../../phone/call-uris.js';
import {readE164, type DialableNumber} from '../../phone/dialable-number.js';
import type {ParsedNumber} from '../../phone/parse.js';
import {pageHasSession} from '../internal/page-session.js';

/** The number that `to` stands for; `unread` means that only the parser can tell. */
export type Destination =
  | ParsedNumber
  | PlainNumber
  | {readonly kind: 'unread'; readonly links?: {readonly tel: string} | null};

interface PlainNumber {
  readonly kind: 'number';
  readonly number: DialableNumber;
}

/** The parser has not loaded yet. */
export const UNREAD: Destination = {kind: 'unread'};

/** Digits that only a link can call: RingOut takes full numbers. */
type ShortDestination =
  Extract<Destination, {kind: 'emergency' | 'service' | 'extension' | 'ambiguous'}>;

/** Where a call link can lead. */
export type LinkScheme = 'rcmobile' | 'rcapp' | 'tel';

/** In the order in which they are offered. */
export const LINK_SCHEMES: readonly LinkScheme[] = ['rcmobile', 'rcapp', 'tel'];

/**
 * The first of the texts that says what to call; if none does, what the first one is. Only what is
 * not plain E.164 is parsed, and an `UNREAD` text may still say what to call.
 */
export function readFirst<Parsed extends Destination>(
  texts: readonly string[], parse: (text: string) => Parsed,
): Parsed | PlainNumber | {readonly kind: 'invalid'} {
  let first: Parsed | PlainNumber | undefined;
  for (const text of texts) {
    const number = readE164(text);
    const destination = number ? {kind: 'number' as const, number} : parse(text);
    const isMeant = destination.kind !== 'unread' && linksTo(destination);
    if (isMeant || destination === UNREAD) return destination;
    first ??= destination;
  }
  return first ?? {kind: 'invalid'};
}

/** Without the parser, the device's own phone can still dial the digits as they are written. */
export function unparsedDestination(
  text: string,
): Extract<Destination, {kind: 'unread'}> {
  const [, written = ''] = /^(?:tel:)?([+\d\s()./-]{3,})/i.exec(text.trim()) ?? [];
  const digits = written.replace(/(?<=^\+.*)\(0\)|[^+\d]/g, '');
  return {kind: 'unread', links: digits ? {tel: `tel:${digits}`} : null};
}

/** URIs that call the destination; null if there is nothing safe to call. */
export function linksTo(destination: Destination): Partial<CallLinks> | null {
  if (destination.kind === 'number') return dialableNumberLinks(destination.number);
  if (destination.kind === 'unread') return destination.links ?? null;
  return isShortDestination(destination) ? shortNumberLinks(destination) : null;
}

/** Where the link leads that a page asks for; null means that it wants none. */
export function schemeFor(
  link: LinkScheme | 'auto' | 'none', links: Partial<CallLinks> | null,
): LinkScheme | null {
  if (link === 'none') return null;
  if (!links?.rcapp) return 'tel';
  const chosenScheme = LINK_SCHEMES.find((scheme) => scheme === link);
  return chosenScheme ?? (pageHasSession() ? 'rcmobile' : 'tel');
}

export function isShortDestination(destination: Destination): destination is ShortDestination {
  return ['emergency', 'service', 'extension', 'ambiguous'].includes(destination.kind);
}
