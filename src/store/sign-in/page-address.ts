/** The address of the page, to which the answer of a sign-in may come. */

const ANSWER_PARAMETERS = [
  'code', 'state', 'error', 'error_description', 'expires_in', 'brand_id', 'session_state',
];

/** Removes the answer from the page's address; other parameters and `history.state` stay. */
export function removeAnswerFromAddress(): void {
  const url = new URL(globalThis.location.href);
  for (const name of ANSWER_PARAMETERS) url.searchParams.delete(name);
  globalThis.history.replaceState(globalThis.history.state, '', url);
}

/** The parameters of the page's address, the answer of a redirect among them. */
export const pageSearch = (): URLSearchParams => new URLSearchParams(globalThis.location?.search);

/** Whether an answer has come to this page: it opened at the redirect URI, with `code` and `state`. */
export function isAnswerAtPage(redirectUri: string): boolean {
  const {searchParams, origin, pathname} = new URL(redirectUri);
  const page = globalThis.location;
  if (page?.origin !== origin || page.pathname !== pathname) return false;
  const answer = pageSearch();
  const isRedirectUri = [...searchParams].every(([name, value]) => answer.get(name) === value);
  return isRedirectUri && answer.has('state') && (answer.has('code') || answer.has('error'));
}

/** For sites that answer every address with their app. */
export function warnOfMissingPage(redirectUri: string): void {
  console.error(`rc-click-to-call: rc-redirect.html is missing, since this page opened at ${redirectUri} in its place. Copy it there, with rc-redirect.js.`);
}

/** Goes back to a page of this site, and keeps this one out of the history; `false` = it is this one. */
export function returnToPage(address = ''): boolean {
  const {origin, pathname} = globalThis.location;
  const isOtherPage = address.startsWith(`${origin}/`) && !address.startsWith(origin + pathname);
  if (isOtherPage) globalThis.location.replace(address);
  return isOtherPage;
}

export const pageAddress = (): string => globalThis.location.href;

export function leavePageFor(url: string): void {
  globalThis.location.assign(url);
}
