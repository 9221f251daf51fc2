/** The page's contacts: the shapes in which `resolveContact` gives them. */

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
