/** Tells the developer which redirect URI to register. */

const DEFAULT_REDIRECT_URI = 'rc-redirect.html';

/** Each redirect URI is printed once a page. */
const printedUris = new Set<string>();

/**
 * RingCentral accepts only a redirect URI that the app's settings contain letter by letter, and
 * its error does not say which one was sent.
 */
export function printRedirectUri(redirectUri: string | undefined, baseUri: string): void {
  const writtenUri = redirectUri || DEFAULT_REDIRECT_URI;
  // The session says what is wrong with one that is no address.
  if (!URL.canParse(writtenUri, baseUri)) return;
  const uri = new URL(writtenUri, baseUri);
  uri.hash = '';
  if (printedUris.has(uri.href)) return;
  printedUris.add(uri.href);
  console.warn(`rc-click-to-call: the redirect URI to register for this app at RingCentral is exactly ${uri.href}`);
}
