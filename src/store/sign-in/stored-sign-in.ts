/** What a sign-in with a client id has left in storage, and a sign-out takes away. */
import {asRecord, parseJson} from '../../ringcentral/json.js';
import type {Environment} from '../environment.js';
import {REDIRECT_KEY_PREFIX} from '../keys.js';
import type {StorageKind} from '../types.js';

/** Erases a sign-in whose code is not there to revoke its tokens. `keyPrefix`: `signInKeyPrefix`. */
export function eraseSignIn(
  environment: Environment, storageKind: StorageKind, keyPrefix: string,
): void {
  const storage = environment.storage(storageKind);
  for (const key of storage.keys()) {
    if (key.startsWith(keyPrefix)) storage.delete(key);
  }
  eraseRedirectRecords(environment, keyPrefix);
}

/** Erases the sign-ins that have left the page, so that no answer to them is redeemed. */
export function eraseRedirectRecords(environment: Environment, owner: string): void {
  const storage = environment.storage('session');
  for (const key of storage.keys()) {
    if (!key.startsWith(REDIRECT_KEY_PREFIX)) continue;
    if (asRecord(parseJson(storage.get(key))).owner === owner) storage.delete(key);
  }
}
