/** Where a card leads: to the caller's contacts, or to the page's search where nobody matches. */
import type {Inbound} from '../../store/types.js';
import type {Contact} from '../internal/contacts.js';
import {numberFormats} from '../internal/number-format.js';
import {readableText} from '../internal/readable-text.js';
import {addressOf, isTemplate, ownAddress, type AddressValues} from './contact-address.js';

/** The page's settings. */
export interface LinkTemplates {
  readonly contactUrl: string;
  readonly fallbackUrl: string;
}

const refusedTemplates = new Set<string>();

/** Tells the developer of a template that leads nowhere, once. */
export function checkTemplates({contactUrl, fallbackUrl}: LinkTemplates): void {
  const templates = {'contact-url': contactUrl, 'fallback-url': fallbackUrl};
  for (const [attribute, template] of Object.entries(templates)) {
    const isUsed = !template || isTemplate(template, location.href);
    if (isUsed || refusedTemplates.has(template)) continue;
    refusedTemplates.add(template);
    console.warn(`rc-inbound-call: ${attribute}="${template}" is no safe address and is not used.`);
  }
}

/** Null where the page gives no address, or none that is safe. */
export function contactLink(
  contact: Contact, inbound: Inbound, {contactUrl}: LinkTemplates,
): string | null {
  const pageUrl = location.href;
  const own = contact.url ? ownAddress(contact.url, pageUrl) : null;
  if (own || !contactUrl) return own;
  const {name, id} = contact;
  return addressOf(contactUrl, {...numberValues(inbound), name, ...id && {id}}, pageUrl);
}

/** For a caller who is none of the page's contacts. */
export function fallbackLink(inbound: Inbound, {fallbackUrl}: LinkTemplates): string | null {
  if (!fallbackUrl) return null;
  const name = readableText(inbound.fromName);
  return addressOf(fallbackUrl, {...numberValues(inbound), name}, location.href);
}

/** The national form is there once the parser has loaded. */
function numberValues({from}: Inbound): AddressValues {
  if (!from) return {};
  const national = numberFormats(from)?.national;
  return {e164: from, ...national && {national}};
}
