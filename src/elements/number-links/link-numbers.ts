import {RcClickToCall} from '../click-to-call/click-to-call.js';
import {define} from '../internal/define.js';
import type {ResolveContact} from './overlay/contacts.js';
import {RcNumberLinks} from './number-links.js';

/** As the attributes and properties of `<rc-number-links>`. */
export interface LinkNumbersOptions {
  readonly mode?: 'overlay' | 'inline' | undefined;
  /** ISO 3166-1 alpha-2, for numbers that no nearer `country` attribute is around. */
  readonly country?: string | undefined;
  /** CSS selectors. */
  readonly include?: string | undefined;
  readonly exclude?: string | undefined;
  readonly telLinks?: 'upgrade' | 'ignore' | undefined;
  /** Same-origin frames too. */
  readonly frames?: boolean | undefined;
  readonly account?: string | undefined;
  readonly resolveContact?: ResolveContact | null | undefined;
}

/**
 * Offers the numbers of a document, an element or a shadow root as calls, as `<rc-number-links>` does for its content.
 * One element of ours, with the list for keyboards and screen readers, stands before the body meanwhile.
 *
 * `disconnect()` takes everything back, at once: the page is as it was, byte for byte.
 */
export function linkNumbers(
  root: Document | DocumentFragment | Element = document,
  options: LinkNumbersOptions = {},
): {disconnect(): void} {
  define('rc-click-to-call', RcClickToCall);
  define('rc-number-links', RcNumberLinks);
  const links = document.createElement('rc-number-links');
  Object.assign(links, Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));
  links.root = root;
  // Before the body, so that the list is reached first, and nothing in the body is counted or matched differently.
  document.documentElement.insertBefore(links, document.body);
  return {disconnect: () => links.remove()};
}
