/** The record of a sign-in that left the page, stored until the page is back. */
import {asRecord, asText, asTime, withoutUndefined} from '../../ringcentral/json.js';
import type {Environment} from '../environment.js';
import {REDIRECT_KEY_PREFIX} from '../keys.js';
import {isMemoryOnly} from '../web-storage.js';
import type {RedirectRecord} from './redirect-page.js';

/** False where the browser refuses to keep it: the page that comes back would not find it. */
export function storeRedirectRecord(
  environment: Environment, state: string, record: RedirectRecord,
): boolean {
  const session = environment.storage('session');
  const key = REDIRECT_KEY_PREFIX + state;
  session.set(key, JSON.stringify(record));
  const isStored = !isMemoryOnly(session, key);
  if (!isStored) session.delete(key);
  return isStored;
}

/** A record from storage; null = not usable. */
export function readRedirectRecord(value: unknown): RedirectRecord | null {
  const {verifier, redirectUri, owner, returnTo, search, at} = asRecord(value);
  const [usedVerifier, usedUri, usedOwner, startedAt] =
    [asText(verifier), asText(redirectUri), asText(owner), asTime(at)];
  if (!usedVerifier || !usedUri || !usedOwner || startedAt === undefined) return null;
  return withoutUndefined({
    verifier: usedVerifier, redirectUri: usedUri, owner: usedOwner, at: startedAt,
    returnTo: asText(returnTo) ?? '', search: asText(search),
  });
}
