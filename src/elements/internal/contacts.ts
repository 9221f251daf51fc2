/** The page's contacts: the shapes in which `resolveContact` gives them, and how they are read. */
import {readableText} from './readable-text.js';

/** Somebody whom the page knows. */
export interface Contact {
  readonly name: string;
  /** The page's own id; `{id}` in templates of addresses. */
  readonly id?: string;
  /** Where the page shows the contact: https, or of the page's own origin. */
  readonly url?: string;
  /** A second line, such as the company. */
  readonly detail?: string;
}

type ContactAnswer = string | Contact | readonly Contact[] | null | undefined;

/**
 * Looks up who has a number, in E.164. `signal` is aborted once the answer is no longer needed.
 * Returns a name, a contact, several, or null.
 */
export type ResolveContact = (
  number: string,
  options: {
    readonly signal: AbortSignal;
    /** The number as people of its country write it: `(650) 555-0100`. */
    readonly national: string;
    /** As people of other countries write it: `+1 650 555 0100`. */
    readonly international: string;
  },
) => ContactAnswer | Promise<ContactAnswer>;

/** More contacts with one number than anybody looks at. */
const MAX_CONTACTS = 100;

/** A longer id or address is left out: cut off, it would lead to another contact. */
const MAX_ADDRESS_LENGTH = 8192;

/** Reads what a page's function has returned, which may be anything. Leaves out who has no name. */
export function readContacts(answer: unknown): readonly Contact[] {
  const candidates: readonly unknown[] = Array.isArray(answer)
    ? answer.slice(0, MAX_CONTACTS)
    : [answer];
  const contacts = candidates.flatMap((candidate) => readContact(candidate) ?? []);
  // The same contact twice is one to choose.
  const byContent = new Map(contacts.map((contact) => [JSON.stringify(contact), contact]));
  return Object.freeze([...byContent.values()]);
}

function readContact(candidate: unknown): Contact | null {
  if (typeof candidate === 'string') return contactNamed(candidate, {});
  if (typeof candidate !== 'object' || candidate === null) return null;
  const {name, ...details} = candidate as Record<string, unknown>;
  return contactNamed(name, details);
}

function contactNamed(
  givenName: unknown, details: Readonly<Record<string, unknown>>,
): Contact | null {
  const name = readableText(givenName);
  if (!name) return null;
  const id = readAddress(typeof details.id === 'number' ? String(details.id) : details.id);
  const url = readAddress(details.url);
  const detail = readableText(details.detail);
  return Object.freeze({name, ...id && {id}, ...url && {url}, ...detail && {detail}});
}

function readAddress(value: unknown): string {
  return typeof value === 'string' && value.length <= MAX_ADDRESS_LENGTH ? value.trim() : '';
}
