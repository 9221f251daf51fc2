import type {ResolveContact} from '../internal/contacts.js';
import {define} from '../internal/define.js';
import {RcNumberLinks} from './number-links.js';

/** The attributes and properties of `<rc-number-links>`. */
export interface LinkNumbersOptions {
  readonly mode?: 'overlay' | 'inline' | undefined;
  /** Default country for national numbers, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** CSS selector of the elements to search. */
  readonly include?: string | undefined;
  /** CSS selector of the elements to skip. */
  readonly exclude?: string | undefined;
  readonly telLinks?: 'upgrade' | 'ignore' | undefined;
  /** Searches same-origin frames too. */
  readonly frames?: boolean | undefined;
  readonly account?: string | undefined;
  readonly resolveContact?: ResolveContact | null | undefined;
}

/**
 * Offers the numbers of a document, an element or a shadow root as calls, as `<rc-number-links>`
 * does for its content. Adds one element before the body, with the list for keyboard and screen
 * reader users.
 *
 * `disconnect()` undoes everything at once: the page is as it was, byte for byte.
 */
export function linkNumbers(
  root: Document | DocumentFragment | Element = document,
  options: LinkNumbersOptions = {},
): {disconnect(): void} {
  // Registered here and not on import: importing this module has no side effect. Both entries that
  // export it register the call button themselves.
  define('rc-number-links', RcNumberLinks);
  const links = document.createElement('rc-number-links');
  const givenOptions = Object.entries(options).filter(([, value]) => value !== undefined);
  Object.assign(links, Object.fromEntries(givenOptions));
  links.root = root;
  // Before the body, so that the user reaches the list first, and no selector in the body changes.
  document.documentElement.insertBefore(links, document.body);
  return {disconnect: () => links.remove()};
}
